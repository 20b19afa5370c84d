"""Suppliers, sites, versions and dates of documents, and who may see what of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from review_stand import API, AUDIT, POLICY, ReviewStand, review_stand

from corpus.errors import ReviewError
from review_api import decisions, documents, erasure, exports, packs, suggestions, suppliers, work
from review_api.decisions import Judgement
from review_api.documents import DocumentChange
from review_api.permissions import Principal, Role
from review_api.suggestions import QueueFilter
from review_api.verdict import Verdict


@pytest.fixture
def stand(tmp_path: Path, database_url: str) -> Iterator[ReviewStand]:
    with review_stand(tmp_path / "data", database_url=database_url) as running:
        yield running


def test_suppliers_are_made_listed_and_have_sites(stand: ReviewStand) -> None:
    made = stand.post("/suppliers", name="  Copper\tWorks ")
    assert (made["name"], made["sites"]) == ("Copper Works", [])
    assert stand.post("/suppliers", 409, name="Copper Works")["code"] == "name_taken"
    assert stand.post("/suppliers", 422, name=" \t ")["code"] == "request_invalid"
    url = f"/suppliers/{made['id']}"
    body = {"name": "Río Alto", "role": "smelter", "country": "cl", "metals": ["Copper", "gold", "copper"]}
    site = stand.post(f"{url}/sites", 201, **body)["sites"][0]
    assert (site["country"], site["metals"], site["role"]) == ("CL", ["copper", "gold"], "smelter")
    assert stand.post(f"{url}/sites", 409, name="Río Alto", role="mine")["code"] == "name_taken"
    stand.post(f"{url}/sites", 422, name="South", role="mine", country="C1")
    stand.post(f"{url}/sites", 422, name="South", role="palace")
    stand.post("/suppliers", name="Alpha")
    assert [row["name"] for row in stand.get("/suppliers")["items"]] == ["Alpha", "Copper Works"]
    part = stand.get("/suppliers", limit=1)
    assert [row["name"] for row in stand.get("/suppliers", cursor=part["next_cursor"])["items"]] == ["Copper Works"]
    stand.get("/suppliers/none", 404)


def test_suppliers_documents_have_versions_over_packs(stand: ReviewStand) -> None:
    supplier = stand.post("/suppliers", name="Copper Works")["id"]
    seen = []
    for name, data in (("x/Policy.pdf", POLICY), ("POLICY.pdf", AUDIT), ("policy.pdf", POLICY), ("other.pdf", AUDIT)):
        pack = stand.ready((name, data), supplier=supplier)
        assert (pack["supplier"], pack["supplier_name"]) == (supplier, "Copper Works")
        document = stand.get(f"/packs/{pack['id']}/documents")["items"][0]
        seen.append((document["series"], document["version"]))
        assert document["received"] == pack["created_at"][:10]
    first = seen[0][0]
    assert seen[:3] == [(first, 1), (first, 2), (first, 1)]
    assert seen[3][0] != first
    loose = stand.ready(("policy.pdf", AUDIT))["id"]
    document = stand.get(f"/packs/{loose}/documents")["items"][0]
    assert document["series"] == document["id"]
    answer = stand.client.patch(f"{API}/packs/{loose}", json={"supplier": supplier}, headers=stand.headers)
    assert answer.json()["supplier"] == supplier
    moved = stand.get(f"/documents/{document['id']}")
    assert (moved["series"], moved["version"]) == (first, 2)
    assert len(stand.get("/packs", supplier=supplier)["items"]) == 5
    assert stand.get("/packs", supplier="none")["items"] == []
    assert stand.upload(("a.pdf", AUDIT), supplier="none", status=404)["code"] == "not_found"


def test_suppliers_site_is_guessed_and_corrected(stand: ReviewStand) -> None:
    supplier = stand.post("/suppliers", name="Copper Works")["id"]
    for name in ("Río Alto", "Kitwe"):
        sites = stand.post(f"/suppliers/{supplier}/sites", 201, name=name, role="smelter")["sites"]
    ids = {site["name"]: site["id"] for site in sites}
    text = "5:0.9 No child works at RIO ALTO.\n5:0.8 At Kitwe and Río Alto none.\n5:0.7 Ages are checked."
    pack = stand.ready(("Kitwe report.pdf", text.encode()), supplier=supplier)["id"]
    rows = stand.queue(pack)
    assert [row["site"] for row in rows] == [ids["Río Alto"], None, ids["Kitwe"]]
    url = f"/suggestions/{rows[0]['id']}/decisions"
    stand.post(url, 422, verdict="accept", site="none")
    stand.post(url, 422, verdict="reject", reason="other", site=ids["Kitwe"])
    stand.post(url, 201, verdict="accept", site=ids["Kitwe"])
    assert [row["site"] for row in stand.queue(pack, site=ids["Kitwe"])] == [ids["Kitwe"]] * 2
    assert stand.get(f"/packs/{pack}/export", format="json")["evidence"][0]["site"] == "Kitwe"
    stand.post(f"/packs/{pack}/undo")
    assert stand.get(f"/suggestions/{rows[0]['id']}")["site"] == ids["Río Alto"]


def test_suppliers_document_change_needs_the_state_that_was_seen(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    url = f"{API}/documents/{stand.get(f'/packs/{pack}/documents')['items'][0]['id']}"
    tag = stand.client.get(url, headers=stand.headers).headers["etag"]
    headers = {**stand.headers, "If-Match": tag}
    first = stand.client.patch(url, json={"effective": "2024-01-01"}, headers=headers)
    assert first.status_code == 200
    assert first.headers["etag"] != tag
    late = stand.client.patch(url, json={"effective": "2025-01-01"}, headers=headers)
    assert late.status_code == 409
    assert late.json()["code"] == "changed_meanwhile"
    assert late.json()["current"] == first.json()
    assert late.json()["sent"] == {"effective": "2025-01-01"}
    assert late.headers["etag"] == first.headers["etag"]
    for body in ({"expiry": "2023-12-31"}, {"effective": "2024-02-30"}, {"site": "none"}, {"surprise": 1}):
        assert stand.client.patch(url, json=body, headers=stand.headers).status_code == 422
    cleared = stand.client.patch(url, json={"effective": None}, headers={**stand.headers, "If-Match": "*"}).json()
    assert cleared["effective"] is None


def test_suppliers_are_seen_by_those_who_may(stand: ReviewStand) -> None:
    """Every service that takes an id answers as if there were nothing."""
    mine, other = (stand.post("/suppliers", name=name)["id"] for name in ("Mine", "Other"))
    stand.ready(("a.pdf", POLICY), supplier=mine)
    pack = stand.ready(("a.pdf", POLICY), supplier=other)["id"]
    loose = stand.ready(("a.pdf", POLICY))["id"]
    document = stand.get(f"/packs/{pack}/documents")["items"][0]["id"]
    suggestion = stand.queue(pack)[0]["id"]
    stand.post(f"/suggestions/{suggestion}/decisions", verdict="accept")
    person = Principal(name="Bo", role=Role.ADMIN, suppliers=frozenset({mine}))
    part = {"cursor": "", "limit": 50}
    with stand.database.write() as session:
        assert [row.supplier for row in packs.list_packs(session, person, **part).items] == [mine]
        assert [row.id for row in suppliers.list_suppliers(session, person, **part).items] == [mine]
        judgement = Judgement(verdict=Verdict.ACCEPT)
        for hidden in (
            lambda: packs.show_pack(session, person, pack),
            lambda: packs.show_pack(session, person, loose),
            lambda: packs.retain_pack(session, person, pack, None),
            lambda: suppliers.show_supplier(session, person, other),
            lambda: documents.list_documents(session, person, pack, **part),
            lambda: documents.show_document(session, person, document),
            lambda: documents.change_document(session, person, document, DocumentChange()),
            lambda: documents.page_source(session, person, document, 1),
            lambda: documents.list_passages(session, person, document, page=None, **part),
            lambda: suggestions.list_suggestions(session, person, pack, wanted=QueueFilter(), **part),
            lambda: suggestions.show_suggestion(session, person, suggestion),
            lambda: decisions.decide(session, person, suggestion, judgement),
            lambda: decisions.undo_decision(session, person, suggestion),
            lambda: decisions.reopen(session, person, suggestion, "why"),
            lambda: decisions.remark(session, person, suggestion, Verdict.NOTE, "why"),
            lambda: decisions.undo_last(session, person, pack),
            lambda: decisions.list_decisions(session, person, pack, **part),
            lambda: exports.accepted_evidence(session, person, pack),
            lambda: work.retry(session, person, pack),
            lambda: work.read_anew(session, person, pack),
            lambda: work.cancel(session, person, pack),
            lambda: erasure.delete_pack(session, person, pack, reason="x"),
        ):
            with pytest.raises(ReviewError, match="not_found"):
                hidden()
        for refused in (
            lambda: suppliers.create_supplier(session, person, name="New"),
            lambda: packs.assign_pack(session, person, pack, mine),
        ):
            with pytest.raises(ReviewError, match="not_permitted"):
                refused()
        session.rollback()
