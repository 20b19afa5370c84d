"""Plain text: paragraphs and lists by their lines, Markdown, and tables with separators."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import assert_sound, set_pages

from extract import plain_text
from extract.passage import Passage, PassageKind
from extract.plain_text import elements_of_plain, elements_of_text
from extract.set_page import SetPage
from ingest.decoding import decoded


def read(text: str) -> tuple[list[SetPage], tuple[Passage, ...]]:
    pages, passages = set_pages(elements_of_plain(text))
    assert_sound(pages, passages)
    return pages, passages


def test_plain_text_joins_wrapped_lines_and_keeps_places() -> None:
    _, passages = read(
        "Water policy\n============\n\nWe take water from the river only under\nthe permit of the state, and we "
        "measure it\neach day.\n\n- We report the use of water each quarter.\n- We tell the people who live along "
        "the river.\n"
    )
    assert [(passage.locator, passage.kind, passage.heading) for passage in passages] == [
        ("lines 4-6", PassageKind.PROSE, ("Water policy",)),
        ("line 8", PassageKind.LIST_ITEM, ("Water policy",)),
        ("line 9", PassageKind.LIST_ITEM, ("Water policy",)),
    ]
    assert passages[0].text.endswith("permit of the state, and we measure it each day.")


def test_plain_text_tables_have_rows() -> None:
    _, passages = read("# Use\n| Year | Cubic metres |\n|---|---|\n| 2024 | 1200 cubic metres |\n")
    assert [(passage.text, passage.heading[-1], passage.locator) for passage in passages] == [
        ("2024 1200 cubic metres", "Year · Cubic metres", "line 4")
    ]
    _, passages = read('date,site,hours worked\n2024-01-01,Rosario,48\n2024-01-08,"Rosario, north",46\n')
    assert [passage.text for passage in passages] == ["2024-01-01 Rosario 48", "2024-01-08 Rosario, north 46"]


def test_plain_text_beyond_its_limit_is_a_skipped_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "MAX_LINES", 3)
    pages, passages = read("\n\n".join(f"This is sentence number {number} of the text." for number in range(5)))
    assert [passage.locator for passage in passages] == ["line 1", "line 3", "line 5"]
    assert "goes on after line 5" in pages[-1].cut


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_plain_text_loses_no_word(text: str) -> None:
    elements = list(elements_of_plain(text))
    said = " ".join(
        part
        for element in elements
        for part in ([element.text] if hasattr(element, "text") else [c.text for r in element.rows for c in r.cells])
    )
    letters = [character for character in text if character.isalpha()]
    assert sorted(character for character in said if character.isalpha()) == sorted(letters)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_decoded_as_it_was_written(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    text = "Política de agua: la compañía mide el caudal cada día, según el permiso número 12."
    path.write_bytes(text.encode(encoding))
    (element,) = elements_of_text(path)
    assert getattr(element, "text", "") == text


def test_plain_text_in_chinese_is_told_by_its_bytes() -> None:
    text = "公司建立了供应链尽职调查管理体系，禁止使用童工和强迫劳动，并定期对供应商进行审核。" * 3
    assert decoded(text.encode("gb18030")) == text
    assert decoded("Größe".encode("cp1252"), "no-such-encoding") == "Größe"
