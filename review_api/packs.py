"""Packs: made from uploads, listed with how far they are and what was decided."""

from __future__ import annotations

import hashlib
import json
import time
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue import load_framework
from corpus.errors import CallError, ErrorCode, ReviewError
from review_api import cursor as cursors
from review_api.identity import new_id
from review_api.permissions import Permission, Principal
from review_api.records import (
    FaultRecord,
    PackRecord,
    ProgressRecord,
    Slice,
    SuggestionCounts,
)
from review_api.round_tables import OpinionRow, RoundRow
from review_api.series import place_in_series
from review_api.sight import sight_of
from review_api.suppliers import supplier_row
from review_api.tables import DocumentRow, PackRow, SuggestionRow, SupplierRow, UploadRow
from review_api.verdict import SuggestionState

DEFAULT_FRAMEWORK = "rra-2"

#: Characters of the name of a pack.
MAX_NAME = 200

_ORDER = "packs"
_UNDER_WAY = frozenset({"reading", "suggesting"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file that was received whole and lies in the blob store."""

    #: Safe relative path.
    name: str
    sha256: str
    #: Bytes.
    size: int


def content_of(framework: str, uploads: Sequence[Upload]) -> str:
    """The hash by which a pack is recognised when the same files come again for the same framework."""
    rows = sorted([upload.name, upload.sha256] for upload in uploads)
    encoded = json.dumps([framework, rows], ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(encoded).hexdigest()


def create_pack(
    session: Session, principal: Principal, *, name: str, framework: str, uploads: Sequence[Upload], supplier: str = ""
) -> PackRecord:
    """A new pack in state ``received``; an empty ``name`` is replaced by one made from the files.

    ``supplier`` is the id of one, or empty. Raises :class:`CallError` with ``request_invalid`` when there is no file,
    :class:`corpus.errors.CorpusError` with ``framework_unknown``, :class:`ReviewError` with ``not_found`` for the
    supplier, or ``not_permitted`` when the caller may see some suppliers only and names none.
    """
    principal.require(Permission.UPLOAD)
    if supplier:
        supplier_row(session, principal, supplier)
    else:
        principal.require_every_supplier()
    if not uploads:
        raise CallError(ErrorCode.REQUEST_INVALID, "Found no file, expected one or more in the field 'files'.")
    load_framework(framework)
    row = PackRow(
        id=new_id(),
        supplier=supplier or None,
        name=_clean_name(name) or _name_from(uploads),
        framework=framework,
        state="received",
        content=content_of(framework, uploads),
        created_at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        created_by=principal.name,
    )
    session.add(row)
    session.flush()
    session.add_all(
        UploadRow(pack=row.id, position=position, name=upload.name, sha256=upload.sha256, size=upload.size)
        for position, upload in enumerate(uploads)
    )
    session.flush()
    return _records(session, principal, [row])[0]


def pack_with(session: Session, content: str) -> bool:
    """Whether a pack of that content is there and did not fail."""
    found = select(PackRow.id).where(PackRow.content == content, PackRow.state != "failed").limit(1)
    return session.scalar(found) is not None


def list_packs(
    session: Session, principal: Principal, *, cursor: str, limit: int, supplier: str = ""
) -> Slice[PackRecord]:
    """The packs that the caller may see, newest first; of one supplier when its id is given."""
    principal.require(Permission.READ)
    query = select(PackRow).order_by(PackRow.id.desc()).limit(limit + 1)
    if principal.suppliers is not None:
        query = query.where(PackRow.supplier.in_(principal.suppliers))
    if supplier:
        query = query.where(PackRow.supplier == supplier)
    if cursor:
        query = query.where(PackRow.id < cursors.decode(cursor, _ORDER, (str,))[0])
    rows = list(session.scalars(query))
    more = cursors.encode(_ORDER, [rows[limit - 1].id]) if len(rows) > limit else None
    return Slice(items=_records(session, principal, rows[:limit]), next_cursor=more)


def show_pack(session: Session, principal: Principal, pack: str) -> PackRecord:
    """One pack. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    return _records(session, principal, [pack_row(session, principal, pack)])[0]


def assign_pack(session: Session, principal: Principal, pack: str, supplier: str) -> PackRecord:
    """The pack, which now belongs to that supplier; its documents take their place among the versions there.

    Raises :class:`ReviewError` with ``not_found``.
    """
    principal.require(Permission.UPLOAD)
    principal.require_every_supplier()
    row = pack_row(session, principal, pack)
    row.supplier = supplier_row(session, principal, supplier).id
    session.flush()
    for document in session.scalars(select(DocumentRow).where(DocumentRow.pack == pack).order_by(DocumentRow.position)):
        document.series, document.version = place_in_series(
            session, supplier=row.supplier, document=document.id, name=document.name, sha256=document.sha256
        )
        document.site = None
        session.flush()
    return _records(session, principal, [row])[0]


def retain_pack(session: Session, principal: Principal, pack: str, until: date | None) -> PackRecord:
    """The pack, which may not be deleted before that day. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.ADMINISTER)
    row = pack_row(session, principal, pack)
    row.retain_until = until.isoformat() if until else None
    session.flush()
    return _records(session, principal, [row])[0]


def pack_row(session: Session, principal: Principal, pack: str) -> PackRow:
    """The row of a pack. Raises :class:`ReviewError` with ``not_found``, also for one that the caller may not see."""
    row = session.get(PackRow, pack)
    if row is None or not principal.may_see(row.supplier):
        raise ReviewError(ErrorCode.NOT_FOUND, f"There is no pack '{pack}'.")
    return row


def _records(session: Session, principal: Principal, rows: Sequence[PackRow]) -> tuple[PackRecord, ...]:
    ids = [row.id for row in rows]
    counts = _suggestion_counts(session, principal, ids)
    documents = {
        found.pack: found
        for found in session.execute(
            select(
                DocumentRow.pack,
                func.count().label("documents"),
                func.sum(DocumentRow.pages).label("pages"),
                func.sum(DocumentRow.pages_read).label("pages_read"),
                func.count().filter(DocumentRow.pages == 0).label("unread"),
            )
            .where(DocumentRow.pack.in_(ids))
            .group_by(DocumentRow.pack)
        )
    }
    suppliers = {row.supplier for row in rows if row.supplier}
    named = session.execute(select(SupplierRow.id, SupplierRow.name).where(SupplierRow.id.in_(suppliers)))
    names: dict[str, str] = {supplier: name for supplier, name in named}  # noqa: C416 - a Row is no pair to mypy
    records = []
    for row in rows:
        found = documents.get(row.id)
        pages, pages_read = (found.pages, found.pages_read) if found else (0, 0)
        records.append(
            PackRecord(
                id=row.id,
                supplier=row.supplier,
                supplier_name=names.get(row.supplier or ""),
                name=row.name,
                framework=row.framework,
                state=row.state,
                created_at=row.created_at,
                created_by=row.created_by,
                progress=ProgressRecord(
                    files=row.files, files_done=row.files_done, pages=pages, seconds_left=_seconds_left(row)
                ),
                documents=found.documents if found else 0,
                pages_read=pages_read,
                pages_unread=pages - pages_read,
                documents_unread=found.unread if found else 0,
                suggestions=counts[row.id],
                error=fault_record(row.error_code, row.error_message, row.error_next),
                retain_until=row.retain_until,
            )
        )
    return tuple(records)


def fault_record(code: str | None, message: str | None, following: str | None) -> FaultRecord | None:
    """The fault in three columns of a row, ``None`` where there was none."""
    if code is None:
        return None
    return FaultRecord(code=ErrorCode(code), message=message or "", next=following or "")


def _suggestion_counts(session: Session, principal: Principal, packs: Sequence[str]) -> dict[str, SuggestionCounts]:
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    query = select(SuggestionRow.pack, SuggestionRow.state, func.count()).where(SuggestionRow.pack.in_(packs))
    for pack, state, count in session.execute(query.group_by(SuggestionRow.pack, SuggestionRow.state)):
        found[pack, state] = count
    for pack in session.scalars(select(RoundRow.pack).where(RoundRow.pack.in_(packs), RoundRow.closed_at.is_(None))):
        seat = sight_of(session, principal, pack).seat
        own = select(OpinionRow.state, func.count()).where(OpinionRow.pack == pack, OpinionRow.seat == seat)
        # While the round is open, whatever is decided from a seat is open to everybody else.
        for state, count in session.execute(own.group_by(OpinionRow.state)):
            found[pack, SuggestionState.OPEN] -= count
            found[pack, state] += count
    return {
        pack: SuggestionCounts(
            open=found[pack, SuggestionState.OPEN],
            accepted=found[pack, SuggestionState.ACCEPTED],
            rejected=found[pack, SuggestionState.REJECTED],
        )
        for pack in packs
    }


def _seconds_left(row: PackRow) -> float | None:
    done = row.bytes_done - row.bytes_before
    if row.state not in _UNDER_WAY or done <= 0:
        return None
    elapsed = max(0.0, time.time() - row.started)
    return round(elapsed * (row.bytes - row.bytes_done) / done, 1)


def _clean_name(name: str) -> str:
    printable = "".join(" " if unicodedata.category(mark).startswith("C") else mark for mark in name)
    return " ".join(unicodedata.normalize("NFC", printable).split())[:MAX_NAME]


def _name_from(uploads: Sequence[Upload]) -> str:
    first = uploads[0].name.split("/")[0]
    stem = first.rsplit(".", 1)[0] or first
    return _clean_name(stem if len(uploads) == 1 else f"{stem} and {len(uploads) - 1} more")
