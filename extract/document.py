"""What reading a file gives: its pages with their status, and its passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import REMEDIES, ErrorCode
from extract.line import Line
from extract.page_table import PageTable
from extract.passage import Passage
from extract.word import Word
from ingest.source_file import Sha256

#: Version of the JSON form of documents and passages; changes only add fields.
SCHEMA_VERSION = 1


class PageStatus(StrEnum):
    """What became of a page."""

    TEXT = "text"  #: its text layer was read
    OCR = "ocr"  #: its picture was read by character recognition
    IMAGE_ONLY = "image_only"  #: it holds pictures and no text, and was not read
    EMPTY = "empty"  #: it holds neither text nor pictures
    FAILED = "failed"  #: it could not be read
    SKIPPED = "skipped"  #: it lies beyond a limit and was not tried


#: Statuses of pages on which everything there is to read was read.
READ = frozenset({PageStatus.TEXT, PageStatus.OCR, PageStatus.EMPTY})


class PageFlag(StrEnum):
    """What a reader of the results should know about a page."""

    HIDDEN_TEXT = "hidden_text"  #: words that a person cannot see were left out of passages
    OFF_PAGE_TEXT = "off_page_text"  #: words outside the visible page were left out of passages
    BROKEN_ENCODING = "broken_encoding"  #: the text layer holds characters that stand for nothing
    PICTURES = "pictures"  #: large pictures beside the text were not read
    TRACKED_CHANGES = "tracked_changes"  #: text inserted by tracked changes was read, deleted text was left out
    UNCALCULATED = "uncalculated"  #: formulas that were saved without a result could not be read
    PICTURE_TEXT = "picture_text"  #: text on pictures beside the text was read by character recognition
    UNSURE_READING = "unsure_reading"  #: character recognition was unsure of many words
    SECOND_ENGINE = "second_engine"  #: read by pdfplumber, which does not tell hidden text
    MACROS = "macros"  #: the file holds programs, which were neither read nor run


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Why a document or a page was not read."""

    code: ErrorCode
    message: str
    next: str


def fault(code: ErrorCode, detail: str) -> Fault:
    """The fault of ``code`` with ``detail`` as its message and the remedy of the code."""
    return Fault(code=code, message=f"{REMEDIES[code].meaning} {detail}".strip(), next=REMEDIES[code].next)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The account of one page."""

    #: Counts from 1.
    number: int
    status: PageStatus
    flags: tuple[PageFlag, ...]
    #: Points, of the visible page after rotation.
    width: float
    height: float
    #: Number of words with a box on the page.
    words: int
    #: There when the status is ``failed`` or ``skipped``, and when character recognition of the page was not possible.
    error: Fault | None = None

    @property
    def unread(self) -> bool:
        """Whether the page may hold evidence that nobody has seen."""
        return self.status not in READ


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One file of a pack as far as it could be read. A refused file is a document with an error and no pages."""

    #: ``None`` when the bytes were never seen whole.
    sha256: Sha256 | None
    #: Path inside the pack.
    name: str
    media_type: str | None
    error: Fault | None
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    #: ISO 639-1 of most of the text, ``und`` when unknown.
    language: str
    #: The words of each page in reading order, only when the reader was asked to keep them.
    words: tuple[tuple[Word, ...], ...] = ()
    #: The lines of each page that a person can see, only when the reader was asked to keep them. Those of a scan that
    #: is askew have places as if it lay straight; their words have boxes where they are.
    lines: tuple[tuple[Line, ...], ...] = ()
    #: The tables of each page that have rules, as :attr:`words`.
    tables: tuple[tuple[PageTable, ...], ...] = ()

    @property
    def pages_read(self) -> int:
        """Number of pages on which everything there is to read was read."""
        return sum(page.status in READ for page in self.pages)

    @property
    def pages_unread(self) -> int:
        """Number of pages that may hold evidence nobody has seen."""
        return len(self.pages) - self.pages_read
