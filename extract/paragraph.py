"""Paragraphs: lines that belong together, with the part that they play on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.layout import PageLayout
from extract.line import Line
from extract.passage import PassageKind
from extract.region import Block
from extract.running import running_lines
from extract.table_rows import ReadRow, TableReader
from extract.word import Word, text_of

#: A pitch wider than this many times the usual one of the block ends a paragraph.
_WIDE_PITCH = 1.35
#: No text is usually set wider than this many font sizes; a block of two far lines would else call itself usual.
_WIDEST_PITCH = 2.5
#: A line that leaves this share of the column empty after a full stop ends a paragraph.
_SHORT_LINE = 0.12
#: Sizes that differ by more than this share are different type.
_SIZE_STEP = 0.07
#: A heading is this much larger than the body text, or bold.
_HEADING_SIZE = 1.12
_HEADING_WORDS = 16
_HEADING_CHARACTERS = 160
_NUMBERED_HEADING_WORDS = 10
#: Shorter lines of other type are marks beside the text, such as the number of a footnote.
_MARK_LENGTH = 3
#: Fewer words do not begin a sentence that goes on elsewhere.
_MIN_BROKEN = 4
_BULLET = re.compile(r"^(?:[•●○◦▪■□►▶➢✓✔❖·‣⁃–—]|[-*](?=\s)|\uf0b7|\uf0a7|o(?=\s))\s*")
_ENUMERATOR = re.compile(
    r"^(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|[①-⑳]|[（(]?[一二三四五六七八九十]{1,3}[、）)])(?=\s|\S)"
)
_NUMBERED_HEADING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-Z]\.|[IVX]{1,5}\.|第[一二三四五六七八九十]+[章节条])\s+\S"
)
_HAN_MARKS = frozenset("，、。；：！？）】》”’％%")
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？：；…][\"'”’»）)\]]*\d{0,2}$")


class Paragraph(NamedTuple):
    """Words of one paragraph, each with its page, in reading order."""

    words: tuple[tuple[int, Word], ...]
    kind: PassageKind
    size: float
    bold: bool
    #: For a heading: True when it is set larger than body text.
    large: bool = False
    #: Where a person finds it in a file without pages of its own; empty when its page and number tell.
    locator: str = ""
    #: Names of what it belongs to, such as the header row of its table; they follow the headings.
    above: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of the words."""
        return text_of(word for _, word in self.words)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.words[0][0]


def paragraphs_of(pages: Sequence[PageLayout]) -> list[Paragraph]:
    """The paragraphs of a document in reading order, without running headers, footers and page numbers.

    A sentence that goes on over a column or page break is one paragraph.
    """
    running = running_lines(pages)
    body = _body_size(pages)
    paragraphs: list[Paragraph] = []
    tables = TableReader()
    for page in pages:
        for block in page.blocks:
            kept = _without(block, page.number, running)
            if not kept.lines:
                continue
            if kept.table is not None:
                found = _table_rows(tables.rows(kept.table, page.number), page.number)
            else:
                found = _rows(kept, page.number) if kept.rows else _prose(kept, page.number, body)
            for index, paragraph in enumerate(found):
                if index == 0 and paragraphs and _goes_on(paragraphs[-1], paragraph):
                    paragraphs[-1] = _merged(paragraphs[-1], paragraph)
                else:
                    paragraphs.append(paragraph)
    return paragraphs


def _body_size(pages: Sequence[PageLayout]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for block in page.blocks:
            for line in block.lines:
                sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _table_rows(rows: Sequence[ReadRow], page: int) -> list[Paragraph]:
    return [
        Paragraph(
            words=tuple((page, word) for cell in row.cells for word in _joined(cell)),
            kind=row.kind,
            size=max(line.size for cell in row.cells for line in cell),
            bold=all(line.bold for cell in row.cells for line in cell),
            above=row.above,
        )
        for row in rows
    ]


def _without(block: Block, page: int, running: frozenset[tuple[int, Line]]) -> Block:
    if block.table is not None:
        # A row that runs in the margin of every page is the head of the paper, not of the table.
        kept_rows = tuple(row for row in block.table.rows if not all((page, line) in running for line in row.lines))
        table = block.table._replace(rows=kept_rows)
        return Block(lines=table.lines, rows=tuple(len(row.lines) for row in kept_rows), table=table)
    if not block.rows:
        return Block(lines=tuple(line for line in block.lines if (page, line) not in running))
    lines: list[Line] = []
    rows: list[int] = []
    for row in _split(block):
        kept = [line for line in row if (page, line) not in running]
        if kept:
            lines.extend(kept)
            rows.append(len(kept))
    return Block(lines=tuple(lines), rows=tuple(rows))


def _split(block: Block) -> Iterator[tuple[Line, ...]]:
    start = 0
    for length in block.rows:
        yield block.lines[start : start + length]
        start += length


def _prose(block: Block, page: int, body: float) -> list[Paragraph]:
    lines = block.lines
    left = min(line.box.x0 for line in lines)
    right = max(line.box.x1 for line in lines)
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or _begins(groups[-1], line, usual=_usual_pitch(lines, line.size), left=left, right=right):
            groups.append([])
        groups[-1].append(line)
    return [_paragraph(group, page, body) for group in groups]


def _usual_pitch(lines: Sequence[Line], size: float) -> float:
    """The distance of baselines between neighbouring lines of about this size, in points."""
    pitches = [
        below.baseline - above.baseline
        for above, below in pairwise(lines)
        if abs(above.size - size) <= _SIZE_STEP * size and abs(below.size - size) <= _SIZE_STEP * size
    ]
    return median(pitches) if pitches else 0.0


def _begins(group: list[Line], line: Line, *, usual: float, left: float, right: float) -> bool:
    last = group[-1]
    size = max(last.size, line.size)
    if abs(last.size - line.size) > _SIZE_STEP * size and min(len(last.text), len(line.text)) > _MARK_LENGTH:
        return True
    if _is_item(line.text):
        return True
    pitch = line.baseline - last.baseline
    if pitch > _WIDE_PITCH * max(min(usual, _WIDEST_PITCH * size), size) or pitch < -size:
        return True
    ended = bool(_ENDS_SENTENCE.search(last.text))
    if last.bold != line.bold and (ended or last.box.x1 < right - _SHORT_LINE * (right - left)):
        return True
    if not ended:
        return False
    short = last.box.x1 < right - _SHORT_LINE * (right - left)
    indented = line.box.x0 > last.box.x0 + size and last.box.x0 <= left + size
    return short or indented


def _is_item(text: str) -> bool:
    return bool(_BULLET.match(text) or _ENUMERATOR.match(text))


def _paragraph(lines: Sequence[Line], page: int, body: float) -> Paragraph:
    words = tuple((page, word) for word in _joined(lines))
    size = max(line.size for line in lines)
    bold = all(line.bold for line in lines)
    text = text_of(word for _, word in words)
    large = body > 0 and size >= _HEADING_SIZE * body
    kind = PassageKind.PROSE
    if _is_heading(text, large=large, bold=bold):
        kind = PassageKind.HEADING
    elif _is_item(text):
        kind = PassageKind.LIST_ITEM
    return Paragraph(words=words, kind=kind, size=size, bold=bold, large=large)


def _is_heading(text: str, *, large: bool, bold: bool) -> bool:
    count = len(text.split())
    if count > _HEADING_WORDS or len(text) > _HEADING_CHARACTERS or not any(character.isalpha() for character in text):
        return False
    if text.endswith((".", ";", ",", "。", "；", "，")) or _BULLET.match(text):
        return False
    capitals = text.isupper() and count > 1
    numbered = bool(_NUMBERED_HEADING.match(text)) and count <= _NUMBERED_HEADING_WORDS
    return large or bold or capitals or numbered


def _rows(block: Block, page: int) -> list[Paragraph]:
    """One paragraph per table row; lines of a cell that wraps are put back into their cell."""
    left = min(line.box.x0 for line in block.lines)
    grouped: list[list[Line]] = []
    for row in _split(block):
        starts_left = row[0].box.x0 <= left + row[0].size
        if grouped and not starts_left and len(row) <= len(grouped[-1]):
            grouped[-1].extend(row)
        else:
            grouped.append(list(row))
    return [
        Paragraph(
            words=tuple((page, word) for cell in _by_cell(row) for word in _joined(cell)),
            kind=PassageKind.TABLE_ROW,
            size=max(line.size for line in row),
            bold=all(line.bold for line in row),
        )
        for row in grouped
    ]


def _by_cell(row: list[Line]) -> list[list[Line]]:
    cells: list[list[Line]] = []
    for line in sorted(row, key=lambda entry: (entry.baseline, entry.box.x0)):
        for cell in cells:
            if any(min(other.box.x1, line.box.x1) > max(other.box.x0, line.box.x0) for other in cell):
                cell.append(line)
                break
        else:
            cells.append([line])
    cells.sort(key=lambda cell: min(line.box.x0 for line in cell))
    return cells


def _joined(lines: Sequence[Line]) -> Iterator[Word]:
    """The words of lines one after the other; Chinese text goes on at a line end without a space."""
    for index, line in enumerate(lines):
        *others, last = line.words
        yield from others
        following = lines[index + 1].words[0].text if index + 1 < len(lines) else ""
        yield last._replace(glued=True) if following and _han_meets(last.text, following) else last


def _han_meets(first: str, second: str) -> bool:
    return _is_han(second[0]) and (_is_han(first[-1]) or first[-1] in _HAN_MARKS)


def _goes_on(first: Paragraph, second: Paragraph) -> bool:
    """Whether a sentence that the end of a column or page broke off goes on in the next paragraph."""
    if PassageKind.HEADING in (first.kind, second.kind) or second.kind is not PassageKind.PROSE:
        return False
    if first.kind is PassageKind.TABLE_ROW or abs(first.size - second.size) > _SIZE_STEP * first.size:
        return False
    if first.words[-1][1].glued:
        return True
    if _ENDS_SENTENCE.search(first.text) or len(first.words) < _MIN_BROKEN:
        return False
    start = second.text[0]
    return start.islower() or _is_han(start) or first.text.endswith((",", "，", "、"))


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _merged(first: Paragraph, second: Paragraph) -> Paragraph:
    page, last = first.words[-1]
    if _han_meets(last.text, second.words[0][1].text):
        last = last._replace(glued=True)
    return first._replace(words=(*first.words[:-1], (page, last), *second.words))
