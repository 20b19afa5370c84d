"""Boxes lie where the words are drawn, whatever the rotation and the boxes of the page."""

from __future__ import annotations

import io
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from drawing import FONT, HEIGHT, SIZE, WIDTH, drawn, layouts, turned, words_of
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract import pdf, plumber
from extract.document import PageFlag
from extract.transform import PageFrame
from extract.word import Box, Word, WordFlag, bounds

ROTATIONS = (0, 90, 180, 270)
#: Words with the place of their first baseline in user space, each drawn in a colour of its own.
DRAWN = {
    "policy": (90.0, 700.0, (1, 0, 0)),
    "grievance": (300.0, 420.0, (0, 1, 0)),
    "tailings": (180.0, 150.0, (0, 0, 1)),
}
#: Pixels per point when boxes are compared with a picture of the page.
SCALE = 2.0
#: Points.
TOLERANCE = 2.0
#: Left, bottom, right, top of media box and crop box.
FRAMES = {
    "whole": ((), ()),
    "cropped": ((), (60.0, 100.0, 500.0, 780.0)),
    "moved": ((-50.0, -80.0, 650.0, 900.0), ()),
    "both": ((20.0, 30.0, 600.0, 830.0), (70.0, 120.0, 480.0, 760.0)),
    "crop beyond media": ((0.0, 0.0, WIDTH, HEIGHT), (-100.0, 50.0, 900.0, 800.0)),
}


def coloured(canvas: Canvas) -> None:
    canvas.setFont(FONT, 14)
    for text, (x, y, colour) in DRAWN.items():
        canvas.setFillColor(Color(*colour))
        canvas.drawString(x, y, text)


def ink(picture: Image.Image, colour: tuple[int, int, int]) -> Box:
    """Where a picture of a page shows the colour, in points."""
    pixels = np.asarray(picture.convert("RGB")).astype(np.int16)
    wanted = np.array(colour) * 255
    rows, columns = np.nonzero(np.abs(pixels - wanted).sum(axis=2) < 200)
    return Box(*(float(edge) / SCALE for edge in (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)))


@pytest.mark.parametrize(("rotation", "frame"), list(product(ROTATIONS, FRAMES)))
def test_geometry_boxes_lie_on_the_ink(tmp_path: Path, rotation: int, frame: str) -> None:
    media, crop = FRAMES[frame]
    path = turned(drawn(tmp_path / "a.pdf", coloured), rotation=rotation, media=media, crop=crop)
    [layout] = layouts(path)
    boxes = {word.text: word.box for word in words_of(layout)}
    assert set(boxes) == set(DRAWN)
    picture = Image.open(io.BytesIO(pdf.render_page(path, 1, SCALE)))
    for text, (_, _, colour) in DRAWN.items():
        assert boxes[text] == pytest.approx(ink(picture, colour), abs=TOLERANCE), text
    assert (picture.width, picture.height) == pytest.approx((layout.width * SCALE, layout.height * SCALE), abs=SCALE)


@pytest.mark.parametrize(("rotation", "frame"), list(product(ROTATIONS, FRAMES)))
def test_geometry_boxes_of_the_second_engine_hold_the_ink(tmp_path: Path, rotation: int, frame: str) -> None:
    media, crop = FRAMES[frame]
    path = turned(drawn(tmp_path / "a.pdf", coloured), rotation=rotation, media=media, crop=crop)
    [first], [second] = layouts(path), plumber.read_pages(path, 1, 1)
    assert (second.width, second.height) == pytest.approx((first.width, first.height), abs=0.02)
    boxes = {word.text: word.box for word in words_of(second)}
    assert set(boxes) == set(DRAWN)
    for word in words_of(first):
        inner, outer = word.box, boxes[word.text]
        assert outer.x0 - TOLERANCE <= inner.x0 <= inner.x1 <= outer.x1 + TOLERANCE
        assert outer.y0 - TOLERANCE <= inner.y0 <= inner.y1 <= outer.y1 + TOLERANCE
        assert (outer.width * outer.height) < 2.5 * (inner.width * inner.height)


def test_geometry_every_word_of_a_page_lies_where_it_was_drawn(tmp_path: Path) -> None:
    places = {
        f"word{row}x{column}": (40.0 + 90 * column, 60.0 + 40 * row) for row, column in product(range(18), range(6))
    }

    def draw(canvas: Canvas) -> None:
        for text, (x, y) in places.items():
            canvas.drawString(x, y, text)

    [layout] = layouts(drawn(tmp_path / "a.pdf", draw))
    words = {word.text: word for word in words_of(layout)}
    assert set(words) == set(places)
    for text, (x, y) in places.items():
        box, width = words[text].box, stringWidth(text, FONT, SIZE)
        assert (box.x0, box.x1) == pytest.approx((x, x + width), abs=TOLERANCE)
        assert HEIGHT - y - SIZE <= box.y0 <= box.y1 <= HEIGHT - y + 0.3 * SIZE
        assert words[text].size == pytest.approx(SIZE, abs=0.1)


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_geometry_words_are_in_order_of_reading_on_a_turned_scan(tmp_path: Path, rotation: int) -> None:
    """A landscape page is often stored upright with its text turned, and shown turned back."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(rotation)
        for line in range(3):
            canvas.drawString(
                -200, 100 - 14 * line, f"Line {line} of the page that was turned on its way to the reader."
            )

    path = turned(drawn(tmp_path / "a.pdf", draw), rotation=rotation)
    [layout] = layouts(path)
    [block] = layout.blocks
    assert [line.text for line in block.lines] == [
        f"Line {line} of the page that was turned on its way to the reader." for line in range(3)
    ]
    assert all(line.level for line in block.lines)


def test_geometry_text_up_the_margin_keeps_to_itself(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "The body of the page is read as it stands.")
        canvas.saveState()
        canvas.translate(30, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Printed copies are not controlled")
        canvas.restoreState()

    [layout] = layouts(drawn(tmp_path / "a.pdf", draw))
    assert [line.text for block in layout.blocks for line in block.lines] == [
        "The body of the page is read as it stands.",
        "Printed copies are not controlled",
    ]
    turned_box = bounds(word.box for word in words_of(layout)[-5:])
    assert turned_box.height > 10 * turned_box.width


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_geometry_boxes_end_where_the_page_ends(tmp_path: Path, rotation: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 40)
        for x, y in ((-40, 400), (WIDTH - 60, 500), (200, -5), (200, HEIGHT - 15)):
            canvas.drawString(x, y, "halfway")
        canvas.drawString(200, 600, "inside")

    [layout] = layouts(turned(drawn(tmp_path / "a.pdf", draw), rotation=rotation))
    words = words_of(layout)
    assert sorted(word.text for word in words) == ["halfway"] * 4 + ["inside"]
    for word in words:
        assert 0 <= word.box.x0 < word.box.x1 <= layout.width
        assert 0 <= word.box.y0 < word.box.y1 <= layout.height


def test_geometry_text_off_the_page_is_flagged_and_kept_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "Seen by everyone")
        canvas.drawString(WIDTH + 50, 700, "unseen")
        canvas.drawString(100, -40, "unseen")

    [layout] = layouts(drawn(tmp_path / "a.pdf", draw))
    assert [word.text for word in words_of(layout)] == ["Seen", "by", "everyone"]
    assert [(word.text, word.flags) for word in layout.unseen] == [("unseen", (WordFlag.OFF_PAGE,))] * 2
    assert layout.flags == (PageFlag.OFF_PAGE_TEXT,)


def test_geometry_text_outside_the_crop_box_is_off_the_page(tmp_path: Path) -> None:
    path = turned(drawn(tmp_path / "a.pdf", coloured), crop=(0.0, 300.0, WIDTH, HEIGHT))
    [layout] = layouts(path)
    assert [word.text for word in words_of(layout)] == ["policy", "grievance"]
    assert [word.text for word in layout.unseen] == ["tailings"]


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_transform_corners_of_the_visible_page_are_the_corners_of_the_result(rotation: int) -> None:
    frame = PageFrame(left=10.0, bottom=20.0, right=110.0, top=220.0, rotation=rotation)
    assert frame.box(10.0, 20.0, 110.0, 220.0) == Box(0.0, 0.0, frame.width, frame.height)
    assert (frame.width, frame.height) == ((100.0, 200.0) if rotation in {0, 180} else (200.0, 100.0))
    corner = {0: (10.0, 220.0), 90: (10.0, 20.0), 180: (110.0, 20.0), 270: (110.0, 220.0)}[rotation]
    assert frame.point(*corner) == (0.0, 0.0)


def test_word_bounds_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="no boxes"):
        bounds([])
    assert bounds([Box(1, 2, 3, 4), Box(0, 3, 2, 9)]) == Box(0, 2, 3, 9)
    assert Word("a", Box(0, 0, 1, 1)).glued is False
