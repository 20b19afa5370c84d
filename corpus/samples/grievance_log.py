"""The sample grievance log as XLSX: dated cases of neighbours and workers, one of them overdue."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from corpus.samples.archive import FIXED_TIME, with_fixed_dates
from corpus.samples.grievance_cases import CASES

HEAD: Final = (
    "Case no.",
    "Date received",
    "Channel",
    "Complainant group",
    "Category",
    "Description",
    "Owner",
    "Acknowledged on",
    "Answer due",
    "Answered on",
    "Outcome",
    "Status",
)

_WORKER_GROUPS: Final = ("Worker", "Contractor worker", "Agency worker")
_DAYS_FOR_WORKERS: Final = 15
_DAYS_FOR_NEIGHBOURS: Final = 30
_WIDTHS: Final = (13, 14, 15, 18, 17, 58, 20, 16, 13, 13, 58, 13)

_NOTES: Final = (
    "Grievance log of the Community Relations Office and of the Línea Abierta, 2025, state of 22 September 2025",
    "Names are kept in the case files only. Retaliation is asked about in every closing talk; none was reported.",
    "Answer due: 30 days after receipt for persons outside the company, 15 days for workers.",
    "Overdue: the answer is late and still open. Closed late: answered after the due date.",
)


def grievance_log() -> bytes:
    """The log as XLSX bytes, one sheet with a header row and fifteen cases, and a sheet that explains the columns."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Log 2025"
    _fill(sheet)
    notes = workbook.create_sheet("How to read")
    for row, text in enumerate(_NOTES, start=1):
        notes.cell(row=row, column=1, value=text)
    notes.column_dimensions["A"].width = 110
    workbook.properties.creator = "Community Relations Office"
    workbook.properties.title = "Grievance log 2025"
    workbook.properties.created = FIXED_TIME
    out = io.BytesIO()
    workbook.save(out)
    return with_fixed_dates(out.getvalue())


def _fill(sheet: Worksheet) -> None:
    sheet.append(HEAD)
    for number, case in enumerate(CASES, start=1):
        received, channel, group, category, description, owner, acknowledged, answered, outcome, status = case
        days = _DAYS_FOR_WORKERS if group in _WORKER_GROUPS else _DAYS_FOR_NEIGHBOURS
        due = date.fromisoformat(received) + timedelta(days=days)
        sheet.append(
            (
                f"G-25-{number:03}",
                _day(received),
                channel,
                group,
                category,
                None,
                owner,
                _day(acknowledged),
                due,
                _day(answered),
                outcome,
                status,
            )
        )
        _write_text(sheet.cell(row=number + 1, column=HEAD.index("Description") + 1), description)
    _format(sheet)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _write_text(cell: Cell | MergedCell, text: str) -> None:
    cell.value = text
    # Set after the value: the library takes a text that starts with an equals sign for a formula.
    cell.data_type = "s"


def _format(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F3ECE6")
    for row in sheet.iter_rows(min_row=1):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
