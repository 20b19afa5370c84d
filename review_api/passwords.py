"""Passwords: hashed with Argon2id, checked in the same time whether or not there is somebody of that name."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from corpus.errors import CallError, ErrorCode

#: Characters; length is what makes a password strong.
MIN_LENGTH, MAX_LENGTH = 12, 1000

#: The library's defaults are the low-memory profile of RFC 9106: 64 MiB and three passes.
_hasher = PasswordHasher()

#: Each hash takes 64 MiB, and a crowd at the door must not use up the memory of the server.
_at_once = threading.BoundedSemaphore(2)

#: A hash that no password has, so that an unknown name takes as long as a known one.
_NOBODY = _hasher.hash("\x00 nobody has this password")


def hash_password(password: str) -> str:
    """The hash to keep. Raises :class:`CallError` with ``request_invalid`` for one that is too short or too long."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        detail = f"Found a password of {len(password)} characters, expected {MIN_LENGTH} to {MAX_LENGTH}."
        raise CallError(ErrorCode.REQUEST_INVALID, detail)
    with _at_once:
        return _hasher.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether ``password`` has the hash that is kept; always false where none is kept."""
    with _at_once:
        try:
            _hasher.verify(kept or _NOBODY, password[: MAX_LENGTH + 1])
        except (VerifyMismatchError, InvalidHashError):
            return False
    return kept is not None
