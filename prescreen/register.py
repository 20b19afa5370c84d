"""The evidence register: every suggestion as a row of a workbook, with room for a person's verdict."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from classify.suggestion import EvidenceStatus, Reason
from corpus.framework import Criterion
from prescreen.accounting import STATUS_WORDS, flags_in_words, pages_by_status, unread
from prescreen.gap_matrix import LETTERS, Cell, Reading, counted, gap_matrix, reading_of, status_in_words
from prescreen.place import boxes_in_words, number_ranges, pages_of
from prescreen.report import NOTE
from prescreen.result import PlacedSuggestion, RunResult, placed_suggestions
from prescreen.spreadsheet import neutral, put_head, put_row

#: What a person may enter as verdict; empty means open.
VERDICTS = ("accept", "reject", "change criterion")

#: Column title and width in characters. The last four are empty: they are for people.
EVIDENCE_COLUMNS = (
    ("criterion no", 9),
    ("criterion name", 24),
    ("quote", 70),
    ("document", 32),
    ("page", 7),
    ("locator", 16),
    ("boxes", 24),
    ("score", 7),
    ("status", 14),
    ("kind", 11),
    ("language", 9),
    ("heading", 28),
    ("reasons", 40),
    ("passage id", 20),
    ("document sha256", 20),
    ("verdict", 16),
    ("reason", 24),
    ("reviewer", 18),
    ("date", 12),
)
_TITLES = tuple(title for title, _ in EVIDENCE_COLUMNS)

#: Long machine text stays on one line, or each row would be as high as a screen.
_UNWRAPPED = tuple(_TITLES.index(title) for title in ("boxes", "passage id", "document sha256"))

DOCUMENT_COLUMNS = (
    ("no", 6),
    ("document", 48),
    ("media type", 24),
    ("language", 10),
    ("pages read", 11),
    ("pages unread", 13),
    ("pages by status", 44),
    ("notes", 44),
    ("suggestions", 12),
    ("code", 20),
    ("message", 50),
    ("next step", 50),
    ("sha256", 68),
)

UNREAD_COLUMNS = (("document", 48), ("pages", 16), ("count", 8), ("code", 20), ("message", 60), ("next step", 60))

_UNREAD_FILL = PatternFill("lightUp", fgColor="FF8C96A0", bgColor="FFFFFFFF")
#: By the tone of a cell, from 1 to 4, as in the report.
_FILLS = tuple(PatternFill("solid", fgColor=colour) for colour in ("FFEEF5FB", "FFD0E4F5", "FFA6CCEE", "FF74B2E4"))
_AGAINST = tuple(PatternFill("solid", fgColor=colour) for colour in ("FFFDF1E7", "FFFBDCC3", "FFF6BF95", "FFEF9F62"))


def evidence_register(run: RunResult) -> Workbook:
    """The register of ``run``: sheets Read me, Evidence, Gap matrix, Documents, Pages not read.

    No cell is a formula, whatever the documents say. Write it with :func:`prescreen.spreadsheet.save_reproducibly`.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "Assay"
    workbook.properties.title = neutral(f"{run.pack_name}: evidence register")
    _fill_read_me(workbook.create_sheet("Read me"), run)
    _fill_evidence(workbook.create_sheet("Evidence"), run)
    _fill_gap_matrix(workbook.create_sheet("Gap matrix"), run)
    _fill_documents(workbook.create_sheet("Documents"), run)
    _fill_pages_not_read(workbook.create_sheet("Pages not read"), run)
    return workbook


def _fill_read_me(sheet: Worksheet, run: RunResult) -> None:
    unread_files = f", and {counted(run.files_unread, 'file')} of unknown length" if run.files_unread else ""
    rows: list[tuple[str, str | int]] = [
        ("Pack", run.pack_name),
        ("Framework", f"{run.framework.id}: {run.framework.name}, version {run.framework.version}"),
        ("As of", run.as_of.isoformat() if run.as_of else "not given"),
        ("Model release", run.release),
        ("Documents", len(run.documents)),
        ("Pages read", run.pages_read),
        ("Pages unread", f"{run.pages_unread}{unread_files}"),
        ("Suggestions", sum(map(len, run.suggestions))),
        ("How to use", "On the sheet Evidence, choose a verdict for each row and fill in reason, reviewer and date."),
        ("Score", "0 to 1: how well the passage fits the criterion. It says nothing about how good the practice is."),
        *((f"Status {LETTERS[status]}", status_in_words(status)) for status in EvidenceStatus),
        ("+N", "Another suggestion of the cell is negative."),
        ("Boxes", "x0 y0 x1 y1 of each line, in points (1/72 inch) from the top left corner of the visible page."),
        ("None", "Speaks only of pages that were read; unread pages and files may hold evidence."),
        ("Apostrophe", "Text that a spreadsheet would take for a formula begins with an added apostrophe."),
    ]
    put_head(sheet, (("Assay evidence register", 26), (NOTE, 100)))
    for number, row in enumerate(rows, start=2):
        name, value = put_row(sheet, number, row)
        name.font = Font(bold=True)
        value.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")


def _fill_evidence(sheet: Worksheet, run: RunResult) -> None:
    put_head(sheet, EVIDENCE_COLUMNS, frozen="C2")
    placed = placed_suggestions(run)
    rows = [(criterion, one) for criterion in run.framework.criteria for one in placed[criterion.number]]
    for number, (criterion, one) in enumerate(rows, start=2):
        cells = put_row(sheet, number, _evidence_row(criterion, one))
        cells[_TITLES.index("score")].number_format = "0.00"
        for position in _UNWRAPPED:
            cells[position].alignment = Alignment(vertical="top")
    verdict = DataValidation(type="list", formula1=f'"{",".join(VERDICTS)}"', allow_blank=True, showErrorMessage=True)
    verdict.error = f"Use one of: {', '.join(VERDICTS)}."
    column = get_column_letter(_TITLES.index("verdict") + 1)
    # At least one row, because a range without rows is no range.
    verdict.add(f"{column}2:{column}{max(len(rows), 1) + 1}")
    sheet.add_data_validation(verdict)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_TITLES))}{len(rows) + 1}"


def _evidence_row(criterion: Criterion, one: PlacedSuggestion) -> tuple[str | float, ...]:
    passage = one.passage
    return (
        criterion.number,
        criterion.name,
        passage.text,
        one.document.name,
        pages_of(passage),
        passage.locator,
        boxes_in_words(passage),
        one.suggestion.score,
        status_in_words(one.suggestion.status),
        passage.kind.value.replace("_", " "),
        passage.language,
        " › ".join(passage.heading),
        "; ".join(_reason_in_words(reason) for reason in one.suggestion.reasons),
        passage.id,
        one.document.sha256 or "",
    )


def _reason_in_words(reason: Reason) -> str:
    return f"{reason.kind.value} “{reason.text}” {reason.weight:.2f}"


def _fill_gap_matrix(sheet: Worksheet, run: RunResult) -> None:
    names = [(document.name, 18) for document in run.documents]
    columns = (("criterion no", 9), ("criterion name", 36), ("category", 28), ("all documents", 24), *names)
    put_head(sheet, columns, frozen="E3")
    readings = [reading_of(run.documents), *(reading_of([document]) for document in run.documents)]
    put_row(sheet, 2, ["", "pages", "", *map(_reading_in_words, readings)])
    for number, row in enumerate(gap_matrix(run), start=3):
        criterion = row.criterion
        cells = (row.total, *row.cells)
        shown = [cell.count or cell.words for cell in cells]
        written = put_row(sheet, number, [criterion.number, criterion.name, criterion.category, *shown])
        for target, cell in zip(written[3:], cells, strict=True):
            _tone(target, cell)


def _reading_in_words(reading: Reading) -> str:
    return "; ".join([f"{counted(reading.pages_read, 'page')} read", *reading.unread])


def _tone(target: SheetCell, cell: Cell) -> None:
    if cell.count:
        fills = _AGAINST if cell.status is EvidenceStatus.NEGATIVE else _FILLS
        target.fill = fills[cell.tone - 1]
        # The number stays a number; the letter comes from its format.
        target.number_format = f'0" {cell.letter}"'
    elif not cell.reading.is_complete:
        target.fill = _UNREAD_FILL


def _fill_documents(sheet: Worksheet, run: RunResult) -> None:
    put_head(sheet, DOCUMENT_COLUMNS, frozen="C2")
    for position, document in enumerate(run.documents):
        statuses = "; ".join(f"{count} {STATUS_WORDS[status]}" for status, count in pages_by_status(document))
        error = document.error
        row = (
            position + 1,
            document.name,
            document.media_type or "unknown",
            document.language,
            document.pages_read,
            document.pages_unread if document.pages else "file not read",
            statuses or "none known",
            "; ".join(flags_in_words(document)),
            len(run.suggestions[position]),
            error.code if error else "",
            error.message if error else "",
            error.next if error else "",
            document.sha256 or "not known",
        )
        put_row(sheet, position + 2, row)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(DOCUMENT_COLUMNS))}{len(run.documents) + 1}"


def _fill_pages_not_read(sheet: Worksheet, run: RunResult) -> None:
    put_head(sheet, UNREAD_COLUMNS)
    rows = [(document.name, one) for document in run.documents for one in unread(document)]
    for number, (name, one) in enumerate(rows, start=2):
        pages = number_ranges(one.pages) or "file"
        put_row(sheet, number, (name, pages, len(one.pages) or "", one.code, one.message, one.next))
    if not rows:
        put_row(sheet, 2, ("Every page of every file was read.",))
