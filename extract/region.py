"""Reading order: lines of a page are cut into blocks, and the blocks are put in the order a person reads them.

The method is the recursive X-Y cut (Nagy and Seth, 1984): a region is divided along its widest empty stripe, columns
before rows, until no stripe is left. Cells that stand side by side like a table are kept together as rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from extract.line import Line
from extract.word import Box, bounds

#: Narrowest empty stripe between two columns, in points: narrower ones are spaces of loosely set text.
MIN_GUTTER = 7.0
#: A stripe between rows must be this many line heights for a cut.
_MIN_ROW_GAP = 0.15
#: Rows further apart than this many font sizes do not belong to one run of columns.
_SECTION_GAP = 2.5
#: Columns of prose hold at least this many lines.
_MIN_COLUMN_LINES = 3
#: Share of lines that must have a neighbour on their own baseline before side-by-side text is taken for a table.
_ALIGNED = 0.6
#: Prose fills its column; cells of a table leave much of it empty.
_PROSE_FILL = 0.62


class Block(NamedTuple):
    """Lines of one column, from top to bottom, or rows of a table."""

    lines: tuple[Line, ...]
    #: For a table: how many lines stand in each row, in order; empty for running text.
    rows: tuple[int, ...] = ()

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
    columns = _columns(lines)
    if columns is not None:
        if _is_table(columns):
            return [_table(lines)]
        return [block for column in columns for block in _cut(column)]
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
    left, right = columns
    if min(len(left), len(right)) < _MIN_COLUMN_LINES and max(len(left), len(right)) < _MIN_COLUMN_LINES:
        return True
    smaller, larger = sorted(columns, key=len)
    aligned = sum(any(_same_row(line, other) for other in larger) for line in smaller) / len(smaller)
    if aligned < _ALIGNED:
        return False
    return min(_fill(left), _fill(right)) < _PROSE_FILL


def _fill(lines: list[Line]) -> float:
    """How much of the column the lines fill on average, the last line of paragraphs included."""
    box = bounds(line.box for line in lines)
    return sum(line.box.width for line in lines) / len(lines) / box.width if box.width else 0.0


def _same_row(first: Line, second: Line) -> bool:
    return abs(first.baseline - second.baseline) <= 0.5 * min(first.size, second.size)


def _table(lines: list[Line]) -> Block:
    ordered: list[Line] = []
    rows: list[int] = []
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if row and not _same_row(row[0], line):
            ordered.extend(sorted(row, key=lambda entry: entry.box.x0))
            rows.append(len(row))
            row = []
        row.append(line)
    ordered.extend(sorted(row, key=lambda entry: entry.box.x0))
    rows.append(len(row))
    return Block(lines=tuple(ordered), rows=tuple(rows))


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
