"""What the command line writes: names that fit, nothing that steers a terminal, tables of one line per document."""

from __future__ import annotations

import io

import pytest
from hand_made_run import HOSTILE_NAME, hand_made_run
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from cli import screening
from cli.console import fitted, printable
from prescreen.run import Outcome, ScreenedPack


@given(st.text(max_size=60), st.integers(min_value=3, max_value=50))
def test_console_fitted_names_are_never_wider_and_keep_both_ends(name: str, columns: int) -> None:
    name = printable(name)
    shown = fitted(name, columns)
    assert cell_len(shown) <= columns
    if cell_len(name) <= columns:
        assert shown == name
    else:
        head, _, tail = shown.rpartition("…") if "…" not in name else (shown[:1], "", shown[-1:])
        assert name.startswith(head)
        assert name.endswith(tail)


def test_console_fitted_cuts_in_the_middle() -> None:
    assert fitted("VQ-POL-001 Code of Conduct rev4.pdf", 17) == "VQ-POL-0…rev4.pdf"
    assert fitted("尾矿库闭库计划二零二五.pdf", 12) == "尾矿库闭…pdf"


@given(st.text())
def test_console_printable_text_has_no_control_characters(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    assert printable("p. 3 “quote” 童工 Größe") == "p. 3 “quote” 童工 Größe"


def test_console_printable_stops_escapes_and_text_that_runs_backwards() -> None:
    assert printable("\x1b[31mred\u202efdp.exe\udcff") == "\ufffd[31mred\ufffdfdp.exe\ufffd"


def summary(columns: int | None) -> list[str]:
    pack = ScreenedPack(result=hand_made_run(), outcome=Outcome.PARTLY_READ, manifest={})
    written = io.StringIO()
    console = Console(file=written, width=columns or 10_000, markup=False, highlight=False, emoji=False)
    console.print(screening._summary(pack, columns=columns))
    return [line.rstrip() for line in written.getvalue().splitlines()]


def test_screening_summary_on_a_narrow_terminal_wraps_reasons_and_no_name() -> None:
    lines = summary(80)
    assert all(cell_len(line) <= 80 for line in lines)
    # Three reasons of one document do not fit beside its name.
    (more,) = [line for line in lines if line.startswith(" ")]
    assert more.strip() == "too_many_pages"
    assert len(lines) == 2 + len(hand_made_run().documents)


@pytest.mark.parametrize("columns", [100, 132, 240])
def test_screening_summary_has_one_line_per_document_on_a_terminal(columns: int) -> None:
    run = hand_made_run()
    lines = summary(columns)
    assert len(lines) == 1 + len(run.documents)
    assert all(cell_len(line) <= columns for line in lines)
    for line, document in zip(lines[1:], run.documents, strict=True):
        assert line.startswith(printable(document.name).rsplit("/", maxsplit=1)[-1][:4])
        if document.error is not None:
            assert line.endswith(document.error.code)


def test_screening_summary_elsewhere_has_whole_names_and_every_reason() -> None:
    lines = summary(None)
    for line, document in zip(lines[1:], hand_made_run().documents, strict=True):
        assert line.startswith(document.name)
    hostile = next(line for line in lines if line.startswith(HOSTILE_NAME))
    assert hostile.endswith("image_only, page_failed, too_many_pages")
    assert hostile.split()[-7:-3] == ["3", "4", "3", "4"]
