"""Personal data and packs leave the database; the decision log keeps its chain and says what left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode, ReviewError
from review_api import decision_log
from review_api.blobs import BlobStore
from review_api.decision_log import DecisionDraft
from review_api.decisions import clean_note, decision_record
from review_api.lease import UNFINISHED
from review_api.packs import pack_row
from review_api.permissions import Permission, Principal
from review_api.records import DecisionRecord
from review_api.redaction import NOBODY, blank, runs_of
from review_api.tables import DecisionRow, DocumentRow, PackRow, SuggestionRow, SupplierRow, UploadRow
from review_api.verdict import Verdict

#: What can be blotted out of events.
FIELDS = ("who", "note", "selector")

#: Events of one look into the log.
_BATCH = 500


def redact_person(session: Session, principal: Principal, name: str, *, reason: str) -> DecisionRecord:
    """The event that says so, after a name went from every event, pack and supplier; what was decided stays.

    Raises :class:`ReviewError` with ``not_found`` when no event carries the name, ``reason_required`` without a reason.
    """
    principal.require(Permission.ADMINISTER)
    decision_log.hold(session)
    events = session.scalars(select(DecisionRow.sequence).where(DecisionRow.who == name).order_by(DecisionRow.sequence))
    found = events.all()
    if not found or name == NOBODY:
        raise ReviewError(ErrorCode.NOT_FOUND, f"No event of the decision log carries the name '{name}'.")
    event = _blot(session, principal, found, ("who",), verdict=Verdict.REDACT, subject="", reason=reason)
    for column in (SuggestionRow.decided_by, SuggestionRow.assignee, PackRow.created_by, SupplierRow.created_by):
        session.execute(update(column.class_).where(column == name).values({column.key: NOBODY}))
    return event


def redact_events(
    session: Session, principal: Principal, events: Sequence[str], fields: Sequence[str], *, reason: str
) -> DecisionRecord:
    """The event that says so, after the fields (``who``, ``note``, ``selector``) of some events were blotted out.

    Raises :class:`ReviewError` with ``not_found`` or ``reason_required``, :class:`CallError` for another field.
    """
    principal.require(Permission.ADMINISTER)
    if not fields or not set(fields) <= set(FIELDS):
        raise CallError(ErrorCode.REQUEST_INVALID, f"Found fields {list(fields)}, expected some of {list(FIELDS)}.")
    decision_log.hold(session)
    query = select(DecisionRow.sequence).where(DecisionRow.id.in_(events)).order_by(DecisionRow.sequence)
    found = session.scalars(query).all()
    if not events or len(found) != len(set(events)):
        raise ReviewError(ErrorCode.NOT_FOUND, f"The decision log has {len(found)} of these {len(set(events))} events.")
    return _blot(session, principal, found, fields, verdict=Verdict.REDACT, subject="", reason=reason)


def delete_pack(
    session: Session, principal: Principal, pack: str, *, reason: str, today: date | None = None
) -> tuple[DecisionRecord, tuple[str, ...]]:
    """The event that says so, and the sha256 of blobs that nothing needs any more, after a pack was deleted.

    Documents, passages and suggestions go; events stay, without quotes and notes. Delete the blobs once the session is
    committed. Raises :class:`ReviewError` with ``not_found``, ``retained`` before the day until which the pack must be
    kept, ``pack_busy`` while it is processed, ``reason_required`` without a reason.
    """
    principal.require(Permission.ADMINISTER)
    decision_log.hold(session)
    row = pack_row(session, principal, pack)
    if row.retain_until and (today or datetime.now(UTC).date()).isoformat() < row.retain_until:
        raise ReviewError(ErrorCode.RETAINED, f"'{row.name}' must be kept until {row.retain_until}.")
    if row.state in UNFINISHED:
        raise ReviewError(ErrorCode.PACK_BUSY, f"'{row.name}' is {row.state}.")
    events = session.scalars(
        select(DecisionRow.sequence).where(DecisionRow.pack == pack).order_by(DecisionRow.sequence)
    ).all()
    blobs = _blobs_of(session, pack)
    event = _blot(session, principal, events, ("note", "selector"), verdict=Verdict.DELETE, subject=pack, reason=reason)
    session.delete(row)
    session.flush()
    return event, tuple(sorted(blobs - _blobs_in_use(session, blobs)))


def remove_blobs(blobs: BlobStore, hashes: Sequence[str]) -> None:
    """Delete bytes that nothing needs any more."""
    for sha256 in hashes:
        blobs.remove(sha256)


def _blot(
    session: Session,
    principal: Principal,
    sequences: Sequence[int],
    fields: Sequence[str],
    *,
    verdict: Verdict,
    subject: str,
    reason: str,
) -> DecisionRecord:
    note = clean_note(reason)
    if not note:
        raise ReviewError(ErrorCode.REASON_REQUIRED, "Expected the reason for which it is taken out.")
    for start in range(0, len(sequences), _BATCH):
        batch = sequences[start : start + _BATCH]
        for row in session.scalars(select(DecisionRow).where(DecisionRow.sequence.in_(batch))):
            empty = blank(row)
            gone = {name: {"salt": "", "digest": row.seals[name]["digest"]} for name in fields}
            row.seals = {**row.seals, **gone}
            for name in fields:
                setattr(row, name, empty[name])
        session.flush()
    blots = [{"fields": sorted(fields), "events": runs_of(sequences)}] if sequences else []
    event = decision_log.append(
        session,
        DecisionDraft(
            who=principal.name,
            verdict=verdict,
            reason=None,
            note=note,
            pack=subject,
            suggestion=subject,
            document="",
            framework="",
            criterion="",
            release="",
            selector={"document": "", "quote": "", "prefix": "", "suffix": "", "spans": []},
            details={"blots": blots},
        ),
    )
    return decision_record(event)


def _blobs_of(session: Session, pack: str) -> set[str]:
    found = set(session.scalars(select(UploadRow.sha256).where(UploadRow.pack == pack)))
    members = select(DocumentRow.sha256).where(DocumentRow.pack == pack, DocumentRow.sha256.is_not(None))
    return found | {sha256 for sha256 in session.scalars(members) if sha256}


def _blobs_in_use(session: Session, blobs: set[str]) -> set[str]:
    wanted = sorted(blobs)
    used: set[str] = set()
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        used.update(session.scalars(select(UploadRow.sha256).where(UploadRow.sha256.in_(batch))))
        used.update(
            one for one in session.scalars(select(DocumentRow.sha256).where(DocumentRow.sha256.in_(batch))) if one
        )
    return used
