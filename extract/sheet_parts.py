"""What hangs from a sheet of a workbook beside its cells: comments, and pictures that nobody has read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.xml.functions import fromstring

_COMMENTS = "/comments"
_DRAWING = "/drawing"
#: Ends the name of the tag that holds a thing on its place over the cells.
_ANCHOR = b"Anchor"


def comments_of(workbook: Workbook, sheet: ReadOnlyWorksheet) -> Iterator[tuple[str, str]]:
    """The cell and the text of each comment, in the order of the file."""
    for target in _targets(workbook, sheet, _COMMENTS):
        archive: Any = workbook._archive  # type: ignore[attr-defined]
        part: Any = CommentSheet.from_tree(fromstring(archive.read(target)))
        for reference, comment in part.comments:
            if comment.text and comment.text.strip():
                yield str(reference), str(comment.text)


def has_drawing(workbook: Workbook, sheet: ReadOnlyWorksheet) -> bool:
    """Whether pictures, text boxes or charts lie over the cells."""
    archive: Any = workbook._archive  # type: ignore[attr-defined]
    # Some programs write a drawing for every sheet, with nothing in it.
    return any(_ANCHOR in archive.read(target) for target in _targets(workbook, sheet, _DRAWING))


def _targets(workbook: Workbook, sheet: ReadOnlyWorksheet, kind: str) -> list[str]:
    archive: Any = workbook._archive  # type: ignore[attr-defined]
    relations = get_rels_path(sheet._worksheet_path)  # type: ignore[attr-defined, no-untyped-call]
    if relations not in archive.namelist():
        return []
    found = get_dependents(archive, relations)
    names = set(archive.namelist())
    return [relation.target for relation in found if relation.Type.endswith(kind) and relation.target in names]
