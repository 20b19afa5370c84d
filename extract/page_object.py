"""What a page draws, in the order in which it is drawn. Runs in child processes only."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple, Self

import pypdfium2 as pdfium
from pypdfium2 import raw

#: Forms may hold forms; deeper ones are not looked into.
_MAX_DEPTH = 5
#: Objects of one page; the rest is not looked at.
_MAX_OBJECTS = 50_000


class Matrix(NamedTuple):
    """Six numbers that lead from one space to another, as PDF writes them (ISO 32000-1, 8.3.3)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def of(cls, handle: object) -> Self:
        """The matrix of an object, from its own space to the one it is drawn in."""
        found = raw.FS_MATRIX()
        if not raw.FPDFPageObj_GetMatrix(handle, found):
            return cls()
        return cls(found.a, found.b, found.c, found.d, found.e, found.f)

    def then(self, other: Matrix) -> Matrix:
        """This one first, then the other."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies in the other space."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


class PageObject(NamedTuple):
    """One thing that is drawn: a text, a path, a picture or a shading."""

    #: Of PDFium; valid as long as the page is open.
    handle: object
    #: ``FPDF_PAGEOBJ_TEXT`` and so on.
    kind: int
    #: From the space in which the object is drawn to the user space of the page.
    outer: Matrix

    @property
    def address(self) -> int:
        """Tells objects apart."""
        return ctypes.addressof(self.handle.contents)  # type: ignore[attr-defined]

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Left, bottom, right and top in user space; ``None`` when it is not drawn."""
        sides = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(self.handle, *sides):
            return None
        left, bottom, right, top = (side.value for side in sides)
        if self.outer == Matrix():
            return left, bottom, right, top
        corners = [self.outer.point(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def drawn_objects(page: pdfium.PdfPage) -> Iterator[PageObject]:
    """The objects of a page and of the forms in it, from the first drawn to the last."""
    count = 0
    left: list[Iterator[PageObject]] = [_objects(page.raw, Matrix(), form=False)]
    while left and count < _MAX_OBJECTS:
        found = next(left[-1], None)
        if found is None:
            left.pop()
        elif found.kind == raw.FPDF_PAGEOBJ_FORM:
            if len(left) < _MAX_DEPTH:
                left.append(_objects(found.handle, Matrix.of(found.handle).then(found.outer), form=True))
        else:
            count += 1
            yield found


def _objects(holder: object, outer: Matrix, *, form: bool) -> Iterator[PageObject]:
    count = raw.FPDFFormObj_CountObjects(holder) if form else raw.FPDFPage_CountObjects(holder)
    get = raw.FPDFFormObj_GetObject if form else raw.FPDFPage_GetObject
    for index in range(count):
        handle = get(holder, index)
        if handle:
            yield PageObject(handle, raw.FPDFPageObj_GetType(handle), outer)
