"""Passages: no word is lost when long text is divided, none is too long, and each finds its words again."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from drawing import HEIGHT, WIDTH, drawn, layouts, passages, put, sha256, turned, words_of, wrapped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extract.assembly import passages_of
from extract.document import PageStatus
from extract.layout import PageLayout
from extract.line import line_of
from extract.passage import Passage, PassageKind, passage_id
from extract.region import Block
from extract.word import Box, Word, text_of
from ingest.source_file import Sha256

#: Words of a passage: one sentence may be longer by a quarter than the usual limit, with a word or two beside it.
MOST_WORDS = 152
DIGEST = Sha256("0" * 64)
PER_LINE = 12

QUICK = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
DRAWN = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


def page_of(number: int, texts: Sequence[str]) -> PageLayout:
    """A page with one column of evenly set lines that holds these words."""
    lines = []
    for row, start in enumerate(range(0, len(texts), PER_LINE)):
        y = 100.0 + 12 * row
        words = [
            Word(text=text, box=Box(60.0 + 40 * place, y - 8, 96.0 + 40 * place, y), size=10.0)
            for place, text in enumerate(texts[start : start + PER_LINE])
        ]
        lines.append(line_of(words, y))
    return PageLayout(
        number=number,
        status=PageStatus.TEXT,
        flags=(),
        width=600.0,
        height=1e6,
        blocks=(Block(lines=tuple(lines)),),
        unseen=(),
    )


#: Without digits and short words, so that no line looks like an item, a heading or a number of a page.
VOCABULARY = [
    "every",
    "worker",
    "keeps",
    "passport,",
    "smelter;",
    "copper",
    "suppliers",
    "river",
    "año",
    "größe",
    "where",
    "they",
    "then,",
    "audit",
    "mine",
]
sentence_length = st.one_of(st.integers(1, 8), st.integers(9, 40), st.integers(80, 260))


def _prose(lengths: list[int], seed: int, ends: str) -> list[str]:
    """Sentences of these numbers of words."""
    texts: list[str] = []
    for number, length in enumerate(lengths):
        words = [VOCABULARY[(seed + 7 * (len(texts) + index)) % len(VOCABULARY)] for index in range(length)]
        words[-1] = words[-1].rstrip(",;") + ends[number % len(ends)]
        texts += [words[0].capitalize(), *words[1:]]
    return texts


#: Less would be taken for a heading, or for nothing.
prose = st.builds(
    _prose,
    st.lists(sentence_length, min_size=1, max_size=12).filter(lambda lengths: sum(lengths) >= 20),
    st.integers(0, 100),
    st.text(".?!", min_size=1, max_size=3),
)


def said_by(found: Sequence[Passage]) -> list[str]:
    return [text for passage in found for text in passage.text.split(" ")]


@QUICK
@given(texts=prose)
def test_passages_of_prose_hold_every_word_once_and_in_order(texts: list[str]) -> None:
    found, _ = passages_of(DIGEST, [page_of(1, texts)])
    assert said_by(found) == texts
    assert {passage.kind for passage in found} == {PassageKind.PROSE}


@QUICK
@given(texts=prose)
def test_passages_of_prose_are_never_too_long_nor_too_many(texts: list[str]) -> None:
    found, _ = passages_of(DIGEST, [page_of(1, texts)])
    lengths = [len(passage.text.split()) for passage in found]
    assert max(lengths) <= MOST_WORDS
    assert len(found) <= 3 + len(texts) // 20 + sum(text[-1] in ".?!”" for text in texts)


@QUICK
@given(first=prose, second=prose)
def test_passages_over_pages_hold_every_word_once_and_in_order(first: list[str], second: list[str]) -> None:
    found, _ = passages_of(DIGEST, [page_of(1, first), page_of(2, second)])
    assert said_by(found) == first + second
    for passage in found:
        pages = [span.page for span in passage.spans]
        assert pages == sorted(set(pages))


def test_passages_of_chinese_prose_are_divided_too() -> None:
    line = "本公司承诺在所有业务中尊重人权并要求供应商遵守同样的规定"
    texts = [line, line, line, line + "。"] * 12
    pages = [page_of(1, texts)]
    lines = tuple(
        line_of([entry], entry.box.y1) for block in pages[0].blocks for row in block.lines for entry in row.words
    )
    stacked = tuple(
        line_of(
            [text._replace(box=Box(60.0, 12.0 * index, 360.0, 12.0 * index + 10)) for text in row.words],
            12.0 * index + 10,
        )
        for index, row in enumerate(lines)
    )
    page = PageLayout(
        number=1, status=PageStatus.TEXT, flags=(), width=600.0, height=1e6, blocks=(Block(lines=stacked),), unseen=()
    )
    found, language = passages_of(DIGEST, [page])
    assert "".join(passage.text for passage in found) == "".join(texts)
    assert max(len(passage.text) for passage in found) <= MOST_WORDS * 1.6
    assert language == "zh"


def test_passages_that_say_nothing_are_left_out() -> None:
    assert passages_of(DIGEST, [page_of(1, ["12", "—", "34", "%", "7"])]) == ((), "und")
    assert passages_of(DIGEST, []) == ((), "und")


# From here on with real PDFs.

letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäöüßéèñçãõÅø"
token = st.one_of(
    st.text(letters, min_size=1, max_size=14),
    st.text(letters + "0123456789", min_size=1, max_size=8),
    st.sampled_from(
        ["§", "•", "-", "(a)", "1.", "12.5", "e.g.", "CO2", "self-made", "—", "100%", '"quoted"', "&", "“so”", "i)"]
    ),
    st.builds(lambda text, mark: text + mark, st.text(letters, min_size=1, max_size=9), st.sampled_from(".,;:!?-")),
)
running_text = st.lists(token, min_size=1, max_size=120).map(" ".join)
block = st.tuples(
    st.sampled_from([50.0, 60.0, 230.0, 310.0, 420.0]),
    st.floats(20, 800),
    st.sampled_from([100.0, 160.0, 240.0, 480.0]),
    st.sampled_from([6.0, 9.0, 10.0, 10.0, 10.0, 14.0]),
    st.sampled_from(["Helvetica", "Helvetica-Bold", "Times-Roman"]),
    running_text,
)
document = st.lists(st.lists(block, max_size=5), min_size=1, max_size=3)
scattered = st.lists(
    st.tuples(
        st.floats(-30, 620),
        st.floats(-30, 870),
        st.sampled_from([0, 0, 0, 45, 90, 180, 270]),
        st.floats(0.3, 40),
        token,
    ),
    max_size=80,
)


def hyphenated(lines: list[str]) -> list[str]:
    """Every third line end divides its word."""
    result = list(lines)
    for index in range(0, len(lines) - 1, 3):
        head, _, last = result[index].rpartition(" ")
        if head and len(last) > 5 and last.isalpha():
            result[index] = f"{head} {last[:3]}-"
            result[index + 1] = f"{last[3:]} {result[index + 1]}"
    return result


def check_round_trip(path: Path) -> None:
    """Every passage holds exactly the words that lie under its boxes, on the page, and its id is made of them."""
    pages = layouts(path)
    digest = sha256(path)
    found, _ = passages_of(digest, pages)
    at: defaultdict[tuple[int, Box], set[Word]] = defaultdict(set)
    for page in pages:
        for entry in words_of(page):
            at[page.number, entry.box].add(entry)
            assert 0 <= entry.box.x0 <= entry.box.x1 <= page.width
            assert 0 <= entry.box.y0 <= entry.box.y1 <= page.height
    assert len({passage.id for passage in found}) == len(found)
    for passage in found:
        under = [at[span.page, box] for span in passage.spans for box in span.boxes]
        assert all(under)
        if all(len(words) == 1 for words in under):
            assert text_of(next(iter(words)) for words in under) == passage.text
        assert unicodedata.is_normalized("NFC", passage.text)
        assert not set(passage.text) & set("\n\r\u00ad\ufffe")
        assert passage.id == passage_id(digest, passage.spans, passage.text)
    assert passages_of(digest, layouts(path))[0] == found


@DRAWN
@given(pages=document, rotation=st.sampled_from([0, 0, 90, 180, 270]), cropped=st.booleans())
def test_passages_round_trip_from_text_to_boxes_and_back(
    tmp_path: Path, pages: list[list[tuple[float, float, float, float, str, str]]], rotation: int, cropped: bool
) -> None:
    def draw(canvas: Canvas, blocks: list[tuple[float, float, float, float, str, str]]) -> None:
        for x, top, width, size, font, text in blocks:
            put(canvas, x, top, hyphenated(wrapped(text, width, font=font, size=size)), font=font, size=size)

    path = drawn(tmp_path / "a.pdf", *(lambda canvas, blocks=blocks: draw(canvas, blocks) for blocks in pages))
    check_round_trip(turned(path, rotation=rotation, crop=(40.0, 60.0, 520.0, 800.0) if cropped else ()))


@DRAWN
@given(pages=st.lists(scattered, min_size=1, max_size=2))
def test_passages_round_trip_when_words_lie_about(
    tmp_path: Path, pages: list[list[tuple[float, float, int, float, str]]]
) -> None:
    def draw(canvas: Canvas, places: list[tuple[float, float, int, float, str]]) -> None:
        for x, y, angle, size, text in places:
            canvas.saveState()
            canvas.translate(x, y)
            canvas.rotate(angle)
            canvas.setFont("Helvetica", size)
            canvas.drawString(0, 0, text)
            canvas.restoreState()

    check_round_trip(
        drawn(tmp_path / "a.pdf", *(lambda canvas, places=places: draw(canvas, places) for places in pages))
    )


def test_passages_have_other_ids_when_the_bytes_differ(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 100, ["Every worker keeps the passport at home."])

    first = drawn(tmp_path / "a.pdf", draw)
    second = tmp_path / "b.pdf"
    second.write_bytes(first.read_bytes() + b"\n% another copy")
    [one], [same], [other] = passages(first), passages(first), passages(second)
    assert one == same
    assert (one.text, one.spans) == (other.text, other.spans)
    assert one.id != other.id
    assert len(one.id) == 64


@pytest.mark.parametrize("size", [(WIDTH, HEIGHT), (HEIGHT, WIDTH)])
def test_passages_ids_depend_on_place_and_text(tmp_path: Path, size: tuple[float, float]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 100, "Every worker keeps the passport at home.")
        canvas.drawString(60, 400, "Every worker keeps the passport at home.")

    upper, lower = passages(drawn(tmp_path / "a.pdf", draw, size=size))
    assert upper.text == lower.text
    assert upper.id != lower.id
