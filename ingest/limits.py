"""How much a pack may hold. Every limit exists because an attacker or an accident can exceed it."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What intake refuses to go beyond."""

    #: Bytes of one file, unpacked.
    max_file_bytes: int = 256 * MEBIBYTE
    #: Bytes of all files of a pack together, unpacked.
    max_pack_bytes: int = 2048 * MEBIBYTE
    #: Files of a pack, members of archives included.
    max_files: int = 2000
    #: Unpacked bytes per packed byte of one archive member; ordinary office files stay under 100.
    max_ratio: int = 200
    #: Members smaller than this are never taken for a bomb, whatever their ratio: blank pages pack well.
    ratio_floor_bytes: int = 4 * MEBIBYTE
    #: How deep archives may lie inside archives; 1 is an archive with files only.
    max_depth: int = 3


DEFAULT_LIMITS = Limits()
