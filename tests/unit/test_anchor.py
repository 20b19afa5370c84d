"""Selectors find their quote again, say where, and never guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drawing import drawn, mapped_pdf, paragraph, source
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extract.anchor import Anchored, Anchoring, Anchors
from extract.assembly import passages_of
from extract.document import Document, Page, PageStatus
from extract.engine import Engine
from extract.layout import PageLayout
from extract.line import PlacedWord, lines_of
from extract.pdf import read_pages
from extract.plumber import read_pages as read_pages_again
from extract.reader import Reader
from extract.region import blocks_of
from extract.selector import Selector, selector_of, skeleton
from extract.word import Box, Word
from ingest.source_file import Sha256

OLD, NEW = Sha256("0" * 64), Sha256("1" * 64)
SITES = ("north", "south", "eastern", "western")


def document(sha256: Sha256, layouts: Sequence[PageLayout]) -> Document:
    passages, language = passages_of(sha256, layouts)
    words = tuple(tuple(w for b in layout.blocks for line in b.lines for w in line.words) for layout in layouts)
    pages = tuple(
        Page(number=layout.number, status=layout.status, flags=(), width=600, height=800, words=len(found))
        for layout, found in zip(layouts, words, strict=True)
    )
    return Document(
        sha256=sha256, name="a.pdf", media_type="application/pdf", error=None, pages=pages, passages=passages,
        language=language, words=words,
    )  # fmt: skip


def typed(*pages: Sequence[str], sha256: Sha256 = OLD) -> Document:
    """A document of pages with one paragraph a line, in a typewriter of ten points."""
    layouts = []
    for number, lines in enumerate(pages, start=1):
        placed = [
            PlacedWord(Word(text, Box(x, y - 8, x + 6 * len(text), y + 2), size=10), y, level=True)
            for row, line in enumerate(lines)
            for x, y, text in _places(line, 60 + 40 * row)
        ]
        blocks = tuple(blocks_of(lines_of(placed)))
        layouts.append(
            PageLayout(number=number, status=PageStatus.TEXT, flags=(), width=600, height=800, blocks=blocks, unseen=())
        )
    return document(sha256, layouts)


def _places(line: str, y: float) -> list[tuple[float, float, str]]:
    found, x = [], 50.0
    for text in line.split():
        found.append((x, y, text))
        x += 6 * len(text) + 4
    return found


def said(anchored: Anchored, where: Document) -> str:
    words = {
        (page.number, word.box): word for page, words in zip(where.pages, where.words, strict=True) for word in words
    }
    return "".join(skeleton(words[span.page, box].text) for span in anchored.spans for box in span.boxes)


def all_found(old: Document, new: Document) -> list[Anchoring]:
    anchors = Anchors(new)
    found = [anchors.find(selector_of(passage, old.sha256 or OLD)) for passage in old.passages]
    for passage, anchored in zip(old.passages, found, strict=True):
        if anchored.spans:
            assert said(anchored, new) == skeleton(passage.text)
    return [anchored.anchoring for anchored in found]


def sentence(site: str) -> str:
    return f"The {site} site has a permit for water."


def test_anchor_in_the_same_document_is_exact() -> None:
    made = typed([sentence(site) for site in SITES], [sentence("other")])
    assert all_found(made, made) == [Anchoring.EXACT] * 5
    (first, *_) = made.passages
    assert Anchors(made).find(selector_of(first, OLD)).spans == first.spans


def test_anchor_follows_a_quote_to_another_page() -> None:
    old = typed([sentence(site) for site in SITES])
    new = typed(["A page that was not there before."], [sentence(site) for site in SITES], sha256=NEW)
    assert all_found(old, new) == [Anchoring.MOVED] * 4


def test_anchor_in_a_new_version_is_exact_only_when_place_and_words_agree() -> None:
    old = typed([sentence(site) for site in SITES])
    changed = [sentence(site) for site in SITES]
    changed[1] = "The south site has no permit at all."
    assert all_found(old, typed(changed, sha256=NEW)) == [
        Anchoring.EXACT,
        Anchoring.LOST,
        Anchoring.EXACT,
        Anchoring.EXACT,
    ]


def test_anchor_never_takes_one_of_several_equal_places() -> None:
    old = typed([sentence("north")])
    new = typed([sentence("north"), sentence("north")], [sentence("north")], sha256=NEW)
    assert all_found(old, new) == [Anchoring.AMBIGUOUS]


def test_anchor_tells_equal_quotes_by_their_neighbours() -> None:
    lines = [line for site in SITES for line in (sentence(site), "The result of the audit was good.")]
    old = typed(lines)
    new = typed(["A line that is new in this version."], lines[2:] + lines[:2], sha256=NEW)
    assert set(all_found(old, new)) <= {Anchoring.MOVED, Anchoring.AMBIGUOUS}
    anchors = Anchors(new)
    repeated = old.passages[3]
    assert repeated.prefix.endswith("uth site has a permit for water.")
    found = anchors.find(selector_of(repeated, OLD))
    assert found.anchoring is Anchoring.MOVED
    assert found.spans[0].page == 2


def test_anchor_does_not_take_a_row_that_slid_under_the_old_box() -> None:
    row = "No finding was made in this quarter."
    old = typed([sentence("north"), row, sentence("south"), sentence("eastern")])
    new = typed([sentence("south"), row, sentence("western"), row, sentence("north"), row], sha256=NEW)
    selector = selector_of(old.passages[1], OLD)
    assert Anchors(new).find(selector).anchoring is not Anchoring.EXACT


def test_anchor_of_nothing_is_lost() -> None:
    made = typed([sentence("north")])
    empty = Selector(document=OLD, quote=" - ", prefix="", suffix="", spans=made.passages[0].spans)
    assert Anchors(made).find(empty).anchoring is Anchoring.LOST
    assert Anchors(replace(made, words=(), pages=(), passages=())).find(selector_of(made.passages[0], OLD)) == Anchored(
        selector=selector_of(made.passages[0], OLD), anchoring=Anchoring.LOST
    )


#: What fonts and people put into words: ligatures, soft hyphens, emoji, Hebrew and Arabic, Chinese, accents.
PIECES = (
    "water",
    "ﬁnding",
    "co\u00adoperate",
    "🙂ok",
    "שלום",
    "مياه",
    "供应链",
    "año",
    "e\u0301tude",
    "site-wide",
    "№12",
)
#: Those for which the standard font of the test has widths, which the second engine goes by.
LATIN = ("water", "ﬁnding", "año", "étude", "site-wide", "(12)")
LINES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def lines_of_pieces(*pieces: str) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(st.sampled_from(pieces), min_size=4, max_size=6), min_size=1, max_size=5)


def mapped(path: Path, lines: list[list[str]]) -> Path:
    return mapped_pdf(path, [(50, 700 - 40 * row, " ".join(line)) for row, line in enumerate(lines)])


@LINES
@given(lines_of_pieces(*PIECES))
def test_anchor_in_the_same_bytes_finds_any_script(tmp_path: Path, lines: list[list[str]]) -> None:
    path = mapped(tmp_path / "a.pdf", lines)
    first, second = document(OLD, read_pages(path, 1, 1)), document(OLD, read_pages(path, 1, 1))
    assert set(all_found(first, second)) <= {Anchoring.EXACT}


@LINES
@given(lines_of_pieces(*LATIN))
def test_anchor_over_engines_finds_every_word(tmp_path: Path, lines: list[list[str]]) -> None:
    path = mapped(tmp_path / "a.pdf", lines)
    first, second = document(OLD, read_pages(path, 1, 1)), document(OLD, read_pages_again(path, 1, 1))
    assert set(all_found(first, second)) <= {Anchoring.EXACT}
    for page, words in zip(second.pages, second.words, strict=True):
        for word in words:
            assert 0 <= word.box.x0 <= word.box.x1 <= page.width
            assert 0 <= word.box.y0 <= word.box.y1 <= page.height


def test_anchor_command_line_form_and_reader_with_the_other_engine(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        paragraph(canvas, 72, 100, " ".join(sentence(site) for site in SITES))

    path = drawn(tmp_path / "a.pdf", draw, draw)
    read: dict[Engine, Any] = {}
    for engine in Engine:
        with Reader(workers=1, keep_words=True, engine=engine) as reader:
            read[engine] = reader.read(source(path))
    assert all_found(read[Engine.PDFIUM], read[Engine.PDFPLUMBER]) == [Anchoring.EXACT] * 2
    assert all_found(read[Engine.PDFPLUMBER], read[Engine.PDFIUM]) == [Anchoring.EXACT] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("re\u00adsponsi-\nbility", "responsibility"),
        ("ﬁ rst—second", "firstsecond"),
        ("供 应 链", "供应链"),
        ("Ａ１", "a1"),
    ],
)
def test_selector_skeleton_keeps_what_carries_words(text: str, expected: str) -> None:
    assert skeleton(text) == expected
