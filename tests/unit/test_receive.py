"""Files and folders that come in: which are taken, under which names, in which order, and which are refused."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from corpus.errors import CallError, ErrorCode
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.mediatype import PDF, TEXT, UNKNOWN
from ingest.receive import receive
from ingest.source_file import Refusal, SourceFile

PDF_BYTES = b"%PDF-1.4\nnothing more"


def received(*paths: Path, store: Path, limits: Limits = DEFAULT_LIMITS) -> list[SourceFile | Refusal]:
    """All of it at once."""
    return list(receive(paths, store=store / "store", limits=limits))


def written(path: Path, content: bytes = PDF_BYTES) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(entries: list[SourceFile | Refusal]) -> list[str]:
    return [entry.name for entry in entries]


def refusals(entries: list[SourceFile | Refusal]) -> dict[str, ErrorCode]:
    return {entry.name: entry.code for entry in entries if isinstance(entry, Refusal)}


def test_receive_a_file_keeps_its_own_name_hash_size_and_place(tmp_path: Path) -> None:
    path = written(tmp_path / "deep" / "policy.pdf")
    [entry] = received(path, store=tmp_path)
    digest = hashlib.sha256(PDF_BYTES).hexdigest()
    assert entry == SourceFile(sha256=digest, media_type=PDF, name="policy.pdf", size=len(PDF_BYTES), path=path)  # type: ignore[arg-type]


def test_receive_a_folder_gives_paths_inside_it_sorted(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    for name in ("b.pdf", "a/z.pdf", "a.pdf", "a/b/c.pdf", "B.pdf"):
        written(pack / name)
    assert names(received(pack, store=tmp_path)) == ["B.pdf", "a.pdf", "a/b/c.pdf", "a/z.pdf", "b.pdf"]


def test_receive_keeps_the_order_of_the_paths_it_was_given(tmp_path: Path) -> None:
    second, first = written(tmp_path / "b" / "x.pdf"), written(tmp_path / "a" / "y.pdf")
    assert names(received(second, first.parent, store=tmp_path)) == ["x.pdf", "y.pdf"]


def test_receive_says_the_same_each_time(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    for index in range(12):
        written(pack / f"{index * 7 % 12}.pdf", PDF_BYTES + bytes([index]))
    with zipfile.ZipFile(pack / "inner.zip", "w") as archive:
        for name in ("2.txt", "1.txt"):
            archive.writestr(name, f"text {name}")
    assert received(pack, store=tmp_path) == received(pack, store=tmp_path)


def test_receive_leaves_out_files_of_the_operating_system(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    for name in (".DS_Store", "Thumbs.db", "sub/desktop.ini", "sub/real.pdf"):
        written(pack / name)
    assert names(received(pack, store=tmp_path)) == ["sub/real.pdf"]


def test_receive_does_not_follow_links_out_of_a_folder(tmp_path: Path) -> None:
    secret = written(tmp_path / "elsewhere" / "secret.pdf")
    pack = tmp_path / "pack"
    written(pack / "real.pdf")
    (pack / "link.pdf").symlink_to(secret)
    (pack / "folder").symlink_to(secret.parent, target_is_directory=True)
    (pack / "loop").symlink_to(pack, target_is_directory=True)
    (pack / "broken.pdf").symlink_to(tmp_path / "nowhere.pdf")
    assert names(received(pack, store=tmp_path)) == ["real.pdf"]


def test_receive_an_empty_folder_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    assert received(tmp_path / "pack", store=tmp_path) == []


def test_receive_stops_at_once_when_a_path_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CallError) as caught:
        received(written(tmp_path / "there.pdf"), tmp_path / "nowhere.pdf", store=tmp_path)
    assert caught.value.code is ErrorCode.PATH_MISSING
    assert "nowhere.pdf" in caught.value.detail


def test_receive_an_empty_file_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    written(pack / "a.pdf", b"")
    written(pack / "b.pdf")
    entries = received(pack, store=tmp_path)
    assert refusals(entries) == {"a.pdf": ErrorCode.EMPTY_FILE}
    assert names(entries) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("scan.jpg", PDF_BYTES, PDF),
        ("report.pdf", b"Dear reader, this is only text.", TEXT),
        ("report.pdf", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(64), "image/jpeg"),
        ("page.pdf", b"<!DOCTYPE html><html><p>Not a PDF</p></html>", "text/html"),
        ("noise.pdf", bytes(range(256)), UNKNOWN),
        ("no-name-at-all", PDF_BYTES, PDF),
    ],
)
def test_receive_goes_by_content_and_not_by_name(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    [entry] = received(written(tmp_path / "pack" / name, content), store=tmp_path)
    assert isinstance(entry, SourceFile)
    assert (entry.name, entry.media_type) == (name, kind)


def test_receive_a_zip_named_pdf_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("policy.pdf", PDF_BYTES)
    assert names(received(path, store=tmp_path)) == ["report.pdf/policy.pdf"]


def test_receive_a_file_beyond_the_limit_of_bytes_is_refused(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    written(pack / "large.pdf", PDF_BYTES + bytes(1000))
    written(pack / "small.pdf")
    entries = received(pack, store=tmp_path, limits=Limits(max_file_bytes=500))
    assert refusals(entries) == {"large.pdf": ErrorCode.FILE_TOO_LARGE}
    assert names(entries) == ["large.pdf", "small.pdf"]


def test_receive_a_large_archive_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("policy.pdf", PDF_BYTES * 100)
    assert refusals(received(path, store=tmp_path, limits=Limits(max_file_bytes=500))) == {
        "pack.zip": ErrorCode.FILE_TOO_LARGE
    }


def test_receive_counts_the_bytes_of_the_whole_pack(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    for index in range(4):
        written(pack / f"{index}.pdf", PDF_BYTES + bytes(100))
    limits = Limits(max_pack_bytes=2 * (len(PDF_BYTES) + 100))
    assert refusals(received(pack, store=tmp_path, limits=limits)) == {
        "2.pdf": ErrorCode.PACK_TOO_LARGE,
        "3.pdf": ErrorCode.PACK_TOO_LARGE,
    }


def test_receive_counts_the_files_of_the_whole_pack(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    for index in range(5):
        written(pack / f"{index}.pdf")
    entries = received(pack, store=tmp_path, limits=Limits(max_files=3))
    assert names(entries) == [f"{index}.pdf" for index in range(5)]
    assert refusals(entries) == {"3.pdf": ErrorCode.TOO_MANY_FILES, "4.pdf": ErrorCode.TOO_MANY_FILES}


def test_receive_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = tmp_path / "pack"
    written(pack / "locked.pdf")
    written(pack / "open.pdf")
    really_open = Path.open

    def guarded(self: Path, *arguments: object, **settings: object) -> object:
        if self.name == "locked.pdf":
            raise PermissionError(13, "Permission denied")
        return really_open(self, *arguments, **settings)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", guarded)
    entries = received(pack, store=tmp_path)
    assert refusals(entries) == {"locked.pdf": ErrorCode.UNREADABLE_FILE}
    assert names(entries) == ["locked.pdf", "open.pdf"]


def test_receive_a_name_of_stray_bytes_can_be_stored_as_text(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    with open(os.fsencode(pack) + b"/pol\xedtica\n.pdf", "wb") as stream:  # noqa: PTH123
        stream.write(PDF_BYTES)
    [entry] = received(pack, store=tmp_path)
    assert entry.name.encode() == "pol\ufffdtica\ufffd.pdf".encode()


def test_receive_writes_nothing_for_plain_files(tmp_path: Path) -> None:
    received(written(tmp_path / "a.pdf"), store=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf"]
