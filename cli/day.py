"""Days as options of commands."""

from __future__ import annotations

from datetime import date

from corpus.errors import CallError, ErrorCode


def as_day(text: str) -> date | None:
    """The day of ``--as-of``, ``None`` when none was given.

    Raises :class:`CallError` with ``setting_invalid``.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        detail = f"Found '{text}' for --as-of, expected a date such as 2026-11-22."
        raise CallError(ErrorCode.SETTING_INVALID, detail) from error
