"""Reads a table of a DOCX file into rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from extract.document import PageFlag
from extract.element import Cell, Row
from extract.inline_text import Inline, inline_of
from extract.numbering import Numbering
from extract.paragraph_style import StyleSheet
from extract.wordml import is_on, number_of, value_of, w

_CONTAINERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_TRACKED = (w("ins"), w("del"))


class ReadTable(NamedTuple):
    """The rows of a table that hold text."""

    rows: tuple[Row, ...]
    columns: int
    #: How many of the rows are headers by the word of the file.
    marked: int
    #: The paragraphs of its cells, for what hangs from them.
    inlines: tuple[Inline, ...]


class _Placed(NamedTuple):
    start: int
    end: int
    text: str
    bold: bool


def rows_of(table: _Element) -> list[tuple[_Element, ...]]:
    """The cells of each row that was not deleted."""
    rows = [row for row in _inside(table, w("tr")) if not _is_deleted(row)]
    return [cells for cells in (tuple(_inside(row, w("tc"))) for row in rows) if cells]


def read_table(table: _Element, styles: StyleSheet, numbering: Numbering, name: str) -> ReadTable:
    """The rows; ``name`` is the place of the table and begins their locators. Tables inside cells are read as text."""
    placed: list[tuple[int, list[_Placed], bool]] = []
    inlines: list[Inline] = []
    marked = 0
    for number, row in enumerate(_inside(table, w("tr")), start=1):
        if _is_deleted(row):
            continue
        properties = row.find(w("trPr"))
        column = number_of(properties.find(w("gridBefore"))) if properties is not None else 0
        changed = properties is not None and any(properties.find(tag) is not None for tag in _TRACKED)
        cells: list[_Placed] = []
        for cell in _inside(row, w("tc")):
            width = max(_span(cell), 1)
            found = [] if _goes_on(cell) else list(_inlines(cell, styles, numbering))
            text = "\n".join(text for text, _ in found if text)
            if text:
                bold = all(inline.bold for text, inline in found if text)
                cells.append(_Placed(column, column + width, text, bold))
            inlines.extend(inline for _, inline in found)
            changed = changed or any(inline.changed for _, inline in found)
            column += width
        if cells:
            if is_on(properties, "tblHeader") and marked == len(placed):
                marked += 1
            placed.append((number, cells, changed))
    starts = sorted({cell.start for _, cells, _ in placed for cell in cells})
    rows = tuple(
        Row(
            cells=tuple(_cell(cell, starts) for cell in cells),
            locator=f"{name} row {number}",
            flags=(PageFlag.TRACKED_CHANGES,) if changed else (),
        )
        for number, cells, changed in placed
    )
    return ReadTable(rows=rows, columns=len(starts), marked=marked, inlines=tuple(inlines))


def _cell(cell: _Placed, starts: list[int]) -> Cell:
    # Columns in which no cell begins take no room.
    first, last = bisect_left(starts, cell.start), bisect_left(starts, cell.end)
    return Cell(text=cell.text, column=first, span=max(last - first, 1), bold=cell.bold)


def _inlines(cell: _Element, styles: StyleSheet, numbering: Numbering) -> Iterator[tuple[str, Inline]]:
    """The paragraphs of a cell, those of tables inside it too, with the text as it is set."""
    for paragraph in cell.iter(w("p")):
        if any(ancestor.tag == w("txbxContent") for ancestor in paragraph.iterancestors()):
            continue
        style = styles.of(paragraph)
        inline = inline_of(paragraph, bold=style.bold)
        label = numbering.label(style.numbered) if style.numbered and inline.text else None
        number = label.text if label and not label.bullet else ""
        yield f"{number} {inline.text}".strip(), inline


def _inside(parent: _Element, tag: str) -> Iterator[_Element]:
    """The children of that tag, those in content controls and tracked insertions too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _inside(child, tag)


def _is_deleted(row: _Element) -> bool:
    properties = row.find(w("trPr"))
    return properties is not None and properties.find(w("del")) is not None


def _span(cell: _Element) -> int:
    properties = cell.find(w("tcPr"))
    return number_of(properties.find(w("gridSpan")), default=1) if properties is not None else 1


def _goes_on(cell: _Element) -> bool:
    """Whether the cell is the lower part of one that begins in a row above."""
    properties = cell.find(w("tcPr"))
    merge = properties.find(w("vMerge")) if properties is not None else None
    return merge is not None and value_of(merge) != "restart"
