"""What stands before the routes: host check, page session, security headers."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from review_stand import API, LOOPBACK, REVIEWER, review_stand, stand_in_stages

from review_api.app import create_app
from review_api.settings import Settings
from review_api.tokens import create_token


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


def test_guard_public_url_is_the_only_other_name(tmp_path: Path) -> None:
    for host, name, status in (
        ("0.0.0.0", "assay.example", 200),
        ("0.0.0.0", "127.0.0.1", 403),
        ("0.0.0.0", "evil.example", 403),
        ("127.0.0.1", "assay.example", 200),
        ("127.0.0.1", "127.0.0.1:8000", 200),
        ("127.0.0.1", "evil.example", 403),
    ):
        with review_stand(tmp_path, host=host, public_url="https://assay.example") as stand:
            answer = stand.client.get(f"{API}/packs", headers={**stand.headers, "Host": name})
            assert answer.status_code == status, (host, name)


def test_guard_every_answer_has_the_security_headers(tmp_path: Path) -> None:
    with review_stand(tmp_path) as stand:
        for path in (
            "/",
            "/static/base.css",
            f"{API}/packs",
            f"{API}/openapi.json",
            "/nowhere",
            "/docs",
            "/redoc",
            "/log-in",
        ):
            answer = stand.client.get(path, headers=stand.headers)
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
        token = create_token(app.state.office.database, "job", "viewer")
        answer = caller.get(f"{API}/packs", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "internal_error"
    assert "secret" not in answer.text
