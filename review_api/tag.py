"""Tags of records: whoever changes something says which state of it he saw."""

from __future__ import annotations

import hashlib

from corpus.errors import ErrorCode, ReviewError
from review_api.records import Record


class StaleError(ReviewError):
    """A change was sent for a state that is no longer the current one; ``current`` is the one that is."""

    def __init__(self, seen: str, current: Record) -> None:
        detail = f"Found the tag {seen[:80]}, the state of now has {tag_of(current)}."
        super().__init__(ErrorCode.CHANGED_MEANWHILE, detail)
        self.current = current

    def __reduce__(self) -> tuple[type[StaleError], tuple[str, Record]]:  # type: ignore[override]  # other arguments
        return type(self), ("", self.current)


def tag_of(record: Record) -> str:
    """The strong ETag of a record, in quotes: equal tags mean equal records."""
    return f'"{hashlib.sha256(record.model_dump_json().encode()).hexdigest()}"'


def require_match(if_match: str, record: Record) -> None:
    """Raise :class:`StaleError` unless ``if_match``, a list of tags, an asterisk or nothing, allows this state."""
    if if_match.strip() not in {"", "*"} and tag_of(record) not in [tag.strip() for tag in if_match.split(",")]:
        raise StaleError(if_match, record)
