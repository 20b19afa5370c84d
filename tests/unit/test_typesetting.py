"""Pages that Assay lays out itself: every word has a place, every place has ink."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import all_words, assert_sound, seen_words, set_pages

from extract import page_flow, typeface
from extract.document import PageFlag, PageStatus
from extract.element import Cell, Cut, Element, Gap, Leaf, Row, Table, Text
from extract.line_breaking import cleaned, lines_of_text
from extract.page_drawing import draw_page
from extract.passage import PassageKind
from extract.word import WordFlag, text_of

SENTENCE = "Every worker may join a union of free choice and bargain together with others without fear of reprisal."
LONG = " ".join([SENTENCE] * 200)
#: Signs of the five languages, ligatures, digits, and some that no font of Assay has.
LETTERS = st.text("abcdefgXYZ ñéüçÅøß.,;-()fi0189 我们不雇用童工。供 한국 ☑☐→€\U0001f9ff\ue000\n\t", max_size=120)
CELLS = st.lists(st.tuples(st.integers(0, 5), LETTERS, st.booleans()), max_size=6, unique_by=lambda cell: cell[0])


def prose(text: str, *, hidden: bool = False) -> Text:
    return Text(text=text, kind=PassageKind.PROSE, locator="¶1", hidden=hidden)


def table(*rows: tuple[str, ...]) -> Table:
    made = tuple(
        Row(cells=tuple(Cell(text=text, column=place) for place, text in enumerate(row)), locator=f"row {number}")
        for number, row in enumerate(rows, start=1)
    )
    return Table(rows=made, columns=max(map(len, rows)))


@given(st.lists(LETTERS, max_size=4), st.lists(CELLS, min_size=1, max_size=5), st.booleans())
@settings(max_examples=60, deadline=None)
def test_typesetting_any_text_keeps_its_words_in_boxes_with_ink(
    texts: list[str], rows: list[list[tuple[int, str, bool]]], landscape: bool
) -> None:
    cells = [
        tuple(Cell(text=text, column=column, bold=bold, hidden=bold) for column, text, bold in sorted(row))
        for row in rows
    ]
    elements: list[Element] = [Leaf(title="Sheet", landscape=landscape), *(prose(text) for text in texts)]
    elements.append(Table(rows=tuple(Row(cells=row, locator="A1") for row in cells), columns=6))
    pages, passages = set_pages(elements)
    assert_sound(pages, passages)
    given_words = [word for text in texts for word in cleaned(text).split()]
    given_words += [word for row in cells for cell in row for word in cleaned(cell.text).split()]
    assert sorted("".join(given_words)) == sorted("".join(word.text for page in pages for word in all_words(page)))


@given(LETTERS, st.floats(12, 200), st.booleans())
@settings(deadline=None)
def test_typesetting_lines_fit_their_room_and_lose_nothing(text: str, room: float, bold: bool) -> None:
    lines = lines_of_text(cleaned(text), room, 10.0, bold=bold)
    for line in lines:
        assert line[-1].x + line[-1].width <= room or len(line[-1].text) == 1
    joined = "".join(piece.text + ("" if piece.glued else " ") for line in lines for piece in line)
    assert joined.split() == cleaned(text).split()


def test_typesetting_same_elements_give_the_same_pages_and_pictures() -> None:
    first, again = (set_pages([prose(LONG), table(("a", "b"), (SENTENCE, "c"))]) for _ in range(2))
    assert first == again
    assert [draw_page(page, 1.5) for page in first[0]] == [draw_page(page, 1.5) for page in again[0]]


def test_typesetting_long_paragraph_goes_on_over_the_page_end() -> None:
    pages, passages = set_pages([prose(LONG)])
    assert len(pages) > 1
    assert_sound(pages, passages)
    assert " ".join(passage.text for passage in passages) == LONG
    assert {span.page for passage in passages for span in passage.spans} == set(range(1, len(pages) + 1))


def test_typesetting_row_higher_than_a_page_is_one_paragraph_with_one_span_a_page() -> None:
    pages, passages = set_pages([table(("No.", LONG, LONG))])
    assert len(pages) > 1
    assert_sound(pages, passages)
    for passage in passages:
        assert len({span.page for span in passage.spans}) == len(passage.spans)


def test_typesetting_broken_word_is_whole_in_the_text() -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 8
    pages, passages = set_pages([prose(f"Von der {word} gehört")])
    assert passages[0].text == f"Von der {word} gehört"
    assert len(seen_words(pages[0])) > 4


def test_typesetting_chinese_text_is_drawn_with_glyphs_and_broken_without_spaces() -> None:
    text = "我们不雇用十六岁以下的童工，供应商也必须遵守。" * 8
    pages, passages = set_pages([prose(text)])
    assert "".join(passage.text for passage in passages) == text
    assert typeface.glyph("童", bold=False).family is not None
    assert_sound(pages, passages)


def test_typesetting_character_without_a_glyph_keeps_its_text_and_gets_a_box() -> None:
    assert typeface.glyph("\U0001f9ff", bold=False).family is None
    pages, _ = set_pages([prose("Stamp \U0001f9ff here")])
    assert [word.text for word in seen_words(pages[0])] == ["Stamp", "\U0001f9ff", "here"]
    assert_sound(pages, ())


def test_typesetting_accents_have_glyphs_of_the_first_font() -> None:
    missing = [
        letter for letter in "áéíóúñüçãõàèìòùâêîôûëïÿœæßÅØ¿¡«»“”–—•€" if typeface.glyph(letter, bold=True).family
    ]
    assert not missing


def test_typesetting_hidden_text_is_on_the_page_but_in_no_passage() -> None:
    pages, passages = set_pages([prose(SENTENCE), prose("We bury the waste by the river at night.", hidden=True)])
    assert [passage.text for passage in passages] == [SENTENCE]
    assert pages[0].layout.flags == (PageFlag.HIDDEN_TEXT,)
    assert {word.flags for word in pages[0].layout.unseen} == {(WordFlag.INVISIBLE,)}
    assert text_of(pages[0].layout.unseen) == "We bury the waste by the river at night."
    assert_sound(pages, passages)


def test_typesetting_limit_of_pages_ends_in_one_page_that_says_so() -> None:
    pages, passages = set_pages([prose(LONG), prose(LONG), prose(LONG)], max_pages=2)
    assert [page.layout.status for page in pages] == [PageStatus.TEXT, PageStatus.TEXT, PageStatus.SKIPPED]
    assert pages[2].cut == "The limit is 2 pages."
    assert max(span.page for passage in passages for span in passage.spans) <= 2


def test_typesetting_limit_of_words_ends_in_one_page_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_flow, "MAX_WORDS", 900)
    pages, passages = set_pages([prose(LONG), Leaf(title="Next"), prose(SENTENCE)])
    assert [page.cut for page in pages][-1] == "The limit is 900 words."
    assert 900 <= sum(len(passage.text.split()) for passage in passages) < 2500
    assert [page.layout.number for page in pages] == list(range(1, len(pages) + 1))


def test_typesetting_cut_stands_between_the_pages_of_its_leaf_and_the_next() -> None:
    elements = [Leaf(title="A"), prose(SENTENCE), Cut(detail="The limit is 3 rows."), Leaf(title="B"), prose(SENTENCE)]
    pages, _ = set_pages(elements)
    assert [page.layout.number for page in pages] == [1, 2, 3]
    assert [page.cut for page in pages] == ["", "The limit is 3 rows.", ""]


@pytest.mark.parametrize(
    ("elements", "status"),
    [
        ([Leaf(title="Empty")], PageStatus.EMPTY),
        ([Gap(note="Picture, not read", flag=PageFlag.PICTURES)], PageStatus.IMAGE_ONLY),
        ([Gap(note="Picture, not read"), prose(SENTENCE)], PageStatus.TEXT),
    ],
)
def test_typesetting_page_status_says_what_was_read(elements: list[Element], status: PageStatus) -> None:
    pages, _ = set_pages(elements)
    assert [page.layout.status for page in pages] == [status]


def test_typesetting_table_of_many_columns_gets_larger_landscape_paper() -> None:
    header = tuple(f"Responsibility{number}" for number in range(24))
    pages, _ = set_pages([Leaf(landscape=True), table(header, header)])
    assert len(pages) == 1
    assert pages[0].layout.width > 842
    assert pages[0].layout.width / pages[0].layout.height == pytest.approx(842 / 595, abs=0.01)
    assert [word.text for word in seen_words(pages[0])] == [*header, *header]


def test_typesetting_header_is_drawn_again_on_each_page_but_is_no_word_there() -> None:
    rows = tuple(Row(cells=(Cell(text=SENTENCE, column=0),), locator=f"row {number}") for number in range(60))
    header = Row(cells=(Cell(text="Finding", column=0),), locator="row 0", header=True)
    pages, passages = set_pages([Leaf(landscape=True), Table(rows=(header, *rows), columns=1)])
    assert len(pages) > 1
    assert "Finding" in [mark.text for mark in pages[1].marks]
    assert "Finding" not in [word.text for word in seen_words(pages[1])]
    assert len(passages) == 60
