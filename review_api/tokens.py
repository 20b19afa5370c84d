"""Bearer tokens for programs: made once, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode, ReviewError
from review_api.database import Database
from review_api.identity import new_id
from review_api.permissions import Principal, Role
from review_api.tables import TokenRow

#: Lets secret scanners recognise a token that leaked.
PREFIX = "assay_"


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A token as it can be listed: everything but the secret."""

    id: str
    name: str
    role: Role
    #: UTC, ISO 8601.
    created_at: str
    #: ``None`` while the token works.
    revoked_at: str | None


def create_token(database: Database, name: str, role: str) -> str:
    """A new secret that acts as ``name`` with ``role``; it cannot be shown again.

    Raises :class:`CallError` with ``setting_invalid`` for an unknown role or an empty name.
    """
    if role not in list(Role):
        raise CallError(ErrorCode.SETTING_INVALID, f"Found role '{role}', expected one of: {', '.join(Role)}.")
    if not name.strip():
        raise CallError(ErrorCode.SETTING_INVALID, "Found an empty name, expected who or what the token is for.")
    secret = PREFIX + secrets.token_urlsafe(32)
    with database.write() as session:
        session.add(
            TokenRow(
                id=new_id(), name=name.strip(), role=role, sha256=_hash(secret), created_at=_now(), revoked_at=None
            )
        )
    return secret


def list_tokens(database: Database) -> tuple[Token, ...]:
    """Every token that was ever made, oldest first."""
    with database.read() as session:
        return tuple(
            Token(id=row.id, name=row.name, role=Role(row.role), created_at=row.created_at, revoked_at=row.revoked_at)
            for row in session.scalars(select(TokenRow).order_by(TokenRow.id))
        )


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
    return Principal(name=row.name, role=Role(row.role))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
