"""Progress of a screening: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from cli.console import messages, printable
from prescreen.run import Progress as ScreenStep

_MINUTE = 60


class ScreenProgress:
    """Shows pages a second and the time left, judged by the bytes that are still to be read."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        messages.print("Loading encoders.")
        if messages.is_terminal:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.fields[speed]}"),
                TimeElapsedColumn(),
                console=messages,
                transient=True,
            )
            self._task = self._bar.add_task("Reading", total=None, speed="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, step: ScreenStep) -> None:
        """Show that one more document is done."""
        seconds = max(time.monotonic() - self._started, 1e-6)
        speed = f"{step.pages_done / seconds:.1f} pages/s, {_left(step, seconds)} left"
        if self._bar is not None and self._task is not None:
            description = f"{step.files_done}/{step.files} files"
            self._bar.update(
                self._task, total=step.bytes, completed=step.bytes_done, description=description, speed=speed
            )
            return
        document = step.document
        outcome = document.error.code if document.error else f"{len(document.pages)} pages"
        name = printable(document.name)
        messages.print(f"[{step.files_done}/{step.files}] {name}: {outcome} ({speed})", soft_wrap=True)


def _left(step: ScreenStep, seconds: float) -> str:
    if not step.bytes_done:
        return "unknown time"
    left = seconds * (step.bytes - step.bytes_done) / step.bytes_done
    return f"{left:.0f} s" if left < _MINUTE else f"{left / _MINUTE:.0f} min"
