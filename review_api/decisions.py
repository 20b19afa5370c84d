"""Decisions of people: accept, reject, change, undo. Each is one event at the end of the log."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from corpus.catalogue import criterion_of, load_framework
from corpus.errors import CallError, ErrorCode, ReviewError
from review_api import cursor as cursors
from review_api import decision_log
from review_api.decision_log import DecisionDraft
from review_api.packs import pack_row
from review_api.permissions import Permission, Principal
from review_api.records import DecisionRecord, Slice
from review_api.tables import DecisionRow, DocumentRow, PassageRow, SuggestionRow
from review_api.verdict import RejectionReason, Verdict

#: Characters of a note.
MAX_NOTE = 4000


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What a person said of a suggestion."""

    verdict: Verdict
    #: Needed for a rejection, and only there.
    reason: RejectionReason | None = None
    #: Number of the other criterion; needed for a change, and only there.
    criterion: str | None = None
    note: str | None = None


def decide(session: Session, principal: Principal, suggestion: str, judgement: Judgement) -> DecisionRecord:
    """The decision as it now stands in the log.

    Raises :class:`ReviewError` with ``not_found``, ``already_decided`` or ``reason_required``, and :class:`CallError`
    or :class:`corpus.errors.CorpusError` when the judgement does not fit the suggestion.
    """
    principal.require(Permission.DECIDE)
    decision_log.hold(session)
    row = _suggestion_row(session, suggestion)
    _check(judgement, row)
    last = _last_event(session, suggestion)
    if last is not None and last.verdict != Verdict.UNDO:
        raise ReviewError(ErrorCode.ALREADY_DECIDED, f"{last.who} decided '{last.verdict}' at {last.at}.")
    return decision_record(
        decision_log.append(
            session,
            DecisionDraft(
                who=principal.name,
                verdict=judgement.verdict,
                reason=judgement.reason.value if judgement.reason else None,
                note=_clean_note(judgement.note),
                pack=row.pack,
                suggestion=row.id,
                document=row.document,
                framework=row.framework,
                criterion=judgement.criterion or row.criterion,
                release=row.release,
                selector=_selector(session, row),
            ),
        )
    )


def undo_decision(session: Session, principal: Principal, suggestion: str) -> DecisionRecord:
    """The event that took the standing decision on a suggestion back, whoever made it.

    Raises :class:`ReviewError` with ``not_found`` or ``nothing_to_undo``.
    """
    principal.require(Permission.DECIDE)
    decision_log.hold(session)
    last = _last_event(session, suggestion)
    if last is None:
        _suggestion_row(session, suggestion)
    if last is None or last.verdict == Verdict.UNDO:
        raise ReviewError(ErrorCode.NOTHING_TO_UNDO, "The suggestion is open.")
    return _take_back(session, principal, last)


def undo_last(session: Session, principal: Principal, pack: str) -> DecisionRecord:
    """The event that took back the caller's last decision in a pack that still stands.

    Raises :class:`ReviewError` with ``not_found`` or ``nothing_to_undo``.
    """
    principal.require(Permission.DECIDE)
    decision_log.hold(session)
    pack_row(session, pack)
    other = aliased(DecisionRow)
    last_turn = select(func.max(other.turn)).where(other.suggestion == DecisionRow.suggestion)
    standing = (
        select(DecisionRow)
        .where(DecisionRow.pack == pack, DecisionRow.who == principal.name, DecisionRow.verdict != Verdict.UNDO.value)
        .where(DecisionRow.turn == last_turn.correlate(DecisionRow).scalar_subquery())
        .order_by(DecisionRow.sequence.desc())
        .limit(1)
    )
    row = session.scalar(standing)
    if row is None:
        raise ReviewError(ErrorCode.NOTHING_TO_UNDO, f"No decision of {principal.name} stands in this pack.")
    return _take_back(session, principal, row)


def list_decisions(
    session: Session, principal: Principal, pack: str, *, cursor: str, limit: int
) -> Slice[DecisionRecord]:
    """Events of a pack, oldest first. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    query = select(DecisionRow).where(DecisionRow.pack == pack).order_by(DecisionRow.sequence).limit(limit + 1)
    if cursor:
        query = query.where(DecisionRow.sequence > cursors.decode(cursor, "decisions", (int,))[0])
    rows = list(session.scalars(query))
    if not rows:
        # Events outlive the pack, so its row is asked for only when there is none.
        pack_row(session, pack)
    more = cursors.encode("decisions", [rows[limit - 1].sequence]) if len(rows) > limit else None
    return Slice(items=tuple(decision_record(row) for row in rows[:limit]), next_cursor=more)


def decision_record(row: DecisionRow) -> DecisionRecord:
    """An event as it goes out."""
    return DecisionRecord.model_validate({name: getattr(row, name) for name in DecisionRecord.model_fields})


def _check(judgement: Judgement, row: SuggestionRow) -> None:
    verdict = judgement.verdict
    if verdict is Verdict.UNDO:
        raise CallError(ErrorCode.REQUEST_INVALID, "Found verdict 'undo', expected accept, reject or change.")
    if verdict is Verdict.REJECT and judgement.reason is None:
        raise ReviewError(ErrorCode.REASON_REQUIRED, f"Expected one of: {', '.join(RejectionReason)}.")
    if verdict is not Verdict.REJECT and judgement.reason is not None:
        raise CallError(ErrorCode.REQUEST_INVALID, f"Found a reason with '{verdict}', expected it with 'reject' only.")
    if verdict is not Verdict.CHANGE:
        if judgement.criterion is not None:
            detail = f"Found a criterion with '{verdict}', expected it with 'change' only."
            raise CallError(ErrorCode.REQUEST_INVALID, detail)
        return
    if not judgement.criterion:
        raise CallError(ErrorCode.REQUEST_INVALID, "Found no criterion, expected the number of the other criterion.")
    criterion_of(load_framework(row.framework), judgement.criterion)
    if judgement.criterion == row.criterion:
        raise CallError(ErrorCode.REQUEST_INVALID, f"Criterion {row.criterion} is the suggested one: accept it.")


def _take_back(session: Session, principal: Principal, row: DecisionRow) -> DecisionRecord:
    return decision_record(
        decision_log.append(
            session,
            DecisionDraft(
                who=principal.name,
                verdict=Verdict.UNDO,
                reason=None,
                note=None,
                pack=row.pack,
                suggestion=row.suggestion,
                document=row.document,
                framework=row.framework,
                criterion=row.criterion,
                release=row.release,
                selector=row.selector,
                undoes=row.id,
            ),
        )
    )


def _last_event(session: Session, suggestion: str) -> DecisionRow | None:
    events = select(DecisionRow).where(DecisionRow.suggestion == suggestion)
    return session.scalar(events.order_by(DecisionRow.turn.desc()).limit(1))


def _suggestion_row(session: Session, suggestion: str) -> SuggestionRow:
    row = session.get(SuggestionRow, suggestion)
    if row is None:
        raise ReviewError(ErrorCode.NOT_FOUND, f"There is no suggestion '{suggestion}'.")
    return row


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


def _clean_note(note: str | None) -> str | None:
    if note is None:
        return None
    kept = "".join(mark for mark in note if mark in "\n\t" or unicodedata.category(mark) != "Cc").strip()
    if len(kept) > MAX_NOTE:
        raise CallError(ErrorCode.REQUEST_INVALID, f"Found a note of {len(kept)} characters, the limit is {MAX_NOTE}.")
    return unicodedata.normalize("NFC", kept) or None
