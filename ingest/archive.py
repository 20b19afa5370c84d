"""Unpacks ZIP archives, mails and PDFs with embedded files in a child process, member by member, under limits."""

from __future__ import annotations

import hashlib
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO

from corpus.errors import ErrorCode, IntakeError
from ingest import mediatype
from ingest.attachment import attachments_of, may_hold
from ingest.children import ChildError, Children
from ingest.limits import MEBIBYTE, Limits
from ingest.source_file import Refusal, Sha256, SourceFile, printable

_CHUNK = 256 * 1024
#: Seconds for one archive with everything inside it.
UNPACK_SECONDS = 600
#: Address space of the child: the standard library needs little, a bomb wants much.
UNPACK_BYTES = 1024 * MEBIBYTE
_ENCRYPTED_BIT = 0x1
#: Stands for what is attached to a file when not even the names are known.
_ATTACHMENTS = "attachments"
#: Names in archives that are no documents of anybody.
_SYSTEM_PARTS = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini"})
#: What the standard library raises over a damaged archive or member.
_ARCHIVE_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def unpack(
    file: Path,
    *,
    name: str,
    digest: Sha256,
    store: Path,
    limits: Limits,
    room: int,
    children: Children,
    passwords: Sequence[str] = (),
) -> list[SourceFile | Refusal]:
    """Every member of the archive at ``file``, of archives inside it too, sorted by name; ``room`` bytes at most.

    A file that only looks like an archive from outside (DOCX, XLSX, PPTX) comes back as itself; a mail or a PDF comes
    back before what it holds. Never raises for a bad archive: it is one :class:`Refusal`.
    """
    try:
        return children.start(
            UNPACK_SECONDS,
            _unpack,
            file,
            name=name,
            digest=digest,
            store=store,
            limits=limits,
            room=room,
            passwords=tuple(passwords),
        ).result()
    except ChildError as error:
        kind = mediatype.media_type(file)
        detail = f"Unpacking it failed. {error.detail}"
        if kind == mediatype.ZIP:
            return [Refusal(name=name, code=ErrorCode.ARCHIVE_BROKEN, detail=detail, sha256=digest)]
        # What it says itself may be readable when what it holds is not.
        itself = SourceFile(sha256=digest, media_type=kind, name=name, size=file.stat().st_size, path=file)
        return [itself, Refusal(name=f"{name}/{_ATTACHMENTS}", code=ErrorCode.ARCHIVE_BROKEN, detail=detail)]


def _unpack(
    file: Path, *, name: str, digest: Sha256, store: Path, limits: Limits, room: int, passwords: tuple[str, ...]
) -> list[SourceFile | Refusal]:
    store.mkdir(parents=True, exist_ok=True)
    unpacking = Unpacking(store=store, limits=limits, bytes_left=room, passwords=passwords)
    unpacking.file(file, name, digest, depth=1)
    return unpacking.members


@dataclass(kw_only=True)
class Unpacking:
    """One run over an archive and the archives inside it."""

    store: Path
    limits: Limits
    #: Room that the pack has left.
    bytes_left: int
    #: Tried on members that need one.
    passwords: tuple[str, ...] = ()
    #: What came out so far, in order.
    members: list[SourceFile | Refusal] = field(default_factory=list)

    def archive(self, file: Path, name: str, depth: int) -> None:
        """Unpack every member of one archive."""
        if depth > self.limits.max_depth:
            self.refuse(name, ErrorCode.ARCHIVE_DEPTH, f"The limit is {self.limits.max_depth} levels.")
            return
        try:
            with zipfile.ZipFile(file) as archive:
                infos = sorted((info for info in archive.infolist() if _is_document(info)), key=lambda i: i.filename)
                if not infos:
                    self.refuse(name, ErrorCode.EMPTY_FILE, "It is an archive without files.")
                for info in infos:
                    if len(self.members) >= self.limits.max_files:
                        detail = f"The limit is {self.limits.max_files} files; the members after it were left out."
                        self.refuse(_member_name(name, info), ErrorCode.TOO_MANY_FILES, detail)
                        return
                    self.member(archive, info, name, depth + 1)
        except _ARCHIVE_FAULTS as error:
            self.refuse(name, ErrorCode.ARCHIVE_BROKEN, f"Reading its directory gave: {error}.")

    def member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, outer: str, depth: int) -> None:
        """Unpack one member, or refuse it."""
        name = _member_name(outer, info)
        if not _safe(info.filename):
            self.refuse(name, ErrorCode.UNSAFE_NAME, f"Found {info.filename!r}, expected a relative name inside it.")
            return
        encrypted = bool(info.flag_bits & _ENCRYPTED_BIT)
        if encrypted and not self.passwords:
            self.refuse(name, ErrorCode.ARCHIVE_ENCRYPTED, "Its bytes are encrypted.")
            return
        room = self.bytes_left
        fault = IntakeError(ErrorCode.ARCHIVE_ENCRYPTED, "Its bytes are encrypted.")
        for password in self.passwords if encrypted else (None,):
            self.bytes_left = room
            try:
                with archive.open(info, pwd=password.encode() if password is not None else None) as source:
                    self.keep(iter(lambda: source.read(_CHUNK), b""), name, depth, packed=max(info.compress_size, 1))
            except IntakeError as error:
                fault = error
            except _ARCHIVE_FAULTS as error:
                fault = IntakeError(ErrorCode.ARCHIVE_BROKEN, f"Unpacking the member gave: {error}.")
            else:
                return
        if encrypted and fault.code is ErrorCode.ARCHIVE_BROKEN:
            fault = IntakeError(ErrorCode.ARCHIVE_ENCRYPTED, "None of the passwords that were given opens it.")
        self.refuse(name, fault.code, fault.detail)

    def keep(self, chunks: Iterable[bytes], name: str, depth: int, *, packed: int | None = None) -> None:
        """Put the bytes of a member, or of an attached file, into the store, then look what it is.

        Raises :class:`IntakeError` when they are none or too many, and what reading them raises.
        """
        with NamedTemporaryFile(dir=self.store, prefix="unpacking-", delete=False) as target:
            landed = Path(target.name)
            try:
                digest = self._copy(chunks, packed, target)
            except BaseException:
                landed.unlink()
                raise
        kept = self.store / digest
        landed.replace(kept)
        self.file(kept, name, digest, depth)

    def _copy(self, chunks: Iterable[bytes], packed: int | None, target: IO[bytes]) -> Sha256:
        """Copy the bytes of a member and hash them; trusts none of the sizes that the archive states."""
        digest = hashlib.sha256()
        size = 0
        for chunk in chunks:
            size += len(chunk)
            self._check_size(size, packed if packed is not None else size)
            if len(chunk) > self.bytes_left:
                detail = f"The limit is {self.limits.max_pack_bytes} bytes for all files together."
                raise IntakeError(ErrorCode.PACK_TOO_LARGE, detail)
            self.bytes_left -= len(chunk)
            digest.update(chunk)
            target.write(chunk)
        if size == 0:
            raise IntakeError(ErrorCode.EMPTY_FILE, "Found 0 bytes.")
        return Sha256(digest.hexdigest())

    def _check_size(self, size: int, packed: int) -> None:
        limits = self.limits
        if size > limits.max_file_bytes:
            raise IntakeError(ErrorCode.FILE_TOO_LARGE, f"The limit is {limits.max_file_bytes} bytes for one file.")
        if size > limits.ratio_floor_bytes and size / packed > limits.max_ratio:
            detail = f"Found over {size // packed} bytes for each packed byte, the limit is {limits.max_ratio}."
            raise IntakeError(ErrorCode.ARCHIVE_RATIO, detail)

    def file(self, path: Path, name: str, digest: Sha256, depth: int) -> None:
        """Keep a file, or unpack it when it is an archive itself."""
        kind = mediatype.media_type(path)
        if kind == mediatype.ZIP:
            kind = mediatype.zip_type(path)
        if kind == mediatype.ZIP:
            self.archive(path, name, depth)
            return
        size = path.stat().st_size
        self.members.append(SourceFile(sha256=digest, media_type=kind, name=name, size=size, path=path))
        if may_hold(path, kind):
            self.attached(path, kind, name, depth)

    def attached(self, path: Path, kind: str, outer: str, depth: int) -> None:
        """Keep every file that is attached to a mail or embedded in a PDF."""
        try:
            for attached in attachments_of(path, kind, self.passwords):
                name = f"{outer}/{attached.name}"
                if depth > self.limits.max_depth:
                    self.refuse(name, ErrorCode.ARCHIVE_DEPTH, f"The limit is {self.limits.max_depth} levels.")
                elif len(self.members) >= self.limits.max_files:
                    detail = f"The limit is {self.limits.max_files} files; those attached after it were left out."
                    self.refuse(name, ErrorCode.TOO_MANY_FILES, detail)
                    return
                else:
                    self._keep_attached(attached.content, name, depth + 1)
        except IntakeError as error:
            self.refuse(f"{outer}/{_ATTACHMENTS}", error.code, error.detail)

    def _keep_attached(self, content: bytes, name: str, depth: int) -> None:
        try:
            self.keep([content] if content else [], name, depth)
        except IntakeError as error:
            self.refuse(name, error.code, error.detail)

    def refuse(self, name: str, code: ErrorCode, detail: str) -> None:
        """Note a member that was not accepted."""
        self.members.append(Refusal(name=name, code=code, detail=detail))


def _safe(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    drive = len(name) > 1 and name[1] == ":"
    return bool(path.parts) and not path.is_absolute() and not drive and ".." not in path.parts


def _is_document(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    return not info.is_dir() and not any(part.lower() in _SYSTEM_PARTS for part in parts)


def _member_name(outer: str, info: zipfile.ZipInfo) -> str:
    return f"{outer}/{printable(info.filename.replace(chr(92), '/'))}"
