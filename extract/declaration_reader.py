"""Reads mineral reporting templates (CMRT, EMRT, AMRT) by sheet and field, in child processes with limits."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook

from corpus.errors import ErrorCode, ReadError
from corpus.reporting_template import TemplateKnowledge, load_templates
from extract.cell_value import text_of_value
from extract.declaration import Declaration
from extract.declaration_sheet import (
    Cells,
    Sheet,
    answers_of,
    fields_of,
    kind_of,
    known_smelters,
    products_of,
    revision_of,
    smelters_of,
)
from extract.office import readable_office
from ingest.children import ChildError, Children
from ingest.mediatype import XLSX
from ingest.source_file import SourceFile

#: Rows of one sheet; the list of smelters of the template has 2,500.
_MAX_ROWS = 20_000
#: Columns of one sheet that may hold answers or heads.
_MAX_COLUMNS = 26
_SECONDS = 60.0
#: Words in the titles of sheets, which stay English in every language of the template.
_PRODUCTS = "product"
_LOOK_UP = "look"


def read_declaration(source: SourceFile) -> Declaration | None:
    """The declaration in a workbook, or ``None`` when it is no such template.

    Raises :class:`ReadError` when the workbook cannot be read.
    """
    if source.media_type != XLSX:
        return None
    with Children(workers=1) as children:
        try:
            return children.start(_SECONDS, declaration_in, source.path).result()
        except ChildError as error:
            raise ReadError(ErrorCode.DOCUMENT_CRASHED, error.detail) from error


def declaration_in(path: Path) -> Declaration | None:
    """As :func:`read_declaration`, in this process: call it in children only."""
    with readable_office(path):
        return _declaration(_sheets(path), load_templates())


def _declaration(sheets: Sequence[Sheet], knowledge: TemplateKnowledge) -> Declaration | None:
    for sheet in sheets:
        kind = kind_of(sheet, knowledge)
        if kind is not None:
            others = [other for other in sheets if other is not sheet]
            # The look-up list of the template names every smelter there is; none of them is the supplier's word.
            look_up = [other for other in others if _LOOK_UP in other.title.casefold()]
            smelters = tuple(row for other in others if other not in look_up for row in smelters_of(other, knowledge))
            numbers = frozenset(row.number for row in smelters if row.number)
            return Declaration(
                kind=kind,
                revision=revision_of(sheet),
                fields=fields_of(sheet, knowledge),
                answers=answers_of(sheet, knowledge),
                smelters=smelters,
                products=sum(products_of(other) for other in others if _PRODUCTS in other.title.casefold()),
                known=tuple(one for other in look_up for one in known_smelters(other, knowledge, numbers)),
            )
    return None


def _sheets(path: Path) -> list[Sheet]:
    with warnings.catch_warnings():
        # The library tells of extensions that it leaves out; they hold no text.
        warnings.simplefilter("ignore")
        with path.open("rb") as stream:
            workbook = load_workbook(stream, read_only=True, data_only=True)
            return [Sheet(title=str(sheet.title), cells=_cells(sheet)) for sheet in workbook.worksheets]


def _cells(sheet: object) -> Cells:
    rows = sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True)  # type: ignore[attr-defined]
    return {
        (row, column): text
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value is not None and (text := text_of_value(value))
    }
