"""What became of documents and pages, as the account of them says it."""

from __future__ import annotations

from corpus.errors import ErrorCode
from extract.document import Document, Fault, Page, PageStatus, fault
from extract.language import UNDETERMINED
from extract.layout import PageLayout
from extract.line import Line
from extract.word import Word
from ingest.children import ChildError, Ending
from ingest.mediatype import OLE, UNKNOWN, is_encrypted_office, spoken
from ingest.source_file import Refusal, SourceFile


def skipped(number: int, reason: Fault) -> Page:
    """The account of a page that was not tried."""
    return Page(number=number, status=PageStatus.SKIPPED, flags=(), width=0.0, height=0.0, words=0, error=reason)


def refused(refusal: Refusal) -> Document:
    """The document that stands for a file that was not accepted."""
    return Document(
        sha256=refusal.sha256,
        name=refusal.name,
        media_type=refusal.media_type,
        error=fault(refusal.code, refusal.detail),
        pages=(),
        passages=(),
        language=UNDETERMINED,
    )


def is_locked(source: SourceFile) -> bool:
    """Whether it is an office file that opens with a password only."""
    if source.media_type != OLE:
        return False
    try:
        return is_encrypted_office(source.path)
    except OSError:
        # Why it is not read is said where it is not read.
        return False


def not_read(source: SourceFile) -> Fault:
    """Why a file of a type without a reader is not read."""
    try:
        if is_encrypted_office(source.path):
            return fault(ErrorCode.ENCRYPTED, "It is an office file that opens with a password only.")
    except OSError as error:
        return fault(ErrorCode.UNREADABLE_FILE, f"The system says: {error.strerror}.")
    code = ErrorCode.UNKNOWN_TYPE if source.media_type == UNKNOWN else ErrorCode.UNSUPPORTED_TYPE
    return fault(code, f"Found {spoken(source.media_type)}.")


def document_fault(error: ChildError) -> Fault:
    """Why a document whose child gave no result was not read."""
    late = error.ending is Ending.TIME_LIMIT
    return fault(ErrorCode.DOCUMENT_TIME_LIMIT if late else ErrorCode.DOCUMENT_CRASHED, error.detail)


def page_code(ending: Ending) -> ErrorCode:
    """The code of a page whose child gave no result."""
    return ErrorCode.PAGE_TIME_LIMIT if ending is Ending.TIME_LIMIT else ErrorCode.PAGE_CRASHED


def account(layout: PageLayout, error: Fault | None) -> Page:
    """The account of a page that was tried; ``error`` says why it was lost, or why it could not be recognised."""
    if layout.status is PageStatus.FAILED and error is None:
        error = fault(ErrorCode.PAGE_FAILED, layout.fault)
    return Page(
        number=layout.number,
        status=layout.status,
        flags=layout.flags,
        width=layout.width,
        height=layout.height,
        words=len(all_words(layout)),
        error=error,
    )


def lines(layout: PageLayout) -> tuple[Line, ...]:
    """The lines of a page in reading order."""
    return tuple(line for block in layout.blocks for line in block.lines)


def all_words(layout: PageLayout) -> tuple[Word, ...]:
    """The words of a page, those that a person cannot see last."""
    seen = tuple(word for block in layout.blocks for line in block.lines for word in line.words)
    return seen + layout.unseen
