"""Functions that a child process should survive being given."""

from __future__ import annotations

import os
import time


def doubled(number: int) -> int:
    """Behaves."""
    return 2 * number


def process_id() -> int:
    """Behaves, and tells where it ran."""
    return os.getpid()


def sleeps(seconds: float) -> float:
    """Takes its time."""
    time.sleep(seconds)
    return seconds


def spins() -> None:
    """Never ends, and never lets go of the processor."""
    while True:
        pass


def dies() -> None:
    """Ends its process without a word, as a parser that crashes does."""
    os._exit(77)


def aborts() -> None:
    """Ends its process by a signal."""
    os.abort()


def swells(bytes_wanted: int) -> int:
    """Wants much memory."""
    return len(bytearray(bytes_wanted))


def complains() -> None:
    """Raises an error of its own."""
    message = "found nothing to do"
    raise ValueError(message)
