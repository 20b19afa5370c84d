"""The decision log: chained, append-only, and telling where it was tampered with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from corpus.errors import ErrorCode, ReviewError
from review_api.database import Database
from review_api.decision_log import GENESIS, DecisionDraft, append, canonical, chain_head, event_hash, verify_chain
from review_api.tables import DecisionRow
from review_api.verdict import Verdict

GUARDS = ("decisions_stay", "decisions_are_kept", "decisions_follow")


COLUMNS = (
    "sequence, id, schema_version, at, who, verdict, reason, note, pack, suggestion, seat, turn, document, framework,"
    " criterion, release, details, selector, undoes, seals, previous, hash"
)
COPIED = (
    "'x', schema_version, at, who, verdict, reason, note, pack, 'sx', seat, turn, document, framework, criterion,"
    " release, details, selector, undoes, seals, 'p', 'h'"
)


def draft(suggestion: str = "s1", **changes: Any) -> DecisionDraft:
    fields: dict[str, Any] = {
        "who": "Ana Ruiz",
        "verdict": Verdict.ACCEPT,
        "reason": None,
        "note": "señal 童工",
        "pack": "p1",
        "suggestion": suggestion,
        "document": "d1",
        "framework": "rra-2",
        "criterion": "5",
        "release": "r1",
        "selector": {
            "document": "ab" * 32,
            "quote": "No child works here.",
            "prefix": "",
            "suffix": "",
            "spans": [{"page": 1, "boxes": [[72.0, 80.1, 90.333, 92.0]]}],
        },
    }
    return DecisionDraft(**{**fields, **changes})


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with Database(database_url) as opened:
        opened.upgrade()
        yield opened


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session in which five events were written."""
    with database.write() as session:
        for number in range(5):
            append(session, draft(f"s{number}"))
    with database.write() as session:
        yield session
        session.rollback()


def unguard(session: Session) -> None:
    """What somebody with the database file, or the rights of its owner, can do."""
    on_table = " ON decisions" if session.get_bind().dialect.name == "postgresql" else ""
    for guard in GUARDS:
        session.execute(text(f"DROP TRIGGER {guard}{on_table}"))


def test_decision_log_empty_log_has_the_genesis_head(database: Database) -> None:
    with database.read() as session:
        assert chain_head(session).hash == GENESIS == verify_chain(session).hash
        assert verify_chain(session).sequence == 0


def test_decision_log_verifies_what_it_wrote(session: Session) -> None:
    head = verify_chain(session)
    assert head == chain_head(session)
    assert head.sequence == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET who = 'x' WHERE sequence = 2",
        "UPDATE decisions SET note = NULL",
        "DELETE FROM decisions WHERE sequence = 5",
        "DELETE FROM decisions",
        "UPDATE decisions SET who = '[redacted]'",
        "UPDATE decisions SET details = '{\"blots\": 1}'",
        "UPDATE decisions SET seals = '{}'",
        "INSERT OR REPLACE INTO decisions SELECT * FROM decisions WHERE sequence = 2",
        f"INSERT INTO decisions ({COLUMNS}) SELECT 9, {COPIED} FROM decisions WHERE sequence = 5",
        f"INSERT INTO decisions ({COLUMNS}) SELECT 6, {COPIED} FROM decisions WHERE sequence = 5",
        "TRUNCATE decisions",
    ],
)
def test_decision_log_database_refuses_to_rewrite(session: Session, statement: str) -> None:
    postgresql = session.get_bind().dialect.name == "postgresql"
    if postgresql == statement.startswith("INSERT OR REPLACE") or postgresql < statement.startswith("TRUNCATE"):
        return
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


@pytest.mark.parametrize(
    "change",
    [
        {"who": "Someone else"},
        {"note": "another note"},
        {"note": None},
        {"verdict": "undo", "undoes": "x"},
        {"criterion": "6"},
        {"at": "2020-01-01T00:00:00.000Z"},
        {"selector": {"quote": "Other words."}},
        {"pack": "p2"},
        {"release": "r2"},
        {"framework_version": "9"},
        {"criterion_sha256": "f" * 64},
        {"details": {"status": "negative"}},
        {"seat": "1"},
        {"schema_version": 1},
        {"schema_version": 3},
        {"seals": {}},
        {"previous": "0" * 63 + "1"},
        {"hash": "f" * 64},
    ],
)
def test_decision_log_names_the_event_that_was_changed(session: Session, change: dict[str, Any]) -> None:
    unguard(session)
    session.execute(update(DecisionRow).where(DecisionRow.sequence == 3).values(change))
    session.expire_all()
    with pytest.raises(ReviewError, match=r"Event 3 ") as caught:
        verify_chain(session)
    assert caught.value.code is ErrorCode.LOG_BROKEN


def test_decision_log_changed_event_with_a_new_hash_breaks_at_the_next(session: Session) -> None:
    unguard(session)
    row = session.get_one(DecisionRow, 3)
    row.criterion = "6"
    row.hash = event_hash(row)
    session.flush()
    with pytest.raises(ReviewError, match=r"Event 4 follows"):
        verify_chain(session)


def test_decision_log_names_a_missing_event(session: Session) -> None:
    unguard(session)
    session.execute(text("DELETE FROM decisions WHERE sequence = 2"))
    with pytest.raises(ReviewError, match="Event 2 is missing"):
        verify_chain(session)


def test_decision_log_cut_short_is_seen_by_a_noted_head(session: Session) -> None:
    noted = verify_chain(session).hash
    assert verify_chain(session, expect_head=noted).sequence == 5
    unguard(session)
    session.execute(text("DELETE FROM decisions WHERE sequence = 5"))
    assert verify_chain(session).sequence == 4
    with pytest.raises(ReviewError, match="nowhere in it"):
        verify_chain(session, expect_head=noted)


def test_decision_log_that_grew_still_holds_a_noted_head(session: Session) -> None:
    noted = chain_head(session).hash
    append(session, draft("s9"))
    assert verify_chain(session, expect_head=noted).sequence == 6


def test_decision_log_equal_notes_have_unequal_digests(session: Session) -> None:
    rows = [session.get_one(DecisionRow, number) for number in (1, 2)]
    assert rows[0].note == rows[1].note
    assert rows[0].seals["note"]["digest"] != rows[1].seals["note"]["digest"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": Verdict.REJECT, "reason": None},
        {"verdict": Verdict.UNDO, "undoes": None},
        {"verdict": Verdict.ACCEPT, "undoes": "x"},
    ],
)
def test_decision_log_database_refuses_events_without_sense(session: Session, wrong: dict[str, Any]) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)check"):
        append(session, draft("s8", **wrong))


def test_decision_log_decision_is_taken_back_once(session: Session) -> None:
    decided = session.get_one(DecisionRow, 1)
    append(session, draft("s0", verdict=Verdict.UNDO, undoes=decided.id))
    with pytest.raises(DBAPIError, match=r"(?i)unique"):
        append(session, draft("s0", verdict=Verdict.UNDO, undoes=decided.id))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(value=json_values.filter(lambda value: "\\ud" not in ascii(value)))
@settings(max_examples=100, deadline=None)
def test_decision_log_canonical_form_survives_storage(value: Any) -> None:
    import json

    assert canonical(json.loads(json.dumps(value))) == canonical(value)
