"""Decisions of people: accept, reject, change, undo, reopen, note, doubt. Each is one event at the end of the log."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from classify.suggestion import EvidenceStatus
from corpus.catalogue import criterion_of, load_framework
from corpus.errors import CallError, ErrorCode, ReviewError
from review_api import cursor as cursors
from review_api import decision_log
from review_api.criterion import judged_version
from review_api.decision_log import DecisionDraft
from review_api.packs import pack_row
from review_api.permissions import Permission, Principal
from review_api.records import DecisionRecord, Slice
from review_api.round_tables import OpinionRow
from review_api.sight import Sight, seat_to_write, sight_of
from review_api.standing import last_state_event
from review_api.suppliers import sites_of
from review_api.tables import DecisionRow, DocumentRow, PackRow, PassageRow, SuggestionRow
from review_api.verdict import TAKE_BACK, RejectionReason, Verdict

#: Characters of a note.
MAX_NOTE = 4000

#: Verdicts that a person can give a suggestion; the others have functions of their own.
JUDGEMENTS = (Verdict.ACCEPT, Verdict.REJECT, Verdict.CHANGE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What a person said of a suggestion."""

    verdict: Verdict
    #: Needed for a rejection, and only there.
    reason: RejectionReason | None = None
    #: Number of the other criterion; needed for a change, and only there.
    criterion: str | None = None
    #: What the passage says of the practice, where the suggestion has it wrong; not for a rejection.
    status: EvidenceStatus | None = None
    #: Id of the site that the passage speaks of, where the suggestion has it wrong; not for a rejection.
    site: str | None = None
    note: str | None = None


def decide(session: Session, principal: Principal, suggestion: str, judgement: Judgement) -> DecisionRecord:
    """The decision as it now stands in the log.

    Raises :class:`ReviewError` with ``not_found``, ``already_decided`` or ``reason_required``, and :class:`CallError`
    or :class:`corpus.errors.CorpusError` when the judgement does not fit the suggestion.
    """
    principal.require(Permission.DECIDE)
    decision_log.hold(session)
    return seen_by(principal, session, decide_row(session, principal, suggestion, judgement))


def decide_row(
    session: Session,
    principal: Principal,
    suggestion: str,
    judgement: Judgement,
    *,
    details: dict[str, Any] | None = None,
) -> DecisionRow:
    """The event of one decision; the caller holds the log and has the permission. Raises as :func:`decide`."""
    row = suggestion_row(session, principal, suggestion)
    _check(session, judgement, row)
    seat = seat_to_write(session, principal, row.pack)
    for where in {"", seat}:
        last = last_state_event(session, suggestion, seat=where)
        if last is not None and last.verdict not in TAKE_BACK:
            raise ReviewError(ErrorCode.ALREADY_DECIDED, f"{last.who} decided '{last.verdict}' at {last.at}.")
    settled = {} if seat else _settles(session, principal, row)
    draft = judgement_draft(session, principal, row, judgement, details={**settled, **(details or {})})
    return decision_log.append(session, replace(draft, seat=seat))


def _settles(session: Session, principal: Principal, row: SuggestionRow) -> dict[str, Any]:
    """What a decision settles that two blind reviewers answered differently: an approver has to make it."""
    opinions = session.scalars(select(OpinionRow).where(OpinionRow.suggestion == row.id)).all()
    if len({(one.state, one.criterion) for one in opinions}) < 2:  # noqa: PLR2004 - one answer, or two alike
        return {}
    principal.require(Permission.ADJUDICATE)
    sequences = [one.decision for one in opinions]
    events = session.scalars(select(DecisionRow.id).where(DecisionRow.sequence.in_(sequences)))
    return {"adjudicates": sorted(events)}


def judgement_draft(
    session: Session,
    principal: Principal,
    row: SuggestionRow,
    judgement: Judgement,
    *,
    details: dict[str, Any] | None = None,
) -> DecisionDraft:
    """The event of a judgement; the details say what was suggested, so that the log is complete without the row."""
    said: dict[str, Any] = {"suggested": row.criterion, "score": row.score, **(details or {})}
    if judgement.verdict is not Verdict.REJECT:
        said["status"] = (judgement.status or EvidenceStatus(row.status)).value
        said["site"] = judgement.site if judgement.site is not None else row.guessed_site
    return event_draft(
        session,
        principal,
        row,
        judgement.verdict,
        reason=judgement.reason.value if judgement.reason else None,
        note=judgement.note,
        criterion=judgement.criterion,
        details=said,
    )


def event_draft(
    session: Session,
    principal: Principal,
    row: SuggestionRow,
    verdict: Verdict,
    *,
    reason: str | None = None,
    note: str | None = None,
    criterion: str | None = None,
    details: dict[str, Any] | None = None,
) -> DecisionDraft:
    """An event about a suggestion, with the selector of its passage."""
    version, text_sha256 = judged_version(row.framework, criterion or row.criterion)
    return DecisionDraft(
        who=principal.name,
        verdict=verdict,
        reason=reason,
        note=clean_note(note),
        pack=row.pack,
        suggestion=row.id,
        document=row.document,
        framework=row.framework,
        criterion=criterion or row.criterion,
        release=row.release,
        selector=_selector(session, row),
        details=details or {},
        framework_version=version,
        criterion_sha256=text_sha256,
    )


def undo_decision(session: Session, principal: Principal, suggestion: str) -> DecisionRecord:
    """The event that took the standing decision on a suggestion back, whoever made it.

    Raises :class:`ReviewError` with ``not_found`` or ``nothing_to_undo``.
    """
    principal.require(Permission.DECIDE)
    return _take_back(session, principal, suggestion, Verdict.UNDO, note=None)


def reopen(session: Session, principal: Principal, suggestion: str, note: str) -> DecisionRecord:
    """The event by which an approver opened a decided suggestion again; the note says why.

    Raises :class:`ReviewError` with ``not_found``, ``nothing_to_undo`` or ``reason_required``.
    """
    principal.require(Permission.ADJUDICATE)
    if not clean_note(note):
        raise ReviewError(ErrorCode.REASON_REQUIRED, "Expected a note that says why it is opened again.")
    row = session.get(SuggestionRow, suggestion)
    if row is not None and sight_of(session, principal, row.pack).round:
        raise ReviewError(ErrorCode.BLIND_ROUND, "Nothing is opened again while two reviewers judge the pack.")
    return _take_back(session, principal, suggestion, Verdict.REOPEN, note=note)


def undo_last(session: Session, principal: Principal, pack: str) -> DecisionRecord:
    """The event that took back the caller's last decision in a pack that still stands.

    Raises :class:`ReviewError` with ``not_found`` or ``nothing_to_undo``.
    """
    principal.require(Permission.DECIDE)
    decision_log.hold(session)
    pack_row(session, principal, pack)
    seat = seat_to_write(session, principal, pack)
    stands = and_(SuggestionRow.id == DecisionRow.suggestion, SuggestionRow.decision == DecisionRow.sequence)
    query = select(DecisionRow).join(SuggestionRow, stands)
    if seat:
        stands = and_(OpinionRow.suggestion == DecisionRow.suggestion, OpinionRow.decision == DecisionRow.sequence)
        query = select(DecisionRow).join(OpinionRow, stands).where(OpinionRow.seat == seat)
    standing = (
        query.where(DecisionRow.pack == pack, DecisionRow.who == principal.name)
        .order_by(DecisionRow.sequence.desc())
        .limit(1)
    )
    row = session.scalar(standing)
    if row is None:
        raise ReviewError(ErrorCode.NOTHING_TO_UNDO, f"No decision of {principal.name} stands in this pack.")
    event = decision_log.append(session, back_draft(principal, row, Verdict.UNDO, note=None))
    return seen_by(principal, session, event)


def remark(session: Session, principal: Principal, suggestion: str, verdict: Verdict, note: str) -> DecisionRecord:
    """The event of a note (``note``), or of a question for a second opinion (``doubt``); the state stays as it is.

    Raises :class:`ReviewError` with ``not_found``, or ``reason_required`` for an empty note.
    """
    principal.require(Permission.DECIDE)
    if not clean_note(note):
        raise ReviewError(ErrorCode.REASON_REQUIRED, "Expected a note of at least one character.")
    decision_log.hold(session)
    row = suggestion_row(session, principal, suggestion)
    sight = sight_of(session, principal, row.pack)
    seat = seat_to_write(session, principal, row.pack) if sight.is_blind else ""
    criterion = row.criterion if seat else row.standing_criterion
    draft = event_draft(session, principal, row, verdict, note=note, criterion=criterion)
    return seen_by(principal, session, decision_log.append(session, replace(draft, seat=seat)))


def list_decisions(
    session: Session, principal: Principal, pack: str, *, cursor: str, limit: int
) -> Slice[DecisionRecord]:
    """Events of a pack, oldest first; while a blind round is open, those that the caller may see.

    Raises :class:`ReviewError` with ``not_found``.
    """
    principal.require(Permission.READ)
    if principal.suppliers is not None or session.get(PackRow, pack) is not None:
        pack_row(session, principal, pack)
    sight = sight_of(session, principal, pack)
    if sight.is_blind:
        return _seen_decisions(session, sight, pack, cursor=cursor, limit=limit)
    query = select(DecisionRow).where(DecisionRow.pack == pack).order_by(DecisionRow.sequence).limit(limit + 1)
    if cursor:
        query = query.where(DecisionRow.sequence > cursors.decode(cursor, "decisions", (int,))[0])
    rows = list(session.scalars(query))
    if not rows and not cursor:
        # Events outlive the pack, so its row is asked for only when there is none.
        pack_row(session, principal, pack)
    more = cursors.encode("decisions", [rows[limit - 1].sequence]) if len(rows) > limit else None
    return Slice(items=tuple(decision_record(row) for row in rows[:limit]), next_cursor=more)


def _seen_decisions(session: Session, sight: Sight, pack: str, *, cursor: str, limit: int) -> Slice[DecisionRecord]:
    """The part of the log that a blind reviewer sees; ids and not sequences part it, since those count all events."""
    seen = or_(
        DecisionRow.seat == sight.seat,
        and_(DecisionRow.seat == "", DecisionRow.sequence <= sight.until),
    )
    query = select(DecisionRow).where(DecisionRow.pack == pack, seen).order_by(DecisionRow.id).limit(limit + 1)
    if cursor:
        query = query.where(DecisionRow.id > cursors.decode(cursor, "decisions-seen", (str,))[0])
    rows = list(session.scalars(query))
    more = cursors.encode("decisions-seen", [rows[limit - 1].id]) if len(rows) > limit else None
    return Slice(items=tuple(withheld(decision_record(row)) for row in rows[:limit]), next_cursor=more)


def seen_by(principal: Principal, session: Session, row: DecisionRow) -> DecisionRecord:
    """An event as it goes out to the caller."""
    record = decision_record(row)
    return withheld(record) if sight_of(session, principal, row.pack).is_blind else record


def withheld(record: DecisionRecord) -> DecisionRecord:
    """An event without what counts or names the events of others."""
    return record.model_copy(update={"sequence": 0, "previous": decision_log.GENESIS})


def decision_record(row: DecisionRow) -> DecisionRecord:
    """An event as it goes out."""
    return DecisionRecord.model_validate({name: getattr(row, name) for name in DecisionRecord.model_fields})


def suggestion_row(session: Session, principal: Principal, suggestion: str) -> SuggestionRow:
    """The row of a suggestion. Raises :class:`ReviewError` with ``not_found``, also when the caller may not see it."""
    row = session.get(SuggestionRow, suggestion)
    if row is None or not principal.may_see(session.get_one(PackRow, row.pack).supplier):
        raise ReviewError(ErrorCode.NOT_FOUND, f"There is no suggestion '{suggestion}'.")
    return row


def clean_note(note: str | None) -> str | None:
    """A note without control characters; ``None`` when nothing is left. Raises :class:`CallError` when too long."""
    if note is None:
        return None
    kept = "".join(mark for mark in note if mark in "\n\t" or unicodedata.category(mark) != "Cc").strip()
    if len(kept) > MAX_NOTE:
        raise CallError(ErrorCode.REQUEST_INVALID, f"Found a note of {len(kept)} characters, the limit is {MAX_NOTE}.")
    return unicodedata.normalize("NFC", kept) or None


def _check(session: Session, judgement: Judgement, row: SuggestionRow) -> None:
    """Raise unless the judgement fits the suggestion."""
    verdict = judgement.verdict
    if verdict not in JUDGEMENTS:
        raise CallError(ErrorCode.REQUEST_INVALID, f"Found verdict '{verdict}', expected {', '.join(JUDGEMENTS)}.")
    if verdict is Verdict.REJECT and judgement.reason is None:
        raise ReviewError(ErrorCode.REASON_REQUIRED, f"Expected one of: {', '.join(RejectionReason)}.")
    for name, value, fits in (
        ("reason", judgement.reason, verdict is Verdict.REJECT),
        ("status", judgement.status, verdict is not Verdict.REJECT),
        ("site", judgement.site, verdict is not Verdict.REJECT),
        ("criterion", judgement.criterion, verdict is Verdict.CHANGE),
    ):
        if value is not None and not fits:
            raise CallError(ErrorCode.REQUEST_INVALID, f"Found a {name} with '{verdict}', which takes none.")
    if judgement.site is not None:
        supplier = session.get_one(PackRow, row.pack).supplier
        if judgement.site not in {site.id for site in sites_of(session, supplier)}:
            raise CallError(ErrorCode.REQUEST_INVALID, f"The supplier has no site '{judgement.site[:80]}'.")
    if verdict is Verdict.CHANGE:
        _check_criterion(judgement.criterion, row)


def _check_criterion(criterion: str | None, row: SuggestionRow) -> None:
    if not criterion:
        raise CallError(ErrorCode.REQUEST_INVALID, "Found no criterion, expected the number of the other criterion.")
    criterion_of(load_framework(row.framework), criterion)
    if criterion == row.criterion:
        raise CallError(ErrorCode.REQUEST_INVALID, f"Criterion {row.criterion} is the suggested one: accept it.")


def _take_back(
    session: Session, principal: Principal, suggestion: str, verdict: Verdict, *, note: str | None
) -> DecisionRecord:
    decision_log.hold(session)
    there = session.get(SuggestionRow, suggestion)
    seat = seat_to_write(session, principal, there.pack) if there is not None else ""
    last = last_state_event(session, suggestion, seat=seat)
    if last is None or session.get(SuggestionRow, suggestion) is not None:
        suggestion_row(session, principal, suggestion)
    else:
        # The passage was lost in a re-parse; its decision can be taken back all the same.
        pack_row(session, principal, last.pack)
    if last is None or last.verdict in TAKE_BACK:
        raise ReviewError(ErrorCode.NOTHING_TO_UNDO, "The suggestion is open.")
    return seen_by(principal, session, decision_log.append(session, back_draft(principal, last, verdict, note=note)))


def back_draft(principal: Principal, row: DecisionRow, verdict: Verdict, *, note: str | None) -> DecisionDraft:
    """The event that takes a decision back."""
    return DecisionDraft(
        who=principal.name,
        verdict=verdict,
        reason=None,
        note=clean_note(note),
        pack=row.pack,
        suggestion=row.suggestion,
        document=row.document,
        framework=row.framework,
        criterion=row.criterion,
        release=row.release,
        selector=row.selector,
        undoes=row.id,
        seat=row.seat,
        framework_version=row.framework_version,
        criterion_sha256=row.criterion_sha256,
    )


def _selector(session: Session, row: SuggestionRow) -> dict[str, Any]:
    passage = session.get_one(PassageRow, (row.document, row.passage_position))
    document = session.get_one(DocumentRow, row.document)
    return {
        "document": document.sha256,
        "quote": passage.text,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
        "spans": passage.spans,
    }
