"""Takes a pack in: files, folders and archives become source files or named refusals.

Archives are opened in a child process with limits on memory and time, because their bytes are untrusted; what it
unpacks lands in a store under the sha256 of its content, never under a name from the archive.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.errors import CallError, ErrorCode
from ingest import mediatype
from ingest.archive import UNPACK_BYTES, unpack
from ingest.attachment import may_hold
from ingest.children import Children
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.source_file import Refusal, Sha256, SourceFile, printable

_CHUNK = 1024 * 1024

#: Files that operating systems leave in folders; they are no documents of anybody.
SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def receive(
    paths: Sequence[Path], *, store: Path, limits: Limits = DEFAULT_LIMITS, passwords: Sequence[str] = ()
) -> Iterator[SourceFile | Refusal]:
    """Every file at ``paths``, in folders and in archives, accepted or refused, sorted by name within each path.

    What is attached to a mail or embedded in a PDF follows it as ``mail.eml/attached.pdf``. The ``passwords`` are tried
    on archives and PDFs that need one.

    Members of archives are unpacked into ``store``, a folder that the caller owns and may delete when the source files
    are no longer needed. A bad file never raises: it is a :class:`Refusal`.

    Raises :class:`CallError` with ``path_missing`` when a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise CallError(ErrorCode.PATH_MISSING, f"Found nothing at '{path}'.")
    with Children(memory_bytes=UNPACK_BYTES) as children:
        intake = _Intake(store=store, limits=limits, children=children, passwords=passwords)
        for path in paths:
            for file, name in _files(path):
                yield from intake.take(file, name)


class _Intake:
    """One pack on its way in, with what it has used up so far."""

    def __init__(self, *, store: Path, limits: Limits, children: Children, passwords: Sequence[str]) -> None:
        self.passwords = passwords
        self.store = store
        self.limits = limits
        self.children = children
        self.files = 0
        self.bytes = 0

    def take(self, file: Path, name: str) -> Iterator[SourceFile | Refusal]:
        """The file itself, or every member when it is an archive."""
        try:
            size = file.stat().st_size
            digest = sha256_of(file) if size <= self.limits.max_file_bytes else Sha256("")
            kind = mediatype.media_type(file)
            holds = kind == mediatype.ZIP or may_hold(file, kind)
        except OSError as error:
            yield _refusal(name, ErrorCode.UNREADABLE_FILE, f"The system says: {error.strerror}.")
            return
        if size == 0:
            yield _refusal(name, ErrorCode.EMPTY_FILE, "Found 0 bytes.")
        elif holds and digest:
            # What the pack has used up so far counts: many archives must not fill the disk where one may not.
            room = self.limits.max_pack_bytes - self.bytes
            for member in unpack(
                file,
                name=name,
                digest=digest,
                store=self.store,
                limits=self.limits,
                room=room,
                children=self.children,
                passwords=self.passwords,
            ):
                yield self.count(member) if isinstance(member, SourceFile) else member
        else:
            yield self.count(SourceFile(sha256=digest, media_type=kind, name=name, size=size, path=file))

    def count(self, source: SourceFile) -> SourceFile | Refusal:
        """The file, or its refusal when it goes beyond the limits of the pack."""
        limits = self.limits
        if self.files + 1 > limits.max_files:
            return _refusal(source.name, ErrorCode.TOO_MANY_FILES, f"The limit is {limits.max_files} files.")
        if source.size > limits.max_file_bytes:
            detail = f"Found {source.size} bytes, the limit is {limits.max_file_bytes}."
            return _refusal(source.name, ErrorCode.FILE_TOO_LARGE, detail)
        if self.bytes + source.size > limits.max_pack_bytes:
            detail = f"The limit is {limits.max_pack_bytes} bytes for all files together."
            return _refusal(source.name, ErrorCode.PACK_TOO_LARGE, detail)
        self.files += 1
        self.bytes += source.size
        return source


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_file():
        yield path, printable(path.name)
        return
    # A link could lead out of the folder that was given, so links are not followed.
    found = (entry for entry in path.rglob("*") if entry.is_file() and not entry.is_symlink())
    for entry in sorted(found, key=lambda entry: entry.relative_to(path).as_posix()):
        if entry.name.lower() not in SYSTEM_FILES:
            yield entry, printable(entry.relative_to(path).as_posix())


def _written(name: str) -> str:
    """A name as it can be written: bytes of it that are no UTF-8 show as replacement characters."""
    return os.fsencode(name).decode("utf-8", "replace")


def sha256_of(path: Path) -> Sha256:
    """The content hash of a file, read in pieces. Raises :class:`OSError` when it cannot be read."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return Sha256(digest.hexdigest())


def _refusal(name: str, code: ErrorCode, detail: str) -> Refusal:
    return Refusal(name=name, code=code, detail=detail)
