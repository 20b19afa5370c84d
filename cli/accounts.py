"""``assay account``: people who may sign in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from cli.console import messages, results
from cli.serving import settings_of
from corpus.errors import CallError, ErrorCode

if TYPE_CHECKING:
    from review_api.database import Database
    from review_api.settings import Settings

app = typer.Typer(help="People who may sign in.", no_args_is_help=True)

DataFolder = Annotated[Path | None, typer.Option("--data", help="Folder of database and files.", metavar="DIR")]
Name = Annotated[str, typer.Argument(help="Stands in the decision log.", metavar="NAME")]


@app.command("add")
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="viewer, analyst, reviewer, approver or admin.")],
    supplier: Annotated[
        list[str] | None, typer.Option(help="Id of a supplier that may be seen; every one unless given.", metavar="ID")
    ] = None,
    data: DataFolder = None,
) -> None:
    """Make an account and print the link that lets its person in once.

    Example: assay account add "Ana Ruiz" --role reviewer
    """
    from review_api.accounts import account_row, create_account
    from review_api.permissions import SERVER, Role
    from review_api.sign_in import fresh_link

    if role not in list(Role):
        raise CallError(ErrorCode.SETTING_INVALID, f"Found role '{role}', expected one of: {', '.join(Role)}.")
    settings = settings_of(data=data)
    with _database(settings) as database, database.write() as session:
        made = create_account(session, SERVER, name=name, role=Role(role), suppliers=supplier or None)
        secret = fresh_link(session, account_row(session, made.id))
    _print_link(settings, secret)


@app.command("list")
def list_all(data: DataFolder = None) -> None:
    """Print every account.

    Example: assay account list
    """
    from review_api.accounts import list_accounts
    from review_api.permissions import SERVER

    table = Table("name", "role", "sees", "password", "made", "shut", box=None)
    with _database(settings_of(data=data)) as database, database.read() as session:
        cursor: str | None = ""
        while cursor is not None:
            part = list_accounts(session, SERVER, cursor=cursor, limit=500)
            for one in part.items:
                sees = "every supplier" if one.suppliers is None else f"{len(one.suppliers)} suppliers"
                table.add_row(
                    one.name,
                    one.role,
                    sees,
                    "yes" if one.has_password else "no",
                    one.created_at,
                    one.disabled_at or "",
                )
            cursor = part.next_cursor
    results.print(table)


@app.command("link")
def link(name: Name, data: DataFolder = None) -> None:
    """Print a new link that lets a person in once, for one who was invited or forgot the password.

    Example: assay account link "Ana Ruiz"
    """
    from review_api.accounts import account_named
    from review_api.sign_in import fresh_link

    settings = settings_of(data=data)
    with _database(settings) as database, database.write() as session:
        secret = fresh_link(session, account_named(session, name))
    _print_link(settings, secret)


@app.command("remove")
def remove(name: Name, data: DataFolder = None) -> None:
    """Delete an account with its sessions and tokens; its decisions stay.

    Example: assay account remove "Ana Ruiz"
    """
    from review_api.accounts import account_named, remove_account
    from review_api.permissions import SERVER

    with _database(settings_of(data=data)) as database, database.write() as session:
        remove_account(session, SERVER, account_named(session, name).id)
    messages.print("Removed. Decisions stay in the log under the name.")


def _print_link(settings: Settings, secret: str) -> None:
    messages.print("This link works once, within seven days:")
    # Alone on standard output, so that a script can take it.
    sys.stdout.write(f"{settings.address}/welcome?key={secret}\n")


def _database(settings: Settings) -> Database:
    # Imported here, like everything that needs the database: other commands start a second earlier.
    from review_api.database import open_database

    return open_database(settings)
