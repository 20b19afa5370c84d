"""The processing of packs: leases, retry of what failed, cancelling; killed workers lose and repeat nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from review_stand import AUDIT, POLICY, READER_FAILS, ReviewStand, StandInReader, review_stand, stand_in_stages

from review_api import lease
from review_api.database import Database
from review_api.lease import LEASE_SECONDS, Lease, free_dead, take, worker_name
from review_api.tables import PackRow


@pytest.fixture
def stand(tmp_path: Path, database_url: str) -> Iterator[ReviewStand]:
    with review_stand(tmp_path / "data", database_url=database_url) as running:
        yield running


def test_work_retry_reads_failed_documents_alone(tmp_path: Path, database_url: str) -> None:
    with review_stand(tmp_path, database_url=database_url) as stand:
        pack = stand.ready(("a.pdf", POLICY), ("b.pdf", READER_FAILS), ("c.pdf", AUDIT))["id"]
        before = stand.get(f"/packs/{pack}/documents")["items"]
        stand.post(f"/suggestions/{stand.queue(pack)[0]['id']}/decisions", verdict="accept")
    reader = StandInReader()
    with review_stand(tmp_path, database_url=database_url, stages=stand_in_stages(reader)) as stand:
        stand.post(f"/packs/{pack}/retry", 202)
        assert stand.wait(pack)["state"] == "ready"
        after = stand.get(f"/packs/{pack}/documents")["items"]
        assert reader.read == []  # the one that fails was the only one that was tried
        assert [row["id"] for row in after] == [row["id"] for row in before]
        assert stand.get(f"/packs/{pack}")["suggestions"] == {"open": 5, "accepted": 1, "rejected": 0}


def test_work_cancel_stops_after_the_document_at_hand(tmp_path: Path, database_url: str) -> None:
    reader = StandInReader()
    reader.gate.clear()
    with review_stand(tmp_path, database_url=database_url, stages=stand_in_stages(reader)) as stand:
        pack = stand.upload(("a.pdf", POLICY), ("b.pdf", AUDIT), ("c.pdf", AUDIT))["id"]
        while stand.get(f"/packs/{pack}")["documents"] < 1:
            time.sleep(0.01)
        assert stand.post(f"/packs/{pack}/retry", 409)["code"] == "pack_busy"
        stand.post(f"/packs/{pack}/cancel", 202)
        reader.gate.set()
        found = stand.wait(pack, "cancelled")
        assert found["documents"] == 1
        assert stand.post(f"/packs/{pack}/cancel", 409)["code"] == "pack_idle"
        stand.post(f"/packs/{pack}/retry", 202)
        assert stand.wait(pack)["documents"] == 3
        assert reader.read.count("a.pdf") == 1


def test_work_lease_is_given_once_and_passes_on_when_it_ends(
    stand: ReviewStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    stand.client.app.state.office.processor.stop()  # type: ignore[attr-defined]
    database: Database = stand.database
    with database.write() as session:
        row = session.get_one(PackRow, pack)
        row.state, row.worker, row.leased_until = "received", None, 0.0
    first, second = worker_name(), worker_name()
    assert take(database, first) == pack
    assert take(database, second) is None
    monkeypatch.setattr(lease, "HEARTBEAT_SECONDS", 0.01)
    now = time.time()
    monkeypatch.setattr(lease.time, "time", lambda: now + LEASE_SECONDS - 1)
    with Lease(database, pack, first):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with database.read() as session:
                if session.get_one(PackRow, pack).leased_until > now + LEASE_SECONDS:
                    break
        monkeypatch.setattr(lease.time, "time", lambda: now + LEASE_SECONDS + 1)
        assert take(database, second) is None
    assert take(database, second) == pack


def test_work_lease_of_a_dead_process_is_free_at_once(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY))["id"]
    stand.client.app.state.office.processor.stop()  # type: ignore[attr-defined]
    host, process, started, rest = worker_name().split("/")
    until = time.time() + 1000
    for worker, free in (
        (f"{host}/{process}/{started}/{rest}", False),
        (f"{host}/{process}/{int(started) - 5}/{rest}", True),
        (f"{host}/4000000/{started}/{rest}", True),
        (f"elsewhere/4000000/{started}/{rest}", False),
    ):
        with stand.database.write() as session:
            row = session.get_one(PackRow, pack)
            row.state, row.worker, row.leased_until = "reading", worker, until
        free_dead(stand.database)
        with stand.database.read() as session:
            assert (session.get_one(PackRow, pack).leased_until == 0.0) is free


def test_work_of_a_worker_whose_lease_is_gone_is_not_stored(tmp_path: Path, database_url: str) -> None:
    reader = StandInReader()
    reader.gate.clear()
    with review_stand(tmp_path, database_url=database_url, stages=stand_in_stages(reader)) as stand:
        pack = stand.upload(("a.pdf", POLICY), ("b.pdf", AUDIT))["id"]
        while stand.get(f"/packs/{pack}")["documents"] < 1:
            time.sleep(0.01)
        with stand.database.write() as session:
            row = session.get_one(PackRow, pack)
            row.worker, row.leased_until = "elsewhere/1/1/x", time.time() + 1000
        reader.gate.set()
        end = time.monotonic() + 10
        while "b.pdf" not in reader.read and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.2)
        assert stand.get(f"/packs/{pack}")["documents"] == 1
