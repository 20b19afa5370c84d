"""Routes of packs: upload, list, show, export."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import suppress
from datetime import date
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import ClientDisconnect

from corpus.errors import AssayError, CallError, ErrorCode
from review_api import erasure, exports, packs, work
from review_api.cursor import DEFAULT_LIMIT
from review_api.decisions import MAX_NOTE
from review_api.exports import EvidenceExport
from review_api.http.access import TEXT, Caller, Cursor, Id, Limit, Office, TheOffice
from review_api.http.problem import problems
from review_api.permissions import Permission
from review_api.records import DecisionRecord, PackRecord, Slice
from review_api.upload import Received, Receiver

router = APIRouter(tags=["packs"])

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: Bytes read and thrown away after a refusal, so that a client that is still sending gets to see the answer.
_DRAIN_BYTES = 64 * 1024 * 1024

_UPLOAD_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                            "description": "PDFs, other documents, ZIPs; relative paths in the names are kept.",
                        },
                        "name": {"type": "string", "description": "Made from the files when it is not sent."},
                        "framework": {"type": "string", "default": packs.DEFAULT_FRAMEWORK},
                        "supplier": {"type": "string", "description": "Id of the supplier whose pack it is."},
                    },
                }
            }
        },
    }
}


class ExportFormat(StrEnum):
    """The file format of an export."""

    XLSX = "xlsx"
    JSON = "json"


@router.post(
    "/packs",
    status_code=HTTPStatus.ACCEPTED,
    summary="Upload a pack",
    response_model=PackRecord,
    responses=problems(HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    openapi_extra=_UPLOAD_BODY,
)
async def upload_pack(request: Request, response: Response, office: TheOffice, caller: Caller) -> PackRecord:
    """Send one or more files; they are processed in the background. Sizes are capped while the bytes stream in."""
    caller.require(Permission.UPLOAD)
    with office.blobs.workspace() as folder:
        received = await _receive(request, office, folder)

        def create() -> PackRecord:
            with office.database.write() as session:
                return packs.create_pack(
                    session,
                    caller,
                    name=received.fields.get("name", ""),
                    framework=received.fields.get("framework", "") or packs.DEFAULT_FRAMEWORK,
                    uploads=received.uploads,
                    supplier=received.fields.get("supplier", ""),
                )

        pack = await run_in_threadpool(create)
    office.processor.wake()
    response.headers["Location"] = f"/api/v1/packs/{pack.id}"
    return pack


@router.get("/packs", summary="List packs", responses=problems())
def list_packs(
    *,
    office: TheOffice,
    caller: Caller,
    supplier: Annotated[str, Query(max_length=100, pattern=TEXT, description="Id of a supplier.")] = "",
    cursor: Cursor = "",
    limit: Limit = DEFAULT_LIMIT,
) -> Slice[PackRecord]:
    """Packs, newest first, with how far each one is."""
    with office.database.read() as session:
        return packs.list_packs(session, caller, cursor=cursor, limit=limit, supplier=supplier)


@router.get("/packs/{pack}", summary="Show a pack", responses=problems(HTTPStatus.NOT_FOUND))
def show_pack(pack: Id, office: TheOffice, caller: Caller) -> PackRecord:
    """One pack with its state, progress and counts."""
    with office.database.read() as session:
        return packs.show_pack(session, caller, pack)


class PackChange(BaseModel):
    """What is to change of a pack; what is not sent stays."""

    model_config = ConfigDict(extra="forbid")

    supplier: Annotated[str, Field(min_length=1, max_length=100, pattern=TEXT)] | None = None
    retain_until: date | None = Field(default=None, description="First day on which it may be deleted; for admins.")


@router.patch("/packs/{pack}", summary="Change a pack", responses=problems(HTTPStatus.NOT_FOUND))
def change_pack(pack: Id, request: PackChange, office: TheOffice, caller: Caller) -> PackRecord:
    """Say whose pack it is, or until when it must be kept; `retain_until: null` takes the day away."""
    with office.database.write() as session:
        if "retain_until" in request.model_fields_set:
            packs.retain_pack(session, caller, pack, request.retain_until)
        if request.supplier is not None:
            return packs.assign_pack(session, caller, pack, request.supplier)
        caller.require(Permission.UPLOAD)
        return packs.show_pack(session, caller, pack)


class ReasonRequest(BaseModel):
    """Why something is taken out for good."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=1, max_length=MAX_NOTE)]


@router.post(
    "/packs/{pack}/delete",
    summary="Delete a pack after its retention time",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def delete_pack(pack: Id, request: ReasonRequest, office: TheOffice, caller: Caller) -> DecisionRecord:
    """Documents, passages and suggestions go; events stay in the log without quotes and notes, and its chain holds."""
    with office.database.write() as session:
        event, blobs = erasure.delete_pack(session, caller, pack, reason=request.reason)
    erasure.remove_blobs(office.blobs, blobs)
    return event


@router.post(
    "/packs/{pack}/retry",
    status_code=HTTPStatus.ACCEPTED,
    summary="Try again what failed",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def retry_pack(pack: Id, office: TheOffice, caller: Caller) -> PackRecord:
    """Documents that failed are read again, those that were never reached are read; the others stay as they are."""
    with office.database.write() as session:
        record = work.retry(session, caller, pack)
    office.processor.wake()
    return record


@router.post(
    "/packs/{pack}/read-anew",
    status_code=HTTPStatus.ACCEPTED,
    summary="Read all documents anew",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def read_pack_anew(pack: Id, office: TheOffice, caller: Caller) -> PackRecord:
    """Every document is read and judged again, after an upgrade of reader or model; decisions keep their passages."""
    with office.database.write() as session:
        record = work.read_anew(session, caller, pack)
    office.processor.wake()
    return record


@router.post(
    "/packs/{pack}/cancel",
    status_code=HTTPStatus.ACCEPTED,
    summary="Stop processing a pack",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def cancel_pack(pack: Id, office: TheOffice, caller: Caller) -> PackRecord:
    """Processing stops after the document at hand; what is done stays, and `retry` goes on."""
    with office.database.write() as session:
        return work.cancel(session, caller, pack)


@router.get(
    "/packs/{pack}/export",
    summary="Export the accepted evidence",
    response_model=EvidenceExport,
    responses={
        **problems(HTTPStatus.NOT_FOUND),
        200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}},
    },
)
def export_pack(
    pack: Id,
    office: TheOffice,
    caller: Caller,
    format: ExportFormat = ExportFormat.XLSX,  # noqa: A002 - its public name
) -> Response:
    """The accepted evidence with the head of the decision log, as a file to download."""
    with office.database.read() as session:
        export = exports.accepted_evidence(session, caller, pack)
    name = f'attachment; filename="assay-evidence-{export.pack.id}.{format}"'
    if format is ExportFormat.XLSX:
        return Response(exports.workbook_bytes(export), media_type=XLSX, headers={"Content-Disposition": name})
    content = export.model_dump_json(indent=2) + "\n"
    return Response(content, media_type="application/json", headers={"Content-Disposition": name})


async def _receive(request: Request, office: Office, folder: Path) -> Received:
    content_type = request.headers.get("content-type", "")
    receiver = Receiver(content_type, folder=folder, blobs=office.blobs, limits=office.settings.limits)
    chunks = request.stream()
    try:
        async for chunk in chunks:
            await run_in_threadpool(receiver.write, chunk)
        return await run_in_threadpool(receiver.finish)
    except ClientDisconnect as error:
        raise CallError(ErrorCode.REQUEST_INVALID, "The upload was broken off.") from error
    except AssayError:
        await _drain(chunks)
        raise
    finally:
        receiver.close()


async def _drain(chunks: AsyncGenerator[bytes]) -> None:
    left = _DRAIN_BYTES
    with suppress(ClientDisconnect):
        async for chunk in chunks:
            left -= len(chunk)
            if left < 0:
                break
    await chunks.aclose()
