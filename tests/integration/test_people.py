"""People: first start, one-time links, log-in and lock-out, sessions, permissions per supplier, tokens."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from review_stand import API, AUDIT, LOOPBACK, POLICY, REVIEWER, ReviewStand, review_stand, stand_in_stages

from review_api import attempts, sign_in
from review_api.app import create_app
from review_api.passwords import fits, hash_password
from review_api.settings import Settings

PAGE = {"X-Assay-Page": "1"}
PASSWORD = "correct horse battery"


@pytest.fixture
def stand(tmp_path: Path, database_url: str) -> Iterator[ReviewStand]:
    with review_stand(tmp_path / "data", database_url=database_url) as running:
        yield running


def browser(stand: ReviewStand, link: str = "") -> TestClient:
    """A browser that has opened nothing, or the link."""
    client = TestClient(stand.client.app, base_url=LOOPBACK, client=("127.0.0.1", 50001))
    if link:
        assert client.get(link, follow_redirects=False).status_code == 303
    return client


def person(stand: ReviewStand, name: str, role: str = "reviewer", **more: Any) -> TestClient:
    made = stand.post("/accounts", 201, name=name, role=role, **more)
    client = browser(stand, made["link"])
    answer = client.post(f"{API}/session/password", json={"new": PASSWORD}, headers=PAGE)
    assert answer.status_code == 200, answer.text
    return client


def test_people_first_start_prints_a_link_that_works_once(stand: ReviewStand) -> None:
    (link,) = stand.links
    assert link.startswith("http://127.0.0.1:8000/welcome?key=")
    client = browser(stand)
    assert client.get("/", follow_redirects=False).headers["location"] == "/log-in?next=/"
    entered = client.get(link, follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    for part in ("assay_session=", "HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert "Secure" not in cookie
    assert client.get("/").status_code == 200
    who = client.get(f"{API}/session").json()
    assert (who["name"], who["role"], who["suppliers"]) == (REVIEWER, "admin", None)
    stranger = browser(stand)
    again = stranger.get(link, follow_redirects=False)
    assert (again.status_code, again.json()["code"]) == (401, "not_signed_in")
    assert "set-cookie" not in again.headers


def test_people_each_start_prints_a_link_until_an_admin_has_a_password(tmp_path: Path) -> None:
    with review_stand(tmp_path) as stand:
        first = stand.links
    with review_stand(tmp_path) as stand:
        assert stand.links != first
        assert browser(stand).get(first[0], follow_redirects=False).status_code == 401
        client = browser(stand, stand.links[0])
        assert client.post(f"{API}/session/password", json={"new": PASSWORD}, headers=PAGE).status_code == 200
        cookies = dict(client.cookies)
    with review_stand(tmp_path) as stand:
        assert stand.links == []
        client = browser(stand)
        client.cookies.update(cookies)
        # Sessions outlive the server.
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(("host", "public"), [("0.0.0.0", ""), ("127.0.0.1", "https://assay.example")])
def test_people_cookies_need_https_elsewhere(tmp_path: Path, host: str, public: str) -> None:
    links: list[str] = []
    settings = Settings(data_dir=tmp_path, host=host, public_url=public, reviewer=REVIEWER)
    app = create_app(settings, stages=stand_in_stages(), announce=links.append)
    with TestClient(app, base_url=public or "http://192.0.2.7:8000", client=("192.0.2.9", 1)) as client:
        for path in ("/", "/packs/x", "/packs/x/review", "/packs/x/decisions", "/account"):
            assert client.get(path, follow_redirects=False).headers["location"].startswith("/log-in?next=")
        assert client.get(f"{API}/packs").status_code == 401
        assert links[0].startswith(public or "http://0.0.0.0:8000")
        path = "/welcome" + links[0].partition("/welcome")[2]
        assert "; Secure" in client.get(path, follow_redirects=False).headers["set-cookie"]
        assert client.get(f"{API}/packs").status_code == (200 if public else 401)


def test_people_log_in_and_out(stand: ReviewStand) -> None:
    person(stand, "Bo Lind")
    client = browser(stand)
    sent = {"name": "  BO  lind ", "password": PASSWORD}
    assert client.post(f"{API}/session", json=sent).json()["code"] == "not_permitted"
    answer = client.post(f"{API}/session", json=sent, headers=PAGE)
    assert answer.status_code == 201
    assert answer.json()["name"] == "Bo Lind"
    assert client.get(f"{API}/session").json()["account"]["has_password"] is True
    assert client.delete(f"{API}/session", headers=PAGE).status_code == 204
    assert client.get(f"{API}/session").status_code == 401
    client.cookies.clear()
    wrong = client.post(f"{API}/session", json={**sent, "password": "x"}, headers=PAGE)
    unknown = client.post(f"{API}/session", json={**sent, "name": "nobody"}, headers=PAGE)
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())
    assert wrong.json()["code"] == "wrong_password"


def test_people_changes_need_a_page_of_this_server(stand: ReviewStand) -> None:
    client = browser(stand, stand.links[0])
    pack = stand.ready(("a.pdf", POLICY))["id"]
    url = f"{API}/suggestions/{stand.queue(pack)[0]['id']}/decisions"
    for headers in (
        {},
        {**PAGE, "Sec-Fetch-Site": "cross-site"},
        {**PAGE, "Sec-Fetch-Site": "same-site"},
        {**PAGE, "Origin": "https://evil.example"},
        {**PAGE, "Origin": "http://127.0.0.1:9000"},
        {**PAGE, "Origin": "null"},
    ):
        answer = client.post(url, json={"verdict": "accept"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted"), headers
    own = {**PAGE, "Origin": LOOPBACK, "Sec-Fetch-Site": "same-origin"}
    decided = client.post(url, json={"verdict": "accept"}, headers=own)
    assert (decided.status_code, decided.json()["who"]) == (201, REVIEWER)
    # A token that does not work is not covered up by the session.
    assert client.get(f"{API}/packs", headers={"Authorization": "Bearer x"}).status_code == 401


def test_people_lock_out_after_too_many_attempts(stand: ReviewStand, monkeypatch: pytest.MonkeyPatch) -> None:
    person(stand, "Bo Lind")
    client = browser(stand)

    def attempt(name: str, password: str) -> Any:
        return client.post(f"{API}/session", json={"name": name, "password": password}, headers=PAGE)

    for name in ("bo lind", "nobody"):
        answers = [attempt(name, "wrong") for _ in range(attempts.PER_NAME + 1)]
        assert [one.status_code for one in answers] == [403] * attempts.PER_NAME + [429]
        assert answers[-1].json()["code"] == "too_many_attempts"
        assert 0 < int(answers[-1].headers["retry-after"]) <= attempts.WINDOW
    assert attempt("Bo Lind", PASSWORD).status_code == 429
    monkeypatch.setattr(attempts, "PER_ADDRESS", 11)
    assert attempt("somebody", "wrong").status_code == 403
    assert attempt("somebody else", "wrong").status_code == 429
    now = attempts.time.time()
    monkeypatch.setattr(attempts.time, "time", lambda: now + attempts.WINDOW + 1)
    assert attempt("Bo Lind", PASSWORD).status_code == 201


def test_people_right_password_begins_the_count_anew(stand: ReviewStand) -> None:
    person(stand, "Bo Lind")
    client = browser(stand)
    for password in ("wrong", "wrong", "wrong", "wrong", PASSWORD) * 2:
        answer = client.post(f"{API}/session", json={"name": "Bo Lind", "password": password}, headers=PAGE)
        assert answer.status_code == (201 if password == PASSWORD else 403)


def test_people_password_change_needs_the_current_one_and_ends_other_sessions(stand: ReviewStand) -> None:
    first = person(stand, "Bo Lind")
    second = browser(stand)
    second.post(f"{API}/session", json={"name": "Bo Lind", "password": PASSWORD}, headers=PAGE)
    url = f"{API}/session/password"
    assert first.post(url, json={"new": "another password"}, headers=PAGE).json()["code"] == "wrong_password"
    assert first.post(url, json={"current": PASSWORD, "new": "short"}, headers=PAGE).status_code == 422
    assert second.get(f"{API}/session").status_code == 200
    assert first.post(url, json={"current": PASSWORD, "new": "another password"}, headers=PAGE).status_code == 200
    assert second.get(f"{API}/session").status_code == 401
    assert first.get(f"{API}/session").status_code == 200
    headers = stand.token("viewer", "job")
    assert stand.client.post(url, json={"new": "another password"}, headers=headers).status_code == 403


def test_people_sessions_end(stand: ReviewStand, monkeypatch: pytest.MonkeyPatch) -> None:
    client = person(stand, "Bo Lind")
    now = sign_in.time.time()
    monkeypatch.setattr(sign_in.time, "time", lambda: now + sign_in.IDLE_SECONDS - 10)
    assert client.get(f"{API}/session").status_code == 200  # notes that it was seen
    monkeypatch.setattr(sign_in.time, "time", lambda: now + 2 * sign_in.IDLE_SECONDS - 30)
    assert client.get(f"{API}/session").status_code == 200
    monkeypatch.setattr(sign_in.time, "time", lambda: now + 4 * sign_in.IDLE_SECONDS)
    assert client.get(f"{API}/session").status_code == 401


def test_people_accounts_are_changed_shut_and_removed(stand: ReviewStand) -> None:
    client = person(stand, "Bo Lind")
    account = client.get(f"{API}/session").json()["account"]["id"]
    token = client.post(f"{API}/tokens", json={"name": "script"}, headers=PAGE).json()
    headers = {"Authorization": f"Bearer {token['secret']}"}
    assert stand.client.get(f"{API}/session", headers=headers).json()["name"] == "Bo Lind"
    assert stand.post("/accounts", 409, name="bo LIND", role="viewer")["code"] == "name_taken"
    pack = stand.ready(("a.pdf", POLICY))["id"]
    url = f"{API}/suggestions/{stand.queue(pack)[0]['id']}/decisions"
    assert client.post(url, json={"verdict": "accept"}, headers=PAGE).status_code == 201

    def change(**body: Any) -> Any:
        return stand.client.patch(f"{API}/accounts/{account}", json=body, headers=stand.headers)

    assert change(role="viewer").json()["role"] == "viewer"
    # It holds at once, for sessions and for tokens that were made before.
    assert client.get(f"{API}/session").json()["role"] == "viewer"
    assert stand.client.get(f"{API}/session", headers=headers).json()["role"] == "viewer"
    assert change(disabled=True).json()["disabled_at"]
    assert client.get(f"{API}/session").status_code == 401
    assert stand.client.get(f"{API}/session", headers=headers).status_code == 401
    assert change(disabled=False).json()["disabled_at"] is None
    assert stand.client.delete(f"{API}/accounts/{account}", headers=stand.headers).status_code == 204
    assert stand.client.get(f"{API}/session", headers=headers).status_code == 401
    assert [row["who"] for row in stand.get(f"/packs/{pack}/decisions")["items"]] == ["Bo Lind"]
    assert stand.get(f"/packs/{pack}")["suggestions"]["accepted"] == 1


def test_people_the_last_admin_stays(stand: ReviewStand) -> None:
    (account,) = stand.get("/accounts")["items"]
    url = f"{API}/accounts/{account['id']}"
    for body in ({"role": "viewer"}, {"disabled": True}):
        answer = stand.client.patch(url, json=body, headers=stand.headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")
    assert stand.client.delete(url, headers=stand.headers).json()["code"] == "last_admin"
    assert stand.get("/accounts")["items"] == [account]


def test_people_see_the_suppliers_they_may(stand: ReviewStand) -> None:
    mine, other = (stand.post("/suppliers", name=name)["id"] for name in ("Mine", "Other"))
    own = stand.ready(("a.pdf", POLICY), supplier=mine)["id"]
    hidden = stand.ready(("a.pdf", AUDIT), supplier=other)["id"]
    client = person(stand, "Bo Lind", "approver", suppliers=[mine])
    assert [pack["id"] for pack in client.get(f"{API}/packs").json()["items"]] == [own]
    assert [row["id"] for row in client.get(f"{API}/suppliers").json()["items"]] == [mine]
    for path in (f"packs/{hidden}", f"packs/{hidden}/suggestions", f"suppliers/{other}", f"packs/{hidden}/export"):
        assert client.get(f"{API}/{path}").status_code == 404
    files = [("files", ("b.pdf", b"5:0.2 More.", "application/pdf"))]
    assert client.post(f"{API}/packs", files=files, headers=PAGE).status_code == 403
    assert client.post(f"{API}/packs", files=files, data={"supplier": other}, headers=PAGE).status_code == 404
    assert client.post(f"{API}/packs", files=files, data={"supplier": mine}, headers=PAGE).status_code == 202
    token = client.post(f"{API}/tokens", json={"name": "script", "role": "viewer"}, headers=PAGE).json()
    headers = {"Authorization": f"Bearer {token['secret']}"}
    who = stand.client.get(f"{API}/session", headers=headers).json()
    assert (who["role"], who["suppliers"]) == ("viewer", [mine])
    assert stand.client.get(f"{API}/packs/{hidden}", headers=headers).status_code == 404
    assert stand.post("/accounts", 404, name="Cy", role="viewer", suppliers=["none"])["code"] == "not_found"


def test_people_tokens_never_may_more_than_their_maker(stand: ReviewStand) -> None:
    client = person(stand, "Bo Lind", "reviewer")
    url = f"{API}/tokens"
    assert client.post(url, json={"name": "x", "role": "admin"}, headers=PAGE).json()["code"] == "not_permitted"
    made = client.post(url, json={"name": "x", "role": "analyst"}, headers=PAGE).json()
    assert [row["id"] for row in client.get(url).json()["items"]] == [made["id"]]
    assert "secret" not in client.get(url).text
    other = person(stand, "Cy")
    assert other.get(url).json()["items"] == []
    assert other.post(f"{url}/{made['id']}/revoke", headers=PAGE).status_code == 404
    assert client.post(f"{url}/{made['id']}/revoke", headers=PAGE).json()["revoked_at"]
    headers = {"Authorization": f"Bearer {made['secret']}"}
    assert stand.client.get(f"{API}/session", headers=headers).status_code == 401
    loose = stand.token("admin", "job")
    assert stand.client.post(url, json={"name": "x"}, headers=loose).json()["code"] == "not_permitted"
    assert len(stand.client.get(url, headers=loose).json()["items"]) == 3


def test_people_secrets_are_kept_as_hashes_only(tmp_path: Path) -> None:
    with review_stand(tmp_path) as stand:
        client = person(stand, "Bo Lind")
        secrets = [PASSWORD, client.cookies["assay_session"], stand.links[0].partition("key=")[2]]
        token = client.post(f"{API}/tokens", json={"name": "script"}, headers=PAGE).json()["secret"]
    for file in tmp_path.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert not [secret for secret in (*secrets, token) if secret.encode() in data], file
    with sqlite3.connect(tmp_path / "assay.sqlite3") as connection:
        kept = [row[0] for row in connection.execute("SELECT password FROM accounts WHERE password IS NOT NULL")]
    connection.close()
    assert [one.startswith("$argon2id$") for one in kept] == [True]


def test_people_passwords_fit_or_not() -> None:
    kept = hash_password(PASSWORD)
    assert fits(kept, PASSWORD)
    assert not fits(kept, PASSWORD + " ")
    assert not fits(None, PASSWORD)
    assert not fits("no hash", PASSWORD)
    assert not fits(kept, PASSWORD * 1000)
