"""``assay token``: made once, shown once, listed without the secret, revoked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Ran, run_here

Token = Callable[..., Ran]


@pytest.fixture
def token(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Token:
    for name in [name for name in os.environ if name.startswith("ASSAY_")]:
        monkeypatch.delenv(name)
    return lambda *words: run_here(["token", *words, "--data", tmp_path / "data"], capsys, monkeypatch)


def test_token_create_prints_the_secret_alone_and_stores_only_a_hash(token: Token, tmp_path: Path) -> None:
    ran = token("create", "--role", "reviewer", "--name", "Ana")
    assert ran.code == 0
    (secret,) = ran.lines
    assert secret.startswith("assay_")
    assert len(secret) > 40
    assert secret not in ran.err
    for path in (tmp_path / "data").rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes()
    assert secret not in token("list").out
    assert token("create", "--role", "reviewer", "--name", "Ana").out != ran.out


def test_token_list_shows_role_name_and_whether_it_works(token: Token) -> None:
    token("create", "--role", "viewer", "--name", "A dashboard with a name that is longer than one column of 80")
    token("create", "--role", "admin", "--name", "Ana")
    assert token("revoke", "Ana").code == 0
    head, first, second = token("list").lines
    assert head.split() == ["id", "name", "role", "made", "revoked"]
    assert "A dashboard with a name that is longer than one column of 80" in first
    assert first.split()[-2] == "viewer"
    assert second.split()[1:3] == ["Ana", "admin"]
    assert len(second.split()) == 5


def test_token_revoke_takes_an_id_or_all_of_a_name(token: Token) -> None:
    for _ in range(2):
        token("create", "--role", "viewer", "--name", "batch")
    identifier = token("list").lines[1].split()[0]
    assert token("revoke", identifier).err.strip() == "1 revoked."
    assert token("revoke", "batch").err.strip() == "1 revoked."
    gone = token("revoke", "batch")
    assert gone.code == 2
    assert "not_found" in gone.err
    assert "internal" not in gone.err


def test_token_of_an_unknown_role_or_without_one_exits_2(token: Token) -> None:
    unknown = token("create", "--role", "king")
    assert (unknown.code, unknown.out) == (2, "")
    assert "expected one of: viewer, analyst, reviewer, approver, admin" in unknown.err
    assert token("create").code == 2
    assert len(token("list").lines) == 1
