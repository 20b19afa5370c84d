"""Working together: many at once, near-duplicates, marked words, assignment, blind rounds, random samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from review_stand import API, AUDIT, LOOPBACK, POLICY, ReviewStand, review_stand

from review_api import standing
from review_api.decision_log import verify_chain
from review_api.tables import SuggestionRow

PAGE = {"X-Assay-Page": "1"}


@pytest.fixture
def stand(tmp_path: Path, database_url: str) -> Iterator[ReviewStand]:
    with review_stand(tmp_path / "data", database_url=database_url) as running:
        yield running


class Person:
    """Somebody with a browser of his own."""

    def __init__(self, stand: ReviewStand, name: str, role: str = "reviewer") -> None:
        made = stand.post("/accounts", 201, name=name, role=role)
        self.account = made["account"]["id"]
        self.client = TestClient(stand.client.app, base_url=LOOPBACK, client=("127.0.0.1", 1), follow_redirects=False)
        assert self.client.get(made["link"]).status_code == 303

    def call(self, method: str, path: str, status: int = 200, /, **body: Any) -> Any:
        answer = self.client.request(method, API + path, json=body if method != "GET" else None, headers=PAGE)
        assert answer.status_code == status, answer.text
        return answer.json()

    def get(self, path: str, status: int = 200) -> Any:
        return self.call("GET", path, status)

    def post(self, path: str, status: int = 201, /, **body: Any) -> Any:
        return self.call("POST", path, status, **body)

    def decide(self, suggestion: str, status: int = 201, /, **body: Any) -> Any:
        return self.post(f"/suggestions/{suggestion}/decisions", status, **(body or {"verdict": "accept"}))


def test_team_batch_is_one_event_each_and_one_undo(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY), ("b.pdf", AUDIT))["id"]
    rows = [row["id"] for row in stand.queue(pack)]
    stand.post(f"/suggestions/{rows[0]}/decisions", verdict="reject", reason="other")
    made = stand.post(f"/packs/{pack}/batches", 201, suggestions=rows[:4], verdict="accept", note="all of them")
    assert made["skipped"] == rows[:1]
    assert [event["suggestion"] for event in made["events"]] == rows[1:4]
    assert {event["details"]["batch"] for event in made["events"]} == {made["batch"]}
    stand.post(f"/suggestions/{rows[1]}/undo")
    undone = stand.post(f"/packs/{pack}/batches/{made['batch']}/undo")
    assert [event["suggestion"] for event in undone["events"]] == rows[2:4]
    assert undone["skipped"] == rows[1:2]
    assert stand.get(f"/packs/{pack}")["suggestions"] == {"open": 5, "accepted": 0, "rejected": 1}
    assert stand.post(f"/packs/{pack}/batches/{made['batch']}/undo", 409)["code"] == "nothing_to_undo"
    assert stand.post(f"/packs/{pack}/batches/none/undo", 404)["code"] == "not_found"
    stand.post(f"/packs/{pack}/batches", 404, suggestions=[rows[4], "none"], verdict="accept")
    stand.post(f"/packs/{pack}/batches", 422, suggestions=rows[4:], verdict="reject")
    stand.post(f"/packs/{pack}/batches", 422, suggestions=[], verdict="accept")
    assert stand.get(f"/suggestions/{rows[4]}")["state"] == "open"


def test_team_near_duplicates_are_gathered_decided_once_and_undone_by_place(stand: ReviewStand) -> None:
    texts = ["We employ 0 persons under 16.", "5:0.8 we EMPLOY 3 persons – under 15!", "5:0.7 We employ no persons."]
    files = [(f"{number}.pdf", f"5:0.9 {text}".encode()) for number, text in enumerate(texts[:1] * 3)]
    files += [("x.pdf", texts[1].encode()), ("y.pdf", texts[2].encode())]
    pack = stand.ready(*[(name, data + name.encode()[:0] + b"\n" + name.encode()) for name, data in files])["id"]
    rows = stand.queue(pack)
    places = stand.queue(pack, likeness=rows[0]["likeness"])
    assert len(places) == 4
    assert len({row["document"] for row in places}) == 4
    made = stand.post(f"/packs/{pack}/batches", 201, suggestions=[row["id"] for row in places], verdict="accept")
    assert len(made["events"]) == 4
    stand.post(f"/suggestions/{places[1]['id']}/undo")
    assert [row["state"] for row in stand.queue(pack, likeness=rows[0]["likeness"])].count("accepted") == 3


def test_team_marked_words_become_evidence(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    document = stand.get(f"/packs/{pack}/documents")["items"][0]["id"]
    passages = stand.get(f"/documents/{document}/passages")["items"]
    url = f"/documents/{document}/evidence"
    body = {
        "first_passage": passages[1]["id"],
        "first_word": 4,
        "last_passage": passages[2]["id"],
        "last_word": 1,
        "criterion": "9",
        "status": "implemented",
    }
    event = stand.post(url, 201, **body)
    assert event["selector"]["quote"] == "of nothing in particular. 5:0.6 Ages"
    assert event["selector"]["prefix"].endswith("that speaks ")
    assert event["selector"]["suffix"].startswith(" are checked")
    assert event["selector"]["spans"] == [
        {"page": 1, "boxes": passages[1]["spans"][0]["boxes"][4:] + passages[2]["spans"][0]["boxes"][:2]}
    ]
    shown = stand.get(f"/suggestions/{event['suggestion']}")
    assert (shown["origin"], shown["state"], shown["status"], shown["criterion"]) == (
        "reviewer",
        "accepted",
        "implemented",
        "9",
    )
    assert stand.get(f"/documents/{document}/passages")["items"] == passages
    assert [row["quote"] for row in stand.get(f"/packs/{pack}/export", format="json")["evidence"]] == [
        event["selector"]["quote"]
    ]
    assert stand.post(url, 409, **body)["code"] == "already_decided"
    whole = {**body, "first_word": 0, "last_passage": passages[1]["id"], "last_word": 7}
    assert stand.post(url, 201, **whole)["selector"]["quote"] == passages[1]["text"]
    for wrong in (
        {"last_word": 99},
        {"first_passage": passages[2]["id"], "last_passage": passages[1]["id"]},
        {"first_passage": passages[2]["id"], "first_word": 5, "last_word": 2},
    ):
        assert stand.post(url, 422, **{**body, **wrong})["code"] == "request_invalid"
    assert stand.post(url, 404, **{**body, "first_passage": "none"})["code"] == "not_found"
    assert stand.post(url, 422, **{**body, "criterion": "99"})["code"] == "criterion_unknown"
    # Reading anew finds the words again, whether or not they are a passage of their own.
    stand.post(f"/packs/{pack}/read-anew", 202)
    stand.wait(pack)
    again = stand.get(f"/suggestions/{event['suggestion']}")
    assert (again["state"], again["origin"], again["criterion"]) == ("accepted", "reviewer", "9")
    assert (again["passage"]["text"], again["anchor"]) == (event["selector"]["quote"], "exact")


def test_team_assignment_is_in_equal_parts_and_shows_the_load(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY), ("b.pdf", AUDIT))["id"]
    for name in ("Ana", "Bo"):
        Person(stand, name)
    load = stand.post(f"/packs/{pack}/assignments", 200, assignees=["bo", "Ana"])
    assert load["items"] == [
        {"assignee": "Ana", "open": 3, "decided": 0},
        {"assignee": "Bo", "open": 3, "decided": 0},
    ]
    mine = stand.queue(pack, assignee="Ana")
    stand.post(f"/suggestions/{mine[0]['id']}/decisions", verdict="accept")
    assert stand.get(f"/packs/{pack}/load")["items"][0] == {"assignee": "Ana", "open": 2, "decided": 1}
    stand.post(f"/packs/{pack}/assignments", 200, assignees=[], suggestions=[mine[1]["id"]])
    assert len(stand.queue(pack, assignee="Ana")) == 2
    load = stand.post(f"/packs/{pack}/assignments", 200, assignees=["Bo"], criterion="12")
    assert sum(one["open"] for one in load["items"] if one["assignee"] == "Bo") >= 3
    assert stand.post(f"/packs/{pack}/assignments", 404, assignees=["nobody"])["code"] == "not_found"


def round_of(stand: ReviewStand) -> tuple[str, list[str], Person, Person, Person]:
    pack = stand.ready(("a.pdf", POLICY), ("b.pdf", AUDIT))["id"]
    rows = [row["id"] for row in stand.queue(pack)]
    stand.post(f"/suggestions/{rows[5]}/decisions", verdict="reject", reason="off_topic")
    one, two, third = Person(stand, "One"), Person(stand, "Two", "approver"), Person(stand, "Third", "approver")
    stand.post(f"/packs/{pack}/rounds", 201, first=one.account, second=two.account)
    return str(pack), rows, one, two, third


def views(person: Person, pack: str, rows: list[str]) -> str:
    """Everything that a person can get at about a pack, as one text, with headers."""
    paths = [
        "/packs",
        f"/packs/{pack}",
        f"/packs/{pack}/documents",
        f"/packs/{pack}/decisions",
        f"/packs/{pack}/decisions?limit=1",
        f"/packs/{pack}/load",
        f"/packs/{pack}/rounds",
        f"/packs/{pack}/samples",
        f"/packs/{pack}/export?format=json",
        f"/packs/{pack}/export",
        *[f"/packs/{pack}/suggestions?order={order}" for order in ("score", "document", "uncertain", "criterion")],
        *[f"/packs/{pack}/suggestions?state={state}" for state in ("open", "accepted", "rejected")],
        *[f"/packs/{pack}/suggestions?decided_by={name}" for name in ("One", "Two")],
        *[f"/packs/{pack}/suggestions?criterion={number}" for number in ("5", "7", "9", "12")],
        *[f"/packs/{pack}/suggestions?status={status}" for status in ("implemented", "commitment")],
        *[f"/suggestions/{row}" for row in rows],
        *[f"/suggestions/{row}?x=1" for row in rows],
    ]
    seen = []
    for path in paths:
        answer = person.client.get(API + path, headers=PAGE)
        headers = {name: value for name, value in answer.headers.items() if name != "date"}
        seen.append(f"{path} {answer.status_code} {headers} {answer.text}")
    return "\n".join(seen)


def test_team_blind_reviewer_cannot_see_the_other_by_any_route(stand: ReviewStand) -> None:
    pack, rows, one, two, third = round_of(stand)
    viewer = Person(stand, "Viewer", "viewer")
    token = two.post("/tokens", name="script", role="viewer")["secret"]
    before, before_viewer = views(two, pack, rows), views(viewer, pack, rows)
    assert '"blind_round"' in before
    one.decide(rows[0], verdict="accept", note="a secret note", status="implemented")
    one.decide(rows[1], verdict="reject", reason="boilerplate")
    one.decide(rows[2], verdict="change", criterion="9")
    one.post(f"/suggestions/{rows[3]}/notes", note="another secret")
    one.post(f"/suggestions/{rows[2]}/undo")
    one.decide(rows[2], verdict="change", criterion="9")
    assert views(two, pack, rows) == before
    assert views(viewer, pack, rows) == before_viewer
    answer = stand.client.get(f"{API}/packs/{pack}/decisions", headers={"Authorization": f"Bearer {token}"})
    assert len(answer.json()["items"]) == 1
    # Nor by what one is answered oneself.
    own = two.decide(rows[0], verdict="reject", reason="other")
    assert (own["sequence"], own["turn"], own["previous"]) == (0, 1, "0" * 64)
    assert two.post(f"/suggestions/{rows[1]}/undo", 409)["code"] == "nothing_to_undo"
    assert two.post(f"/packs/{pack}/undo")["undoes"] == own["id"]
    assert two.post(f"/packs/{pack}/undo", 409)["code"] == "nothing_to_undo"
    assert viewer.get(f"/packs/{pack}")["suggestions"] == {"open": 5, "accepted": 0, "rejected": 1}
    assert one.get(f"/packs/{pack}")["suggestions"] == {"open": 2, "accepted": 2, "rejected": 2}
    # An approver outside the round sees everything, and decides nothing.
    assert len(third.get(f"/packs/{pack}/decisions")["items"]) > 5
    assert third.decide(rows[3], 409)["code"] == "blind_round"
    assert Person(stand, "Four").decide(rows[3], 409)["code"] == "blind_round"
    assert two.post(f"/packs/{pack}/rounds/close", 409)["code"] == "blind_round"
    assert two.post(f"/suggestions/{rows[5]}/reopen", 409, note="why")["code"] == "blind_round"
    assert two.decide(rows[5], 409)["code"] == "already_decided"


def test_team_blind_round_is_closed_measured_and_settled(stand: ReviewStand) -> None:
    pack, rows, one, two, third = round_of(stand)
    answers = [("accept", "accept"), ("reject", "reject"), ("accept", "reject"), ("change", "accept")]
    for row, pair in zip(rows, answers, strict=False):
        for person, verdict in zip((one, two), pair, strict=True):
            extra = {"reject": {"reason": "other"}, "change": {"criterion": "9"}}.get(verdict, {})
            person.decide(row, verdict=verdict, **extra)
    one.decide(rows[4])
    assert two.get(f"/packs/{pack}/rounds")["items"][0]["agreement"] is None
    agreement = third.get(f"/packs/{pack}/rounds")["items"][0]["agreement"]
    assert (agreement["both"], agreement["alike"]) == (4, 2)
    closed = third.post(f"/packs/{pack}/rounds/close", 200)
    assert closed["closed_by"] == "Third"
    states = {row["id"]: row["state"] for row in stand.queue(pack)}
    assert [states[row] for row in rows] == ["accepted", "rejected", "open", "open", "open", "rejected"]
    apart = third.get(f"/packs/{pack}/rounds/{closed['id']}/disagreements")["items"]
    assert {row["suggestion"] for row in apart} == {rows[2], rows[3]}
    assert [row["is_settled"] for row in apart] == [False, False]
    # What was answered differently is settled by an approver, what one alone answered by anybody.
    assert one.decide(rows[2], 403)["code"] == "not_permitted"
    settled = third.decide(rows[2])
    assert len(settled["details"]["adjudicates"]) == 2
    one.decide(rows[4])
    apart = one.get(f"/packs/{pack}/rounds/{closed['id']}/disagreements")["items"]
    assert sorted(row["is_settled"] for row in apart) == [False, True]
    log = two.get(f"/packs/{pack}/decisions")["items"]
    assert {row["who"] for row in log} >= {"One", "Two", "Third"}
    assert [row["sequence"] for row in log] == sorted(row["sequence"] for row in log)
    agreed = [row for row in log if "agrees" in row["details"]]
    assert len(agreed) == 2
    assert third.post(f"/packs/{pack}/rounds/close", 404)["code"] == "not_found"
    with stand.database.read() as session:
        verify_chain(session)
        for suggestion, what in standing.recomputed(session).items():
            row = session.get_one(SuggestionRow, suggestion)
            assert (row.state, row.standing_criterion, row.decision) == (what.state, what.criterion, what.decision)


def test_team_seats_of_a_round_are_for_two_people_who_may_decide(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    one, two, viewer = Person(stand, "One"), Person(stand, "Two"), Person(stand, "Viewer", "viewer")
    admin = stand.get("/session")["account"]["id"]
    for first, second in ((one, one), (one, viewer)):
        stand.post(f"/packs/{pack}/rounds", 422, first=first.account, second=second.account)
    stand.post(f"/packs/{pack}/rounds", 422, first=one.account, second=admin)
    stand.post(f"/packs/{pack}/rounds", 201, first=one.account, second=two.account)
    answer = stand.post(f"/packs/{pack}/rounds", 409, first=one.account, second=two.account)
    assert answer["code"] == "blind_round"


def test_team_sample_finds_what_no_model_suggested(stand: ReviewStand) -> None:
    lines = "\n".join(f"A sentence of number {number} about nothing." for number in range(30))
    pack = stand.ready(("a.pdf", POLICY), ("b.pdf", lines.encode()))["id"]
    body = {"criterion": "5", "size": 5, "seed": "known"}
    first = stand.post(f"/packs/{pack}/samples", 201, **body)
    assert (first["population"], first["drawn"], first["judged"]) == (33, 5, 0)
    drawn = stand.queue(pack, origin="sample")
    assert [row["criterion"] for row in drawn] == ["5"] * 5
    assert {row["score"] for row in drawn} == {0.0}
    stand.post(f"/suggestions/{drawn[0]['id']}/decisions", verdict="accept")
    stand.post(f"/suggestions/{drawn[1]['id']}/decisions", verdict="reject", reason="off_topic")
    (shown,) = stand.get(f"/packs/{pack}/samples")["items"]
    assert (shown["judged"], shown["relevant"]) == (2, 1)
    assert stand.post(f"/packs/{pack}/samples", 201, criterion="5", size=100)["drawn"] == 28
    assert stand.post(f"/packs/{pack}/samples", 422, criterion="5", size=1)["code"] == "request_invalid"
    other = stand.ready(("a.pdf", POLICY), ("b.pdf", lines.encode()))["id"]
    stand.post(f"/packs/{other}/samples", 201, **body)
    same = {row["passage"]["text"] for row in stand.queue(other, origin="sample")}
    assert same == {row["passage"]["text"] for row in drawn}
