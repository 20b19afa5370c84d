"""Reads HTML into elements, as a browser without scripts, styles of other files or network would show it.

Runs in child processes only. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html
from lxml.etree import _Element

from extract.document import PageFlag
from extract.element import Cell, Element, Gap, Leaf, Row, Table, Text
from extract.header_row import with_headers
from extract.markup_text import MarkupText, is_hidden, markup_text
from extract.passage import PassageKind
from extract.section_place import Place
from ingest.decoding import decoded

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""")
_DECLARED_WINDOW = 4096
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: What a browser shows as a block of its own, and may hold other blocks.
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "header", "hgroup", "html", "legend"),
        *("li", "main", "menu", "nav", "ol", "optgroup", "p", "pre", "section", "summary", "ul"),
    }
)
_PASSED_OVER = frozenset({"script", "style", "head", "template", "noscript", "title", "meta", "link", "base"})
_NOT_READ = {"iframe": "Page inside the page", "frame": "Page inside the page", "object": "Embedded object"}
_NOT_READ |= {"embed": "Embedded object", "canvas": "Drawing", "svg": "Drawing", "video": "Film", "audio": "Sound"}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
#: Elements nest deeper only in attacks; the library itself stops at 256 (2048 for large trees).
_MAX_NESTING = 200
#: A picture of this share of an A4 page may hold text that nobody has read. Sizes are in CSS pixels, 96 to an inch.
_LARGE_PICTURE = 0.2
_PAGE_AREA = 794 * 1123
_HEADING_WORDS = 12
_BOLD_HEADING = 6


def elements_of_web_page(path: Path) -> Iterator[Element]:
    """The page in the order of its text.

    Raises whatever the library raises on a damaged file.
    """
    data = path.read_bytes()
    declared = _DECLARED.search(data[:_DECLARED_WINDOW])
    yield from elements_of_markup(decoded(data, declared[1].decode("ascii") if declared else None))


def elements_of_markup(markup: str, *, place: str = "") -> Iterator[Element]:
    """The texts and tables of a page; ``place`` begins the locators of what stands before the first heading."""
    if not markup.strip():
        return
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    root = html.document_fromstring(_DECLARATION.sub("", markup), parser=parser, ensure_head_body=True)
    title = root.findtext(".//head/title")
    if title and title.strip():
        yield Leaf(title=" ".join(title.split())[:200])
    yield from _Walk(Place(place)).blocks(root.find("body"), depth=0, hidden=False, level=-1)


class _Walk:
    """One pass over the elements of a page."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def blocks(self, parent: _Element, *, depth: int, hidden: bool, level: int) -> Iterator[Element]:
        """What stands in an element: stretches of running text, and the blocks between them."""
        if depth > _MAX_NESTING:
            yield Gap(note="Elements nested too deeply, not read", flag=PageFlag.PICTURES)
            return
        run: list[_Element | str] = [parent.text or ""]
        for child in parent:
            if isinstance(child.tag, str) and self._is_block(child):
                yield from self._run(run, parent, hidden=hidden, level=level)
                run = []
                yield from self._block(child, depth=depth + 1, hidden=hidden or is_hidden(child), level=level)
            elif isinstance(child.tag, str):
                run.append(child)
            run.append(child.tail or "")
        yield from self._run(run, parent, hidden=hidden, level=level)

    def _is_block(self, element: _Element) -> bool:
        tag = str(element.tag)
        if tag in _BLOCKS or tag in _HEADINGS or tag in {"table", "hr"}:
            return True
        # A link or a mark may stand around blocks.
        return any(isinstance(inner.tag, str) and self._names_block(inner) for inner in element.iterdescendants())

    def _names_block(self, element: _Element) -> bool:
        tag = str(element.tag)
        return tag in _BLOCKS or tag in _HEADINGS or tag == "table"

    def _block(self, element: _Element, *, depth: int, hidden: bool, level: int) -> Iterator[Element]:
        tag = str(element.tag)
        if tag in _HEADINGS:
            yield from self._heading(element, _HEADINGS[tag], hidden=hidden)
        elif tag == "table":
            yield from self._table(element, depth=depth, hidden=hidden, level=level)
        elif tag not in _PASSED_OVER:
            deeper = level + 1 if tag in _LISTS else level
            yield from self.blocks(element, depth=depth, hidden=hidden, level=deeper)

    def _heading(self, element: _Element, level: int, *, hidden: bool) -> Iterator[Element]:
        found = markup_text([element])
        text = " ".join(found.text.split())
        if text and not hidden:
            self._place.enter(text, "")
            yield Text(text=text, kind=PassageKind.HEADING, locator=self._place.section, level=level)
        elif text:
            yield Text(text=text, kind=PassageKind.PROSE, locator="", hidden=True)
        yield from self._beside(found)

    def _run(self, run: list[_Element | str], parent: _Element, *, hidden: bool, level: int) -> Iterator[Element]:
        tag = str(parent.tag)
        found = markup_text(run, keep_lines=tag == "pre")
        item = level >= 0 and tag == "li"
        if found.text and hidden:
            yield Text(text=found.text, kind=PassageKind.PROSE, locator="", hidden=True)
        elif found.text and not item and (found.bold or tag in {"caption", "legend"}) and _is_title(found.text):
            self._place.enter(found.text, "")
            yield Text(text=found.text, kind=PassageKind.HEADING, locator=self._place.section, level=_BOLD_HEADING)
        elif found.text:
            yield Text(
                text=found.text,
                kind=PassageKind.LIST_ITEM if item else PassageKind.PROSE,
                locator=self._place.paragraph(),
                level=level if item else 0,
                bold=found.bold,
                bullet="•" if item else "",
            )
        yield from self._beside(found)

    def _beside(self, found: MarkupText) -> Iterator[Element]:
        if found.hidden:
            yield Text(text=found.hidden, kind=PassageKind.PROSE, locator="", hidden=True)
        for element in found.others:
            tag = str(element.tag)
            if tag == "img":
                large = _area(element) / _PAGE_AREA >= _LARGE_PICTURE
                yield Gap(note="Picture, not read", flag=PageFlag.PICTURES if large else None)
            else:
                yield Gap(note=f"{_NOT_READ[tag]}, not read", flag=PageFlag.PICTURES)

    def _table(self, table: _Element, *, depth: int, hidden: bool, level: int) -> Iterator[Element]:
        for caption in table.findall("caption"):
            yield from self._run([caption], caption, hidden=hidden, level=-1)
        lines = [row for row in table.iter("tr") if _table_of(row) is table]
        cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in lines]
        # One column of cells, or a table around tables, is a frame for the layout of the page.
        if max(map(len, cells), default=0) <= 1 or next(table.iterdescendants("table"), None) is not None:
            for cell in (cell for row in cells for cell in row):
                yield from self.blocks(cell, depth=depth + 1, hidden=hidden or is_hidden(cell), level=level)
            return
        name = self._place.table()
        rows: list[Row] = []
        besides: list[MarkupText] = []
        marked = 0
        for number, (line, row) in enumerate(zip(lines, cells, strict=True), start=1):
            found = [markup_text([cell]) for cell in row]
            besides += found
            placed = tuple(_cells(row, found, hidden=hidden or is_hidden(line)))
            if placed:
                marked += marked == len(rows) and all(cell.tag == "th" for cell in row)
                rows.append(Row(cells=placed, locator=f"{name} row {number}"))
        columns = max((cell.column + cell.span for row in rows for cell in row.cells), default=0)
        if rows:
            marked = marked if marked < len(rows) else 0
            yield Table(rows=tuple(with_headers(rows, marked=marked)), columns=columns)
        for found_text in besides:
            yield from self._beside(found_text._replace(hidden=""))


def _cells(row: list[_Element], found: list[MarkupText], *, hidden: bool) -> Iterator[Cell]:
    column = 0
    for element, text in zip(row, found, strict=True):
        span = _span(element)
        seen = text.text or text.hidden
        if seen:
            unseen = hidden or is_hidden(element) or not text.text
            yield Cell(text=seen, column=column, span=span, bold=element.tag == "th" or text.bold, hidden=unseen)
        column += span


def _span(element: _Element) -> int:
    value = element.get("colspan", "1")
    return min(max(int(value), 1), 100) if value.isdecimal() else 1


def _table_of(row: _Element) -> _Element | None:
    return next(row.iterancestors("table"), None)


def _is_title(text: str) -> bool:
    if "\n" in text or len(text.split()) > _HEADING_WORDS or not any(character.isalpha() for character in text):
        return False
    return not text.endswith((".", ";", ",", ":", "?", "。", "；"))


def _area(picture: _Element) -> float:
    width, height = (picture.get(side, "") for side in ("width", "height"))
    if not (width.isdecimal() and height.isdecimal()):
        return 0.0
    return float(int(width[:6]) * int(height[:6]))
