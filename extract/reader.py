"""Reads source files into documents, page by page, in child processes with limits.

A page that ends its child or runs over its time fails as a row with a code; the pages before and after it are kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.errors import ErrorCode, ReadError
from extract import pdf
from extract.assembly import passages_from, passages_of
from extract.document import Document, Fault, PageStatus, fault
from extract.engine import Engine, read_with_plumber
from extract.layout import PageLayout, failed_page
from extract.office import OFFICE_TYPES, OfficeReading, read_office, render_office_page
from extract.page_account import (
    account,
    all_words,
    document_fault,
    is_locked,
    lines,
    not_read,
    page_code,
    refused,
    skipped,
)
from extract.read_limits import DEFAULT_READ_LIMITS, ReadLimits
from extract.recognition import OcrChoice
from extract.scan_reader import ScanReader, Scans
from ingest.children import ChildError, Children, Pending
from ingest.mediatype import OLE, PDF, PICTURES, spoken
from ingest.source_file import Refusal, SourceFile

#: What has pages of its own.
PAGED_TYPES = PICTURES | {PDF}
#: Pages that one task reads: few enough to lose little when it dies, many enough to open the file seldom.
_PAGES_PER_TASK = 16


@dataclass(kw_only=True)
class _Reading:
    """A document on its way: its page tasks, still under way."""

    source: SourceFile
    pages: int
    tasks: list[tuple[int, int, Pending[list[PageLayout]]]]
    error: Fault | None = None
    #: Its pages without a usable text layer.
    scans: Scans | None = None
    #: Pages that ran over their time or ended their child, and those that no engine reads.
    lost: set[int] = field(default_factory=set)
    #: Of an office file, in place of the page tasks.
    office: Pending[OfficeReading] | None = None


class Reader:
    """A pool of child processes that read documents; use it as a context manager."""

    def __init__(
        self,
        workers: int = 2,
        limits: ReadLimits = DEFAULT_READ_LIMITS,
        *,
        keep_words: bool = False,
        keep_lines: bool = False,
        passwords: Sequence[str] = (),
        ocr: OcrChoice = OcrChoice.AUTO,
        engine: Engine = Engine.PDFIUM,
    ) -> None:
        """``passwords`` are tried on files that need one; they are kept nowhere else."""
        self._engine = engine
        self._workers = workers
        self._passwords = tuple(passwords)
        self._limits = limits
        self._keep_words = keep_words
        self._keep_lines = keep_lines
        self._children = Children(workers=workers, memory_bytes=limits.child_bytes)
        self._scans = ScanReader(
            ocr,
            workers=workers,
            seconds=limits.ocr_seconds,
            memory_bytes=limits.ocr_child_bytes,
            most_lost=limits.max_lost_pages,
        )

    def __enter__(self) -> Self:
        self._children.__enter__()
        self._scans.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What ends first begins no more scans.
        self._children.__exit__(kind, error, trace)
        self._scans.__exit__(kind, error, trace)

    @property
    def scans(self) -> ScanReader:
        """The pool that reads pictures of pages, for who wants more pages read by it than the reader itself does."""
        return self._scans

    def read(self, source: SourceFile) -> Document:
        """The document in a file. Never raises for a bad file: the document carries the error."""
        return self._finish(self._begin(source))

    def documents(self, sources: Iterable[SourceFile | Refusal]) -> Iterator[Document]:
        """One document for each source, in the same order; the next ones are read ahead while one is used."""
        ahead: deque[_Reading | Refusal] = deque()
        for source in sources:
            ahead.append(source if isinstance(source, Refusal) else self._begin(source))
            if len(ahead) > self._workers:
                yield self._take(ahead.popleft())
        while ahead:
            yield self._take(ahead.popleft())

    def page_image(self, path: Path, media_type: str, number: int, *, scale: float = 1.5) -> bytes:
        """The picture of a page as PNG with ``scale`` pixels per point.

        Raises :class:`ReadError` when the page cannot be drawn.
        """
        seconds = self._limits.page_seconds
        if media_type in OFFICE_TYPES or media_type == OLE:
            task = self._children.start(seconds, render_office_page, path, media_type, number, scale, self._passwords)
        elif media_type in PAGED_TYPES:
            task = self._children.start(seconds, pdf.render_page, path, number, scale, self._passwords)
        else:
            raise ReadError(ErrorCode.UNSUPPORTED_TYPE, f"Found {spoken(media_type)}, which has no pages to draw.")
        try:
            return task.result()
        except ChildError as error:
            raise ReadError(page_code(error.ending), error.detail) from error

    def _take(self, entry: _Reading | Refusal) -> Document:
        return refused(entry) if isinstance(entry, Refusal) else self._finish(entry)

    def _begin(self, source: SourceFile) -> _Reading:
        if source.media_type in OFFICE_TYPES or (self._passwords and is_locked(source)):
            seconds, most = self._limits.office_seconds, self._limits.max_pages
            task = self._children.start(seconds, read_office, source.path, source.media_type, most, self._passwords)
            return _Reading(source=source, pages=0, tasks=[], office=task)
        if source.media_type not in PAGED_TYPES:
            return _Reading(source=source, pages=0, tasks=[], error=not_read(source))
        try:
            pages = self._children.start(
                self._limits.open_seconds, pdf.page_count, source.path, self._passwords
            ).result()
        except ReadError as error:
            return _Reading(source=source, pages=0, tasks=[], error=fault(error.code, error.detail))
        except ChildError as error:
            return _Reading(source=source, pages=0, tasks=[], error=document_fault(error))
        scans = self._scans.document(source.path, self._passwords)
        tasks = []
        for first in range(1, min(pages, self._limits.max_pages) + 1, _PAGES_PER_TASK):
            last = min(first + _PAGES_PER_TASK - 1, pages, self._limits.max_pages)
            pages_task = self._pages_task(source, first, last)
            # Scans are recognised while the pages after them, and other documents, are read.
            pages_task.then(scans.begin)
            tasks.append((first, last, pages_task))
        return _Reading(source=source, pages=pages, tasks=tasks, scans=scans)

    def _pages_task(
        self, source: SourceFile, first: int, last: int, engine: Engine | None = None
    ) -> Pending[list[PageLayout]]:
        # Sixteen ordinary pages take a fraction of a second; when one is slow, its task is read again page by page.
        seconds = self._limits.page_seconds * min(last - first + 1, 2)
        read = pdf.read_pages if (engine or self._engine) is Engine.PDFIUM else read_with_plumber
        return self._children.start(seconds, read, source.path, first, last, self._passwords)

    def _finish(self, reading: _Reading) -> Document:
        if reading.office is not None:
            return self._finish_office(reading.source, reading.office)
        source = reading.source
        layouts: list[PageLayout] = []
        faults: dict[int, Fault] = {}
        for first, last, task in reading.tasks:
            if self._too_many_lost(reading):
                task.cancel()
                continue
            try:
                layouts.extend(self._mended(reading, layout) for layout in task.result())
            except (ChildError, ReadError):
                # One page of the task is at fault; read alone, it takes no other page with it.
                for number in range(first, last + 1):
                    if not self._too_many_lost(reading):
                        layouts.append(self._page_alone(reading, number, faults))
        if reading.scans is not None:
            scans = reading.scans.finish(layouts)
            layouts = [scan.layout for scan in scans]
            faults.update((scan.layout.number, scan.error) for scan in scans if scan.error is not None)
        pages = tuple(account(layout, faults.get(layout.number)) for layout in layouts)
        reason = self._why_skipped(reading)
        pages += tuple(skipped(number, reason) for number in range(len(pages) + 1, reading.pages + 1))
        passages, language = passages_of(source.sha256, layouts)
        return Document(
            sha256=source.sha256,
            name=source.name,
            media_type=source.media_type,
            error=reading.error,
            pages=pages,
            passages=passages,
            language=language,
            words=tuple(all_words(layout) for layout in layouts) if self._keep_words else (),
            lines=tuple(lines(layout) for layout in layouts) if self._keep_lines else (),
            tables=tuple(layout.tables for layout in layouts) if self._keep_words else (),
        )

    def _finish_office(self, source: SourceFile, task: Pending[OfficeReading]) -> Document:
        error: Fault | None = None
        office = OfficeReading(layouts=(), paragraphs=(), cuts={})
        try:
            office = task.result()
        except ReadError as failure:
            error = fault(failure.code, failure.detail)
        except ChildError as failure:
            error = document_fault(failure)
        cuts = {number: fault(ErrorCode.TOO_MANY_PAGES, detail) for number, detail in office.cuts.items()}
        passages, language = passages_from(source.sha256, office.paragraphs)
        return Document(
            sha256=source.sha256,
            name=source.name,
            media_type=source.media_type,
            error=error,
            pages=tuple(account(layout, cuts.get(layout.number)) for layout in office.layouts),
            passages=passages,
            language=language,
            words=tuple(all_words(layout) for layout in office.layouts) if self._keep_words else (),
            lines=tuple(lines(layout) for layout in office.layouts) if self._keep_lines else (),
        )

    def _page_alone(self, reading: _Reading, number: int, faults: dict[int, Fault]) -> PageLayout:
        try:
            return self._mended(reading, self._pages_task(reading.source, number, number).result()[0])
        except ChildError as error:
            found = fault(page_code(error.ending), error.detail)
            reading.lost.add(number)
        except ReadError as error:
            found = fault(ErrorCode.PAGE_FAILED, error.detail)
        again = self._page_again(reading.source, number)
        if again is not None:
            return again
        faults[number] = found
        return failed_page(number, found.message)

    def _mended(self, reading: _Reading, layout: PageLayout) -> PageLayout:
        """The page, read by the other engine when this one failed on it."""
        if layout.status is not PageStatus.FAILED or self._too_many_lost(reading):
            return layout
        again = self._page_again(reading.source, layout.number)
        if again is None:
            reading.lost.add(layout.number)
        return again or layout

    def _page_again(self, source: SourceFile, number: int) -> PageLayout | None:
        """The page read by the other engine; ``None`` when that one does not read it either."""
        if source.media_type != PDF:
            return None
        other = Engine.PDFPLUMBER if self._engine is Engine.PDFIUM else Engine.PDFIUM
        try:
            layout = self._pages_task(source, number, number, other).result()[0]
        except (ChildError, ReadError):
            return None
        return layout if layout.status is PageStatus.TEXT else None

    def _too_many_lost(self, reading: _Reading) -> bool:
        """Whether so many pages hung or crashed that the document is not worth more time: it may have thousands."""
        return len(reading.lost) >= self._limits.max_lost_pages

    def _why_skipped(self, reading: _Reading) -> Fault:
        if self._too_many_lost(reading):
            detail = f"{self._limits.max_lost_pages} of its pages ran over their time or ended the reader."
            return fault(ErrorCode.DOCUMENT_TIME_LIMIT, detail)
        return fault(ErrorCode.TOO_MANY_PAGES, f"The limit is {self._limits.max_pages} pages.")
