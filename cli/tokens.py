"""``assay token``: tokens for programs that use the API."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from cli.console import messages, results
from cli.serving import settings_of
from review_api.settings import system_user

if TYPE_CHECKING:
    from review_api.database import Database

app = typer.Typer(help="Tokens for programs that use the API.", no_args_is_help=True)

DataFolder = Annotated[Path | None, typer.Option("--data", help="Folder of database and files.", metavar="DIR")]


@app.command("create")
def create(
    role: Annotated[str, typer.Option(help="viewer, analyst, reviewer, approver or admin.")],
    name: Annotated[str, typer.Option(help="Stands in the decision log; the system user unless given.")] = "",
    data: DataFolder = None,
) -> None:
    """Make a bearer token and show it once.

    Example: assay token create --role reviewer --name Ana
    """
    from review_api.tokens import create_token

    with _database(data) as database:
        secret = create_token(database, name or system_user(), role)
    messages.print("This token is shown once and stored as a hash only:")
    # Alone on standard output, so that a script can take it.
    sys.stdout.write(secret + "\n")


@app.command("list")
def list_all(data: DataFolder = None) -> None:
    """Print every token that was made, without its secret.

    Example: assay token list
    """
    from review_api.tokens import list_tokens

    table = Table("id", "name", "role", "made", "revoked", box=None)
    with _database(data) as database:
        for token in list_tokens(database):
            table.add_row(token.id, token.name, token.role, token.created_at, token.revoked_at or "")
    results.print(table)


@app.command("revoke")
def revoke(
    token: Annotated[str, typer.Argument(help="Id of a token, or the name of several.", metavar="ID_OR_NAME")],
    data: DataFolder = None,
) -> None:
    """Make a token, or all tokens of a name, stop working.

    Example: assay token revoke Ana
    """
    from review_api.tokens import revoke_token

    with _database(data) as database:
        count = revoke_token(database, token)
    messages.print(f"{count} revoked.")


def _database(data: Path | None) -> Database:
    # Imported here, like everything that needs the database: other commands start a second earlier.
    from review_api.database import open_database

    return open_database(settings_of(data=data))
