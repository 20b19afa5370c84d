"""Types of files by their content."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.mediatype import (
    DOC,
    HTML,
    JPEG,
    MAIL,
    MBOX,
    MSG,
    OLE,
    PDF,
    PNG,
    PPT,
    TEXT,
    TIFF,
    UNKNOWN,
    XLS,
    ZIP,
    media_type,
)


def test_mediatype_archive_of_an_uncompressed_pdf_is_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("policy.pdf", b"%PDF-1.4\nrest")

    assert media_type(path) == ZIP


def test_mediatype_pdf_header_need_not_stand_first(tmp_path: Path) -> None:
    path = tmp_path / "mailed.pdf"
    path.write_bytes(b"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\nrest")

    assert media_type(path) == PDF


OLE_HEAD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)


def stream(name: str) -> bytes:
    return name.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"From: a@example.org\r\nTo: b@example.org\r\nSubject: %PDF-1.7\r\n\r\nHello", MAIL),
        (b"Received: from mx\r\n by example.org\r\nSubject: x\r\n\r\nHello", MAIL),
        (b"Subject: minutes\nDate: Monday\n\nWe met.", TEXT),
        (b"From: where we stand\n\nWe met.", TEXT),
        (b"From a@example.org Mon Jan  1 00:00:00 2024\nFrom: a@example.org\n\nHello", MBOX),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<HTML lang='en'>", HTML),
        ("\ufeff# Política".encode(), TEXT),
        ("Política de agua".encode("cp1252"), TEXT),
        ("供应链".encode("utf-16"), TEXT),
        ("供应链尽职调查".encode("gb18030"), TEXT),
        (b"\x01\x02 abc", UNKNOWN),
        (b" \r\n", UNKNOWN),
        (OLE_HEAD + stream("WordDocument"), DOC),
        (OLE_HEAD + stream("Workbook"), XLS),
        (OLE_HEAD + stream("Workbook") + stream("PowerPoint Document"), PPT),
        (OLE_HEAD + stream("WordDocument") + stream("__properties_version1.0"), MSG),
        (OLE_HEAD + stream("EncryptedPackage"), OLE),
        (b"II*\x00\x08\x00\x00\x00" + bytes(300), TIFF),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), PNG),
        (b"\xff\xd8\xff\xe0" + bytes(300), JPEG),
        (b"7z\xbc\xaf\x27\x1c" + bytes(300), "application/x-7z-compressed"),
    ],
)
def test_mediatype_goes_by_content(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    assert media_type(path) == kind


def test_mediatype_finds_a_stream_that_lies_across_two_pieces(tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(OLE_HEAD + bytes(1024 * 1024 - len(OLE_HEAD) - 7) + stream("WordDocument"))
    assert media_type(path) == DOC
