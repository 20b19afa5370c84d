"""Uploads: capped while streaming, under safe names, broken forms refused; nothing half received stays."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from review_stand import API, AUDIT, POLICY, ReviewStand, review_stand

from ingest.limits import Limits

LIMITS = Limits(max_file_bytes=50_000, max_pack_bytes=80_000, max_files=3)


@pytest.fixture
def stand(tmp_path: Path, database_url: str) -> Iterator[ReviewStand]:
    with review_stand(tmp_path / "data", database_url=database_url, limits=LIMITS) as running:
        yield running


def part(name: str, data: bytes, *, field: str = "files") -> bytes:
    head = f'--BOUNDARY\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n"


def send(stand: ReviewStand, chunks: Any, **headers: str) -> Any:
    kind = {"Content-Type": "multipart/form-data; boundary=BOUNDARY"}
    return stand.client.post(f"{API}/packs", content=chunks, headers={**stand.headers, **kind, **headers})


def nothing_was_kept(stand: ReviewStand) -> bool:
    data = stand.settings.data_dir
    return not list((data / "incoming").glob("*")) and not stand.get("/packs")["items"]


def test_upload_file_is_capped(stand: ReviewStand) -> None:
    answer = send(stand, part("a.pdf", b"x" * 50_001) + b"--BOUNDARY--\r\n")
    assert answer.status_code == 413
    assert answer.json()["code"] == "file_too_large"
    assert nothing_was_kept(stand)
    assert not list((stand.settings.data_dir / "blobs").rglob("*"))
    assert send(stand, part("a.pdf", b"x" * 50_000) + b"--BOUNDARY--\r\n").status_code == 202


def test_upload_pack_is_capped_over_all_files(stand: ReviewStand) -> None:
    body = b"".join(part(f"{n}.pdf", b"x" * 40_000) for n in range(3)) + b"--BOUNDARY--\r\n"
    answer = send(stand, body)
    assert answer.status_code == 413
    assert answer.json()["code"] == "pack_too_large"
    assert nothing_was_kept(stand)


def test_upload_body_that_is_large_without_files_is_capped(stand: ReviewStand) -> None:
    answer = send(stand, b"preamble" * 50_000)
    assert answer.status_code in {413, 422}
    assert nothing_was_kept(stand)


def test_upload_content_length_is_not_trusted(stand: ReviewStand) -> None:
    answer = send(stand, part("a.pdf", b"x" * 60_000) + b"--BOUNDARY--\r\n", **{"Content-Length": "10"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--BOUNDARY--\r\n",
        part("a.pdf", b"x"),
        part("a.pdf", b"x")[:40],
        b"no form at all",
        part("a.pdf", b"x", field="file") + b"--BOUNDARY--\r\n",
        b'--BOUNDARY\r\nContent-Disposition: form-data; name="framework"\r\n\r\n'
        + b"x" * 5000
        + b"\r\n--BOUNDARY--\r\n",
        2 * b'--BOUNDARY\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n' + b"--BOUNDARY--\r\n",
        b"--BOUNDARY\r\n" + b"X-Header: 1\r\n" * 500 + b"\r\nx\r\n--BOUNDARY--\r\n",
    ],
)
def test_upload_broken_form_is_refused(stand: ReviewStand, body: bytes) -> None:
    answer = send(stand, body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == "request_invalid"
    assert nothing_was_kept(stand)


@pytest.mark.parametrize("kind", ["", "application/json", "multipart/form-data", "multipart/form-data; boundary="])
def test_upload_wrong_content_type_is_refused(stand: ReviewStand, kind: str) -> None:
    answer = send(stand, b"{}", **{"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")


def test_upload_names_stay_inside_the_pack(stand: ReviewStand) -> None:
    names = ["../../etc/passwd", "C:\\\\windows\\\\a.pdf", "/abs.pdf"]
    body = b"".join(part(name, b"5:0.5 text " + name.encode()) for name in names) + b"--BOUNDARY--\r\n"
    pack = send(stand, body).json()
    assert stand.wait(pack["id"])["state"] == "ready"
    found = [row["name"] for row in stand.get(f"/packs/{pack['id']}/documents")["items"]]
    assert found == ["a.pdf", "abs.pdf", "etc/passwd"]
    outside = [file for file in stand.settings.data_dir.parent.iterdir() if file.name != "data"]
    assert outside == []


def test_upload_same_name_twice_keeps_both(stand: ReviewStand) -> None:
    pack = stand.ready(("a.pdf", POLICY), ("A.PDF", AUDIT), ("a.pdf/b.pdf", b"5:0.1 x"))
    names = [row["name"] for row in stand.get(f"/packs/{pack['id']}/documents")["items"]]
    assert names == ["A (2).PDF", "a.pdf", "a.pdf_b.pdf"]


def test_upload_bytes_are_kept_under_their_hash(stand: ReviewStand) -> None:
    stand.ready(("a.pdf", POLICY))
    digest = hashlib.sha256(POLICY).hexdigest()
    blob = stand.settings.data_dir / "blobs" / digest[:2] / digest
    assert blob.read_bytes() == POLICY
    assert blob.stat().st_mode & 0o777 == 0o400
    assert stand.settings.data_dir.stat().st_mode & 0o077 == 0


def test_upload_archive_members_become_documents(tmp_path: Path, database_url: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inner/policy.pdf", POLICY)
        archive.writestr("../evil.pdf", AUDIT)
    with review_stand(tmp_path, database_url=database_url) as stand:
        pack = stand.ready(("pack.zip", packed.getvalue()))
        rows = stand.get(f"/packs/{pack['id']}/documents")["items"]
        codes = {row["name"].rsplit("/", 1)[-1]: row["error"] and row["error"]["code"] for row in rows}
        assert codes == {"policy.pdf": None, "evil.pdf": "unsafe_name"}
        assert pack["suggestions"]["open"] == 4
        image = stand.client.get(
            f"{API}/documents/{next(row['id'] for row in rows if not row['error'])}/pages/1/image",
            headers=stand.headers,
        )
        assert image.status_code == 200
