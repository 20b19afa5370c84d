"""How wide the columns of a table are set, so that its words fit and its lines are few."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from extract import typeface
from extract.element import Cell, Row, Table
from extract.line_breaking import longest_word

#: Points between the edge of a cell and its text, on each side.
PADDING = 3.0
#: A column is never narrower than this many font sizes.
_LEAST = 2.2
#: A word wider than this many font sizes may be broken to keep its column narrow.
_LONG_WORD = 14.0
#: A text is not set wider than this many font sizes when other columns need the room.
_LONG_TEXT = 70.0
#: Widths are told from so many rows; the others are like them.
_SAMPLE = 2000


class Grid(NamedTuple):
    """Where the columns of a table stand."""

    #: Points from the left edge of the table; one more than there are columns.
    edges: tuple[float, ...]

    @property
    def width(self) -> float:
        """Points."""
        return self.edges[-1]

    def left(self, cell: Cell) -> float:
        """Where the cell begins."""
        return self.edges[cell.column]

    def right(self, cell: Cell) -> float:
        """Where the cell ends."""
        return self.edges[min(cell.column + cell.span, len(self.edges) - 1)]


def least_width(table: Table, size: float) -> float:
    """Points in which the table can be set without breaking ordinary words."""
    return sum(_least(table, size))


def grid_of(table: Table, room: float, size: float) -> Grid:
    """The columns of the table within ``room`` points: as wide as their texts if possible, else in proportion."""
    least = _least(table, size)
    wanted = _wanted(table, size, least)
    if sum(wanted) <= room:
        widths = wanted if len(wanted) > 1 else [room]
    elif sum(least) <= room:
        widths = _shared(wanted, least, room - sum(least))
    else:
        widths = [low * room / sum(least) for low in least]
    return Grid(edges=tuple(accumulate(widths, initial=0.0)))


def _shared(wanted: Sequence[float], least: Sequence[float], spare: float) -> list[float]:
    """Columns that want little get it, so that short answers stay on one line; the others share the rest."""
    widths = list(least)
    by_want = sorted(range(len(widths)), key=lambda column: wanted[column] - least[column])
    for position, column in enumerate(by_want):
        share = min(wanted[column] - least[column], spare / (len(by_want) - position))
        widths[column] += share
        spare -= share
    return widths


def _least(table: Table, size: float) -> list[float]:
    widths = [_LEAST] * table.columns
    for cell in _single(table.rows):
        longest = min(longest_word(cell.text, bold=cell.bold), _LONG_WORD)
        widths[cell.column] = max(widths[cell.column], longest)
    # A little more than the words need, so that rounding does not break one.
    return [width * size + 2 * PADDING + 0.5 for width in widths]


def _wanted(table: Table, size: float, least: Sequence[float]) -> list[float]:
    widths = list(least)
    for cell in _single(table.rows):
        natural = max((typeface.width(line, bold=cell.bold) for line in cell.text.split("\n")), default=0.0)
        wide = min(natural, _LONG_TEXT) * size + 2 * PADDING + 0.5
        widths[cell.column] = max(widths[cell.column], wide)
    return widths


def _single(rows: Sequence[Row]) -> list[Cell]:
    return [cell for row in rows[:_SAMPLE] for cell in row.cells if cell.span == 1]
