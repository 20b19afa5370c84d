"""Who is calling, and what the routes work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Header, Path, Query, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from corpus.errors import ErrorCode, ReviewError
from review_api.blobs import BlobStore
from review_api.cursor import DEFAULT_LIMIT, MAX_LIMIT
from review_api.database import Database
from review_api.http.cookie import COOKIE, PAGE_HEADER, require_own_page
from review_api.page_images import PageImages
from review_api.permissions import Principal
from review_api.processing import Processor
from review_api.settings import Settings
from review_api.sign_in import note_seen, principal_of_session
from review_api.tokens import principal_of

_bearer = HTTPBearer(auto_error=False, description="A token made by `assay token create` or `POST /tokens`.")
_cookie = APIKeyCookie(
    name=COOKIE,
    auto_error=False,
    description=f"The session of a signed-in browser; requests that change something also send `{PAGE_HEADER}: 1`.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """What the routes work with; one per application, made when it starts."""

    settings: Settings
    database: Database
    blobs: BlobStore
    images: PageImages
    processor: Processor


def office_of(request: Request) -> Office:
    """The office of the application that the request came to."""
    return cast(Office, request.app.state.office)


def caller_of(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    cookie: Annotated[str | None, Depends(_cookie)],
) -> Principal:
    """Who is calling: a token goes before the session.

    Raises :class:`ReviewError` with ``not_signed_in``, or ``not_permitted`` for a change that no page of ours sent.
    """
    office = office_of(request)
    if "authorization" in request.headers:
        if credentials is None:
            raise ReviewError(ErrorCode.NOT_SIGNED_IN, "The Authorization header is not of the form 'Bearer TOKEN'.")
        with office.database.read() as session:
            return principal_of(session, credentials.credentials)
    if cookie is None:
        raise ReviewError(ErrorCode.NOT_SIGNED_IN, "Found neither a token nor a session.")
    caller = visitor_of(office, cookie)
    require_own_page(request)
    return caller


def visitor_of(office: Office, cookie: str) -> Principal:
    """Whom the session of a browser stands for. Raises :class:`ReviewError` with ``not_signed_in``."""
    with office.database.read() as session:
        caller, is_stale = principal_of_session(session, cookie)
    if is_stale:
        with office.database.write() as session:
            note_seen(session, cookie)
    return caller


#: An id in a path: opaque, and without the one character that no database takes in a text.
TEXT = r"^[^\x00]*$"
Id = Annotated[str, Path(min_length=1, max_length=100, pattern=TEXT)]
IfMatch = Annotated[
    str, Header(alias="If-Match", max_length=2000, description="`ETag` of the state that the change is meant for.")
]
TheOffice = Annotated[Office, Depends(office_of)]
Caller = Annotated[Principal, Depends(caller_of)]
Cursor = Annotated[str, Query(max_length=2000, description="`next_cursor` of the part before; empty for the first.")]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description=f"Rows of a part, {DEFAULT_LIMIT} by default.")]
