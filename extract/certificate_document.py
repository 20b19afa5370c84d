"""Reads documents as certificates: the text layer first, and the picture where it says too little.

Titles, logos and names of bodies are often drawn, with a text layer only under what was filled in.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from corpus.errors import ReadError
from extract.certificate import CertificateReading
from extract.certificate_page import CertificatePage
from extract.certificate_reader import read_certificates
from extract.certificate_sheet import Sheet
from extract.document import Document, Page, PageStatus
from extract.layout import PageLayout
from extract.line import Line
from extract.read_limits import DEFAULT_READ_LIMITS, ReadLimits
from extract.reader import Reader
from extract.recognition import OcrChoice
from extract.word import Box
from ingest.children import ChildError
from ingest.mediatype import PDF
from ingest.source_file import Refusal, SourceFile

#: A page with more words is no certificate, whatever is drawn on it.
_MOST_WORDS = 400
#: Points for being a certificate from which a page is looked at, in short files and in long ones.
_HINT, _STRONG_HINT = 2.0, 4.5
_SHORT_FILE = 12
#: Text that the picture shows where the text layer has some is the same text.
_OVERLAP = 0.3


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadCertificates:
    """A document and what it is as a certificate."""

    document: Document
    reading: CertificateReading


class CertificateDocuments:
    """A pool of child processes that read documents as certificates; use it as a context manager."""

    def __init__(
        self, *, workers: int = 2, limits: ReadLimits = DEFAULT_READ_LIMITS, ocr: OcrChoice = OcrChoice.AUTO
    ) -> None:
        self._reader = Reader(workers=workers, limits=limits, keep_lines=True, ocr=ocr)

    def __enter__(self) -> Self:
        self._reader.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.__exit__(kind, error, trace)

    def read(self, sources: Iterable[SourceFile | Refusal]) -> Iterator[ReadCertificates]:
        """One result for each source, in the same order; the document of a bad file carries its error."""
        waiting: deque[SourceFile | Refusal] = deque()

        def noted() -> Iterator[SourceFile | Refusal]:
            for source in sources:
                waiting.append(source)
                yield source

        for document in self._reader.documents(noted()):
            source = waiting.popleft()
            pages = [self._page(document, source, index) for index in range(len(document.lines))]
            yield ReadCertificates(document=document, reading=read_certificates(pages))

    def _page(self, document: Document, source: SourceFile | Refusal, index: int) -> CertificatePage:
        account, lines = document.pages[index], document.lines[index]
        page = _certificate_page(account, lines)
        if not isinstance(source, SourceFile) or source.media_type != PDF or account.status is not PageStatus.TEXT:
            return page
        if page.word_count > _MOST_WORDS or not _wants_picture(Sheet(page), len(document.pages)):
            return page
        drawn = [line for line in self._drawn(source, account) if not _covered(line, lines)]
        return _certificate_page(account, (*lines, *drawn)) if drawn else page

    def _drawn(self, source: SourceFile, account: Page) -> tuple[Line, ...]:
        """The lines that the picture of a page shows; none when it cannot be recognised."""
        blank = PageLayout(
            number=account.number,
            status=PageStatus.IMAGE_ONLY,
            flags=(),
            width=account.width,
            height=account.height,
            blocks=(),
            unseen=(),
        )
        task = self._reader.scans.start(source.path, blank, ())
        if task is None:
            return ()
        try:
            layout = task.result()
        except (ReadError, ChildError):
            # The text layer was read; what the picture would have added is missing, and the fields say so.
            return ()
        return tuple(line for block in layout.blocks for line in block.lines)


def _certificate_page(account: Page, lines: Iterable[Line]) -> CertificatePage:
    return CertificatePage.of(account.number, (account.width, account.height), tuple(lines), unread=account.unread)


def _wants_picture(sheet: Sheet, pages: int) -> bool:
    """Whether a page looks like a certificate of which some part is drawn."""
    if sheet.kind.points < (_HINT if pages <= _SHORT_FILE else _STRONG_HINT):
        return False
    missing = None in {sheet.number, sheet.holder, sheet.issuer, sheet.scope} or not sheet.standards
    return missing or not sheet.accreditation.marks or " " not in (sheet.issuer.text if sheet.issuer else "")


def _covered(line: Line, others: Iterable[Line]) -> bool:
    return any(other.level and _overlap(line.box, other.box) for other in others)


def _overlap(first: Box, second: Box) -> bool:
    across = min(first.x1, second.x1) - max(first.x0, second.x0)
    down = min(first.y1, second.y1) - max(first.y0, second.y0)
    least = min(first.width, second.width), min(first.height, second.height)
    return across > _OVERLAP * least[0] and down > _OVERLAP * least[1]
