"""Schema, constraints and transactions of the review database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from review_api.database import Database, open_database
from review_api.settings import Settings
from review_api.tables import Base, DocumentRow, PackRow, PassageRow, SuggestionRow


@pytest.fixture
def database(tmp_path: Path, database_url: str) -> Iterator[Database]:
    settings = Settings(data_dir=tmp_path / "data", reviewer="Ana", database_url=database_url)
    with open_database(settings) as opened:
        yield opened


def passage(**changes: Any) -> dict[str, Any]:
    row = {"document": "d", "position": 0, "id": "x", "text": "Words.", "spans": [], "first_page": 1, "last_page": 1}
    return {
        **row,
        "locator": "",
        "heading": [],
        "kind": "prose",
        "language": "en",
        "prefix": "",
        "suffix": "",
        **changes,
    }


def fill(database: Database) -> None:
    document = {"id": "d", "pack": "p", "position": 0, "name": "a.pdf", "language": "en", "pages": 1, "pages_read": 1}
    document |= {"series": "d", "received": "2026-11-25"}
    pack = {"id": "p", "name": "P", "framework": "rra-2", "state": "ready", "content": "c"}
    with database.write() as session:
        session.execute(insert(PackRow), [{**pack, "created_at": "", "created_by": ""}])
        session.execute(insert(DocumentRow), [document])
        session.execute(insert(PassageRow), [passage()])


SUGGESTION = {
    "id": "s",
    "pack": "p",
    "document": "d",
    "document_position": 0,
    "passage_position": 0,
    "framework": "rra-2",
    "criterion": "5",
    "score": 0.5,
    "status": "context",
    "reasons": [],
    "release": "r",
    "margin": 0.0,
    "language": "en",
    "likeness": "",
    "standing_criterion": "5",
    "standing_status": "context",
}


def test_database_migrations_make_the_schema_of_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_database_upgrade_twice_changes_nothing(database: Database) -> None:
    fill(database)
    database.upgrade()
    with database.read() as session:
        assert session.get_one(PackRow, "p").name == "P"


def test_database_uses_wal_and_foreign_keys(database: Database) -> None:
    if database.is_postgresql:
        return
    with database.read() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA synchronous")) == 2


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": None}])
def test_database_refuses_a_passage_without_quote(database: Database, wrong: dict[str, Any]) -> None:
    fill(database)
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(insert(PassageRow), [passage(position=1, **wrong)])


@pytest.mark.parametrize(
    "wrong", [{"passage_position": 7}, {"passage_position": None}, {"score": 1.5}, {"pack": "none"}]
)
def test_database_refuses_a_suggestion_without_passage(database: Database, wrong: dict[str, Any]) -> None:
    fill(database)
    with database.write() as session:
        session.execute(insert(SuggestionRow), [SUGGESTION])
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(insert(SuggestionRow), [{**SUGGESTION, "id": "s2", **wrong}])


def test_database_write_rolls_back_on_a_fault(database: Database) -> None:
    fill(database)

    def rename() -> None:
        with database.write() as session:
            session.get_one(PackRow, "p").name = "changed"
            session.flush()
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        rename()
    with database.read() as session:
        assert session.get_one(PackRow, "p").name == "P"


def test_database_decisions_have_no_foreign_key() -> None:
    assert not Base.metadata.tables["decisions"].foreign_keys


def test_database_queue_is_answered_from_its_indexes(database: Database) -> None:
    """100,000 suggestions must not be sorted for one part of the queue."""
    from review_api.sight import Sight
    from review_api.suggestions import _query

    if database.is_postgresql:
        return
    for keys, index in (
        ((SuggestionRow.score.desc(), SuggestionRow.id.desc()), "ix_suggestions_by_score"),
        (
            (SuggestionRow.document_position, SuggestionRow.passage_position, SuggestionRow.id),
            "ix_suggestions_by_place",
        ),
    ):
        query = _query(Sight()).where(SuggestionRow.pack == "p").order_by(*keys).limit(50)
        statement = query.compile(database.engine, compile_kwargs={"literal_binds": True})
        with database.read() as session:
            plan = " / ".join(row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {statement}")))
        assert index in plan, plan
        assert "TEMP B-TREE" not in plan, plan
        assert "SEARCH decisions USING INTEGER PRIMARY KEY" in plan, plan
