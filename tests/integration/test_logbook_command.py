"""``assay verify-log``, ``backup``, ``restore`` and ``redact`` from the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Ran, run_here
from review_stand import POLICY, REVIEWER, review_stand

from review_api.log_file import log_lines


@pytest.fixture
def assay(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    for name in [name for name in os.environ if name.startswith("ASSAY_")]:
        monkeypatch.delenv(name)
    with review_stand(tmp_path / "data") as stand:
        pack = stand.ready(("a.pdf", POLICY))["id"]
        for row in stand.queue(pack)[:3]:
            stand.post(f"/suggestions/{row['id']}/decisions", verdict="accept")
        with stand.database.read() as session:
            (tmp_path / "log.jsonl").write_bytes(b"".join(log_lines(session)))
    return lambda *words, data="data": run_here([*words, "--data", tmp_path / data], capsys, monkeypatch)


def test_verify_log_prints_the_head_and_finds_a_noted_one(assay: Callable[..., Ran], tmp_path: Path) -> None:
    ran = assay("verify-log")
    assert ran.code == 0
    (head,) = ran.lines
    assert len(head) == 64
    assert "3 events" in ran.err
    assert assay("verify-log", "--expect-head", head).lines == [head]
    assert assay("verify-log", "--file", str(tmp_path / "log.jsonl"), "--expect-head", head).lines == [head]
    wrong = assay("verify-log", "--expect-head", "f" * 64)
    assert (wrong.code, wrong.lines) == (2, [])
    assert "log_broken" in wrong.err
    assert assay("verify-log", data="none").code == 2
    assert not (tmp_path / "none").exists()


def test_verify_log_sees_a_state_that_does_not_follow_from_the_log(assay: Callable[..., Ran], tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "data" / "assay.sqlite3") as connection:
        connection.execute("UPDATE suggestions SET state = 'rejected' WHERE state = 'accepted'")
    connection.close()
    ran = assay("verify-log")
    assert ran.code == 2
    assert "does not follow" in ran.err or "not the one that follows" in ran.err


def test_backup_restore_and_redact(assay: Callable[..., Ran], tmp_path: Path) -> None:
    target = str(tmp_path / "backup.tar")
    head = assay("verify-log").lines
    assert assay("backup", target).lines == head
    assert assay("restore", target, data="restored").lines == head
    assert assay("verify-log", data="restored").lines == head
    again = assay("restore", target, data="restored")
    assert again.code == 2
    assert "backup_invalid" in again.err
    assert assay("restore", str(tmp_path / "none.tar"), data="x").code == 2
    redacted = assay("redact", REVIEWER, "--reason", "asked for it", data="restored")
    assert redacted.code == 0
    assert "event 4" in redacted.err
    assert assay("verify-log", "--expect-head", head[0], data="restored").code == 0
