"""Tables on pages that draw rules: cells by the table finder of pdfplumber, over the rules and words that PDFium gives.

pdfplumber would parse the page a second time, which takes many times as long as all of the rest; its finder alone takes
edges from anywhere. Where only the rows of a table are ruled, the empty stripes between its words are its columns.
Runs in child processes only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from extract.line import PlacedWord, lines_of
from extract.page_table import PageTable, TableCell, TableRow
from extract.ruling import Rules
from extract.table_columns import NARROW, TOLERANCE, columns_between_rows, completed, parted
from extract.word import Box, bounds

#: More crossings of rules make a drawing, or a table that would take seconds.
_MAX_CROSSINGS = 2500
_MAX_PAIRS = 100_000
#: A table has so many rows and columns with words.
_MIN_ROWS = _MIN_COLUMNS = 2
_MIN_FILLED = 4
#: Share of the cells that hold words; grids of charts hold fewer.
_FILLED_SHARE = 0.25
#: So many cells say something in letters; bars of a chart have numbers only.
_MIN_NAMED = 2
#: Points; what reaches both sides of the page is its decoration.
_BLEED = 4.0


class Found(NamedTuple):
    """The tables of a page and the words that stand in none."""

    tables: tuple[PageTable, ...]
    others: list[PlacedWord]


def find_tables(words: Sequence[PlacedWord], rules: Rules, page_width: float) -> Found:
    """The tables that rules make around the words of a page."""
    level = [placed for placed in words if placed.level]
    down = [*rules.down, *columns_between_rows(level, rules)]
    if len(rules.across) < _MIN_ROWS or len(down) < _MIN_COLUMNS:
        return Found((), list(words))
    tables = []
    taken: set[int] = set()
    for found in _cells(rules.across, down):
        wide = [cell for cell in found if min(cell.width, cell.height) > NARROW]
        if not wide or bounds(wide).width >= page_width - _BLEED:
            continue
        cells = parted(completed(wide, rules.across, level), level)
        table, inside = _table(cells, level, taken)
        if table is not None:
            tables.append(table)
            taken |= inside
    others = [placed for placed in words if id(placed) not in taken]
    return Found(tuple(tables), others)


def _cells(across: Sequence[Box], down: Sequence[Box]) -> list[list[Box]]:
    """The cells that rules make, table by table."""
    # Loaded where it is needed: most pages have no rules.
    from pdfplumber.table import (  # noqa: PLC0415
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    edges = [_edge(box, "h") for box in across] + [_edge(box, "v") for box in down]
    merged = merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    rows = sum(edge["orientation"] == "h" for edge in merged)
    if rows * (len(merged) - rows) > _MAX_PAIRS:
        return []
    crossings = edges_to_intersections(merged, TOLERANCE, TOLERANCE)
    if len(crossings) > _MAX_CROSSINGS:
        return []
    return [[Box(*cell) for cell in cells] for cells in cells_to_tables(intersections_to_cells(crossings))]


def _edge(box: Box, orientation: str) -> dict[str, Any]:
    return {
        "x0": box.x0,
        "x1": box.x1,
        "top": box.y0,
        "bottom": box.y1,
        "width": box.width,
        "height": box.height,
        "orientation": orientation,
    }


def _table(cells: Sequence[Box], words: Sequence[PlacedWord], taken: set[int]) -> tuple[PageTable | None, set[int]]:
    """The table of these cells, with the identities of the words in it; ``None`` when it is none."""
    held: dict[Box, list[PlacedWord]] = defaultdict(list)
    index = _ByRow(cells)
    for placed in words:
        cell = index.around(placed.word.box)
        if cell is not None and id(placed) not in taken:
            held[cell].append(placed)
    lefts = tuple(sorted({cell.x0 for cell in cells}))
    rows = []
    for _, group in groupby(sorted(cells, key=lambda cell: (cell.y0, cell.x0)), key=lambda cell: cell.y0):
        row = TableRow(tuple(_cell(box, held[box], lefts) for box in group))
        if row.lines:
            rows.append(row)
    filled = [cell for row in rows for cell in row.cells if cell.lines]
    columns = {cell.column for cell in filled}
    every = sum(len(row.cells) for row in rows)
    if len(rows) < _MIN_ROWS or len(columns) < _MIN_COLUMNS or len(filled) < max(_MIN_FILLED, _FILLED_SHARE * every):
        return None, set()
    if sum(any(map(str.isalpha, cell.text)) for cell in filled) < _MIN_NAMED:
        return None, set()
    box = Box(lefts[0], min(cell.y0 for cell in cells), max(cell.x1 for cell in cells), max(c.y1 for c in cells))
    inside = {id(placed) for group in held.values() for placed in group}
    return PageTable(box=box, rows=tuple(rows), columns=lefts), inside


def _cell(box: Box, words: Sequence[PlacedWord], lefts: Sequence[float]) -> TableCell:
    lines = sorted(lines_of(words), key=lambda line: (round(line.baseline), line.box.x0)) if words else []
    column = lefts.index(box.x0)
    span = sum(left < box.x1 - TOLERANCE for left in lefts[column:])
    return TableCell(box=box, column=column, span=max(span, 1), lines=tuple(lines))


class _ByRow:
    """Finds the cell around a point without asking every cell."""

    def __init__(self, cells: Sequence[Box]) -> None:
        self._rows: dict[tuple[float, float], list[Box]] = defaultdict(list)
        for cell in cells:
            self._rows[cell.y0, cell.y1].append(cell)

    def around(self, box: Box) -> Box | None:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        for (top, bottom), cells in self._rows.items():
            if top <= y <= bottom:
                for cell in cells:
                    if cell.x0 <= x <= cell.x1:
                        return cell
        return None
