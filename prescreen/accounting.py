"""The account of a document: how each page ended, and what to do about those that were not read."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from extract.document import READ, Document, Page, PageFlag, PageStatus
from prescreen.place import number_ranges

#: What the statuses mean to someone who reads a report and nothing else.
STATUS_WORDS = {
    PageStatus.TEXT: "text read",
    PageStatus.OCR: "picture read by character recognition",
    PageStatus.IMAGE_ONLY: "only pictures, not read",
    PageStatus.EMPTY: "empty",
    PageStatus.FAILED: "could not be read",
    PageStatus.SKIPPED: "skipped",
}

FLAG_WORDS = {
    PageFlag.HIDDEN_TEXT: "hidden text left out",
    PageFlag.OFF_PAGE_TEXT: "text outside the visible page left out",
    PageFlag.BROKEN_ENCODING: "characters that stand for nothing",
    PageFlag.PICTURES: "large pictures not read",
    PageFlag.TRACKED_CHANGES: "text deleted by tracked changes left out",
    PageFlag.UNCALCULATED: "formulas saved without a result not read",
    PageFlag.PICTURE_TEXT: "text on pictures read by character recognition",
    PageFlag.UNSURE_READING: "character recognition unsure of many words",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """Pages of one document that were not read for the same reason."""

    #: Counting from 1; empty when the fault is one of the file.
    pages: tuple[int, ...]
    #: The failure code, or the page status where there is no failure.
    code: str
    message: str
    next: str

    @property
    def place(self) -> str:
        """``file``, ``page 3``, ``pages 3, 7-9``."""
        if not self.pages:
            return "file"
        return f"{'page' if len(self.pages) == 1 else 'pages'} {number_ranges(self.pages)}"


def unread(document: Document) -> tuple[Unread, ...]:
    """Everything of ``document`` that was not read: the fault of the file first, then pages grouped by reason."""
    rows = []
    if document.error is not None:
        error = document.error
        rows.append(Unread(pages=(), code=error.code, message=error.message, next=error.next))
    groups: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for page in document.pages:
        if page.status not in READ:
            groups[_reason(page)].append(page.number)
    for (code, message, step), pages in groups.items():
        rows.append(Unread(pages=tuple(pages), code=code, message=message, next=step))
    return tuple(rows)


def _reason(page: Page) -> tuple[str, str, str]:
    if page.error is not None:
        return page.error.code, page.error.message, page.error.next
    # A page that holds only pictures has no fault, but its reader has something to do all the same.
    return page.status, f"The page was not read: {STATUS_WORDS[page.status]}.", "Look at the page by eye."


def pages_by_status(document: Document) -> tuple[tuple[PageStatus, int], ...]:
    """How many pages ended with each status that occurs."""
    counts = Counter(page.status for page in document.pages)
    return tuple((status, counts[status]) for status in PageStatus if counts[status])


def flags_in_words(document: Document) -> tuple[str, ...]:
    """What to know about pages that were read: ``hidden text left out (pages 3, 7-9)``."""
    groups: defaultdict[PageFlag, list[int]] = defaultdict(list)
    for page in document.pages:
        for flag in page.flags:
            groups[flag].append(page.number)
    return tuple(
        f"{FLAG_WORDS[flag]} ({'page' if len(groups[flag]) == 1 else 'pages'} {number_ranges(groups[flag])})"
        for flag in PageFlag
        if flag in groups
    )
