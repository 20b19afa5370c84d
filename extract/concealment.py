"""Words that are painted and yet cannot be seen: in the colour of their ground, under something, or with no colour.

Whether a text is seen is told by drawing the page with it and without it: where both pictures are the same, it is not.
So white on dark is seen and white on white is not, whatever made the ground. Only pages with a text that may be hidden
by its colours and places are drawn at all. Runs in child processes only.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from extract.line import PlacedWord
from extract.page_object import PageObject
from extract.transform import PageFrame
from extract.word import Box, WordFlag

#: Of 255: colours that differ by less in each of red, green and blue are not told apart by eye at the size of letters.
_ALIKE = 12
#: Colours that differ by less may be alike once drawn, so the picture is asked.
_DOUBTFUL = 40
#: Pixels a point of the pictures, and of their longer side at most.
_SCALE = 1.5
_MOST_PIXELS = 2400
#: Share of a text that later things must cover before it may be hidden.
_COVERS = 0.5
#: A page with more texts or things than this is a drawing: what is hidden on it by colour is not looked for.
_MOST_PAIRS = 4_000_000
#: Corners of a rectangle, the first one again among them.
_RECTANGLE = 5
_PAPER = (255, 255, 255)

_Colour = tuple[int, int, int]


class _Painted(NamedTuple):
    """Something that is drawn."""

    box: Box
    #: ``None`` when it is not of one colour all over its box.
    colour: _Colour | None


class _Text(NamedTuple):
    found: PageObject
    order: int
    box: Box
    colour: _Colour
    opaque: bool
    #: Whether words are known by it. PDFium gives the words of a text that is drawn twice in one place once only.
    worded: bool


def concealed(
    page: pdfium.PdfPage, frame: PageFrame, objects: Sequence[PageObject], words: Sequence[PlacedWord]
) -> dict[int, WordFlag]:
    """Why words cannot be seen, by their place in ``words``; those that can, and those flagged already, are not there.

    Afterwards the page draws no text that was in doubt: nothing else may be drawn from it.
    """
    sources = {placed.source for placed in words if placed.source and not placed.word.flags}
    texts, painted = _sorted(objects, frame, sources)
    if not sources or len(texts) * len(painted) > _MOST_PAIRS:
        return {}
    doubtful = _doubtful(texts, painted)
    if not doubtful:
        return {}
    before = _picture(page)
    for text in texts:
        if text.found.address in doubtful or (not text.worded and _repeats(text, texts, doubtful)):
            raw.FPDFPageObj_SetIsActive(text.found.handle, False)
    after = _picture(page)
    scale = (before.shape[1] / frame.width, before.shape[0] / frame.height)
    return {
        index: doubtful[placed.source]
        for index, placed in enumerate(words)
        if placed.source in doubtful and not placed.word.flags and not _seen(placed.word.box, before, after, scale)
    }


def _sorted(
    objects: Sequence[PageObject], frame: PageFrame, sources: set[int]
) -> tuple[list[_Text], list[tuple[int, _Painted]]]:
    """The texts, and all other things with their order; ``sources`` are the texts that draw the words."""
    texts: list[_Text] = []
    painted: list[tuple[int, _Painted]] = []
    for order, found in enumerate(objects):
        if found.kind == raw.FPDF_PAGEOBJ_TEXT:
            bounds = found.bounds()
            colour = _fill(found)
            if bounds is not None and colour is not None:
                box = frame.box(*bounds)
                opaque = colour[1] > _ALIKE or _is_outlined(found)
                texts.append(_Text(found, order, box, colour[0], opaque, found.address in sources))
        else:
            thing = _painted(found, frame)
            if thing is not None:
                painted.append((order, thing))
    return texts, painted


def _fill(found: PageObject) -> tuple[_Colour, int] | None:
    """The colour of an object and how opaque it is, of 255."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(found.handle, *parts):
        return None
    red, green, blue, opaque = (part.value for part in parts)
    return (red, green, blue), opaque


def _is_outlined(found: PageObject) -> bool:
    """Whether letters have an outline in a colour of its own."""
    return raw.FPDFTextObj_GetTextRenderMode(found.handle) in (
        raw.FPDF_TEXTRENDERMODE_STROKE,
        raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
        raw.FPDF_TEXTRENDERMODE_STROKE_CLIP,
        raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
    )


def _painted(found: PageObject, frame: PageFrame) -> _Painted | None:
    bounds = found.bounds()
    if bounds is None:
        return None
    box = frame.box(*bounds)
    if found.kind != raw.FPDF_PAGEOBJ_PATH:
        return _Painted(box, None)
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(found.handle, filled, stroked) or not filled.value:
        return None
    colour = _fill(found)
    if colour is None or colour[1] == 0:
        return None
    plain = colour[1] == 255 and raw.FPDFPath_CountSegments(found.handle) <= _RECTANGLE  # noqa: PLR2004
    return _Painted(box, colour[0] if plain else None)


def _doubtful(texts: Sequence[_Text], painted: Sequence[tuple[int, _Painted]]) -> dict[int, WordFlag]:
    """The texts that may be hidden, by the address of their object, each with what would hide it."""
    found: dict[int, WordFlag] = {}
    boxes = np.array([thing.box for _, thing in painted], dtype=np.float32).reshape(-1, 4)
    orders = np.array([order for order, _ in painted], dtype=np.int64)
    for text in texts:
        if not text.worded:
            continue
        if not text.opaque:
            found[text.found.address] = WordFlag.TRANSPARENT
            continue
        shares = _covered(text.box, boxes)
        if (shares[orders > text.order] >= _COVERS).any():
            found[text.found.address] = WordFlag.COVERED
            continue
        under = np.flatnonzero((shares > 0) & (orders < text.order))
        # From the last drawn: what covers the text whole is its ground, unless something lies between.
        ground: _Colour | None = _PAPER
        for index in under[::-1]:
            thing = painted[index][1]
            ground = thing.colour
            if thing.colour is None or shares[index] >= 1:
                break
            if _difference(thing.colour, text.colour) < _DOUBTFUL:
                break
            ground = _PAPER
        if ground is None or _difference(ground, text.colour) < _DOUBTFUL:
            found[text.found.address] = WordFlag.SAME_COLOUR
    return found


def _repeats(text: _Text, texts: Sequence[_Text], doubtful: dict[int, WordFlag]) -> bool:
    """Whether a text without words of its own lies where one in doubt does: if it is seen, so are the words."""
    boxes = np.array([other.box for other in texts if other.found.address in doubtful], dtype=np.float32)
    return bool((_covered(text.box, boxes) >= _COVERS).any())


def _covered(box: Box, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The share of a box that each of the others covers."""
    across = np.minimum(boxes[:, 2], box.x1) - np.maximum(boxes[:, 0], box.x0)
    down = np.minimum(boxes[:, 3], box.y1) - np.maximum(boxes[:, 1], box.y0)
    area = max(box.width * box.height, 1e-6)
    shares: NDArray[np.float32] = np.clip(across, 0, None) * np.clip(down, 0, None) / np.float32(area)
    return np.where(shares > 0.99, np.float32(1), shares)  # noqa: PLR2004  Rounding of boxes to hundredths.


def _difference(first: _Colour, second: _Colour) -> int:
    return max(abs(one - other) for one, other in zip(first, second, strict=True))


def _picture(page: pdfium.PdfPage) -> NDArray[np.uint8]:
    scale = min(_SCALE, _MOST_PIXELS / max(page.get_size()))
    picture: NDArray[np.uint8] = page.render(scale=scale).to_numpy().copy()
    return picture[:, :, :3] if picture.ndim > 2 else picture[:, :, None]  # noqa: PLR2004


def _seen(box: Box, before: NDArray[np.uint8], after: NDArray[np.uint8], scale: tuple[float, float]) -> bool:
    """Whether the two pictures differ where a word is; the rest of them is not compared, which takes room and time."""
    left, right = int(box.x0 * scale[0]), int(box.x1 * scale[0]) + 1
    top, bottom = int(box.y0 * scale[1]), int(box.y1 * scale[1]) + 1
    with_it = before[max(top, 0) : bottom, max(left, 0) : right]
    without = after[max(top, 0) : bottom, max(left, 0) : right]
    return bool((np.maximum(with_it, without) - np.minimum(with_it, without) >= _ALIKE).any())
