"""Opaque cursors: where a list went on to, so that the next part neither repeats nor skips a row."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence

from corpus.errors import CallError, ErrorCode

#: Rows of a part when the caller does not say, and at most.
DEFAULT_LIMIT = 50
MAX_LIMIT = 500

Key = str | int | float


def encode(order: str, keys: Sequence[Key]) -> str:
    """The cursor that stands after the row with these sort keys in this order."""
    raw = json.dumps([order, *keys], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(cursor: str, order: str, types: tuple[type[Key], ...]) -> tuple[Key, ...]:
    """The sort keys in a cursor made by :func:`encode` for the same order.

    Raises :class:`CallError` with ``request_invalid`` when it was made for another list, or not by Assay at all.
    """
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        found = json.loads(raw)
    except (binascii.Error, ValueError, RecursionError) as error:
        raise _foreign(cursor) from error
    if not isinstance(found, list) or len(found) != len(types) + 1 or found[0] != order:
        raise _foreign(cursor)
    for value, kind in zip(found[1:], types, strict=True):
        # A bool is an int to Python and no sort key of ours; an int beyond 64 bits is none of the database's.
        if type(value) is not kind or (isinstance(value, int) and abs(value) >= 1 << 63):
            raise _foreign(cursor)
    return tuple(found[1:])


def _foreign(cursor: str) -> CallError:
    shown = cursor if len(cursor) <= 80 else f"{cursor[:80]}…"  # noqa: PLR2004 - enough to recognise it
    return CallError(
        ErrorCode.REQUEST_INVALID, f"Found cursor '{shown}', expected the next_cursor of the same list and order."
    )
