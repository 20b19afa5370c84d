"""What stands before the routes: host check, page session, security headers."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from review_stand import API, LOOPBACK, POLICY, REVIEWER, review_stand, stand_in_stages

from review_api.app import create_app
from review_api.settings import Settings

PAGE = {"X-Assay-Page": "1"}


def test_guard_page_session_acts_as_the_reviewer(tmp_path: Path) -> None:
    with review_stand(tmp_path) as stand:
        pack = stand.ready(("a.pdf", POLICY))["id"]
        suggestion = stand.queue(pack)[0]["id"]
        url = f"{API}/suggestions/{suggestion}/decisions"
        assert stand.client.get(f"{API}/packs").status_code == 401
        page = stand.client.get("/")
        assert page.status_code == 200
        cookie = page.headers["set-cookie"]
        assert cookie.startswith("assay_page=")
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert stand.client.get(f"{API}/packs").status_code == 200
        assert stand.client.post(url, json={"verdict": "accept"}).json()["code"] == "not_permitted"
        decided = stand.client.post(url, json={"verdict": "accept"}, headers=PAGE)
        assert decided.status_code == 201
        assert decided.json()["who"] == REVIEWER
        # A token that does not work is not covered up by the cookie.
        assert stand.client.get(f"{API}/packs", headers={"Authorization": "Bearer x"}).status_code == 401


def test_guard_page_session_ends_with_the_server(tmp_path: Path) -> None:
    with review_stand(tmp_path) as stand:
        stand.client.get("/")
        cookie = stand.client.cookies["assay_page"]
    with review_stand(tmp_path) as stand:
        stand.client.cookies.set("assay_page", cookie)
        assert stand.client.get(f"{API}/packs").status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::1", "a@b"]
)
def test_guard_refuses_another_host_name(tmp_path: Path, host: str) -> None:
    with review_stand(tmp_path) as stand:
        for path in ("/", f"{API}/packs", f"{API}/openapi.json", "/static/base.css"):
            answer = stand.client.get(path, headers={**stand.headers, "Host": host})
            assert answer.status_code == 403
            assert answer.json()["code"] == "host_refused"
            assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "127.8.9.1", "[::1]:8000"])
def test_guard_takes_every_loopback_name(tmp_path: Path, host: str) -> None:
    with review_stand(tmp_path) as stand:
        assert stand.client.get(f"{API}/packs", headers={**stand.headers, "Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "client", "header"),
    [
        ("0.0.0.0", "127.0.0.1", {}),
        ("192.0.2.7", "192.0.2.9", {}),
        ("127.0.0.1", "192.0.2.9", {}),
        ("127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "192.0.2.9"}),
        ("127.0.0.1", "127.0.0.1", {"Via": "1.1 proxy"}),
    ],
)
def test_guard_pages_are_closed_to_other_machines(
    tmp_path: Path, host: str, client: str, header: dict[str, str]
) -> None:
    settings = Settings(data_dir=tmp_path, host=host, reviewer=REVIEWER)
    app = create_app(settings, stages=stand_in_stages())
    with TestClient(app, base_url=LOOPBACK, client=(client, 50000), headers=header) as caller:
        for path in ("/", "/packs/x/review", "/static/base.css"):
            answer = caller.get(path)
            assert answer.status_code == 403
            assert answer.json()["code"] == "not_permitted"
            assert "set-cookie" not in answer.headers
        caller.cookies.set("assay_page", app.state.office.session.secret)
        assert caller.get(f"{API}/packs").status_code == 401
        from review_api.tokens import create_token

        token = create_token(app.state.office.database, "job", "viewer")
        assert caller.get(f"{API}/packs", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_guard_every_answer_has_the_security_headers(tmp_path: Path) -> None:
    with review_stand(tmp_path) as stand:
        for path in ("/", "/static/base.css", f"{API}/packs", f"{API}/openapi.json", "/nowhere", "/docs", "/redoc"):
            answer = stand.client.get(path, headers={} if path == "/" else stand.headers)
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "no-referrer"
        assert stand.client.get("/docs").status_code == 404
        assert stand.client.get(f"{API}/packs", headers=stand.headers).headers["cache-control"] == "no-store"


def test_guard_unnamed_fault_tells_nothing_of_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_settings: object) -> None:
        raise RuntimeError("a secret path")

    monkeypatch.setattr("review_api.packs.list_packs", fail)
    app = create_app(Settings(data_dir=tmp_path, reviewer=REVIEWER), stages=stand_in_stages())
    with TestClient(app, base_url=LOOPBACK, client=("127.0.0.1", 1), raise_server_exceptions=False) as caller:
        caller.get("/")
        answer = caller.get(f"{API}/packs")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "internal_error"
    assert "secret" not in answer.text
