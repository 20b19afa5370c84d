"""From the user space of a PDF page to the coordinates of :mod:`extract.word`, and back to pixels."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi
from typing import Self

import pypdfium2 as pdfium

from extract.word import Box

#: Degrees clockwise by which a page may be turned.
_QUARTER, _HALF, _THREE_QUARTERS = 90, 180, 270


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFrame:
    """The visible part of a page and its rotation.

    User space has its origin at the bottom left and y upwards; the result has its origin at the top left of the
    rotated crop box and y downwards. Both are in points.
    """

    left: float
    bottom: float
    right: float
    top: float
    #: Degrees clockwise: 0, 90, 180 or 270.
    rotation: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> Self:
        """The frame of an open page: its crop box inside its media box, as PDFium draws it."""
        left, bottom, right, top = page.get_bbox()
        return cls(left=left, bottom=bottom, right=right, top=top, rotation=page.get_rotation() % 360)

    @property
    def width(self) -> float:
        """Points, after rotation."""
        return self.top - self.bottom if self.rotation in (_QUARTER, _THREE_QUARTERS) else self.right - self.left

    @property
    def height(self) -> float:
        """Points, after rotation."""
        return self.right - self.left if self.rotation in (_QUARTER, _THREE_QUARTERS) else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of user space lies on the visible page."""
        if self.rotation == _QUARTER:
            return y - self.bottom, x - self.left
        if self.rotation == _HALF:
            return self.right - x, y - self.bottom
        if self.rotation == _THREE_QUARTERS:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Where a rectangle of user space lies on the visible page, rounded to hundredths of a point."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return Box(round(min(x0, x1), 2), round(min(y0, y1), 2), round(max(x0, x1), 2), round(max(y0, y1), 2))

    def clipped(self, box: Box) -> Box:
        """The part of a box that is visible; of negative width or height when nothing is."""
        width, height = round(self.width, 2), round(self.height, 2)
        return Box(max(box.x0, 0.0), max(box.y0, 0.0), min(box.x1, width), min(box.y1, height))

    def is_level(self, angle: float, tolerance: float) -> bool:
        """Whether text at ``angle`` runs from left to right on the visible page.

        The angle is in radians, clockwise in user space, as PDFium gives it.
        """
        turned = (angle + self.rotation * pi / 180) % (2 * pi)
        return min(turned, 2 * pi - turned) <= tolerance
