"""The API from upload to export, with stand-ins for reader and suggester."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from review_stand import (
    AUDIT,
    ENCRYPTED,
    POLICY,
    READER_FAILS,
    REVIEWER,
    SUGGESTER_FAILS,
    ReviewStand,
    StandInReader,
    review_stand,
    stand_in_stages,
)

from corpus.errors import CallError
from ingest.limits import Limits
from review_api.decision_log import chain_head, verify_chain
from review_api.tables import PackRow


@pytest.fixture
def stand(tmp_path: Path, database_url: str) -> Iterator[ReviewStand]:
    with review_stand(tmp_path / "data", database_url=database_url) as running:
        yield running


def test_api_pack_goes_from_upload_to_ready(stand: ReviewStand) -> None:
    sent = stand.upload(("policy.pdf", POLICY), ("audit.pdf", AUDIT), name="  Copper\x00 smelter ")
    assert sent["state"] == "received"
    assert sent["name"] == "Copper smelter"
    assert sent["framework"] == "rra-2"
    pack = stand.wait(sent["id"])
    assert pack["state"] == "ready"
    assert pack["progress"] == {"files": 2, "files_done": 2, "pages": 3, "seconds_left": None}
    assert (pack["documents"], pack["pages_read"], pack["pages_unread"]) == (2, 3, 0)
    assert pack["suggestions"] == {"open": 6, "accepted": 0, "rejected": 0}
    assert pack["error"] is None
    assert pack["created_by"] == REVIEWER


def test_api_pack_without_name_is_named_after_its_files(stand: ReviewStand) -> None:
    assert stand.upload(("folder/policy.pdf", POLICY))["name"] == "folder"
    assert stand.upload(("policy.pdf", POLICY), ("audit.pdf", AUDIT))["name"] == "policy and 1 more"


def test_api_documents_account_for_every_file_and_page(stand: ReviewStand) -> None:
    pack = stand.ready(
        ("a.pdf", POLICY + b" unread page"), ("b.pdf", ENCRYPTED), ("empty.pdf", b""), ("sub/c.pdf", AUDIT)
    )
    documents = stand.get(f"/packs/{pack['id']}/documents")["items"]
    assert [row["name"] for row in documents] == ["a.pdf", "b.pdf", "empty.pdf", "sub/c.pdf"]
    assert [row["error"] and row["error"]["code"] for row in documents] == [None, "encrypted", "empty_file", None]
    assert documents[1]["error"]["next"].endswith(".")
    assert [page["status"] for page in documents[0]["pages"]] == ["text", "failed"]
    assert documents[0]["pages"][1]["error"]["code"] == "page_failed"
    assert documents[0]["pages"][1]["flags"] == ["pictures"]
    assert documents[0]["size"] == len(POLICY) + 12
    assert documents[2]["sha256"] is None
    assert (pack["pages_read"], pack["pages_unread"], pack["documents_unread"]) == (2, 1, 2)
    assert stand.get(f"/documents/{documents[0]['id']}") == documents[0]


@pytest.mark.parametrize(
    ("content", "code"),
    [(READER_FAILS, "document_crashed"), (b"5:0.5 " + SUGGESTER_FAILS.encode(), "suggesting_failed")],
)
def test_api_failed_document_does_not_stop_the_pack(stand: ReviewStand, content: bytes, code: str) -> None:
    pack = stand.ready(("a.pdf", AUDIT), ("b.pdf", content), ("c.pdf", POLICY))
    documents = stand.get(f"/packs/{pack['id']}/documents")["items"]
    assert [row["error"] and row["error"]["code"] for row in documents] == [None, code, None]
    assert pack["state"] == "ready"
    assert pack["suggestions"]["open"] == 6


def test_api_document_that_the_database_refuses_does_not_stop_the_pack(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", b"5:7.5 A score beyond one."), ("b.pdf", AUDIT))
    documents = stand.get(f"/packs/{pack['id']}/documents")["items"]
    assert [row["error"] and row["error"]["code"] for row in documents] == ["processing_failed", None]
    assert pack["state"] == "ready"
    assert pack["suggestions"]["open"] == 2


def test_api_same_bytes_twice_in_a_pack_are_suggested_once(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", AUDIT), ("b.pdf", AUDIT))
    assert pack["documents"] == 2
    assert pack["suggestions"]["open"] == 2


def test_api_passages_by_page(stand: ReviewStand) -> None:
    pack = stand.ready(("policy.pdf", POLICY))
    document = stand.get(f"/packs/{pack['id']}/documents")["items"][0]["id"]
    every = stand.get(f"/documents/{document}/passages")["items"]
    assert len(every) == 5
    assert every[0]["text"] == "5:0.9 We employ no person under 16 years of age."
    assert every[0]["spans"][0]["boxes"][0] == [72.0, 80.5, 108.0, 92.25]
    assert every[0]["heading"] == ["Chapter"]
    second = stand.get(f"/documents/{document}/passages", page=2)["items"]
    assert second == every[3:]
    stand.get(f"/documents/{document}/passages", 422, page=0)
    stand.get("/documents/none/passages", 404)


def test_api_queue_orders_and_filters(stand: ReviewStand) -> None:
    pack = stand.ready(("a-policy.pdf", POLICY), ("b-audit.pdf", AUDIT))["id"]
    assert [row["score"] for row in stand.queue(pack)] == [0.9, 0.8, 0.7, 0.6, 0.4, 0.3]
    assert [row["score"] for row in stand.queue(pack, order="document")] == [0.9, 0.6, 0.8, 0.7, 0.4, 0.3]
    assert [row["score"] for row in stand.queue(pack, criterion="5")] == [0.9, 0.6, 0.4]
    audit = stand.get(f"/packs/{pack}/documents")["items"][1]["id"]
    assert [row["document_name"] for row in stand.queue(pack, document=audit)] == ["b-audit.pdf"] * 2
    stand.post(f"/suggestions/{stand.queue(pack)[0]['id']}/decisions", verdict="accept")
    assert len(stand.queue(pack, state="open")) == 5
    assert [row["score"] for row in stand.queue(pack, state="accepted")] == [0.9]
    assert stand.queue(pack, state="rejected") == []
    stand.get(f"/packs/{pack}/suggestions", 422, state="certain")
    stand.get("/packs/none/suggestions", 404)


def test_api_suggestion_comes_with_criterion_and_neighbours(stand: ReviewStand) -> None:
    pack = stand.ready(("policy.pdf", POLICY))["id"]
    first, third = stand.queue(pack, order="document")[:2]
    detail = stand.get(f"/suggestions/{third['id']}")
    assert {key: detail[key] for key in third} == third
    assert detail["criterion_text"]["number"] == "5"
    assert detail["criterion_text"]["name"] == detail["criterion_name"]
    assert detail["criterion_text"]["intent"]
    assert {"kind", "text"} == set(detail["criterion_text"]["evidence"][0])
    assert detail["neighbours"]["before"].startswith("An introduction")
    assert detail["neighbours"]["after"].startswith("7:0.8")
    assert stand.get(f"/suggestions/{first['id']}")["neighbours"]["before"] == ""
    assert third["reasons"] == [{"kind": "term", "text": "term", "weight": 0.5}]
    assert third["decision"] is None


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/packs", {}),
        ("/packs/{pack}/documents", {}),
        ("/documents/{document}/passages", {}),
        ("/packs/{pack}/suggestions", {"order": "score"}),
        ("/packs/{pack}/suggestions", {"order": "document"}),
        ("/packs/{pack}/suggestions", {"state": "open", "criterion": "5"}),
        ("/packs/{pack}/decisions", {}),
    ],
)
def test_api_parts_of_a_list_make_the_whole(stand: ReviewStand, path: str, query: dict[str, str]) -> None:
    packs = [stand.ready(("a.pdf", POLICY), ("b.pdf", AUDIT), ("c.pdf", b"5:0.6 More."))["id"] for _ in range(3)]
    document = stand.get(f"/packs/{packs[0]}/documents")["items"][0]["id"]
    for row in stand.queue(packs[0], criterion="7"):
        stand.post(f"/suggestions/{row['id']}/decisions", verdict="accept")
    path = path.format(pack=packs[0], document=document)
    whole = stand.get(path, **query)["items"]
    assert len(whole) > 1
    for limit in (1, 2, len(whole)):
        gathered: list[Any] = []
        cursor = ""
        while cursor is not None:
            part = stand.get(path, limit=limit, cursor=cursor, **query)
            assert len(part["items"]) <= limit
            gathered += part["items"]
            cursor = part["next_cursor"]
        assert gathered == whole


def test_api_cursor_of_another_list_is_refused(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    cursor = stand.get(f"/packs/{pack}/suggestions", limit=1)["next_cursor"]
    for path, query in (
        (f"/packs/{pack}/documents", {}),
        (f"/packs/{pack}/suggestions", {"order": "document"}),
        ("/packs", {}),
    ):
        assert stand.get(path, 422, cursor=cursor, **query)["code"] == "request_invalid"
    stand.get(f"/packs/{pack}/suggestions", 422, cursor="no cursor at all")
    stand.get(f"/packs/{pack}/suggestions", 422, limit=501)
    stand.get(f"/packs/{pack}/suggestions", 422, limit=0)


def test_api_decisions_and_undo(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    first, second, third = [row["id"] for row in stand.queue(pack)][:3]
    accepted = stand.post(f"/suggestions/{first}/decisions", verdict="accept", note=" seen on site\x07 ")
    assert accepted["sequence"] == 1
    assert accepted["previous"] == "0" * 64
    assert accepted["who"] == REVIEWER
    assert accepted["note"] == "seen on site"
    assert accepted["at"].endswith("Z")
    assert accepted["selector"]["quote"].startswith("5:0.9")
    assert accepted["selector"]["spans"][0]["page"] == 1
    assert len(accepted["selector"]["document"]) == 64
    conflict = stand.post(f"/suggestions/{first}/decisions", 409, verdict="accept")
    assert conflict["code"] == "already_decided"
    assert stand.post(f"/suggestions/{second}/decisions", 422, verdict="reject")["code"] == "reason_required"
    rejected = stand.post(f"/suggestions/{second}/decisions", verdict="reject", reason="boilerplate")
    assert rejected["previous"] == accepted["hash"]
    changed = stand.post(f"/suggestions/{third}/decisions", verdict="change", criterion="9")
    assert changed["criterion"] == "9"
    shown = stand.get(f"/suggestions/{third}")
    assert (shown["criterion"], shown["suggested_criterion"], shown["state"]) == ("9", "12", "accepted")
    assert shown["criterion_text"]["number"] == "9"
    assert shown["decision"]["id"] == changed["id"]
    assert [row["id"] for row in stand.queue(pack, criterion="9")] == [third]
    assert stand.queue(pack, criterion="12") == []
    assert stand.get(f"/packs/{pack}")["suggestions"] == {"open": 1, "accepted": 2, "rejected": 1}

    undone = stand.post(f"/packs/{pack}/undo")
    assert (undone["verdict"], undone["undoes"], undone["turn"]) == ("undo", changed["id"], 2)
    assert stand.get(f"/suggestions/{third}")["state"] == "open"
    assert stand.get(f"/suggestions/{third}")["decision"] is None
    assert stand.post(f"/packs/{pack}/undo")["undoes"] == rejected["id"]
    assert stand.post(f"/suggestions/{first}/undo")["undoes"] == accepted["id"]
    assert stand.post(f"/packs/{pack}/undo", 409)["code"] == "nothing_to_undo"
    assert stand.post(f"/suggestions/{first}/undo", 409)["code"] == "nothing_to_undo"
    assert stand.get(f"/packs/{pack}")["suggestions"] == {"open": 4, "accepted": 0, "rejected": 0}
    stand.post(f"/suggestions/{first}/decisions", verdict="reject", reason="other")
    log = stand.get(f"/packs/{pack}/decisions")["items"]
    assert [row["verdict"] for row in log] == ["accept", "reject", "change", "undo", "undo", "undo", "reject"]
    assert [row["sequence"] for row in log] == list(range(1, 8))
    with stand.database.read() as session:
        assert verify_chain(session).hash == log[-1]["hash"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"verdict": "undo"}, "request_invalid"),
        ({"verdict": "accept", "reason": "other"}, "request_invalid"),
        ({"verdict": "accept", "criterion": "9"}, "request_invalid"),
        ({"verdict": "reject", "reason": "because"}, "request_invalid"),
        ({"verdict": "reject", "reason": None}, "reason_required"),
        ({"verdict": "change"}, "request_invalid"),
        ({"verdict": "change", "criterion": "5"}, "request_invalid"),
        ({"verdict": "change", "criterion": "999"}, "criterion_unknown"),
        ({"verdict": "accept", "note": "x" * 4001}, "request_invalid"),
        ({"verdict": "accept", "surprise": 1}, "request_invalid"),
        ({}, "request_invalid"),
    ],
)
def test_api_decision_that_does_not_fit_is_refused(stand: ReviewStand, body: dict[str, Any], code: str) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    suggestion = stand.queue(pack)[0]
    assert stand.post(f"/suggestions/{suggestion['id']}/decisions", 422, **body)["code"] == code
    assert stand.get(f"/packs/{pack}/decisions")["items"] == []


def test_api_undo_last_takes_only_ones_own(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    first, second = [row["id"] for row in stand.queue(pack)][:2]
    stand.post(f"/suggestions/{first}/decisions", verdict="accept")
    other = stand.token("reviewer", "Bo Lind")
    url = f"/api/v1/suggestions/{second}/decisions"
    assert stand.client.post(url, json={"verdict": "accept"}, headers=other).json()["who"] == "Bo Lind"
    assert stand.post(f"/packs/{pack}/undo")["suggestion"] == first
    assert stand.post(f"/packs/{pack}/undo", 409)["code"] == "nothing_to_undo"


def test_api_two_people_at_once_decide_once(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    headers = [stand.token("reviewer", f"person {number}") for number in range(4)]
    start = threading.Barrier(4)
    statuses: list[tuple[str, int]] = []

    def decide(header: dict[str, str]) -> None:
        start.wait(10)
        for row in rows:
            url = f"/api/v1/suggestions/{row['id']}/decisions"
            answer = stand.client.post(url, json={"verdict": "accept"}, headers=header)
            statuses.append((row["id"], answer.status_code))

    rows = stand.queue(pack)
    threads = [threading.Thread(target=decide, args=[header]) for header in headers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    for row in rows:
        assert sorted(status for found, status in statuses if found == row["id"]) == [201, 409, 409, 409]
    with stand.database.read() as session:
        assert verify_chain(session).sequence == len(rows)


def test_api_page_image_is_cached_by_content(tmp_path: Path, database_url: str) -> None:
    reader = StandInReader()
    with review_stand(tmp_path, database_url=database_url, stages=stand_in_stages(reader)) as stand:
        pack = stand.ready(("a.pdf", POLICY), ("b.pdf", b"no picture"))["id"]
        document, other = [row["id"] for row in stand.get(f"/packs/{pack}/documents")["items"]]
        url = f"/api/v1/documents/{document}/pages/2/image"
        answer = stand.client.get(url, headers=stand.headers)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/png"
        assert answer.content.endswith(b"page 2 at 1.5")
        assert answer.headers["cache-control"].startswith("private")
        assert stand.client.get(url, headers=stand.headers).content == answer.content
        assert reader.pictures == 1
        again = stand.client.get(url, headers={**stand.headers, "If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        scaled = stand.client.get(url, params={"scale": 2}, headers=stand.headers)
        assert scaled.headers["etag"] != answer.headers["etag"]
        for wrong in ("0.2", "5", "nan", "inf"):
            assert stand.client.get(url, params={"scale": wrong}, headers=stand.headers).status_code == 422
        stand.get(f"/documents/{document}/pages/3/image", 404)
        stand.get(f"/documents/{document}/pages/0/image", 422)
        assert stand.get(f"/documents/{other}/pages/1/image", 422)["code"] == "page_failed"


def test_api_frameworks(stand: ReviewStand) -> None:
    listed = stand.get("/frameworks")["items"]
    assert {key: listed[0][key] for key in ("id", "criteria")} == {"id": "rra-2", "criteria": 32}
    shown = stand.get("/frameworks/rra-2")
    assert len(shown["criteria"]) == 32
    assert stand.get("/frameworks/rra-99", 404)["code"] == "not_found"
    assert stand.upload(("a.pdf", AUDIT), framework="rra-99", status=422)["code"] == "framework_unknown"


def test_api_unfinished_pack_goes_on_after_a_restart(tmp_path: Path, database_url: str) -> None:
    reader = StandInReader()
    reader.gate.clear()
    with review_stand(tmp_path, database_url=database_url, stages=stand_in_stages(reader)) as stand:
        pack = stand.upload(("a.pdf", POLICY), ("b.pdf", AUDIT), ("c.pdf", b"5:0.5 Third."))["id"]
        while (found := stand.get(f"/packs/{pack}"))["documents"] < 1:
            pass
        assert found["state"] == "reading"
        assert found["progress"]["files"] == 3
        assert found["progress"]["seconds_left"] is not None
        first = stand.get(f"/packs/{pack}/documents")["items"][0]["id"]
        stand.post(f"/suggestions/{stand.queue(pack)[0]['id']}/decisions", verdict="accept")
        stop = threading.Timer(0.2, reader.gate.set)
        stop.start()
    stop.join()
    again = StandInReader()
    with review_stand(tmp_path, database_url=database_url, stages=stand_in_stages(again)) as stand:
        found = stand.wait(pack)
        assert found["state"] == "ready"
        assert found["progress"]["files_done"] == 3
        assert found["suggestions"] == {"open": 6, "accepted": 1, "rejected": 0}
        assert "a.pdf" not in again.read
        documents = stand.get(f"/packs/{pack}/documents")["items"]
        assert [row["name"] for row in documents] == ["a.pdf", "b.pdf", "c.pdf"]
        assert documents[0]["id"] == first


def test_api_pack_that_ends_the_server_each_time_is_given_up(tmp_path: Path, database_url: str) -> None:
    with review_stand(tmp_path, database_url=database_url) as stand:
        pack = stand.ready(("a.pdf", POLICY))["id"]
        stand.client.app.state.office.processor.stop()
        with stand.database.write() as session:
            row = session.get_one(PackRow, pack)
            row.state, row.attempts = "reading", 3
    with review_stand(tmp_path, database_url=database_url) as stand:
        found = stand.wait(pack)
        assert found["state"] == "failed"
        assert found["error"]["code"] == "processing_failed"


def test_api_second_server_on_the_same_data_is_refused(tmp_path: Path, database_url: str) -> None:
    with (
        review_stand(tmp_path, database_url=database_url),
        pytest.raises(CallError, match="Another server uses the data folder"),
        review_stand(tmp_path, database_url=database_url),
    ):
        pass


def test_api_packs_are_loaded_once(tmp_path: Path, database_url: str) -> None:
    folder = tmp_path / "Copper smelter"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.pdf").write_bytes(POLICY)
    (folder / ".DS_Store").write_bytes(b"x")
    single = tmp_path / "single.pdf"
    single.write_bytes(AUDIT)
    for _ in range(2):
        with review_stand(tmp_path / "data", database_url=database_url, load=[folder, single]) as stand:
            packs = stand.get("/packs")["items"]
            assert [pack["name"] for pack in packs] == ["single", "Copper smelter"]
            assert stand.wait(packs[1]["id"])["documents"] == 1
    assert not list((tmp_path / "data" / "incoming").glob("*"))
    with (
        pytest.raises(CallError, match="path_missing"),
        review_stand(tmp_path / "data", database_url=database_url, load=[tmp_path / "none"]),
    ):
        pass


def test_api_every_problem_has_the_same_shape(stand: ReviewStand) -> None:
    for answer in (
        stand.client.get("/api/v1/packs"),
        stand.client.get("/api/v1/packs/none", headers=stand.headers),
        stand.client.get("/api/v1/nowhere", headers=stand.headers),
        stand.client.delete("/api/v1/packs", headers=stand.headers),
        stand.client.get("/api/v1/packs?limit=x", headers=stand.headers),
        stand.client.post("/api/v1/packs", headers=stand.headers, content=b"x"),
        stand.client.get("/api/v1/packs", headers={**stand.headers, "Host": "evil.example"}),
    ):
        assert answer.headers["content-type"] == "application/problem+json"
        body = answer.json()
        assert set(body) == {"type", "title", "status", "code", "detail", "next"}
        assert body["type"] == "about:blank"
        assert body["status"] == answer.status_code >= 400
        assert body["next"].endswith(".")


def test_api_head_of_the_log_survives_the_restart(tmp_path: Path, database_url: str) -> None:
    with review_stand(tmp_path, database_url=database_url) as stand:
        pack = stand.ready(("a.pdf", POLICY))["id"]
        last = stand.post(f"/suggestions/{stand.queue(pack)[0]['id']}/decisions", verdict="accept")
    with review_stand(tmp_path, database_url=database_url) as stand, stand.database.read() as session:
        assert chain_head(session).hash == last["hash"]
        assert json.loads(json.dumps(stand.get(f"/packs/{pack}/decisions")["items"])) == [last]


def test_api_limits_of_the_pack_hold_for_members_too(tmp_path: Path, database_url: str) -> None:
    with review_stand(tmp_path, database_url=database_url, limits=Limits(max_file_bytes=200, max_files=2)) as stand:
        pack = stand.ready(("a.pdf", AUDIT), ("b.pdf", b"5:0.5 B."))
        assert pack["documents"] == 2
        assert stand.upload(*[(f"{n}.pdf", b"x") for n in range(3)], status=413)["code"] == "too_many_files"
