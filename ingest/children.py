"""Child processes for untrusted bytes: each has a limit on memory, each task a limit on time.

A child is started afresh (spawned, not forked), so that it holds nothing of its parent: no model, no secret, no
thread. A child that dies or runs over its time is replaced; its task fails, the others go on.
"""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from enum import StrEnum
from types import TracebackType
from typing import Generic, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

P = ParamSpec("P")
T = TypeVar("T")

MEBIBYTE = 1024 * 1024
#: Address space of a child. PDFium, Pillow and the interpreter reserve about 400 MiB before any page is open.
CHILD_BYTES = 2048 * MEBIBYTE
#: A child is replaced after so many tasks, so that what a library leaks stays bounded.
CHILD_TASKS = 200


class Ending(StrEnum):
    """How a task ended that gave no result."""

    TIME_LIMIT = "time_limit"  #: it ran over its time
    CRASH = "crash"  #: its process died or used up its memory


class ChildError(Exception):
    """A task in a child process gave no result."""

    def __init__(self, ending: Ending, detail: str) -> None:
        super().__init__(f"{ending}: {detail}")
        self.ending = ending
        self.detail = detail


class Pending(Generic[T]):
    """A task under way in a child process."""

    def __init__(self, future: ProcessFuture[T], seconds: float) -> None:
        self._future = future
        self._seconds = seconds

    def result(self) -> T:
        """What the task returned.

        Raises :class:`ChildError` when the child ran over its time, died or ran out of memory; what the task itself
        raised is raised here as it is.
        """
        try:
            return self._future.result()
        except FutureTimeoutError as error:
            raise ChildError(Ending.TIME_LIMIT, f"The limit is {self._seconds:g} s.") from error
        except ProcessExpired as error:
            raise ChildError(Ending.CRASH, f"The process ended with exit code {error.exitcode}.") from error
        except (MemoryError, SystemError) as error:
            # Without memory the interpreter may even fail to say that it has none.
            raise ChildError(Ending.CRASH, "The process used up its memory.") from error

    def then(self, use: Callable[[T], None]) -> None:
        """Hand the result to ``use`` as soon as it is there, in a thread of the pool; nothing when there is none."""

        def done(future: Future[T]) -> None:
            if not future.cancelled() and future.exception() is None:
                use(future.result())

        self._future.add_done_callback(done)

    def cancel(self) -> None:
        """Give the task up; its process is ended."""
        self._future.cancel()  # type: ignore[no-untyped-call]


class Children:
    """A pool of child processes, started when the first task comes."""

    def __init__(self, workers: int = 1, memory_bytes: int = CHILD_BYTES) -> None:
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=CHILD_TASKS,
            initializer=_limit,
            initargs=(memory_bytes,),
            context=multiprocessing.get_context("spawn"),
        )

    def start(self, seconds: float, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Pending[T]:
        """Run a function of some module in a child, for at most ``seconds`` of wall time."""
        future = self._pool.schedule(function, args=args, kwargs=kwargs, timeout=seconds)
        return Pending(future, seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    # A crash of a parser would otherwise write its memory, with pieces of the document, to disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
