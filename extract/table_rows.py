"""Rows of tables on pages as paragraphs, each under the names of its columns, over page breaks too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from extract.element import Cell, Row
from extract.header_row import with_headers
from extract.line import Line
from extract.page_table import PageTable, TableCell, TableRow
from extract.passage import PassageKind

#: Points by which columns of a table that goes on on the next page may be off.
_SAME_COLUMN = 4.0
#: Characters of a cell that can name what stands beside or below it.
_SHORT = 80


class ReadRow(NamedTuple):
    """A row that says something, with what it is under."""

    #: The lines of each cell that holds some.
    cells: tuple[tuple[Line, ...], ...]
    kind: PassageKind
    #: Names of its columns, and the text of a cell that reaches down beside it.
    above: tuple[str, ...]


class TableReader:
    """Reads the tables of a document in order; one that goes on on the next page keeps the names of its columns."""

    def __init__(self) -> None:
        self._page = 0
        self._columns: tuple[float, ...] = ()
        self._names: tuple[TableRow, ...] = ()

    def rows(self, table: PageTable, page: int) -> list[ReadRow]:
        """The rows of a table that are no names of columns and no questions without an answer."""
        carried = self._names if self._goes_on(table, page) else ()
        fresh = _without_repeated(table.rows, carried)
        elements = [_element(row) for row in (*carried, *fresh)]
        # Names that stood above are names here as well; others are told by how they look.
        titles = sum(1 for _ in takewhile(lambda row: _is_title(row, table), fresh))
        starts = frozenset() if carried else frozenset({titles})
        read = list(with_headers(elements, marked=len(carried), starts=starts))
        names = tuple(row for row, element in zip((*carried, *fresh), read, strict=True) if element.header)
        self._page, self._columns, self._names = page, table.columns, names
        return list(_read(table, fresh, read[len(carried) :]))

    def _goes_on(self, table: PageTable, page: int) -> bool:
        return (
            page == self._page + 1
            and len(table.columns) == len(self._columns)
            and all(abs(one - other) <= _SAME_COLUMN for one, other in zip(table.columns, self._columns, strict=True))
        )


def _read(table: PageTable, rows: Sequence[TableRow], elements: Sequence[Row]) -> Iterator[ReadRow]:
    reaching: list[TableCell] = []
    section: tuple[str, ...] = ()
    for index, (row, element) in enumerate(zip(rows, elements, strict=True)):
        if _is_title(row, table) and index + 1 < len(rows):
            section = _said(row)
            continue
        middle = (min(cell.box.y1 for cell in row.cells) + row.cells[0].box.y0) / 2
        beside = [cell for cell in reaching if cell.box.y0 < middle < cell.box.y1 and _is_short(cell)]
        if not element.header and not element.unanswered:
            cells = tuple(cell.lines for cell in row.cells if cell.lines)
            yield ReadRow(cells, element.kind, (*element.above, *section, *map(_text, beside)))
        lowest = min(cell.box.y1 for cell in row.cells)
        reaching = [*beside, *(cell for cell in row.cells if cell.box.y1 > lowest + 1)]


def _without_repeated(rows: Sequence[TableRow], carried: Sequence[TableRow]) -> list[TableRow]:
    """The rows without the names of columns at their top that the part before them had already."""
    said = [_said(row) for row in carried]
    skip = len(said) if said and [_said(row) for row in rows[: len(said)]] == said else 0
    return list(rows[skip:])


def _said(row: TableRow) -> tuple[str, ...]:
    return tuple(cell.text for cell in row.cells if cell.text)


def _is_title(row: TableRow, table: PageTable) -> bool:
    """Whether one short cell goes over all columns: it names the rows below it."""
    filled = [cell for cell in row.cells if cell.lines]
    return len(filled) == 1 and filled[0].span >= len(table.columns) and _is_short(filled[0])


def _is_short(cell: TableCell) -> bool:
    return 0 < len(cell.text) <= _SHORT and not cell.text.endswith((".", "。"))


def _text(cell: TableCell) -> str:
    return cell.text


def _element(row: TableRow) -> Row:
    cells = tuple(
        Cell(
            text=cell.text, column=cell.column, span=cell.span, bold=all(line.bold for line in cell.lines), hidden=False
        )
        for cell in row.cells
        if cell.lines
    )
    return Row(cells=cells, locator="")
