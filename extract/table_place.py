"""Puts the tables of a page into its reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from extract.line import Line
from extract.page_table import PageTable
from extract.region import Block, blocks_of


def blocks_with_tables(lines: Sequence[Line], tables: Sequence[PageTable]) -> list[Block]:
    """The blocks of a page in reading order, each table as one block of its own.

    A table takes part in the cutting of the page as one large line without words.
    """
    stands_for = {_line(table): table for table in tables}
    blocks: list[Block] = []
    for block in blocks_of([*lines, *stands_for]):
        blocks.extend(_divided(block, stands_for))
    return blocks


def _line(table: PageTable) -> Line:
    size = median(line.size for line in table.lines)
    return Line(words=(), box=table.box, baseline=table.box.y1, size=size, bold=False)


def _divided(block: Block, stands_for: dict[Line, PageTable]) -> Iterator[Block]:
    """The parts of a block before, between and after the tables in it, and the tables."""
    lines: list[Line] = []
    rows: list[int] = []
    for row in _rows(block):
        tables = [stands_for[line] for line in row if not line.words]
        others = [line for line in row if line.words]
        if others:
            lines.extend(others)
            rows.append(len(others))
        if tables and lines:
            yield Block(lines=tuple(lines), rows=tuple(rows) if block.rows else ())
            lines, rows = [], []
        for table in tables:
            yield Block(lines=table.lines, rows=tuple(len(row.lines) for row in table.rows), table=table)
    if lines:
        yield Block(lines=tuple(lines), rows=tuple(rows) if block.rows else ())


def _rows(block: Block) -> Iterator[tuple[Line, ...]]:
    if not block.rows:
        yield from ((line,) for line in block.lines)
        return
    start = 0
    for length in block.rows:
        yield block.lines[start : start + length]
        start += length
