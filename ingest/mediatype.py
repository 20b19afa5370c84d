"""The type of a file by its content. Names lie: a policy arrives as ``scan.jpg`` and a program as ``report.pdf``."""

from __future__ import annotations

import zipfile
from pathlib import Path

import filetype

PDF = "application/pdf"
ZIP = "application/zip"
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"

#: PDF readers accept a header that does not stand first; Acrobat's limit is 1,024 bytes (PDF 1.7, annex H.3.4.1).
_PDF_HEADER_WINDOW = 1024
_SNIFFED = 8192
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
#: The container of office files before 2007, and of later ones that are protected by a password.
OLE = "application/x-ole-storage"
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
#: Name of the stream that holds an encrypted office file; names in the container are UTF-16.
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1024 * 1024

#: The part that an Office Open XML package must hold, and the type that it stands for.
_OFFICE_PARTS = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
)


def media_type(path: Path) -> str:
    """The media type of the bytes at ``path``, ``application/octet-stream`` when they are of no known type.

    Office files are ``application/zip`` here; :func:`zip_type` tells them apart by reading the archive's directory.

    Raises :class:`OSError` when the file cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(_SNIFFED)
    # Before the search for a PDF header: an archive whose first member is a PDF, packed uncompressed, holds one too.
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if b"%PDF-" in head[:_PDF_HEADER_WINDOW]:
        return PDF
    kind = filetype.guess(head)
    if kind is not None:
        return str(kind.mime)
    return OLE if head.startswith(_OLE_MAGIC) else _text_type(head)


def is_encrypted_office(path: Path) -> bool:
    """Whether the file is an office file that opens with a password only.

    Looks for a name in the bytes and parses nothing. Raises :class:`OSError` when the file cannot be read.
    """
    with path.open("rb") as stream:
        if not stream.read(len(_OLE_MAGIC)).startswith(_OLE_MAGIC):
            return False
        tail = b""
        while chunk := stream.read(_CHUNK):
            if _ENCRYPTED_PACKAGE in tail + chunk:
                return True
            tail = chunk[-len(_ENCRYPTED_PACKAGE) :]
    return False


def zip_type(path: Path) -> str:
    """The media type of a ZIP file by its members. Parses untrusted bytes: call it in a child process only."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return ZIP
    for part, office_type in _OFFICE_PARTS:
        if part in names:
            return office_type
    return ZIP


def _text_type(head: bytes) -> str:
    if b"\x00" in head:
        return UNKNOWN
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character may be cut in two where the sniffed part ends.
        if error.start < len(head) - 3:
            return UNKNOWN
        text = head[: error.start].decode("utf-8")
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        return "text/html"
    return TEXT if text.strip() else UNKNOWN
