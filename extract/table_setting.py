"""Sets a table on pages, row after row; rows that are higher than the page go on over its end."""

from __future__ import annotations

from dataclasses import dataclass

from extract import typeface
from extract.element import Cell, Row, Table
from extract.line_breaking import Piece, cleaned, lines_of_text
from extract.page_flow import PageFlow
from extract.paragraph import Paragraph
from extract.set_page import MARGIN, Area, Mark, OpenPage, Shade, baseline_at
from extract.table_grid import PADDING, Grid, grid_of, least_width
from extract.word import Box, Word

#: Points left of a table for the numbers of its rows.
_GUTTER = 26.0
#: Size of the names of rows and columns, in points.
_LABEL = 7.0
#: Names of columns that take more than this share of a page are not drawn again on the next one.
_MAX_HEADER = 0.25

_Lines = list[tuple[Piece, ...]]


def set_table(table: Table, flow: PageFlow, size: float, paragraphs: list[Paragraph]) -> None:
    """Set all rows with text of ``size`` points; each row that is seen and is no header is added to the paragraphs.

    Raises :class:`extract.page_flow.OutOfPagesError` beyond the limit of pages.
    """
    gutter = _GUTTER if any(row.label for row in table.rows) else 0.0
    flow.widen(least_width(table, size) + gutter + 2 * MARGIN)
    page = flow.room(3 * typeface.PITCH * size)
    grid = grid_of(table, page.width - 2 * MARGIN - gutter, size)
    setting = _TableSetting(table=table, flow=flow, grid=grid, left=MARGIN + gutter, size=size)
    setting.rows(page, paragraphs)
    flow.space(size)


@dataclass(kw_only=True)
class _TableSetting:
    table: Table
    flow: PageFlow
    grid: Grid
    #: Points from the left edge of the page.
    left: float
    size: float
    header: Row | None = None
    page: OpenPage | None = None

    @property
    def pitch(self) -> float:
        return typeface.PITCH * self.size

    def rows(self, page: OpenPage, paragraphs: list[Paragraph]) -> None:
        self._draw_labels(page)
        self.page = page
        for row in self.table.rows:
            words: list[tuple[int, Word]] = []
            try:
                self._row(row, words)
            finally:
                # What was set before the last page was full is read, and stays.
                if words and not row.header and not row.unanswered:
                    paragraphs.append(self._paragraph(row, words))
            if row.header:
                self.header = row

    def _row(self, row: Row, words: list[tuple[int, Word]]) -> None:
        cells = [(cell, self._lines(cell)) for cell in row.cells]
        height = max((len(lines) for _, lines in cells), default=0) * self.pitch + 2 * PADDING
        # A row goes to the next page whole, unless it is so high that it would leave half a page empty.
        page = self._page_for(min(height, self.flow.room(0).height / 2))
        page.flags.update(row.flags)
        while cells:
            most = max(int((page.left - 2 * PADDING) / self.pitch), 1)
            words.extend((page.number, word) for word in self._part(page, row, cells, most))
            cells = [(cell, lines[most:]) for cell, lines in cells if len(lines) > most]
            if cells:
                page = self._page_for(page.height)

    def _paragraph(self, row: Row, words: list[tuple[int, Word]]) -> Paragraph:
        return Paragraph(
            words=tuple(words), kind=row.kind, size=self.size, bold=False, locator=row.locator, above=row.above
        )

    def _lines(self, cell: Cell) -> _Lines:
        room = self.grid.right(cell) - self.grid.left(cell) - 2 * PADDING
        return lines_of_text(cleaned(cell.text), room, self.size, bold=cell.bold)

    def _page_for(self, height: float) -> OpenPage:
        page = self.flow.room(height)
        if page is not self.page:
            self.page = page
            self._draw_labels(page)
            self._draw_header_again(page)
        return page

    def _part(self, page: OpenPage, row: Row, cells: list[tuple[Cell, _Lines]], most: int) -> list[Word]:
        """Set up to ``most`` lines of each cell on the page; the words that are seen, cell after cell."""
        height = min(max(len(lines) for _, lines in cells), most) * self.pitch + 2 * PADDING
        top = page.y
        if row.label:
            page.marks.append(Mark(row.label, MARGIN, baseline_at(top + PADDING, _LABEL), _LABEL))
        words: list[Word] = []
        for cell, lines in cells:
            self._draw_cell(page, cell, row, top, height)
            x = self.left + self.grid.left(cell) + PADDING
            for number, line in enumerate(lines[:most]):
                y = top + PADDING + number * self.pitch
                placed = page.put(line, x, y, self.size, bold=cell.bold, hidden=cell.hidden)
                words.extend(placed if not cell.hidden else ())
        for y in (top, top + height):
            page.areas.append(Area(Box(self.left, y, self.left + self.grid.width, y + 0.5), Shade.RULE))
        page.y = top + height
        return words

    def _draw_cell(self, page: OpenPage, cell: Cell, row: Row, top: float, height: float) -> None:
        x0, x1 = self.left + self.grid.left(cell), self.left + self.grid.right(cell)
        if row.header or cell.hidden:
            shade = Shade.HIDDEN if cell.hidden else Shade.HEADER
            page.areas.append(Area(Box(x0, top, x1, top + height), shade))
        for x in (x0, x1):
            page.areas.append(Area(Box(x, top, x + 0.5, top + height), Shade.RULE))

    def _draw_labels(self, page: OpenPage) -> None:
        for index, label in enumerate(self.table.labels):
            x = self.left + self.grid.edges[index] + PADDING
            page.marks.append(Mark(label, x, baseline_at(page.y, _LABEL), _LABEL))
        if self.table.labels:
            page.y += typeface.PITCH * _LABEL

    def _draw_header_again(self, page: OpenPage) -> None:
        if self.header is None:
            return
        cells = [(cell, self._lines(cell)) for cell in self.header.cells]
        height = max((len(lines) for _, lines in cells), default=0) * self.pitch
        if height > page.height * _MAX_HEADER:
            return
        for cell, lines in cells:
            for number, line in enumerate(lines):
                baseline = baseline_at(page.y + number * self.pitch, self.size)
                x = self.left + self.grid.left(cell) + PADDING
                page.marks.append(Mark(" ".join(piece.text for piece in line), x, baseline, self.size))
        page.y += height + PADDING
