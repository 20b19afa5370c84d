"""Rows of a table without lines that is ordered by a key, such as a code, in one of its columns.

Where a row begins and ends is told by the keys and by the white space between the lines of its other cells: some tables
set a cell of two lines with its key on the first of them, others on the last or between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.word import Box, Word, bounds

#: Tells the key that opens a cell, and its place; an empty key begins a row that is not asked for. ``None`` when the
#: cell opens with something else.
KeyOf = Callable[[Sequence[Word]], tuple[str, Box] | None]

#: Cells of one column begin within so many points of each other.
_SAME_COLUMN = 14.0
#: Words on one line share so much of their height: boxes are tight, and a comma is lower than a capital.
_SHARED_HEIGHT = 0.5
#: A gap wider than so many line heights parts two cells of a line.
_GUTTER = 1.6
#: A column has at least so many lines, and at least this share of the lines of the longest one.
_MIN_LINES = 3
_SHARE = 0.15
#: White space of more line heights than this between two lines parts two rows.
_LEADING = 0.75
#: A key is on a line when their heights differ by less than so many line heights.
_BESIDE = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class RowCell:
    """The words of one column in one row, from the top down."""

    #: What stands over the column on the page, above the first key; empty when nothing does.
    head: str
    words: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyedRow:
    """One key and the cells to the right of it."""

    key: str
    box: Box
    cells: tuple[RowCell, ...]


class _Key(NamedTuple):
    text: str
    box: Box


class _Run(NamedTuple):
    """Words of one line without a wide gap."""

    words: tuple[Word, ...]
    box: Box


def rows_of(words: Sequence[Word], key_of: KeyOf, least: int) -> Iterator[KeyedRow]:
    """The rows of every column of at least ``least`` keys on a page, from the top down."""
    runs = [run for line in _lines(words) for run in _runs(line)]
    keys = [_Key(*found) for run in runs if (found := key_of(run.words)) is not None]
    columns = [column for column in _stacked(keys) if sum(bool(key.text) for key in column) >= least]
    for column in columns:
        left = column[0].box.x0
        right = min((other[0].box.x0 for other in columns if other[0].box.x0 > left + _SAME_COLUMN), default=None)
        widest = max(key.box.x1 for key in column)
        beside = [run for run in runs if run.box.x0 > widest and (right is None or run.box.x0 < right)]
        top = column[0].box.y0 - column[0].box.height
        cells: dict[int, list[RowCell]] = {}
        for stack in _stacks([run for run in beside if run.box.y1 > top]):
            over = [run for run in beside if run.box.y1 <= top and abs(run.box.x0 - stack[0].box.x0) <= _SAME_COLUMN]
            head = " ".join(word.text for word in over[-1].words).strip(" :") if over else ""
            for position, lines in _dealt(stack, column).items():
                content = tuple(word for run in lines for word in run.words)
                cells.setdefault(position, []).append(RowCell(head=head, words=content))
        for position, key in enumerate(column):
            if not key.text:
                continue
            yield KeyedRow(key=key.text, box=key.box, cells=tuple(cells.get(position, ())))


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand on one line, from left to right, lines from the top down."""
    lines: list[list[Word]] = []
    for word in sorted((word for word in words if not word.flags), key=lambda word: _middle(word.box)):
        if lines and _side_by_side(lines[-1][0].box, word.box):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.box.x0) for line in lines]


def _runs(line: Sequence[Word]) -> Iterator[_Run]:
    run: list[Word] = []
    for word in line:
        if run and word.box.x0 - run[-1].box.x1 > _GUTTER * word.box.height:
            yield _Run(tuple(run), bounds(one.box for one in run))
            run = []
        run.append(word)
    if run:
        yield _Run(tuple(run), bounds(one.box for one in run))


def _stacked(keys: Sequence[_Key]) -> list[list[_Key]]:
    """Keys one below the other."""
    columns: list[list[_Key]] = []
    for key in sorted(keys, key=lambda key: key.box.y0):
        for column in columns:
            if abs(column[0].box.x0 - key.box.x0) <= _SAME_COLUMN:
                column.append(key)
                break
        else:
            columns.append([key])
    return columns


def _stacks(runs: Sequence[_Run]) -> list[list[_Run]]:
    """The lines of each column, from the top down; what stands behind a wide space in a line belongs to the line."""
    edges: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: run.box.x0):
        if edges and run.box.x0 - edges[-1][0].box.x0 <= _SAME_COLUMN:
            edges[-1].append(run)
        else:
            edges.append([run])
    most = max((len(edge) for edge in edges), default=0)
    starts = [edge[0].box.x0 for edge in edges if len(edge) >= max(_MIN_LINES, _SHARE * most)]
    stacks: dict[float, list[_Run]] = {}
    for run in sorted(runs, key=lambda run: _middle(run.box)):
        left = max((start for start in starts if start <= run.box.x0 + _SAME_COLUMN), default=run.box.x0)
        stack = stacks.setdefault(left, [])
        if stack and _side_by_side(stack[-1].box, run.box):
            whole = tuple(sorted((*stack.pop().words, *run.words), key=lambda word: word.box.x0))
            stack.append(_Run(whole, bounds(word.box for word in whole)))
        else:
            stack.append(run)
    return list(stacks.values())


def _dealt(stack: Sequence[_Run], column: Sequence[_Key]) -> dict[int, list[_Run]]:
    """The lines of one column by the position of the key that they belong to."""
    dealt: dict[int, list[_Run]] = {}
    for block in _blocks(stack):
        beside = [position for position, key in enumerate(column) if any(_is_beside(key, run) for run in block)]
        if len(beside) == 1 and _hangs_from(column[beside[0]], block):
            dealt.setdefault(beside[0], []).extend(block)
            continue
        # Rows without white space between them, or text far below its key: each line belongs to the last key above it.
        for run in block:
            above = [
                position for position, key in enumerate(column) if key.box.y0 <= run.box.y0 + _BESIDE * run.box.height
            ]
            if above:
                dealt.setdefault(above[-1], []).append(run)
    return dealt


def _hangs_from(key: _Key, block: Sequence[_Run]) -> bool:
    """Whether a block belongs to the key beside it as a whole.

    A key stands on the first line of its block, on the last, or in its middle; else the block holds the end of the row
    before as well.
    """
    above = any(run.box.y1 <= key.box.y0 for run in block)
    below = any(run.box.y0 >= key.box.y1 for run in block)
    middle = (block[0].box.y0 + block[-1].box.y1) / 2
    return not (above and below) or abs(middle - _middle(key.box)) < _BESIDE * key.box.height


def _blocks(stack: Sequence[_Run]) -> Iterator[list[_Run]]:
    """Lines with little white space between them."""
    block: list[_Run] = []
    for run in stack:
        if block and run.box.y0 - block[-1].box.y1 > _LEADING * run.box.height:
            yield block
            block = []
        block.append(run)
    if block:
        yield block


def _is_beside(key: _Key, run: _Run) -> bool:
    return abs(_middle(key.box) - _middle(run.box)) < _BESIDE * run.box.height


def _side_by_side(one: Box, other: Box) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > _SHARED_HEIGHT * min(one.height, other.height)


def _middle(box: Box) -> float:
    return (box.y0 + box.y1) / 2
