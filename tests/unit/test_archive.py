"""ZIP archives: hostile names, bombs, nesting, passwords, damage, limits, and office files that are ZIPs too."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.errors import ErrorCode
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.mediatype import PDF, ZIP
from ingest.receive import receive
from ingest.source_file import Refusal, SourceFile

PDF_BYTES = b"%PDF-1.4\nnothing more"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these members, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return buffer.getvalue()


def received(content: bytes, tmp_path: Path, limits: Limits = DEFAULT_LIMITS) -> list[SourceFile | Refusal]:
    """What comes out of an archive of these bytes."""
    path = tmp_path / "pack.zip"
    path.write_bytes(content)
    return list(receive([path], store=tmp_path / "store", limits=limits))


def told(entries: list[SourceFile | Refusal]) -> list[tuple[str, str]]:
    """Name, and media type or error code, of each entry."""
    return [(entry.name, entry.code if isinstance(entry, Refusal) else entry.media_type) for entry in entries]


def test_archive_members_come_out_sorted_and_lie_under_their_hash(tmp_path: Path) -> None:
    entries = received(zipped({"b.pdf": PDF_BYTES + b"2", "a/c.pdf": PDF_BYTES, "a.pdf": PDF_BYTES}), tmp_path)
    assert told(entries) == [("pack.zip/a.pdf", PDF), ("pack.zip/a/c.pdf", PDF), ("pack.zip/b.pdf", PDF)]
    for entry in entries:
        assert isinstance(entry, SourceFile)
        assert entry.path == tmp_path / "store" / entry.sha256
        assert hashlib.sha256(entry.path.read_bytes()).hexdigest() == entry.sha256
    assert len(list((tmp_path / "store").iterdir())) == 2


@pytest.mark.parametrize(
    "name",
    ["../evil.pdf", "a/../../evil.pdf", "/etc/evil.pdf", "C:/evil.pdf", "C:evil.pdf", "..\\evil.pdf", "\\\\host\\evil"],
)
def test_archive_member_with_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    entries = received(zipped({name: PDF_BYTES, "good.pdf": PDF_BYTES}), tmp_path)
    codes = {entry.code if isinstance(entry, Refusal) else entry.name for entry in entries}
    assert codes == {ErrorCode.UNSAFE_NAME, "pack.zip/good.pdf"}
    assert {path.name for path in tmp_path.iterdir()} == {"pack.zip", "store"}
    assert len(list((tmp_path / "store").iterdir())) == 1


def test_archive_names_have_slashes_and_no_control_characters(tmp_path: Path) -> None:
    entries = received(zipped({"sub\\a.pdf": PDF_BYTES, "b\x1b[2J\n.pdf": PDF_BYTES}), tmp_path)
    assert sorted(told(entries)) == [("pack.zip/b\ufffd[2J\ufffd.pdf", PDF), ("pack.zip/sub/a.pdf", PDF)]


def test_archive_folders_and_files_of_the_operating_system_are_left_out(tmp_path: Path) -> None:
    members = {"sub/": b"", "__MACOSX/._a.pdf": b"x", "sub/.DS_Store": b"x", "sub\\Thumbs.db": b"x", "a.pdf": PDF_BYTES}
    assert told(received(zipped(members), tmp_path)) == [("pack.zip/a.pdf", PDF)]


@pytest.mark.parametrize("members", [{}, {"sub/": b""}, {"__MACOSX/._a.pdf": b"x"}])
def test_archive_without_files_is_accounted_for(tmp_path: Path, members: dict[str, bytes]) -> None:
    assert told(received(zipped(members), tmp_path)) == [("pack.zip", ErrorCode.EMPTY_FILE)]


def test_archive_bomb_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    limits = Limits(ratio_floor_bytes=1_000_000, max_ratio=200)
    members = {"bomb.pdf": bytes(20_000_000), "good.pdf": PDF_BYTES}
    assert told(received(zipped(members), tmp_path, limits)) == [
        ("pack.zip/bomb.pdf", ErrorCode.ARCHIVE_RATIO),
        ("pack.zip/good.pdf", PDF),
    ]
    assert len(list((tmp_path / "store").iterdir())) == 1


def test_archive_small_members_that_pack_well_are_no_bombs(tmp_path: Path) -> None:
    content = PDF_BYTES + bytes(500_000)
    assert told(received(zipped({"blank.pdf": content}), tmp_path)) == [("pack.zip/blank.pdf", PDF)]


def test_archive_sizes_that_lie_do_not_help_a_bomb(tmp_path: Path) -> None:
    content = bytearray(zipped({"bomb.pdf": bytes(3_000_000)}))
    directory = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, directory + 24, 10)
    struct.pack_into("<I", content, 22, 10)
    [entry] = received(bytes(content), tmp_path, Limits(ratio_floor_bytes=1_000_000))
    assert isinstance(entry, Refusal)
    assert entry.code in {ErrorCode.ARCHIVE_BROKEN, ErrorCode.ARCHIVE_RATIO}


def test_archive_inside_archives_up_to_the_depth(tmp_path: Path) -> None:
    deepest = zipped({"d.pdf": PDF_BYTES})
    third = zipped({"c.pdf": PDF_BYTES, "four.zip": deepest})
    second = zipped({"b.pdf": PDF_BYTES, "three.zip": third})
    first = zipped({"a.pdf": PDF_BYTES, "two.zip": second})
    assert told(received(first, tmp_path, Limits(max_depth=3))) == [
        ("pack.zip/a.pdf", PDF),
        ("pack.zip/two.zip/b.pdf", PDF),
        ("pack.zip/two.zip/three.zip/c.pdf", PDF),
        ("pack.zip/two.zip/three.zip/four.zip", ErrorCode.ARCHIVE_DEPTH),
    ]


def test_archive_that_holds_itself_over_and_over_ends(tmp_path: Path) -> None:
    content = zipped({"a.pdf": PDF_BYTES})
    for _ in range(12):
        content = zipped({"a.zip": content, "b.zip": content}, zipfile.ZIP_STORED)
    entries = received(content, tmp_path, Limits(max_depth=3))
    assert {code for _, code in told(entries)} == {ErrorCode.ARCHIVE_DEPTH}
    assert len(entries) == 8


def test_archive_member_with_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.pdf": PDF_BYTES, "b.pdf": PDF_BYTES}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert told(received(bytes(content), tmp_path)) == [
        ("pack.zip/a.pdf", ErrorCode.ARCHIVE_ENCRYPTED),
        ("pack.zip/b.pdf", PDF),
    ]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=str
)
@pytest.mark.parametrize("at", [0.05, 0.3, 0.6])
def test_archive_member_that_is_damaged_is_refused_and_the_others_go_on(tmp_path: Path, method: int, at: float) -> None:
    noise = PDF_BYTES + hashlib.shake_256(b"noise").digest(5000)
    content = bytearray(zipped({"a.pdf": noise, "b.pdf": PDF_BYTES}, method))
    place = 35 + int(at * (content.rindex(b"PK\x03\x04") - 35))
    content[place : place + 40] = b"\xa5" * 40
    assert told(received(bytes(content), tmp_path)) == [
        ("pack.zip/a.pdf", ErrorCode.ARCHIVE_BROKEN),
        ("pack.zip/b.pdf", PDF),
    ]


def test_archive_member_packed_in_an_unknown_way_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.pdf": PDF_BYTES, "b.pdf": PDF_BYTES}))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", content, content.index(mark) + offset, 97)
    assert told(received(bytes(content), tmp_path)) == [
        ("pack.zip/a.pdf", ErrorCode.ARCHIVE_BROKEN),
        ("pack.zip/b.pdf", PDF),
    ]


@pytest.mark.parametrize("keep", [0.98, 0.5, 0.02])
def test_archive_that_is_cut_off_is_refused(tmp_path: Path, keep: float) -> None:
    content = zipped({"a.pdf": PDF_BYTES * 50, "b.pdf": PDF_BYTES})
    assert told(received(content[: max(int(len(content) * keep), 5)], tmp_path)) == [
        ("pack.zip", ErrorCode.ARCHIVE_BROKEN)
    ]


def test_archive_directory_with_noise_is_refused_and_never_raises(tmp_path: Path) -> None:
    whole = zipped({"a.pdf": PDF_BYTES, "b.pdf": PDF_BYTES})
    start = whole.index(b"PK\x01\x02")
    pack = tmp_path / "pack"
    pack.mkdir()
    for place in range(start, len(whole), 3):
        content = bytearray(whole)
        content[place] ^= 0xFF
        (pack / f"{place:04}.zip").write_bytes(content)
    entries = list(receive([pack], store=tmp_path / "store"))
    assert {entry.name.split("/")[0] for entry in entries} == {path.name for path in pack.iterdir()}


def test_archive_with_too_many_files_gives_those_within_the_limit(tmp_path: Path) -> None:
    entries = received(zipped({f"{index}.pdf": PDF_BYTES for index in range(6)}), tmp_path, Limits(max_files=3))
    assert told(entries) == [
        ("pack.zip/0.pdf", PDF),
        ("pack.zip/1.pdf", PDF),
        ("pack.zip/2.pdf", PDF),
        ("pack.zip/3.pdf", ErrorCode.TOO_MANY_FILES),
    ]


def test_archive_member_beyond_the_limit_of_bytes_is_refused(tmp_path: Path) -> None:
    members = {"large.pdf": PDF_BYTES * 100, "small.pdf": PDF_BYTES}
    assert told(received(zipped(members), tmp_path, Limits(max_file_bytes=1000))) == [
        ("pack.zip/large.pdf", ErrorCode.FILE_TOO_LARGE),
        ("pack.zip/small.pdf", PDF),
    ]


def test_archives_together_stay_within_the_bytes_of_the_pack(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    for name in "ab":
        content = name.encode() * 600
        (pack / f"{name}.zip").write_bytes(zipped({"1.pdf": PDF_BYTES + content, "2.pdf": PDF_BYTES + content + b"x"}))
    entries = list(receive([pack], store=tmp_path / "store", limits=Limits(max_pack_bytes=2000)))
    assert told(entries) == [
        ("a.zip/1.pdf", PDF),
        ("a.zip/2.pdf", PDF),
        ("b.zip/1.pdf", PDF),
        ("b.zip/2.pdf", ErrorCode.PACK_TOO_LARGE),
    ]
    assert sum(path.stat().st_size for path in (tmp_path / "store").iterdir()) <= 2000


def test_archive_empty_member_is_refused(tmp_path: Path) -> None:
    assert told(received(zipped({"a.pdf": b"", "b.pdf": PDF_BYTES}), tmp_path)) == [
        ("pack.zip/a.pdf", ErrorCode.EMPTY_FILE),
        ("pack.zip/b.pdf", PDF),
    ]


def test_archive_of_an_office_file_is_that_file(tmp_path: Path) -> None:
    content = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
    path = tmp_path / "questionnaire.docx"
    path.write_bytes(content)
    [entry] = receive([path], store=tmp_path / "store")
    assert (entry.name, entry.media_type) == ("questionnaire.docx", DOCX)
    assert isinstance(entry, SourceFile)
    assert entry.sha256 == hashlib.sha256(content).hexdigest()
    assert entry.path == path


def test_archive_member_that_is_an_office_file_stays_whole(tmp_path: Path) -> None:
    docx = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
    assert told(received(zipped({"q.docx": docx}), tmp_path)) == [("pack.zip/q.docx", DOCX)]


def test_archive_is_never_handed_on_as_a_source_file(tmp_path: Path) -> None:
    inner = zipped({"a.pdf": PDF_BYTES})
    assert ZIP not in {kind for _, kind in told(received(zipped({"inner.zip": inner, "x.pdf": inner}), tmp_path))}
