"""Tables on pages: rows and cells by their rules, under the names of their columns, over page breaks too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawing import BOLD, FONT, HEIGHT, SIZE, drawn, layouts, paragraph, passages, texts
from reportlab.pdfgen.canvas import Canvas

from extract.page_table import PageTable
from extract.passage import PassageKind
from extract.word import Box, text_of

HEAD = ("Finding", "Grade", "Topic", "Action")
ROWS = (
    ("Finding 1", "Major", "Working hours", "New shift plan"),
    ("Finding 2", "Minor", "Fire exits", "Doors unlocked"),
    ("Finding 3", "Major", "Recruitment fees", "Fees are paid back"),
)
LEFT, TOP, WIDE, HIGH = 60.0, 120.0, 115.0, 30.0


def lines(canvas: Canvas, rows: Sequence[Sequence[str]], *, top: float = TOP, wide: float = WIDE) -> None:
    """The texts of a table, without its rules."""
    for number, row in enumerate(rows):
        canvas.setFont(BOLD if row == HEAD else FONT, SIZE)
        for column, text in enumerate(row):
            canvas.drawString(LEFT + column * wide + 4, HEIGHT - top - number * HIGH - 18, text)


def grid(canvas: Canvas, rows: Sequence[Sequence[str]], *, top: float = TOP, wide: float = WIDE) -> None:
    """A table with all its rules."""
    lines(canvas, rows, top=top, wide=wide)
    right, bottom = LEFT + len(rows[0]) * wide, top + len(rows) * HIGH
    for number in range(len(rows) + 1):
        y = HEIGHT - top - number * HIGH
        canvas.line(LEFT, y, right, y)
    for column in range(len(rows[0]) + 1):
        x = LEFT + column * wide
        canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)


def tables(path: Path) -> list[PageTable]:
    return [block.table for page in layouts(path) for block in page.blocks if block.table is not None]


def cell_texts(table: PageTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_tables_with_all_rules_are_rows_of_cells_with_boxes(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", lambda canvas: grid(canvas, (HEAD, *ROWS)))
    (table,) = tables(path)
    assert cell_texts(table) == [list(row) for row in (HEAD, *ROWS)]
    assert table.columns == pytest.approx([LEFT + column * WIDE for column in range(4)], abs=1)
    cell = table.rows[1].cells[2]
    expected = (LEFT + 2 * WIDE, TOP + HIGH, LEFT + 3 * WIDE, TOP + 2 * HIGH)
    assert tuple(cell.box) == pytest.approx(expected, abs=1)
    assert all(_inside(word.box, cell.box) for word in cell.words)


def _inside(inner: Box, outer: Box) -> bool:
    return outer.x0 <= inner.x0 and inner.x1 <= outer.x1 and outer.y0 <= inner.y0 and inner.y1 <= outer.y1


def test_tables_row_is_a_passage_under_the_names_of_its_columns(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", lambda canvas: grid(canvas, (HEAD, *ROWS)))
    found = passages(path)
    assert [passage.text for passage in found] == [" ".join(row) for row in ROWS]
    assert {passage.kind for passage in found} == {PassageKind.TABLE_ROW}
    assert {passage.heading for passage in found} == {(" · ".join(HEAD),)}


def test_tables_keep_the_words_of_a_passage_equal_to_its_text(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", lambda canvas: grid(canvas, (HEAD, *ROWS)))
    at = {
        word.box: word for page in layouts(path) for block in page.blocks for line in block.lines for word in line.words
    }
    for passage in passages(path):
        assert text_of(at[box] for span in passage.spans for box in span.boxes) == passage.text


@pytest.mark.parametrize("repeated", [True, False])
def test_tables_that_go_on_keep_the_names_of_their_columns(tmp_path: Path, repeated: bool) -> None:
    second = ("Finding 4", "Minor", "Wage slips", "Two languages")
    third = ("Finding 5", "Minor", "First aid", "One a floor")

    def go_on(canvas: Canvas) -> None:
        grid(canvas, (HEAD, second, third) if repeated else (second, third))

    found = passages(drawn(tmp_path / "a.pdf", lambda canvas: grid(canvas, (HEAD, *ROWS)), go_on))
    assert [passage.text for passage in found] == [" ".join(row) for row in (*ROWS, second, third)]
    assert {passage.heading for passage in found} == {(" · ".join(HEAD),)}


def test_tables_of_another_kind_on_the_next_page_take_no_names(tmp_path: Path) -> None:
    other = [("Site", "Workers", "Women"), ("North plant", "120", "44"), ("South plant", "80", "31")]
    path = drawn(
        tmp_path / "a.pdf", lambda canvas: grid(canvas, (HEAD, *ROWS)), lambda canvas: grid(canvas, other, wide=90)
    )
    assert {passage.heading for passage in passages(path)} == {(" · ".join(HEAD),), ("Site · Workers · Women",)}


def test_tables_with_rules_between_rows_only_have_columns_too(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, (HEAD, *ROWS))
        for number in range(5):
            y = HEIGHT - TOP - number * HIGH
            canvas.line(LEFT, y, LEFT + 4 * WIDE, y)

    (table,) = tables(drawn(tmp_path / "a.pdf", draw))
    assert cell_texts(table) == [list(row) for row in (HEAD, *ROWS)]


def test_tables_with_every_other_row_coloured_are_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number in (0, 2):
            canvas.setFillGray(0.8)
            for column in range(4):
                x, y = LEFT + column * WIDE, HEIGHT - TOP - (number + 1) * HIGH
                canvas.rect(x, y, WIDE - 1, HIGH, stroke=0, fill=1)
        canvas.setFillGray(0)
        lines(canvas, (HEAD, *ROWS))

    (table,) = tables(drawn(tmp_path / "a.pdf", draw))
    assert cell_texts(table)[:3] == [list(row) for row in (HEAD, *ROWS[:2])]


def test_tables_cell_over_several_rows_names_those_beside_it(tmp_path: Path) -> None:
    named = ("Plant", "Year", "Incidents")

    def draw(canvas: Canvas) -> None:
        lines(canvas, [named, ("North", "2023", "4"), ("", "2024", "2"), ("South", "2024", "1")])
        for y, left in ((0, 0), (1, 0), (2, 1), (3, 0), (4, 0)):
            canvas.line(LEFT + left * WIDE, HEIGHT - TOP - y * HIGH, LEFT + 3 * WIDE, HEIGHT - TOP - y * HIGH)
        for column in range(4):
            canvas.line(LEFT + column * WIDE, HEIGHT - TOP, LEFT + column * WIDE, HEIGHT - TOP - 4 * HIGH)

    path = drawn(tmp_path / "a.pdf", draw)
    (table,) = tables(path)
    assert cell_texts(table) == [list(named), ["North", "2023", "4"], ["2024", "2"], ["South", "2024", "1"]]


def test_tables_stand_in_the_reading_order_of_their_page(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        paragraph(canvas, LEFT, 60, "The audit of the plant had the findings of the table below.")
        grid(canvas, (HEAD, *ROWS))
        paragraph(canvas, LEFT, 280, "All of them were closed before the end of the year.")

    found = texts(drawn(tmp_path / "a.pdf", draw))
    assert found[0].startswith("The audit")
    assert found[-1].startswith("All of them")
    assert found[1:-1] == [" ".join(row) for row in ROWS]


def test_tables_are_not_seen_in_boxes_behind_lines_of_text(tmp_path: Path) -> None:
    text = "Nobody under the age of sixteen works at the site, and nobody under eighteen works at night there. " * 3

    def draw(canvas: Canvas) -> None:
        for row in range(8):
            canvas.setFillGray(1)
            canvas.rect(LEFT, HEIGHT - 112 - 12 * row, 440, 12, stroke=0, fill=1)
        canvas.setFillGray(0)
        paragraph(canvas, LEFT, 100, text)

    assert tables(drawn(tmp_path / "a.pdf", draw)) == []


def test_tables_are_not_seen_in_charts(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(6):
            canvas.line(100, 400 + 40 * row, 400, 400 + 40 * row)
        for column in range(4):
            canvas.rect(120 + 70 * column, 400, 40, 60 + 30 * column, fill=0)
            canvas.drawString(130 + 70 * column, 430, str(12 * column))

    assert tables(drawn(tmp_path / "a.pdf", draw)) == []


def test_tables_page_with_thousands_of_rules_is_read_in_time(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for step in range(400):
            canvas.line(20, 20 + 2 * step, 570, 20 + 2 * step)
            canvas.line(20 + 1.3 * step, 20, 20 + 1.3 * step, 820)
        canvas.drawString(100, 400, "A map of the concession with its grid.")

    assert texts(drawn(tmp_path / "a.pdf", draw)) == ["A map of the concession with its grid."]
