"""Workbooks that are safe to open and the same bytes each time they are written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

#: What a spreadsheet takes for the beginning of a formula, with the full-width forms that some locales accept.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

#: Characters that cannot stand in the XML of a workbook: control characters, lone surrogates, non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: Shown where a forbidden character stood, so that a reader sees that something is missing.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

#: Longest text of one cell in the XLSX format; the library behind would cut silently.
CELL_CHARACTERS = 32_767

#: The dates of a workbook and of the members of its ZIP are no fact about the evidence, so they never change.
#: 1980 is the first year that ZIP can hold.
FIXED_DATE = datetime(1980, 1, 1, tzinfo=UTC)

_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD_FILL = PatternFill("solid", fgColor="FFE8ECF0")

_CORE_DATE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_CONTENT_TYPES = "[Content_Types].xml"


def neutral(text: str) -> str:
    """``text`` as a cell may hold it: never a formula, no forbidden character, no longer than a cell can be.

    A formula start gets a leading apostrophe, a forbidden character becomes U+FFFD, and text that is too long ends
    in a note of how much was cut.
    """
    shown = _FORBIDDEN.sub(REPLACEMENT, text)
    if shown.startswith(FORMULA_STARTS):
        shown = f"'{shown}"
    if len(shown) <= CELL_CHARACTERS:
        return shown
    note = f" … [cut: {len(text)} characters in all]"
    return shown[: CELL_CHARACTERS - len(note)] + note


def put_head(sheet: Worksheet, columns: Sequence[tuple[str, float]], *, frozen: str = "A2") -> None:
    """Write the titles of ``columns`` in row 1 and set their widths (in characters); keep what is above ``frozen``."""
    for number, (cell, (_, width)) in enumerate(
        zip(put_row(sheet, 1, [title for title, _ in columns]), columns, strict=True), start=1
    ):
        cell.font = Font(bold=True)
        cell.fill = _HEAD_FILL
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = frozen


def put_row(sheet: Worksheet, number: int, values: Iterable[str | float]) -> list[Cell]:
    """Write ``values`` from the left into row ``number`` (from 1), text neutral and wrapped, and return the cells."""
    cells = []
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(number, column, neutral(value) if isinstance(value, str) else value)
        cell.alignment = _WRAPPED
        cells.append(cell)
    return cells


def save_reproducibly(workbook: Workbook, path: Path) -> None:
    """Write ``workbook`` to ``path``; equal content gives equal bytes, whenever and wherever it is written.

    Sets the date of creation of ``workbook``. The file at ``path`` is replaced in one step.
    """
    workbook.properties.created = FIXED_DATE.replace(tzinfo=None)
    written = io.BytesIO()
    workbook.save(written)
    partial = path.with_name(f"{path.name}.partial")
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(partial, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            target.writestr(_member(name), _dateless(name, source.read(name)), compresslevel=6)
    partial.replace(path)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, date_time=FIXED_DATE.timetuple()[:6])
    member.compress_type = zipfile.ZIP_DEFLATED
    # Otherwise the operating system that wrote the file would be part of its bytes.
    member.create_system = 3
    member.external_attr = 0o644 << 16
    return member


def _dateless(name: str, content: bytes) -> bytes:
    """The library stamps the time of saving into the core properties, whatever they were set to."""
    if name != "docProps/core.xml":
        return content
    return _CORE_DATE.sub(rb"\g<1>" + FIXED_DATE.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<3>", content)
