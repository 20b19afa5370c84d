"""Sends pages without a usable text layer to character recognition, in child processes of their own with limits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import NamedTuple, Self

from corpus.errors import ErrorCode, ReadError
from extract.document import Fault, PageStatus, fault
from extract.layout import PageLayout
from extract.recognition import OcrChoice, chosen_engine
from extract.scan import read_pictures, read_scan
from ingest.children import ChildError, Children, Ending, Pending


class ReadScan(NamedTuple):
    """A page after character recognition."""

    #: As it was when recognition was not possible.
    layout: PageLayout
    #: Why the page was not read; ``None`` when it was, or when recognition is switched off.
    error: Fault | None
    #: Whether it cost a child process or its time.
    lost: bool = False


class ScanReader:
    """A pool of child processes that read pictures of pages; use it as a context manager."""

    def __init__(self, choice: OcrChoice, *, workers: int, seconds: float, memory_bytes: int, most_lost: int) -> None:
        """``most_lost`` pages of a document may run over their time or end their child; the others stay unread."""
        self._children = Children(workers=workers, memory_bytes=memory_bytes)
        self._seconds = seconds
        self._engine, self.missing = _engine(choice)
        self.most_lost = most_lost

    def __enter__(self) -> Self:
        self._children.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._children.__exit__(kind, error, trace)

    def document(self, path: Path, passwords: Sequence[str] = ()) -> Scans:
        """The scanned pages of one document, none begun yet."""
        return Scans(self, path, tuple(passwords))

    def start(self, path: Path, layout: PageLayout, passwords: tuple[str, ...]) -> Pending[PageLayout] | None:
        """Begin to read a page; ``None`` when it needs no recognition or there is no engine."""
        if self._engine is OcrChoice.OFF:
            return None
        if layout.pictures:
            return self._children.start(self._seconds, read_pictures, path, layout, self._engine, passwords)
        if layout.status is not PageStatus.IMAGE_ONLY:
            return None
        return self._children.start(self._seconds, read_scan, path, layout, self._engine, passwords)


class Scans:
    """The scanned pages of one document, begun as they become known and finished in order."""

    def __init__(self, reader: ScanReader, path: Path, passwords: tuple[str, ...]) -> None:
        self._reader = reader
        self._path = path
        self._passwords = passwords
        self._begun: dict[int, Pending[PageLayout] | None] = {}
        # Pages become known in a thread of the pool that reads text layers.
        self._lock = Lock()

    def begin(self, layouts: Sequence[PageLayout]) -> None:
        """Begin to read those of the pages that have no usable text layer, each once."""
        with self._lock:
            for layout in layouts:
                if layout.number not in self._begun:
                    self._begun[layout.number] = self._reader.start(self._path, layout, self._passwords)

    def finish(self, layouts: Sequence[PageLayout]) -> list[ReadScan]:
        """All pages in the order given, those without a usable text layer read by their picture."""
        self.begin(layouts)
        lost = 0
        pages = []
        for layout in layouts:
            task = self._begun[layout.number]
            if task is None:
                pages.append(ReadScan(layout, self._reader.missing if layout.status is PageStatus.IMAGE_ONLY else None))
            elif lost >= self._reader.most_lost:
                task.cancel()
                detail = f"{lost} pages before it ran over their time or ended the engine, so it was not tried."
                pages.append(ReadScan(layout, _fault(layout, ErrorCode.OCR_FAILED, detail)))
            else:
                pages.append(_result(task, layout))
                lost += pages[-1].lost
        return pages


def _result(task: Pending[PageLayout], layout: PageLayout) -> ReadScan:
    try:
        return ReadScan(task.result(), None)
    except ReadError as error:
        code = error.code if error.code is ErrorCode.OCR_UNAVAILABLE else ErrorCode.OCR_FAILED
        return ReadScan(layout, _fault(layout, code, error.detail))
    except ChildError as error:
        late = f"It ran over its time. {error.detail}" if error.ending is Ending.TIME_LIMIT else error.detail
        return ReadScan(layout, _fault(layout, ErrorCode.OCR_FAILED, late), lost=True)


def _fault(layout: PageLayout, code: ErrorCode, detail: str) -> Fault | None:
    """Why a page was not read; a page with a text layer was, and its flag says that its pictures were not."""
    return fault(code, detail) if layout.status is PageStatus.IMAGE_ONLY else None


def _engine(choice: OcrChoice) -> tuple[OcrChoice, Fault | None]:
    """The engine to use, and the fault of pages that would need one when there is none."""
    try:
        return chosen_engine(choice), None
    except ReadError as error:
        return OcrChoice.OFF, fault(error.code, error.detail)
