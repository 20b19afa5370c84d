"""Passwords of office files and archives: tried, never kept."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from office_files import docx_file, with_parts, xlsx_file
from test_office import SENTENCE, policy, source

from corpus.errors import ErrorCode
from extract.document import PageFlag
from extract.reader import Reader
from ingest.mediatype import OLE
from ingest.receive import receive
from ingest.source_file import Refusal, SourceFile

#: An archive with one text, encrypted as PKWARE did it in 1990, with the password "sesame".
ENCRYPTED_ZIP = (
    "504b030414000100000000002100280082b2210000001500000005000000612e747874bae052e897034601b38b7b887aa26c"
    "05734fc287ab2bead7a13c01608fef4227dc504b0102140014000100000000002100280082b2210000001500000005000000"
    "0000000000000000000000000000612e747874504b0506000000000100010033000000440000000000"
)


def locked(path: Path, password: str) -> Path:
    """The office file, encrypted beside itself."""
    result = path.with_suffix(".locked")
    with path.open("rb") as plain, result.open("wb") as target:
        OOXMLFile(plain).encrypt(password, target)
    return result


def test_unlocking_reads_and_draws_with_the_right_password(tmp_path: Path) -> None:
    path = locked(docx_file(tmp_path / "policy.docx", policy), "sesame")
    with Reader(workers=1, passwords=("wrong", "sesame")) as reader:
        document = reader.read(source(path))
        picture = reader.page_image(path, OLE, 1)
    assert [passage.text for passage in document.passages] == [SENTENCE]
    assert document.media_type == OLE
    assert picture.startswith(b"\x89PNG")


@pytest.mark.parametrize("passwords", [(), ("wrong",)])
def test_unlocking_without_the_right_password_is_named(tmp_path: Path, passwords: tuple[str, ...]) -> None:
    path = locked(xlsx_file(tmp_path / "log.xlsx", lambda workbook: workbook.active.append([SENTENCE])), "sesame")
    with Reader(workers=1, passwords=passwords) as reader:
        document = reader.read(source(path))
    assert document.error is not None
    assert document.error.code is ErrorCode.ENCRYPTED
    assert "wrong" not in document.error.message


def test_unlocking_of_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = locked(docx_file(tmp_path / "policy.docx", policy), "sesame")
    path.write_bytes(path.read_bytes()[:-3000])
    with Reader(workers=1, passwords=("sesame",)) as reader:
        error = reader.read(source(path)).error
    assert error is not None
    assert error.code in {ErrorCode.BROKEN_DOCUMENT, ErrorCode.ENCRYPTED, ErrorCode.UNSUPPORTED_TYPE}


def test_unlocking_of_macros_names_them(tmp_path: Path) -> None:
    path = with_parts(docx_file(tmp_path / "policy.docm", policy), {"word/vbaProject.bin": b"programs"})
    kinds = (
        zipfile.ZipFile(path)
        .read("[Content_Types].xml")
        .replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )
    )
    with_parts(path, {"[Content_Types].xml": kinds})
    with Reader(workers=1) as reader:
        document = reader.read(source(path))
    assert [passage.text for passage in document.passages] == [SENTENCE]
    assert [page.flags for page in document.pages] == [(PageFlag.MACROS,)]


@pytest.mark.parametrize(("passwords", "opens"), [((), False), (("no",), False), (("no", "sesame"), True)])
def test_unlocking_of_archives(tmp_path: Path, passwords: tuple[str, ...], opens: bool) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(bytes.fromhex(ENCRYPTED_ZIP))
    (found,) = receive([path], store=tmp_path / "store", passwords=passwords)
    if opens:
        assert isinstance(found, SourceFile)
        assert found.path.read_text() == "We measure the water."
    else:
        assert isinstance(found, Refusal)
        assert found.code is ErrorCode.ARCHIVE_ENCRYPTED
        assert "no" not in passwords or "None of the passwords" in found.detail
