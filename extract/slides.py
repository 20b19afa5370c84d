"""Reads PPTX presentations into elements, slide after slide. Runs in child processes only.

Texts of a slide have no order of their own: they are read from top to bottom and from left to right, the title first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lxml.etree import _Element
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import Table as SlideTable
from pptx.text.text import TextFrame

from extract.document import PageFlag
from extract.element import Cell, Element, Gap, Leaf, Row, Table, Text
from extract.header_row import with_headers
from extract.passage import PassageKind

#: A picture that covers this share of a slide may hold text that nobody has read.
_LARGE_PICTURE = 0.2
#: Texts whose upper edges differ by less than this (a quarter of an inch, in EMU) stand side by side.
_SAME_HEIGHT = 228_600
#: Groups may hold groups; nobody nests more.
_MAX_NESTING = 20
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DIAGRAM_POINT = f"{{{_DIAGRAM}}}pt"
_DIAGRAM_LINKS = f"{{{_DIAGRAM}}}relIds"
_COMMENTS = "/comments"


def elements_of_slides(path: Path) -> Iterator[Element]:
    """The slides in their order, hidden ones too, each with its notes and comments; each begins a landscape page.

    Raises whatever the library raises on a damaged file.
    """
    with path.open("rb") as stream:
        presentation = Presentation(stream)
    area = (presentation.slide_width or 0) * (presentation.slide_height or 0)
    for number, slide in enumerate(presentation.slides, start=1):
        hidden = slide._element.get("show") in ("0", "false")
        yield Leaf(title=f"Slide {number}{' (hidden slide)' if hidden else ''}", landscape=True)
        for element in _SlideReader(slide, f"slide {number}", area).elements():
            yield _hidden(element) if hidden else element


class _SlideReader:
    """One pass over a slide."""

    def __init__(self, slide: Slide, name: str, area: int) -> None:
        self._slide = slide
        self._name = name
        self._area = area
        self._paragraphs = 0
        self._tables = 0

    def elements(self) -> Iterator[Element]:
        title = self._slide.shapes.title
        if title is not None and _text(title.text_frame.text):
            yield Text(text=_text(title.text_frame.text), kind=PassageKind.HEADING, locator=self._name, level=1)
        others = [shape for shape in self._slide.shapes if title is None or shape.shape_id != title.shape_id]
        yield from self._shapes(others, depth=0)
        yield from self._notes()
        yield from self._comments()

    def _shapes(self, shapes: Iterable[BaseShape], depth: int) -> Iterator[Element]:
        for shape in _ordered(shapes):
            group = getattr(shape, "shapes", None)
            if group is not None:
                if depth < _MAX_NESTING:
                    yield from self._shapes(group, depth + 1)
                else:
                    yield Gap(note="Groups inside groups, not read", flag=PageFlag.PICTURES)
            elif getattr(shape, "has_table", False):
                yield from self._table(shape.table)  # type: ignore[attr-defined]
            elif shape.has_text_frame:
                yield from self._texts(shape.text_frame, item=_is_body(shape))  # type: ignore[attr-defined]
            else:
                yield from self._other(shape)

    def _texts(self, frame: TextFrame, *, item: bool) -> Iterator[Element]:
        paragraphs = [paragraph for paragraph in frame.paragraphs if _text(paragraph.text)]
        for paragraph in paragraphs:
            text = _text(paragraph.text)
            runs = [run for run in paragraph.runs if run.text.strip()]
            bullet = item and len(paragraphs) > 1 and not _without_bullet(paragraph._p)
            self._paragraphs += 1
            yield Text(
                text=text,
                kind=PassageKind.LIST_ITEM if bullet else PassageKind.PROSE,
                locator=f"{self._name} ¶{self._paragraphs}",
                level=paragraph.level if bullet else 0,
                bold=bool(runs) and all(run.font.bold for run in runs),
                bullet="•" if bullet else "",
            )

    def _table(self, table: SlideTable) -> Iterator[Element]:
        self._tables += 1
        name = f"{self._name} table {self._tables}"
        rows = [
            Row(
                cells=tuple(
                    Cell(text=_text(cell.text), column=column, span=cell.span_width if cell.is_merge_origin else 1)
                    for column, cell in enumerate(row.cells)
                    if _text(cell.text) and not cell.is_spanned
                ),
                locator=f"{name} row {number}",
            )
            for number, row in enumerate(table.rows, start=1)
        ]
        kept = [row for row in rows if row.cells]
        if kept:
            marked = 1 if table.first_row and kept[0] is rows[0] and len(kept) > 1 else 0
            yield Table(rows=tuple(with_headers(kept, marked=marked)), columns=len(table.columns))

    def _other(self, shape: BaseShape) -> Iterator[Element]:
        diagram = _diagram_texts(shape)
        for text in diagram:
            self._paragraphs += 1
            yield Text(text=text, kind=PassageKind.PROSE, locator=f"{self._name} ¶{self._paragraphs}")
        if diagram:
            return
        share = (shape.width or 0) * (shape.height or 0) / self._area if self._area else 0.0
        if getattr(shape, "has_chart", False):
            yield Gap(note="Chart, not read", flag=PageFlag.PICTURES)
        elif shape._element.tag in (qn("p:pic"), qn("p:graphicFrame")):
            yield Gap(note=_kind(shape), flag=PageFlag.PICTURES if share >= _LARGE_PICTURE else None)

    def _notes(self) -> Iterator[Element]:
        if not self._slide.has_notes_slide:
            return
        frame = self._slide.notes_slide.notes_text_frame
        texts = [_text(paragraph.text) for paragraph in frame.paragraphs] if frame is not None else []
        for text in texts:
            if text:
                yield Text(
                    text=text, kind=PassageKind.PROSE, locator=f"{self._name} notes", above=("Notes of the speaker",)
                )

    def _comments(self) -> Iterator[Element]:
        number = 0
        for _, relation in sorted(self._slide.part.rels.items()):
            if relation.is_external or not relation.reltype.lower().endswith(_COMMENTS):
                continue
            # What the library does not know is bytes.
            for comment in parse_xml(relation.target_part.blob):
                text = _text(" ".join(part.strip() for part in _comment_texts(comment)))
                number += 1
                if text:
                    yield Text(text=text, kind=PassageKind.PROSE, locator=f"{self._name} comment {number}")


def _hidden(element: Element) -> Element:
    match element:
        case Text():
            return replace(element, hidden=True)
        case Table():
            rows = (replace(row, cells=tuple(cell._replace(hidden=True) for cell in row.cells)) for row in element.rows)
            return replace(element, rows=tuple(rows))
        case _:
            return element


def _ordered(shapes: Iterable[BaseShape]) -> list[BaseShape]:
    """From top to bottom; those of about the same height from left to right."""
    placed = sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))
    rows: list[list[BaseShape]] = []
    for shape in placed:
        if not rows or (shape.top or 0) - (rows[-1][0].top or 0) > _SAME_HEIGHT:
            rows.append([])
        rows[-1].append(shape)
    return [shape for row in rows for shape in sorted(row, key=lambda shape: shape.left or 0)]


def _is_body(shape: BaseShape) -> bool:
    """Whether the layout of the slide sets the texts of this shape as a list."""
    return shape.is_placeholder and shape.placeholder_format.type in {None, 2, 7}


def _without_bullet(paragraph: _Element) -> bool:
    properties = paragraph.find(qn("a:pPr"))
    return properties is not None and properties.find(qn("a:buNone")) is not None


def _kind(shape: BaseShape) -> str:
    picture = shape._element.tag == qn("p:pic")
    return "Picture, not read" if picture else "Embedded object, not read"


def _diagram_texts(shape: BaseShape) -> list[str]:
    """The texts of the nodes of a diagram, in the order of its data."""
    links = next(shape._element.iter(_DIAGRAM_LINKS), None)
    part = shape.part.rels.get(str(links.get(qn("r:dm")))) if links is not None else None
    if part is None or part.is_external:
        return []
    points = parse_xml(part.target_part.blob).iter(_DIAGRAM_POINT)
    texts = (_text("".join(run.text or "" for run in point.iter(qn("a:t")))) for point in points)
    return [text for text in texts if text]


def _comment_texts(comment: _Element) -> Iterator[str]:
    """The texts of a comment in the form of 2007, ``p:text``, and in that of 2018, runs of a text body."""
    for element in comment.iter():
        if isinstance(element.tag, str) and element.tag in (qn("p:text"), qn("a:t")):
            yield element.text or ""


def _text(text: str) -> str:
    return text.replace("\v", "\n").strip()
