"""The columns of tables that are not ruled throughout: only between rows, or only in some of their rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.line import PlacedWord, lines_of
from extract.region import MIN_GUTTER
from extract.ruling import Rules
from extract.word import Box, bounds

#: Points by which ends of rules that meet may miss each other; what pdfplumber takes.
TOLERANCE = 3.0
#: Points; narrower cells lie between double rules.
NARROW = 4.0
#: A table has so many rows with words.
_MIN_ROWS = 2
#: Share of the box around the cells that they cover, at least, to be completed: others are drawings.
_COVERED = 0.25
#: So many rules of one extent, one under the other, may be the rows of a table.
_MIN_ROWS_RULED = 3
#: Share of the height of a table from which a rule between columns goes through it.
_THROUGH = 0.8
#: Points between the pieces of a rule that is drawn for each column apart.
_PIECES = 14.0
#: Words of a cell on average, at most, when only its rows are ruled: columns of prose between rules have more.
_CELL_WORDS = 40
#: Share of such rows that must have words in more than one column.
_PARTED_SHARE = 0.6
#: So many times higher than the usual row is no row.
_HIGHER = 3.0
#: So many wide lines between two rules are running text.
_RUNNING_LINES = 2
#: A line that is wider than this share of the table runs over its columns.
_RUNS_OVER = 0.6


def completed(cells: Sequence[Box], across: Sequence[Box], words: Sequence[PlacedWord]) -> list[Box]:
    """The cells with those between them that are ruled above and below only, as every other row of a striped table."""
    if not cells:
        return []
    box = bounds(cells)
    if sum(cell.width * cell.height for cell in cells) < _COVERED * box.width * box.height:
        return list(cells)
    left, right = _reach(box, across)
    columns = {x for cell in cells for x in (cell.x0, cell.x1)} | {left, right}
    beside = [placed for placed in words if box.y0 <= _middle_y(placed) <= box.y1]
    for start, end in ((left, box.x0), (box.x1, right)):
        if end - start > MIN_GUTTER:
            lines = lines_of([placed for placed in beside if start < _middle_x(placed) < end])
            columns |= set(_free((line.box.x0, line.box.x1) for line in lines))
    heights = sorted({y for cell in cells for y in (cell.y0, cell.y1)})
    made = list(cells)
    for top, bottom in pairwise(heights):
        middle = (top + bottom) / 2
        band = [placed for placed in beside if top <= _middle_y(placed) <= bottom]
        edges = sorted(x for x in columns if not any(_crosses(placed.word.box, x) for placed in band))
        held = [cell for cell in made if cell.y0 < middle < cell.y1]
        for start, end in pairwise(edges):
            if end - start > NARROW and not any(cell.x0 < (start + end) / 2 < cell.x1 for cell in held):
                made.append(Box(start, top, end, bottom))
    return made


def _reach(box: Box, across: Sequence[Box]) -> tuple[float, float]:
    """How far to both sides the rows of a table go by their rules, when its sides are not ruled."""
    rules = [
        rule
        for rule in across
        if box.y0 - TOLERANCE <= rule.y0 <= box.y1 + TOLERANCE
        and min(rule.x1, box.x1) - max(rule.x0, box.x0) >= box.width / 2
    ]
    if not rules:
        return box.x0, box.x1
    left, right = median(rule.x0 for rule in rules), median(rule.x1 for rule in rules)
    return min(left, box.x0), max(right, box.x1)


def _crosses(box: Box, x: float) -> bool:
    return box.x0 + 1 < x < box.x1 - 1


def columns_between_rows(words: Sequence[PlacedWord], rules: Rules) -> Iterator[Box]:
    """Rules down that nobody drew: where only rows are ruled, between the columns that the words leave."""
    for stack in _stacks(rules.across):
        for bands in _tabular(stack, words):
            left, right = bands[0].rule.x0, bands[0].rule.x1
            top, bottom = bands[0].top, bands[-1].bottom
            inside = [
                rule
                for rule in rules.down
                if left + NARROW < rule.x0 < right - NARROW and rule.y0 < bottom and rule.y1 > top
            ]
            if any(rule.height > _THROUGH * (bottom - top) for rule in inside):
                continue
            rows = [band.words for band in bands]
            edges = _drawn_columns(inside, rows) or _columns_of(rows, right - left)
            for band in bands if edges else []:
                lines = lines_of(band.words)
                free = (x for x in edges if not any(_crosses(line.box, x) for line in lines))
                yield from (Box(x, band.top, x, band.bottom) for x in (left, *free, right))


class _Band(NamedTuple):
    """What stands between two rules."""

    rule: Box
    top: float
    bottom: float
    words: list[PlacedWord]


def _tabular(stack: Sequence[Box], words: Sequence[PlacedWord]) -> Iterator[list[_Band]]:
    """The runs of bands between the rules of a stack that hold no running text."""
    left, right = stack[0].x0, stack[0].x1
    inside = [placed for placed in words if left - 1 <= _middle_x(placed) <= right + 1]
    run: list[_Band] = []
    for above, below in pairwise(stack):
        held = [placed for placed in inside if above.y0 <= _middle_y(placed) <= below.y0]
        wide = sum(line.box.width > _RUNS_OVER * (right - left) for line in lines_of(held))
        if wide < _RUNNING_LINES:
            run.append(_Band(above, above.y0, below.y0, held))
            continue
        yield from _trimmed(run)
        run = []
    yield from _trimmed(run)


def _trimmed(run: Sequence[_Band]) -> Iterator[list[_Band]]:
    """The run without what is far higher than its rows at its ends: the room up to another rule of the page."""
    if len(run) < _MIN_ROWS:
        return
    usual = median(band.bottom - band.top for band in run)
    rows = list(run)
    for end in (0, -1):
        if rows[end].bottom - rows[end].top > _HIGHER * usual:
            rows.pop(end)
    if len(rows) >= _MIN_ROWS:
        yield rows


def _drawn_columns(inside: Sequence[Box], rows: Sequence[Sequence[PlacedWord]]) -> list[float]:
    """Where columns are ruled in some of the rows and no word of another row is in their way."""
    drawn: list[float] = []
    for x in sorted(rule.x0 for rule in inside):
        if not drawn or x - drawn[-1] > NARROW:
            drawn.append(x)
    return [] if any(_crosses(placed.word.box, x) for row in rows for placed in row for x in drawn) else drawn


def _stacks(across: Sequence[Box]) -> Iterator[list[Box]]:
    """Rules of one extent, one under the other; pieces side by side, one for each column, are one rule."""
    by_extent: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for rule in _joined(across):
        by_extent[round(rule.x0 / TOLERANCE), round(rule.x1 / TOLERANCE)].append(rule)
    for rules in by_extent.values():
        ordered = sorted(rules, key=lambda rule: rule.y0)
        apart = [ordered[0], *(below for above, below in pairwise(ordered) if below.y0 - above.y0 > TOLERANCE)]
        if len(apart) >= _MIN_ROWS_RULED:
            yield apart


def _joined(across: Sequence[Box]) -> list[Box]:
    joined: list[Box] = []
    for rule in sorted(across, key=lambda rule: (round(rule.y0), rule.x0)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.y0 - rule.y0) <= 1 and rule.x0 - last.x1 <= _PIECES:
            joined[-1] = last._replace(x1=max(last.x1, rule.x1))
        else:
            joined.append(rule)
    return joined


def _columns_of(rows: Sequence[Sequence[PlacedWord]], width: float) -> list[float]:
    """The middles of the empty stripes that go through all rows; empty when most rows lie on one side of them."""
    filled = [row for row in rows if row]
    if len(filled) < _MIN_ROWS:
        return []
    extents = [
        (line.box.x0, line.box.x1) for row in filled for line in lines_of(row) if line.box.width <= _RUNS_OVER * width
    ]
    edges = list(_free(extents))
    if not edges:
        return []
    parted = sum(len({sum(edge < _middle_x(placed) for edge in edges) for placed in row}) > 1 for row in filled)
    crowded = sum(map(len, filled)) > _CELL_WORDS * len(filled) * (len(edges) + 1)
    return [] if crowded or parted < _PARTED_SHARE * len(filled) else edges


def parted(cells: Sequence[Box], words: Sequence[PlacedWord]) -> list[Box]:
    """The cells with those divided that hold several columns between the same two rules."""
    made: list[Box] = []
    by_extent: dict[tuple[float, float], list[Box]] = defaultdict(list)
    for cell in cells:
        by_extent[cell.x0, cell.x1].append(cell)
    for (left, right), column in by_extent.items():
        inside = [placed for placed in words if left <= _middle_x(placed) <= right]
        rows = [[placed for placed in inside if _holds(cell, placed)] for cell in column]
        edges = _columns_of(rows, right - left) if len(column) >= _MIN_ROWS_RULED else []
        for cell, row in zip(column, rows, strict=True):
            lines = lines_of(row)
            kept = [x for x in edges if not any(_crosses(line.box, x) for line in lines)]
            made.extend(Box(x0, cell.y0, x1, cell.y1) for x0, x1 in pairwise((left, *kept, right)))
    support = Counter(cell.x0 for cell in made)
    columns = sorted(x for x, cells_there in support.items() if cells_there >= _MIN_ROWS_RULED)
    return [part for cell in made for part in _along(cell, columns, words)]


def _along(cell: Box, columns: Sequence[float], words: Sequence[PlacedWord]) -> list[Box]:
    """The cell divided like the rows below it when its words stand in their columns, as names of columns do."""
    inside = [x for x in columns if cell.x0 + NARROW < x < cell.x1 - NARROW]
    held = [placed for placed in words if _holds(cell, placed)] if inside else []
    free = [x for x in inside if not any(_crosses(placed.word.box, x) for placed in held)]
    parts = [Box(x0, cell.y0, x1, cell.y1) for x0, x1 in pairwise((cell.x0, *free, cell.x1))]
    filled = sum(any(_holds(part, placed) for placed in held) for part in parts)
    return parts if len(free) == len(inside) and filled > len(parts) / 2 and filled > 1 else [cell]


def _holds(cell: Box, placed: PlacedWord) -> bool:
    return cell.x0 <= _middle_x(placed) <= cell.x1 and cell.y0 <= _middle_y(placed) <= cell.y1


def _free(extents: Iterable[tuple[float, float]]) -> Iterator[float]:
    """The middles of the stretches that none of the extents covers."""
    reach: float | None = None
    for start, end in sorted(extents):
        if reach is not None and start - reach >= MIN_GUTTER:
            yield (start + reach) / 2
        reach = end if reach is None else max(reach, end)


def _middle_x(placed: PlacedWord) -> float:
    return (placed.word.box.x0 + placed.word.box.x1) / 2


def _middle_y(placed: PlacedWord) -> float:
    return (placed.word.box.y0 + placed.word.box.y1) / 2
