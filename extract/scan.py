"""Reads a page through its picture: renders it, has it recognised, and lays the words out.

The lines of a scan that is turned or askew are laid out as if it lay straight, so that columns and paragraphs are
found; the boxes of the words are where the words are on the page. Runs in child processes only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import cos, radians, sin
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

from extract.document import PageFlag, PageStatus
from extract.layout import PageLayout
from extract.line import Line, PlacedWord, lines_of
from extract.pdf import page_picture
from extract.recognition import OcrChoice, Point, Quad, ReadLine, recogniser
from extract.region import Block, blocks_of
from extract.table_place import blocks_with_tables
from extract.word import Box, Word

#: Dots per inch at which pages are recognised; see docs/benchmarks.md.
DPI = 200
#: Height of the picture of a line in font sizes, ascenders and descenders included.
_LINE_HEIGHT = 1.35
#: Where the baseline stands in the picture of a line, as a share of its height from the top.
_BASELINE = 0.78
#: Lines whose heights differ by less than this factor are of one size: a recogniser measures no better.
_SAME_SIZE = 1.2
#: A page whose words are read with less certainty than this on average is to be looked at by eye.
_UNSURE = 0.75


class _Straight(NamedTuple):
    """From points of the page to points of the page laid straight: a quarter turn and a small angle."""

    turn: int
    skew: float
    width: float
    height: float

    def point(self, point: Point) -> Point:
        """Where a point of the page lies on the straight page."""
        x, y = point
        if self.turn == 90:  # noqa: PLR2004
            x, y = self.height - y, x
        elif self.turn == 180:  # noqa: PLR2004
            x, y = self.width - x, self.height - y
        elif self.turn == 270:  # noqa: PLR2004
            x, y = y, self.width - x
        angle = radians(-self.skew)
        return Point(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle))


def read_scan(path: Path, page: PageLayout, engine: OcrChoice, passwords: Sequence[str] = ()) -> PageLayout:
    """The page with status ``ocr`` and what the engine read; ``page`` is what the text layer gave.

    Raises :class:`corpus.errors.ReadError` with ``ocr_unavailable``, ``ocr_failed``, ``page_failed`` or a code of the
    document.
    """
    reader = recogniser(engine)
    picture, scale = page_picture(path, page.number, dpi=DPI, passwords=passwords)
    reading = reader.read(picture)
    frame = _Straight(reading.turn, reading.skew, page.width, page.height)
    lines = [_in_points(line, scale) for line in reading.lines]
    placed, on_page = _placed(lines, frame, page)
    words = list(on_page.values())
    flags = set(page.flags)
    if words and fmean(word.confidence or 0.0 for word in words) < _UNSURE:
        flags.add(PageFlag.UNSURE_READING)
    return replace(
        page,
        status=PageStatus.OCR,
        flags=tuple(flag for flag in PageFlag if flag in flags),
        blocks=tuple(_on_page(block, on_page) for block in blocks_of(lines_of(placed))),
    )


def read_pictures(path: Path, page: PageLayout, engine: OcrChoice, passwords: Sequence[str] = ()) -> PageLayout:
    """A page with a text layer again, with the words on its pictures among the others.

    Raises :class:`corpus.errors.ReadError` as :func:`read_scan` does.
    """
    reader = recogniser(engine)
    picture, scale = page_picture(path, page.number, dpi=DPI, passwords=passwords, text=False)
    known = [word.box for block in page.blocks for line in block.lines for word in line.words]
    flags = set(page.flags) - {PageFlag.PICTURES}
    lines: list[Line] = []
    for box in page.pictures:
        left, top = int(box.x0 * scale), int(box.y0 * scale)
        part = picture.crop((left, top, int(box.x1 * scale), int(box.y1 * scale)))
        reading = reader.read(part)
        found = [_in_points(line, scale, Point(left, top)) for line in reading.lines]
        placed, on_page = _placed(found, _Straight(0, 0.0, page.width, page.height), page)
        new = [entry for entry in placed if not any(_overlap(on_page[entry.word].box, other) for other in known)]
        known.extend(on_page[entry.word].box for entry in new)
        lines.extend(lines_of([entry._replace(word=on_page[entry.word]) for entry in new]))
    if lines:
        flags.add(PageFlag.PICTURE_TEXT)
    text = [line for block in page.blocks if block.table is None for line in block.lines]
    return replace(
        page,
        flags=tuple(flag for flag in PageFlag if flag in flags),
        blocks=tuple(blocks_with_tables([*text, *lines], page.tables)),
        pictures=(),
    )


def _overlap(box: Box, other: Box) -> bool:
    """Whether most of a box lies in another."""
    across = min(box.x1, other.x1) - max(box.x0, other.x0)
    down = min(box.y1, other.y1) - max(box.y0, other.y0)
    return across > 0 and down > 0 and 2 * across * down > box.width * box.height


def _in_points(line: ReadLine, scale: float, origin: Point = Point(0, 0)) -> ReadLine:  # noqa: B008  A tuple is frozen.
    """A line in points of the page; ``origin`` is where the picture begins, in pixels of the page."""
    words = tuple(word._replace(quad=_scaled(word.quad, scale, origin)) for word in line.words)
    return line._replace(words=words, quad=_scaled(line.quad, scale, origin))


def _scaled(quad: Quad, scale: float, origin: Point) -> Quad:
    return Quad(*(Point((x + origin.x) / scale, (y + origin.y) / scale) for x, y in quad))


def _placed(lines: Sequence[ReadLine], frame: _Straight, page: PageLayout) -> tuple[list[PlacedWord], dict[Word, Word]]:
    """The words where they lie on the straight page, and for each of these the word on the page itself."""
    straight = [Quad(*(frame.point(point) for point in line.quad)) for line in lines]
    sizes = _sizes([_thickness(quad) for quad in straight])
    placed: list[PlacedWord] = []
    on_page: dict[Word, Word] = {}
    for line, quad, size in zip(lines, straight, sizes, strict=True):
        baseline = _baseline(quad)
        for word in line.words:
            text = unicodedata.normalize("NFC", word.text)
            box = _around(Quad(*(frame.point(point) for point in word.quad)))
            confidence = round(word.confidence, 3)
            laid = Word(text=text, box=box, glued=word.glued, size=size, confidence=confidence)
            placed.append(PlacedWord(word=laid, baseline=baseline, level=line.level))
            on_page[laid] = laid._replace(box=_inside(_around(word.quad), page))
    return placed, on_page


def _sizes(heights: Sequence[float]) -> list[float]:
    """Sizes of type in points; lines of about one height are given one size."""
    sizes: dict[float, float] = {}
    for group in _groups(sorted(heights)):
        size = round(median(group) / _LINE_HEIGHT, 2)
        sizes.update(dict.fromkeys(group, size))
    return [sizes[height] for height in heights]


def _groups(heights: Sequence[float]) -> Iterator[list[float]]:
    group: list[float] = []
    for height in heights:
        if group and height > group[0] * _SAME_SIZE:
            yield group
            group = []
        group.append(height)
    if group:
        yield group


def _thickness(quad: Quad) -> float:
    """The height of the letters of a line, whichever way it runs."""
    return (_length(quad.top_left, quad.bottom_left) + _length(quad.top_right, quad.bottom_right)) / 2


def _length(first: Point, second: Point) -> float:
    return float(((first.x - second.x) ** 2 + (first.y - second.y) ** 2) ** 0.5)


def _baseline(quad: Quad) -> float:
    top, bottom = (quad.top_left.y + quad.top_right.y) / 2, (quad.bottom_left.y + quad.bottom_right.y) / 2
    return top + _BASELINE * (bottom - top)


def _around(quad: Quad) -> Box:
    xs, ys = [point.x for point in quad], [point.y for point in quad]
    return Box(round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))


def _inside(box: Box, page: PageLayout) -> Box:
    x0, y0 = min(max(box.x0, 0.0), page.width), min(max(box.y0, 0.0), page.height)
    return Box(x0, y0, min(max(box.x1, x0), page.width), min(max(box.y1, y0), page.height))


def _on_page(block: Block, on_page: dict[Word, Word]) -> Block:
    """The block with its words where they are on the page; its lines keep their places on the straight page."""
    lines = tuple(line._replace(words=tuple(on_page[word] for word in line.words)) for line in block.lines)
    return block._replace(lines=lines)
