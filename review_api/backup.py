"""Backups: one file with every row and every blob, the same for SQLite and for PostgreSQL.

The file is a plain tar: ``manifest.json``, ``tables/NAME.jsonl`` with one row a line, ``blobs/SHA256``. Since rows are
written by value, a backup of one system can be restored on the other.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from sqlalchemy import MetaData, Table, func, insert, select, text
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode
from review_api.blobs import BlobStore
from review_api.database import Database
from review_api.decision_log import ChainHead, chain_head, verify_chain
from review_api.identity import new_id
from review_api.tables import Base, DocumentRow, UploadRow

#: Version of the form of the file.
SCHEMA_VERSION = 1

#: Rows written or inserted at once.
_BATCH = 500


def write_backup(database: Database, blobs: BlobStore, target: Path) -> ChainHead:
    """The head of the decision log in the backup that was written to ``target``, readable by its owner only.

    The server may go on working: rows are those of one moment. Raises :class:`CallError` with ``output_unwritable``
    when there is a file already, and :class:`corpus.errors.ReviewError` with ``not_found`` for a blob that is missing.
    """
    if target.exists():
        raise CallError(ErrorCode.OUTPUT_UNWRITABLE, f"Found a file at '{target}', expected a new name.")
    partial = target.with_name(f"{target.name}.{new_id()}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CallError(ErrorCode.OUTPUT_UNWRITABLE, f"'{target}' cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "wb") as stream, tarfile.open(fileobj=stream, mode="w") as archive:
            head = _write(archive, database, blobs)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return head


def restore_backup(database: Database, blobs: BlobStore, source: Path) -> ChainHead:
    """The head of the decision log after everything was put back and the log was found whole.

    Raises :class:`CallError` with ``backup_invalid`` when the database holds something, or the file is not whole.
    """
    with _open(source) as archive:
        manifest = _manifest(archive)
        database.upgrade_to(str(manifest["revision"]))
        with database.write() as session:
            for table in _reflected(session):
                _insert_rows(session, table, archive)
            _set_aside_leases(session)
        database.upgrade()
        _put_back_blobs(archive, blobs)
    with database.read() as session:
        head = verify_chain(session, expect_head=str(manifest["head"]["hash"]))
    if head.sequence != manifest["head"]["sequence"]:
        raise _invalid(f"found {head.sequence} events of the decision log, expected {manifest['head']['sequence']}")
    return head


def _write(archive: tarfile.TarFile, database: Database, blobs: BlobStore) -> ChainHead:
    with database.read() as session:
        head = chain_head(session)
        manifest = {
            "schema_version": SCHEMA_VERSION,
            "assay": version("assay-evidence"),
            "created_at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "revision": session.scalar(text("SELECT version_num FROM alembic_version")),
            "head": {"sequence": head.sequence, "hash": head.hash},
            "rows": {
                table.name: session.scalar(select(func.count()).select_from(table))
                for table in Base.metadata.sorted_tables
            },
        }
        _add_bytes(archive, "manifest.json", json.dumps(manifest, indent=2).encode())
        for table in Base.metadata.sorted_tables:
            with tempfile.TemporaryFile() as lines:
                for row in session.execute(
                    select(table).order_by(*table.primary_key).execution_options(yield_per=_BATCH)
                ):
                    lines.write(json.dumps(dict(row._mapping), ensure_ascii=False).encode() + b"\n")
                _add_stream(archive, f"tables/{table.name}.jsonl", lines)
        hashes = set(session.scalars(select(UploadRow.sha256)))
        # Refused members of archives have a hash, and no bytes are kept of them.
        members = select(DocumentRow.sha256).where(DocumentRow.error_code.is_(None), DocumentRow.sha256.is_not(None))
        hashes |= {one for one in session.scalars(members) if one}
        for sha256 in sorted(hashes):
            archive.add(blobs.path(sha256), arcname=f"blobs/{sha256}")
    return head


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))


def _add_stream(archive: tarfile.TarFile, name: str, stream: IO[bytes]) -> None:
    member = tarfile.TarInfo(name)
    member.size = stream.tell()
    stream.seek(0)
    archive.addfile(member, stream)


def _open(source: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(source, mode="r:")
    except (OSError, tarfile.TarError) as error:
        raise _invalid(f"'{source}' cannot be opened as a backup") from error


def _manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    try:
        found = json.loads(_member(archive, "manifest.json").read())
    except ValueError as error:
        raise _invalid("its manifest is no JSON") from error
    if not isinstance(found, dict) or found.get("schema_version") != SCHEMA_VERSION:
        raise _invalid(f"its manifest is not of version {SCHEMA_VERSION}")
    return found


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        stream = archive.extractfile(name)
    except (KeyError, tarfile.TarError) as error:
        raise _invalid(f"it has no '{name}'") from error
    if stream is None:
        raise _invalid(f"its '{name}' is no file")
    return stream


def _reflected(session: Session) -> list[Table]:
    """The tables as they were in the version that made the backup."""
    metadata = MetaData()
    metadata.reflect(session.connection())
    tables = [table for table in metadata.sorted_tables if table.name != "alembic_version"]
    for table in tables:
        if session.scalar(select(func.count()).select_from(table)):
            raise _invalid(f"the table '{table.name}' of the database already has rows")
    return tables


def _insert_rows(session: Session, table: Table, archive: tarfile.TarFile) -> None:
    for batch in _batches(_member(archive, f"tables/{table.name}.jsonl")):
        session.execute(insert(table), batch)


def _batches(lines: IO[bytes]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for line in lines:
        try:
            batch.append(json.loads(line))
        except ValueError as error:
            raise _invalid("a row is no JSON") from error
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _set_aside_leases(session: Session) -> None:
    """Whoever was at work when the backup was made is not at work here."""
    # Backups exist since a version that has these columns.
    session.execute(text("UPDATE packs SET worker = NULL, leased_until = 0"))


def _put_back_blobs(archive: tarfile.TarFile, blobs: BlobStore) -> None:
    with blobs.workspace() as folder:
        for member in archive.getmembers():
            kind, _, sha256 = member.name.partition("/")
            if kind != "blobs":
                continue
            copy = folder / "copy"
            digest = hashlib.sha256()
            with copy.open("wb") as target, _member(archive, member.name) as stream:
                while chunk := stream.read(1 << 20):
                    digest.update(chunk)
                    target.write(chunk)
            if digest.hexdigest() != sha256:
                raise _invalid(f"the bytes of {sha256} are not the ones that were kept")
            blobs.keep(copy, sha256)
            copy.unlink()


def _invalid(what: str) -> CallError:
    return CallError(ErrorCode.BACKUP_INVALID, f"The backup cannot be restored: {what}.")
