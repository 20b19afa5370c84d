"""The type of a file by its content. Names lie: a policy arrives as ``scan.jpg`` and a program as ``report.pdf``."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import filetype

PDF = "application/pdf"
ZIP = "application/zip"
TEXT = "text/plain"
HTML = "text/html"
#: A mail as it travels (RFC 5322), and as Outlook saves it.
MAIL = "message/rfc822"
MSG = "application/vnd.ms-outlook"
#: Many mails in one file.
MBOX = "application/mbox"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
#: Pictures that are read as pages.
PICTURES = frozenset({PNG, JPEG, TIFF})
UNKNOWN = "application/octet-stream"

#: PDF readers accept a header that does not stand first; Acrobat's limit is 1,024 bytes (PDF 1.7, annex H.3.4.1).
_PDF_HEADER_WINDOW = 1024
_SNIFFED = 8192
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
#: Office files before 2007.
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
#: The container of office files before 2007, and of later ones that are protected by a password.
OLE = "application/x-ole-storage"
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
#: Name of the stream that holds an encrypted office file; names in the container are UTF-16.
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
#: Streams that tell what a container holds. A mail may hold any of the others, a presentation texts and sheets.
_OLE_STREAMS = (
    ("__properties_version1.0", MSG),
    ("EncryptedPackage", OLE),
    ("PowerPoint Document", PPT),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
)
_CHUNK = 1024 * 1024

#: The part that an Office Open XML package must hold, and the type that it stands for.
_OFFICE_PARTS = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
)
#: Names of people for types, to say what a file is.
_SPOKEN = {
    DOC: "Word 97-2003 document (DOC)",
    XLS: "Excel 97-2003 workbook (XLS)",
    PPT: "PowerPoint 97-2003 presentation (PPT)",
    MBOX: "mailbox of many mails (MBOX)",
    "application/x-rar-compressed": "RAR archive",
    "application/x-7z-compressed": "7-Zip archive",
    "application/rtf": "Rich Text file (RTF)",
}
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_WINDOW = 2048
#: Fields of which a mail has some and hardly another text has two, one of them being of the first kind.
_SENT = re.compile(rb"^(?:from|received|return-path|delivered-to|x-sender):", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(
    rb"^(?:to|cc|bcc|subject|date|message-id|mime-version|reply-to|content-type):", re.IGNORECASE | re.MULTILINE
)
_FIELD_LINE = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*(?:\n|\Z)(?:[ \t][^\n]*(?:\n|\Z))*)+")
_MBOX_START = re.compile(rb"\AFrom \S+.{6,80}\r?\n[A-Za-z][A-Za-z0-9-]*:")
#: Control characters that no text holds.
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


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
    if _is_mail(head):
        return MAIL
    if b"%PDF-" in head[:_PDF_HEADER_WINDOW]:
        return PDF
    if head.startswith(_OLE_MAGIC):
        return _ole_type(path)
    kind = filetype.guess(head)
    return str(kind.mime) if kind is not None else _text_type(head)


def spoken(kind: str) -> str:
    """The media type as a person calls it."""
    return _SPOKEN.get(kind, kind)


def is_encrypted_office(path: Path) -> bool:
    """Whether the file is an office file that opens with a password only.

    Looks for a name in the bytes and parses nothing. Raises :class:`OSError` when the file cannot be read.
    """
    with path.open("rb") as stream:
        if not stream.read(len(_OLE_MAGIC)).startswith(_OLE_MAGIC):
            return False
    return _ENCRYPTED_PACKAGE in _found(path, [_ENCRYPTED_PACKAGE])


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


def _ole_type(path: Path) -> str:
    names = {name.encode("utf-16-le") + b"\x00\x00": kind for name, kind in _OLE_STREAMS}
    found = _found(path, list(names))
    return next((kind for name, kind in names.items() if name in found), OLE)


def _found(path: Path, wanted: list[bytes]) -> set[bytes]:
    """Which of these byte strings stand anywhere in the file."""
    found: set[bytes] = set()
    longest = max(map(len, wanted))
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            found.update(name for name in wanted if name in window)
            tail = window[-longest:]
    return found


def _is_mail(head: bytes) -> bool:
    """Whether the bytes begin with fields of a mail."""
    fields = _FIELD_LINE.match(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    return bool(fields and _SENT.search(fields[0]) and _FIELD.search(fields[0]))


def _text_type(head: bytes) -> str:
    # A character may be cut in two where the sniffed part ends.
    text = head.decode("utf-16", "ignore").encode() if head.startswith(_UTF16_MARKS) else head
    if not text.strip(b"\xef\xbb\xbf \t\r\n") or _NO_TEXT.search(text):
        return UNKNOWN
    if _MBOX_START.match(text):
        return MBOX
    return HTML if _HTML_START.search(text[:_HTML_WINDOW]) else TEXT
