"""Routes of decisions: decide, undo, read the log."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from classify.suggestion import EvidenceStatus
from review_api import decisions
from review_api.cursor import DEFAULT_LIMIT
from review_api.decisions import MAX_NOTE, Judgement
from review_api.http.access import Caller, Cursor, Id, Limit, TheOffice
from review_api.http.problem import problems
from review_api.records import DecisionRecord, Slice
from review_api.verdict import RejectionReason, Verdict

router = APIRouter(tags=["decisions"])


class DecisionRequest(BaseModel):
    """What a person says of a suggestion."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["accept", "reject", "change"]
    reason: RejectionReason | None = Field(default=None, description="Needed for `reject`, and only there.")
    criterion: Annotated[str, Field(max_length=20)] | None = Field(
        default=None, description="Number of the other criterion; needed for `change`, and only there."
    )
    status: EvidenceStatus | None = Field(
        default=None, description="What the passage says of the practice, where the suggestion has it wrong."
    )
    site: Annotated[str, Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="Id of the site that it speaks of, where the suggestion has it wrong."
    )
    note: Annotated[str, Field(max_length=MAX_NOTE)] | None = None


class NoteRequest(BaseModel):
    """Words that stay in the decision log."""

    model_config = ConfigDict(extra="forbid")

    note: Annotated[str, Field(min_length=1, max_length=MAX_NOTE)]


@router.post(
    "/suggestions/{suggestion}/decisions",
    status_code=HTTPStatus.CREATED,
    summary="Decide a suggestion",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def decide(suggestion: Id, request: DecisionRequest, office: TheOffice, caller: Caller) -> DecisionRecord:
    """Accept, reject with a reason, or accept under another criterion; 409 when it was decided in the meantime."""
    judgement = Judgement(
        verdict=Verdict(request.verdict),
        reason=request.reason,
        criterion=request.criterion,
        status=request.status,
        site=request.site,
        note=request.note,
    )
    with office.database.write() as session:
        return decisions.decide(session, caller, suggestion, judgement)


@router.post(
    "/suggestions/{suggestion}/undo",
    status_code=HTTPStatus.CREATED,
    summary="Undo the decision on a suggestion",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def undo_decision(suggestion: Id, office: TheOffice, caller: Caller) -> DecisionRecord:
    """Take the standing decision back, whoever made it; the suggestion is open again and the log keeps both events."""
    with office.database.write() as session:
        return decisions.undo_decision(session, caller, suggestion)


@router.post(
    "/suggestions/{suggestion}/reopen",
    status_code=HTTPStatus.CREATED,
    summary="Open a decided suggestion again",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def reopen(suggestion: Id, request: NoteRequest, office: TheOffice, caller: Caller) -> DecisionRecord:
    """For approvers: the note says why; the log keeps the decision and its reopening."""
    with office.database.write() as session:
        return decisions.reopen(session, caller, suggestion, request.note)


@router.post(
    "/suggestions/{suggestion}/notes",
    status_code=HTTPStatus.CREATED,
    summary="Note something on a suggestion",
    responses=problems(HTTPStatus.NOT_FOUND),
)
def note(suggestion: Id, request: NoteRequest, office: TheOffice, caller: Caller) -> DecisionRecord:
    """An event of the log that leaves the state as it is."""
    with office.database.write() as session:
        return decisions.remark(session, caller, suggestion, Verdict.NOTE, request.note)


@router.post(
    "/suggestions/{suggestion}/doubts",
    status_code=HTTPStatus.CREATED,
    summary="Ask for a second opinion",
    responses=problems(HTTPStatus.NOT_FOUND),
)
def doubt(suggestion: Id, request: NoteRequest, office: TheOffice, caller: Caller) -> DecisionRecord:
    """An event of the log that leaves the state as it is; the note says what is doubted."""
    with office.database.write() as session:
        return decisions.remark(session, caller, suggestion, Verdict.DOUBT, request.note)


@router.post(
    "/packs/{pack}/undo",
    status_code=HTTPStatus.CREATED,
    summary="Undo one's last decision in a pack",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def undo_last(pack: Id, office: TheOffice, caller: Caller) -> DecisionRecord:
    """Take back the caller's last decision in the pack that still stands."""
    with office.database.write() as session:
        return decisions.undo_last(session, caller, pack)


@router.get(
    "/packs/{pack}/decisions",
    summary="List the decisions of a pack",
    responses=problems(HTTPStatus.NOT_FOUND),
)
def list_decisions(
    pack: Id, office: TheOffice, caller: Caller, cursor: Cursor = "", limit: Limit = DEFAULT_LIMIT
) -> Slice[DecisionRecord]:
    """Events of the decision log, oldest first, each with the hash of the one before it."""
    with office.database.read() as session:
        return decisions.list_decisions(session, caller, pack, cursor=cursor, limit=limit)
