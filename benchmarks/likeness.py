"""How alike two readings of the same text are, and which part of a page shows a line of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from extract.word import Box, bounds

#: Share of the lower of two boxes that must lie beside the other for both to be on one line.
_BESIDE = 0.5
#: A gap of so many heights ends a line: cells of a table and columns are cut out one by one.
_WIDE_GAP = 3.0


def letters(text: str) -> str:
    """Letters and digits only, lower case, without accents: spaces, hyphens and accents are where engines err."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def likeness(one: str, other: str) -> float:
    """Share of the characters of both that stand in the same order in the other, from 0 to 1; 1 when both are empty."""
    first, second = letters(one), letters(other)
    if not first and not second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def lines_of_boxes(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of words in reading order, merged into one box for each run on a line."""
    runs: list[list[Box]] = []
    for box in boxes:
        if runs and _goes_on(runs[-1][-1], box):
            runs[-1].append(box)
        else:
            runs.append([box])
    return [bounds(run) for run in runs]


def _goes_on(last: Box, box: Box) -> bool:
    height = min(last.height, box.height)
    beside = min(last.y1, box.y1) - max(last.y0, box.y0)
    gap = box.x0 - last.x1
    return beside >= _BESIDE * height and -last.width < gap <= _WIDE_GAP * max(last.height, box.height)
