"""Routes of suggestions: the queue and one suggestion with what is needed to judge it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query

from classify.suggestion import EvidenceStatus
from review_api import suggestions
from review_api.cursor import DEFAULT_LIMIT
from review_api.http.access import TEXT, Caller, Cursor, Id, Limit, TheOffice
from review_api.http.problem import problems
from review_api.records import Slice, SuggestionDetail, SuggestionRecord
from review_api.suggestions import Order, QueueFilter, StateFilter
from review_api.verdict import Origin

router = APIRouter(tags=["suggestions"])


@router.get(
    "/packs/{pack}/suggestions",
    summary="List the suggestions of a pack",
    responses=problems(HTTPStatus.NOT_FOUND),
)
def list_suggestions(
    *,
    pack: Id,
    office: TheOffice,
    caller: Caller,
    state: StateFilter = StateFilter.ALL,
    criterion: Annotated[str, Query(max_length=20, pattern=TEXT, description="Number of a criterion.")] = "",
    document: Annotated[str, Query(max_length=100, pattern=TEXT, description="Id of a document.")] = "",
    status: EvidenceStatus | None = None,
    language: Annotated[str, Query(max_length=20, pattern=TEXT, description="ISO 639-1 code.")] = "",
    decided_by: Annotated[str, Query(max_length=200, pattern=TEXT, description="Name of a person.")] = "",
    assignee: Annotated[str, Query(max_length=200, pattern=TEXT, description="Name of a person.")] = "",
    site: Annotated[str, Query(max_length=100, pattern=TEXT, description="Id of a site.")] = "",
    origin: Origin | None = None,
    likeness: Annotated[str, Query(max_length=64, pattern=TEXT, description="Key of passages of the same words.")] = "",
    order: Order = Order.SCORE,
    cursor: Cursor = "",
    limit: Limit = DEFAULT_LIMIT,
) -> Slice[SuggestionRecord]:
    """The queue: most certain first, most uncertain first, in reading order, or by criterion."""
    wanted = QueueFilter(
        state=state,
        criterion=criterion,
        document=document,
        status=status,
        language=language,
        decided_by=decided_by,
        assignee=assignee,
        site=site,
        origin=origin,
        likeness=likeness,
        order=order,
    )
    with office.database.read() as session:
        return suggestions.list_suggestions(session, caller, pack, wanted=wanted, cursor=cursor, limit=limit)


@router.get("/suggestions/{suggestion}", summary="Show a suggestion", responses=problems(HTTPStatus.NOT_FOUND))
def show_suggestion(suggestion: Id, office: TheOffice, caller: Caller) -> SuggestionDetail:
    """One suggestion with the text of its criterion and the passages around it."""
    with office.database.read() as session:
        return suggestions.show_suggestion(session, caller, suggestion)
