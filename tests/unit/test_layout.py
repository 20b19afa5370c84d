"""Reading order and passages: columns, tables, lists, running lines, sentences over breaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from drawing import BOLD, HEIGHT, drawn, layouts, paragraph, passages, put, texts, words_of, wrapped
from reportlab.pdfgen.canvas import Canvas

from extract.passage import PassageKind

LEFT = "Every worker may join a union of free choice and bargain together with others without fear of any reprisal."
RIGHT = "Suppliers of concentrate are checked before the first order and once a year by people who know the trade."
LAST = "The water that leaves the smelter is measured each day and the results are sent to the river authority."


def both_columns(canvas: Canvas, top: float, left: str = LEFT, right: str = RIGHT) -> float:
    return max(paragraph(canvas, 60, top, left, 220), paragraph(canvas, 315, top, right, 220))


def test_layout_heading_over_two_columns_then_left_then_right(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 60, ["Code of conduct for our own people and for those who supply us"], font=BOLD, size=16)
        both_columns(canvas, 100, f"{LEFT} {LAST}", f"{RIGHT} {RIGHT}")

    found = passages(drawn(tmp_path / "a.pdf", draw))
    assert [passage.text for passage in found] == [f"{LEFT} {LAST}", f"{RIGHT} {RIGHT}"]
    assert {passage.heading for passage in found} == {
        ("Code of conduct for our own people and for those who supply us",)
    }


def test_layout_columns_on_one_grid_are_not_a_table(tmp_path: Path) -> None:
    """Lines of both columns stand on the same baselines, as in any carefully set document."""
    found = passages(drawn(tmp_path / "a.pdf", lambda canvas: void(both_columns(canvas, 100))))
    assert [(passage.text, passage.kind) for passage in found] == [
        (LEFT, PassageKind.PROSE),
        (RIGHT, PassageKind.PROSE),
    ]


def test_layout_two_sections_of_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        end = both_columns(canvas, 60)
        end = put(
            canvas, 60, end + 30, ["Water, waste and the land around the site of the smelter"], font=BOLD, size=15
        )
        both_columns(canvas, end + 12, LAST, LEFT)

    assert texts(drawn(tmp_path / "a.pdf", draw)) == [LEFT, RIGHT, LAST, LEFT]


def test_layout_three_columns_are_read_from_left_to_right(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index, text in enumerate((LEFT, RIGHT, LAST)):
            paragraph(canvas, 40 + 180 * index, 100, text, 150)

    assert texts(drawn(tmp_path / "a.pdf", draw)) == [LEFT, RIGHT, LAST]


def test_layout_a_sentence_over_a_column_break_is_one_passage(tmp_path: Path) -> None:
    lines = wrapped(LEFT, 220)

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 600, [*wrapped(LAST, 220), *lines[:2]])
        put(canvas, 315, 100, [*lines[2:], *wrapped(RIGHT, 220)])

    assert texts(drawn(tmp_path / "a.pdf", draw)) == [LAST, LEFT, RIGHT]


def test_layout_a_sentence_over_a_page_break_is_one_passage_with_two_spans(tmp_path: Path) -> None:
    lines = wrapped(f"{LEFT} {RIGHT}", 440)

    def first(canvas: Canvas) -> None:
        put(canvas, 60, 700, lines[:2])

    def second(canvas: Canvas) -> None:
        put(canvas, 60, 100, lines[2:])

    [passage] = passages(drawn(tmp_path / "a.pdf", first, second))
    assert passage.text == f"{LEFT} {RIGHT}"
    assert [span.page for span in passage.spans] == [1, 2]
    assert sum(len(span.boxes) for span in passage.spans) == len(passage.text.split())


def test_layout_a_finished_sentence_ends_its_passage_at_the_page_break(tmp_path: Path) -> None:
    draw: list[Callable[[Canvas], None]] = [
        lambda canvas: void(paragraph(canvas, 60, 700, LEFT)),
        lambda canvas: void(paragraph(canvas, 60, 100, RIGHT)),
    ]
    assert texts(drawn(tmp_path / "a.pdf", *draw)) == [LEFT, RIGHT]


def page_with_running_lines(number: int, body: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 20, ["Vesta Quarry Copper, code of conduct, revision 4"])
        put(canvas, 480, 20, ["VQ-POL-001"])
        paragraph(canvas, 60, 100, body)
        put(canvas, 60, 800, [f"Page {number} of 4"])
        put(canvas, 300, 800, ["Printed copies are not controlled by anybody"])

    return draw


def test_layout_running_lines_are_kept_out_and_sentences_go_on_past_them(tmp_path: Path) -> None:
    bodies = [LEFT, RIGHT.removesuffix("."), "and by no one else. " + LAST, LAST]
    found = texts(
        drawn(tmp_path / "a.pdf", *(page_with_running_lines(number, body) for number, body in enumerate(bodies, 1)))
    )
    assert found == [LEFT, f"{RIGHT.removesuffix('.')} and by no one else. {LAST}", LAST]


@pytest.mark.parametrize("number", ["7", "- 7 -", "Page 7", "7 / 120", "Página 7 de 120", "第 7 页 共 120 页", "vii"])
def test_layout_a_page_number_is_no_text_even_once(tmp_path: Path, number: str) -> None:
    def draw(canvas: Canvas) -> None:
        paragraph(canvas, 60, 100, LEFT.removesuffix("."))
        if number.isascii() or "á" in number:
            put(canvas, 280, 800, [number])

    assert texts(drawn(tmp_path / "a.pdf", draw, lambda canvas: void(paragraph(canvas, 60, 100, "or harm.")))) == [
        f"{LEFT.removesuffix('.')} or harm."
    ]


def test_layout_numbers_in_the_last_rows_of_a_page_are_cells(tmp_path: Path) -> None:
    rows = [
        ("Lost time injuries", "12", "15"),
        ("Fatal accidents at work", "0", "1"),
        ("Hours of training", "140", "152"),
        ("Women in management", "18", "21"),
        ("Spills to water", "3", "2"),
    ]

    def draw(canvas: Canvas) -> None:
        for index, row in enumerate(rows):
            for x, cell in zip((60, 300, 400), row, strict=True):
                put(canvas, x, 700 + 20 * index, [cell])
        put(canvas, 290, 815, ["7"])

    assert texts(drawn(tmp_path / "a.pdf", draw)) == [" ".join(row) for row in rows]


FINDINGS = [
    (["Criterion"], ["Finding of the audit"], ["Status"]),
    (["Forced labour"], ["No indication of forced labour was", "found in the interviews with workers."], ["closed"]),
    (["Child labour"], ["Birth certificates of two apprentices", "were missing in their files."], ["open"]),
    (["Freedom of", "association"], ["Two unions are active at the site."], ["closed"]),
]


def findings(canvas: Canvas, top: float) -> float:
    for row in FINDINGS:
        top = 6 + max(put(canvas, x, top, cell) for x, cell in zip((60, 170, 420), row, strict=True))
    return top


def test_layout_table_rows_hold_their_wrapped_cells(tmp_path: Path) -> None:
    found = passages(drawn(tmp_path / "a.pdf", lambda canvas: void(findings(canvas, 200))))
    assert {passage.kind for passage in found} == {PassageKind.TABLE_ROW}
    said = {passage.text for passage in found}
    assert "Forced labour No indication of forced labour was found in the interviews with workers. closed" in said
    assert "Child labour Birth certificates of two apprentices were missing in their files. open" in said


def test_layout_text_around_a_table_stays_out_of_its_rows(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        top = paragraph(canvas, 60, 80, LEFT)
        paragraph(canvas, 60, findings(canvas, top + 20) + 20, RIGHT)

    found = texts(drawn(tmp_path / "a.pdf", draw))
    assert (found[0], found[-1]) == (LEFT, RIGHT)
    assert "Child labour Birth certificates of two apprentices were missing in their files. open" in found


def test_layout_list_items_carry_their_lead_in(tmp_path: Path) -> None:
    lead_in = "We do not tolerate at our sites or at those of our suppliers:"
    items = [
        "(a) any form of forced, bonded or compulsory labour of anyone;",
        "(b) work of children below the age at which school ends, whatever the law of the place may say about it;",
        "(c) punishment of people who speak up in good faith.",
    ]

    def draw(canvas: Canvas) -> None:
        top = put(canvas, 60, paragraph(canvas, 60, 100, RIGHT) + 10, wrapped(lead_in, 440))
        for item in items:
            top = put(canvas, 75, top + 3, wrapped(item, 300))

    _, *found = passages(drawn(tmp_path / "a.pdf", draw))
    assert [passage.text for passage in found] == [lead_in, *(f"{lead_in} {item}" for item in items)]
    assert [passage.kind for passage in found[1:]] == [PassageKind.LIST_ITEM] * 3
    assert {passage.prefix for passage in found} == {RIGHT[-32:]}
    assert [passage.suffix for passage in found] == [item[:32] for item in items] + [""]
    for passage in found[1:]:
        assert len(passage.spans) == 1
        assert len(passage.spans[0].boxes) == len(passage.text.split())


def test_layout_short_items_stay_together(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(
            canvas,
            60,
            100,
            ["The following metals are refined here:", "- copper cathode", "- selenium", "- gold doré bars"],
        )

    found = texts(drawn(tmp_path / "a.pdf", draw))
    assert found[-1] == "The following metals are refined here: - copper cathode - selenium - gold doré bars"


def test_layout_headings_stand_above_passages_by_rank(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        top = put(canvas, 60, 60, ["Human rights"], font=BOLD, size=20)
        top = put(canvas, 60, top + 10, ["Child labour"], font=BOLD, size=14)
        top = paragraph(canvas, 60, top + 10, LEFT)
        top = put(canvas, 60, top + 10, ["Security forces"], font=BOLD, size=14)
        top = paragraph(canvas, 60, top + 10, RIGHT)
        top = put(canvas, 60, top + 20, ["Environment"], font=BOLD, size=20)
        paragraph(canvas, 60, top + 10, LAST)

    assert [(passage.text, passage.heading) for passage in passages(drawn(tmp_path / "a.pdf", draw))] == [
        (LEFT, ("Human rights", "Child labour")),
        (RIGHT, ("Human rights", "Security forces")),
        (LAST, ("Environment",)),
    ]


def test_layout_a_footnote_does_not_cut_a_sentence_in_two(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        paragraph(canvas, 60, 100, f"{LEFT} {RIGHT}")
        put(canvas, 60, 700, ["1 As defined in convention 87 of the labour organisation."], size=7)

    found = texts(drawn(tmp_path / "a.pdf", draw))
    assert found[0] == f"{LEFT} {RIGHT}"


def test_layout_a_thousand_marks_on_a_page_are_read(tmp_path: Path) -> None:
    """Axis labels of a chart: many cuts must not exhaust the stack."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((14400, HEIGHT))
        canvas.setFont(BOLD, 4)
        for index in range(1400):
            canvas.drawString(10 + 10 * index, 400 + index % 7, "x")

    [layout] = layouts(drawn(tmp_path / "a.pdf", draw))
    assert len(words_of(layout)) == 1400


def test_layout_prefix_and_suffix_are_the_text_around(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        top = 100.0
        for text in (LEFT, RIGHT, LEFT, LAST):
            top = paragraph(canvas, 60, top + 20, text)

    found = passages(drawn(tmp_path / "a.pdf", draw))
    assert [passage.prefix for passage in found] == ["", LEFT[-32:], RIGHT[-32:], LEFT[-32:]]
    assert [passage.suffix for passage in found] == [RIGHT[:32], LEFT[:32], LAST[:32], ""]
    first, _, again, _ = found
    assert (first.text, first.kind, first.heading) == (again.text, again.kind, again.heading)
    assert first.id != again.id


def test_layout_text_drawn_twice_in_one_place_is_one_passage(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(2):
            paragraph(canvas, 60, 100, LEFT)
            paragraph(canvas, 60, 150, RIGHT)

    first, second = passages(drawn(tmp_path / "a.pdf", draw))
    assert (first.text, first.suffix, first.locator) == (LEFT, RIGHT[:32], "p. 1 ¶ 1")
    assert (second.text, second.prefix, second.locator) == (RIGHT, LEFT[-32:], "p. 1 ¶ 2")


def void(_: object) -> None:
    """A drawing function gives nothing."""
