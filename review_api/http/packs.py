"""Routes of packs: upload, list, show, export."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import suppress
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from corpus.errors import AssayError, CallError, ErrorCode
from review_api import exports, packs
from review_api.cursor import DEFAULT_LIMIT
from review_api.exports import EvidenceExport
from review_api.http.access import Caller, Cursor, Limit, Office, TheOffice
from review_api.http.problem import problems
from review_api.permissions import Permission
from review_api.records import PackRecord, Slice
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
                )

        pack = await run_in_threadpool(create)
    office.processor.submit(pack.id)
    response.headers["Location"] = f"/api/v1/packs/{pack.id}"
    return pack


@router.get("/packs", summary="List packs", responses=problems())
def list_packs(
    office: TheOffice, caller: Caller, cursor: Cursor = "", limit: Limit = DEFAULT_LIMIT
) -> Slice[PackRecord]:
    """Packs, newest first, with how far each one is."""
    with office.database.read() as session:
        return packs.list_packs(session, caller, cursor=cursor, limit=limit)


@router.get("/packs/{pack}", summary="Show a pack", responses=problems(HTTPStatus.NOT_FOUND))
def show_pack(pack: str, office: TheOffice, caller: Caller) -> PackRecord:
    """One pack with its state, progress and counts."""
    with office.database.read() as session:
        return packs.show_pack(session, caller, pack)


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
    pack: str,
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
