"""Styles of a DOCX file as far as they say what part a paragraph plays: heading, item of a list, bold."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.etree import _Element

from extract.wordml import is_on, number_of, value_of, w

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
#: Body text is written as this outline level.
_BODY_LEVEL = 9
#: Styles may be based on one another in a circle.
_MAX_BASES = 20


class Numbered(NamedTuple):
    """The list that a paragraph belongs to, and its depth there."""

    list_id: str
    level: int


class ParagraphStyle(NamedTuple):
    """What a paragraph is."""

    #: From 0 (title of the document); ``None`` for other text.
    heading: int | None
    #: ``None`` outside lists.
    numbered: Numbered | None
    bold: bool


class StyleSheet:
    """The paragraph styles of one file."""

    def __init__(self, styles: _Element | None) -> None:
        found = [] if styles is None else styles.findall(w("style"))
        self._styles = {value_of(style, "styleId"): style for style in found}
        default = [style for style in found if value_of(style, "default") in ("1", "true")]
        paragraphs = [style for style in default if value_of(style, "type") == "paragraph"]
        self._default = value_of(paragraphs[0], "styleId") if paragraphs else ""

    def of(self, paragraph: _Element) -> ParagraphStyle:
        """The style of a paragraph, with what it says itself."""
        properties = paragraph.find(w("pPr"))
        named = value_of(properties.find(w("pStyle")) if properties is not None else None)
        chain = self._chain(named or self._default)
        sources = [properties, *(style.find(w("pPr")) for style in chain)]
        return ParagraphStyle(
            heading=_heading(chain, sources),
            numbered=_numbered(sources),
            bold=next((is_on(rpr, "b") for rpr in _run_properties(chain) if rpr.find(w("b")) is not None), False),
        )

    def _chain(self, name: str) -> list[_Element]:
        """The style and those that it is based on."""
        chain: list[_Element] = []
        while name in self._styles and len(chain) < _MAX_BASES:
            style = self._styles[name]
            chain.append(style)
            name = value_of(style.find(w("basedOn")))
        return chain


def _run_properties(chain: list[_Element]) -> list[_Element]:
    found = (style.find(w("rPr")) for style in chain)
    return [properties for properties in found if properties is not None]


def _heading(chain: list[_Element], sources: list[_Element | None]) -> int | None:
    for style in chain:
        # Programs in all languages store the English names of the built-in styles.
        name = value_of(style.find(w("name")))
        match = _HEADING.fullmatch(name)
        if match:
            return int(match.group(1))
        if name.lower() == "title":
            return 0
    for source in sources:
        level = source.find(w("outlineLvl")) if source is not None else None
        if level is not None:
            outline = number_of(level, default=_BODY_LEVEL)
            return outline + 1 if 0 <= outline < _BODY_LEVEL else None
    return None


def _numbered(sources: list[_Element | None]) -> Numbered | None:
    for source in sources:
        numbering = source.find(w("numPr")) if source is not None else None
        list_id = value_of(numbering.find(w("numId"))) if numbering is not None else ""
        if numbering is not None and list_id:
            # The list 0 takes a paragraph out of the list of its style.
            return None if list_id == "0" else Numbered(list_id, number_of(numbering.find(w("ilvl"))))
    return None
