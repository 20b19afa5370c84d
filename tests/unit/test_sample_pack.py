"""The committed sample pack is the one that its makers make, and each file in it is what its README says."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pypdfium2
import pytest
from PIL import Image

from corpus.samples import make_pack, scan, smelter
from corpus.samples.grievance_cases import FORMULA_LIKE_TEXT
from corpus.samples.hyphenation import SOFT_HYPHEN, hyphenated
from corpus.samples.markup import Block, BlockKind, blocks

LINE_END_HYPHEN = "\ufffe"

READABLE = {
    make_pack.POLICY: (4, "Facilitation payments are forbidden"),
    make_pack.SPANISH_POLICY: (3, "consentimiento libre, previo e informado"),
    make_pack.AUDIT_REPORT: (5, "Arsenic residue is kept"),
    make_pack.CERTIFICATE: (1, "ISO 14001:2015"),
    make_pack.DATA_SHEET: (2, "Fresh water withdrawn"),
}


@pytest.fixture(scope="module")
def pack() -> dict[str, bytes]:
    with zipfile.ZipFile(make_pack.PACK) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@contextmanager
def opened(content: bytes, password: str | None = None) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(content, password=password)
    try:
        yield document
    finally:
        document.close()


def page_texts(content: bytes) -> list[str]:
    with opened(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def joined(text: str) -> str:
    return " ".join(text.replace(f"{LINE_END_HYPHEN}\r\n", "").replace(LINE_END_HYPHEN, "").split())


def _digest(content: bytes) -> str:
    """Told instead of the bytes, whose difference would fill a log."""
    return hashlib.sha256(content).hexdigest()


def test_sample_pack_is_made_again_byte_for_byte() -> None:
    assert _digest(make_pack.sample_pack()) == _digest(make_pack.PACK.read_bytes())


def test_sample_pack_is_written_where_asked(tmp_path: Path) -> None:
    make_pack.main(["--out", str(tmp_path / "pack.zip")])
    assert _digest((tmp_path / "pack.zip").read_bytes()) == _digest(make_pack.PACK.read_bytes())


def test_sample_pack_stays_small() -> None:
    assert make_pack.PACK.stat().st_size < 1_500_000


@pytest.mark.parametrize("name", READABLE)
def test_sample_pack_pdf_has_its_pages_and_text(pack: dict[str, bytes], name: str) -> None:
    pages, words = READABLE[name]
    texts = page_texts(pack[name])
    assert len(texts) == pages
    assert all(len(text) > 500 for text in texts)
    assert words in joined(" ".join(texts))
    assert not any(SOFT_HYPHEN in text for text in texts)


def test_sample_pack_scan_has_a_picture_and_no_text(pack: dict[str, bytes]) -> None:
    assert page_texts(pack[make_pack.SCAN]) == [""]
    with opened(pack[make_pack.SCAN]) as document:
        kinds = [item.type for item in document[0].get_objects()]
    assert kinds == [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]


def test_sample_pack_scan_is_what_the_script_draws() -> None:
    committed, drawn = (
        np.asarray(Image.open(io.BytesIO(data)).resize((160, 226)), dtype=np.float64)
        for data in (scan.PICTURE.read_bytes(), scan.draw_picture())
    )
    assert float(np.abs(committed - drawn).mean()) < 2.0


def test_sample_pack_encrypted_file_asks_for_a_password(pack: dict[str, bytes]) -> None:
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(pack[make_pack.ENCRYPTED])
    with opened(pack[make_pack.ENCRYPTED], smelter.PASSWORD) as document:
        assert len(document) == 1
        assert "Payroll sample" in document[0].get_textpage().get_text_range()


def test_sample_pack_broken_file_does_not_open(pack: dict[str, bytes]) -> None:
    assert pack[make_pack.BROKEN].startswith(b"%PDF-")
    with pytest.raises(pypdfium2.PdfiumError, match="Data format error"):
        pypdfium2.PdfDocument(pack[make_pack.BROKEN])


def test_sample_pack_policy_has_hyphens_at_line_ends(pack: dict[str, bytes]) -> None:
    assert sum(text.count(LINE_END_HYPHEN) for text in page_texts(pack[make_pack.POLICY])) > 10


def test_sample_pack_policy_sentence_goes_on_over_a_page(pack: dict[str, bytes]) -> None:
    first, second, *_ = page_texts(pack[make_pack.POLICY])
    assert joined(first).endswith("92 percent of purchases by value came from part-")
    assert "ners who had signed the Standard, and 17 of the 21" in joined(second)


def test_sample_pack_policy_sentence_goes_on_over_a_column(pack: dict[str, bytes]) -> None:
    with opened(pack[make_pack.POLICY]) as document:
        page = document[1]
        text = page.get_textpage()
        places = []
        for words in ("who do no night", "do not enter the smelter"):
            found = text.search(words).get_next()
            assert found is not None, words
            places.append(text.get_charbox(found[0]))
        middle = page.get_width() / 2
    (before_x, before_y, *_), (after_x, after_y, *_) = places
    assert before_x < middle < after_x
    assert before_y < after_y, "the sentence goes on at the top of the second column"


def test_sample_pack_policy_footnote_stands_under_its_mark(pack: dict[str, bytes]) -> None:
    page = joined(page_texts(pack[make_pack.POLICY])[1])
    assert "recruitment fees1 that a worker has paid" in page
    assert "1 Recruitment fees are all fees" in page


def test_sample_pack_findings_table_repeats_its_head(pack: dict[str, bytes]) -> None:
    texts = [joined(text) for text in page_texts(pack[make_pack.AUDIT_REPORT])]
    assert ["Objective evidence" in text for text in texts] == [False, False, True, True, False]
    assert "Major" in texts[2]
    assert "Closed 18 Jun 2025" in texts[3]


def test_sample_pack_questionnaire_has_ticks_and_an_open_question(pack: dict[str, bytes]) -> None:
    tables = docx.Document(io.BytesIO(pack[make_pack.QUESTIONNAIRE])).tables
    rows = [[cell.text for cell in row.cells] for table in tables[1:5] for row in table.rows]
    answers = {row[0][:2]: row[1] for row in rows}
    assert answers["A1"].startswith("\u2611 Yes")
    assert "\u2611 Partly" in answers["B4"]
    assert answers["C5"] == ""


def test_sample_pack_grievance_log_keeps_formula_like_text_as_text(pack: dict[str, bytes]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(pack[make_pack.GRIEVANCE_LOG]))["Log 2025"]
    kinds = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert kinds[FORMULA_LIKE_TEXT] == "s"
    assert "f" not in kinds.values()
    statuses = [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(statuses) == 15
    assert statuses.count("Overdue") == 1


def test_markup_blocks_tell_headings_bullets_and_paragraphs() -> None:
    assert blocks("# One\n\nA line\nthat goes on\n- first\nmore\n- second\n") == (
        Block(kind=BlockKind.CHAPTER, text="One"),
        Block(kind=BlockKind.PARAGRAPH, text="A line that goes on"),
        Block(kind=BlockKind.BULLET, text="first more"),
        Block(kind=BlockKind.BULLET, text="second"),
    )


def test_hyphenation_keeps_letters_and_leaves_markup_alone() -> None:
    text = "Environmental <management> policy, PORTO"
    marked = hyphenated(text)
    assert marked.replace(SOFT_HYPHEN, "") == text
    assert f"En{SOFT_HYPHEN}vi{SOFT_HYPHEN}ron" in marked
    assert "<management>" in marked
