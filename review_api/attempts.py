"""Attempts to sign in: counted per name and per address, and refused for a while when there are too many."""

from __future__ import annotations

import hashlib
import math
import time

from sqlalchemy import delete
from sqlalchemy.orm import Session

from corpus.errors import ErrorCode, ReviewError
from review_api.account_tables import AttemptRow

#: Attempts under one name, and from one address, within the window; offices share an address.
PER_NAME = 5
PER_ADDRESS = 50
#: Seconds.
WINDOW = 15 * 60


class TooManyAttemptsError(ReviewError):
    """Nobody may try under that name, or from that address, for a while."""

    def __init__(self, seconds: int) -> None:
        super().__init__(ErrorCode.TOO_MANY_ATTEMPTS, f"Try again in {math.ceil(seconds / 60)} minutes.")
        #: Until the next attempt is looked at.
        self.seconds = seconds

    def __reduce__(self) -> tuple[type[TooManyAttemptsError], tuple[int]]:  # type: ignore[override]  # other arguments
        return type(self), (self.seconds,)


def count_attempt(session: Session, *, name: str, address: str) -> None:
    """Count an attempt before it is looked at, so that many at once do not slip through.

    Raises :class:`TooManyAttemptsError`; unknown names are counted like known ones.
    """
    now = time.time()
    session.execute(delete(AttemptRow).where(AttemptRow.since < now - WINDOW))
    for key, limit in ((_key("name", name), PER_NAME), (_key("address", address), PER_ADDRESS)):
        row = session.get(AttemptRow, key, with_for_update=True)
        if row is None:
            session.add(AttemptRow(key=key, count=1, since=now))
        elif row.count >= limit:
            raise TooManyAttemptsError(math.ceil(row.since + WINDOW - now))
        else:
            row.count += 1
    session.flush()


def forget_attempts(session: Session, *, name: str) -> None:
    """Begin to count anew under a name that got in."""
    session.execute(delete(AttemptRow).where(AttemptRow.key == _key("name", name)))


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).hexdigest()
