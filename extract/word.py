"""Words with boxes: the smallest thing on a page that a quote can point at.

Coordinates everywhere in Assay: PDF points (1/72 inch), origin at the top left corner of the crop box after the page's
rotation has been applied, x to the right, y downwards. A box is ``(x0, y0, x1, y1)`` with ``x0 <= x1``, ``y0 <= y1``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page, in points from the top left corner of the visible page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points."""
        return self.y1 - self.y0


class WordFlag(StrEnum):
    """Why a word is not taken as it stands."""

    OFF_PAGE = "off_page"  #: lies outside the visible page
    INVISIBLE = "invisible"  #: drawn with a text render mode that paints nothing
    TINY = "tiny"  #: too small for a person to read
    TRANSPARENT = "transparent"  #: painted with a colour that lets everything through
    SAME_COLOUR = "same_colour"  #: painted in the colour of its ground
    COVERED = "covered"  #: painted over by what is drawn later
    GARBLED = "garbled"  #: its font shows other characters than the text layer says


class Word(NamedTuple):
    """A run of characters without white space inside, on one line of one page."""

    text: str
    box: Box
    #: True when the next word of the passage follows without a space (a hyphenated line end, Chinese text).
    glued: bool = False
    #: Size of the font in points, 0 when unknown.
    size: float = 0.0
    bold: bool = False
    flags: tuple[WordFlag, ...] = ()
    #: How sure character recognition is of it, 0 to 1; ``None`` when it comes from a text layer.
    confidence: float | None = None


def text_of(words: Iterable[Word]) -> str:
    """The text of words in order: one space between two words, none after a glued one.

    Every passage keeps the invariant ``text_of(its words) == its text``.
    """
    parts: list[str] = []
    for word in words:
        parts.append(word.text)
        if not word.glued:
            parts.append(" ")
    return "".join(parts).rstrip(" ")


def bounds(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of ``boxes``.

    Raises :class:`ValueError` when there is none.
    """
    rows = list(boxes)
    if not rows:
        raise ValueError("bounds of no boxes: expected at least one")
    return Box(
        min(box.x0 for box in rows),
        min(box.y0 for box in rows),
        max(box.x1 for box in rows),
        max(box.y1 for box in rows),
    )
