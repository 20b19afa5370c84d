"""Types of files by their content."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ingest.mediatype import PDF, ZIP, media_type


def test_mediatype_archive_of_an_uncompressed_pdf_is_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("policy.pdf", b"%PDF-1.4\nrest")

    assert media_type(path) == ZIP


def test_mediatype_pdf_header_need_not_stand_first(tmp_path: Path) -> None:
    path = tmp_path / "mailed.pdf"
    path.write_bytes(b"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\nrest")

    assert media_type(path) == PDF
