"""Reading documents in child processes: faults have codes, and what can be read is kept."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import misbehaving
import pypdfium2
import pytest
from drawing import HEIGHT, WIDTH, drawn, paragraph, raw_pdf, source, words_of
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import REMEDIES, ErrorCode, ReadError
from extract import pdf, text_layer
from extract import reader as reader_module
from extract.document import Document, PageFlag, PageStatus
from extract.read_limits import ReadLimits
from extract.reader import Reader
from extract.word import text_of
from ingest.mediatype import DOC, PDF, UNKNOWN
from ingest.source_file import Refusal, SourceFile

SENTENCE = "Every worker of page {} may leave the site after the shift and keeps the passport at home."


@pytest.fixture(scope="module")
def shared_reader() -> Iterator[Reader]:
    """One pool for the tests that need no limits of their own."""
    with Reader(workers=1, keep_words=True) as opened:
        yield opened


def pages(path: Path, count: int) -> Path:
    def draw(number: int) -> Callable[[Canvas], None]:
        return lambda canvas: void(paragraph(canvas, 72, 200, SENTENCE.format(number)))

    return drawn(path, *(draw(number) for number in range(1, count + 1)))


def void(_: object) -> None:
    """A drawing function gives nothing."""


def code(document: Document) -> ErrorCode | None:
    return document.error.code if document.error else None


def page_codes(document: Document) -> list[ErrorCode | None]:
    return [page.error.code if page.error else None for page in document.pages]


def test_reader_gives_an_account_of_every_page_and_its_passages(tmp_path: Path, shared_reader: Reader) -> None:
    document = shared_reader.read(source(pages(tmp_path / "a.pdf", 3)))
    assert document.error is None
    assert [(page.number, page.status, page.words) for page in document.pages] == [
        (number, PageStatus.TEXT, 18) for number in (1, 2, 3)
    ]
    assert [(page.width, page.height) for page in document.pages] == [(round(WIDTH, 2), round(HEIGHT, 2))] * 3
    assert [passage.text for passage in document.passages] == [SENTENCE.format(number) for number in (1, 2, 3)]
    assert [passage.locator for passage in document.passages] == ["p. 1 ¶ 1", "p. 2 ¶ 1", "p. 3 ¶ 1"]
    assert [text_of(words) for words in document.words] == [SENTENCE.format(number) for number in (1, 2, 3)]
    assert (document.language, document.pages_read, document.pages_unread) == ("en", 3, 0)


def test_reader_gives_more_pages_than_one_task_reads_in_order(tmp_path: Path) -> None:
    with Reader(workers=2) as two:
        document = two.read(source(pages(tmp_path / "a.pdf", 37)))
    assert [page.number for page in document.pages] == list(range(1, 38))
    assert [passage.text for passage in document.passages] == [SENTENCE.format(number) for number in range(1, 38)]


def encrypted(path: Path, user: str, owner: str) -> Path:
    canvas = Canvas(str(path), encrypt=StandardEncryption(user, owner), invariant=1)
    paragraph(canvas, 72, 200, SENTENCE.format(1))
    canvas.save()
    return path


def test_reader_names_a_password(tmp_path: Path, shared_reader: Reader) -> None:
    document = shared_reader.read(source(encrypted(tmp_path / "a.pdf", "user", "owner")))
    assert (code(document), document.pages, document.passages) == (ErrorCode.ENCRYPTED, (), ())
    assert document.error is not None
    assert document.error.next == REMEDIES[ErrorCode.ENCRYPTED].next


def test_reader_tries_each_password(tmp_path: Path, shared_reader: Reader) -> None:
    path = encrypted(tmp_path / "a.pdf", "user", "owner")
    with Reader(workers=1, passwords=("wrong", "user")) as reader:
        document = reader.read(source(path))
        assert reader.page_image(path, PDF, 1).startswith(b"\x89PNG")
    assert [passage.text for passage in document.passages] == [SENTENCE.format(1)]
    with pytest.raises(ReadError):
        shared_reader.page_image(path, PDF, 1)


def test_reader_says_that_no_password_fits(tmp_path: Path) -> None:
    with Reader(workers=1, passwords=("wrong",)) as reader:
        document = reader.read(source(encrypted(tmp_path / "a.pdf", "user", "owner")))
    assert document.error is not None
    assert document.error.code is ErrorCode.ENCRYPTED
    assert "None of the passwords" in document.error.message
    assert "wrong" not in str(document)


def test_reader_reads_what_only_forbids_changes(tmp_path: Path, shared_reader: Reader) -> None:
    document = shared_reader.read(source(encrypted(tmp_path / "a.pdf", "", "owner")))
    assert (code(document), [passage.text for passage in document.passages]) == (None, [SENTENCE.format(1)])


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + random.Random(2).randbytes(5000),
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 9 0 R >>\n%%EOF",
        raw_pdf([b"<< /Type /Catalog >>"]),
    ],
)
def test_reader_names_a_broken_document(tmp_path: Path, shared_reader: Reader, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    document = shared_reader.read(source(path))
    assert code(document) in {ErrorCode.BROKEN_DOCUMENT, ErrorCode.NO_PAGES}
    assert document.pages == ()


def test_reader_names_a_document_without_pages(tmp_path: Path, shared_reader: Reader) -> None:
    path = tmp_path / "a.pdf"
    document = pypdfium2.PdfDocument.new()
    document.save(str(path))
    document.close()
    assert code(shared_reader.read(source(path))) is ErrorCode.NO_PAGES


def test_reader_names_a_file_that_went_away(tmp_path: Path, shared_reader: Reader) -> None:
    file = source(pages(tmp_path / "a.pdf", 1))
    file.path.unlink()
    assert code(shared_reader.read(file)) is ErrorCode.UNREADABLE_FILE


def test_reader_a_page_that_is_not_there_fails_alone(tmp_path: Path, shared_reader: Reader) -> None:
    path = tmp_path / "a.pdf"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"
    path.write_bytes(
        raw_pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Count 3 /Kids [3 0 R 9 0 R 4 0 R] >>",
                page,
                page,
            ]
        )
    )
    document = shared_reader.read(source(path))
    assert [page.status for page in document.pages] == [PageStatus.EMPTY, PageStatus.FAILED, PageStatus.EMPTY]
    assert page_codes(document) == [None, ErrorCode.PAGE_FAILED, None]
    assert (document.pages_read, document.pages_unread) == (2, 1)


@pytest.mark.parametrize(
    ("media_type", "expected"), [(DOC, ErrorCode.UNSUPPORTED_TYPE), (UNKNOWN, ErrorCode.UNKNOWN_TYPE)]
)
def test_reader_names_a_type_that_it_does_not_read(
    tmp_path: Path, shared_reader: Reader, media_type: str, expected: ErrorCode
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"something")
    assert code(shared_reader.read(source(path, media_type))) is expected


def test_reader_skips_pages_beyond_the_limit_and_says_so(tmp_path: Path) -> None:
    with Reader(workers=1, limits=ReadLimits(max_pages=18)) as limited:
        document = limited.read(source(pages(tmp_path / "a.pdf", 21)))
    assert [page.number for page in document.pages] == list(range(1, 22))
    assert [page.status for page in document.pages] == [PageStatus.TEXT] * 18 + [PageStatus.SKIPPED] * 3
    assert page_codes(document)[17:] == [None, *[ErrorCode.TOO_MANY_PAGES] * 3]
    assert len(document.passages) == 18
    assert document.error is None


@pytest.mark.parametrize(
    ("misbehave", "expected"),
    [
        (misbehaving.reading_dies_at_page_three, ErrorCode.PAGE_CRASHED),
        (misbehaving.reading_hangs_at_page_three, ErrorCode.PAGE_TIME_LIMIT),
        (misbehaving.reading_swells_at_page_three, ErrorCode.PAGE_CRASHED),
        (misbehaving.reading_fails_at_page_three, ErrorCode.PAGE_FAILED),
    ],
)
def test_reader_loses_only_the_page_at_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, misbehave: Callable[..., object], expected: ErrorCode
) -> None:
    # The function itself goes to the child by name, so that it may be another one there too.
    monkeypatch.setattr(pdf, "read_pages", misbehave)
    monkeypatch.setattr(reader_module, "read_with_plumber", misbehaving.no_second_engine)
    with Reader(workers=1, limits=ReadLimits(page_seconds=0.6)) as careful:
        bad, good = careful.documents([source(pages(tmp_path / "a.pdf", 5)), source(pages(tmp_path / "b.pdf", 2))])
    assert page_codes(bad) == [None, None, expected, None, None]
    assert [page.status for page in bad.pages].count(PageStatus.FAILED) == 1
    assert [passage.spans[0].page for passage in bad.passages] == [1, 2, 4, 5]
    assert page_codes(good) == [None, None]


def test_reader_gives_a_document_up_that_loses_page_after_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "read_pages", misbehaving.reading_dies_from_page_three_on)
    path = pages(tmp_path / "a.pdf", 40)
    with Reader(workers=1, limits=ReadLimits(max_lost_pages=2)) as careful:
        # The second engine reads both of the pages, but they have cost their process all the same.
        mended = careful.read(source(path))
        monkeypatch.setattr(reader_module, "read_with_plumber", misbehaving.no_second_engine)
        bad = careful.read(source(path))
    assert page_codes(bad) == [None, None, *[ErrorCode.PAGE_CRASHED] * 2, *[ErrorCode.DOCUMENT_TIME_LIMIT] * 36]
    assert page_codes(mended) == [None] * 4 + [ErrorCode.DOCUMENT_TIME_LIMIT] * 36
    assert [page.status for page in bad.pages[4:]] == [PageStatus.SKIPPED] * 36
    assert (len(bad.passages), len(mended.passages)) == (2, 4)


@pytest.mark.parametrize(
    "misbehave",
    [
        misbehaving.reading_dies_at_page_three,
        misbehaving.reading_hangs_at_page_three,
        misbehaving.reading_fails_at_page_three,
    ],
)
def test_reader_has_a_page_read_again_by_the_second_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, misbehave: Callable[..., object]
) -> None:
    monkeypatch.setattr(pdf, "read_pages", misbehave)
    with Reader(workers=1, limits=ReadLimits(page_seconds=3)) as careful:
        document = careful.read(source(pages(tmp_path / "a.pdf", 4)))
    assert [page.status for page in document.pages] == [PageStatus.TEXT] * 4
    assert [PageFlag.SECOND_ENGINE in page.flags for page in document.pages] == [False, False, True, False]
    assert [passage.text for passage in document.passages] == [SENTENCE.format(number) for number in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("misbehave", "expected"),
    [
        (misbehaving.page_count_dies, ErrorCode.DOCUMENT_CRASHED),
        (misbehaving.page_count_sleeps, ErrorCode.DOCUMENT_TIME_LIMIT),
    ],
)
def test_reader_names_a_document_that_cannot_even_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, misbehave: Callable[..., object], expected: ErrorCode
) -> None:
    monkeypatch.setattr(pdf, "page_count", misbehave)
    with Reader(workers=1, limits=ReadLimits(open_seconds=0.5)) as careful:
        documents = list(careful.documents([source(pages(tmp_path / f"{name}.pdf", 1)) for name in "ab"]))
    assert [code(document) for document in documents] == [expected, expected]


def test_reader_gives_one_document_for_each_source_in_order(tmp_path: Path, shared_reader: Reader) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n")
    entries: list[SourceFile | Refusal] = [
        source(pages(tmp_path / "long.pdf", 20)),
        Refusal(name="bomb.pdf", code=ErrorCode.ARCHIVE_RATIO, detail="Found a bomb."),
        source(broken),
        source(pages(tmp_path / "short.pdf", 1)),
    ]
    documents = list(shared_reader.documents(iter(entries)))
    assert [document.name for document in documents] == ["long.pdf", "bomb.pdf", "broken.pdf", "short.pdf"]
    assert [code(document) for document in documents] == [
        None,
        ErrorCode.ARCHIVE_RATIO,
        ErrorCode.BROKEN_DOCUMENT,
        None,
    ]


def test_reader_says_the_same_with_one_worker_and_with_two(tmp_path: Path) -> None:
    entries = [source(pages(tmp_path / f"{count}.pdf", count)) for count in (1, 18, 3)]
    with Reader(workers=1) as one, Reader(workers=2) as two:
        assert list(one.documents(entries)) == list(two.documents(entries))


def test_reader_keeps_words_only_when_asked(tmp_path: Path, shared_reader: Reader) -> None:
    file = source(pages(tmp_path / "a.pdf", 1))
    with Reader(workers=1) as lean:
        assert lean.read(file).words == ()
    assert len(shared_reader.read(file).words) == 1


def test_reader_draws_a_page(tmp_path: Path, shared_reader: Reader) -> None:
    path = pages(tmp_path / "a.pdf", 2)
    picture = Image.open(io.BytesIO(shared_reader.page_image(path, PDF, 2, scale=2.0)))
    assert picture.format == "PNG"
    assert (picture.width, picture.height) == pytest.approx((2 * WIDTH, 2 * HEIGHT), abs=2)
    assert min(picture.convert("L").tobytes()) < 100


@pytest.mark.parametrize("number", [0, -1, 3, 10**9])
def test_reader_does_not_draw_a_page_that_is_not_there(tmp_path: Path, shared_reader: Reader, number: int) -> None:
    with pytest.raises(ReadError):
        shared_reader.page_image(pages(tmp_path / "a.pdf", 2), PDF, number)


def test_reader_says_why_a_page_cannot_be_drawn(
    tmp_path: Path, shared_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pages(tmp_path / "a.pdf", 1)
    with pytest.raises(ReadError) as caught:
        shared_reader.page_image(path, DOC, 1)
    assert caught.value.code is ErrorCode.UNSUPPORTED_TYPE
    monkeypatch.setattr(pdf, "render_page", misbehaving.drawing_dies)
    with pytest.raises(ReadError) as caught:
        shared_reader.page_image(path, PDF, 1)
    assert caught.value.code is ErrorCode.PAGE_CRASHED


@pytest.mark.parametrize("side", [20_000, 2_000_000])
def test_reader_survives_a_page_of_any_size(tmp_path: Path, shared_reader: Reader, side: int) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(
        raw_pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {side} {side}] >>".encode(),
            ]
        )
    )
    [page] = shared_reader.read(source(path)).pages
    assert (page.status, page.error) == (PageStatus.EMPTY, None)
    with pytest.raises(ReadError) as caught:
        shared_reader.page_image(path, PDF, 1)
    assert caught.value.code in {ErrorCode.PAGE_FAILED, ErrorCode.PAGE_CRASHED}


def test_reader_tells_pictures_from_nothing(tmp_path: Path, shared_reader: Reader) -> None:
    def scan(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 90), 0, 0, WIDTH, HEIGHT)

    def illustrated(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 90), 72, 72, 400, 300)
        paragraph(canvas, 72, 100, SENTENCE.format(3))

    def white(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 255), 0, 0, WIDTH, HEIGHT)

    document = shared_reader.read(source(drawn(tmp_path / "a.pdf", scan, void, illustrated, white)))
    assert [page.status for page in document.pages] == [
        PageStatus.OCR,
        PageStatus.EMPTY,
        PageStatus.TEXT,
        PageStatus.EMPTY,
    ]
    assert [page.flags for page in document.pages] == [(), (), (PageFlag.PICTURES,), ()]
    assert (document.pages_read, document.pages_unread) == (4, 0)


def test_reader_page_fault_of_the_binding_is_a_failed_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(*_: object, **__: object) -> object:
        message = "found a line without words"
        raise ValueError(message)

    path = pages(tmp_path / "a.pdf", 2)
    monkeypatch.setattr(text_layer, "lines_of", torn)
    layouts = pdf.read_pages(path, 1, 2)
    assert [layout.status for layout in layouts] == [PageStatus.FAILED] * 2
    assert "found a line without words" in layouts[0].fault
    assert words_of(layouts[0]) == []
