"""What stands: the state of suggestions as it follows from the decision log, and its copy beside each suggestion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from review_api.round_tables import OpinionRow
from review_api.tables import DecisionRow, SuggestionRow
from review_api.verdict import STATE_AFTER, SuggestionState, Verdict

#: Verdicts that change the state; others may follow them without changing it.
STATE_VERDICTS = tuple(verdict.value for verdict in STATE_AFTER)

#: Ids of one query; databases limit the parameters of a statement.
_BATCH = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What follows from the events of one suggestion."""

    state: SuggestionState
    criterion: str
    #: Evidence status.
    status: str
    #: Id of a site.
    site: str | None
    #: Sequence of the decision that stands, ``None`` while the suggestion is open.
    decision: int | None
    decided_by: str | None


def standing_after(event: DecisionRow | None, row: SuggestionRow) -> Standing:
    """What stands for a suggestion whose last state event is ``event``."""
    state = STATE_AFTER[Verdict(event.verdict)] if event is not None else SuggestionState.OPEN
    if event is None or state is SuggestionState.OPEN:
        return Standing(
            state=SuggestionState.OPEN,
            criterion=row.criterion,
            status=row.status,
            site=row.guessed_site,
            decision=None,
            decided_by=None,
        )
    return Standing(
        state=state,
        criterion=event.criterion if event.verdict == Verdict.CHANGE else row.criterion,
        status=str(event.details.get("status") or row.status),
        site=event.details.get("site", row.guessed_site),
        decision=event.sequence,
        decided_by=event.who,
    )


def copy_standing(session: Session, event: DecisionRow) -> None:
    """Write what follows from a new event beside its suggestion, or beside the seat of a blind reviewer."""
    if event.verdict not in STATE_VERDICTS:
        return
    row = session.get(SuggestionRow, event.suggestion)
    if event.seat:
        _write_opinion(session, event, row)
    elif row is not None:
        _write(session, row, standing_after(event, row))


def _write_opinion(session: Session, event: DecisionRow, row: SuggestionRow | None) -> None:
    session.execute(delete(OpinionRow).where(OpinionRow.suggestion == event.suggestion, OpinionRow.seat == event.seat))
    standing = standing_after(event, row) if row is not None else None
    if standing is not None and standing.decision is not None:
        session.add(
            OpinionRow(
                suggestion=event.suggestion,
                seat=event.seat,
                pack=event.pack,
                state=standing.state.value,
                criterion=standing.criterion,
                status=standing.status,
                site=standing.site,
                decision=standing.decision,
            )
        )
        session.flush()


def restore_standing(session: Session, suggestions: Sequence[str]) -> None:
    """Write anew what stands for suggestions that were just stored: their decisions may be older than they are."""
    for batch in _batches(suggestions):
        events = _last_state_events(session, batch)
        rows = session.scalars(select(SuggestionRow).where(SuggestionRow.id.in_(list(events)))).all()
        for row in rows:
            _write(session, row, standing_after(events[row.id], row))


def recomputed(session: Session) -> dict[str, Standing]:
    """What stands for every suggestion, from the log alone: the copies must equal it."""
    found = {}
    for batch in _batches(session.scalars(select(SuggestionRow.id)).all()):
        events = _last_state_events(session, batch)
        for row in session.scalars(select(SuggestionRow).where(SuggestionRow.id.in_(batch))):
            found[row.id] = standing_after(events.get(row.id), row)
    return found


def last_state_event(session: Session, suggestion: str, *, seat: str = "") -> DecisionRow | None:
    """The last event of a suggestion that changed its state, as seen from a seat."""
    events = select(DecisionRow).where(DecisionRow.suggestion == suggestion, DecisionRow.seat == seat)
    events = events.where(DecisionRow.verdict.in_(STATE_VERDICTS))
    return session.scalar(events.order_by(DecisionRow.turn.desc()).limit(1))


def _last_state_events(session: Session, suggestions: Sequence[str]) -> dict[str, DecisionRow]:
    events = select(DecisionRow).where(DecisionRow.suggestion.in_(suggestions), DecisionRow.seat == "")
    events = events.where(DecisionRow.verdict.in_(STATE_VERDICTS)).order_by(DecisionRow.suggestion, DecisionRow.turn)
    # Later turns of a suggestion replace earlier ones.
    return {event.suggestion: event for event in session.scalars(events)}


def _write(session: Session, row: SuggestionRow, standing: Standing) -> None:
    session.execute(
        update(SuggestionRow)
        .where(SuggestionRow.id == row.id)
        .values(
            state=standing.state.value,
            standing_criterion=standing.criterion,
            standing_status=standing.status,
            site=standing.site,
            decision=standing.decision,
            decided_by=standing.decided_by,
        )
    )


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])
