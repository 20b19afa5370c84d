"""Routes of working together: many at once, marked words, assignment, blind rounds, random samples."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from classify.suggestion import EvidenceStatus
from review_api import batches, marking, rounds
from review_api.batches import MAX_BATCH
from review_api.cursor import DEFAULT_LIMIT
from review_api.decisions import MAX_NOTE, Judgement
from review_api.http.access import TEXT, Caller, Cursor, Id, Limit, TheOffice
from review_api.http.decisions import DecisionRequest
from review_api.http.problem import problems
from review_api.marking import MAX_DRAW, Mark
from review_api.records import (
    BatchRecord,
    DecisionRecord,
    DisagreementRecord,
    LoadList,
    RoundList,
    RoundRecord,
    SampleList,
    SampleRecord,
    Slice,
)
from review_api.verdict import Verdict

router = APIRouter(tags=["team"])

Identifier = Annotated[str, Field(min_length=1, max_length=100, pattern=TEXT)]
CriterionNumber = Annotated[str, Field(min_length=1, max_length=20, pattern=TEXT)]

_LAST_WORD = 1_000_000


class BatchRequest(DecisionRequest):
    """What a person says of many suggestions at once."""

    suggestions: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=MAX_BATCH)]


class MarkRequest(BaseModel):
    """Words of a document that are evidence: passages by id, words by their place in the text, from 0."""

    model_config = ConfigDict(extra="forbid")

    first_passage: Identifier
    first_word: Annotated[int, Field(ge=0, le=_LAST_WORD)]
    last_passage: Identifier
    last_word: Annotated[int, Field(ge=0, le=_LAST_WORD)]
    criterion: CriterionNumber
    status: EvidenceStatus
    site: Identifier | None = None
    note: Annotated[str, Field(max_length=MAX_NOTE)] | None = None


class AssignmentRequest(BaseModel):
    """Which suggestions go to whom: those that are named, or the open ones that fit criterion and document."""

    model_config = ConfigDict(extra="forbid")

    assignees: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=200)], ...], Field(max_length=50)]
    suggestions: Annotated[tuple[Identifier, ...], Field(max_length=MAX_BATCH)] = ()
    criterion: CriterionNumber | None = None
    document: Identifier | None = None


class RoundRequest(BaseModel):
    """Two accounts that are to judge without seeing each other's answers."""

    model_config = ConfigDict(extra="forbid")

    first: Identifier
    second: Identifier


class SampleRequest(BaseModel):
    """How many passages without suggestion for a criterion are to be looked at."""

    model_config = ConfigDict(extra="forbid")

    criterion: CriterionNumber
    size: Annotated[int, Field(ge=1, le=MAX_DRAW)]
    seed: Annotated[str, Field(max_length=100, pattern=TEXT, description="Made up unless it is sent.")] = ""


@router.post(
    "/packs/{pack}/batches",
    status_code=HTTPStatus.CREATED,
    summary="Decide many suggestions at once",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def decide_batch(pack: Id, request: BatchRequest, office: TheOffice, caller: Caller) -> BatchRecord:
    """One event each; those that are decided already are skipped and named. `likeness` gathers near-duplicates."""
    judgement = Judgement(
        verdict=Verdict(request.verdict),
        reason=request.reason,
        criterion=request.criterion,
        status=request.status,
        site=request.site,
        note=request.note,
    )
    with office.database.write() as session:
        return batches.decide_batch(session, caller, pack, request.suggestions, judgement)


@router.post(
    "/packs/{pack}/batches/{batch}/undo",
    status_code=HTTPStatus.CREATED,
    summary="Undo many decisions at once",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def undo_batch(pack: Id, batch: Id, office: TheOffice, caller: Caller) -> BatchRecord:
    """What of one's batch still stands is taken back, one event each."""
    with office.database.write() as session:
        return batches.undo_batch(session, caller, pack, batch)


@router.post(
    "/documents/{document}/evidence",
    status_code=HTTPStatus.CREATED,
    summary="Add evidence by marking words",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def mark_evidence(document: Id, request: MarkRequest, office: TheOffice, caller: Caller) -> DecisionRecord:
    """The marked words become a suggestion of origin `reviewer`, accepted for the criterion."""
    mark = Mark(
        first_passage=request.first_passage,
        first_word=request.first_word,
        last_passage=request.last_passage,
        last_word=request.last_word,
    )
    judgement = Judgement(verdict=Verdict.ACCEPT, status=request.status, site=request.site, note=request.note)
    with office.database.write() as session:
        return marking.mark_evidence(session, caller, document, mark, criterion=request.criterion, judgement=judgement)


@router.post(
    "/packs/{pack}/assignments",
    summary="Give suggestions to people",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def assign(pack: Id, request: AssignmentRequest, office: TheOffice, caller: Caller) -> LoadList:
    """In reading order and in equal parts; to nobody when no one is named."""
    with office.database.write() as session:
        return batches.assign(
            session,
            caller,
            pack,
            assignees=request.assignees,
            suggestions=request.suggestions,
            criterion=request.criterion or "",
            document=request.document or "",
        )


@router.get(
    "/packs/{pack}/load",
    summary="Show how the suggestions are spread",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def show_load(pack: Id, office: TheOffice, caller: Caller) -> LoadList:
    """Open and decided suggestions by the person they were given to."""
    with office.database.read() as session:
        return batches.load_of(session, caller, pack)


@router.post(
    "/packs/{pack}/rounds",
    status_code=HTTPStatus.CREATED,
    summary="Open a blind round",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def open_round(pack: Id, request: RoundRequest, office: TheOffice, caller: Caller) -> RoundRecord:
    """Until it is closed the two decide by themselves, and only approvers outside the round see their answers."""
    with office.database.write() as session:
        return rounds.open_blind_round(session, caller, pack, first=request.first, second=request.second)


@router.get("/packs/{pack}/rounds", summary="List the blind rounds of a pack", responses=problems(HTTPStatus.NOT_FOUND))
def list_rounds(pack: Id, office: TheOffice, caller: Caller) -> RoundList:
    """Oldest first, with Cohen's kappa and Krippendorff's alpha where they are not hidden."""
    with office.database.read() as session:
        return rounds.list_rounds(session, caller, pack)


@router.post(
    "/packs/{pack}/rounds/close",
    summary="Close the blind round of a pack",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def close_round(pack: Id, office: TheOffice, caller: Caller) -> RoundRecord:
    """What both answered alike stands from now on, one event each; an approver settles the rest."""
    with office.database.write() as session:
        return rounds.close_round(session, caller, pack)


@router.get(
    "/packs/{pack}/rounds/{round_id}/disagreements",
    summary="List what two blind reviewers answered differently",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def list_disagreements(
    *, pack: Id, round_id: Id, office: TheOffice, caller: Caller, cursor: Cursor = "", limit: Limit = DEFAULT_LIMIT
) -> Slice[DisagreementRecord]:
    """With both answers, and whether an approver settled it since."""
    with office.database.read() as session:
        return rounds.list_disagreements(session, caller, pack, round_id, cursor=cursor, limit=limit)


@router.post(
    "/packs/{pack}/samples",
    status_code=HTTPStatus.CREATED,
    summary="Draw passages without suggestion",
    responses=problems(HTTPStatus.NOT_FOUND),
)
def draw_sample(pack: Id, request: SampleRequest, office: TheOffice, caller: Caller) -> SampleRecord:
    """At random, each as likely as any other; they come into the queue with the origin `sample`."""
    with office.database.write() as session:
        return marking.draw_sample(session, caller, pack, request.criterion, request.size, seed=request.seed)


@router.get(
    "/packs/{pack}/samples",
    summary="List the draws of a pack",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def list_samples(pack: Id, office: TheOffice, caller: Caller) -> SampleList:
    """Oldest first, with how many were judged and how many were evidence."""
    with office.database.read() as session:
        return marking.list_samples(session, caller, pack)
