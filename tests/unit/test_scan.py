"""Pages read through their pictures: what stands on them, where it stands, and what happens without an engine."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import misbehaving
import pytest
from drawing import HEIGHT, WIDTH, drawn, layouts, put, source, words_of
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from scans import LINES, picture_of, scan, text_page

from corpus.errors import ErrorCode, ReadError
from extract import rapid_engine, recognition, scan_reader, tesseract_engine
from extract.assembly import passages_of
from extract.document import PageFlag, PageStatus
from extract.layout import PageLayout
from extract.read_limits import ReadLimits
from extract.reader import Reader
from extract.recognition import OcrChoice, chosen_engine, recogniser
from extract.scan import read_scan
from extract.word import Box, Word
from ingest.source_file import Sha256

WORDS = [word for line in LINES for word in line.split()]
#: Points by which a box may be off: recognisers see letters, not their side bearings.
SLACK = 6.0


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(workers=1, keep_words=True) as opened:
        yield opened


def read(path: Path, engine: OcrChoice = OcrChoice.RAPIDOCR) -> PageLayout:
    (page,) = layouts(path)
    assert page.status is PageStatus.IMAGE_ONLY
    return read_scan(path, page, engine)


def placed(box: Box, turn: int) -> Box:
    """Where a box of an upright A4 page lies once the page is turned clockwise."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return Box(HEIGHT - y1, x0, HEIGHT - y0, x1)
    if turn == 180:
        return Box(WIDTH - x1, HEIGHT - y1, WIDTH - x0, HEIGHT - y0)
    if turn == 270:
        return Box(y0, WIDTH - x1, y1, WIDTH - x0)
    return box


def lies_in(inner: Box, outer: Box, slack: float) -> bool:
    middle_x, middle_y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    near = outer.x0 - slack <= middle_x <= outer.x1 + slack and outer.y0 - slack <= middle_y <= outer.y1 + slack
    return near and abs(inner.width - outer.width) <= 2 * slack


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_scan_is_read_whichever_way_it_lies_with_a_box_on_each_word(tmp_path: Path, turn: int) -> None:
    (text,) = layouts(text_page(tmp_path / "reference.pdf"))
    page = read(scan(tmp_path, turn=turn))
    assert page.status is PageStatus.OCR
    found = words_of(page)
    assert [word.text for word in found] == WORDS
    for word, reference in zip(found, words_of(text), strict=True):
        assert lies_in(word.box, placed(reference.box, turn), SLACK), (word, reference)
        assert 0 <= word.box.x0 < word.box.x1 <= page.width
        assert 0 <= word.box.y0 < word.box.y1 <= page.height
        assert 0.5 < (word.confidence or 0) <= 1


@pytest.mark.parametrize("skew", [-4.0, 2.5])
def test_scan_askew_is_read_line_by_line(tmp_path: Path, skew: float) -> None:
    found = words_of(read(scan(tmp_path, skew=skew)))
    assert [word.text for word in found] == WORDS


def test_scan_makes_passages_whose_words_are_their_text(tmp_path: Path) -> None:
    page = read(scan(tmp_path))
    passages, language = passages_of(Sha256("0" * 64), [page])
    assert language == "en"
    assert any("operates a management system for health and safety." in passage.text for passage in passages)
    at = {word.box: word.text for word in words_of(page)}
    for passage in passages:
        assert " ".join(at[box] for span in passage.spans for box in span.boxes) == passage.text


@pytest.mark.skipif(not recognition.shutil.which("tesseract"), reason="tesseract is not installed")
def test_scan_is_read_by_tesseract_too(tmp_path: Path) -> None:
    found = words_of(read(scan(tmp_path, turn=180), OcrChoice.TESSERACT))
    assert {word.text for word in found} >= {"Northwind", "Refining", "12.06.2024", "11.06.2027"}


def test_scan_in_a_document_has_the_status_ocr_and_its_words(tmp_path: Path, reader: Reader) -> None:
    document = reader.read(source(scan(tmp_path)))
    assert [page.status for page in document.pages] == [PageStatus.OCR]
    assert document.pages_unread == 0
    assert [word.text for word in document.words[0]] == WORDS
    assert document.passages


def test_scan_stays_unread_when_recognition_is_off(tmp_path: Path) -> None:
    with Reader(workers=1, ocr=OcrChoice.OFF) as reader:
        document = reader.read(source(scan(tmp_path)))
    assert [(page.status, page.error) for page in document.pages] == [(PageStatus.IMAGE_ONLY, None)]


def test_scan_names_the_engine_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    for choice in (OcrChoice.AUTO, OcrChoice.RAPIDOCR, OcrChoice.TESSERACT):
        with pytest.raises(ReadError) as caught:
            chosen_engine(choice)
        assert caught.value.code is ErrorCode.OCR_UNAVAILABLE
    with Reader(workers=1) as reader:
        document = reader.read(source(scan(tmp_path)))
    (page,) = document.pages
    assert page.status is PageStatus.IMAGE_ONLY
    assert page.error is not None
    assert page.error.code is ErrorCode.OCR_UNAVAILABLE


@pytest.mark.parametrize(
    ("misbehaviour", "words"),
    [(misbehaving.scanning_dies, "exit code"), (misbehaving.scanning_sleeps, "ran over its time")],
)
def test_scan_that_ends_its_process_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, misbehaviour: object, words: str
) -> None:
    monkeypatch.setattr(scan_reader, "read_scan", misbehaviour)
    with Reader(workers=1, limits=ReadLimits(ocr_seconds=1.0)) as reader:
        document = reader.read(source(scan(tmp_path)))
        text = reader.read(source(text_page(tmp_path / "text.pdf")))
    (page,) = document.pages
    assert page.status is PageStatus.IMAGE_ONLY
    assert page.error is not None
    assert page.error.code is ErrorCode.OCR_FAILED
    assert words in page.error.message
    assert [page.status for page in text.pages] == [PageStatus.TEXT]


def test_scan_is_not_recognised_with_a_model_that_is_not_the_expected_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rapid_engine, "_RECOGNITION", ("PP-OCRv6_rec_small.onnx", "0" * 64))
    with pytest.raises(ReadError) as caught:
        rapid_engine.RapidEngine.load()
    assert caught.value.code is ErrorCode.OCR_UNAVAILABLE
    monkeypatch.setattr(rapid_engine, "_RECOGNITION", ("not-there.onnx", "0" * 64))
    with pytest.raises(ReadError):
        rapid_engine.RapidEngine.load()


def test_scan_engine_is_loaded_once_for_a_process() -> None:
    assert recogniser(OcrChoice.RAPIDOCR) is recogniser(OcrChoice.RAPIDOCR)


def test_scan_tesseract_that_hangs_is_a_named_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 1)

    monkeypatch.setattr(tesseract_engine.subprocess, "run", hang)
    engine = tesseract_engine.TesseractEngine(frozenset({"eng"}))

    with pytest.raises(ReadError) as caught:
        engine.read(picture_of(text_page(tmp_path / "a.pdf")))
    assert caught.value.code is ErrorCode.OCR_FAILED


def test_scan_words_from_a_text_layer_have_no_confidence(tmp_path: Path) -> None:
    (page,) = layouts(text_page(tmp_path / "a.pdf"))
    assert all(isinstance(word, Word) and word.confidence is None for word in words_of(page))


def pasted(folder: Path, picture: Image.Image) -> Path:
    """A page of a report with a picture under its text."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 72, 60, ["The certificate of the plant is shown below."])
        canvas.drawInlineImage(picture, 72, 100, 450, 636)

    return drawn(folder / "pasted.pdf", draw)


def test_scan_pasted_into_a_page_of_text_is_read_too(tmp_path: Path, reader: Reader) -> None:
    document = reader.read(source(pasted(tmp_path, picture_of(text_page(tmp_path / "text.pdf", LINES * 3)))))
    (page,) = document.pages
    assert (page.status, page.flags) == (PageStatus.TEXT, (PageFlag.PICTURE_TEXT,))
    (words,) = document.words
    caption = "The certificate of the plant is shown below."
    assert [word.text for word in words if word.confidence is None] == caption.split()
    assert {word.text for word in words if word.confidence is not None} >= {"NW-4711/2026", "Northwind"}
    assert all(word.box.x0 >= 72 and word.box.x1 <= 522 for word in words if word.confidence is not None)


def test_scan_of_a_photograph_beside_text_is_not_tried(tmp_path: Path) -> None:
    noise = Image.effect_noise((300, 424), 90).convert("RGB")
    (page,) = layouts(pasted(tmp_path, noise))
    assert page.pictures == ()
    assert page.flags == (PageFlag.PICTURES,)


def test_scan_pasted_into_a_page_stays_a_picture_when_recognition_is_off(tmp_path: Path) -> None:
    with Reader(workers=1, ocr=OcrChoice.OFF) as off:
        document = off.read(source(pasted(tmp_path, picture_of(text_page(tmp_path / "text.pdf", LINES * 3)))))
    (page,) = document.pages
    assert (page.status, page.flags, page.error) == (PageStatus.TEXT, (PageFlag.PICTURES,), None)


def test_scan_with_a_text_layer_over_it_is_not_read_twice(tmp_path: Path) -> None:
    picture = picture_of(text_page(tmp_path / "text.pdf", LINES * 3))

    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(picture, 0, 0, WIDTH, HEIGHT)
        canvas._code.append("3 Tr")
        put(canvas, 72, 100, LINES * 3, size=14.0)

    (page,) = layouts(drawn(tmp_path / "layered.pdf", draw))
    assert page.status is PageStatus.TEXT
    assert page.pictures == ()
