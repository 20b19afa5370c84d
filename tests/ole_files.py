"""Compound files made for tests: the container of Outlook mails and of office files before 2007 ([MS-CFB])."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Union

Tree = dict[str, Union[bytes, "Tree"]]

SECTOR, MINI = 512, 64
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF
#: Streams below this many bytes lie in the mini stream.
CUTOFF = 4096


def compound(path: Path, tree: Tree) -> Path:
    """A compound file with these streams (bytes) and storages (dictionaries)."""
    entries: list[list[object]] = [["Root Entry", 5, NONE, NONE, b""]]
    _enter(entries, 0, tree)
    mini, minifat, sectors, fat = bytearray(), [], bytearray(), []
    for entry in entries[1:]:
        content = entry[4]
        assert isinstance(content, bytes)
        if entry[1] == 2 and len(content) < CUTOFF:
            entry.append(_chained(mini, minifat, content, MINI))
        elif entry[1] == 2:
            entry.append(_chained(sectors, fat, content, SECTOR))
    entries[0].append(_chained(sectors, fat, bytes(mini), SECTOR))
    entries[0][4] = bytes(mini)
    first_minifat = _chained(sectors, fat, struct.pack(f"<{len(minifat)}I", *minifat), SECTOR, fill=b"\xff")
    first_directory = _chained(sectors, fat, b"".join(_entry(entry) for entry in entries), SECTOR)
    fats = 1
    while fats * SECTOR // 4 < len(fat) + fats:
        fats += 1
    places = range(len(fat), len(fat) + fats)
    table = struct.pack(f"<{len(fat) + fats}I", *fat, *[FAT] * fats).ljust(fats * SECTOR, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, fats, first_directory, 0, CUTOFF, first_minifat, 1, END, 0, *places[:1])
    header += struct.pack(f"<{fats - 1}I", *places[1:])
    path.write_bytes(header.ljust(SECTOR, b"\xff") + bytes(sectors) + table)
    return path


def _enter(entries: list[list[object]], parent: int, tree: Tree) -> None:
    previous = 0
    for name, content in tree.items():
        number = len(entries)
        entries.append([name, 2 if isinstance(content, bytes) else 1, NONE, NONE, b""])
        if previous:
            entries[previous][2] = number
        else:
            entries[parent][3] = number
        previous = number
        if isinstance(content, bytes):
            entries[number][4] = content
        else:
            _enter(entries, number, content)


def _chained(target: bytearray, table: list[int], content: bytes, unit: int, fill: bytes = b"\x00") -> int:
    if not content:
        return END
    first = len(table)
    count = -(-len(content) // unit)
    table.extend([*range(first + 1, first + count), END])
    target += content.ljust(count * unit, fill)
    return first


def _entry(entry: list[object]) -> bytes:
    name, kind, right, child, content, *start = entry
    encoded = (str(name) + "\0").encode("utf-16-le")
    assert isinstance(content, bytes)
    first = start[0] if start else 0
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        encoded, len(encoded), kind, 1, NONE, right, child, bytes(16), 0, 0, 0, first, len(content),
    )  # fmt: skip


def outlook(path: Path, *, subject: str, body: str = "", html: str = "", files: dict[str, bytes | Tree]) -> Path:
    """A mail as Outlook saves it; a file that is a tree is an attached mail."""
    return compound(path, message(subject=subject, body=body, html=html, files=files, header=32))


def message(*, subject: str, body: str = "", html: str = "", files: dict[str, bytes | Tree], header: int = 24) -> Tree:
    """The storage of a mail."""
    tree: Tree = {
        "__nameid_version1.0": {"__substg1.0_00020102": b"", "__substg1.0_00030102": b"", "__substg1.0_00040102": b""},
        "__substg1.0_001A001F": _text("IPM.Note"),
        "__substg1.0_0037001F": _text(subject),
        "__substg1.0_0C1F001F": _text("ana@example.org"),
    }
    properties = [(0x001A, 0x1F), (0x0037, 0x1F), (0x0C1F, 0x1F)]
    if body:
        tree["__substg1.0_1000001F"] = _text(body)
        properties.append((0x1000, 0x1F))
    if html:
        tree["__substg1.0_10130102"] = html.encode()
        properties.append((0x1013, 0x102))
    for number, (name, content) in enumerate(files.items()):
        whole = isinstance(content, bytes)
        method = (0x3705, 3, 1 if whole else 5)
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_3707001F": _text(name),
            f"__substg1.0_3701{'0102' if whole else '000D'}": content,
            "__properties_version1.0": bytes(8)
            + _properties([(0x3707, 0x1F), (0x3701, 0x102 if whole else 0x0D)], method),
        }
    head = struct.pack("<8xIIII", 0, len(files), 0, len(files)) + bytes(header - 24)
    tree["__properties_version1.0"] = head + _properties(properties)
    return tree


def _properties(names: list[tuple[int, int]], *fixed: tuple[int, int, int]) -> bytes:
    found = [struct.pack("<HHII4x", kind, name, 6, 0) for name, kind in names]
    return b"".join([*found, *(struct.pack("<HHII4x", kind, name, 6, value) for name, kind, value in fixed)])


def _text(text: str) -> bytes:
    return text.encode("utf-16-le")
