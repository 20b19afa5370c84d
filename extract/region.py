"""Reading order: lines of a page are cut into blocks, and the blocks are put in the order a person reads them.

The method is the recursive X-Y cut (Nagy and Seth, 1984): a region is divided along its widest empty stripe, columns
before rows, until no stripe is left. Cells that stand side by side like a table are kept together as rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from extract.line import Line
from extract.page_table import PageTable
from extract.word import Box, bounds

#: Narrowest empty stripe between two columns, in points: narrower ones are spaces of loosely set text.
MIN_GUTTER = 7.0
#: A stripe between rows must be this many line heights for a cut.
_MIN_ROW_GAP = 0.15
#: Rows further apart than this many font sizes do not belong to one run of columns.
_SECTION_GAP = 2.5
#: Share of lines that must stand on the baseline of a neighbour before side-by-side text is taken for a table.
_ALIGNED = 0.7
#: How near two baselines must be for it, in font sizes: columns of prose meet by chance, cells by intent.
_SAME_ROW = 0.15
#: The sparser side of a table holds at least this share of the lines of the other.
_MIN_SHARE = 0.12
#: Cells hold a few words a line; columns of prose hold more.
_CELL_WORDS = 3.5
#: So many rows of running text inside a table are a paragraph of their own.
_MIN_TEXT_ROWS = 2


class Block(NamedTuple):
    """Lines of one column, from top to bottom, or rows of a table."""

    lines: tuple[Line, ...]
    #: For a table: how many lines stand in each row, in order; empty for running text.
    rows: tuple[int, ...] = ()
    #: For a table between rules: its cells. The lines are those of the cells, row after row.
    table: PageTable | None = None

    @property
    def box(self) -> Box:
        """The smallest box around the lines."""
        return bounds(line.box for line in self.lines)


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The lines of one page as blocks in reading order; turned lines come last."""
    level = [line for line in lines if line.level]
    blocks = _cut(level) if level else []
    blocks.extend(Block(lines=(line,)) for line in lines if not line.level)
    return blocks


def _cut(lines: list[Line]) -> list[Block]:
    blocks: list[Block] = []
    # A list of what is left, not a call for each column: a chart may have more marks side by side than calls may nest.
    left = [lines]
    while left:
        region = left.pop()
        columns = _columns(region)
        if columns is None:
            blocks.extend(_cut_rows(region))
        elif _is_table(columns):
            blocks.extend(_table(region))
        else:
            left.extend(reversed(columns))
    return blocks


def _cut_rows(lines: list[Line]) -> list[Block]:
    parts = _rows(lines)
    if len(parts) == 1:
        return [Block(lines=tuple(sorted(lines, key=lambda line: (line.baseline, line.box.x0))))]
    return _joined([block for run in _runs(parts) for block in _cut(run)])


def _columns(lines: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """The two sides of the widest vertical stripe that no line crosses; ``None`` when there is no such stripe."""
    gap = _widest_gap([(line.box.x0, line.box.x1) for line in lines])
    if gap is None or gap.width < MIN_GUTTER:
        return None
    return (
        [line for line in lines if line.box.x1 <= gap.middle],
        [line for line in lines if line.box.x1 > gap.middle],
    )


def _rows(lines: list[Line]) -> list[list[Line]]:
    """The lines divided at every horizontal stripe that no line crosses, from top to bottom."""
    least = _MIN_ROW_GAP * median(line.box.height for line in lines)
    parts: list[list[Line]] = []
    reach = 0.0
    for line in sorted(lines, key=lambda line: line.box.y0):
        if not parts or line.box.y0 - reach >= least:
            parts.append([])
            reach = line.box.y1
        parts[-1].append(line)
        reach = max(reach, line.box.y1)
    return parts


def _runs(parts: list[list[Line]]) -> list[list[Line]]:
    """Neighbouring rows that share a gutter, put together; the other rows alone.

    Without this, a heading over two columns and a caption under them would leave rows of both columns as the only cut.
    """
    runs: list[list[Line]] = []
    index = 0
    while index < len(parts):
        run = list(parts[index])
        index += 1
        if _columns(run) is not None:
            while index < len(parts) and _near(run, parts[index]) and _columns(run + parts[index]) is not None:
                run += parts[index]
                index += 1
        runs.append(run)
    return runs


def _near(above: list[Line], below: list[Line]) -> bool:
    gap = min(line.box.y0 for line in below) - max(line.box.y1 for line in above)
    return gap <= _SECTION_GAP * max(median(line.size for line in above), median(line.size for line in below))


class _Gap(NamedTuple):
    width: float
    middle: float


def _widest_gap(intervals: list[tuple[float, float]]) -> _Gap | None:
    """The widest stretch between intervals that none of them covers; ``None`` when they leave no stretch free."""
    best: _Gap | None = None
    reach: float | None = None
    for start, end in sorted(intervals):
        if reach is not None and start > reach and (best is None or start - reach > best.width + 1e-6):
            best = _Gap(start - reach, (start + reach) / 2)
        reach = end if reach is None else max(reach, end)
    return best


def _is_table(columns: tuple[list[Line], list[Line]]) -> bool:
    """Whether text on two sides of a gutter is one table rather than two columns.

    In a table the sparser side stands on the baselines of the other one, and one side says little in each line.
    """
    smaller, larger = sorted(columns, key=len)
    if len(smaller) < _MIN_SHARE * len(larger):
        # A note in the margin, a page number: too few to be a column of cells.
        return False
    baselines = sorted(line.baseline for line in larger)
    aligned = sum(_stands_on(line, baselines) for line in smaller) / len(smaller)
    if aligned < _ALIGNED:
        return False
    return min(_words_a_line(smaller), _words_a_line(larger)) <= _CELL_WORDS


def _stands_on(line: Line, baselines: list[float]) -> bool:
    slack = _SAME_ROW * line.size
    at = bisect_left(baselines, line.baseline - slack)
    return at < len(baselines) and baselines[at] <= line.baseline + slack


def _words_a_line(lines: list[Line]) -> float:
    return median(max(len(line.words), sum(len(word.text) for word in line.words) / 8) for line in lines)


def _same_row(first: Line, second: Line) -> bool:
    return abs(first.baseline - second.baseline) <= 0.5 * min(first.size, second.size)


def _table(lines: list[Line]) -> list[Block]:
    """The rows of a table; running text that stands above, between or below its rows is cut out of it."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if not rows or not _same_row(rows[-1][0], line):
            rows.append([])
        rows[-1].append(line)
    left = min(line.box.x0 for line in lines)
    blocks: list[Block] = []
    for is_text, group in groupby(rows, key=lambda row: _is_text_row(row, left)):
        stretch = list(group)
        if is_text and len(stretch) >= _MIN_TEXT_ROWS:
            blocks.append(Block(lines=tuple(row[0] for row in stretch)))
            continue
        ordered = [sorted(row, key=lambda entry: entry.box.x0) for row in stretch]
        block = Block(lines=tuple(line for row in ordered for line in row), rows=tuple(len(row) for row in ordered))
        if blocks and blocks[-1].rows:
            blocks[-1] = Block(lines=blocks[-1].lines + block.lines, rows=blocks[-1].rows + block.rows)
        else:
            blocks.append(block)
    return blocks


def _is_text_row(row: list[Line], left: float) -> bool:
    return len(row) == 1 and row[0].box.x0 <= left + row[0].size and _words_a_line(row) > _CELL_WORDS


def _joined(blocks: list[Block]) -> list[Block]:
    """Neighbouring blocks of one column put together again: the row cut goes between every two lines."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if last is not None and _continues(last, block):
            merged[-1] = Block(lines=last.lines + block.lines, rows=last.rows + block.rows)
        else:
            merged.append(block)
    return merged


def _continues(above: Block, below: Block) -> bool:
    if bool(above.rows) != bool(below.rows):
        return False
    first, second = above.box, below.box
    overlap = min(first.x1, second.x1) - max(first.x0, second.x0)
    return overlap > 0 and second.y0 >= first.y0
