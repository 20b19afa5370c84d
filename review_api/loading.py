"""Loads packs from the disk of the server, as ``assay serve`` does with the packs it is given."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.errors import CallError, ErrorCode
from ingest.receive import SYSTEM_FILES, sha256_of
from review_api.blobs import BlobStore
from review_api.database import Database
from review_api.packs import DEFAULT_FRAMEWORK, Upload, content_of, create_pack, pack_with
from review_api.permissions import SERVER
from review_api.upload import safe_name, unused_name


def load_packs(paths: Sequence[Path], *, database: Database, blobs: BlobStore) -> tuple[str, ...]:
    """The ids of the packs that were made; a path whose content is there already is passed over.

    Raises :class:`CallError` with ``path_missing`` when a path does not exist.
    """
    made = []
    for path in paths:
        if not path.exists():
            raise CallError(ErrorCode.PATH_MISSING, f"Found nothing at '{path}'.")
        uploads = tuple(_uploads(path, blobs))
        with database.write() as session:
            if pack_with(session, content_of(DEFAULT_FRAMEWORK, uploads)):
                continue
            name = path.resolve().stem
            pack = create_pack(session, SERVER, name=name, framework=DEFAULT_FRAMEWORK, uploads=uploads)
            made.append(pack.id)
    return tuple(made)


def _uploads(path: Path, blobs: BlobStore) -> Iterator[Upload]:
    taken: set[str] = set()
    with blobs.workspace() as folder:
        for file, name in _files(path):
            copy = folder / "copy"
            shutil.copyfile(file, copy)
            sha256 = sha256_of(copy)
            blobs.keep(copy, sha256)
            size = copy.stat().st_size
            copy.unlink()
            yield Upload(name=unused_name(safe_name(name), taken), sha256=sha256, size=size)


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_file():
        yield path, path.name
        return
    # A link could lead out of the folder, so links are not followed.
    for entry in sorted(entry for entry in path.rglob("*") if entry.is_file() and not entry.is_symlink()):
        if entry.name.lower() not in SYSTEM_FILES:
            yield entry, entry.relative_to(path).as_posix()
