"""The decision log: append-only events, each holding the hash of the one before it.

The hash of an event is the sha256 of its body in canonical JSON (UTF-8, keys sorted, no spaces). The body holds every
field of the event except ``who``, ``note`` and ``selector``, which stand in it as salted digests: where personal data
has to be blotted out, value and salt go while the chain still verifies. :func:`verify_chain` recomputes all of it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from corpus.errors import ErrorCode, ReviewError
from review_api.identity import new_id
from review_api.redaction import Redaction, is_blotted, redactions_of
from review_api.standing import copy_standing
from review_api.tables import DecisionRow
from review_api.verdict import Verdict

#: Version of the body that is hashed.
SCHEMA_VERSION = 2

#: ``previous`` of the first event, and the head of an empty log.
GENESIS = "0" * 64

#: Fields of the body that are hashed as they stand, by version.
_PLAIN_1 = (
    "schema_version",
    "sequence",
    "id",
    "at",
    "verdict",
    "reason",
    "pack",
    "suggestion",
    "turn",
    "document",
    "framework",
    "criterion",
    "release",
    "undoes",
    "previous",
)
_PLAIN = {1: _PLAIN_1, 2: (*_PLAIN_1, "seat", "framework_version", "criterion_sha256", "details")}
#: Fields that are hashed through a salted digest.
SEALED = ("who", "note", "selector")


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionDraft:
    """An event that is to be written; the fields are those of :class:`DecisionRow`."""

    who: str
    verdict: Verdict
    reason: str | None
    note: str | None
    pack: str
    suggestion: str
    document: str
    framework: str
    criterion: str
    release: str
    #: Complete in itself: document sha256, quote, prefix, suffix and spans with boxes.
    selector: dict[str, Any]
    framework_version: str | None = None
    criterion_sha256: str | None = None
    #: Id of the decision that an undo takes back.
    undoes: str | None = None
    seat: str = ""
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChainHead:
    """The end of the log: whoever notes the hash can later show that nothing before it was altered."""

    #: Number of events.
    sequence: int
    hash: str


def chain_head(session: Session) -> ChainHead:
    """The end of the log as it stands."""
    row = session.execute(
        select(DecisionRow.sequence, DecisionRow.hash).order_by(DecisionRow.sequence.desc()).limit(1)
    ).first()
    return ChainHead(sequence=row.sequence, hash=row.hash) if row else ChainHead(sequence=0, hash=GENESIS)


def hold(session: Session) -> None:
    """Let no other writer add to the log until ``session``, a writing one, ends.

    Call it before reading what a decision depends on; otherwise two people could decide the same suggestion at once.
    """
    # On SQLite a writing session holds the one write lock from its beginning.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE decisions IN EXCLUSIVE MODE"))


def append(session: Session, draft: DecisionDraft) -> DecisionRow:
    """The event that was written at the end of the log; ``session`` holds the log and is not committed here.

    What stands for its suggestion is written beside the suggestion.
    """
    head = chain_head(session)
    turn = session.scalar(
        select(func.max(DecisionRow.turn)).where(
            DecisionRow.suggestion == draft.suggestion, DecisionRow.seat == draft.seat
        )
    )
    row = DecisionRow(
        schema_version=SCHEMA_VERSION,
        sequence=head.sequence + 1,
        id=new_id(),
        at=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        who=draft.who,
        verdict=draft.verdict.value,
        reason=draft.reason,
        note=draft.note,
        pack=draft.pack,
        suggestion=draft.suggestion,
        seat=draft.seat,
        turn=(turn or 0) + 1,
        document=draft.document,
        framework=draft.framework,
        framework_version=draft.framework_version,
        criterion=draft.criterion,
        criterion_sha256=draft.criterion_sha256,
        release=draft.release,
        details=draft.details,
        selector=draft.selector,
        undoes=draft.undoes,
        previous=head.hash,
        seals={},
    )
    seals = {}
    for name in SEALED:
        salt = secrets.token_hex(16)
        seals[name] = {"salt": salt, "digest": _digest(salt, getattr(row, name))}
    row.seals = seals
    row.hash = event_hash(row)
    session.add(row)
    session.flush()
    copy_standing(session, row)
    return row


def event_hash(row: DecisionRow) -> str:
    """Lower-case hexadecimal sha256 that an event of these values must have.

    Raises :class:`ReviewError` with ``log_broken`` for a version of the body that nobody wrote.
    """
    if row.schema_version not in _PLAIN:
        raise _broken(row.sequence, f"is of version {row.schema_version}, expected one of {sorted(_PLAIN)}")
    body: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN[row.schema_version]}
    body["sealed"] = {name: row.seals[name]["digest"] for name in SEALED}
    return hashlib.sha256(canonical(body)).hexdigest()


def canonical(value: object) -> bytes:
    """The one form in which a JSON value is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def verify_chain(session: Session, *, expect_head: str = "") -> ChainHead:
    """The end of the log of a database, after :func:`verify_events` found it whole. Raises as that does."""
    rows = session.scalars(select(DecisionRow).order_by(DecisionRow.sequence).execution_options(yield_per=500))

    def forgotten() -> Iterator[DecisionRow]:
        for row in rows:
            yield row
            # Otherwise the session would gather the whole log in memory.
            session.expunge(row)

    return verify_events(forgotten(), expect_head=expect_head)


def verify_events(events: Iterable[DecisionRow], *, expect_head: str = "") -> ChainHead:
    """The end of a log, after every event was found to be unaltered and in its place.

    A value that was blotted out passes only when a later event says that it was. ``expect_head`` is a hash noted
    earlier: the log must still contain it, which also shows a log that was cut short, written anew or put in another
    order. Raises :class:`ReviewError` with ``log_broken``, naming the first event that does not hold.
    """
    head = ChainHead(sequence=0, hash=GENESIS)
    met = expect_head in {"", GENESIS}
    blotted: list[tuple[int, str]] = []
    allowed: list[Redaction] = []
    for row in events:
        blotted.extend((row.sequence, name) for name in _check_event(row, head))
        head = ChainHead(sequence=row.sequence, hash=row.hash)
        met = met or row.hash == expect_head
        allowed.extend(redactions_of(row))
    for sequence, name in blotted:
        if not any(redaction.covers(sequence, name) for redaction in allowed):
            raise _broken(sequence, f"lost its '{name}', and no later event says why")
    if not met:
        raise _broken(head.sequence, f"ends the log with {head.hash}; the expected {expect_head} is nowhere in it")
    return head


def _check_event(row: DecisionRow, head: ChainHead) -> list[str]:
    """The sealed fields of an event whose values are gone, after the rest of it was found to follow ``head``."""
    if row.sequence != head.sequence + 1:
        raise _broken(head.sequence + 1, f"is missing; event {row.sequence} follows")
    if row.previous != head.hash:
        raise _broken(row.sequence, f"follows {row.previous}, expected {head.hash}")
    blotted = []
    for name in SEALED:
        seal = _seal(row, name)
        if is_blotted(row, name):
            blotted.append(name)
        elif _digest(seal["salt"], getattr(row, name)) != seal["digest"]:
            raise _broken(row.sequence, f"has a '{name}' that is not the one it was sealed with")
    if event_hash(row) != row.hash:
        raise _broken(row.sequence, f"hashes to {event_hash(row)}, its record says {row.hash}")
    return blotted


def _digest(salt: str, value: object) -> str:
    return hashlib.sha256(canonical([salt, value])).hexdigest()


def _seal(row: DecisionRow, name: str) -> dict[str, str]:
    seal = row.seals.get(name)
    if not isinstance(seal, dict) or not {"salt", "digest"} <= seal.keys():
        raise _broken(row.sequence, f"has no seal of its '{name}'")
    return seal


def _broken(sequence: int, what: str) -> ReviewError:
    return ReviewError(ErrorCode.LOG_BROKEN, f"Event {sequence} {what}.")
