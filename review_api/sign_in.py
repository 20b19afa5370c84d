"""How a browser stays signed in, and the one-time links that sign one in; of every secret only the hash is kept."""

from __future__ import annotations

import hashlib
import secrets
import time
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from corpus.errors import ErrorCode, ReviewError
from review_api.account_tables import AccountRow, LinkRow, SessionRow
from review_api.accounts import principal_of_account
from review_api.permissions import Principal

#: Seconds for which a session lasts at all, and without a request.
SESSION_SECONDS = 30 * 24 * 3600
IDLE_SECONDS = 7 * 24 * 3600
#: Seconds between two notes that a session was seen: not every request should write.
_SEEN_SECONDS = 300

#: Seconds for which a one-time link works.
LINK_SECONDS = 7 * 24 * 3600


def begin_session(session: Session, account: str) -> str:
    """The secret of a new session of an account."""
    now = time.time()
    session.execute(delete(SessionRow).where(SessionRow.created < now - SESSION_SECONDS))
    secret = secrets.token_urlsafe(32)
    session.add(SessionRow(sha256=_hash(secret), account=account, created=now, seen=now))
    session.flush()
    return secret


def principal_of_session(session: Session, secret: str) -> tuple[Principal, bool]:
    """Whom a session stands for, and whether it is time to note that it was seen.

    Raises :class:`ReviewError` with ``not_signed_in`` when it is over or its account is shut.
    """
    now = time.time()
    row = session.get(SessionRow, _hash(secret))
    if row is None or row.created < now - SESSION_SECONDS or row.seen < now - IDLE_SECONDS:
        raise ReviewError(ErrorCode.NOT_SIGNED_IN, "The session is over.")
    return principal_of_account(session, row.account), row.seen < now - _SEEN_SECONDS


def note_seen(session: Session, secret: str) -> None:
    """Note that a session was seen now."""
    row = session.get(SessionRow, _hash(secret))
    if row is not None:
        row.seen = time.time()


def end_session(session: Session, secret: str) -> None:
    """Sign a browser out; one that is not signed in is as good as signed out."""
    session.execute(delete(SessionRow).where(SessionRow.sha256 == _hash(secret)))


def make_link(
    session: Session, account: str | None, *, details: dict[str, Any] | None = None, seconds: float = 0
) -> str:
    """The secret of a link that works once, for an account or, without one, for what ``details`` say."""
    now = time.time()
    session.execute(delete(LinkRow).where(LinkRow.expires < now))
    secret = secrets.token_urlsafe(32)
    expires = now + (seconds or LINK_SECONDS)
    session.add(LinkRow(sha256=_hash(secret), account=account, details=details or {}, expires=expires))
    session.flush()
    return secret


def redeem_link(session: Session, secret: str) -> LinkRow:
    """The link of a secret, which does not work a second time.

    Raises :class:`ReviewError` with ``not_signed_in`` when it was used before, is too old or was never made.
    """
    row = session.get(LinkRow, _hash(secret), with_for_update=True)
    if row is None or row.expires < time.time():
        raise ReviewError(ErrorCode.NOT_SIGNED_IN, "The link was used before, or is too old.")
    session.delete(row)
    session.flush()
    return row


def fresh_link(session: Session, account: AccountRow) -> str:
    """The secret of a new link for an account; links that were made for it before do not work any more."""
    session.execute(delete(LinkRow).where(LinkRow.account == account.id))
    return make_link(session, account.id)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
