"""Office files through the reader: in child processes, with named faults, and pictures of their pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx.document import Document as DocxDocument
from office_files import docx_file, with_parts, xlsx_file
from PIL import Image

from corpus.errors import ErrorCode, ReadError
from extract.document import PageStatus
from extract.read_limits import ReadLimits
from extract.reader import Reader
from extract.word import text_of
from ingest.children import MEBIBYTE
from ingest.mediatype import DOC, DOCX, OLE, UNKNOWN, XLSX, media_type, zip_type
from ingest.receive import sha256_of
from ingest.source_file import SourceFile

SENTENCE = "Every worker may join a union of free choice without fear of reprisal."
#: What an encrypted office file begins with, and the name that gives it away.
CONTAINER = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1024 * 1024)
OFFICE = Path(__file__).parents[3] / "shared" / "data" / "office"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(workers=1, keep_words=True) as made:
        yield made


def source(path: Path) -> SourceFile:
    kind = media_type(path)
    kind = zip_type(path) if kind == "application/zip" else kind
    return SourceFile(sha256=sha256_of(path), media_type=kind, name=path.name, size=path.stat().st_size, path=path)


def policy(document: DocxDocument) -> None:
    document.add_heading("2. Labour", level=1)
    document.add_paragraph(SENTENCE)


def test_office_docx_is_read_and_drawn_where_its_boxes_are(tmp_path: Path, reader: Reader) -> None:
    path = docx_file(tmp_path / "policy.docx", policy)
    document = reader.read(source(path))
    assert (document.media_type, document.error) == (DOCX, None)
    assert [(page.status, page.words) for page in document.pages] == [(PageStatus.TEXT, 15)]
    (passage,) = document.passages
    assert (passage.text, passage.locator, passage.heading) == (SENTENCE, "section 2 ¶1", ("2. Labour",))
    words = {word.box: word for word in document.words[0]}
    assert text_of(words[box] for box in passage.spans[0].boxes) == SENTENCE
    picture = Image.open(io.BytesIO(reader.page_image(path, DOCX, 1, scale=2.0))).convert("L")
    assert picture.size == (1190, 1684)
    for box in passage.spans[0].boxes:
        assert picture.crop(tuple(round(value * 2) for value in box)).getextrema()[0] < 128


def test_office_same_file_gives_the_same_document(tmp_path: Path, reader: Reader) -> None:
    path = xlsx_file(tmp_path / "log.xlsx", lambda workbook: workbook.active.append((SENTENCE, "Closed", 3)))
    assert reader.read(source(path)) == reader.read(source(path))


def test_office_encrypted_file_is_named(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "secret.docx"
    path.write_bytes(CONTAINER + "EncryptedPackage".encode("utf-16-le") + bytes(64))
    assert media_type(path) == OLE
    document = reader.read(source(path))
    assert document.error is not None
    assert (document.error.code, document.pages) == (ErrorCode.ENCRYPTED, ())


@pytest.mark.parametrize(("content", "kind"), [(CONTAINER, OLE), (b"\x00\x01\x02", UNKNOWN)])
def test_office_other_files_keep_their_codes(tmp_path: Path, reader: Reader, content: bytes, kind: str) -> None:
    path = tmp_path / "old.doc"
    path.write_bytes(content)
    error = reader.read(source(path)).error
    assert media_type(path) == kind
    assert error is not None
    assert error.code is (ErrorCode.UNSUPPORTED_TYPE if kind == OLE else ErrorCode.UNKNOWN_TYPE)


def test_office_damaged_file_is_named_and_the_next_one_is_read(tmp_path: Path, reader: Reader) -> None:
    broken = with_parts(docx_file(tmp_path / "broken.docx", policy), {"word/document.xml": b"<w:document"})
    good = docx_file(tmp_path / "good.docx", policy)
    first, second = reader.documents([source(broken), source(good)])
    assert first.error is not None
    assert first.error.code is ErrorCode.BROKEN_DOCUMENT
    assert (second.error, len(second.passages)) == (None, 1)


def test_office_picture_of_a_damaged_file_is_a_named_fault(tmp_path: Path, reader: Reader) -> None:
    broken = with_parts(docx_file(tmp_path / "broken.docx", policy), {"word/document.xml": b"<w:document"})
    with pytest.raises(ReadError) as caught:
        reader.page_image(broken, DOCX, 1)
    assert caught.value.code is ErrorCode.BROKEN_DOCUMENT


def test_office_file_before_2007_is_named_as_what_it_is(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "policy.pdf"
    path.write_bytes(CONTAINER + "WordDocument".encode("utf-16-le") + bytes(64))
    error = reader.read(source(path)).error
    assert error is not None
    assert error.code is ErrorCode.UNSUPPORTED_TYPE
    assert "Word 97-2003 document" in error.message
    with pytest.raises(ReadError):
        reader.page_image(path, DOC, 1)


def test_office_limit_of_pages_leaves_a_page_that_says_so(tmp_path: Path) -> None:
    path = docx_file(tmp_path / "long.docx", lambda document: document.add_paragraph(" ".join([SENTENCE] * 400)))
    with Reader(workers=1, limits=ReadLimits(max_pages=2)) as reader:
        document = reader.read(source(path))
    assert [page.status for page in document.pages] == [PageStatus.TEXT, PageStatus.TEXT, PageStatus.SKIPPED]
    assert document.pages[2].error is not None
    assert document.pages[2].error.code is ErrorCode.TOO_MANY_PAGES
    assert document.passages


def test_office_file_that_takes_too_long_or_too_much_is_named(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "big.xlsx", lambda workbook: [workbook.active.append([SENTENCE]) for _ in range(12000)])
    with Reader(workers=1, limits=ReadLimits(office_seconds=0.01)) as reader:
        late = reader.read(source(path)).error
    with Reader(workers=1, limits=ReadLimits(child_bytes=300 * MEBIBYTE)) as reader:
        crashed = reader.read(source(path)).error
    assert late is not None
    assert crashed is not None
    assert (late.code, crashed.code) == (ErrorCode.DOCUMENT_TIME_LIMIT, ErrorCode.DOCUMENT_CRASHED), crashed.message


@pytest.mark.shared
@pytest.mark.skipif(not OFFICE.exists(), reason="the real documents of ../shared are not there")
@pytest.mark.parametrize("name", sorted(path.name for path in OFFICE.glob("*.[dx][ol][cs]x")))
def test_office_real_files_have_pages_and_their_words_make_their_passages(name: str, reader: Reader) -> None:
    document = reader.read(source(OFFICE / name))
    assert document.error is None
    assert document.pages
    assert all(page.status in (PageStatus.TEXT, PageStatus.EMPTY, PageStatus.IMAGE_ONLY) for page in document.pages)
    assert sum(len(words) for words in document.words) > 10
    words = [{word.box: word for word in page} for page in document.words]
    for passage in document.passages:
        assert text_of(words[span.page - 1][box] for span in passage.spans for box in span.boxes) == passage.text
        assert len({span.page for span in passage.spans}) == len(passage.spans)
    assert reader.page_image(OFFICE / name, document.media_type or XLSX, 1, scale=1.0).startswith(b"\x89PNG")
