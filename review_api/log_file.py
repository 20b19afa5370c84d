"""The decision log as a file of JSON lines: written in constant memory, and verified by anybody who has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode
from review_api.decision_log import ChainHead, verify_events
from review_api.tables import DecisionRow

COLUMNS = tuple(column.key for column in DecisionRow.__mapper__.column_attrs)

#: Events fetched at once.
_BATCH = 500


def log_lines(session: Session) -> Iterator[bytes]:
    """Every event of the whole log, in order, one JSON object a line."""
    rows = session.scalars(select(DecisionRow).order_by(DecisionRow.sequence).execution_options(yield_per=_BATCH))
    for row in rows:
        yield json.dumps({name: getattr(row, name) for name in COLUMNS}, ensure_ascii=False).encode() + b"\n"
        # Otherwise the session would gather the whole log in memory.
        session.expunge(row)


def verify_file(path: Path, *, expect_head: str = "") -> ChainHead:
    """The end of the log in a file, after :func:`verify_events` found it whole.

    Raises as that does, and :class:`CallError` when the file is missing or holds something else than events.
    """
    if not path.is_file():
        raise CallError(ErrorCode.PATH_MISSING, f"Found no file at '{path}'.")
    return verify_events(_events(path), expect_head=expect_head)


def _events(path: Path) -> Iterator[DecisionRow]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            yield DecisionRow(**_fields(line, number))


def _fields(line: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise CallError(ErrorCode.INPUT_LINE_INVALID, f"Line {number} is no JSON.") from error
    if not isinstance(found, dict) or not set(COLUMNS) <= found.keys():
        raise CallError(ErrorCode.INPUT_LINE_INVALID, f"Line {number} is no whole event of a decision log.")
    return {name: found[name] for name in COLUMNS}
