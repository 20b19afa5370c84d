"""Lays the elements of an office file out on pages, from top to bottom, and keeps which words make a paragraph.

The pages are Assay's own, not those of the office program: what counts is that every word has a place on a page that
can be drawn, and that the same file always gives the same pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract import typeface
from extract.element import Cut, Element, Gap, Leaf, Table, Text
from extract.line_breaking import cleaned, lines_of_text
from extract.page_flow import OutOfPagesError, PageFlow
from extract.paragraph import Paragraph
from extract.passage import PassageKind
from extract.set_page import MARGIN, Area, Mark, SetPage, Shade, baseline_at, cut_page
from extract.table_setting import set_table
from extract.word import Box, Word

#: Sizes in points. Headings go by level; each differs by a whole point, as their rank is told from it.
_BODY = 10.0
_HEADINGS = (22.0, 18.0, 16.0, 14.0, 13.0, 12.0, 11.0)
_TABLE = 9.0
#: Tables on landscape pages have many columns.
_WIDE_TABLE = 8.0
_NOTE = 7.0
#: Points by which a level of a list is set in, and its bullet stands before it.
_INDENT = 16.0
_BULLET = 10.0
_MAX_DEPTH = 6
#: A heading is not left alone at the end of a page: so many lines must fit from it on.
_LINES_WITH_HEADING = 3


class Typesetter:
    """One run over the elements of a file."""

    def __init__(self, max_pages: int) -> None:
        self._flow = PageFlow(max_pages=max_pages)
        #: What the words of the pages make, in reading order.
        self.paragraphs: list[Paragraph] = []

    def pages(self, elements: Iterable[Element]) -> Iterator[SetPage]:
        """The pages in order; what lies beyond a limit is one page with a ``cut``. May be left before its end."""
        try:
            for element in elements:
                self._set(element)
                yield from self._flow.taken()
        except OutOfPagesError as limit:
            yield from self._flow.taken()
            yield cut_page(self._flow.last + 1, str(limit))
            return
        self._flow.close()
        yield from self._flow.taken()

    def _set(self, element: Element) -> None:
        match element:
            case Leaf():
                self._flow.begin(element)
            case Text():
                self._text(element)
            case Table():
                size = _WIDE_TABLE if self._flow.landscape else _TABLE
                set_table(element, self._flow, size, self.paragraphs)
            case Gap():
                self._gap(element)
            case Cut():
                self._flow.cut(element.detail)

    def _text(self, text: Text) -> None:
        heading = text.kind is PassageKind.HEADING
        size = _HEADINGS[min(text.level, len(_HEADINGS) - 1)] if heading else _BODY
        bold = heading or text.bold
        pitch = typeface.PITCH * size
        indent = _INDENT * (min(text.level, _MAX_DEPTH) + 1) if text.kind is PassageKind.LIST_ITEM else 0.0
        page = self._flow.room(pitch * _LINES_WITH_HEADING if heading else pitch)
        # A paragraph whose words were all deleted leaves nothing but its flag.
        page.flags.update(text.flags)
        broken = lines_of_text(cleaned(text.text), page.width - 2 * MARGIN - indent, size, bold=bold)
        words: list[tuple[int, Word]] = []
        try:
            for index, line in enumerate(broken):
                page = self._flow.room(pitch)
                page.flags.update(text.flags)
                if index == 0 and text.bullet:
                    page.marks.append(Mark(text.bullet, MARGIN + indent - _BULLET, baseline_at(page.y, size), size))
                if text.hidden:
                    page.areas.append(Area(Box(MARGIN, page.y, page.width - MARGIN, page.y + pitch), Shade.HIDDEN))
                placed = page.put(line, MARGIN + indent, page.y, size, bold=bold, hidden=text.hidden)
                words.extend((page.number, word) for word in placed)
                page.y += pitch
        finally:
            # What was set before the last page was full is read, and stays.
            if words and not text.hidden:
                self.paragraphs.append(
                    Paragraph(
                        words=tuple(words),
                        kind=text.kind,
                        size=size,
                        bold=bold,
                        large=heading,
                        locator=text.locator,
                        above=text.above,
                    )
                )
        self._flow.space(0.4 * size if broken else 0.0)

    def _gap(self, gap: Gap) -> None:
        page = self._flow.room(typeface.PITCH * _NOTE)
        page.gaps = True
        if gap.flag is not None:
            page.flags.add(gap.flag)
        page.marks.append(Mark(f"[{gap.note}]", MARGIN, baseline_at(page.y, _NOTE), _NOTE))
        page.y += typeface.PITCH * _NOTE
