"""Takes a pack in: files, folders and archives become source files or named refusals.

Archives are opened in a child process with limits on memory and time, because their bytes are untrusted; what it
unpacks lands in a store under the sha256 of its content, never under a name from the archive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.errors import CallError, ErrorCode
from ingest import mediatype
from ingest.archive import unpack
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.source_file import Refusal, Sha256, SourceFile

_CHUNK = 1024 * 1024

#: Files that operating systems leave in folders; they are no documents of anybody.
SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def receive(
    paths: Sequence[Path], *, store: Path, limits: Limits = DEFAULT_LIMITS
) -> Iterator[SourceFile | Refusal]:
    """Every file at ``paths``, in folders and in archives, accepted or refused, sorted by name within each path.

    Members of archives are unpacked into ``store``, a folder that the caller owns and may delete when the source files
    are no longer needed. A bad file never raises: it is a :class:`Refusal`.

    Raises :class:`CallError` with ``path_missing`` when a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise CallError(ErrorCode.PATH_MISSING, f"Found nothing at '{path}'.")
    budget = _Budget(limits)
    for path in paths:
        for file, name in _files(path):
            yield from _take(file, name, store=store, budget=budget)


class _Budget:
    """What the pack has used up so far."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files = 0
        self.bytes = 0

    def refuse(self, name: str, size: int) -> Refusal | None:
        """The refusal of a file that goes beyond the pack's limits; otherwise it is counted."""
        if self.files + 1 > self.limits.max_files:
            return _refusal(name, ErrorCode.TOO_MANY_FILES, f"The limit is {self.limits.max_files} files.")
        if size > self.limits.max_file_bytes:
            detail = f"Found {size} bytes, the limit is {self.limits.max_file_bytes}."
            return _refusal(name, ErrorCode.FILE_TOO_LARGE, detail)
        if self.bytes + size > self.limits.max_pack_bytes:
            detail = f"The limit is {self.limits.max_pack_bytes} bytes for all files together."
            return _refusal(name, ErrorCode.PACK_TOO_LARGE, detail)
        self.files += 1
        self.bytes += size
        return None


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_file():
        yield path, path.name
        return
    # A link could lead out of the folder that was given, so links are not followed.
    found = (entry for entry in path.rglob("*") if entry.is_file() and not entry.is_symlink())
    for entry in sorted(found, key=lambda entry: entry.relative_to(path).as_posix()):
        if entry.name.lower() not in SYSTEM_FILES:
            yield entry, entry.relative_to(path).as_posix()


def _take(file: Path, name: str, *, store: Path, budget: _Budget) -> Iterator[SourceFile | Refusal]:
    try:
        size = file.stat().st_size
        refusal = budget.refuse(name, size)
        if refusal is None and size == 0:
            refusal = _refusal(name, ErrorCode.EMPTY_FILE, "Found 0 bytes.")
        if refusal is not None:
            yield refusal
            return
        digest = sha256_of(file)
        kind = mediatype.media_type(file)
    except OSError as error:
        yield _refusal(name, ErrorCode.UNREADABLE_FILE, f"The system says: {error.strerror}.")
        return
    if kind != mediatype.ZIP:
        yield SourceFile(sha256=digest, media_type=kind, name=name, size=size, path=file)
        return
    # The archive itself is not a document: its members count against the limits in its place.
    budget.files -= 1
    budget.bytes -= size
    yield from _members(file, digest, name, store=store, budget=budget)


def _members(
    file: Path, digest: Sha256, name: str, *, store: Path, budget: _Budget
) -> Iterator[SourceFile | Refusal]:
    for member in unpack(file, name=name, digest=digest, store=store, limits=budget.limits):
        if isinstance(member, Refusal):
            yield member
            continue
        refusal = budget.refuse(member.name, member.size)
        yield refusal if refusal is not None else member


def sha256_of(path: Path) -> Sha256:
    """The content hash of a file, read in pieces. Raises :class:`OSError` when it cannot be read."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return Sha256(digest.hexdigest())


def _refusal(name: str, code: ErrorCode, detail: str) -> Refusal:
    return Refusal(name=name, code=code, detail=detail)
