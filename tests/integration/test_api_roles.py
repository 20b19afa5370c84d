"""Every route as a stranger and as each role."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from review_stand import API, LOOPBACK, POLICY, ReviewStand, review_stand

from review_api import pages
from review_api.http import provider
from review_api.permissions import GRANTS, Permission, Principal, Role
from review_api.tokens import create_token, list_tokens, revoke_token

#: What each operation asks for. An operation that is missing here fails the walk.
NEEDS = {
    "POST /packs": Permission.UPLOAD,
    "GET /packs": Permission.READ,
    "GET /packs/{pack}": Permission.READ,
    "GET /packs/{pack}/export": Permission.READ,
    "GET /packs/{pack}/documents": Permission.READ,
    "GET /documents/{document}": Permission.READ,
    "GET /documents/{document}/passages": Permission.READ,
    "GET /documents/{document}/pages/{number}/image": Permission.READ,
    "GET /packs/{pack}/suggestions": Permission.READ,
    "GET /suggestions/{suggestion}": Permission.READ,
    "POST /suggestions/{suggestion}/decisions": Permission.DECIDE,
    "POST /suggestions/{suggestion}/undo": Permission.DECIDE,
    "POST /packs/{pack}/undo": Permission.DECIDE,
    "GET /packs/{pack}/decisions": Permission.READ,
    "GET /frameworks": Permission.READ,
    "GET /frameworks/{framework}": Permission.READ,
    "POST /suppliers": Permission.UPLOAD,
    "GET /suppliers": Permission.READ,
    "GET /suppliers/{supplier}": Permission.READ,
    "POST /suppliers/{supplier}/sites": Permission.UPLOAD,
    "PATCH /packs/{pack}": Permission.UPLOAD,
    "PATCH /documents/{document}": Permission.UPLOAD,
    "POST /suggestions/{suggestion}/notes": Permission.DECIDE,
    "POST /suggestions/{suggestion}/doubts": Permission.DECIDE,
    "POST /suggestions/{suggestion}/reopen": Permission.ADJUDICATE,
    "POST /packs/{pack}/retry": Permission.UPLOAD,
    "POST /packs/{pack}/read-anew": Permission.UPLOAD,
    "POST /packs/{pack}/cancel": Permission.UPLOAD,
    "POST /packs/{pack}/delete": Permission.ADMINISTER,
    "GET /session": Permission.READ,
    "POST /session/password": Permission.READ,
    "DELETE /session": Permission.READ,
    "POST /tokens": Permission.READ,
    "GET /tokens": Permission.READ,
    "POST /tokens/{token}/revoke": Permission.READ,
    "POST /accounts": Permission.ADMINISTER,
    "GET /accounts": Permission.ADMINISTER,
    "PATCH /accounts/{account}": Permission.ADMINISTER,
    "POST /accounts/{account}/links": Permission.ADMINISTER,
    "DELETE /accounts/{account}": Permission.ADMINISTER,
    "POST /packs/{pack}/batches": Permission.DECIDE,
    "POST /packs/{pack}/batches/{batch}/undo": Permission.DECIDE,
    "POST /documents/{document}/evidence": Permission.DECIDE,
    "POST /packs/{pack}/assignments": Permission.ADJUDICATE,
    "GET /packs/{pack}/load": Permission.READ,
    "POST /packs/{pack}/rounds": Permission.ADJUDICATE,
    "GET /packs/{pack}/rounds": Permission.READ,
    "POST /packs/{pack}/rounds/close": Permission.ADJUDICATE,
    "GET /packs/{pack}/rounds/{round_id}/disagreements": Permission.READ,
    "POST /packs/{pack}/samples": Permission.DECIDE,
    "GET /packs/{pack}/samples": Permission.READ,
}
#: Open to strangers: it is how they stop being strangers.
OPEN = {"POST /session"}
#: Pages, and whether a stranger gets to see them.
PAGES = {
    "/": False,
    "/packs/{pack}": False,
    "/packs/{pack}/review": False,
    "/packs/{pack}/decisions": False,
    "/account": False,
    "/log-in": True,
    "/welcome": True,
    "/static/{name}": True,
    "/oidc/start": True,
    "/oidc/callback": True,
}
#: What is sent; nothing where it is not here.
BODIES: dict[str, dict[str, Any]] = {
    "POST /suppliers": {"name": "Another"},
    "POST /suppliers/{supplier}/sites": {"name": "North", "role": "mine"},
    "PATCH /packs/{pack}": {},
    "PATCH /documents/{document}": {"effective": "2024-01-01"},
    "POST /suggestions/{suggestion}/decisions": {"verdict": "accept"},
    "POST /suggestions/{suggestion}/notes": {"note": "seen"},
    "POST /suggestions/{suggestion}/doubts": {"note": "sure?"},
    "POST /suggestions/{suggestion}/reopen": {"note": "no"},
    "POST /packs/{pack}/delete": {"reason": "over"},
    "POST /session/password": {"new": "correct horse battery", "current": "correct horse battery"},
    "POST /tokens": {"name": "script"},
    "POST /accounts": {"name": "Somebody", "role": "viewer"},
    "PATCH /accounts/{account}": {"role": "viewer"},
    "POST /packs/{pack}/batches": {"suggestions": ["none"], "verdict": "accept"},
    "POST /documents/{document}/evidence": {
        "first_passage": "none",
        "first_word": 0,
        "last_passage": "none",
        "last_word": 0,
        "criterion": "5",
        "status": "implemented",
    },
    "POST /packs/{pack}/assignments": {"assignees": []},
    "POST /packs/{pack}/rounds": {"first": "none", "second": "none"},
    "POST /packs/{pack}/samples": {"criterion": "5", "size": 1},
}
MAY = {
    "viewer": {Permission.READ},
    "analyst": {Permission.READ, Permission.UPLOAD},
    "reviewer": {Permission.READ, Permission.UPLOAD, Permission.DECIDE},
    "approver": {Permission.READ, Permission.UPLOAD, Permission.DECIDE, Permission.ADJUDICATE},
    "admin": set(Permission),
}


@pytest.fixture
def stand(tmp_path: Path, database_url: str) -> Iterator[ReviewStand]:
    with review_stand(tmp_path, database_url=database_url) as running:
        yield running


def call(stand: ReviewStand, operation: str, ids: dict[str, str], headers: dict[str, str]) -> int:
    method, path = operation.split(" ")
    url = API + path.format(**ids)
    body: dict[str, Any] = {}
    if operation == "POST /packs":
        body["files"] = [("files", ("b.pdf", b"5:0.2 More.", "application/pdf"))]
    elif method not in {"GET", "DELETE"}:
        body["json"] = BODIES.get(operation, {})
    return int(stand.client.request(method, url, headers=headers, **body).status_code)


def operations_of(stand: ReviewStand) -> set[str]:
    paths = stand.client.get(f"{API}/openapi.json").json()["paths"]
    return {f"{method.upper()} {path.removeprefix(API)}" for path, methods in paths.items() for method in methods}


def test_api_roles_walk_knows_every_operation(stand: ReviewStand) -> None:
    assert operations_of(stand) == set(NEEDS) | OPEN


def test_api_roles_walk_knows_every_page() -> None:
    routes = [*pages.router.routes, *provider.router.routes]
    assert {route.path for route in routes if isinstance(route, APIRoute)} == set(PAGES)


@pytest.mark.parametrize("who", ["stranger", *MAY])
def test_api_roles_walk_over_all_pages(stand: ReviewStand, who: str) -> None:
    """A session opens every page, whatever its role; what is on them comes from the API."""
    client = TestClient(stand.client.app, base_url=LOOPBACK, client=("127.0.0.1", 1), follow_redirects=False)
    if who != "stranger":
        assert client.get(stand.post("/accounts", 201, name=who, role=who)["link"]).status_code == 303
    for path, is_open in PAGES.items():
        status = client.get(path.format(pack="none", name="base.css")).status_code
        if who == "stranger" and not is_open:
            assert status == 303, path
        elif path in {"/welcome", "/oidc/start", "/oidc/callback"}:
            assert status in {401, 404}, path  # without a key, and without a provider
        else:
            assert status == 200, path


@pytest.mark.parametrize("who", ["stranger", "revoked", *MAY])
def test_api_roles_walk_over_all_routes(stand: ReviewStand, who: str) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    ids = {
        "pack": pack,
        "document": stand.get(f"/packs/{pack}/documents")["items"][0]["id"],
        "suggestion": stand.queue(pack)[0]["id"],
        "number": "1",
        "framework": "rra-2",
        "batch": "none",
        "round_id": "none",
        "supplier": stand.post("/suppliers", name="Copper Works")["id"],
        "account": stand.post("/accounts", 201, name="Spare", role="viewer")["account"]["id"],
    }
    if who in MAY:
        stand.post("/accounts", 201, name=who, role=who)
    headers = {} if who == "stranger" else stand.token("admin" if who == "revoked" else who, who)
    if who == "revoked":
        assert revoke_token(stand.database, "revoked") == 1
    ids["token"] = list_tokens(stand.database)[-1].id
    for operation, needed in NEEDS.items():
        if who in MAY and operation == "POST /tokens/{token}/revoke":
            ids["token"] = next(token.id for token in list_tokens(stand.database) if token.name == "script")
        status = call(stand, operation, ids, headers)
        if who not in MAY:
            assert status == HTTPStatus.UNAUTHORIZED, operation
        elif needed not in MAY[who]:
            assert status == HTTPStatus.FORBIDDEN, operation
        else:
            # What is asked may not fit the state that the steps before left: an undo may find nothing to undo.
            # Where the walk names what is not there, 404 tells that it got past the permission.
            assert status in {200, 201, 202, 204, 404, 409, 422}, operation
    may = MAY.get(who, set())
    if Permission.ADMINISTER not in may:
        events = [row["verdict"] for row in stand.get(f"/packs/{pack}/decisions")["items"]]
        assert events == (["accept", "undo", "note", "doubt"] if Permission.DECIDE in may else [])
    if Permission.ADMINISTER not in may:
        assert len(stand.get("/packs")["items"]) == (2 if Permission.UPLOAD in may else 1)


def test_api_stranger_learns_nothing_of_what_exists(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    real = stand.client.get(f"{API}/packs/{pack}")
    made_up = stand.client.get(f"{API}/packs/none")
    assert real.status_code == made_up.status_code == 401
    assert real.json() == made_up.json()
    assert real.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("value", ["Bearer", "Bearer ", "Bearer wrong", "Basic abc", "assay_x", "Bearer \u00e9"])
def test_api_wrong_authorization_is_not_signed_in(stand: ReviewStand, value: str) -> None:
    answer = stand.client.get(f"{API}/packs", headers={"Authorization": value.encode()})
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"


def test_permissions_each_role_may_all_that_the_one_before_may() -> None:
    grants = [GRANTS[role] for role in Role]
    assert all(lower <= higher for lower, higher in pairwise(grants))
    assert GRANTS[Role.ADMIN] == set(Permission)


def test_permissions_services_refuse_without_http(stand: ReviewStand) -> None:
    from corpus.errors import ReviewError
    from review_api import decisions, packs

    viewer = Principal(name="v", role=Role.VIEWER)
    with stand.database.write() as session:
        with pytest.raises(ReviewError, match="not_permitted"):
            packs.create_pack(session, viewer, name="x", framework="rra-2", uploads=())
        for undo in (decisions.undo_decision, decisions.undo_last):
            with pytest.raises(ReviewError, match="not_permitted"):
                undo(session, viewer, "none")


def test_tokens_are_kept_as_hashes_only(stand: ReviewStand) -> None:
    secret = create_token(stand.database, "batch job", "analyst")
    assert secret.startswith("assay_")
    assert len(secret) > 40
    token = next(token for token in list_tokens(stand.database) if token.name == "batch job")
    assert (token.role, token.revoked_at) == (Role.ANALYST, None)
    for file in stand.settings.data_dir.rglob("*"):
        if file.is_file():
            assert secret.encode() not in file.read_bytes()
    assert revoke_token(stand.database, token.id) == 1
    from corpus.errors import CallError, ReviewError

    with pytest.raises(ReviewError, match="not_found"):
        revoke_token(stand.database, token.id)
    with pytest.raises(CallError, match="setting_invalid"):
        create_token(stand.database, "x", "king")
    with pytest.raises(CallError, match="setting_invalid"):
        create_token(stand.database, " ", "viewer")
