"""A database for each test, on SQLite and on PostgreSQL.

A private PostgreSQL is started once for all tests, on a Unix socket in a folder of its own; ``ASSAY_TEST_POSTGRESQL``
names a server to use in its place. Each test gets a database of its own, copied from one at the newest schema.
"""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

TEMPLATE = "assay_template"

#: Speed before safety: what is in these databases is gone after the test.
SERVER_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"

MISSING = "PostgreSQL is not installed: .ci/run installs it, 'apt-get install postgresql' does so by hand"


@dataclass(frozen=True, kw_only=True)
class Server:
    """A PostgreSQL on which databases can be made and dropped."""

    url: URL

    def run(self, statement: str) -> None:
        engine = create_engine(self.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    @contextmanager
    def database(self, template: str = TEMPLATE) -> Iterator[str]:
        """URL of a new database like ``template``, dropped at the end."""
        name = f"assay_{secrets.token_hex(6)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url_of(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def url_of(self, database: str) -> str:
        return self.url.set(database=database).render_as_string(hide_password=False)


def programs() -> Path | None:
    """Folder of ``initdb`` and ``pg_ctl``; Debian keeps them away from the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def private_server(folder: Path) -> Iterator[URL]:
    """The address of a PostgreSQL that lives in ``folder`` and ends with the context."""
    binaries = programs()
    if binaries is None:
        pytest.skip(MISSING)
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    runner = ["runuser", "-u", user, "--"] if os.geteuid() == 0 else []
    if runner:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"

    def run(*words: str) -> None:
        done = subprocess.run([*runner, *words], capture_output=True, text=True, cwd=folder, check=False, timeout=50)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}"

    run(f"{binaries}/initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N")
    options = f"{SERVER_OPTIONS} -c unix_socket_directories={folder}"
    run(f"{binaries}/pg_ctl", "-D", str(data), "-l", str(log), "-w", "-o", options, "start")
    try:
        socket = {"unix_sock": f"{folder}/.s.PGSQL.5432"}
        yield URL.create("postgresql+pg8000", username="postgres", database="postgres", query=socket)
    finally:
        run(f"{binaries}/pg_ctl", "-D", str(data), "-m", "immediate", "stop")


@contextmanager
def server() -> Iterator[Server]:
    """The PostgreSQL for tests, with a template at the newest schema."""
    from review_api.database import Database

    given = os.environ.get("ASSAY_TEST_POSTGRESQL", "")
    folder = Path(tempfile.mkdtemp(prefix="assay-postgresql-"))
    try:
        if given:
            yield _with_template(Server(url=make_url(given).set(drivername="postgresql+pg8000")), Database)
        else:
            with private_server(folder) as url:
                yield _with_template(Server(url=url), Database)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _with_template(found: Server, database: type) -> Server:
    found.run(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
    found.run(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'")
    with database(found.url_of(TEMPLATE)) as opened:
        opened.upgrade()
    return found


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server that lives as long as the tests."""
    with server() as running:
        yield running


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest schema, to be copied."""
    from review_api.database import Database

    path = tmp_path_factory.mktemp("template") / "assay.sqlite3"
    with Database(f"sqlite:///{path}") as opened:
        opened.upgrade()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a database at the newest schema, on each system in turn."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("database") / "assay.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    running: Server = request.getfixturevalue("postgresql")
    with running.database() as url:
        yield url
