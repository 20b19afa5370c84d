"""Routes of suggestions: the queue and one suggestion with what is needed to judge it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query

from review_api import suggestions
from review_api.cursor import DEFAULT_LIMIT
from review_api.http.access import Caller, Cursor, Limit, TheOffice
from review_api.http.problem import problems
from review_api.records import Slice, SuggestionDetail, SuggestionRecord
from review_api.suggestions import Order, QueueFilter, StateFilter

router = APIRouter(tags=["suggestions"])


@router.get(
    "/packs/{pack}/suggestions",
    summary="List the suggestions of a pack",
    responses=problems(HTTPStatus.NOT_FOUND),
)
def list_suggestions(
    *,
    pack: str,
    office: TheOffice,
    caller: Caller,
    state: StateFilter = StateFilter.ALL,
    criterion: Annotated[str, Query(max_length=20, description="Number of a criterion.")] = "",
    document: Annotated[str, Query(max_length=100, description="Id of a document.")] = "",
    order: Order = Order.SCORE,
    cursor: Cursor = "",
    limit: Limit = DEFAULT_LIMIT,
) -> Slice[SuggestionRecord]:
    """The queue: most certain first, or in reading order."""
    wanted = QueueFilter(state=state, criterion=criterion, document=document, order=order)
    with office.database.read() as session:
        return suggestions.list_suggestions(session, caller, pack, wanted=wanted, cursor=cursor, limit=limit)


@router.get("/suggestions/{suggestion}", summary="Show a suggestion", responses=problems(HTTPStatus.NOT_FOUND))
def show_suggestion(suggestion: str, office: TheOffice, caller: Caller) -> SuggestionDetail:
    """One suggestion with the text of its criterion and the passages around it."""
    with office.database.read() as session:
        return suggestions.show_suggestion(session, caller, suggestion)
