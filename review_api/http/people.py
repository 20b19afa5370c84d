"""Routes of people: accounts and tokens."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from review_api import accounts, tokens
from review_api.accounts import MAX_NAME, account_row
from review_api.cursor import DEFAULT_LIMIT
from review_api.http.access import TEXT, Caller, Cursor, Id, Limit, Office, TheOffice
from review_api.http.problem import problems
from review_api.permissions import Permission, Role
from review_api.records import AccountRecord, InvitationRecord, NewTokenRecord, Record, Slice, TokenRecord
from review_api.sign_in import fresh_link

router = APIRouter(tags=["people"])

Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
Suppliers = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=100, pattern=TEXT)], ...], Field(max_length=500)
]


class AccountRequest(BaseModel):
    """A person as he or she is invited."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    role: Role
    suppliers: Suppliers | None = Field(default=None, description="Ids of those that may be seen; null for every one.")


class AccountChange(BaseModel):
    """What is to change of an account; what is not sent stays."""

    model_config = ConfigDict(extra="forbid")

    role: Role | None = None
    suppliers: Suppliers | None = Field(default=None, description="Ids of those that may be seen; null for every one.")
    disabled: bool | None = None


class TokenRequest(BaseModel):
    """A token as it is asked for."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[
        str, Field(min_length=1, max_length=MAX_NAME, pattern=r"^[^\x00]*\S[^\x00]*$", description="What for.")
    ]
    role: Role | None = Field(default=None, description="One's own role or a lower one; one's own by default.")


class TokenList(Record):
    """The tokens that the caller may see."""

    items: tuple[TokenRecord, ...]


@router.post(
    "/accounts", status_code=HTTPStatus.CREATED, summary="Invite a person", responses=problems(HTTPStatus.CONFLICT)
)
def create_account(request: AccountRequest, office: TheOffice, caller: Caller) -> InvitationRecord:
    """A new account with the link that lets its person in once."""
    with office.database.write() as session:
        made = accounts.create_account(
            session, caller, name=request.name, role=request.role, suppliers=request.suppliers
        )
        secret = fresh_link(session, account_row(session, made.id))
    return InvitationRecord(account=made, link=_address(office, secret))


@router.get("/accounts", summary="List accounts", responses=problems())
def list_accounts(
    office: TheOffice, caller: Caller, cursor: Cursor = "", limit: Limit = DEFAULT_LIMIT
) -> Slice[AccountRecord]:
    """Every account, oldest first."""
    with office.database.read() as session:
        return accounts.list_accounts(session, caller, cursor=cursor, limit=limit)


@router.patch(
    "/accounts/{account}",
    summary="Change an account",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def change_account(account: Id, request: AccountChange, office: TheOffice, caller: Caller) -> AccountRecord:
    """Another role, other suppliers, shut or open; it holds at that person's next request."""
    suppliers: tuple[str, ...] | Literal[False] | None = (
        request.suppliers if "suppliers" in request.model_fields_set else False
    )
    with office.database.write() as session:
        return accounts.change_account(
            session, caller, account, role=request.role, suppliers=suppliers, disabled=request.disabled
        )


@router.delete(
    "/accounts/{account}",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    summary="Remove an account",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def remove_account(account: Id, office: TheOffice, caller: Caller) -> None:
    """Account, sessions and tokens go; decisions stay in the log under the name."""
    with office.database.write() as session:
        accounts.remove_account(session, caller, account)


@router.post(
    "/accounts/{account}/links",
    status_code=HTTPStatus.CREATED,
    summary="Make a one-time link for an account",
    responses=problems(HTTPStatus.NOT_FOUND),
)
def make_link(account: Id, office: TheOffice, caller: Caller) -> InvitationRecord:
    """For a person who was invited, or who forgot the password; earlier links do not work any more."""
    caller.require(Permission.ADMINISTER)
    with office.database.write() as session:
        row = account_row(session, account)
        secret = fresh_link(session, row)
        record = accounts.show_account(session, accounts.principal_of_account(session, row.id))
    if record is None:
        raise TypeError("an account that was found has no record")
    return InvitationRecord(account=record, link=_address(office, secret))


@router.post("/tokens", status_code=HTTPStatus.CREATED, summary="Make a token", responses=problems())
def create_token(request: TokenRequest, office: TheOffice, caller: Caller) -> NewTokenRecord:
    """A token of the caller's account for a program; its secret is shown only here."""
    with office.database.write() as session:
        return tokens.create_own_token(session, caller, name=request.name, role=request.role)


@router.get("/tokens", summary="List tokens", responses=problems())
def list_tokens(office: TheOffice, caller: Caller) -> TokenList:
    """One's own tokens, for admins every one, oldest first."""
    with office.database.read() as session:
        return TokenList(items=tokens.list_own_tokens(session, caller))


@router.post("/tokens/{token}/revoke", summary="Revoke a token", responses=problems(HTTPStatus.NOT_FOUND))
def revoke_token(token: Id, office: TheOffice, caller: Caller) -> TokenRecord:
    """It does not work any more."""
    with office.database.write() as session:
        return tokens.revoke_own_token(session, caller, token)


def _address(office: Office, secret: str) -> str:
    return f"{office.settings.address}/welcome?key={secret}"
