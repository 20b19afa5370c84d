"""GRI content indexes made of words on invented pages: rows, cells and the many ways of writing a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.content_index import index_entries
from extract.word import Box, Word

LINE = 12.0
LEFT, MIDDLE, RIGHT = 60.0, 120.0, 400.0


def words(text: str, x: float, y: float) -> list[Word]:
    """Words of one line that begins at ``x``; each letter is five points wide."""
    placed = []
    for word in text.split():
        placed.append(Word(word, Box(x, y, x + 5 * len(word), y + 8)))
        x += 5 * len(word) + 3
    return placed


def page(*rows: tuple[str, str, str], head: tuple[str, str, str] = ("Code", "Disclosure", "Location")) -> list[Word]:
    """One row of three cells a line."""
    return [
        word
        for number, row in enumerate((head, *rows))
        for text, x in zip(row, (LEFT, MIDDLE, RIGHT), strict=True)
        for word in words(text, x, 100 + 2 * LINE * number)
    ]


def pairs(*pages: list[Word]) -> list[tuple[str, int, int]]:
    return [(entry.disclosure, entry.first, entry.last) for entry in index_entries(pages)]


FILLING = (("305-1", "Direct emissions", "p. 1"), ("305-2", "Energy", "p. 2"), ("305-3", "Other", "p. 3"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p. 36", [(36, 36)]),
        ("P. 4, 6", [(4, 4), (6, 6)]),
        ("pp. 12-14", [(12, 14)]),
        ("pages 57–102 of our Annual Report", [(57, 102)]),
        ("ESG Report (p 13, 28)", [(13, 13), (28, 28)]),
        ("Seite 7 und 9", [(7, 7), (9, 9)]),
        ("págs. 22 y 23", [(22, 22), (23, 23)]),
        ("第 12 页", [(12, 12)]),
        ("Not applicable", []),
        ("We have 81 employees and 12 % growth", []),
        ("since page 2019", []),
        ("page 40-20", []),
    ],
)
def test_content_index_reads_the_page_however_it_is_written(text: str, expected: list[tuple[int, int]]) -> None:
    found = [
        (first, last) for code, first, last in pairs(page(*FILLING, ("403-9", "Injuries", text))) if code == "403-9"
    ]
    assert found == expected


def test_content_index_takes_bare_numbers_under_a_head_that_says_page() -> None:
    rows = [(code, what, place.removeprefix("p. ")) for code, what, place in FILLING]
    assert pairs(page(*rows, ("403-9", "Injuries", "36, 38"), head=("GRI", "Disclosure", "Page")))[-2:] == [
        ("403-9", 36, 36),
        ("403-9", 38, 38),
    ]
    assert pairs(page(*rows, ("403-9", "Injuries", "36, 38"))) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("2024 Annual Report p. 9", "2024 Annual Report"),
        ("see page 9 of our 2024 Annual Report", "2024 Annual Report"),
        ("2022 10-K, p. 9", "2022 10-K"),
        ("p. 9", ""),
    ],
)
def test_content_index_names_the_document_that_a_page_belongs_to(text: str, source: str) -> None:
    entries = index_entries([page(*FILLING, ("403-9", "Injuries", text))])
    assert entries[-1].source == source
    assert entries[-1].box.x0 > entries[-1].code_box.x1


def test_content_index_gives_a_cell_of_two_lines_to_the_key_on_its_last() -> None:
    lines = page(*FILLING, ("403-9", "Injuries", "13"))
    above = words("p. 11, 12,", RIGHT, 100 + 2 * LINE * 4 - 9)
    assert [pair for pair in pairs([*lines, *above]) if pair[0] == "403-9"] == [
        ("403-9", 11, 11),
        ("403-9", 12, 12),
        ("403-9", 13, 13),
    ]


def test_content_index_leaves_the_rows_of_whole_standards_out() -> None:
    rows = [*FILLING, ("403", "Management approach", "p. 70"), ("403-9", "Injuries", "p. 36")]
    assert ("403-9", 36, 36) in pairs(page(*rows))
    assert 70 not in {first for _, first, _ in pairs(page(*rows))}


@pytest.mark.parametrize("code", ["305-9", "999-1", "2-31", "1-1", "403-9.2", "12-2024"])
def test_content_index_knows_which_disclosures_there_are(code: str) -> None:
    assert code not in {found for found, _, _ in pairs(page(*FILLING, (code, "Something", "p. 9")))}


def test_content_index_needs_more_than_a_few_codes() -> None:
    assert pairs(page(*FILLING)) == []


@given(
    st.lists(
        st.tuples(st.sampled_from(["305-1", "p.", "9", "(", "GRI"]), st.floats(0, 500), st.floats(0, 700)), max_size=40
    )
)
def test_content_index_of_any_page_keeps_boxes_on_the_page(placed: list[tuple[str, float, float]]) -> None:
    found = index_entries([[Word(text, Box(x, y, x + 20, y + 8)) for text, x, y in placed]])
    for entry in found:
        assert 0 <= entry.box.x0 <= entry.box.x1 <= 520
        assert entry.first <= entry.last
