"""The queue: suggestions with their passage, the state that follows from the log, and the text of the criterion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from classify.suggestion import EvidenceStatus
from corpus.errors import ErrorCode, ReviewError
from review_api import cursor as cursors
from review_api.criterion import criteria, criterion_name
from review_api.decisions import decision_record, suggestion_row, withheld
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
from review_api.round_tables import OpinionRow
from review_api.sight import Sight, sight_of
from review_api.tables import DecisionRow, DocumentRow, PassageRow, SuggestionRow
from review_api.verdict import Origin


class StateFilter(StrEnum):
    """Which suggestions of the queue are wanted."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ALL = "all"


class Order(StrEnum):
    """How the queue is sorted."""

    SCORE = "score"  #: most certain first: to confirm
    DOCUMENT = "document"  #: in reading order, document after document: to audit
    UNCERTAIN = "uncertain"  #: nearest to a score of one half first: to teach
    CRITERION = "criterion"  #: criterion after criterion, each in reading order


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueFilter:
    """What part of the queue is wanted; empty strings do not filter."""

    state: StateFilter = StateFilter.ALL
    #: Number of the criterion that was decided, or suggested while nothing was decided.
    criterion: str = ""
    #: Id of a document.
    document: str = ""
    status: EvidenceStatus | None = None
    #: ISO 639-1 code.
    language: str = ""
    #: Names of people.
    decided_by: str = ""
    assignee: str = ""
    #: Id of a site.
    site: str = ""
    origin: Origin | None = None
    #: Key of passages of the same words.
    likeness: str = ""
    order: Order = Order.SCORE


#: A suggestion with its passage, the name of its document, the decision that stands, and the caller's own answer.
_Found = Row[SuggestionRow, PassageRow, str, DecisionRow, OpinionRow]
_Query = Select[SuggestionRow, PassageRow, str, DecisionRow, OpinionRow]

_PLACE = (SuggestionRow.document_position, SuggestionRow.passage_position, SuggestionRow.id)

#: By what each order sorts, and the types of that in a cursor.
_KEYS: dict[Order, tuple[tuple[InstrumentedAttribute[Any], ...], tuple[type[cursors.Key], ...]]] = {
    Order.SCORE: ((SuggestionRow.score, SuggestionRow.id), (float, str)),
    Order.DOCUMENT: (_PLACE, (int, int, str)),
    Order.UNCERTAIN: ((SuggestionRow.margin, SuggestionRow.id), (float, str)),
    Order.CRITERION: ((SuggestionRow.standing_criterion, *_PLACE), (str, int, int, str)),
}


def list_suggestions(
    session: Session, principal: Principal, pack: str, *, wanted: QueueFilter, cursor: str, limit: int
) -> Slice[SuggestionRecord]:
    """The queue of a pack. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    pack_row(session, principal, pack)
    sight = sight_of(session, principal, pack)
    query = queue_query(pack, wanted, sight)
    keys, types = _KEYS[wanted.order]
    descending = wanted.order is Order.SCORE
    query = query.order_by(*(key.desc() if descending else key for key in keys))
    if cursor:
        after = tuple_(*cursors.decode(cursor, f"suggestions/{wanted.order}", types))
        query = query.where(tuple_(*keys) < after if descending else tuple_(*keys) > after)
    rows = session.execute(query.limit(limit + 1)).all()
    more = _cursor_after(rows[limit - 1][0], wanted.order) if len(rows) > limit else None
    return Slice(items=tuple(SuggestionRecord(**_fields(row, sight)) for row in rows[:limit]), next_cursor=more)


def show_suggestion(session: Session, principal: Principal, suggestion: str) -> SuggestionDetail:
    """One suggestion with criterion text and neighbours. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    sight = sight_of(session, principal, suggestion_row(session, principal, suggestion).pack)
    row = session.execute(_query(sight).where(SuggestionRow.id == suggestion)).one()
    fields = _fields(row, sight)
    return SuggestionDetail(
        **fields,
        criterion_text=_criterion_text(row[0].framework, fields["criterion"]),
        neighbours=_neighbours(session, row[0]),
    )


def queue_query(pack: str, wanted: QueueFilter, sight: Sight) -> _Query:
    """The suggestions of a pack that a filter lets through, as somebody with that sight sees them, in no order."""
    query = _query(sight).where(SuggestionRow.pack == pack)
    seen = _seen_columns(sight)
    state = "" if wanted.state is StateFilter.ALL else wanted.state.value
    for column, value in (
        (seen["state"], state),
        (seen["criterion"], wanted.criterion),
        (SuggestionRow.document, wanted.document),
        (seen["status"], wanted.status),
        (SuggestionRow.language, wanted.language),
        (seen["decided_by"], wanted.decided_by),
        (SuggestionRow.assignee, wanted.assignee),
        (seen["site"], wanted.site),
        (SuggestionRow.origin, wanted.origin),
        (SuggestionRow.likeness, wanted.likeness),
    ):
        if value:
            query = query.where(column == str(value))
    return query


def _seen_columns(sight: Sight) -> dict[str, Any]:
    """What stands, as somebody with that sight sees it: the own answers of a blind reviewer lie over the rest."""
    if not sight.is_blind:
        return {
            "state": SuggestionRow.state,
            "criterion": SuggestionRow.standing_criterion,
            "status": SuggestionRow.standing_status,
            "site": SuggestionRow.site,
            "decided_by": SuggestionRow.decided_by,
        }
    return {
        "state": func.coalesce(OpinionRow.state, SuggestionRow.state),
        "criterion": func.coalesce(OpinionRow.criterion, SuggestionRow.standing_criterion),
        "status": func.coalesce(OpinionRow.status, SuggestionRow.standing_status),
        "site": func.coalesce(OpinionRow.site, SuggestionRow.site),
        "decided_by": DecisionRow.who,
    }


def _query(sight: Sight) -> _Query:
    passage = (PassageRow.document == SuggestionRow.document) & (PassageRow.position == SuggestionRow.passage_position)
    own = (OpinionRow.suggestion == SuggestionRow.id) & (OpinionRow.seat == sight.seat)
    return (
        select(SuggestionRow, PassageRow, DocumentRow.name, DecisionRow, OpinionRow)
        .join(PassageRow, passage)
        .join(DocumentRow, DocumentRow.id == SuggestionRow.document)
        # No event has an empty seat of its own, so nothing is joined where everything is seen.
        .outerjoin(OpinionRow, own)
        .outerjoin(DecisionRow, DecisionRow.sequence == func.coalesce(OpinionRow.decision, SuggestionRow.decision))
    )


def _cursor_after(row: SuggestionRow, order: Order) -> str:
    keys, _ = _KEYS[order]
    return cursors.encode(f"suggestions/{order}", [getattr(row, key.key) for key in keys])


def _fields(found: _Found, sight: Sight) -> dict[str, Any]:
    row, passage, document_name, event, answer = found
    # Both are missing while nothing was decided: the joins are outer ones.
    standing: DecisionRow | None = event
    opinion: OpinionRow | None = answer
    decision = decision_record(standing) if standing is not None else None
    if decision is not None and sight.is_blind:
        decision = withheld(decision)
    criterion = opinion.criterion if opinion else row.standing_criterion
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
        "status": opinion.status if opinion else row.standing_status,
        "suggested_status": row.status,
        "state": opinion.state if opinion else row.state,
        "origin": row.origin,
        "anchor": row.anchor,
        "language": row.language,
        "site": (opinion.site if opinion else None) or row.site,
        "assignee": row.assignee,
        "likeness": row.likeness,
        "passage": passage_record(passage),
        "reasons": row.reasons,
        "release": row.release,
        "decision": decision,
    }


def _criterion_text(framework: str, number: str) -> CriterionText:
    found = criteria(framework).get(number)
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
