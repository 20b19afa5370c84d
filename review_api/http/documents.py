"""Routes of documents: list, show, passages, page images."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from review_api import documents
from review_api.cursor import DEFAULT_LIMIT
from review_api.documents import DocumentChange
from review_api.http.access import TEXT, Caller, Cursor, Id, IfMatch, Limit, TheOffice
from review_api.http.problem import problems
from review_api.records import DocumentRecord, PassageRecord, Slice
from review_api.tag import tag_of

router = APIRouter(tags=["documents"])

#: Beyond any document; keeps the number inside what every database can hold.
_LAST_PAGE = 10_000_000

PageNumber = Annotated[int, Path(ge=1, le=_LAST_PAGE, description="Counts from 1.")]
PageFilter = Annotated[int | None, Query(ge=1, le=_LAST_PAGE, description="Only passages on this page.")]
Scale = Annotated[float, Query(ge=0.25, le=4, allow_inf_nan=False, description="1 is 72 dots per inch.")]


@router.get("/packs/{pack}/documents", summary="List the documents of a pack", responses=problems(HTTPStatus.NOT_FOUND))
def list_documents(
    pack: Id, office: TheOffice, caller: Caller, cursor: Cursor = "", limit: Limit = DEFAULT_LIMIT
) -> Slice[DocumentRecord]:
    """Every file that came in, refused ones too, with the account of every page."""
    with office.database.read() as session:
        return documents.list_documents(session, caller, pack, cursor=cursor, limit=limit)


@router.get("/documents/{document}", summary="Show a document", responses=problems(HTTPStatus.NOT_FOUND))
def show_document(document: Id, response: Response, office: TheOffice, caller: Caller) -> DocumentRecord:
    """One document with the account of every page; its `ETag` is what a change names in `If-Match`."""
    with office.database.read() as session:
        record = documents.show_document(session, caller, document)
    response.headers["ETag"] = tag_of(record)
    return record


class DocumentChangeRequest(BaseModel):
    """What is to change of a document; what is not sent stays, and null takes a day or a site away."""

    model_config = ConfigDict(extra="forbid")

    effective: date | None = Field(default=None, description="First day on which it holds.")
    received: date | None = Field(default=None, description="Day on which it came in; it cannot be taken away.")
    expiry: date | None = Field(default=None, description="Last day on which it holds.")
    site: Annotated[str, Field(min_length=1, max_length=100, pattern=TEXT)] | None = Field(
        default=None, description="Id of a site of the supplier."
    )


@router.patch(
    "/documents/{document}",
    summary="Correct the dates or the site of a document",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def change_document(
    *,
    document: Id,
    request: DocumentChangeRequest,
    response: Response,
    office: TheOffice,
    caller: Caller,
    if_match: IfMatch = "",
) -> DocumentRecord:
    """With `If-Match`, 409 `changed_meanwhile` when somebody was faster; the answer then has both states."""
    sent = request.model_fields_set
    change = DocumentChange(
        effective=(request.effective or "") if "effective" in sent else None,
        received=request.received,
        expiry=(request.expiry or "") if "expiry" in sent else None,
        site=(request.site or "") if "site" in sent else None,
    )
    with office.database.write() as session:
        record = documents.change_document(session, caller, document, change, if_match=if_match)
    response.headers["ETag"] = tag_of(record)
    return record


@router.get(
    "/documents/{document}/passages",
    summary="List the passages of a document",
    responses=problems(HTTPStatus.NOT_FOUND),
)
def list_passages(
    *,
    document: Id,
    office: TheOffice,
    caller: Caller,
    page: PageFilter = None,
    cursor: Cursor = "",
    limit: Limit = DEFAULT_LIMIT,
) -> Slice[PassageRecord]:
    """Passages in reading order, of one page when `page` is given."""
    with office.database.read() as session:
        return documents.list_passages(session, caller, document, page=page, cursor=cursor, limit=limit)


@router.get(
    "/documents/{document}/pages/{number}/image",
    summary="Show a page as a picture",
    response_class=Response,
    responses={
        **problems(HTTPStatus.NOT_FOUND),
        200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}},
        304: {"description": "The picture that `If-None-Match` names is still the right one."},
    },
)
def page_image(
    *, document: Id, number: PageNumber, request: Request, office: TheOffice, caller: Caller, scale: Scale = 1.5
) -> Response:
    """The page as PNG; `scale` times its size in points."""
    with office.database.read() as session:
        sha256, media_type = documents.page_source(session, caller, document, number)
    tag = f'"{office.images.tag(sha256, number, scale)}"'
    # The address of a picture never shows another one, but only people who may see it should have it.
    headers = {"ETag": tag, "Cache-Control": "private, max-age=86400"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    image = office.images.image(sha256, media_type, number, scale=scale)
    return Response(image, media_type="image/png", headers=headers)
