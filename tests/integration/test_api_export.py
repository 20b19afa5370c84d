"""Exports of the accepted evidence."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from review_stand import API, AUDIT, ENCRYPTED, POLICY, REVIEWER, ReviewStand, review_stand


@pytest.fixture
def stand(tmp_path: Path, database_url: str) -> Iterator[ReviewStand]:
    with review_stand(tmp_path / "data", database_url=database_url) as running:
        yield running


@pytest.fixture
def decided(stand: ReviewStand) -> str:
    """A pack with two accepted, one changed, one rejected and one undone suggestion."""
    pack = stand.ready(("a.pdf", POLICY), ("b.pdf", AUDIT), ("c.pdf", ENCRYPTED), name="=Copper")["id"]
    rows = stand.queue(pack, order="document")
    bodies: list[dict[str, Any]] = [
        {"verdict": "accept", "note": '=HYPERLINK("http://evil")'},
        {"verdict": "reject", "reason": "off_topic"},
        {"verdict": "change", "criterion": "6"},
        {"verdict": "accept"},
        {"verdict": "accept"},
    ]
    for row, body in zip(rows, bodies, strict=False):
        stand.post(f"/suggestions/{row['id']}/decisions", **body)
    stand.post(f"/packs/{pack}/undo")
    return str(pack)


def test_export_json_holds_what_was_accepted(stand: ReviewStand, decided: str) -> None:
    answer = stand.client.get(f"{API}/packs/{decided}/export", params={"format": "json"}, headers=stand.headers)
    assert answer.headers["content-disposition"] == f'attachment; filename="assay-evidence-{decided}.json"'
    export = answer.json()
    log = stand.get(f"/packs/{decided}/decisions")["items"]
    assert export["schema_version"] == 1
    assert export["pack"]["framework"] == "rra-2"
    assert export["decision_log"] == {"sequence": 6, "hash": log[-1]["hash"]}
    assert [row["criterion"] for row in export["evidence"]] == ["5", "6", "12"]
    first = export["evidence"][0]
    assert first["quote"] == "5:0.9 We employ no person under 16 years of age."
    assert first["who"] == REVIEWER
    assert first["pages"] == [1]
    assert first["spans"] == log[0]["selector"]["spans"]
    assert first["document_sha256"] == log[0]["selector"]["document"]
    assert first["decision_hash"] == log[0]["hash"]
    assert export["evidence"][1]["suggested_criterion"] == "7"
    assert [row["error"] and row["error"]["code"] for row in export["documents"]] == [None, None, "encrypted"]
    assert "no assurance conclusion" in export["about"]


def test_export_workbook_holds_the_same_and_no_formula(stand: ReviewStand, decided: str) -> None:
    answer = stand.client.get(f"{API}/packs/{decided}/export", headers=stand.headers)
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Accepted evidence", "Documents", "About"]
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    rows = [[cell.value for cell in row] for row in book["Accepted evidence"].iter_rows()]
    head = rows[0]
    assert [row[head.index("Criterion")] for row in rows[1:]] == ["5", "6", "12"]
    assert rows[1][head.index("Note")] == '\'=HYPERLINK("http://evil")'
    assert rows[1][head.index("Accepted by")] == REVIEWER
    assert rows[1][head.index("Page")] == "1"
    assert str(rows[1][head.index("Boxes (points from the top left)")]).startswith("p. 1: 72.0 80.5")
    about = {row[0].value: row[1].value for row in book["About"].iter_rows(min_row=2)}
    assert about["Pack"] == "'=Copper"
    assert about["Head of the decision log"] == stand.get(f"/packs/{decided}/decisions")["items"][-1]["hash"]
    assert about["Documents not opened"] == 1


def test_export_same_state_gives_the_same_bytes(stand: ReviewStand, decided: str) -> None:
    for kind in ("xlsx", "json"):
        url = f"{API}/packs/{decided}/export"
        first, second = (stand.client.get(url, params={"format": kind}, headers=stand.headers) for _ in range(2))
        assert first.content == second.content


def test_export_of_nothing_is_a_workbook_with_its_heading(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", b"nothing here"))["id"]
    answer = stand.client.get(f"{API}/packs/{pack}/export", headers=stand.headers)
    assert openpyxl.load_workbook(io.BytesIO(answer.content))["Accepted evidence"].max_row == 1
    stand.get(f"/packs/{pack}/export", 422, format="pdf")
    stand.get("/packs/none/export", 404)
