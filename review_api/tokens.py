"""Bearer tokens for programs: made once, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode, ReviewError
from review_api.accounts import account_named, principal_of_account
from review_api.database import Database
from review_api.identity import new_id
from review_api.permissions import GRANTS, Principal, Role
from review_api.records import NewTokenRecord, TokenRecord
from review_api.tables import TokenRow

#: Lets secret scanners recognise a token that leaked.
PREFIX = "assay_"


def create_token(database: Database, name: str, role: str) -> str:
    """A new secret that acts as ``name`` with ``role``, and belongs to the account of that name if there is one.

    It cannot be shown again. Raises :class:`CallError` with ``setting_invalid`` for an unknown role or an empty name.
    """
    if role not in list(Role):
        raise CallError(ErrorCode.SETTING_INVALID, f"Found role '{role}', expected one of: {', '.join(Role)}.")
    if not name.strip():
        raise CallError(ErrorCode.SETTING_INVALID, "Found an empty name, expected who or what the token is for.")
    with database.write() as session:
        try:
            account = account_named(session, name).id
        except ReviewError:
            account = None
        return _add(session, name=name.strip(), role=Role(role), account=account).secret


def create_own_token(session: Session, principal: Principal, *, name: str, role: Role | None) -> NewTokenRecord:
    """A new token of the caller's account, of its role or a lower one; ``name`` says what it is for.

    Raises :class:`ReviewError` with ``not_permitted`` for a higher role, or when the caller has no account.
    """
    if principal.account is None:
        raise ReviewError(ErrorCode.NOT_PERMITTED, "Only a person with an account can make a token of it.")
    wanted = role or principal.role
    if not GRANTS[wanted] <= GRANTS[principal.role]:
        raise ReviewError(ErrorCode.NOT_PERMITTED, f"A token of the role {wanted} may more than its maker.")
    return _add(session, name=name.strip(), role=wanted, account=principal.account)


def list_tokens(database: Database) -> tuple[TokenRecord, ...]:
    """Every token that was ever made, oldest first."""
    with database.read() as session:
        return tuple(_record(row) for row in session.scalars(select(TokenRow).order_by(TokenRow.id)))


def list_own_tokens(session: Session, principal: Principal) -> tuple[TokenRecord, ...]:
    """The tokens of the caller's account, oldest first; for admins every one."""
    query = select(TokenRow).order_by(TokenRow.id)
    if principal.role is not Role.ADMIN:
        query = query.where(TokenRow.account == principal.account, TokenRow.account.is_not(None))
    return tuple(_record(row) for row in session.scalars(query))


def revoke_own_token(session: Session, principal: Principal, token: str) -> TokenRecord:
    """The token, which does not work any more. Raises :class:`ReviewError` with ``not_found``."""
    row = session.get(TokenRow, token)
    mine = row is not None and row.account is not None and row.account == principal.account
    if row is None or not (mine or principal.role is Role.ADMIN):
        raise ReviewError(ErrorCode.NOT_FOUND, f"There is no token '{token}'.")
    row.revoked_at = row.revoked_at or _now()
    session.flush()
    return _record(row)


def revoke_token(database: Database, name_or_id: str) -> int:
    """How many tokens stopped working: the one of that id, or all of that name.

    Raises :class:`ReviewError` with ``not_found`` when none works under it.
    """
    with database.write() as session:
        wanted = or_(TokenRow.id == name_or_id, TokenRow.name == name_or_id)
        rows = session.scalars(select(TokenRow).where(wanted, TokenRow.revoked_at.is_(None))).all()
        if not rows:
            raise ReviewError(ErrorCode.NOT_FOUND, f"No working token has the id or name '{name_or_id}'.")
        for row in rows:
            row.revoked_at = _now()
        return len(rows)


def principal_of(session: Session, secret: str) -> Principal:
    """Whom a secret stands for. Raises :class:`ReviewError` with ``not_signed_in`` when it does not work."""
    # The hash of a random secret cannot be guessed piece by piece, so looking it up leaks nothing by its time.
    row = session.scalar(select(TokenRow).where(TokenRow.sha256 == _hash(secret), TokenRow.revoked_at.is_(None)))
    if row is None:
        raise ReviewError(ErrorCode.NOT_SIGNED_IN, "The token is unknown, or was revoked.")
    if row.account is None:
        return Principal(name=row.name, role=Role(row.role))
    owner = principal_of_account(session, row.account)
    # The owner may have been given a lower role since the token was made.
    role = Role(row.role) if GRANTS[Role(row.role)] <= GRANTS[owner.role] else owner.role
    return replace(owner, role=role)


def _add(session: Session, *, name: str, role: Role, account: str | None) -> NewTokenRecord:
    secret = PREFIX + secrets.token_urlsafe(32)
    row = TokenRow(id=new_id(), name=name, role=role.value, sha256=_hash(secret), created_at=_now(), account=account)
    session.add(row)
    session.flush()
    return NewTokenRecord(**_record(row).model_dump(), secret=secret)


def _record(row: TokenRow) -> TokenRecord:
    return TokenRecord(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        account=row.account,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
