"""The parts of a mineral reporting template, found in its cells by structure, in any language of the template.

Questions begin with a number and a bracket or with a capital letter and a full stop; below a question stand its metals.
Fields about the company stand above the first question in a fixed order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from corpus.reporting_template import NamedPlace, TemplateKnowledge
from extract.declaration import Answer, DeclaredAnswer, DeclaredField, KnownSmelter, SmelterRow
from extract.spreadsheet import quoted

#: Texts by row and column, both counted from 1; empty cells are left out.
Cells = Mapping[tuple[int, int], str]

_QUESTION = re.compile(r"\s*(\d{1,2})\s*(?:[)）]|[.．](?!\d))\s*\S")
_COMPANY_QUESTION = re.compile(r"\s*([A-Z])[.．]\s*\S")
_REQUIRED = re.compile(r"[(（]\s*\*\s*[)）]")
_REVISION = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,2})(?![\d.])")
#: Labels and questions stand in the second column; formulas that help the template stand from the twelfth on.
_LABEL_COLUMN = 2
_LAST_COLUMN = 11
#: Rows at the top that hold title and revision.
_TITLE_ROWS = 6
#: Begins the line below the lists that tells whose form it is.
_COPYRIGHT = "©"
#: So many heads in one row are more than chance.
_MIN_HEADS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One sheet of a workbook."""

    title: str
    cells: Cells

    def locator(self, row: int, column: int) -> str:
        """Sheet and cell, such as ``Declaration!D8`` or ``'Smelter List'!B5``."""
        return f"{quoted(self.title)}!{get_column_letter(column)}{row}"

    @property
    def last_row(self) -> int:
        """The last row with text, 0 when there is none."""
        return max((row for row, _ in self.cells), default=0)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, empty when there is none."""
        return self.cells.get((row, column), "")


def kind_of(sheet: Sheet, knowledge: TemplateKnowledge) -> str | None:
    """Which template the sheet is the declaration of, or ``None`` when it is of none."""
    top = " ".join(text for (row, _), text in sheet.cells.items() if row <= _TITLE_ROWS)
    for template in knowledge.templates:
        if any(title in top for title in template.titles):
            # Notes on revisions are numbered too, but speak of no company.
            return template.kind if fields_of(sheet, knowledge) else None
    return None


def revision_of(sheet: Sheet) -> str:
    """The revision that the top of the sheet prints, empty when there is none."""
    for row, column in sorted(sheet.cells):
        if row <= _TITLE_ROWS and column <= _LAST_COLUMN:
            text = sheet.text(row, column)
            found = _REVISION.search(text)
            # The revision stands alone with its date; a sentence that holds such a number is something else.
            if found and len(text.split()) <= len(("Revision", "6.4", "April", "26,", "2024")) + 1:
                return found.group(1)
    return ""


def fields_of(sheet: Sheet, knowledge: TemplateKnowledge) -> tuple[DeclaredField, ...]:
    """The fields about the company."""
    end = _first_question(sheet)
    labelled = [
        row
        for row in range(_TITLE_ROWS + 1, end)
        if (label := sheet.text(row, _LABEL_COLUMN)) and (":" in label or "：" in label)
    ]
    # In every language the fields come in one order; the words are needed where rows were taken out.
    in_order = len(labelled) == len(knowledge.fields)
    found = []
    for position, row in enumerate(labelled):
        label = sheet.text(row, _LABEL_COLUMN)
        named = _named(label, knowledge.fields) or (knowledge.fields[position].name if in_order else "")
        if named:
            found.append(
                DeclaredField(
                    name=named,
                    label=" ".join(label.split()),
                    value=_first_text(sheet, row, _LABEL_COLUMN + 1)[0],
                    required=bool(_REQUIRED.search(label)),
                    locator=sheet.locator(row, _LABEL_COLUMN + 2),
                )
            )
    return tuple(found)


def answers_of(sheet: Sheet, knowledge: TemplateKnowledge) -> tuple[DeclaredAnswer, ...]:
    """The answers to every question, in the order of the sheet."""
    return tuple(_answers(sheet, knowledge))


def _answers(sheet: Sheet, knowledge: TemplateKnowledge) -> Iterator[DeclaredAnswer]:
    number = question = ""
    answered = False
    for row in range(_first_question(sheet) or 1, sheet.last_row + 1):
        label = sheet.text(row, _LABEL_COLUMN)
        if not label:
            # An empty row ends the metals of a question; one between it and them does not.
            number = "" if answered else number
            continue
        if found := _QUESTION.match(label):
            number, question, answered = found.group(1), " ".join(label.split()), False
            continue
        company = _COMPANY_QUESTION.match(label)
        if company is not None:
            number, question = company.group(1), " ".join(label.split())
        elif not number.isdigit() or not _is_metal_row(label):
            continue
        answered = True
        text, column = _first_text(sheet, row, _LABEL_COLUMN + 1)
        comment, _ = _first_text(sheet, row, column + 1) if text else ("", 0)
        yield DeclaredAnswer(
            question=number,
            question_text=question,
            metal="" if company is not None else metal_of(label, knowledge),
            answer=answer_of(text, knowledge),
            text=text,
            comment=comment,
            locator=sheet.locator(row, column),
        )


def smelters_of(sheet: Sheet, knowledge: TemplateKnowledge) -> tuple[SmelterRow, ...]:
    """The rows of a list of smelters; none when the sheet is no such list."""
    head, columns = _heads(sheet, knowledge.smelter_columns)
    if "metal" not in columns or not {"name", "look_up", "standard_name"} & set(columns):
        return ()
    rows = []
    for number in range(head + 1, sheet.last_row + 1):
        values = {name: sheet.text(number, column) for name, column in columns.items()}
        looked_up = values.get("look_up", "")
        name = values.get("name", "") or values.get("standard_name", "") or looked_up
        identity = values.get("number", "") or values.get("input_number", "")
        if not (name or identity):
            continue
        rows.append(
            SmelterRow(
                metal=metal_of(values.get("metal", ""), knowledge),
                name=name,
                country=values.get("country", ""),
                number=identity,
                mine=values.get("mine", ""),
                mine_country=values.get("mine_country", ""),
                recycled=answer_of(values.get("recycled", ""), knowledge),
                comments=values.get("comments", ""),
                unidentified=any(
                    text.casefold().strip() in knowledge.unidentified for text in (looked_up, name) if text
                ),
                locator=sheet.locator(number, columns.get("name", columns["metal"])),
            )
        )
    return tuple(rows)


def known_smelters(sheet: Sheet, knowledge: TemplateKnowledge, numbers: frozenset[str]) -> tuple[KnownSmelter, ...]:
    """Those of the template's own look-up list that have one of the ``numbers``."""
    head, columns = _heads(sheet, knowledge.smelter_columns)
    if not {"number", "metal", "look_up"} <= set(columns):
        return ()
    names: dict[tuple[str, str], list[str]] = {}
    countries: dict[tuple[str, str], str] = {}
    for row in range(head + 1, sheet.last_row + 1):
        number = sheet.text(row, columns["number"])
        if number not in numbers:
            continue
        key = number, metal_of(sheet.text(row, columns["metal"]), knowledge)
        own = [sheet.text(row, columns[name]) for name in ("look_up", "standard_name") if name in columns]
        names.setdefault(key, []).extend(name for name in own if name)
        countries.setdefault(key, sheet.text(row, columns.get("country", 0)))
    return tuple(
        KnownSmelter(number=key[0], metal=key[1], names=tuple(dict.fromkeys(found)), country=countries[key])
        for key, found in names.items()
    )


def products_of(sheet: Sheet) -> int:
    """The number of rows below the heads of a list of products; the heads stand in the fifth row."""
    below = ((row, column) for row, column in sheet.cells if row >= _TITLE_ROWS and column == _LABEL_COLUMN)
    return len([place for place in below if not sheet.cells[place].startswith(_COPYRIGHT)])


def metal_of(text: str, knowledge: TemplateKnowledge) -> str:
    """The metal as the catalogue names it, or the text itself in lower case."""
    plain = _REQUIRED.sub("", text).strip().casefold()
    for metal, names in knowledge.metals.items():
        if plain in names:
            return metal
    return plain


def answer_of(text: str, knowledge: TemplateKnowledge) -> Answer:
    """What the text of an answer says."""
    plain = text.strip().casefold()
    if not plain:
        return Answer.MISSING
    first = re.split(r"[,，;(（.]", plain, maxsplit=1)[0].strip()
    for name, words in knowledge.answers.items():
        if first in words:
            return Answer(name)
    return Answer.OTHER


def _first_question(sheet: Sheet) -> int:
    """The row of the first question about metals, 0 when there is none."""
    rows = (row for row, column in sorted(sheet.cells) if column == _LABEL_COLUMN and row > _TITLE_ROWS)
    return next((row for row in rows if _QUESTION.match(sheet.text(row, _LABEL_COLUMN))), 0)


def _is_metal_row(label: str) -> bool:
    """Metals are a word or two; notes and pick lists below the questions are something else."""
    return bool(_REQUIRED.search(label)) or len(_REQUIRED.sub("", label).split()) <= len(("rare", "earths"))


def _first_text(sheet: Sheet, row: int, column: int) -> tuple[str, int]:
    """The first text from a column on with its column; empty, with the column where it would stand."""
    for place in range(column, _LAST_COLUMN + 1):
        if text := sheet.text(row, place):
            return text, place
    return "", _LABEL_COLUMN + 2


def _heads(sheet: Sheet, places: tuple[NamedPlace, ...]) -> tuple[int, dict[str, int]]:
    """The row of the heads and the column of each known head; ``(0, {})`` when no row holds enough of them."""
    rows = sorted({row for row, _ in sheet.cells})[:20]
    for row in rows:
        columns: dict[str, int] = {}
        for column in sorted(column for place, column in sheet.cells if place == row):
            name = _named(sheet.text(row, column), places)
            if name:
                columns.setdefault(name, column)
        if len(columns) >= _MIN_HEADS:
            return row, columns
    return 0, {}


def _named(label: str, places: tuple[NamedPlace, ...]) -> str:
    """The place whose words the label begins with or holds; the longest words win, empty when none fits."""
    plain = " ".join(label.split()).casefold()
    fitting = [(len(word), place.name) for place in places for word in place.words if word in plain]
    return max(fitting, default=(0, ""))[1]
