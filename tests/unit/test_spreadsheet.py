from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from prescreen.spreadsheet import CELL_CHARACTERS, FORMULA_STARTS, neutral, save_reproducibly


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_spreadsheet_neutral_puts_an_apostrophe_before_a_formula(start: str) -> None:
    assert neutral(f"{start}cmd|'/c calc'!A0") == f"'{start}cmd|'/c calc'!A0"


def test_spreadsheet_neutral_leaves_plain_text_alone() -> None:
    text = "Workers under 18 do no night work; see 5.2 - 5.4 = scope\nsecond line\t矿山"
    assert neutral(text) == text


def test_spreadsheet_neutral_shows_where_a_forbidden_character_stood() -> None:
    assert neutral("a\x00b\x0bc\ud800d\uffffe") == "a\ufffdb\ufffdc\ufffdd\ufffde"


def test_spreadsheet_neutral_says_what_it_cut() -> None:
    text = neutral("x" * 40_000)
    assert len(text) == CELL_CHARACTERS
    assert text.endswith("[cut: 40000 characters in all]")


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_spreadsheet_neutral_text_is_never_a_formula_and_comes_back(text: str) -> None:
    workbook = Workbook()
    cell = workbook.worksheets[0].cell(1, 1, neutral(text))
    assert cell.data_type != "f"
    assert not neutral(text).startswith(FORMULA_STARTS)


def _saved(path: Path) -> bytes:
    workbook = Workbook()
    workbook.worksheets[0].append(["criterion", "quote"])
    save_reproducibly(workbook, path)
    return path.read_bytes()


def test_spreadsheet_save_gives_the_same_bytes_at_another_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _saved(tmp_path / "first.xlsx")
    # Two seconds is the resolution of ZIP dates; moving the clock is quicker than waiting for it.
    with monkeypatch.context() as patch:
        patch.setattr("time.time", lambda: 2_000_000_000.0)
        second = _saved(tmp_path / "second.xlsx")
    assert first == second


def test_spreadsheet_save_fixes_dates_and_leaves_no_partial_file(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    _saved(path)
    with zipfile.ZipFile(path) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        core = archive.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["register.xlsx"]
    assert load_workbook(path).worksheets[0]["B1"].value == "quote"
