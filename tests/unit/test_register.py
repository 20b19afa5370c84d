from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hand_made_run import HOSTILE, HOSTILE_NAME, hand_made_run
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from prescreen.register import EVIDENCE_COLUMNS, VERDICTS, evidence_register
from prescreen.spreadsheet import save_reproducibly


@pytest.fixture
def register(tmp_path: Path) -> Workbook:
    """The register of the hand-made run, written and read back."""
    path = tmp_path / "evidence-register.xlsx"
    save_reproducibly(evidence_register(hand_made_run()), path)
    return load_workbook(path)


def _rows(sheet: Worksheet) -> list[dict[str, object]]:
    titles, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, titles), row, strict=True)) for row in rows]


def test_register_has_its_sheets(register: Workbook) -> None:
    assert register.sheetnames == ["Read me", "Evidence", "Gap matrix", "Documents", "Pages not read"]


def test_register_lists_every_suggestion_best_first(register: Workbook) -> None:
    rows = _rows(register["Evidence"])
    assert [row["criterion no"] for row in rows] == ["5"] * 3 + ["12"] * 8 + ["20"] * 2
    assert [row["score"] for row in rows[:3]] == [0.91, 0.62, 0.2]
    assert rows[1]["page"] == "3-4"
    assert str(rows[1]["boxes"]).startswith("p. 3: 72.0 100.0 468.0 111.0; ")
    assert rows[0]["heading"] == "Our people › Labour"
    assert str(rows[0]["reasons"]).startswith("term “minimum age” 0.40; ")
    assert len(str(rows[0]["passage id"])) == len(str(rows[0]["document sha256"])) == 64
    assert all(row[title] is None for row in rows for title in ("verdict", "reason", "reviewer", "date"))


def test_register_holds_no_formula(register: Workbook) -> None:
    cells = [cell for sheet in register.worksheets for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 300
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if str(cell.value).startswith(("=", "+", "@"))]
    rows = _rows(register["Evidence"])
    assert f"'{HOSTILE_NAME}" in {row["document"] for row in rows}
    assert HOSTILE in {row["quote"] for row in rows}
    assert "'=1+1 tonnes of sludge went to the lined pond\ufffd of the plant." in {row["quote"] for row in rows}


def test_register_gap_matrix_counts_and_says_what_was_not_read(register: Workbook) -> None:
    rows = _rows(register["Gap matrix"])
    assert [row["all documents"] for row in rows] == [
        "8 pages read; 5 unread; 2 files not read",
        3,
        8,
        "none in 8 pages read; 5 unread; 2 files not read",
        2,
    ]
    assert [row["locked.pdf"] for row in rows[1:]] == ["file not read"] * 4
    assert [row["scan/certificate.pdf"] for row in rows[1:]] == ["no page read; 1 unread"] * 4
    assert register["Gap matrix"]["D4"].number_format == '0" I+N"'


def test_register_accounts_for_documents_and_unread_pages(register: Workbook) -> None:
    documents = _rows(register["Documents"])
    assert [row["pages read"] for row in documents] == [5, 3, 0, 0, 0]
    assert [row["pages unread"] for row in documents] == [0, 4, 1, "file not read", "file not read"]
    assert [row["code"] for row in documents] == [None, None, None, "encrypted", "unsafe_name"]
    assert [(row["pages"], row["code"]) for row in _rows(register["Pages not read"])] == [
        ("3", "image_only"),
        ("4-5", "page_failed"),
        ("7", "too_many_pages"),
        ("1", "image_only"),
        ("file", "encrypted"),
        ("file", "unsafe_name"),
    ]
    assert all(row["next step"] for row in _rows(register["Pages not read"]))


def test_register_offers_the_verdicts_and_keeps_the_head_in_sight(register: Workbook) -> None:
    sheet = register["Evidence"]
    (validation,) = sheet.data_validations.dataValidation
    assert validation.formula1 == f'"{",".join(VERDICTS)}"'
    assert str(validation.sqref) == "P2:P14"
    assert sheet["P1"].value == "verdict"
    assert sheet.freeze_panes == "C2"
    assert sheet["C2"].alignment.wrap_text
    assert [sheet.cell(1, number).value for number in range(1, 20)] == [title for title, _ in EVIDENCE_COLUMNS]
    assert sheet.column_dimensions["C"].width == 70


def test_register_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("first.xlsx", "second.xlsx"):
        save_reproducibly(evidence_register(hand_made_run()), tmp_path / name)
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()


def test_register_of_an_empty_pack_is_whole(tmp_path: Path) -> None:
    run = dataclasses.replace(hand_made_run(), documents=(), suggestions=(), as_of=None)
    path = tmp_path / "empty.xlsx"
    save_reproducibly(evidence_register(run), path)
    register = load_workbook(path)
    assert register["Pages not read"]["A2"].value == "Every page of every file was read."
    assert register["Read me"]["B4"].value == "not given"
