"""The queue: suggestions with their passage, the state that follows from the log, and the text of the criterion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, select, tuple_
from sqlalchemy.orm import Session

from corpus.catalogue import load_framework
from corpus.errors import ErrorCode, ReviewError
from corpus.framework import Criterion
from review_api import cursor as cursors
from review_api.decisions import decision_record
from review_api.documents import passage_record
from review_api.packs import pack_row
from review_api.permissions import Permission, Principal
from review_api.records import (
    CriterionText,
    IndicatorRecord,
    Neighbours,
    Slice,
    SuggestionDetail,
    SuggestionRecord,
)
from review_api.standing import latest_event, state_column
from review_api.tables import DecisionRow, DocumentRow, PassageRow, SuggestionRow
from review_api.verdict import STATE_AFTER, SuggestionState, Verdict


class StateFilter(StrEnum):
    """Which suggestions of the queue are wanted."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ALL = "all"


class Order(StrEnum):
    """How the queue is sorted."""

    SCORE = "score"  #: most certain first
    DOCUMENT = "document"  #: in reading order, document after document


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueFilter:
    """What part of the queue is wanted; empty strings do not filter."""

    state: StateFilter = StateFilter.ALL
    #: Number of the criterion that was decided, or suggested while nothing was decided.
    criterion: str = ""
    #: Id of a document.
    document: str = ""
    order: Order = Order.SCORE


#: A suggestion with its passage, the name of its document and its last event.
_Found = Row[SuggestionRow, PassageRow, str, DecisionRow]


def list_suggestions(
    session: Session, principal: Principal, pack: str, *, wanted: QueueFilter, cursor: str, limit: int
) -> Slice[SuggestionRecord]:
    """The queue of a pack. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    pack_row(session, pack)
    query = _query().where(SuggestionRow.pack == pack)
    if wanted.state is not StateFilter.ALL:
        query = query.where(state_column() == wanted.state.value)
    if wanted.criterion:
        query = query.where(_criterion_column() == wanted.criterion)
    if wanted.document:
        query = query.where(SuggestionRow.document == wanted.document)
    if wanted.order is Order.SCORE:
        keys = (SuggestionRow.score, SuggestionRow.id)
        query = query.order_by(*(key.desc() for key in keys))
        if cursor:
            after = cursors.decode(cursor, f"suggestions/{wanted.order}", (float, str))
            query = query.where(tuple_(*keys) < tuple_(*after))
    else:
        place = (SuggestionRow.document_position, SuggestionRow.passage_position, SuggestionRow.id)
        query = query.order_by(*place)
        if cursor:
            after = cursors.decode(cursor, f"suggestions/{wanted.order}", (int, int, str))
            query = query.where(tuple_(*place) > tuple_(*after))
    rows = session.execute(query.limit(limit + 1)).all()
    more = _cursor_after(rows[limit - 1][0], wanted.order) if len(rows) > limit else None
    return Slice(items=tuple(SuggestionRecord(**_fields(row)) for row in rows[:limit]), next_cursor=more)


def show_suggestion(session: Session, principal: Principal, suggestion: str) -> SuggestionDetail:
    """One suggestion with criterion text and neighbours. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    row = session.execute(_query().where(SuggestionRow.id == suggestion)).first()
    if row is None:
        raise ReviewError(ErrorCode.NOT_FOUND, f"There is no suggestion '{suggestion}'.")
    fields = _fields(row)
    return SuggestionDetail(
        **fields,
        criterion_text=_criterion_text(row[0].framework, fields["criterion"]),
        neighbours=_neighbours(session, row[0]),
    )


def criterion_name(framework: str, number: str) -> str:
    """The name of a criterion, or its bare number where the catalogue of today has no such criterion any more."""
    found = _criteria(framework).get(number)
    return found.name if found else number


def _query() -> Select[SuggestionRow, PassageRow, str, DecisionRow]:
    passage = (PassageRow.document == SuggestionRow.document) & (PassageRow.position == SuggestionRow.passage_position)
    return (
        select(SuggestionRow, PassageRow, DocumentRow.name, DecisionRow)
        .join(PassageRow, passage)
        .join(DocumentRow, DocumentRow.id == SuggestionRow.document)
        .outerjoin(DecisionRow, latest_event(SuggestionRow.id))
    )


def _criterion_column() -> ColumnElement[Any]:
    return case((DecisionRow.verdict == Verdict.CHANGE.value, DecisionRow.criterion), else_=SuggestionRow.criterion)


def _cursor_after(row: SuggestionRow, order: Order) -> str:
    if order is Order.SCORE:
        return cursors.encode(f"suggestions/{order}", [float(row.score), row.id])
    return cursors.encode(f"suggestions/{order}", [row.document_position, row.passage_position, row.id])


def _fields(found: _Found) -> dict[str, Any]:
    row, passage, document_name, event = found
    # The last event is missing while nothing was decided: the join is an outer one.
    standing: DecisionRow | None = event
    if standing is not None and standing.verdict == Verdict.UNDO:
        standing = None
    changed = standing is not None and standing.verdict == Verdict.CHANGE
    criterion = standing.criterion if standing is not None and changed else row.criterion
    return {
        "id": row.id,
        "pack": row.pack,
        "document": row.document,
        "document_name": document_name,
        "framework": row.framework,
        "criterion": criterion,
        "criterion_name": criterion_name(row.framework, criterion),
        "suggested_criterion": row.criterion,
        "score": row.score,
        "status": row.status,
        "state": STATE_AFTER[Verdict(standing.verdict)] if standing is not None else SuggestionState.OPEN,
        "passage": passage_record(passage),
        "reasons": row.reasons,
        "release": row.release,
        "decision": decision_record(standing) if standing is not None else None,
    }


def _criteria(framework: str) -> dict[str, Criterion]:
    return {str(criterion.number): criterion for criterion in load_framework(framework).criteria}


def _criterion_text(framework: str, number: str) -> CriterionText:
    found = _criteria(framework).get(number)
    if found is None:
        raise ReviewError(ErrorCode.NOT_FOUND, f"{framework} has no criterion '{number}' any more.")
    return CriterionText(
        number=found.number,
        name=found.name,
        category=found.category,
        intent=found.intent.text,
        evidence=tuple(IndicatorRecord(kind=indicator.kind, text=indicator.text) for indicator in found.evidence),
        near_misses=tuple(statement.text for statement in found.near_misses),
        contradictions=tuple(statement.text for statement in found.contradictions),
    )


def _neighbours(session: Session, row: SuggestionRow) -> Neighbours:
    around = (row.passage_position - 1, row.passage_position + 1)
    found = session.execute(
        select(PassageRow.position, PassageRow.text).where(
            PassageRow.document == row.document, PassageRow.position.in_(around)
        )
    )
    texts: dict[int, str] = {position: text for position, text in found}  # noqa: C416 - a Row is no pair to mypy
    return Neighbours(before=texts.get(around[0], ""), after=texts.get(around[1], ""))
