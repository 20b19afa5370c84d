"""Files inside files: what is attached to mails and embedded in PDFs. Runs in child processes only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import POINTER, c_ulong, cast, create_string_buffer
from pathlib import Path, PurePosixPath

import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.errors import ErrorCode, IntakeError
from ingest import mail_parts, mediatype, outlook
from ingest.mail_parts import Attached
from ingest.source_file import printable

_CHUNK = 1024 * 1024
#: The dictionary of an embedded file is never packed, and says one of these.
_PDF_MARKS = (b"/EmbeddedFile", b"/EF", b"/FileAttachment")
_LONGEST_NAME = 200


def may_hold(path: Path, kind: str) -> bool:
    """Whether a file may hold others. Parses nothing; raises :class:`OSError` when the file cannot be read."""
    if kind != mediatype.PDF:
        return kind in {mediatype.MAIL, mediatype.MSG}
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            if any(mark in window for mark in _PDF_MARKS):
                return True
            tail = window[-len(_PDF_MARKS[-1]) :]
    return False


def attachments_of(path: Path, kind: str, passwords: Sequence[str] = ()) -> Iterator[Attached]:
    """The files inside a mail or a PDF, under names that are safe and differ from one another.

    Raises :class:`IntakeError` with ``archive_broken``: libraries raise anything on damaged files.
    """
    used: set[str] = set()
    try:
        for number, attached in enumerate(_found(path, kind, passwords), start=1):
            name = _distinct(_safe(attached.name) or f"attachment-{number}", used)
            used.add(name)
            yield attached._replace(name=name)
    except MemoryError:
        # A matter of the child process, which its parent names.
        raise
    except Exception as error:
        detail = f"Looking for attached files gave {type(error).__name__}."
        raise IntakeError(ErrorCode.ARCHIVE_BROKEN, detail) from error


def _found(path: Path, kind: str, passwords: Sequence[str]) -> Iterator[Attached]:
    if kind == mediatype.MAIL:
        return mail_parts.attachments(mail_parts.message_of(path))
    if kind == mediatype.MSG:
        return mail_parts.attachments(outlook.message_of(path))
    return _of_pdf(path, passwords)


def _of_pdf(path: Path, passwords: Sequence[str]) -> Iterator[Attached]:
    document = _open(path, passwords)
    if document is None:
        return
    try:
        seen: set[tuple[str, bytes]] = set()
        for attached in (*_listed(document), *_pinned(document)):
            if attached not in seen:
                seen.add(attached)
                yield attached
    finally:
        document.close()


def _open(path: Path, passwords: Sequence[str]) -> pdfium.PdfDocument | None:
    for password in (None, *passwords):
        try:
            return pdfium.PdfDocument(path, password=password)
        except pdfium.PdfiumError:
            # Its reader says why it does not open.
            continue
    return None


def _listed(document: pdfium.PdfDocument) -> Iterator[Attached]:
    """The files that the document lists as embedded."""
    for index in range(raw.FPDFDoc_GetAttachmentCount(document)):
        handle = raw.FPDFDoc_GetAttachment(document, index)
        if handle:
            yield _attached(handle)


def _pinned(document: pdfium.PdfDocument) -> Iterator[Attached]:
    """The files that hang from pins on pages."""
    for index in range(len(document)):
        page = raw.FPDF_LoadPage(document, index)
        if not page:
            continue
        for number in range(raw.FPDFPage_GetAnnotCount(page)):
            pin = raw.FPDFPage_GetAnnot(page, number)
            if not pin:
                continue
            if raw.FPDFAnnot_GetSubtype(pin) == raw.FPDF_ANNOT_FILEATTACHMENT:
                handle = raw.FPDFAnnot_GetFileAttachment(pin)
                if handle:
                    yield _attached(handle)
            raw.FPDFPage_CloseAnnot(pin)
        raw.FPDF_ClosePage(page)


def _attached(handle: object) -> Attached:
    length = raw.FPDFAttachment_GetName(handle, None, 0)
    name = create_string_buffer(length + 2)
    raw.FPDFAttachment_GetName(handle, cast(name, POINTER(raw.FPDF_WCHAR)), length)
    size = c_ulong()
    raw.FPDFAttachment_GetFile(handle, None, 0, size)
    content = create_string_buffer(size.value)
    if size.value and not raw.FPDFAttachment_GetFile(handle, content, size.value, size):
        content = create_string_buffer(0)
    return Attached(name.raw.decode("utf-16-le", "replace").split("\x00")[0], content.raw)


def _safe(name: str) -> str:
    """The last part of a name: a mail must not say where its files go."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return printable(last.strip())[-_LONGEST_NAME:] if last not in {".", ".."} else ""


def _distinct(name: str, used: set[str]) -> str:
    number = 1
    candidate = name
    while candidate in used:
        number += 1
        path = PurePosixPath(name)
        candidate = f"{path.stem} ({number}){path.suffix}"
    return candidate
