"""A table as it stands on a page: rows of cells with boxes, and the words in them."""

from __future__ import annotations

from typing import NamedTuple

from extract.line import Line
from extract.word import Box, Word, text_of


class TableCell(NamedTuple):
    """One cell; empty cells have no lines."""

    box: Box
    #: From 0.
    column: int
    #: How many columns it is wide.
    span: int
    #: From top to bottom.
    lines: tuple[Line, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """In reading order."""
        return tuple(word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        """The text of the words."""
        return text_of(self.words)


class TableRow(NamedTuple):
    """Cells from left to right; a cell that is several rows high stands in the first of them."""

    cells: tuple[TableCell, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Cell after cell."""
        return tuple(line for cell in self.cells for line in cell.lines)


class PageTable(NamedTuple):
    """Rows from top to bottom; a row without words is left out."""

    box: Box
    rows: tuple[TableRow, ...]
    #: Left edges of the columns, in points from the left edge of the page.
    columns: tuple[float, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Row after row."""
        return tuple(line for row in self.rows for line in row.lines)
