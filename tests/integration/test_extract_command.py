"""``assay extract``: the documented form of documents, passages and words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, run_here
from reportlab.pdfgen.canvas import Canvas

from extract.document import PageStatus
from extract.passage import PassageKind

SENTENCES = ("Nobody below the age of sixteen is hired.", "Proof of age is seen and filed before hiring.")

Extract = Callable[..., Ran]


@pytest.fixture
def extract(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Extract:
    return lambda *words: run_here(["extract", *words], capsys, monkeypatch)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """Two pages with a sentence each, and a word on the first that nobody sees."""
    path = tmp_path / "policy.pdf"
    canvas = Canvas(str(path), pagesize=(300, 200), invariant=1)
    canvas.saveState()
    hidden = canvas.beginText(40, 60)
    hidden.setTextRenderMode(3)
    hidden.textOut("unseen")
    canvas.drawText(hidden)
    canvas.restoreState()
    for sentence in SENTENCES:
        canvas.drawString(40, 150, sentence)
        canvas.showPage()
    canvas.save()
    return path


def objects(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.lines]


def test_extract_json_has_the_documented_form(extract: Extract, policy: Path) -> None:
    ran = extract(policy, "--json")
    assert ran.code == 0
    (line,) = objects(ran)
    assert list(line) == ["schema_version", "document", "passages"]
    document = line["document"]
    assert {"sha256", "name", "media_type", "language", "error", "pages"} <= set(document)
    assert (document["name"], document["media_type"], document["error"]) == ("policy.pdf", "application/pdf", None)
    for number, page in enumerate(document["pages"], start=1):
        assert set(page) == {"number", "status", "flags", "width", "height", "word_count", "error"}
        assert (page["number"], page["status"]) == (number, PageStatus.TEXT)
        assert (page["width"], page["height"]) == (300, 200)
    assert document["pages"][0]["flags"] == ["hidden_text"]
    text = " ".join(passage["text"] for passage in line["passages"])
    assert text == " ".join(SENTENCES)
    for passage in line["passages"]:
        assert {"id", "text", "spans", "locator", "heading", "kind", "language"} <= set(passage)
        assert passage["kind"] in list(PassageKind)
        assert len(passage["id"]) == 64
        boxes = [box for span in passage["spans"] for box in span["boxes"]]
        assert len(boxes) == len(passage["text"].split())
        for x0, y0, x1, y1 in boxes:
            # The origin is the top left corner: the baseline lies 50 points below it.
            assert 40 <= x0 < x1 <= 300
            assert 30 < y0 < y1 < 60


def test_extract_words_are_the_words_of_each_page_with_their_flags(extract: Extract, policy: Path) -> None:
    (line,) = objects(extract(policy, "--json", "--words"))
    for page, sentence in zip(line["document"]["pages"], SENTENCES, strict=True):
        words = page["words"]
        assert len(words) == page["word_count"]
        assert " ".join(word["text"] for word in words if not word["flags"]) == sentence
        assert all(len(word["box"]) == 4 for word in words)
    unseen = [word for page in line["document"]["pages"] for word in page["words"] if word["flags"]]
    assert [(word["text"], word["flags"]) for word in unseen] == [("unseen", ["invisible"])]
    boxes = [word["box"] for page in line["document"]["pages"] for word in page["words"] if not word["flags"]]
    assert boxes == [box for passage in line["passages"] for span in passage["spans"] for box in span["boxes"]]
    (without,) = objects(extract(policy, "--json"))
    assert all("words" not in page for page in without["document"]["pages"])
    assert without["passages"] == line["passages"]


def test_extract_prints_one_line_per_file_in_order_also_for_refused_ones(
    extract: Extract, policy: Path, tmp_path: Path
) -> None:
    empty, broken = tmp_path / "empty.pdf", tmp_path / "broken.pdf"
    empty.write_bytes(b"")
    broken.write_bytes(b"%PDF-1.7\nnothing follows")
    ran = extract(empty, policy, broken, "--json", "--workers", "1")
    assert ran.code == 1
    lines = objects(ran)
    assert [line["document"]["name"] for line in lines] == ["empty.pdf", "policy.pdf", "broken.pdf"]
    assert [bool(line["document"]["error"]) for line in lines] == [True, False, True]
    assert set(lines[0]["document"]["error"]) == {"code", "message", "next"}
    assert lines[0]["passages"] == lines[0]["document"]["pages"] == []
    assert extract(broken, "--json").code == 3


def test_extract_without_json_prints_a_table(extract: Extract, policy: Path) -> None:
    ran = extract(policy)
    assert ran.code == 0
    head, row = ran.lines
    assert head.split() == ["document", "pages", "unread", "passages", "language", "error"]
    assert row.split()[:3] == ["policy.pdf", "2", "0"]


def test_extract_of_nothing_there_exits_2(extract: Extract, tmp_path: Path) -> None:
    ran = extract(tmp_path / "nowhere.pdf", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "path_missing" in ran.err
    assert extract().code == 2
