"""Divides a recognised line of text into words with boxes, by the picture of the line.

A recogniser says at which column of the picture it saw each character. Between two characters the empty stripe of the
picture says where one word ends and the next begins, and whether there is a space that the recogniser did not write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

#: An empty stripe of this share of the height of the line is a space between letters or digits. A space of common
#: fonts is 0.25 to 0.33 font sizes wide and the picture of a line about 1.4 font sizes high.
_SPACE = 0.17
#: Full stops and other marks stand in wider stripes than letters, and a 1 does beside a letter.
_MARK_SPACE = 0.24
#: Digits are of one width, so that two 1 have a stripe between them that is as wide as a space.
_DIGIT_SPACE = 0.35
#: Letters that are spaced out have wide stripes everywhere; a space is this many times wider than the usual stripe.
_WIDER = 3.0
#: Chinese characters and their marks bring half a character of emptiness with them.
_WIDE_SPACE = 0.8
#: Pixels darker (or lighter) than the ground by this share of the contrast of the line are ink.
_INK = 0.45
#: Share of the rows at the top, and as many at the bottom, that show the ground.
_EDGE = 0.1
#: Share of the rows of a column that must be ink for the column to be a stroke, not dirt.
_STROKE = 0.03


class SeenCharacter(NamedTuple):
    """A character of a line."""

    text: str
    #: Its middle as a share of the width of the line.
    at: float
    confidence: float


class SplitWord(NamedTuple):
    """A word of a line."""

    text: str
    #: Where it begins and ends, as shares of the width of the line.
    left: float
    right: float
    confidence: float


class _Stripe(NamedTuple):
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


def words_of_line(characters: Sequence[SeenCharacter], picture: Image.Image) -> list[SplitWord]:
    """The words of a line from left to right, given its characters (spaces among them) and its picture."""
    inked = ink_columns(picture)
    scale = picture.width / max(picture.height, 1)
    letters = [index for index, character in enumerate(characters) if not character.text.isspace()]
    if not letters:
        return []
    gaps = [_stripe(inked, characters[first].at, characters[second].at) for first, second in pairwise(letters)]
    usual = median(gap.width * scale for gap in gaps) if gaps else 0.0
    left, right = _ends(inked, characters[letters[0]].at, characters[letters[-1]].at)
    words: list[SplitWord] = []
    run = [letters[0]]
    for (first, second), gap in zip(pairwise(letters), gaps, strict=True):
        spaced = second - first > 1
        if spaced or _is_space(characters[first].text, characters[second].text, gap.width * scale, usual):
            words.append(_word(characters, run, left, gap.left))
            left, run = gap.right, []
        run.append(second)
    words.append(_word(characters, run, left, right))
    return words


def ink_columns(picture: Image.Image) -> NDArray[np.bool_]:
    """For each column of the picture of a line whether a stroke crosses it, whatever the colours."""
    grey = np.asarray(picture.convert("L"), dtype=np.float32)
    low, high = np.percentile(grey, (2, 98))
    if high - low < 1:
        return np.zeros(grey.shape[1], dtype=np.bool_)
    # The rows above and below the letters are ground, dark or light.
    edge = max(round(_EDGE * len(grey)), 1)
    ground = np.median(np.concatenate((grey[:edge], grey[-edge:])))
    light = high - ground <= ground - low
    ink = grey < high - _INK * (high - low) if light else grey > low + _INK * (high - low)
    columns: NDArray[np.bool_] = ink.mean(axis=0) > _STROKE
    return columns


def _word(characters: Sequence[SeenCharacter], run: Sequence[int], left: float, right: float) -> SplitWord:
    seen = [characters[index] for index in run]
    confidence = sum(character.confidence for character in seen) / len(seen)
    # A box is never narrower than the middles of its characters.
    return SplitWord(
        text="".join(character.text for character in seen),
        left=min(left, seen[0].at),
        right=max(right, seen[-1].at),
        confidence=confidence,
    )


def _is_space(first: str, second: str, gap: float, usual: float) -> bool:
    """Whether a stripe of ``gap`` heights of the line between two characters is a space nobody wrote."""
    if is_wide(first) or is_wide(second):
        return gap > _WIDE_SPACE
    if first.isdigit() and second.isdigit():
        least = _DIGIT_SPACE
    else:
        least = _SPACE if first.isalpha() and second.isalpha() else _MARK_SPACE
    return gap > least and gap > _WIDER * usual


def is_wide(character: str) -> bool:
    """Whether a character takes a whole square, as Chinese characters and their marks do."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"


def _stripe(inked: NDArray[np.bool_], first: float, second: float) -> _Stripe:
    """The widest empty stripe between two middles; one without width half way when there is none."""
    width = len(inked)
    start, end = int(first * width), int(second * width) + 1
    best = max(_empty(inked[start:end]), key=lambda entry: entry[1] - entry[0], default=None)
    if best is None:
        middle = (first + second) / 2
        return _Stripe(middle, middle)
    return _Stripe((start + best[0]) / width, (start + best[1]) / width)


def _empty(inked: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The stretches without ink, each with its first column and the one after its last."""
    begun: int | None = None
    for index, ink in enumerate(inked):
        if ink and begun is not None:
            yield begun, index
        begun = None if ink else (index if begun is None else begun)
    if begun is not None:
        yield begun, len(inked)


def _ends(inked: NDArray[np.bool_], first: float, last: float) -> tuple[float, float]:
    """Where the ink of a line begins and ends, as shares of its width."""
    columns = np.flatnonzero(inked)
    if len(columns) == 0:
        return 0.0, 1.0
    return min(columns[0] / len(inked), first), max((columns[-1] + 1) / len(inked), last)
