"""Many suggestions at once: decided with one event each, undone together or place by place, and given to people."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode, ReviewError
from review_api import decision_log
from review_api.accounts import account_named
from review_api.decisions import Judgement, back_draft, decide_row, seen_by
from review_api.identity import new_id
from review_api.packs import pack_row
from review_api.permissions import Permission, Principal
from review_api.records import BatchRecord, LoadList, LoadRecord
from review_api.sight import require_sight, seat_to_write
from review_api.standing import last_state_event
from review_api.tables import DecisionRow, SuggestionRow
from review_api.verdict import SuggestionState, Verdict

#: Suggestions of one request.
MAX_BATCH = 500


def decide_batch(
    session: Session, principal: Principal, pack: str, suggestions: Sequence[str], judgement: Judgement
) -> BatchRecord:
    """One event for each suggestion; those that are decided already are skipped and named.

    Raises :class:`ReviewError` with ``not_found`` when one is not of the pack, and as :func:`decide` when the judgement
    does not fit: then none is decided.
    """
    principal.require(Permission.DECIDE)
    decision_log.hold(session)
    pack_row(session, principal, pack)
    _require_of_pack(session, pack, suggestions)
    batch = new_id()
    events, skipped = [], []
    for suggestion in dict.fromkeys(suggestions):
        try:
            events.append(decide_row(session, principal, suggestion, judgement, details={"batch": batch}))
        except ReviewError as error:
            if error.code is not ErrorCode.ALREADY_DECIDED:
                raise
            skipped.append(suggestion)
    records = tuple(seen_by(principal, session, event) for event in events)
    return BatchRecord(batch=batch, events=records, skipped=tuple(skipped))


def undo_batch(session: Session, principal: Principal, pack: str, batch: str) -> BatchRecord:
    """One event for each decision of a batch that still stands.

    Raises :class:`ReviewError` with ``not_found`` for another person's batch or none, or ``nothing_to_undo``.
    """
    principal.require(Permission.DECIDE)
    decision_log.hold(session)
    pack_row(session, principal, pack)
    seat = seat_to_write(session, principal, pack)
    query = select(DecisionRow).where(DecisionRow.pack == pack, DecisionRow.who == principal.name)
    query = query.where(DecisionRow.seat == seat, DecisionRow.details["batch"].as_string() == batch)
    made = session.scalars(query.order_by(DecisionRow.sequence)).all()
    if not made:
        raise ReviewError(ErrorCode.NOT_FOUND, f"{principal.name} made no batch '{batch}' in this pack.")
    undone, skipped = [], []
    for event in made:
        last = last_state_event(session, event.suggestion, seat=seat)
        if last is not None and last.id == event.id:
            undone.append(decision_log.append(session, back_draft(principal, event, Verdict.UNDO, note=None)))
        else:
            skipped.append(event.suggestion)
    if not undone:
        raise ReviewError(ErrorCode.NOTHING_TO_UNDO, "No decision of this batch stands.")
    records = tuple(seen_by(principal, session, event) for event in undone)
    return BatchRecord(batch=batch, events=records, skipped=tuple(skipped))


def assign(
    session: Session,
    principal: Principal,
    pack: str,
    *,
    assignees: Sequence[str],
    suggestions: Sequence[str] = (),
    criterion: str = "",
    document: str = "",
) -> LoadList:
    """How the pack is spread after suggestions were given to people, in turn; to nobody when no one is named.

    ``suggestions`` are given where there are any, otherwise the open ones that fit criterion and document. Raises
    :class:`ReviewError` with ``not_found`` for the pack, a person or a suggestion.
    """
    principal.require(Permission.ADJUDICATE)
    pack_row(session, principal, pack)
    require_sight(session, principal, pack)
    names: list[str | None] = [account_named(session, name).name for name in assignees] or [None]
    ids = list(suggestions)
    if ids:
        _require_of_pack(session, pack, ids)
    else:
        query = select(SuggestionRow.id).where(SuggestionRow.pack == pack, SuggestionRow.state == SuggestionState.OPEN)
        if criterion:
            query = query.where(SuggestionRow.standing_criterion == criterion)
        if document:
            query = query.where(SuggestionRow.document == document)
        # Whoever reads a document gets what lies together in it.
        place = (SuggestionRow.document_position, SuggestionRow.passage_position, SuggestionRow.id)
        ids = list(session.scalars(query.order_by(*place)))
    share = -(-len(ids) // len(names))
    for number, name in enumerate(names):
        own = ids[number * share : (number + 1) * share]
        for start in range(0, len(own), MAX_BATCH):
            part = own[start : start + MAX_BATCH]
            session.execute(update(SuggestionRow).where(SuggestionRow.id.in_(part)).values(assignee=name))
    return load_of(session, principal, pack)


def load_of(session: Session, principal: Principal, pack: str) -> LoadList:
    """Open and decided suggestions by the person they were given to. Raises :class:`ReviewError` (``blind_round``)."""
    principal.require(Permission.READ)
    pack_row(session, principal, pack)
    require_sight(session, principal, pack)
    is_open = SuggestionRow.state == SuggestionState.OPEN
    query = select(SuggestionRow.assignee, func.count().filter(is_open), func.count().filter(~is_open))
    query = query.where(SuggestionRow.pack == pack).group_by(SuggestionRow.assignee)
    found = [LoadRecord(assignee=name, open=left, decided=done) for name, left, done in session.execute(query)]
    return LoadList(items=tuple(sorted(found, key=lambda one: (one.assignee is None, one.assignee or ""))))


def _require_of_pack(session: Session, pack: str, suggestions: Sequence[str]) -> None:
    if not 0 < len(suggestions) <= MAX_BATCH:
        raise CallError(ErrorCode.REQUEST_INVALID, f"Found {len(suggestions)} suggestions, expected 1 to {MAX_BATCH}.")
    wanted = set(suggestions)
    query = select(SuggestionRow.id).where(SuggestionRow.pack == pack, SuggestionRow.id.in_(wanted))
    if missing := wanted - set(session.scalars(query)):
        raise ReviewError(ErrorCode.NOT_FOUND, f"The pack has no suggestion '{min(missing)}'.")
