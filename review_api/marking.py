"""Evidence that no model found: words that a reviewer marked, and passages drawn at random to be looked at."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from corpus.catalogue import criterion_of, load_framework
from corpus.errors import CallError, ErrorCode, ReviewError
from extract.passage import PassageKind
from review_api import decision_log
from review_api.decisions import Judgement, decide_row, seen_by
from review_api.documents import document_row
from review_api.identity import new_id, suggestion_id
from review_api.likeness import likeness
from review_api.mark import marked_passage, passage_of, passage_values
from review_api.packs import pack_row
from review_api.permissions import Permission, Principal
from review_api.records import DecisionRecord, SampleList, SampleRecord
from review_api.round_tables import SampleRow
from review_api.sight import require_sight
from review_api.tables import DocumentRow, PackRow, PassageRow, SuggestionRow
from review_api.verdict import Origin, SuggestionState

#: Passages over which a mark may go on, and passages of one draw.
MAX_PASSAGES = 20
MAX_DRAW = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Words from one to another, both included. Words are those of the text of a passage, parted by spaces, from 0."""

    #: Ids of passages of the document; the second lies behind the first or is the same.
    first_passage: str
    first_word: int
    last_passage: str
    last_word: int


def mark_evidence(
    session: Session, principal: Principal, document: str, mark: Mark, *, criterion: str, judgement: Judgement
) -> DecisionRecord:
    """The event that accepts marked words as evidence for a criterion; the passage is made where there is none.

    Raises :class:`ReviewError` with ``not_found``, or ``already_decided`` when the same words were decided for it,
    :class:`CallError` for words that are not there, :class:`corpus.errors.CorpusError` for the criterion.
    """
    principal.require(Permission.DECIDE)
    decision_log.hold(session)
    row = document_row(session, principal, document)
    pack = session.get_one(PackRow, row.pack)
    criterion_of(load_framework(pack.framework), criterion)
    passage = _passage_of(session, row, _passages_of(session, row, mark), mark)
    identifier = suggestion_id(pack=pack.id, passage=passage.id, framework=pack.framework, criterion=criterion)
    _suggest(session, pack, row, passage, criterion=criterion, origin=Origin.REVIEWER)
    details = {"origin": Origin.REVIEWER.value}
    return seen_by(principal, session, decide_row(session, principal, identifier, judgement, details=details))


def draw_sample(
    session: Session, principal: Principal, pack: str, criterion: str, size: int, *, seed: str = ""
) -> SampleRecord:
    """A draw of passages that were not suggested for a criterion, each as likely as any other, put into the queue.

    ``seed`` is made up unless it is given; with it the same passages give the same draw. Raises :class:`ReviewError`
    with ``not_found``, :class:`corpus.errors.CorpusError` for the criterion, :class:`CallError` when none is left.
    """
    principal.require(Permission.DECIDE)
    row = pack_row(session, principal, pack)
    criterion_of(load_framework(row.framework), criterion)
    taken = select(SuggestionRow.id).where(
        SuggestionRow.document == PassageRow.document,
        SuggestionRow.passage_position == PassageRow.position,
        SuggestionRow.criterion == criterion,
    )
    query = (
        select(PassageRow, DocumentRow)
        .join(DocumentRow, DocumentRow.id == PassageRow.document)
        .where(DocumentRow.pack == pack, PassageRow.marked_in.is_(None))
        .where(PassageRow.kind != PassageKind.HEADING.value, ~taken.exists())
        .order_by(DocumentRow.position, PassageRow.position)
    )
    found = session.execute(query).all()
    if not found:
        raise CallError(ErrorCode.REQUEST_INVALID, f"Every passage of '{row.name}' was put before a person.")
    chosen = seed or secrets.token_hex(8)
    drawn = random.Random(chosen).sample(found, min(size, len(found)))  # noqa: S311 - it must be repeatable, not secret
    sample = SampleRow(
        id=new_id(),
        pack=pack,
        criterion=criterion,
        population=len(found),
        drawn=len(drawn),
        seed=chosen,
        at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        who=principal.name,
    )
    session.add(sample)
    for passage, document in drawn:
        _suggest(session, row, document, passage, criterion=criterion, origin=Origin.SAMPLE)
    session.flush()
    return _record(session, sample)


def list_samples(session: Session, principal: Principal, pack: str) -> SampleList:
    """The draws of a pack, oldest first, with what was found.

    Raises :class:`ReviewError` with ``not_found``, or ``blind_round`` while it is hidden from the caller.
    """
    principal.require(Permission.READ)
    pack_row(session, principal, pack)
    require_sight(session, principal, pack)
    rows = session.scalars(select(SampleRow).where(SampleRow.pack == pack).order_by(SampleRow.id))
    return SampleList(items=tuple(_record(session, row) for row in rows))


def _record(session: Session, row: SampleRow) -> SampleRecord:
    query = select(SuggestionRow.state, func.count()).where(
        SuggestionRow.pack == row.pack,
        SuggestionRow.criterion == row.criterion,
        SuggestionRow.origin == Origin.SAMPLE.value,
    )
    states = {state: int(count) for state, count in session.execute(query.group_by(SuggestionRow.state))}
    accepted = query.where(
        SuggestionRow.state == SuggestionState.ACCEPTED, SuggestionRow.standing_criterion == row.criterion
    )
    relevant = sum(count for _, count in session.execute(accepted.group_by(SuggestionRow.state)))
    return SampleRecord(
        id=row.id,
        criterion=row.criterion,
        population=row.population,
        drawn=row.drawn,
        seed=row.seed,
        at=row.at,
        who=row.who,
        judged=states.get(SuggestionState.ACCEPTED, 0) + states.get(SuggestionState.REJECTED, 0),
        relevant=relevant,
    )


def _passages_of(session: Session, row: DocumentRow, mark: Mark) -> list[PassageRow]:
    """The passages that a mark goes over, in order."""
    ends = []
    for wanted in (mark.first_passage, mark.last_passage):
        found = select(PassageRow).where(PassageRow.document == row.id, PassageRow.id == wanted)
        passage = session.scalar(found.where(PassageRow.marked_in.is_(None)))
        if passage is None:
            raise ReviewError(ErrorCode.NOT_FOUND, f"The document has no passage '{wanted[:80]}'.")
        ends.append(passage.position)
    first, last = ends
    if not first <= last < first + MAX_PASSAGES:
        detail = f"Found a mark from passage {first} to {last}, expected at most {MAX_PASSAGES} in reading order."
        raise CallError(ErrorCode.REQUEST_INVALID, detail)
    query = select(PassageRow).where(PassageRow.document == row.id, PassageRow.position.between(first, last))
    return list(session.scalars(query.order_by(PassageRow.position)))


def _passage_of(session: Session, row: DocumentRow, passages: list[PassageRow], mark: Mark) -> PassageRow:
    """The passage that holds exactly the marked words; made when there is none."""
    made = marked_passage(
        [passage_of(one) for one in passages], row.sha256 or "", first_word=mark.first_word, last_word=mark.last_word
    )
    known = session.scalar(select(PassageRow).where(PassageRow.document == row.id, PassageRow.id == made.id))
    if known is not None:
        return known
    last = session.scalar(select(func.max(PassageRow.position)).where(PassageRow.document == row.id)) or 0
    values = passage_values(row.id, last + 1, made)
    added = PassageRow(**values, marked_in=passages[0].position)
    session.add(added)
    session.flush()
    return added


def _suggest(
    session: Session,
    pack: PackRow,
    document: DocumentRow,
    passage: PassageRow,
    *,
    criterion: str,
    origin: Origin,
) -> None:
    identifier = suggestion_id(pack=pack.id, passage=passage.id, framework=pack.framework, criterion=criterion)
    if session.get(SuggestionRow, identifier) is not None:
        return
    values: dict[str, Any] = {
        "id": identifier,
        "pack": pack.id,
        "document": document.id,
        "document_position": document.position,
        "passage_position": passage.position,
        "framework": pack.framework,
        "criterion": criterion,
        "score": 0.0,
        "margin": 0.5,
        "status": "context",
        "reasons": [],
        "release": origin.value,
        "origin": origin.value,
        "language": passage.language,
        "likeness": likeness(passage.text),
        "guessed_site": document.site,
        "site": document.site,
        "standing_criterion": criterion,
        "standing_status": "context",
    }
    session.execute(insert(SuggestionRow), [values])
