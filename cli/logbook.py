"""``assay verify-log``, ``assay backup``, ``assay restore``, ``assay redact``: the decision log and what keeps it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.console import messages
from cli.serving import settings_of
from corpus.errors import CallError, ErrorCode
from review_api.settings import system_user

DataFolder = Annotated[Path | None, typer.Option("--data", help="Folder of database and files.", metavar="DIR")]


def verify_log(
    data: DataFolder = None,
    file: Annotated[
        Path | None,
        typer.Option(help="A decision log exported as JSON lines, in place of the database.", metavar="FILE"),
    ] = None,
    expect_head: Annotated[
        str, typer.Option(help="A hash noted earlier, which the log must still contain.", metavar="HASH")
    ] = "",
) -> None:
    """Recompute the hash of every event of the decision log, and name the first that does not hold.

    Example: assay verify-log --data assay-data
    """
    from review_api.log_file import verify_file
    from review_api.verification import verify_database

    if file is not None:
        head = verify_file(file, expect_head=expect_head)
    else:
        head = verify_database(settings_of(data=data), expect_head=expect_head)
    messages.print(f"{head.sequence} events, unaltered and in order. Head:")
    # Alone on standard output, so that a script can note it.
    sys.stdout.write(head.hash + "\n")


def backup(
    target: Annotated[Path, typer.Argument(help="File to write; it must not exist.", metavar="FILE")],
    data: DataFolder = None,
) -> None:
    """Write database and files into one file; the server may go on working.

    Example: assay backup assay-2026-11-25.tar --data assay-data
    """
    from review_api.backup import write_backup
    from review_api.blobs import BlobStore
    from review_api.database import open_database

    settings = settings_of(data=data)
    with open_database(settings) as database:
        head = write_backup(database, BlobStore(settings.data_dir), target)
    messages.print(f"Written to {target}, with {head.sequence} events of the decision log. Head:")
    sys.stdout.write(head.hash + "\n")


def restore(
    source: Annotated[Path, typer.Argument(help="A file that 'assay backup' wrote.", metavar="FILE")],
    data: DataFolder = None,
) -> None:
    """Put a backup back into an empty data folder and database, and check the decision log.

    Example: assay restore assay-2026-11-25.tar --data restored-data
    """
    from review_api.backup import restore_backup
    from review_api.blobs import BlobStore
    from review_api.database import Database

    settings = settings_of(data=data)
    if not source.is_file():
        raise CallError(ErrorCode.PATH_MISSING, f"Found no file at '{source}'.")
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with Database(settings.url) as database:
        head = restore_backup(database, BlobStore(settings.data_dir), source)
    messages.print(f"Restored, with {head.sequence} events of the decision log. Head:")
    sys.stdout.write(head.hash + "\n")


def redact(
    name: Annotated[str, typer.Argument(help="Name as it stands in the decision log.", metavar="NAME")],
    reason: Annotated[str, typer.Option(help="Why; stands in the decision log.", metavar="TEXT")],
    data: DataFolder = None,
) -> None:
    """Blot a person's name out of the decision log; the decisions stay and the chain holds.

    Example: assay redact "Ana Ruiz" --reason "asked for it on 25 November" --data assay-data
    """
    from review_api.database import open_database
    from review_api.erasure import redact_person
    from review_api.permissions import Principal, Role

    with open_database(settings_of(data=data)) as database, database.write() as session:
        event = redact_person(session, Principal(name=system_user(), role=Role.ADMIN), name, reason=reason)
    messages.print(f"Done: event {event.sequence} says so.")
