"""Lines of text: words that stand side by side on one baseline of one column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.word import Box, Word, bounds, text_of

#: Words whose baselines differ by less than this share of their size stand on one line (superscripts included).
_SAME_BASELINE = 0.45
#: A gap wider than this many font sizes ends a line: it is the gutter of columns or of table cells, not a space.
_GUTTER = 1.35
#: The space between a bullet or a number and its item may be this many font sizes wide.
_MARKER_GUTTER = 4.0
_MARKER = re.compile(r"^(?:[•●○◦▪■□►▶➢✓✔❖·‣⁃–—*\-\uf0b7\uf0a7]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])$")


class PlacedWord(NamedTuple):
    """A word with what is needed to put it on a line."""

    word: Word
    #: Height of the baseline, in points from the top of the page.
    baseline: float
    #: True when the word runs along the page's x axis.
    level: bool
    #: Tells apart the objects that draw words on an open page; 0 when unknown.
    source: int = 0


class Line(NamedTuple):
    """Words of one line in reading order."""

    words: tuple[Word, ...]
    box: Box
    baseline: float
    #: Font size of most of the characters, in points.
    size: float
    bold: bool
    level: bool = True

    @property
    def text(self) -> str:
        """The text of the words."""
        return text_of(self.words)


def lines_of(words: Sequence[PlacedWord]) -> list[Line]:
    """Words put together into lines; lines of different columns stay apart.

    Words that do not run along the x axis keep the order of the content stream and form lines of their own.
    """
    level = sorted(
        (placed for placed in words if placed.level), key=lambda placed: (placed.baseline, placed.word.box.x0)
    )
    lines: list[Line] = []
    row: list[PlacedWord] = []
    for placed in level:
        if row and placed.baseline - row[0].baseline > _SAME_BASELINE * max(_size(row[0]), _size(placed)):
            lines.extend(_split_row(row))
            row = []
        row.append(placed)
    lines.extend(_split_row(row))
    lines.extend(_turned_lines([placed for placed in words if not placed.level]))
    return lines


def line_of(words: Iterable[Word], baseline: float, *, level: bool = True) -> Line:
    """The line of these words, which are given in reading order."""
    kept = tuple(words)
    characters = sum(len(word.text) for word in kept)
    sizes = sorted((word.size, len(word.text)) for word in kept)
    half, seen, size = characters / 2, 0, 0.0
    for candidate, length in sizes:
        seen += length
        size = candidate
        if seen >= half:
            break
    bold = sum(len(word.text) for word in kept if word.bold) * 2 > characters
    box = bounds(word.box for word in kept)
    return Line(words=kept, box=box, baseline=baseline, size=size or box.height, bold=bold, level=level)


def _is_marker(text: str) -> bool:
    return bool(_MARKER.match(text))


def _size(placed: PlacedWord) -> float:
    return placed.word.size or placed.word.box.height


def _split_row(row: list[PlacedWord]) -> list[Line]:
    if not row:
        return []
    ordered = sorted(row, key=lambda placed: placed.word.box.x0)
    parts: list[list[PlacedWord]] = [[ordered[0]]]
    right = ordered[0].word.box.x1
    for placed in ordered[1:]:
        gap = placed.word.box.x0 - right
        marks = len(parts[-1]) == 1 and _is_marker(parts[-1][0].word.text)
        gutter = _MARKER_GUTTER if marks else _GUTTER
        if gap > gutter * max(_size(placed), _size(parts[-1][-1])):
            parts.append([])
        parts[-1].append(placed)
        right = max(right, placed.word.box.x1)
    return [line_of((placed.word for placed in part), part[0].baseline) for part in parts]


def _turned_lines(words: list[PlacedWord]) -> list[Line]:
    lines: list[Line] = []
    row: list[PlacedWord] = []
    for placed in words:
        if row and not _adjacent(row[-1].word.box, placed.word.box, _size(placed)):
            lines.append(line_of((entry.word for entry in row), row[0].baseline, level=False))
            row = []
        row.append(placed)
    if row:
        lines.append(line_of((entry.word for entry in row), row[0].baseline, level=False))
    return lines


def _adjacent(first: Box, second: Box, size: float) -> bool:
    across = max(first.x0, second.x0) - min(first.x1, second.x1)
    down = max(first.y0, second.y0) - min(first.y1, second.y1)
    return max(across, down) <= size
