"""Turns a user's own equivalence matrix, a workbook, into a release of edges that can lie over the shipped ones.

Two forms are read: a list with a row for each pair (columns ``standard``, ``criterion``, ``extent``, and perhaps
``edition``, ``condition``, ``source``), and a table with criteria down the side and standards along the top.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import yaml
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from corpus.catalogue import load_framework
from corpus.equivalence import Extent
from corpus.errors import CallError, CorpusError, ErrorCode
from corpus.framework import FrameworkId
from corpus.standard import StandardId
from corpus.standard_catalogue import load_standards

#: Heads of the columns of a list, in lower case.
_COLUMNS = {
    "standard": ("standard", "scheme", "system"),
    "criterion": ("criterion", "criteria", "issue area", "number"),
    "extent": ("extent", "relation", "equivalence", "recognition", "coverage"),
    "edition": ("edition", "version"),
    "condition": ("condition", "conditions", "note", "notes", "comment", "comments"),
    "source": ("source", "reference"),
}
_EXTENTS = {
    Extent.FULL: frozenset({"full", "f", "fully", "yes", "whole", "in whole", "complete", "completo", "total"}),
    Extent.PARTIAL: frozenset({"partial", "p", "partially", "part", "in part", "parcial", "partiel"}),
    Extent.NONE: frozenset({"none", "n", "no", "-", "not recognised", "not recognized"}),
}
_NUMBER = re.compile(r"\s*(\d{1,2})(?:\s*[.:)–-].*|\s+\D.*|\.0)?\s*", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cell:
    standard: StandardId
    criterion: str
    extent: Extent
    edition: str
    condition: str
    source: str


def import_matrix(source: Path, target: Path, *, framework: FrameworkId, author: str, version: str) -> int:
    """Write the edges of the workbook ``source`` as a release into ``target``; how many pairs there are.

    Raises :class:`CallError` with ``path_missing`` or ``output_unwritable``, and :class:`CorpusError` with
    ``corpus_invalid`` naming the cell that holds something unknown, or the pair that stands twice.
    """
    if not source.is_file():
        raise CallError(ErrorCode.PATH_MISSING, f"Found no file at '{source}'.")
    try:
        with source.open("rb") as stream:
            workbook = load_workbook(stream, read_only=True, data_only=True)
            rows = [[_text(value) for value in row] for row in workbook.worksheets[0].iter_rows(values_only=True)]
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise CorpusError(ErrorCode.CORPUS_INVALID, f"{source}: found no workbook: {type(error).__name__}.") from error
    numbers = frozenset(criterion.number for criterion in load_framework(framework).criteria)
    cells = list(_Matrix(source, numbers).cells(rows))
    if not cells:
        raise CorpusError(ErrorCode.CORPUS_INVALID, f"{source}: found no pair of a standard and a criterion.")
    release = {
        "id": source.stem,
        "version": version,
        "author": author,
        "framework": framework,
        "sources": {name: {"title": name, "gave": "edges"} for name in sorted({cell.source for cell in cells})},
        "edges": list(_rows(cells)),
    }
    text = yaml.safe_dump(release, allow_unicode=True, sort_keys=False, width=120)
    try:
        target.write_text(f"# Imported from {source.name}; lies over the edges that Assay ships.\n{text}", "utf-8")
    except OSError as error:
        raise CallError(ErrorCode.OUTPUT_UNWRITABLE, f"The system says of '{target}': {error.strerror}.") from error
    return len(cells)


class _Matrix:
    """Reads the cells of one workbook and names those that cannot be understood."""

    def __init__(self, path: Path, numbers: frozenset[str]) -> None:
        self._path = path
        self._numbers = numbers

    def cells(self, rows: Sequence[Sequence[str]]) -> Iterator[_Cell]:
        """Every pair, whichever of the two forms the sheet has."""
        for head, row in enumerate(rows):
            columns = _columns(row)
            if {"standard", "criterion", "extent"} <= set(columns):
                yield from self._listed(rows, head, columns)
                return
        for head, row in enumerate(rows):
            if sum(self._known(text) is not None for text in row[1:]) > 0:
                yield from self._tabled(rows, head)
                return

    def _listed(self, rows: Sequence[Sequence[str]], head: int, columns: dict[str, int]) -> Iterator[_Cell]:
        for number in range(head + 1, len(rows)):
            value = {name: rows[number][column] for name, column in columns.items() if column < len(rows[number])}
            if not any(value.values()):
                continue
            where = number + 1
            yield _Cell(
                standard=self._standard(value.get("standard", ""), where, columns["standard"]),
                criterion=self._criterion(value.get("criterion", ""), where, columns["criterion"]),
                extent=self._extent(value.get("extent", ""), where, columns["extent"]),
                edition=value.get("edition", ""),
                condition=value.get("condition", ""),
                source=value.get("source", "") or self._path.name,
            )

    def _tabled(self, rows: Sequence[Sequence[str]], head: int) -> Iterator[_Cell]:
        standards = {
            column: self._standard(text, head + 1, column)
            for column, text in enumerate(rows[head])
            if text and column and (self._known(text) is not None or column > min(self._firsts(rows, head)))
        }
        for number in range(head + 1, len(rows)):
            row = rows[number]
            if not row or not row[0]:
                continue
            criterion = self._criterion(row[0], number + 1, 0)
            for column, standard in standards.items():
                if column < len(row) and row[column]:
                    extent = self._extent(row[column], number + 1, column)
                    yield _Cell(
                        standard=standard,
                        criterion=criterion,
                        extent=extent,
                        edition="",
                        condition="",
                        source=self._path.name,
                    )

    def _firsts(self, rows: Sequence[Sequence[str]], head: int) -> list[int]:
        return [column for column, text in enumerate(rows[head]) if column and self._known(text) is not None]

    def _known(self, text: str) -> StandardId | None:
        """The standard that a head names, by its id or its name; ``None`` when it names none or several."""
        catalogue = load_standards()
        if StandardId(text.strip().casefold()) in catalogue.by_id:
            return StandardId(text.strip().casefold())
        named = {standard.id for standard, _ in catalogue.mentions(text)}
        return named.pop() if len(named) == 1 else None

    def _standard(self, text: str, row: int, column: int) -> StandardId:
        known = self._known(text)
        if known is None:
            raise self._fault(row, column, f"found '{text}', expected the name or id of one standard of the catalogue")
        return known

    def _criterion(self, text: str, row: int, column: int) -> str:
        found = _NUMBER.fullmatch(text)
        if found is None or found.group(1) not in self._numbers:
            raise self._fault(row, column, f"found '{text}', expected the number of a criterion")
        return found.group(1)

    def _extent(self, text: str, row: int, column: int) -> Extent:
        plain = text.strip().casefold()
        for extent, words in _EXTENTS.items():
            if plain in words:
                return extent
        raise self._fault(row, column, f"found '{text}', expected full, partial or none")

    def _fault(self, row: int, column: int, found: str) -> CorpusError:
        return CorpusError(
            ErrorCode.CORPUS_INVALID, f"{self._path}, cell {get_column_letter(column + 1)}{row}: {found}."
        )


def _columns(row: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, text in enumerate(row):
        plain = text.strip().casefold()
        for name, words in _COLUMNS.items():
            if plain in words:
                columns.setdefault(name, column)
    return columns


def _rows(cells: Sequence[_Cell]) -> Iterator[dict[str, Any]]:
    """The rows of a release: pairs of one standard, edition, condition and source together."""
    grouped: dict[tuple[str, str, str, str], dict[Extent, list[str]]] = defaultdict(lambda: defaultdict(list))
    for cell in cells:
        grouped[cell.standard, cell.edition, cell.condition, cell.source][cell.extent].append(cell.criterion)
    for (standard, edition, condition, source), extents in grouped.items():
        row: dict[str, Any] = {"standard": str(standard)}
        if edition:
            row["editions"] = [edition]
        row |= {extent.value: numbers for extent, numbers in extents.items()}
        if condition:
            row["condition"] = condition
        yield {**row, "basis": {"source": source, "confidence": "derived"}}


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
