"""Opens what has pages of its own: PDF files, and pictures as PDF pages with nothing but the picture on them.

Runs in child processes only: its input is untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.errors import ErrorCode, ReadError
from extract.picture import PictureDocument
from ingest import mediatype


class Pages(Protocol):
    """What has pages: a PDF that PDFium has open, or a picture."""

    def __len__(self) -> int:
        """Number of pages."""

    def __getitem__(self, index: int) -> pdfium.PdfPage:
        """The open page at an index from 0; who asks for it closes it."""

    def close(self) -> None:
        """Close the file."""


@contextmanager
def opened(path: Path, passwords: Sequence[str] = ()) -> Iterator[Pages]:
    """The pages of a PDF or a picture; each password is tried on a PDF that needs one.

    Raises :class:`ReadError` with ``unreadable_file``, ``encrypted``, ``no_pages`` or ``broken_document``.
    """
    try:
        kind = mediatype.media_type(path)
    except OSError as error:
        raise ReadError(ErrorCode.UNREADABLE_FILE, f"The system says: {error.strerror}.") from error
    document = PictureDocument(path) if kind in mediatype.PICTURES else _with_password(path, passwords)
    try:
        yield document
    finally:
        document.close()


def _with_password(path: Path, passwords: Sequence[str]) -> pdfium.PdfDocument:
    try:
        return _pdf(path, None)
    except ReadError as error:
        if error.code is not ErrorCode.ENCRYPTED:
            raise
    for password in passwords:
        try:
            return _pdf(path, password)
        except ReadError as error:
            if error.code is not ErrorCode.ENCRYPTED:
                raise
    detail = "None of the passwords that were given opens it." if passwords else "It opens with a password only."
    raise ReadError(ErrorCode.ENCRYPTED, detail)


def _pdf(path: Path, password: str | None) -> pdfium.PdfDocument:
    # PDFium refuses a sound document without pages and names no fault, so that the fault of the file before it would
    # be taken for its own. That is therefore always this one, of a file that is not there.
    raw.FPDF_LoadDocument(b"", None)
    try:
        return pdfium.PdfDocument(path, password=password)
    except OSError as error:
        raise ReadError(ErrorCode.UNREADABLE_FILE, f"The system says: {error.strerror}.") from error
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ReadError(ErrorCode.ENCRYPTED, "It opens with a password only.") from error
        if getattr(error, "err_code", None) == raw.FPDF_ERR_FILE:
            raise ReadError(ErrorCode.NO_PAGES, "Found 0 pages.") from error
        raise ReadError(ErrorCode.BROKEN_DOCUMENT, f"PDFium says: {error}") from error
