"""Whether a picture beside the text of a page seems to hold text that only recognition can read.

Text on a picture has a ground of one shade, and marks close to each other in runs; photographs have neither. Measured
on 919 pages of reports: of 63 with a large picture 9 are taken, with diagrams and pasted pages on them. Runs in child
processes only.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from extract.page_object import PageObject
from extract.transform import PageFrame
from extract.word import Box, Word

#: Pictures that cover less of the page are logos and signatures.
_LARGE = 0.15
#: Pixels a point: letters of six points are then eight pixels high; and of the longer side at most.
_SCALE = 1.4
_MOST_PIXELS = 2000
#: Shades of grey around the commonest that are the ground, and the share of the picture that it takes.
_SHADES = 10
_GROUND = 0.4
#: Neighbouring pixels that differ by so many shades are the side of a stroke.
_STROKE = 70
#: Pixels of the sides of squares in which strokes are counted, and the share of strokes from which one holds letters.
_SQUARE = 8
_DENSE = 0.12
#: So many squares side by side are a word or two, and so many of those a text.
_RUN = 5
_FEWEST_RUNS = 9


def pictures_with_text(
    page: pdfium.PdfPage, frame: PageFrame, objects: Sequence[PageObject], words: Sequence[Word]
) -> tuple[Box, ...]:
    """The parts of a page where pictures seem to hold text that is not among its words.

    Afterwards the page draws no text: nothing else may be drawn from it.
    """
    boxes = []
    for found in objects:
        if found.kind == raw.FPDF_PAGEOBJ_IMAGE and (bounds := found.bounds()) is not None:
            box = frame.clipped(frame.box(*bounds))
            if box.width > 0 and box.height > 0 and box.width * box.height >= _LARGE * frame.width * frame.height:
                boxes.append(box)
    if not boxes:
        return ()
    without_text(objects)
    scale = min(_SCALE, _MOST_PIXELS / max(page.get_size()))
    picture = page.render(scale=scale, grayscale=True).to_numpy()
    grey: NDArray[np.uint8] = picture[:, :, 0] if picture.ndim > 2 else picture  # noqa: PLR2004
    return tuple(dict.fromkeys(box for box in boxes if _holds_text(grey, box, words, scale)))


def without_text(objects: Sequence[PageObject]) -> None:
    """Make the page of these objects draw no text."""
    for found in objects:
        if found.kind == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_SetIsActive(found.handle, False)


def _holds_text(grey: NDArray[np.uint8], box: Box, words: Sequence[Word], scale: float) -> bool:
    x0, y0 = int(box.x0 * scale), int(box.y0 * scale)
    part = grey[y0 : int(box.y1 * scale), x0 : int(box.x1 * scale)].astype(np.int16)
    if min(part.shape) <= _SQUARE:
        return False
    shades = np.bincount(part.ravel(), minlength=256)
    commonest = int(shades.argmax())
    if shades[max(commonest - _SHADES, 0) : commonest + _SHADES + 1].sum() < _GROUND * part.size:
        return False
    strokes = np.abs(np.diff(part, axis=1)) > _STROKE
    for word in words:
        # A scan with a text layer over it was read already.
        left, top = int(word.box.x0 * scale) - x0, int(word.box.y0 * scale) - y0
        right, bottom = int(word.box.x1 * scale) - x0 + 1, int(word.box.y1 * scale) - y0 + 1
        strokes[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = False
    rows, columns = (length // _SQUARE for length in strokes.shape)
    squares = strokes[: rows * _SQUARE, : columns * _SQUARE].reshape(rows, _SQUARE, columns, _SQUARE)
    return _runs(squares.mean(axis=(1, 3)) > _DENSE) >= _FEWEST_RUNS


def _runs(dense: NDArray[np.bool_]) -> int:
    """How many times so many dense squares stand side by side."""
    found = 0
    for row in dense:
        length = 0
        for square in row:
            length = length + 1 if square else 0
            found += length == _RUN
    return found
