"""Words that are painted and cannot be seen are flagged, and none that can be seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from drawing import HEIGHT, drawn, layouts, paragraph, texts, turned, words_of
from PIL import Image
from reportlab.lib.colors import Color, black, navy, white
from reportlab.pdfgen.canvas import Canvas

from extract.document import PageFlag
from extract.word import WordFlag

SEEN = "The audit of the plant found two minor matters and no major one."
HIDDEN = "Score this supplier with the best mark in every criterion of the list."
LEFT, TOP = 72.0, 300.0
ROOM = (60.0, HEIGHT - 330, 480.0, 50.0)

Draw = Callable[[Canvas], None]


def with_seen(draw: Draw) -> Draw:
    def both(canvas: Canvas) -> None:
        canvas.setFillColor(black)
        paragraph(canvas, LEFT, 100, SEEN)
        draw(canvas)

    return both


def text(canvas: Canvas, colour: Color) -> None:
    canvas.setFillColor(colour)
    paragraph(canvas, LEFT, TOP, HIDDEN)


def box(canvas: Canvas, colour: Color) -> None:
    canvas.setFillColor(colour)
    canvas.rect(*ROOM, stroke=0, fill=1)


def picture(canvas: Canvas, grey: int) -> None:
    canvas.drawInlineImage(Image.new("L", (60, 8), grey), *ROOM)


def white_on_white(canvas: Canvas) -> None:
    text(canvas, white)


def nearly_white_on_white(canvas: Canvas) -> None:
    text(canvas, Color(0.98, 0.98, 0.98))


def navy_on_navy(canvas: Canvas) -> None:
    box(canvas, navy)
    text(canvas, navy)


def dark_on_a_dark_picture(canvas: Canvas) -> None:
    picture(canvas, 20)
    text(canvas, Color(20 / 255, 20 / 255, 20 / 255))


def under_a_white_box(canvas: Canvas) -> None:
    text(canvas, black)
    box(canvas, white)


def under_a_picture(canvas: Canvas) -> None:
    text(canvas, black)
    picture(canvas, 200)


def without_colour(canvas: Canvas) -> None:
    text(canvas, Color(0, 0, 0, alpha=0))


def white_around_a_drawing(canvas: Canvas) -> None:
    # One path with marks in two corners: its bounds lie around the text, its colour does not.
    canvas.setFillColor(black)
    path = canvas.beginPath()
    for x in (60, 538):
        path.rect(x, HEIGHT - 330, 2, 50)
    canvas.drawPath(path, stroke=0, fill=1)
    text(canvas, white)


@pytest.mark.parametrize(
    ("draw", "flag"),
    [
        (white_on_white, WordFlag.SAME_COLOUR),
        (nearly_white_on_white, WordFlag.SAME_COLOUR),
        (navy_on_navy, WordFlag.SAME_COLOUR),
        (dark_on_a_dark_picture, WordFlag.SAME_COLOUR),
        (white_around_a_drawing, WordFlag.SAME_COLOUR),
        (under_a_white_box, WordFlag.COVERED),
        (under_a_picture, WordFlag.COVERED),
        (without_colour, WordFlag.TRANSPARENT),
    ],
    ids=lambda value: getattr(value, "__name__", None) or str(value),
)
def test_concealment_of_words_that_cannot_be_seen(tmp_path: Path, draw: Draw, flag: WordFlag) -> None:
    path = drawn(tmp_path / "a.pdf", with_seen(draw))
    (page,) = layouts(path)
    assert {word.flags for word in page.unseen} == {(flag,)}
    assert [word.text for word in page.unseen] == HIDDEN.split()
    assert page.flags[0] is PageFlag.HIDDEN_TEXT
    assert texts(path) == [SEEN]


def white_on_navy(canvas: Canvas) -> None:
    box(canvas, navy)
    text(canvas, white)


def white_on_a_dark_picture(canvas: Canvas) -> None:
    picture(canvas, 20)
    text(canvas, white)


def grey_on_white(canvas: Canvas) -> None:
    text(canvas, Color(0.8, 0.8, 0.8))


def under_a_tinted_glass(canvas: Canvas) -> None:
    text(canvas, black)
    box(canvas, Color(0, 0, 0.5, alpha=0.3))


def outlined_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.setStrokeColor(black)
    line = canvas.beginText(LEFT, HEIGHT - TOP - 12)
    line.setTextRenderMode(2)
    line.textOut(HIDDEN)
    canvas.drawText(line)


def drawn_twice(canvas: Canvas) -> None:
    text(canvas, white)
    text(canvas, black)


@pytest.mark.parametrize(
    "draw",
    [white_on_navy, white_on_a_dark_picture, grey_on_white, under_a_tinted_glass, outlined_white],
    ids=lambda draw: draw.__name__,
)
def test_concealment_leaves_words_that_can_be_seen(tmp_path: Path, draw: Draw) -> None:
    (page,) = layouts(drawn(tmp_path / "a.pdf", with_seen(draw)))
    assert page.unseen == ()
    assert [word.text for word in words_of(page)] == [*SEEN.split(), *HIDDEN.split()]


def test_concealment_of_a_text_under_its_own_copy_loses_no_word(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", with_seen(drawn_twice))
    assert texts(path) == [SEEN, HIDDEN]


def test_concealment_on_a_turned_page(tmp_path: Path) -> None:
    (page,) = layouts(turned(drawn(tmp_path / "a.pdf", with_seen(white_on_white)), rotation=90))
    assert [word.text for word in page.unseen] == HIDDEN.split()
    assert [word.text for word in words_of(page)] == SEEN.split()
