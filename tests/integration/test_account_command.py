"""``assay account``: invite, list, a new link, remove."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Ran, run_here
from fastapi.testclient import TestClient
from review_stand import LOOPBACK, review_stand


@pytest.fixture
def account(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    for name in [name for name in os.environ if name.startswith("ASSAY_")]:
        monkeypatch.delenv(name)
    return lambda *words: run_here(["account", *words, "--data", tmp_path / "data"], capsys, monkeypatch)


def test_account_add_prints_a_link_that_lets_in(account: Callable[..., Ran], tmp_path: Path) -> None:
    assert account("add", "Ana Ruiz", "--role", "admin").code == 0
    added = account("add", "Bo Lind", "--role", "reviewer")
    assert added.code == 0
    assert added.lines[0] not in added.err
    (link,) = account("link", "bo lind").lines
    head, *rows = account("list").lines
    assert head.split() == ["name", "role", "sees", "password", "made", "shut"]
    assert [row.split()[2] for row in rows] == ["admin", "reviewer"]
    with review_stand(tmp_path / "data") as stand:
        client = TestClient(stand.client.app, base_url=LOOPBACK, client=("127.0.0.1", 1), follow_redirects=False)
        assert client.get(added.lines[0]).status_code == 401
        assert client.get(link).status_code == 303
        assert client.get("/api/v1/session").json()["name"] == "Bo Lind"
    assert account("remove", "Bo Lind").code == 0
    assert len(account("list").lines) == 2


def test_account_of_an_unknown_role_or_name_exits_2(account: Callable[..., Ran]) -> None:
    assert account("add", "Ana", "--role", "king").code == 2
    assert account("add", "Ana", "--role", "admin", "--supplier", "none").code == 2
    assert account("link", "Ana").code == 2
    assert account("remove", "Ana").code == 2
    assert account("add", "Ana", "--role", "admin").code == 0
    assert "last_admin" in account("remove", "Ana").err
