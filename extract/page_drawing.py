"""Draws pages that Assay laid out: each word where its box is, as the layout is the only source of both."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from extract import typeface
from extract.set_page import Area, Mark, SetPage, Shade, baseline_of
from extract.word import Word, WordFlag

#: Red, green and blue.
_Colour = tuple[int, int, int]
_PAPER = "white"
_INK: _Colour = (0, 0, 0)


def draw_page(page: SetPage, scale: float) -> bytes:
    """The picture of a page as PNG with ``scale`` pixels per point.

    Text that the office program does not show is there on a grey ground, so that a person sees that it was left out.
    """
    width, height = round(page.layout.width * scale), round(page.layout.height * scale)
    picture = Image.new("RGB", (max(width, 1), max(height, 1)), _PAPER)
    canvas = _Canvas(ImageDraw.Draw(picture), scale)
    for area in page.areas:
        canvas.area(area)
    for mark in page.marks:
        canvas.mark(mark)
    for block in page.layout.blocks:
        for line in block.lines:
            for word in line.words:
                canvas.word(word)
    for word in page.layout.unseen:
        canvas.word(word)
    buffer = io.BytesIO()
    picture.save(buffer, format="PNG", compress_level=3)
    return buffer.getvalue()


class _Canvas:
    def __init__(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        self._draw = draw
        self._scale = scale

    def area(self, area: Area) -> None:
        x0, y0, x1, y1 = (value * self._scale for value in area.box)
        self._draw.rectangle((x0, y0, max(x1 - 1, x0), max(y1 - 1, y0)), fill=area.shade.value)

    def mark(self, mark: Mark) -> None:
        self._text(mark.text, mark.x, mark.baseline, mark.size, bold=False, ink=Shade.NOTE.value)

    def word(self, word: Word) -> None:
        ink = Shade.NOTE.value if WordFlag.INVISIBLE in word.flags else _INK
        self._text(word.text, word.box.x0, baseline_of(word), word.size, bold=word.bold, ink=ink)

    def _text(self, text: str, x: float, baseline: float, size: float, *, bold: bool, ink: _Colour) -> None:
        """Glyph by glyph, so that the width on the picture is the width of the box at every scale."""
        y = baseline * self._scale
        for character in text:
            glyph = typeface.glyph(character, bold=bold) if character != " " else None
            if glyph is None:
                x += typeface.SPACE * size
                continue
            if glyph.family is None:
                self._missing(x, baseline, size, ink)
            else:
                font = typeface.font(glyph.family, bold=bold, pixels=size * self._scale)
                self._draw.text((x * self._scale, y), character, fill=ink, font=font, anchor="ls")
            x += glyph.advance * size

    def _missing(self, x: float, baseline: float, size: float, ink: _Colour) -> None:
        inset, s = 0.08 * size, self._scale
        right = x + typeface.MISSING_WIDTH * size - inset
        self._draw.rectangle(((x + inset) * s, (baseline - 0.7 * size) * s, right * s, baseline * s), outline=ink)
