"""Routes of one's own session: sign in, who am I, password, sign out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import ErrorCode, ReviewError
from review_api import accounts
from review_api.http.access import Caller, Office, TheOffice
from review_api.http.cookie import COOKIE, clear_cookie, require_own_page, set_cookie
from review_api.http.problem import problems
from review_api.passwords import MAX_LENGTH, MIN_LENGTH
from review_api.permissions import Permission, Principal
from review_api.records import CallerRecord
from review_api.sign_in import begin_session, end_session

router = APIRouter(tags=["session"])

Password = Annotated[str, Field(max_length=MAX_LENGTH)]


class LogInRequest(BaseModel):
    """Name and password."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=200)]
    password: Password


class PasswordRequest(BaseModel):
    """A new password, and the one of now where there is one."""

    model_config = ConfigDict(extra="forbid")

    current: Password = ""
    new: Annotated[str, Field(min_length=MIN_LENGTH, max_length=MAX_LENGTH)]


@router.post(
    "/session",
    status_code=HTTPStatus.CREATED,
    summary="Sign in",
    responses=problems(HTTPStatus.TOO_MANY_REQUESTS),
)
def log_in(request: LogInRequest, http: Request, response: Response, office: TheOffice) -> CallerRecord:
    """Name and password against a session cookie; 403 `wrong_password`, 429 `too_many_attempts`."""
    require_own_page(http)
    address = http.client.host if http.client else ""
    # Committed by itself: an attempt counts also when what follows fails.
    with office.database.write() as session:
        accounts.count_log_in(session, name=request.name, address=address)
    with office.database.read() as session:
        account = accounts.log_in(session, name=request.name, password=request.password)
    with office.database.write() as session:
        accounts.forget_log_in(session, name=request.name)
        secret = begin_session(session, account)
        caller = accounts.principal_of_account(session, account)
    set_cookie(response, office.settings, secret)
    return _record(office, caller)


@router.get("/session", summary="Show who is calling", responses=problems())
def show_session(office: TheOffice, caller: Caller) -> CallerRecord:
    """The caller with its role and the suppliers that may be seen."""
    return _record(office, caller)


@router.delete(
    "/session", status_code=HTTPStatus.NO_CONTENT, response_class=Response, summary="Sign out", responses=problems()
)
def log_out(http: Request, office: TheOffice, caller: Caller) -> Response:
    """The session of this browser is over."""
    caller.require(Permission.READ)
    with office.database.write() as session:
        end_session(session, http.cookies.get(COOKIE, ""))
    response = Response(status_code=HTTPStatus.NO_CONTENT)
    clear_cookie(response, office.settings)
    return response


@router.post("/session/password", summary="Set one's password", responses=problems(HTTPStatus.TOO_MANY_REQUESTS))
def set_password(request: PasswordRequest, response: Response, office: TheOffice, caller: Caller) -> CallerRecord:
    """Every other session of the account ends."""
    if caller.account is None:
        raise ReviewError(ErrorCode.NOT_PERMITTED, "Only a person with an account has a password.")
    with office.database.write() as session:
        # Somebody at an unlocked screen must not be able to try passwords without end either.
        accounts.count_log_in(session, name=caller.name, address=caller.account)
    with office.database.write() as session:
        accounts.set_password(session, caller.account, request.new, current=request.current)
        accounts.forget_log_in(session, name=caller.name)
        secret = begin_session(session, caller.account)
    set_cookie(response, office.settings, secret)
    return _record(office, caller)


def _record(office: Office, caller: Principal) -> CallerRecord:
    with office.database.read() as session:
        account = accounts.show_account(session, caller)
    suppliers = None if caller.suppliers is None else tuple(sorted(caller.suppliers))
    return CallerRecord(name=caller.name, role=caller.role, suppliers=suppliers, account=account)
