"""Mineral reporting templates with invented answers, laid out as the real ones: sheets, places, heads with flaws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook

METALS = ("Tantalum", "Tin", "Gold", "Tungsten")
FIELDS = (
    "Company Name (*):",
    "Declaration Scope or Class (*):",
    "Description of Scope:",
    "Company Unique ID:",
    "Company Unique ID Authority:",
    "Address:",
    "Contact Name (*):",
    "Email – Contact (*):",
    "Phone – Contact (*):",
    "Authorizer (*):",
    "Title - Authorizer:",
    "Email - Authorizer (*):",
    "Phone - Authorizer:",
    "Effective Date (*):",
)
#: The same fields as a template shows them whose language was switched; no word of them is known to Assay.
SPANISH_FIELDS = (
    "Nombre de la empresa (*):",
    "Alcance de la declaración (*):",
    "Descripción del alcance:",
    "Identificador único:",
    "Autoridad del identificador:",
    "Dirección:",
    "Nombre del contacto (*):",
    "Correo del contacto (*):",
    "Teléfono del contacto (*):",
    "Autorizador (*):",
    "Cargo del autorizador:",
    "Correo del autorizador (*):",
    "Teléfono del autorizador:",
    "Fecha efectiva (*):",
)
VALUES = (
    "Invented Connectors Ltd.",
    "A. Company",
    None,
    None,
    None,
    "1 Example Way",
    "A. Person",
    "a@example.com",
    "+00 1",
    "B. Person",
    None,
    "b@example.com",
    None,
    "2026-03-02",
)
#: Heads as they stand in the real list, with line ends, stars and spaces at the end.
HEADS = (
    "Smelter Identification Number Input Column",
    "Metal (*)",
    "Smelter Look-up (*)",
    "Smelter Name (1)",
    "Smelter Country\n(*)",
    "Smelter Identification",
    "Source of Smelter Identification Number",
    "Smelter Street ",
    "Name of Mine(s) or recycled",
    "Location (Country) of Mine(s)",
    "Does 100% come from recycled sources?",
    "Comments",
)
#: The look-up list of the template: metal, name, standard name, country, number.
KNOWN = (
    ("Gold", "Imaginary Refinery", "Imaginary Refinery Inc.", "NOWHERELAND", "CID900001"),
    ("Tin", "Made-Up Tin Works", "Made-Up Tin Works", "ELSEWHERE", "CID900002"),
)
IMAGINARY = ("Gold", "Imaginary Refinery", "Imaginary Refinery Inc.", "NOWHERELAND", "CID900001")


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What is filled in: by default gold is used, from one known refinery, and all is answered."""

    title: str = "Conflict Minerals Reporting Template (CMRT)"
    revision: str = "Revision 6.4\nApril 26, 2024"
    labels: Sequence[str] = FIELDS
    values: Sequence[str | None] = VALUES
    #: Answers by question and metal, over the default ones.
    answers: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    #: Metal, look-up, name, country, number, mine, country of the mine, recycled.
    smelters: Sequence[Sequence[str | None]] = (IMAGINARY,)
    yes: str = "Yes"
    no: str = "No"


def reporting_template(path: Path, filled: Filled) -> Path:
    """Write the workbook and return its path."""
    workbook = Workbook()
    revisions = workbook.active
    revisions.title = "Revision"
    revisions["B1"] = "Conflict Minerals Reporting Template (CMRT)"
    revisions["B8"] = "1. Notes on the first revision, 2.03a"
    _declare(workbook.create_sheet("Declaration"), filled)
    smelters = workbook.create_sheet("Smelter List")
    smelters.append([])
    smelters.append([None, "To begin: choose a metal"])
    smelters.append([])
    smelters.append(HEADS)
    for row in filled.smelters:
        metal, looked_up, name, country, number, *rest = row
        mine, mine_country, recycled = (*rest, None, None, None)[:3]
        smelters.append(
            [None, metal, looked_up, name, country, number, "RMI", None, mine, mine_country, recycled, None]
        )
    look_up = workbook.create_sheet("Smelter Look-up")
    look_up.append(["Metal", "Smelter Look-up (*)", "Standard Smelter Names", "Smelter Country", "Smelter ID"])
    for known in KNOWN:
        look_up.append(known)
    workbook.save(path)
    return path


def _declare(sheet: object, filled: Filled) -> None:
    cells = sheet  # openpyxl has no types for cells by name.
    cells["D2"] = filled.title  # type: ignore[index]
    cells["J3"] = filled.revision  # type: ignore[index]
    for row, (label, value) in enumerate(zip(filled.labels, filled.values, strict=True), start=8):
        cells[f"B{row}"], cells[f"D{row}"] = label, value  # type: ignore[index]
    row = 25
    for question in "12345678":
        cells[f"B{row}"], cells[f"D{row}"] = f"{question}) An invented question? (*)", "Answer"  # type: ignore[index]
        for metal in METALS:
            row += 1
            usual = {"1": filled.no, "2": None}.get(question)
            if metal == "Gold":
                usual = {"5": filled.no, "6": "100%", "3": filled.no, "4": filled.no}.get(question, filled.yes)
            cells[f"B{row}"] = f"{metal}  (*)"  # type: ignore[index]
            cells[f"D{row}"] = filled.answers.get((question, metal), usual)  # type: ignore[index]
        row += 2
    cells[f"B{row}"] = "Questions about the company"  # type: ignore[index]
    for letter in "ABCDEFGH":
        row += 2
        cells[f"B{row}"] = f"{letter}. An invented question about the company? (*)"  # type: ignore[index]
        cells[f"D{row}"] = filled.answers.get((letter, ""), filled.yes)  # type: ignore[index]
        if letter == "B":
            cells[f"G{row}"] = "https://example.com/policy"  # type: ignore[index]
