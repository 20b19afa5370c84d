"""Who is at work on a pack: a lease in the database, renewed while the worker lives and free again when it does not.

A worker that is killed renews nothing, so another one, or the same server started again, takes its pack when the lease
ends and goes on where it stopped. A worker that was only slow finds its lease gone and stores nothing more.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from types import TracebackType

import psutil
from sqlalchemy import select, update

from corpus.errors import ErrorCode, ReviewError
from review_api.database import Database
from review_api.tables import PackRow

#: Seconds for which a lease holds, and between two renewals: three may fail before it ends.
LEASE_SECONDS = 20.0
HEARTBEAT_SECONDS = 5.0

UNFINISHED = ("received", "reading", "suggesting")


class LeaseLostError(ReviewError):
    """Another worker has the pack now."""

    def __init__(self, pack: str) -> None:
        super().__init__(ErrorCode.PROCESSING_FAILED, f"Another worker has taken over the pack {pack}.")
        self.pack = pack

    def __reduce__(self) -> tuple[type[LeaseLostError], tuple[str]]:  # type: ignore[override]  # other arguments
        return type(self), (self.pack,)


def worker_name() -> str:
    """A name that tells machine and process, and is never used twice."""
    started = int(psutil.Process().create_time())
    return f"{socket.gethostname()}/{os.getpid()}/{started}/{secrets.token_hex(4)}"


def free_dead(database: Database) -> None:
    """End the leases of processes of this machine that do not live any more, so that nobody waits for them."""
    with database.write() as session:
        rows = session.scalars(select(PackRow).where(PackRow.state.in_(UNFINISHED), PackRow.worker.is_not(None)))
        for row in rows:
            if row.worker is not None and _is_dead(row.worker):
                row.leased_until = 0.0


def take(database: Database, worker: str) -> str | None:
    """Id of the oldest pack that waits for a worker, now leased to this one; ``None`` when there is none."""
    with database.write() as session:
        now = time.time()
        waiting = select(PackRow).where(PackRow.state.in_(UNFINISHED), PackRow.leased_until < now)
        row = session.scalar(waiting.order_by(PackRow.id).limit(1).with_for_update(skip_locked=True))
        if row is None:
            return None
        row.worker, row.leased_until = worker, now + LEASE_SECONDS
        return row.id


class Lease:
    """Keeps a pack leased to a worker while the context is open."""

    def __init__(self, database: Database, pack: str, worker: str) -> None:
        self._database = database
        self._pack = pack
        self._worker = worker
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"lease of {pack}", daemon=True)

    def __enter__(self) -> Lease:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._thread.join()
        self._extend(0.0)

    def _beat(self) -> None:
        while not self._ending.wait(HEARTBEAT_SECONDS):
            self._extend(time.time() + LEASE_SECONDS)

    def _extend(self, until: float) -> None:
        mine = PackRow.worker == self._worker
        with self._database.write() as session:
            session.execute(update(PackRow).where(PackRow.id == self._pack, mine).values(leased_until=until))


def _is_dead(worker: str) -> bool:
    host, number, started, _ = worker.split("/")
    if host != socket.gethostname():
        return False
    try:
        return int(psutil.Process(int(number)).create_time()) != int(started)
    except psutil.NoSuchProcess:
        return True
