"""Pictures and corners turned by quarters of a circle, and back."""

from __future__ import annotations

from PIL import Image

from extract.recognition import Point, Quad

QUARTER, HALF, THREE_QUARTERS = 90, 180, 270
#: Pillow turns against the clock.
_TRANSPOSE = {
    QUARTER: Image.Transpose.ROTATE_270,
    HALF: Image.Transpose.ROTATE_180,
    THREE_QUARTERS: Image.Transpose.ROTATE_90,
}


def turned(picture: Image.Image, turn: int) -> Image.Image:
    """The picture turned clockwise by ``turn`` degrees: 0, 90, 180 or 270."""
    return picture.transpose(_TRANSPOSE[turn]) if turn else picture


def reread(quad: Quad, turn: int) -> Quad:
    """The same corners in the order in which text is read that stands upright when turned clockwise by ``turn``."""
    steps = turn // QUARTER
    return Quad(*(quad[(index - steps) % 4] for index in range(4)))


def quad_back(quad: Quad, turn: int, size: tuple[int, int]) -> Quad:
    """Corners on a picture that was turned clockwise by ``turn``, as they lie on the picture before, of ``size``."""
    return Quad(*(_point_back(point, turn, size) for point in quad))


def _point_back(point: Point, turn: int, size: tuple[int, int]) -> Point:
    width, height = size
    if turn == QUARTER:
        return Point(point.y, height - point.x)
    if turn == HALF:
        return Point(width - point.x, height - point.y)
    if turn == THREE_QUARTERS:
        return Point(width - point.y, point.x)
    return point
