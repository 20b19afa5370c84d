"""A file that came in: its bytes are on disk, its content hash is known, nobody has tried to read it yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NewType

from corpus.errors import ErrorCode

#: Lower-case hexadecimal sha256 of the bytes of a file.
Sha256 = NewType("Sha256", str)


def printable(name: str) -> str:
    """The name with a mark for each character that cannot be shown or stored: control characters, stray bytes."""
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceFile:
    """One file of a pack, accepted for reading."""

    sha256: Sha256
    #: Media type by content, never by name.
    media_type: str
    #: Path inside the pack, with ``/`` between parts; a member of an archive is ``archive.zip/inner/name.pdf``.
    name: str
    #: Bytes.
    size: int
    #: Where the bytes lie now; not part of any result.
    path: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """One file of a pack that was not accepted, with the reason."""

    #: As in :class:`SourceFile`.
    name: str
    code: ErrorCode
    #: What was found and what was expected, in this case.
    detail: str
    #: Of the bytes that were there; ``None`` when the bytes were never seen whole (bomb, unsafe name, no permission).
    sha256: Sha256 | None = None
    media_type: str | None = None
