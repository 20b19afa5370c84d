"""Reads plain text, Markdown and tables with separators into elements. Runs in child processes only.

A place is the number of a line, as every editor shows it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from extract.element import Cell, Cut, Element, Row, Table, Text
from extract.header_row import with_headers
from extract.passage import PassageKind
from ingest.decoding import decoded

#: Lines of one file with text; the text of a thousand pages has fewer.
MAX_LINES = 50_000
_HASHES = re.compile(r"^(#{1,6})\s+(\S.*?)(?:\s+#+)?$")
_UNDERLINE = re.compile(r"^(=+|-{3,})$")
_ITEM = re.compile(r"^(?P<indent>\s*)(?P<mark>[-*+•·▪–]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[-*_=~]\s*){3,}$|^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
#: A line that is shorter than this share of the longest of its paragraph ends it, if its sentence has ended.
_FULL_LINE = 0.7
#: Text with longer lines has a paragraph to a line.
_WRAPPED_AT = 120
_ENDED = re.compile(r"[.!?:;。！？：；…][\"'”’»)\]]*$")
_SPACES_PER_LEVEL = 2
#: So many lines with the same separators are a table.
_LEAST_ROWS = 3
_LEAST_COLUMNS = {"\t": 2, ";": 2, ",": 3, "|": 2}
#: Share of the lines of a table that have as many cells as most.
_ALIKE = 0.9
#: Cells of one line; a line of one character after the other is no table.
_MAX_COLUMNS = 256


class _Line(NamedTuple):
    number: int
    text: str


def elements_of_text(path: Path) -> Iterator[Element]:
    """The paragraphs of a text file."""
    yield from elements_of_plain(decoded(path.read_bytes()))


def elements_of_plain(text: str, *, place: str = "") -> Iterator[Element]:
    """The paragraphs of a text; ``place`` begins every locator."""
    lines = [_Line(number, line.rstrip()) for number, line in enumerate(_split(text), start=1)]
    filled = [line for line in lines if line.text.strip()]
    separator = _separator(filled)
    if separator:
        yield _table(filled[:MAX_LINES], separator, place)
    else:
        last = filled[MAX_LINES].number if len(filled) > MAX_LINES else len(lines) + 1
        for block in _blocks([line for line in lines if line.number < last]):
            yield from _block(block, place)
    if len(filled) > MAX_LINES:
        yield Cut(detail=f"The limit is {MAX_LINES} lines; the text goes on after line {filled[MAX_LINES - 1].number}.")


def _split(text: str) -> list[str]:
    # A form feed begins a page and stands for nothing else; other separators that Python knows are part of lines.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")


def _blocks(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines between empty lines and rules."""
    block: list[_Line] = []
    for line in lines:
        underlined = block and _UNDERLINE.match(line.text)
        if line.text.strip() and (underlined or not (_RULE.match(line.text) or _FENCE.match(line.text))):
            block.append(line)
            continue
        if _RULE.match(line.text) and "|" in line.text and block:
            # The rule under the names of a Markdown table.
            continue
        if block:
            yield block
        block = []
    if block:
        yield block


def _block(block: list[_Line], place: str) -> Iterator[Element]:
    for barred, group in groupby(block, key=lambda line: line.text.strip().startswith("|")):
        lines = list(group)
        if barred and len(lines) > 1:
            yield _table(lines, "|", place)
        else:
            yield from _paragraphs(lines, place)


def _paragraphs(block: list[_Line], place: str) -> Iterator[Element]:
    paragraph: list[_Line] = []
    widest = max(len(line.text) for line in block)
    for index, line in enumerate(block):
        heading = _HASHES.match(line.text)
        below = block[index + 1].text if index + 1 < len(block) else ""
        if _UNDERLINE.match(line.text) and index:
            continue
        if heading or (not paragraph and _UNDERLINE.match(below) and len(line.text) <= _WRAPPED_AT):
            yield from _paragraph(paragraph, place)
            paragraph = []
            level = len(heading[1]) if heading else 1 if below.startswith("=") else 2
            text = heading[2] if heading else line.text.strip()
            yield Text(text=text, kind=PassageKind.HEADING, locator=_where([line], place), level=level)
            continue
        if paragraph and (_ITEM.match(line.text) or _has_ended(paragraph[-1].text, widest)):
            yield from _paragraph(paragraph, place)
            paragraph = []
        paragraph.append(line)
    yield from _paragraph(paragraph, place)


def _has_ended(line: str, widest: int) -> bool:
    if widest > _WRAPPED_AT:
        return True
    return len(line) < _FULL_LINE * widest and (bool(_ENDED.search(line)) or len(line) < widest / 2)


def _paragraph(lines: Sequence[_Line], place: str) -> Iterator[Element]:
    if not lines:
        return
    text = " ".join(line.text.strip() for line in lines)
    item = _ITEM.match(lines[0].text)
    mark = item["mark"] if item else ""
    bullet = mark if len(mark) == 1 else ""
    yield Text(
        text=text.removeprefix(bullet).strip() if bullet else text,
        kind=PassageKind.LIST_ITEM if item else PassageKind.PROSE,
        locator=_where(lines, place),
        level=len(item["indent"].expandtabs(4)) // _SPACES_PER_LEVEL if item else 0,
        bullet="•" if bullet else "",
    )


def _where(lines: Sequence[_Line], place: str) -> str:
    first, last = lines[0].number, lines[-1].number
    return f"{place} line {first}".strip() if first == last else f"{place} lines {first}-{last}".strip()


def _separator(lines: Sequence[_Line]) -> str:
    """The separator of a text that is a table from its first line to its last; empty for other text."""
    if len(lines) < _LEAST_ROWS:
        return ""
    for separator, least in _LEAST_COLUMNS.items():
        if separator == "|":
            continue
        widths = Counter(len(cells) for _, cells in _cells(lines, separator))
        columns, rows = widths.most_common(1)[0]
        if least <= columns <= _MAX_COLUMNS and rows >= _ALIKE * sum(widths.values()):
            return separator
    return ""


def _cells(lines: Sequence[_Line], separator: str) -> Iterator[tuple[int, list[str]]]:
    for line in lines:
        if separator == "|":
            yield line.number, line.text.strip().strip("|").split("|")
            continue
        try:
            yield line.number, next(csv.reader([line.text], delimiter=separator))
        except csv.Error:
            yield line.number, [line.text]


def _table(lines: Sequence[_Line], separator: str, place: str) -> Table:
    found = [(number, cells[:_MAX_COLUMNS]) for number, cells in _cells(lines, separator)]
    rows = [
        Row(
            cells=tuple(Cell(text=cell.strip(), column=column) for column, cell in enumerate(cells) if cell.strip()),
            locator=f"{place} line {number}".strip(),
            label=str(number),
        )
        for number, cells in found
    ]
    kept = [row for row in rows if row.cells]
    marked = 1 if separator == "|" and len(kept) > 1 else 0
    return Table(rows=tuple(with_headers(kept, marked=marked)), columns=max(len(cells) for _, cells in found))
