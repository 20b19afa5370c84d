"""``assay serve``: the review server."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cli.console import messages
from corpus.errors import CallError, ErrorCode
from review_api.settings import Settings, settings_from_environment


def serve(
    data: Annotated[Path | None, typer.Option(help="Folder of database and files.", metavar="DIR")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 8000 unless given.", metavar="N")] = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; 127.0.0.1 unless given.", metavar="ADDRESS")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option(help="Name of the admin that the first start makes.", metavar="NAME")
    ] = None,
    load: Annotated[
        list[Path] | None, typer.Option(help="A pack to load at the start, unless it is there.", metavar="PATH")
    ] = None,
) -> None:
    """Start the review server and its web pages; the first start prints a link that signs an admin in.

    Example: assay serve --data assay-data --load corpus/samples/sample-pack.zip
    """
    # Web server and database take a second to import, which commands without them need not spend.
    from review_api.serving import serve as run_server

    packs = load or []
    for pack in packs:
        if not pack.exists():
            raise CallError(ErrorCode.PATH_MISSING, f"Found nothing at '{pack}'.")
    settings = settings_of(data=data, port=port, host=host, reviewer=reviewer)
    run_server(settings, load=packs, announce=_announce)


def _announce(link: str) -> None:
    messages.print("\nOpen this address in a browser. It signs you in, once, as the first admin:\n")
    # Alone on its line and never wrapped, so that it can be clicked or copied whole.
    sys.stderr.write(f"    {link}\n\n")
    sys.stderr.flush()


def settings_of(
    *, data: Path | None = None, port: int | None = None, host: str | None = None, reviewer: str | None = None
) -> Settings:
    """The settings of the environment, with what the command line says in their place."""
    settings = settings_from_environment()
    return replace(
        settings,
        data_dir=settings.data_dir if data is None else data,
        port=settings.port if port is None else port,
        host=settings.host if host is None else host,
        reviewer=settings.reviewer if reviewer is None else reviewer,
    )
