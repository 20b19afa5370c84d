"""Functions that a child process should survive being given."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import ErrorCode, ReadError
from extract import pdf
from extract.layout import PageLayout

#: The page at which reading goes wrong.
THIRD = 3


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


def page_count_dies(path: Path, _: Sequence[str]) -> int:
    """Ends the process for any document."""
    os._exit(len(path.name))


def page_count_sleeps(path: Path, _: Sequence[str]) -> int:
    """Takes longer than any limit of a test."""
    time.sleep(60)
    return len(path.name)


def reading_dies_at_page_three(path: Path, first: int, last: int, passwords: Sequence[str]) -> list[PageLayout]:
    """Reads pages, and ends the process at the third."""
    if first <= THIRD <= last:
        os._exit(77)
    return pdf.read_pages(path, first, last, passwords)


def reading_dies_from_page_three_on(path: Path, first: int, last: int, passwords: Sequence[str]) -> list[PageLayout]:
    """Reads two pages, and ends the process at every other."""
    if last >= THIRD:
        os._exit(77)
    return pdf.read_pages(path, first, last, passwords)


def reading_hangs_at_page_three(path: Path, first: int, last: int, passwords: Sequence[str]) -> list[PageLayout]:
    """Reads pages, and never comes back from the third."""
    if first <= THIRD <= last:
        time.sleep(60)
    return pdf.read_pages(path, first, last, passwords)


def reading_swells_at_page_three(path: Path, first: int, last: int, passwords: Sequence[str]) -> list[PageLayout]:
    """Reads pages, and wants all memory at the third."""
    if first <= THIRD <= last:
        bytearray(1 << 40)
    return pdf.read_pages(path, first, last, passwords)


def reading_fails_at_page_three(path: Path, first: int, last: int, passwords: Sequence[str]) -> list[PageLayout]:
    """Reads pages, and gives up the document at the third."""
    if first <= THIRD <= last:
        raise ReadError(ErrorCode.BROKEN_DOCUMENT, "The third page is torn.")
    return pdf.read_pages(path, first, last, passwords)


def no_second_engine(path: Path, first: int, last: int, passwords: Sequence[str]) -> list[PageLayout]:
    """Reads nothing."""
    raise ReadError(ErrorCode.BROKEN_DOCUMENT, f"Found no page of {first} to {last} in {path.name}{passwords}.")


def drawing_dies(path: Path, number: int, scale: float, _: Sequence[str]) -> bytes:
    """Ends the process in place of a picture."""
    os._exit(int(len(path.name) + number * scale) % 100 + 1)


def scanning_dies(path: Path, page: PageLayout, engine: str, passwords: Sequence[str]) -> PageLayout:
    """Ends the process in place of recognising a page."""
    os._exit((len(path.name) + page.number + len(engine) + len(passwords)) % 100 + 1)


def scanning_sleeps(path: Path, page: PageLayout, engine: str, passwords: Sequence[str]) -> PageLayout:
    """Takes longer than any limit of a test."""
    time.sleep(60 + len(path.name) * len(engine) * len(passwords))
    return page
