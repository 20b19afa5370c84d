"""The straight lines that a page draws along its axes, and the edges of its boxes: the rules of tables.

Runs in child processes only.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pypdfium2 import raw

from extract.page_object import Matrix, PageObject
from extract.transform import PageFrame
from extract.word import Box

#: Points; what is thinner is a line, what is thicker a box.
_THIN = 3.0
#: Points; shorter rules are marks, underlines of a character or pieces of a drawing.
_SHORTEST = 6.0
#: A path with more segments is a drawing.
_MAX_SEGMENTS = 400
#: A page with more rules is a drawing or a map.
_MAX_RULES = 4000
#: Points by which a rule may be off its axis.
_OFF_AXIS = 0.7

#: White as paper, of 255.
_WHITE = 250
#: Points between boxes that touch.
_BESIDE = 0.6
#: More boxes of one colour are the dots of a drawing.
_MAX_GROUNDS = 600

_Point = tuple[float, float]
_Colour = tuple[int, int, int]


class _Ground(NamedTuple):
    """A box of one colour."""

    box: Box
    colour: _Colour
    sides: tuple[Box, ...]


class Rules(NamedTuple):
    """The rules of a page, each a box without height or without width."""

    across: tuple[Box, ...]
    down: tuple[Box, ...]


def rules_of(objects: Iterable[PageObject], frame: PageFrame) -> Rules:
    """The rules among the objects of a page; none when there are so many that the page is a drawing."""
    rules: list[Box] = []
    grounds: list[_Ground] = []
    for found in objects:
        if found.kind != raw.FPDF_PAGEOBJ_PATH:
            continue
        box = _box(found, frame)
        if box is None:
            continue
        if min(box.width, box.height) <= _THIN:
            rules.append(_middle(box))
            continue
        fill, stroked = _paint(found)
        sides = list(_sides(found, frame))
        if stroked:
            rules.extend(sides)
        elif fill is not None:
            grounds.append(_Ground(box, fill, tuple(sides)))
        if len(rules) + len(grounds) > _MAX_RULES:
            return Rules((), ())
    rules.extend(_seen_edges(grounds))
    across = tuple(rule for rule in rules if rule.width >= rule.height)
    return Rules(across, tuple(rule for rule in rules if rule.width < rule.height))


def _box(found: PageObject, frame: PageFrame) -> Box | None:
    """Where a path lies, when that is on the page and more than a mark."""
    bounds = found.bounds()
    if bounds is None:
        return None
    box = frame.box(*bounds)
    if box.x1 < 0 or box.y1 < 0 or box.x0 > frame.width or box.y0 > frame.height:
        return None
    return None if max(box.width, box.height) < _SHORTEST else box


def _paint(found: PageObject) -> tuple[_Colour | None, bool]:
    """The colour with which a path is filled, if it is, and whether its outline is drawn. White paper is no colour."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(found.handle, filled, stroked):
        return None, False
    colour = [ctypes.c_uint() for _ in range(4)]
    if not filled.value or not raw.FPDFPageObj_GetFillColor(found.handle, *colour):
        return None, bool(stroked.value)
    red, green, blue, opaque = (part.value for part in colour)
    if not opaque or min(red, green, blue) >= _WHITE:
        return None, bool(stroked.value)
    return (red, green, blue), bool(stroked.value)


def _seen_edges(grounds: Sequence[_Ground]) -> Iterator[Box]:
    """The sides of coloured boxes where the colour ends; between two boxes of one colour nobody sees an edge."""
    by_colour: dict[_Colour, list[Box]] = defaultdict(list)
    for ground in grounds:
        by_colour[ground.colour].append(ground.box)
    for ground in grounds:
        same = by_colour[ground.colour]
        if len(same) > _MAX_GROUNDS:
            continue
        for side in ground.sides:
            if not any(_goes_on(box, side) for box in same if box is not ground.box):
                yield side


def _goes_on(box: Box, side: Box) -> bool:
    """Whether the box of the same colour lies on both ends of an edge, a little beyond what touches it."""
    inside = box.x0 - _BESIDE <= side.x0 and side.x1 <= box.x1 + _BESIDE
    return inside and box.y0 - _BESIDE <= side.y0 and side.y1 <= box.y1 + _BESIDE


def _sides(found: PageObject, frame: PageFrame) -> Iterator[Box]:
    for points in _outlines(found, frame):
        for (x0, y0), (x1, y1) in pairwise(points):
            side = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if min(side.width, side.height) <= _OFF_AXIS and max(side.width, side.height) >= _SHORTEST:
                yield _middle(side)


def _middle(box: Box) -> Box:
    """The line through the middle of a thin box."""
    if box.width >= box.height:
        y = (box.y0 + box.y1) / 2
        return Box(box.x0, y, box.x1, y)
    x = (box.x0 + box.x1) / 2
    return Box(x, box.y0, x, box.y1)


def _outlines(found: PageObject, frame: PageFrame) -> Iterator[list[_Point]]:
    """The corners of each part of a path on the visible page; curves break it."""
    count = raw.FPDFPath_CountSegments(found.handle)
    if not 0 < count <= _MAX_SEGMENTS:
        return
    matrix = Matrix.of(found.handle).then(found.outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    part: list[_Point] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(found.handle, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind != raw.FPDF_SEGMENT_LINETO:
            yield part
            part = []
        part.append(frame.point(*matrix.point(x.value, y.value)))
        if raw.FPDFPathSegment_GetClose(segment):
            yield [*part, part[0]]
            part = []
    yield part
