"""Reads XLSX workbooks into elements: one table per sheet, its rows found by their cells. Runs in child processes only.

Values are those that the office program stored with its last calculation; Assay calculates nothing.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import Element as XmlElement

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.chartsheet import Chartsheet
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from extract.cell_value import text_of_value
from extract.document import PageFlag
from extract.element import Cell, Cut, Element, Gap, Leaf, Row, Table, Text
from extract.header_row import with_headers
from extract.passage import PassageKind
from extract.sheet_parts import comments_of, has_drawing

#: Rows with text of one workbook; a log of ten years has fewer.
MAX_ROWS = 50_000
#: Columns with text of one sheet.
MAX_COLUMNS = 256
_VISIBLE = "visible"
_NEEDS_NO_QUOTES = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")


class _Value(NamedTuple):
    column: int
    text: str
    bold: bool


@dataclass(kw_only=True, slots=True)
class _SheetRow:
    number: int
    values: list[_Value]
    #: True when a formula of the row has no result.
    uncalculated: bool


@dataclass(kw_only=True)
class _Budget:
    #: Rows that may still be read.
    rows: int


def elements_of_workbook(path: Path) -> Iterator[Element]:
    """The sheets in their order, hidden ones too; each begins a landscape page.

    Raises whatever the library raises on a damaged file.
    """
    with warnings.catch_warnings():
        # The library tells of extensions that it leaves out; they hold no text.
        warnings.simplefilter("ignore")
        with path.open("rb") as stream:
            workbook = load_workbook(stream, read_only=True, data_only=True)
            budget = _Budget(rows=MAX_ROWS)
            for sheet in workbook._sheets:  # type: ignore[attr-defined]
                if isinstance(sheet, Chartsheet):
                    yield Leaf(title=str(sheet.title), landscape=True)
                    yield Gap(note="Chart, not read", flag=PageFlag.PICTURES)
                else:
                    yield from _Sheet(workbook, sheet, budget).elements()


@dataclass
class _Sheet:
    workbook: Workbook
    sheet: ReadOnlyWorksheet
    budget: _Budget
    parser: _SheetParser = field(init=False)

    def elements(self) -> Iterator[Element]:
        title = str(self.sheet.title)
        hidden = self.sheet.sheet_state != _VISIBLE
        yield Leaf(title=f"{title} (hidden sheet)" if hidden else title, landscape=True)
        rows, cut = self._rows()
        columns = sorted({value.column for row in rows for value in row.values})
        if len(columns) > MAX_COLUMNS:
            cut = cut or f"The limit is {MAX_COLUMNS} columns with text; '{title}' has {len(columns)}."
        if rows:
            yield self._table(rows, columns[:MAX_COLUMNS], hidden_sheet=hidden)
        if has_drawing(self.workbook, self.sheet):
            yield Gap(note="Pictures, drawings or charts of this sheet, not read", flag=PageFlag.PICTURES)
        for reference, text in comments_of(self.workbook, self.sheet):
            yield Text(
                text=text,
                kind=PassageKind.PROSE,
                locator=f"{quoted(title)}!{reference} comment",
                above=(title,),
                hidden=hidden,
            )
        if cut:
            yield Cut(detail=cut)

    def _rows(self) -> tuple[list[_SheetRow], str]:
        """The rows with text, and the limit that ended them, if any."""
        rows: list[_SheetRow] = []
        with self.sheet._get_source() as source:  # type: ignore[attr-defined]
            self.parser = _SheetParser(self.workbook, self.sheet, source)
            for number, cells in self.parser.parse():
                row = self._row(number, cells)
                if row is None:
                    continue
                if self.budget.rows == 0:
                    return rows, f"The limit is {MAX_ROWS} rows; '{self.sheet.title}' goes on after row {number - 1}."
                self.budget.rows -= 1
                rows.append(row)
        return rows, ""

    def _row(self, number: int, cells: Sequence[dict[str, Any]]) -> _SheetRow | None:
        values = []
        for cell in cells:
            style = self.parser.style(cell["style_id"])
            text = text_of_value(cell["value"], style.number_format)
            if text:
                values.append(_Value(cell["column"], text, style.bold))
        uncalculated = any(cell["uncalculated"] for cell in cells)
        return _SheetRow(number=number, values=values, uncalculated=uncalculated) if values or uncalculated else None

    def _table(self, rows: Sequence[_SheetRow], columns: Sequence[int], *, hidden_sheet: bool) -> Table:
        title = str(self.sheet.title)
        places = {column: index for index, column in enumerate(columns)}
        hidden_columns = {column for column in columns if self.parser.hides_column(column)}
        merged = self.parser.merged_ends()
        made = []
        starts = set()
        for index, row in enumerate(rows):
            hide = hidden_sheet or self.parser.hides_row(row.number)
            values = [value for value in row.values if value.column in places]
            cells = tuple(
                Cell(
                    text=value.text,
                    column=places[value.column],
                    span=self._span(value, values, merged.get((row.number, value.column)), columns, places),
                    bold=value.bold,
                    hidden=hide or value.column in hidden_columns,
                )
                for value in values
            )
            made.append(
                Row(
                    cells=cells,
                    locator=_range(title, row.number, values),
                    label=str(row.number),
                    above=(title,),
                    flags=(PageFlag.UNCALCULATED,) if row.uncalculated else (),
                )
            )
            # A header stands at the top, after an empty row, or under a title that is alone in its row.
            above = rows[index - 1] if index else None
            if above is None or above.number < row.number - 1 or len(above.values) == 1:
                starts.add(index)
        labels = tuple(get_column_letter(column) for column in columns)
        return Table(rows=tuple(with_headers(made, starts=frozenset(starts))), columns=len(columns), labels=labels)

    @staticmethod
    def _span(
        value: _Value, values: Sequence[_Value], end: int | None, columns: Sequence[int], places: dict[int, int]
    ) -> int:
        """Over how many of the columns with text the cell is drawn."""
        first = places[value.column]
        if len(values) == 1:
            # Text alone in its row runs over the empty cells to its right, as in the office program.
            return len(columns) - first
        if end is None:
            return 1
        following = min((places[other.column] for other in values if other.column > value.column), default=len(columns))
        inside = sum(value.column <= column <= end for column in columns)
        return max(min(inside, following - first), 1)


class _Style(NamedTuple):
    number_format: str
    bold: bool


class _SheetParser(WorkSheetParser):
    """The library's parser of one sheet; it also keeps what is hidden and which formulas have no result."""

    def __init__(self, workbook: Workbook, sheet: ReadOnlyWorksheet, source: IO[bytes]) -> None:
        book: Any = workbook
        super().__init__(
            source,
            sheet._shared_strings,  # type: ignore[attr-defined]
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self._sheet = sheet
        self._styles: dict[int, _Style] = {}

    def parse_cell(self, element: XmlElement) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        formula = element.find(FORMULA_TAG) is not None
        # A formula whose result is an empty text says that its result is a text.
        empty_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
        return {**cell, "uncalculated": formula and cell["value"] is None and not empty_text}

    def style(self, style: int) -> _Style:
        """The style of that number."""
        if style not in self._styles:
            cell: Any = ReadOnlyCell(self._sheet, 1, 1, None, style_id=style)
            self._styles[style] = _Style(str(cell.number_format), bool(cell.font.b))
        return self._styles[style]

    def hides_row(self, number: int) -> bool:
        """Whether the office program does not show the row."""
        return _is_true(self.row_dimensions.get(str(number), {}).get("hidden"))

    def hides_column(self, column: int) -> bool:
        """Whether the office program does not show the column."""
        dimensions = self.column_dimensions.values()
        return any(_is_true(d.get("hidden")) and int(d["min"]) <= column <= int(d["max"]) for d in dimensions)

    def merged_ends(self) -> dict[tuple[int, int], int]:
        """The last column of each merged range, by the row and column of its first cell."""
        merged: Any = self.merged_cells
        ranges = merged.mergeCell if merged else []
        return {(area.min_row, area.min_col): area.max_col for area in ranges}


def quoted(title: str) -> str:
    """The name of a sheet as references write it: in quotes unless it is one plain word."""
    plain = title and set(title) <= _NEEDS_NO_QUOTES and not title[0].isdigit()
    return title if plain else "'" + title.replace("'", "''") + "'"


def _range(title: str, row: int, values: Sequence[_Value]) -> str:
    if not values:
        return f"{quoted(title)}!{row}:{row}"
    first, last = (f"{get_column_letter(value.column)}{row}" for value in (values[0], values[-1]))
    return f"{quoted(title)}!{first}" if first == last else f"{quoted(title)}!{first}:{last}"


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")
