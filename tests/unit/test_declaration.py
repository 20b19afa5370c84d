"""Mineral reporting templates: what is read from them, and each way in which they contradict themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from classify.declaration_check import DeclarationWarning as Code
from classify.declaration_check import check_declaration
from corpus.errors import ErrorCode, ReadError
from corpus.reporting_template import load_templates
from extract.declaration import Answer, Declaration
from extract.declaration_reader import declaration_in, read_declaration
from extract.declaration_sheet import Sheet, answer_of, metal_of
from ingest.receive import receive
from ingest.source_file import SourceFile
from tests.reporting_templates import IMAGINARY, SPANISH_FIELDS, VALUES, Filled, reporting_template

DAY = date(2026, 11, 22)


def read(folder: Path, **changes: Any) -> Declaration:
    declaration = declaration_in(reporting_template(folder / "cmrt.xlsx", Filled(**changes)))
    assert declaration is not None
    return declaration


def codes(declaration: Declaration, day: date = DAY) -> list[Code]:
    return [fault.code for fault in check_declaration(declaration, day)]


def test_declaration_has_fields_answers_and_smelters_with_their_cells(tmp_path: Path) -> None:
    declaration = read(tmp_path)
    assert (declaration.kind, declaration.revision, declaration.effective) == ("CMRT", "6.4", date(2026, 3, 2))
    company = declaration.field("company_name")
    assert company is not None
    assert (company.value, company.required, company.locator) == ("Invented Connectors Ltd.", True, "Declaration!D8")
    assert len(declaration.answers) == 8 * 4 + 8
    gold = next(answer for answer in declaration.answers if (answer.question, answer.metal) == ("6", "gold"))
    assert (gold.answer, gold.text) == (Answer.OTHER, "100%")
    policy = next(answer for answer in declaration.answers if answer.question == "B")
    assert (policy.metal, policy.comment) == ("", "https://example.com/policy")
    [smelter] = declaration.smelters
    assert (smelter.metal, smelter.number, smelter.locator) == ("gold", "CID900001", "'Smelter List'!D5")
    assert declaration.known[0].names == ("Imaginary Refinery", "Imaginary Refinery Inc.")


def test_declaration_that_is_whole_and_consistent_has_no_warning(tmp_path: Path) -> None:
    assert codes(read(tmp_path)) == []


def test_declaration_in_another_language_is_read_by_its_order(tmp_path: Path) -> None:
    declaration = read(tmp_path, labels=SPANISH_FIELDS, yes="Sí", no="No")
    assert declaration.effective == date(2026, 3, 2)
    assert codes(declaration) == []


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"values": (None, *VALUES[1:])}, Code.MANDATORY_MISSING, "Declaration!D8"),
        ({"values": (VALUES[0], "C. User defined", *VALUES[2:])}, Code.MANDATORY_MISSING, "Declaration!D10"),
        ({"values": (VALUES[0], "B. Product", *VALUES[2:])}, Code.MANDATORY_MISSING, "Declaration!D9"),
        ({"answers": {("1", "Tin"): None}}, Code.MANDATORY_MISSING, "Declaration!D27"),
        ({"answers": {("7", "Gold"): None}}, Code.MANDATORY_MISSING, "Declaration!D64"),
        ({"answers": {("D", ""): None}}, Code.MANDATORY_MISSING, "Declaration!D81"),
        ({"revision": "Revision 6.22\nNovember 11, 2022"}, Code.OLD_REVISION, None),
        ({"revision": ""}, Code.REVISION_UNKNOWN, None),
        ({"values": (*VALUES[:-1], "2025-03-02")}, Code.OUT_OF_DATE, "Declaration!D21"),
        ({"values": (*VALUES[:-1], "2026-12-24")}, Code.FUTURE_DATE, "Declaration!D21"),
        (
            {"smelters": (IMAGINARY, ("Tin", None, "Made-Up Tin Works", "ELSEWHERE", "CID900002"))},
            Code.METAL_DENIED,
            None,
        ),
        ({"smelters": ()}, Code.SMELTERS_MISSING, "Declaration!D28"),
        (
            {"smelters": ((*IMAGINARY, "Pit 9", "CONGO, DEMOCRATIC REPUBLIC OF THE"),)},
            Code.COVERED_COUNTRY_DENIED,
            "Declaration!D40",
        ),
        (
            {"answers": {("5", "Gold"): "Yes"}, "smelters": ((*IMAGINARY, "Pit 9", "ELSEWHERE", "No"),)},
            Code.RECYCLED_CONTRADICTED,
            "Declaration!D52",
        ),
        (
            {"smelters": (IMAGINARY, ("Gold", "Smelter not yet identified", None, None, None))},
            Code.UNIDENTIFIED_SMELTER,
            "Declaration!D64",
        ),
        ({"smelters": ((*IMAGINARY[:4], "90001"),)}, Code.SMELTER_NUMBER_FORM, "'Smelter List'!D5"),
        ({"smelters": ((*IMAGINARY[:4], "CID999999"),)}, Code.SMELTER_NUMBER_UNKNOWN, "'Smelter List'!D5"),
        ({"smelters": ((*IMAGINARY[:4], "CID900002"),)}, Code.SMELTER_METAL_DIFFERS, "'Smelter List'!D5"),
        (
            {"smelters": (("Gold", None, "Other Name", "X", "CID900001"),)},
            Code.SMELTER_NAME_DIFFERS,
            "'Smelter List'!D5",
        ),
        ({"smelters": (IMAGINARY, IMAGINARY)}, Code.SMELTER_TWICE, "'Smelter List'!D5"),
        ({"smelters": ((*IMAGINARY[:3], None, "CID900001"),)}, Code.SMELTER_COUNTRY_MISSING, "'Smelter List'!D5"),
    ],
    ids=lambda value: value.value if isinstance(value, Code) else "",
)
def test_declaration_warning_is_given_alone_and_names_the_cell(
    changes: dict[str, Any], code: Code, cell: str | None, tmp_path: Path
) -> None:
    faults = check_declaration(read(tmp_path, **changes), DAY)
    assert [fault.code for fault in faults] == [code], faults
    assert cell is None or faults[0].locators[0] == cell


def test_declaration_of_a_public_policy_needs_its_address(tmp_path: Path) -> None:
    declaration = read(tmp_path)
    answers = tuple(replace(answer, comment="on our site") for answer in declaration.answers)
    assert codes(replace(declaration, answers=answers)) == [Code.ADDRESS_MISSING]


def test_declaration_of_a_neighbour_is_not_taken_for_a_covered_country(tmp_path: Path) -> None:
    # "Republic" stands in many names; Congo in two.
    smelters = ((*IMAGINARY, "Pit 9", "DOMINICAN REPUBLIC"), (*IMAGINARY[:4], None, "Pit 8", "CONGO"))
    faults = check_declaration(read(tmp_path, smelters=smelters), DAY)
    assert [fault.code for fault in faults] == [Code.COVERED_COUNTRY_DENIED]
    assert "names CONGO" in faults[0].detail


def test_declaration_is_not_seen_in_other_workbooks(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append(["Conflict Minerals Reporting Template (CMRT)"])
    workbook.active.append([None, "1) A question from a training"])
    workbook.save(tmp_path / "training.xlsx")
    assert declaration_in(tmp_path / "training.xlsx") is None


def test_declaration_is_read_in_a_child_and_broken_workbooks_are_named(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    whole = reporting_template(pack / "whole.xlsx", Filled())
    sources = [source for source in receive([pack], store=tmp_path / "store") if isinstance(source, SourceFile)]
    declaration = read_declaration(sources[0])
    assert declaration is not None
    assert declaration.kind == "CMRT"
    content = whole.read_bytes()
    sources[0].path.chmod(0o600)
    sources[0].path.write_bytes(content[: len(content) // 2])
    with pytest.raises(ReadError) as caught:
        read_declaration(sources[0])
    assert caught.value.code is ErrorCode.BROKEN_DOCUMENT


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes", Answer.YES),
        ("Yes, with the EU", Answer.YES),
        ("是", Answer.YES),
        ("NO ", Answer.NO),
        ("Unknown", Answer.UNKNOWN),
        ("Greater than 90%", Answer.OTHER),
        ("Notwithstanding", Answer.OTHER),
        ("", Answer.MISSING),
    ],
)
def test_declaration_answers_are_told_in_any_language(text: str, answer: Answer) -> None:
    assert answer_of(text, load_templates()) is answer


def test_declaration_metals_have_one_name() -> None:
    knowledge = load_templates()
    assert [metal_of(text, knowledge) for text in ("Gold  (*)", "Or", "金", "Unobtainium (*)")] == [
        "gold",
        "gold",
        "gold",
        "unobtainium",
    ]


def test_declaration_names_cells_as_references_write_them() -> None:
    assert Sheet(title="Declaration", cells={}).locator(8, 4) == "Declaration!D8"
    assert Sheet(title="Smelter's List", cells={}).locator(5, 28) == "'Smelter''s List'!AB5"
