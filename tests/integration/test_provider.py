"""Sign-in by an OpenID Connect provider that runs on this machine; what cannot be believed is refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from identity_provider import CLIENT_ID, CLIENT_SECRET, Provider, identity_provider
from joserfc.jwk import RSAKey
from review_stand import API, LOOPBACK, ReviewStand, review_stand

from corpus.errors import CallError
from review_api.settings import ProviderSettings, Settings, settings_from_environment

EMAIL = "bo.lind@example.org"
PERSON = {"sub": "4711", "email": EMAIL, "email_verified": True}


@pytest.fixture
def provider() -> Iterator[Provider]:
    with identity_provider() as running:
        running.person = dict(PERSON)
        yield running


def settings_of(provider: Provider, role: str = "") -> ProviderSettings:
    return ProviderSettings(issuer=provider.issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, role=role)


@pytest.fixture
def stand(tmp_path: Path, provider: Provider) -> Iterator[ReviewStand]:
    with review_stand(tmp_path, provider=settings_of(provider)) as running:
        yield running


def browser(stand: ReviewStand) -> TestClient:
    return TestClient(stand.client.app, base_url=LOOPBACK, client=("127.0.0.1", 50001), follow_redirects=False)


def way_back(client: TestClient) -> str:
    """To the provider, sign in there, and the address that it sends the browser back to."""
    asked = client.get("/oidc/start")
    assert asked.status_code == 303, asked.text
    return httpx.get(asked.headers["location"], trust_env=False).headers["location"]


def sign_in(stand: ReviewStand) -> tuple[TestClient, Any]:
    client = browser(stand)
    return client, client.get(way_back(client))


def test_provider_lets_an_invited_person_in_by_verified_address(stand: ReviewStand, provider: Provider) -> None:
    assert 'href="/oidc/start"' in stand.client.get("/log-in").text
    _, refused = sign_in(stand)
    assert (refused.status_code, refused.json()["code"]) == (403, "sign_in_failed")
    stand.post("/accounts", 201, name=EMAIL.upper(), role="reviewer")
    client, entered = sign_in(stand)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert client.get(f"{API}/session").json()["role"] == "reviewer"
    # From now on the subject counts, whatever becomes of the address.
    provider.person["email"] = "other@example.org"
    client, entered = sign_in(stand)
    assert client.get(f"{API}/session").json()["name"] == EMAIL.upper()
    account = client.get(f"{API}/session").json()["account"]["id"]
    stand.client.patch(f"{API}/accounts/{account}", json={"disabled": True}, headers=stand.headers)
    assert sign_in(stand)[1].status_code == 403


def test_provider_newcomers_get_the_role_of_the_settings(tmp_path: Path, provider: Provider) -> None:
    with review_stand(tmp_path, provider=settings_of(provider, "viewer")) as stand:
        client, entered = sign_in(stand)
        assert entered.status_code == 303
        assert client.get(f"{API}/session").json()["role"] == "viewer"
        provider.person = {**PERSON, "sub": "4712"}
        # Another subject with the same address takes nobody's account over.
        assert sign_in(stand)[1].json()["code"] == "sign_in_failed"


@pytest.mark.parametrize(
    "forged",
    [
        {"iss": "http://evil.example"},
        {"aud": "another client"},
        {"nonce": "another question"},
        {"nonce": None},
        {"sub": None},
        {"exp": int(time.time()) - 3600},
        {"iat": int(time.time()) + 3600},
        {"email_verified": False},
        {"email_verified": "true"},
    ],
)
def test_provider_answers_that_cannot_be_believed_are_refused(
    stand: ReviewStand, provider: Provider, forged: dict[str, Any]
) -> None:
    stand.post("/accounts", 201, name=EMAIL, role="reviewer")
    provider.forged = forged
    client, answer = sign_in(stand)
    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_failed")
    assert client.get(f"{API}/session").status_code == 401


def test_provider_answer_signed_by_another_key_is_refused(stand: ReviewStand, provider: Provider) -> None:
    stand.post("/accounts", 201, name=EMAIL, role="reviewer")
    provider.forger = RSAKey.generate_key(2048, {"kid": "1"})
    assert sign_in(stand)[1].json()["code"] == "sign_in_failed"


def test_provider_answer_belongs_to_the_browser_that_asked_once(stand: ReviewStand) -> None:
    stand.post("/accounts", 201, name=EMAIL, role="reviewer")
    client = browser(stand)
    back = way_back(client)
    # A victim who is sent the attacker's way back is not signed in as the attacker.
    assert browser(stand).get(back).json()["code"] == "sign_in_failed"
    assert client.get(back).status_code == 303
    assert client.get(back).status_code in {401, 403}
    assert client.get("/oidc/callback?code=x").json()["code"] == "sign_in_failed"
    state = back.partition("state=")[2]
    assert client.get(f"/welcome?key={state}").status_code == 401


def test_provider_question_signs_nobody_in_as_a_link(stand: ReviewStand) -> None:
    client = browser(stand)
    state = way_back(client).partition("state=")[2]
    assert client.get(f"/welcome?key={state}").status_code == 401


def test_provider_does_not_take_over_an_account_with_a_password(stand: ReviewStand) -> None:
    made = stand.post("/accounts", 201, name=EMAIL, role="admin")
    client = browser(stand)
    client.get(made["link"])
    client.post(f"{API}/session/password", json={"new": "correct horse battery"}, headers={"X-Assay-Page": "1"})
    assert sign_in(stand)[1].json()["code"] == "sign_in_failed"


def test_provider_that_is_away_or_none_is_named(tmp_path: Path) -> None:
    away = ProviderSettings(issuer="http://127.0.0.1:9", client_id="a", client_secret="b")
    with review_stand(tmp_path, provider=away) as stand:
        assert browser(stand).get("/oidc/start").json()["code"] == "sign_in_failed"
    with review_stand(tmp_path) as stand:
        assert browser(stand).get("/oidc/start").json()["code"] == "not_found"
        assert "/oidc/start" not in stand.client.get("/log-in").text


def test_provider_settings_are_checked(tmp_path: Path) -> None:
    environment = {
        "ASSAY_PUBLIC_URL": "https://assay.example/",
        "ASSAY_OIDC_ISSUER": "https://id.example/realm/",
        "ASSAY_OIDC_CLIENT_ID": "assay",
        "ASSAY_OIDC_CLIENT_SECRET": "secret",
        "ASSAY_OIDC_ROLE": "viewer",
    }
    found = settings_from_environment(environment)
    assert found.provider is not None
    assert (found.public_url, found.provider.issuer) == ("https://assay.example", "https://id.example/realm")
    assert "secret" not in repr(found).replace("client_secret", "")
    for name, value in (
        ("ASSAY_OIDC_ISSUER", "http://id.example"),
        ("ASSAY_OIDC_CLIENT_ID", ""),
        ("ASSAY_OIDC_ROLE", "king"),
        ("ASSAY_PUBLIC_URL", "http://assay.example"),
        ("ASSAY_PUBLIC_URL", "https://assay.example/path"),
        ("ASSAY_PUBLIC_URL", "assay.example"),
    ):
        with pytest.raises(CallError, match="setting_invalid"):
            settings_from_environment({**environment, name: value})
    assert Settings(data_dir=tmp_path, host="::1", port=9000).address == "http://[::1]:9000"
