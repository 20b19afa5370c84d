"""What reading refuses to go beyond. docs/settings.md lists it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.children import CHILD_BYTES, MEBIBYTE


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadLimits:
    """What reading refuses to go beyond."""

    #: Seconds to open a document.
    open_seconds: float = 30.0
    #: Seconds for one page.
    page_seconds: float = 20.0
    #: Seconds for a whole office file, whose pages are known only when all of it was read.
    office_seconds: float = 120.0
    #: Pages of one document that may run over their time or end their child; after them the rest is ``skipped``.
    max_lost_pages: int = 8
    #: Pages of one document; those beyond are ``skipped``.
    max_pages: int = 5000
    #: Bytes of address space of each child process.
    child_bytes: int = CHILD_BYTES
    #: Seconds of character recognition for one page. A page of a hundred lines takes ten on a busy machine.
    ocr_seconds: float = 120.0
    #: Bytes of address space of each child process that recognises characters: models, and pictures of large pages.
    ocr_child_bytes: int = 3 * 1024 * MEBIBYTE


DEFAULT_READ_LIMITS = ReadLimits()
