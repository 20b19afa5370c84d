"""Reads DOCX files into elements, in the order of the text. Runs in child processes only.

What a DOCX calls a page depends on program and printer, so places are named by section, paragraph, table and row.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import PartFactory
from docx.oxml import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml.etree import _Element

from extract.document import PageFlag
from extract.docx_table import read_table, rows_of
from extract.element import Element, Gap, Table, Text
from extract.header_row import with_headers
from extract.inline_text import Inline, inline_of
from extract.numbering import Numbering
from extract.paragraph_style import StyleSheet
from extract.passage import PassageKind
from extract.section_place import Place
from extract.wordml import value_of, w

#: A picture that covers this share of an A4 page may hold text that nobody has read.
_LARGE_PICTURE = 0.2
#: A bold line of so many words that is no sentence is a heading, below those that a style names.
_HEADING_WORDS = 12
_BOLD_HEADING = 6
_CONTAINERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
#: Documents with macros and templates are documents too; the library knows the plain one only.
for _kind in ("document.macroEnabled", "template.macroEnabledTemplate"):
    PartFactory.part_type_for[f"application/vnd.ms-word.{_kind}.main+xml"] = DocumentPart
PartFactory.part_type_for["application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"] = (
    DocumentPart
)
_DELETED = frozenset({w("del"), w("moveFrom")})
_PLAIN_NOTES = ("", "normal")


def elements_of_docx(path: Path) -> Iterator[Element]:
    """The body with its notes where they are referred to, then comments, then headers and footers.

    Raises whatever the library raises on a damaged file.
    """
    with path.open("rb") as stream:
        part = Package.open(stream).main_document_part
    document = part.document
    parts = {relation.reltype: relation.target_part for relation in part.rels.values() if not relation.is_external}
    body = _Body(
        styles=StyleSheet(_xml(parts.get(RELATIONSHIP_TYPE.STYLES))),
        numbering=Numbering(_xml(parts.get(RELATIONSHIP_TYPE.NUMBERING))),
        notes={
            "footnote": _notes(_xml(parts.get(RELATIONSHIP_TYPE.FOOTNOTES)), "footnote"),
            "endnote": _notes(_xml(parts.get(RELATIONSHIP_TYPE.ENDNOTES)), "endnote"),
        },
    )
    yield from body.blocks(document.element.body)
    yield from _comments(_xml(parts.get(RELATIONSHIP_TYPE.COMMENTS)))
    yield from _headers_and_footers(
        [
            relation.target_part
            for _, relation in sorted(part.rels.items())
            if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
        ]
    )


class _Body:
    """One pass over the text of a document."""

    def __init__(self, *, styles: StyleSheet, numbering: Numbering, notes: dict[str, dict[str, str]]) -> None:
        self.styles = styles
        self.numbering = numbering
        self.notes = notes
        self.place = Place()

    def blocks(self, container: _Element) -> Iterator[Element]:
        """The paragraphs and tables in a body, a cell or a text box."""
        for child in container:
            if child.tag == w("p"):
                yield from self.paragraph(child)
            elif child.tag == w("tbl"):
                yield from self.table(child)
            elif child.tag in _CONTAINERS:
                yield from self.blocks(child)
            elif child.tag == w("altChunk"):
                yield Gap(note="Embedded document, not read", flag=PageFlag.PICTURES)

    def paragraph(self, paragraph: _Element) -> Iterator[Element]:
        style = self.styles.of(paragraph)
        inline = inline_of(paragraph, bold=style.bold)
        label = self.numbering.label(style.numbered) if style.numbered and inline.text else None
        number = label.text if label and not label.bullet else ""
        text = f"{number} {inline.text}".strip()
        heading = style.heading
        if heading is None and label is None and _is_bold_heading(inline):
            heading = _BOLD_HEADING
        if heading is not None and inline.text:
            self.place.enter(inline.text, number)
            yield Text(
                text=text, kind=PassageKind.HEADING, locator=self.place.section, level=heading, flags=inline.flags
            )
        elif inline.text or inline.changed:
            item = style.numbered is not None
            yield Text(
                text=text,
                kind=PassageKind.LIST_ITEM if item else PassageKind.PROSE,
                locator=self.place.paragraph() if text else "",
                level=style.numbered.level if style.numbered else 0,
                bold=inline.bold,
                bullet=label.text if label and label.bullet else "",
                flags=inline.flags,
            )
        yield from self.beside(inline)

    def beside(self, inline: Inline) -> Iterator[Element]:
        """What hangs from a paragraph: hidden text, pictures, text boxes, notes."""
        if inline.hidden:
            yield Text(text=inline.hidden, kind=PassageKind.PROSE, locator="", hidden=True)
        for share in inline.pictures:
            yield Gap(note="Picture, not read", flag=PageFlag.PICTURES if share >= _LARGE_PICTURE else None)
        for box in inline.boxes:
            yield from self.blocks(box)
        for kind, name in inline.notes:
            text = self.notes[kind].get(name, "")
            if text:
                yield Text(text=text, kind=PassageKind.PROSE, locator=f"{kind} {name}")

    def table(self, table: _Element) -> Iterator[Element]:
        if all(len(cells) == 1 for cells in rows_of(table)):
            # One column of cells is a frame around text, not a table.
            for (cell,) in rows_of(table):
                yield from self.blocks(cell)
            return
        name = self.place.table()
        read = read_table(table, self.styles, self.numbering, name)
        if read.rows:
            rows = tuple(with_headers(read.rows, marked=read.marked))
            yield Table(rows=rows, columns=read.columns)
        for inline in read.inlines:
            yield from self.beside(inline)


def _is_bold_heading(inline: Inline) -> bool:
    text = inline.text
    if not inline.bold or "\n" in text or len(text.split()) > _HEADING_WORDS:
        return False
    return any(character.isalpha() for character in text) and not text.endswith((".", ";", ",", ":", "?", "。", "；"))


def _xml(part: object) -> _Element | None:
    if part is None:
        return None
    # Parts that the library knows are parsed already; the others are bytes.
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)  # type: ignore[attr-defined]


def _notes(part: _Element | None, kind: str) -> dict[str, str]:
    found = [] if part is None else part.findall(w(kind))
    return {value_of(note, "id"): _text_in(note) for note in found if value_of(note, "type") in _PLAIN_NOTES}


def _comments(part: _Element | None) -> Iterator[Element]:
    for number, comment in enumerate([] if part is None else part.findall(w("comment")), start=1):
        text = _text_in(comment)
        if text:
            author = value_of(comment, "author")
            locator = f"comment {number} by {author}" if author else f"comment {number}"
            yield Text(text=text, kind=PassageKind.PROSE, locator=locator)


def _headers_and_footers(parts: list[object]) -> Iterator[Element]:
    seen: set[str] = set()
    for part in parts:
        element = _xml(part)
        text = "" if element is None else _text_in(element)
        # Sections mostly repeat the header of the one before; page numbers say nothing.
        if text not in seen and any(character.isalpha() for character in text):
            seen.add(text)
            yield Text(text=text, kind=PassageKind.PROSE, locator="header or footer")


def _text_in(element: _Element) -> str:
    texts = (inline_of(paragraph).text for paragraph in element.iter(w("p")))
    return "\n".join(text for text in texts if text)
