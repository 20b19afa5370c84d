"""Takes an upload in: multipart parts are streamed to disk and capped on the way, whatever the request announces."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from corpus.errors import CallError, ErrorCode, IntakeError
from ingest.limits import Limits
from review_api.blobs import BlobStore
from review_api.packs import Upload

#: The part that carries files, and those that carry text.
FILES = "files"
FIELDS = frozenset({"name", "framework", "supplier"})

#: Bytes of a text field; a name or an id needs no more.
MAX_FIELD_BYTES = 4096
#: Bytes that the multipart form itself may add for each file.
_FORM_BYTES_PER_FILE = 8192
#: Bytes of one part of a path, as file systems have it.
_MAX_NAME_BYTES = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """What an upload held."""

    uploads: tuple[Upload, ...]
    #: Text fields by name; those that were not sent are missing.
    fields: dict[str, str]


@dataclass(slots=True)
class _File:
    """A file on its way in."""

    name: str
    path: Path
    stream: BinaryIO
    digest: hashlib._Hash
    size: int = 0


class Receiver:
    """Receives one multipart body: feed it every chunk with :meth:`write`, then call :meth:`finish`.

    Bytes lie in ``folder``, which the caller owns, until :meth:`finish` moves them into ``blobs``.
    Every method raises :class:`IntakeError` when a limit is passed and :class:`CallError` when the form is broken.
    """

    def __init__(self, content_type: str, *, folder: Path, blobs: BlobStore, limits: Limits) -> None:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise CallError(
                ErrorCode.REQUEST_INVALID,
                "Expected a body of type multipart/form-data with files in the field 'files'.",
            )
        self._folder = folder
        self._blobs = blobs
        self._limits = limits
        self._bytes = 0
        self._file_bytes = 0
        self._files: list[_File] = []
        self._fields: dict[str, bytearray] = {}
        self._names: set[str] = set()
        self._headers: dict[bytes, bytes] = {}
        self._header = (bytearray(), bytearray())
        self._sink: Callable[[bytes], None] | None = None
        self._ended = False
        self._parser = self._new_parser(options[b"boundary"])

    def write(self, chunk: bytes) -> None:
        """Take the next bytes of the body."""
        self._bytes += len(chunk)
        # Files are counted where they are written; this stops a body that is large without being files.
        if self._bytes > self._limits.max_pack_bytes + _FORM_BYTES_PER_FILE * (self._limits.max_files + 1):
            raise _pack_too_large(self._limits)
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            raise _broken_form(str(error)) from error

    def finish(self) -> Received:
        """What the body held, after its last chunk was written; the files are blobs now."""
        try:
            self._parser.finalize()
        except FormParserError as error:
            raise _broken_form(str(error)) from error
        if not self._ended:
            raise _broken_form("it ends in the middle of a part")
        uploads = []
        for file in self._files:
            sha256 = file.digest.hexdigest()
            self._blobs.keep(file.path, sha256)
            uploads.append(Upload(name=file.name, sha256=sha256, size=file.size))
        fields = {name: bytes(value).decode("utf-8", "replace") for name, value in self._fields.items()}
        return Received(uploads=tuple(uploads), fields=fields)

    def close(self) -> None:
        """Close files that were left open by a fault."""
        for file in self._files:
            file.stream.close()

    def _new_parser(self, boundary: bytes) -> MultipartParser:
        def header_field(data: bytes, start: int, end: int) -> None:
            self._header[0].extend(data[start:end])

        def header_value(data: bytes, start: int, end: int) -> None:
            self._header[1].extend(data[start:end])

        def header_end() -> None:
            self._headers[bytes(self._header[0]).lower()] = bytes(self._header[1])
            self._header = (bytearray(), bytearray())

        def part_data(data: bytes, start: int, end: int) -> None:
            if self._sink is not None:
                self._sink(data[start:end])

        def part_end() -> None:
            self._sink = None
            self._headers = {}
            if self._files:
                self._files[-1].stream.close()

        def end() -> None:
            self._ended = True

        try:
            return MultipartParser(
                boundary,
                {
                    "on_header_field": header_field,
                    "on_header_value": header_value,
                    "on_header_end": header_end,
                    "on_headers_finished": self._begin_part,
                    "on_part_data": part_data,
                    "on_part_end": part_end,
                    "on_end": end,
                },
            )
        except FormParserError as error:
            raise _broken_form(str(error)) from error

    def _begin_part(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode("utf-8", "replace")
        if name == FILES and b"filename" in options:
            self._sink = self._open_file(options[b"filename"].decode("utf-8", "replace"))
        elif name in FIELDS and b"filename" not in options:
            self._sink = self._open_field(name)
        else:
            expected = ", ".join([FILES, *sorted(FIELDS)])
            raise CallError(ErrorCode.REQUEST_INVALID, f"Found the field '{name[:80]}', expected: {expected}.")

    def _open_field(self, name: str) -> Callable[[bytes], None]:
        if name in self._fields:
            raise CallError(ErrorCode.REQUEST_INVALID, f"Found the field '{name}' twice.")
        value = self._fields[name] = bytearray()

        def take(data: bytes) -> None:
            value.extend(data)
            if len(value) > MAX_FIELD_BYTES:
                raise CallError(ErrorCode.REQUEST_INVALID, f"The field '{name}' has more than {MAX_FIELD_BYTES} bytes.")

        return take

    def _open_file(self, sent_name: str) -> Callable[[bytes], None]:
        if len(self._files) >= self._limits.max_files:
            raise IntakeError(ErrorCode.TOO_MANY_FILES, f"The limit is {self._limits.max_files} files.")
        name = unused_name(safe_name(sent_name), self._names)
        path = self._folder / str(len(self._files))
        file = _File(name=name, path=path, stream=path.open("xb"), digest=hashlib.sha256())
        self._files.append(file)

        def take(data: bytes) -> None:
            file.size += len(data)
            self._file_bytes += len(data)
            if file.size > self._limits.max_file_bytes:
                detail = f"'{name}' has more than {self._limits.max_file_bytes} bytes."
                raise IntakeError(ErrorCode.FILE_TOO_LARGE, detail)
            if self._file_bytes > self._limits.max_pack_bytes:
                raise _pack_too_large(self._limits)
            file.digest.update(data)
            file.stream.write(data)

        return take


def safe_name(sent: str) -> str:
    """``sent`` as a relative path that stays inside its folder on every system; ``unnamed`` when nothing is left."""
    parts = []
    for part in unicodedata.normalize("NFC", sent).replace("\\", "/").split("/"):
        printable = "".join("_" if unicodedata.category(mark).startswith("C") else mark for mark in part)
        # A colon names a drive or a stream elsewhere; dots at the end vanish there.
        kept = printable.replace(":", "_").strip().rstrip(".")
        if kept:
            parts.append(_shortened(kept))
    return "/".join(parts[-8:]) or "unnamed"


def unused_name(name: str, taken: set[str]) -> str:
    """``name``, or one like it where another file has it; upper and lower case count as the same.

    ``taken`` holds the names given before, and is added to, with the folders they lie in: a file cannot be a folder.
    """
    folders = _folders(name)
    if any(f"file:{folder}" in taken for folder in folders):
        name = name.replace("/", "_")
        folders = ()
    folder, slash, last = name.rpartition("/")
    stem, dot, suffix = last.rpartition(".")
    if not stem:
        stem, dot, suffix = last, "", ""
    number = 2
    candidate = name
    while {f"file:{candidate.casefold()}", f"folder:{candidate.casefold()}"} & taken:
        candidate = f"{folder}{slash}{stem} ({number}){dot}{suffix}"
        number += 1
    taken.add(f"file:{candidate.casefold()}")
    taken.update(f"folder:{folder}" for folder in folders)
    return candidate


def _folders(name: str) -> tuple[str, ...]:
    parts = name.casefold().split("/")[:-1]
    return tuple("/".join(parts[: count + 1]) for count in range(len(parts)))


def _shortened(part: str) -> str:
    if len(part.encode()) <= _MAX_NAME_BYTES:
        return part
    stem, dot, suffix = part.rpartition(".")
    # A suffix longer than any in use is no suffix.
    ending = f"{dot}{suffix}" if stem and len(suffix.encode()) <= 16 else ""  # noqa: PLR2004
    return part.encode()[: _MAX_NAME_BYTES - len(ending.encode())].decode("utf-8", "ignore") + ending


def _pack_too_large(limits: Limits) -> IntakeError:
    return IntakeError(ErrorCode.PACK_TOO_LARGE, f"The limit is {limits.max_pack_bytes} bytes for all files together.")


def _broken_form(what: str) -> CallError:
    return CallError(ErrorCode.REQUEST_INVALID, f"The multipart form is broken: {what}.")
