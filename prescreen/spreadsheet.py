"""Workbooks that are safe to open and the same bytes each time they are written."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook

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
