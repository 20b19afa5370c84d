"""The review database: engine, transactions, upgrade to the newest schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.errors import CallError, ErrorCode
from review_api import account_tables, round_tables  # noqa: F401 - whoever has a database has all its tables
from review_api.settings import Settings

_MIGRATIONS = Path(__file__).parent / "migrations"

#: Milliseconds that a writer waits for another one; long writes are those of a document's passages.
_BUSY_MILLISECONDS = 30_000

_WRITES = "assay_writes"
_UNCHECKED = "assay_unchecked"

#: Any number that no other program on the same PostgreSQL database would take.
_UPGRADE_LOCK = 0x61737361

#: Connections kept open, and how many more may be opened for a moment; the web server works with 40 threads.
_POOL, _OVERFLOW = 10, 30


class Database:
    """One review database. Close it, or use it as a context manager."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._reader = self.engine
        self._writer = self.engine.execution_options(**{_WRITES: True})
        if self.is_postgresql:
            _prepare_postgresql(self.engine)
        else:
            _prepare_sqlite(self.engine)

    @property
    def is_postgresql(self) -> bool:
        """Whether it is a PostgreSQL; otherwise it is SQLite."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database and is rolled back at its end."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that is committed at its end, or rolled back when an exception leaves it.

        On SQLite it holds the one write lock from its beginning, so that what it reads stays true until it writes.
        """
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def upgrade(self) -> None:
        """Bring the schema to the newest revision; nothing happens when it is there already."""
        self.upgrade_to("head")

    def upgrade_to(self, revision: str) -> None:
        """Bring the schema to a revision, all of it or nothing of it."""
        configuration = Config()
        configuration.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        configuration.set_main_option("path_separator", "os")
        # SQLite makes a table anew to change it, and dropping the old one would delete what refers to it.
        writer = self._writer.execution_options(**{_UNCHECKED: True})
        with writer.begin() as connection:
            if self.is_postgresql:
                # Two servers that start at once must not both make the tables.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, revision)
            if not self.is_postgresql and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise IntegrityError(f"foreign key of table {broken[0]}", None, ValueError("the upgrade broke it"))

    @property
    def newest_revision(self) -> str:
        """The revision that :meth:`upgrade` leads to."""
        return str(ScriptDirectory(str(_MIGRATIONS)).get_current_head())

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_database(settings: Settings) -> Database:
    """The database of ``settings`` at its newest schema; folder and file are made when they are not there."""
    # Evidence packs are confidential, and other people may have accounts on the machine.
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(settings.url)
    try:
        database.upgrade()
    except BaseException:
        database.close()
        raise
    return database


def _engine(url: str) -> Engine:
    """Raises :class:`CallError` with ``setting_invalid`` for a URL of another database, or without its driver."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise CallError(ErrorCode.SETTING_INVALID, "The database URL is not of the form SYSTEM://…") from error
    system = parsed.get_backend_name()
    if system == "sqlite":
        return create_engine(parsed)
    if system != "postgresql":
        raise CallError(ErrorCode.SETTING_INVALID, f"Found a URL of '{system}', expected sqlite or postgresql.")
    try:
        return create_engine(
            parsed.set(drivername="postgresql+pg8000"), pool_size=_POOL, max_overflow=_OVERFLOW, pool_pre_ping=True
        )
    except ModuleNotFoundError as error:
        detail = "PostgreSQL needs the package pg8000, which 'pip install assay-evidence[postgres]' brings."
        raise CallError(ErrorCode.SETTING_INVALID, detail) from error


def _prepare_postgresql(engine: Engine) -> None:
    # Otherwise the driver would send the rows of a document one by one.
    engine.dialect.use_insertmanyvalues_wo_returning = True

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(_WRITES, False):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        if isinstance(connection, sqlite3.Connection):
            # The driver would begin transactions late and by its own rules; on_begin does it instead.
            connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        # A decision that was answered with 201 is on the disk, also when the power goes.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        # It has no effect inside a transaction, so every beginning sets it.
        connection.exec_driver_sql(f"PRAGMA foreign_keys = {'OFF' if options.get(_UNCHECKED, False) else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES, False) else "BEGIN")
