"""Every migration runs on databases that older versions of Assay left behind; decisions come out unchanged."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from review_api import database as database_module
from review_api.database import Database
from review_api.decision_log import verify_chain
from review_api.standing import recomputed
from review_api.tables import Base, DecisionRow, SuggestionRow

FROZEN = Path(__file__).parents[1] / "frozen"
#: Written by the version of Assay whose newest migration has that number.
REVISIONS = sorted(path.stem for path in FROZEN.glob("*.sql"))


def thaw(url: str, revision: str) -> Database:
    """The frozen database of a revision: on SQLite as it was, on PostgreSQL its rows in the schema of that time."""
    dump = (FROZEN / f"{revision}.sql").read_text(encoding="utf-8")
    opened = Database(url)
    if not opened.is_postgresql:
        Path(url.removeprefix("sqlite:///")).unlink()
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            connection.executescript(dump)
        connection.close()
        return opened
    with opened.write() as session:
        session.execute(text("DROP SCHEMA public CASCADE"))
        session.execute(text("CREATE SCHEMA public"))
    opened.upgrade_to(revision)
    inserts = re.findall(r"^INSERT INTO \"(?!alembic_version)(\w+)(\".*?\);)$", dump, re.MULTILINE | re.DOTALL)
    order = [table.name for table in Base.metadata.sorted_tables]
    with opened.write() as session:
        # SQLite writes truth as a number.
        cast = (
            "UPDATE pg_cast SET castcontext = 'a' WHERE castsource = 'int4'::regtype AND casttarget = 'bool'::regtype"
        )
        session.execute(text(cast.replace(":", r"\:")))
    with opened.write() as session:
        for table, rest in sorted(inserts, key=lambda found: order.index(found[0])):
            session.execute(text(f'INSERT INTO "{table}{rest}'.replace(":", r"\:")))
    return opened


@pytest.fixture(params=REVISIONS)
def thawed(request: pytest.FixtureRequest, database_url: str) -> Iterator[Database]:
    with thaw(database_url, request.param) as opened:
        yield opened


def decisions(opened: Database) -> list[dict[str, Any]]:
    with opened.read() as session:
        rows = session.execute(
            text("SELECT sequence, id, at, who, verdict, note, criterion, hash FROM decisions ORDER BY 1")
        )
        return [dict(row._mapping) for row in rows]


def revision_of(opened: Database) -> str:
    with opened.read() as session:
        return str(session.scalar(text("SELECT version_num FROM alembic_version")))


def newest() -> str:
    return str(ScriptDirectory(str(database_module._MIGRATIONS)).get_current_head())


def test_migrations_bring_an_old_database_to_the_newest_schema(thawed: Database) -> None:
    before = decisions(thawed)
    assert len(before) >= 6
    thawed.upgrade()
    assert revision_of(thawed) == newest()
    assert decisions(thawed) == before
    with thawed.read() as session:
        assert verify_chain(session).sequence == len(before)
        assert session.query(DecisionRow).count() == len(before)
    with thawed.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrations_copy_the_standing_state_out_of_the_log(thawed: Database) -> None:
    thawed.upgrade()
    with thawed.read() as session:
        found = {row.id: (row.state, row.standing_criterion, row.decision) for row in session.query(SuggestionRow)}
        assert sorted({state for state, _, _ in found.values()}) == ["accepted", "open", "rejected"]
        assert {row: (one.state, one.criterion, one.decision) for row, one in recomputed(session).items()} == found
        assert all(len(row.likeness) == 64 for row in session.query(SuggestionRow))


def test_migrations_keep_the_log_append_only(thawed: Database) -> None:
    thawed.upgrade()
    for statement in (
        "UPDATE decisions SET verdict = 'reject', reason = 'other' WHERE sequence = 1",
        "DELETE FROM decisions",
    ):
        with pytest.raises(Exception, match="append-only"), thawed.write() as session:
            session.execute(text(statement))
