"""The real server on a real socket: caps hold while the bytes stream in, and the client sees why."""

from __future__ import annotations

import http.client
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from review_stand import AUDIT, REVIEWER, stand_in_stages

from corpus.errors import CallError
from ingest.limits import Limits
from review_api import serving
from review_api.app import create_app
from review_api.processing import THREAD
from review_api.settings import Settings
from review_api.tokens import create_token

LIMITS = Limits(max_file_bytes=200_000, max_pack_bytes=5_000_000, max_files=3)
HEAD = b'--B\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[int, str]]:
    """Port and token of a running server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(Settings(data_dir=tmp_path, port=port, reviewer=REVIEWER, limits=LIMITS), stages=stand_in_stages())
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    end = time.monotonic() + 20
    while not server.started and time.monotonic() < end:
        time.sleep(0.01)
    yield port, create_token(app.state.office.database, "job", "analyst")
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


def connect(address: tuple[int, str], length: int | None) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection("127.0.0.1", address[0], timeout=10)
    connection.putrequest("POST", "/api/v1/packs")
    connection.putheader("Authorization", f"Bearer {address[1]}")
    connection.putheader("Content-Type", "multipart/form-data; boundary=B")
    if length is None:
        connection.putheader("Transfer-Encoding", "chunked")
    else:
        connection.putheader("Content-Length", str(length))
    connection.endheaders()
    return connection


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def test_serving_upload_is_capped_while_it_streams(address: tuple[int, str], tmp_path: Path) -> None:
    connection = connect(address, None)
    connection.send(chunk(HEAD))
    for _ in range(100):
        connection.send(chunk(b"x" * 50_000))
    written = sum(file.stat().st_size for file in (tmp_path / "incoming").rglob("*") if file.is_file())
    assert written <= LIMITS.max_file_bytes
    connection.send(b"0\r\n\r\n")
    answer = connection.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())["code"] == "file_too_large"
    connection.close()
    assert not list((tmp_path / "incoming").iterdir())


def test_serving_upload_that_is_broken_off_leaves_nothing(address: tuple[int, str], tmp_path: Path) -> None:
    connection = connect(address, 100_000)
    connection.send(HEAD + b"x" * 1000)
    end = time.monotonic() + 10
    while not list(tmp_path.glob("incoming/*")) and time.monotonic() < end:
        time.sleep(0.01)
    connection.close()
    while list(tmp_path.glob("incoming/*")) and time.monotonic() < end:
        time.sleep(0.01)
    assert not list(tmp_path.glob("incoming/*"))
    assert not list(tmp_path.glob("blobs/*/*"))


def test_serving_takes_a_whole_upload(address: tuple[int, str]) -> None:
    body = HEAD + AUDIT + b"\r\n--B--\r\n"
    connection = connect(address, len(body))
    connection.send(body)
    answer = connection.getresponse()
    assert answer.status == 202
    pack = json.loads(answer.read())
    assert answer.headers["location"] == f"/api/v1/packs/{pack['id']}"
    connection.close()


def test_serving_listens_where_the_settings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def run(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        server.started = True
        seen.update(vars(server.config), bound=sockets[0].getsockname())

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(os, "_exit", lambda status: seen.update(ended_with=status))
    settings = Settings(data_dir=tmp_path, port=0, reviewer=REVIEWER)
    serving.serve(settings, load=[tmp_path / "pack.zip"], announce=print)
    assert "ended_with" not in seen
    assert (seen["host"], seen["port"]) == seen["bound"]
    assert seen["port"] > 0
    assert seen["proxy_headers"] is False
    assert seen["server_header"] is False
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CallError, match="setting_invalid"):
        serving.serve(replace(settings, port=taken.getsockname()[1]), announce=print)


def test_serving_ends_at_once_while_a_model_computes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    busy = threading.Thread(target=done.wait, args=[20], name=THREAD)
    ended: list[int] = []

    def interrupted(*_arguments: object, **_options: object) -> None:
        busy.start()
        raise KeyboardInterrupt

    monkeypatch.setattr(uvicorn.Server, "run", interrupted)
    monkeypatch.setattr(os, "_exit", ended.append)
    with pytest.raises(KeyboardInterrupt):
        serving.serve(Settings(data_dir=tmp_path, port=0, reviewer=REVIEWER), announce=print)
    done.set()
    busy.join(20)
    assert ended == [0]
