"""What must never be lost: decisions over re-parse, re-upload, model change, rename and removal; backup and restore."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from review_stand import (
    API,
    AUDIT,
    POLICY,
    REVIEWER,
    ReviewStand,
    StandInReader,
    StandInSuggester,
    review_stand,
    stand_in_stages,
)

from corpus.errors import CallError, ErrorCode, ReviewError
from extract.document import Document
from extract.passage import passage_id
from review_api import erasure, standing
from review_api.backup import restore_backup, write_backup
from review_api.blobs import BlobStore
from review_api.database import Database
from review_api.decision_log import verify_chain
from review_api.decisions import Judgement, decide
from review_api.log_file import log_lines, verify_file
from review_api.permissions import SERVER, Principal, Role
from review_api.tables import DecisionRow, SuggestionRow
from review_api.verdict import Verdict


@pytest.fixture
def stand(tmp_path: Path, database_url: str) -> Iterator[ReviewStand]:
    with review_stand(tmp_path / "data", database_url=database_url) as running:
        yield running


def decided(stand: ReviewStand) -> str:
    """A pack of two documents with one decision of each sort."""
    pack = stand.ready(("a.pdf", POLICY), ("b.pdf", AUDIT), name="Copper")["id"]
    bodies: list[dict[str, Any]] = [
        {"verdict": "accept", "note": "seen", "status": "implemented"},
        {"verdict": "reject", "reason": "boilerplate"},
        {"verdict": "change", "criterion": "9"},
    ]
    for row, body in zip(stand.queue(pack, order="document"), bodies, strict=False):
        stand.post(f"/suggestions/{row['id']}/decisions", **body)
    return str(pack)


def log_of(stand: ReviewStand) -> list[dict[str, Any]]:
    with stand.database.read() as session:
        verify_chain(session)
        return [json.loads(line) for line in log_lines(session)]


def states(stand: ReviewStand, pack: str) -> dict[str, tuple[str, str, str]]:
    rows = stand.queue(pack, order="document", limit=200)
    return {row["passage"]["text"]: (row["state"], row["criterion"], row["anchor"]) for row in rows}


def read_anew(stand: ReviewStand, pack: str) -> None:
    assert stand.post(f"/packs/{pack}/read-anew", 202)["state"] == "received"
    stand.wait(pack)


def other_parser(document: Document) -> Document:
    """Another parser: every box elsewhere, spaces doubled, an introduction more on each document."""
    moved = []
    for passage in document.passages:
        spans = tuple(
            replace(span, boxes=tuple(box._replace(y0=box.y0 + 3, y1=box.y1 + 3) for box in span.boxes))
            for span in passage.spans
        )
        text = passage.text.replace(" of ", "  of ")
        moved.append(replace(passage, text=text, spans=spans, id=passage_id(document.sha256 or "", spans, text)))
    return replace(document, passages=(*moved[-1:], *moved[:-1]))


class ReaderOfAnotherVersion(StandInReader):
    def documents(self, sources: Any) -> Iterator[Document]:
        yield from map(other_parser, super().documents(sources))


class SilentSuggester(StandInSuggester):
    """A model that finds nothing any more."""

    def suggest(self, _document: Document) -> tuple[Any, ...]:
        return ()


def test_keeping_every_decision_over_another_parser(tmp_path: Path, database_url: str) -> None:
    with review_stand(tmp_path, database_url=database_url) as stand:
        pack = decided(stand)
        log, before = log_of(stand), states(stand, pack)
    stages = stand_in_stages(ReaderOfAnotherVersion())
    with review_stand(tmp_path, database_url=database_url, stages=stages) as stand:
        read_anew(stand, pack)
        assert log_of(stand) == log
        after = states(stand, pack)
        folded = {text.replace("  ", " "): value for text, value in after.items()}
        assert {text: value[:2] for text, value in folded.items()} == {
            text: value[:2] for text, value in before.items()
        }
        assert [value[2] for value in folded.values() if value[0] != "open"] == ["moved"] * 3
        assert len(stand.queue(pack)) == len(before)
        export = stand.get(f"/packs/{pack}/export", format="json")
        assert len(export["evidence"]) == 2
        assert export["evidence"][0]["status"] == "implemented"


def test_keeping_every_decision_over_a_model_that_finds_nothing(tmp_path: Path, database_url: str) -> None:
    with review_stand(tmp_path, database_url=database_url) as stand:
        pack = decided(stand)
        log, before = log_of(stand), states(stand, pack)
    silent = replace(stand_in_stages(), load_suggester=SilentSuggester)
    with review_stand(tmp_path, database_url=database_url, stages=silent) as stand:
        read_anew(stand, pack)
        assert log_of(stand) == log
        assert states(stand, pack) == {text: value for text, value in before.items() if value[0] != "open"}
        row = next(row for row in stand.queue(pack) if row["state"] == "accepted" and row["criterion"] == "5")
        assert (row["status"], row["decision"]["who"], row["score"]) == ("implemented", REVIEWER, 0.9)


def test_keeping_a_decision_whose_passage_is_nowhere(tmp_path: Path, database_url: str) -> None:
    class Blind(StandInReader):
        def documents(self, sources: Any) -> Iterator[Document]:
            for document in super().documents(sources):
                yield replace(document, passages=())

    with review_stand(tmp_path, database_url=database_url) as stand:
        pack = decided(stand)
        log = log_of(stand)
    with review_stand(tmp_path, database_url=database_url, stages=stand_in_stages(Blind())) as stand:
        read_anew(stand, pack)
        assert log_of(stand) == log
        export = stand.get(f"/packs/{pack}/export", format="json")
        assert [row["anchor"] for row in export["evidence"]] == ["lost", "lost"]
        assert export["evidence"][0]["quote"].startswith("5:0.9")
        lost = export["evidence"][0]["suggestion"]
        assert stand.post(f"/suggestions/{lost}/undo")["undoes"] == export["evidence"][0]["decision"]
    with review_stand(tmp_path, database_url=database_url) as stand:
        read_anew(stand, pack)
        assert len(stand.get(f"/packs/{pack}/export", format="json")["evidence"]) == 1


def test_keeping_dates_and_versions_over_reading_anew(stand: ReviewStand) -> None:
    pack = decided(stand)
    document = stand.get(f"/packs/{pack}/documents")["items"][0]
    url = f"{API}/documents/{document['id']}"
    sent = {"effective": "2024-02-29", "expiry": "2027-02-28"}
    changed = stand.client.patch(url, json=sent, headers=stand.headers).json()
    assert (changed["effective"], changed["expiry"], changed["received"]) == (*sent.values(), document["received"])
    read_anew(stand, pack)
    assert stand.get(f"/documents/{document['id']}") == changed


def test_keeping_both_packs_when_the_same_files_come_again(stand: ReviewStand) -> None:
    pack = decided(stand)
    log = log_of(stand)
    again = stand.ready(("a.pdf", POLICY), ("b.pdf", AUDIT), name="Copper")["id"]
    assert log_of(stand) == log
    assert {state for state, _, _ in states(stand, again).values()} == {"open"}
    assert stand.get(f"/packs/{pack}")["suggestions"] == {"open": 3, "accepted": 2, "rejected": 1}


def test_keeping_decisions_over_a_renamed_criterion(stand: ReviewStand, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.catalogue import load_framework
    from review_api import criterion

    pack = decided(stand)
    log = log_of(stand)
    old = load_framework("rra-2")
    renamed = tuple(one.model_copy(update={"name": f"New {one.name}"}) for one in old.criteria if one.number != "9")
    monkeypatch.setattr(
        criterion, "load_framework", lambda _: old.model_copy(update={"criteria": renamed, "version": "2.1"})
    )
    evidence = stand.get(f"/packs/{pack}/export", format="json")["evidence"]
    assert [row["criterion_name"][:4] for row in evidence] == ["New ", "9"]
    assert log_of(stand) == log
    again = stand.post(f"/suggestions/{stand.queue(pack, state='open')[0]['id']}/decisions", verdict="accept")
    before = next(row for row in log if row["criterion"] == "5")
    assert (before["framework_version"], again["framework_version"]) == (old.version, "2.1")
    assert again["criterion_sha256"] not in {None, before["criterion_sha256"]}


def test_keeping_the_states_equal_to_the_log(stand: ReviewStand) -> None:
    pack = decided(stand)
    first, second, third = stand.queue(pack, order="document")[:3]
    stand.post(f"/suggestions/{first['id']}/notes", note="look at the annex too")
    stand.post(f"/suggestions/{second['id']}/doubts", note="is it boilerplate?")
    assert stand.get(f"/suggestions/{first['id']}")["state"] == "accepted"
    assert stand.post(f"/suggestions/{third['id']}/reopen", 201, note="wrong site")["verdict"] == "reopen"
    assert stand.get(f"/suggestions/{third['id']}")["state"] == "open"
    assert stand.post(f"/suggestions/{third['id']}/reopen", 409, note="again")["code"] == "nothing_to_undo"
    assert stand.post(f"/packs/{pack}/undo")["suggestion"] == second["id"]
    with stand.database.read() as session:
        for suggestion, what in standing.recomputed(session).items():
            row = session.get_one(SuggestionRow, suggestion)
            assert (row.state, row.standing_criterion, row.standing_status, row.decision, row.decided_by, row.site) == (
                what.state,
                what.criterion,
                what.status,
                what.decision,
                what.decided_by,
                what.site,
            )
    verdicts = [row["verdict"] for row in stand.get(f"/packs/{pack}/decisions")["items"]]
    assert verdicts == ["accept", "reject", "change", "note", "doubt", "reopen", "undo"]


def test_keeping_one_chain_of_many_writers(stand: ReviewStand, database_url: str) -> None:
    packs = [stand.ready(("a.pdf", POLICY), ("b.pdf", AUDIT))["id"] for _ in range(3)]
    rows = [row["id"] for pack in packs for row in stand.queue(pack)]
    start = threading.Barrier(6)
    refused: list[ErrorCode] = []

    def write(name: str) -> None:
        # A database of its own: another process of the same service.
        with Database(database_url) as database:
            start.wait(20)
            for suggestion in rows:
                try:
                    with database.write() as session:
                        person = Principal(name=name, role=Role.REVIEWER)
                        decide(session, person, suggestion, Judgement(verdict=Verdict.ACCEPT))
                except ReviewError as error:
                    refused.append(error.code)

    threads = [threading.Thread(target=write, args=[f"person {number}"]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(50)
    assert refused == [ErrorCode.ALREADY_DECIDED] * (5 * len(rows))
    assert len(log_of(stand)) == len(rows)


def test_redaction_takes_a_name_out_and_the_chain_holds(stand: ReviewStand) -> None:
    pack = decided(stand)
    log = log_of(stand)
    with stand.database.write() as session:
        event = erasure.redact_person(session, SERVER, REVIEWER, reason="asked for it")
    after = log_of(stand)
    assert [row["hash"] for row in after[:-1]] == [row["hash"] for row in log]
    assert {row["who"] for row in after[:-1]} == {"[redacted]"}
    assert event.details == {"blots": [{"fields": ["who"], "events": [[1, 3]]}]}
    assert [row["note"] for row in after[:3]] == ["seen", None, None]
    assert stand.get(f"/packs/{pack}")["suggestions"] == {"open": 3, "accepted": 2, "rejected": 1}
    assert stand.get(f"/packs/{pack}")["created_by"] == "[redacted]"
    assert REVIEWER not in json.dumps([after, stand.queue(pack), stand.get(f"/packs/{pack}/export", format="json")])
    with pytest.raises(ReviewError, match="not_found"), stand.database.write() as session:
        erasure.redact_person(session, SERVER, REVIEWER, reason="again")


def test_redaction_of_single_fields(stand: ReviewStand) -> None:
    decided(stand)
    log = log_of(stand)
    with stand.database.write() as session:
        erasure.redact_events(session, SERVER, [log[0]["id"], log[2]["id"]], ["note", "selector"], reason="a patient")
    after = log_of(stand)
    assert after[-1]["details"]["blots"] == [{"fields": ["note", "selector"], "events": [[1, 1], [3, 3]]}]
    assert after[0]["selector"]["quote"] == ""
    assert after[0]["selector"]["document"] == log[0]["selector"]["document"]
    assert after[1] == log[1]
    for events, fields, code in (([], ["note"], "not_found"), ([log[0]["id"]], ["hash"], "request_invalid")):
        with pytest.raises((ReviewError, CallError), match=code), stand.database.write() as session:
            erasure.redact_events(session, SERVER, events, fields, reason="x")


def test_redaction_without_an_event_that_says_so_is_a_broken_log(stand: ReviewStand) -> None:
    decided(stand)
    with stand.database.write() as session:
        row = session.get_one(DecisionRow, 2)
        row.who = "[redacted]"
        row.seals = {**row.seals, "who": {"salt": "", "digest": row.seals["who"]["digest"]}}
    with stand.database.read() as session, pytest.raises(ReviewError, match="Event 2 lost its 'who'"):
        verify_chain(session)


def test_deletion_waits_for_the_retention_time_and_keeps_the_chain(stand: ReviewStand) -> None:
    pack = decided(stand)
    other = stand.ready(("b.pdf", AUDIT), name="Other")["id"]
    log = log_of(stand)
    url = f"{API}/packs/{pack}"
    kept = stand.client.patch(url, json={"retain_until": "2999-01-01"}, headers=stand.headers).json()
    assert kept["retain_until"] == "2999-01-01"
    assert stand.post(f"/packs/{pack}/delete", 409, reason="over")["code"] == "retained"
    with stand.database.write() as session:
        with pytest.raises(ReviewError, match="retained"):
            erasure.delete_pack(session, SERVER, pack, reason="over", today=date(2998, 12, 31))
        session.rollback()
    assert stand.client.patch(url, json={"retain_until": None}, headers=stand.headers).json()["retain_until"] is None
    blobs = set((stand.settings.data_dir / "blobs").glob("*/*"))
    event = stand.post(f"/packs/{pack}/delete", 200, reason="contract over")
    assert event["verdict"] == "delete"
    assert stand.get(f"/packs/{pack}", 404)["code"] == "not_found"
    after = log_of(stand)
    assert [row["hash"] for row in after[:-1]] == [row["hash"] for row in log]
    assert {row["selector"]["quote"] for row in after} == {""}
    assert [row["verdict"] for row in after[:3]] == [row["verdict"] for row in log]
    # The bytes that another pack holds too stay, the others are gone.
    assert len(blobs - set((stand.settings.data_dir / "blobs").glob("*/*"))) == 1
    assert stand.get(f"/packs/{other}")["documents"] == 1


def test_backup_of_one_system_is_restored_on_the_other(
    stand: ReviewStand, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    pack = decided(stand)
    with stand.database.write() as session:
        erasure.redact_person(session, SERVER, REVIEWER, reason="asked for it")
    target = tmp_path / "backup.tar"
    blobs = BlobStore(stand.settings.data_dir)
    head = write_backup(stand.database, blobs, target)
    assert target.stat().st_mode & 0o077 == 0
    with pytest.raises(CallError, match="output_unwritable"):
        write_backup(stand.database, blobs, target)
    queue, log = stand.queue(pack), log_of(stand)
    folder = tmp_path / "restored"
    server = request.getfixturevalue("postgresql")
    with server.database("template0") as empty:
        for url in (f"sqlite:///{tmp_path / 'restored.sqlite3'}", empty):
            with Database(url) as database:
                assert restore_backup(database, BlobStore(folder), target) == head
                with pytest.raises(CallError, match="already has rows"):
                    restore_backup(database, BlobStore(folder), target)
            with review_stand(folder, database_url=url) as restored:
                assert restored.queue(pack) == queue
                assert log_of(restored) == log
                document = restored.get(f"/packs/{pack}/documents")["items"][0]["id"]
                image = f"{API}/documents/{document}/pages/1/image"
                assert restored.client.get(image, headers=restored.headers).status_code == 200


def test_backup_that_was_changed_is_refused(stand: ReviewStand, tmp_path: Path) -> None:
    decided(stand)
    target = tmp_path / "backup.tar"
    write_backup(stand.database, BlobStore(stand.settings.data_dir), target)
    whole = target.read_bytes()
    for number, (old, new) in enumerate(
        [(b"boilerplate", b"boilerplace"), (POLICY[:40], POLICY[1:41]), (b"\x00" * 512, b"")]
    ):
        target.write_bytes(whole.replace(old, new) if new else whole[:2000])
        database = Database(f"sqlite:///{tmp_path / f'{number}.sqlite3'}")
        with database, pytest.raises((CallError, ReviewError), match=r"backup_invalid|log_broken"):
            restore_backup(database, BlobStore(tmp_path / str(number)), target)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda lines: lines[:1] + lines[2:], "Event 2 is missing"),
        (lambda lines: [lines[0], lines[2], lines[1]], "Event 2 is missing"),
        (lambda lines: lines[:2], "nowhere in it"),
        (lambda lines: [lines[0], lines[1].replace("boilerplate", "off_topic"), lines[2]], "Event 2 hashes to"),
        (lambda lines: [lines[0], lines[1], lines[2].replace("Ana Ruiz", "Bob Ruiz")], "Event 3 has a 'who'"),
        (lambda lines: [*lines, "no JSON"], "Line 4"),
        (lambda lines: [*lines, "{}"], "Line 4"),
    ],
)
def test_verify_file_names_what_was_done(
    stand: ReviewStand, tmp_path: Path, change: Callable[[list[str]], list[str]], what: str
) -> None:
    decided(stand)
    with stand.database.read() as session:
        lines = b"".join(log_lines(session)).decode().splitlines()
        head = verify_chain(session)
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert verify_file(path, expect_head=head.hash) == head
    path.write_text("\n".join(change(lines)), encoding="utf-8")
    with pytest.raises((ReviewError, CallError), match=what):
        verify_file(path, expect_head=head.hash)
