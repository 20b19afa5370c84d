"""Faults as application/problem+json, each with its code and what to do next."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from corpus.errors import REMEDIES, AssayError, ErrorCode, ReadError, ReviewError
from review_api.attempts import TooManyAttemptsError
from review_api.tag import StaleError, tag_of

_log = logging.getLogger(__name__)

_STATUS: Final = {
    ErrorCode.NOT_SIGNED_IN: HTTPStatus.UNAUTHORIZED,
    ErrorCode.WRONG_PASSWORD: HTTPStatus.FORBIDDEN,
    ErrorCode.SIGN_IN_FAILED: HTTPStatus.FORBIDDEN,
    ErrorCode.TOO_MANY_ATTEMPTS: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorCode.LAST_ADMIN: HTTPStatus.CONFLICT,
    ErrorCode.NOT_PERMITTED: HTTPStatus.FORBIDDEN,
    ErrorCode.HOST_REFUSED: HTTPStatus.FORBIDDEN,
    ErrorCode.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorCode.ALREADY_DECIDED: HTTPStatus.CONFLICT,
    ErrorCode.NOTHING_TO_UNDO: HTTPStatus.CONFLICT,
    ErrorCode.NAME_TAKEN: HTTPStatus.CONFLICT,
    ErrorCode.CHANGED_MEANWHILE: HTTPStatus.CONFLICT,
    ErrorCode.RETAINED: HTTPStatus.CONFLICT,
    ErrorCode.PACK_BUSY: HTTPStatus.CONFLICT,
    ErrorCode.BLIND_ROUND: HTTPStatus.CONFLICT,
    ErrorCode.PACK_IDLE: HTTPStatus.CONFLICT,
    ErrorCode.FILE_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorCode.PACK_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorCode.TOO_MANY_FILES: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorCode.REQUEST_INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.REASON_REQUIRED: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.CRITERION_UNKNOWN: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FRAMEWORK_UNKNOWN: HTTPStatus.UNPROCESSABLE_ENTITY,
}

#: In our words: the phrases of the standard library change from one Python to the next.
_DESCRIPTIONS: Final = {
    HTTPStatus.UNAUTHORIZED: "No token or session that works.",
    HTTPStatus.FORBIDDEN: "The role does not allow it, or the password is wrong.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many attempts; `Retry-After` says for how many seconds.",
    HTTPStatus.NOT_FOUND: "There is nothing of that id.",
    HTTPStatus.CONFLICT: "It does not fit the state that was found, which may have changed in the meantime.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "A limit of bytes or files is passed.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The request is not of the documented form, or cannot be fulfilled as it stands.",
}


class Problem(BaseModel):
    """Why a request was not fulfilled."""

    # ``current`` is there only when it says something.
    model_config = ConfigDict(json_schema_extra={"required": ["type", "title", "status", "code", "detail", "next"]})

    type: str = "about:blank"
    title: str
    status: int
    code: ErrorCode
    detail: str
    next: str
    current: dict[str, Any] | None = Field(
        default=None, description="The state of now, with `changed_meanwhile`; `sent` is what the change was."
    )
    sent: dict[str, Any] | None = None


class SignInNeededError(ReviewError):
    """A page was asked for by a browser that is not signed in; ``path`` is where it wanted to go."""

    def __init__(self, path: str) -> None:
        super().__init__(ErrorCode.NOT_SIGNED_IN, "This page needs a session.")
        self.path = path

    def __reduce__(self) -> tuple[type[SignInNeededError], tuple[str]]:  # type: ignore[override]  # other arguments
        return type(self), (self.path,)


class ProblemResponse(JSONResponse):
    """A problem as an answer."""

    media_type = "application/problem+json"

    def __init__(
        self,
        code: ErrorCode,
        detail: str,
        *,
        status: int,
        headers: dict[str, str] | None = None,
        states: dict[str, Any] | None = None,
    ) -> None:
        problem = Problem(
            title=REMEDIES[code].meaning,
            status=status,
            code=code,
            detail=detail,
            next=REMEDIES[code].next,
            **(states or {}),
        )
        content = problem.model_dump(mode="json", exclude_none=True)
        super().__init__(content, status_code=status, headers=headers)


def problem_of(error: AssayError) -> ProblemResponse:
    """The answer for a fault that Assay can name."""
    if error.code in _STATUS:
        status = _STATUS[error.code]
    else:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(error, ReadError) else HTTPStatus.INTERNAL_SERVER_ERROR
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    if isinstance(error, TooManyAttemptsError):
        headers = {"Retry-After": str(error.seconds)}
    return ProblemResponse(error.code, error.detail, status=status, headers=headers)


def problems(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route, for OpenAPI: 401, 403, 422 and those that are named."""
    every = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.UNPROCESSABLE_ENTITY, *statuses}
    return {
        int(status): {
            "description": _DESCRIPTIONS[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted(every)
    }


def install(app: FastAPI) -> None:
    """Make every fault of ``app`` go out as a problem."""

    @app.exception_handler(AssayError)
    def on_named_fault(_request: Request, error: AssayError) -> ProblemResponse:
        return problem_of(error)

    @app.exception_handler(SignInNeededError)
    def on_stranger(_request: Request, error: SignInNeededError) -> RedirectResponse:
        way = f"/log-in?next={quote(error.path)}"
        return RedirectResponse(way, status_code=HTTPStatus.SEE_OTHER, headers={"Cache-Control": "no-store"})

    @app.exception_handler(StaleError)
    async def on_stale_change(request: Request, error: StaleError) -> ProblemResponse:
        sent = await request.json() if await request.body() else {}
        states = {"current": error.current.model_dump(mode="json"), "sent": sent}
        headers = {"ETag": tag_of(error.current)}
        return ProblemResponse(error.code, error.detail, status=HTTPStatus.CONFLICT, headers=headers, states=states)

    @app.exception_handler(RequestValidationError)
    def on_invalid_request(_request: Request, error: RequestValidationError) -> ProblemResponse:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        # What was sent is not repeated: it may be confidential.
        detail = f"{field}: {first['msg']}."
        return ProblemResponse(ErrorCode.REQUEST_INVALID, detail, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    @app.exception_handler(HTTPException)
    def on_http_fault(request: Request, error: HTTPException) -> ProblemResponse:
        code = ErrorCode.NOT_FOUND if error.status_code == HTTPStatus.NOT_FOUND else ErrorCode.REQUEST_INVALID
        detail = f"{request.method} {request.url.path[:200]}: {error.detail}."
        headers = dict(error.headers) if error.headers else None
        return ProblemResponse(code, detail, status=error.status_code, headers=headers)

    @app.exception_handler(Exception)
    def on_unnamed_fault(request: Request, error: Exception) -> ProblemResponse:
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        # Its text may hold paths or texts of documents, so only its kind goes out.
        detail = f"Found a fault of the kind {type(error).__name__}."
        return ProblemResponse(ErrorCode.INTERNAL_ERROR, detail, status=HTTPStatus.INTERNAL_SERVER_ERROR)
