"""``assay declaration``: what mineral reporting templates declare, and where they contradict themselves."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from classify.declaration_form import declaration_line
from cli.console import print_json, printable, results
from cli.day import as_day
from corpus.errors import ReadError
from extract.declaration_reader import read_declaration
from extract.document import fault
from ingest.receive import receive
from ingest.source_file import Refusal


def declaration(
    files: Annotated[list[Path], typer.Argument(help="Workbooks, folders and ZIP archives.", metavar="FILE...")],
    as_of: Annotated[str, typer.Option(help="Day for which it is judged, as 2026-11-22; today.", metavar="DATE")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per input file.")] = False,
) -> None:
    """Read mineral reporting templates (CMRT, EMRT, AMRT) and print what they declare and what is odd about it.

    Example: assay declaration cmrt.xlsx --json
    """
    day = as_day(as_of) or datetime.now(UTC).date()
    table = Table("file", "template", "smelters", "warning", "cells", box=None)
    code = 0
    with tempfile.TemporaryDirectory(prefix="assay-") as store:
        for source in receive(files, store=Path(store)):
            found = error = None
            if isinstance(source, Refusal):
                error = fault(source.code, source.detail)
            else:
                try:
                    found = read_declaration(source)
                except ReadError as failure:
                    error = fault(failure.code, failure.detail)
            code = code or int(error is not None)
            line = declaration_line(source.name, found, as_of=day, error=error)
            if as_json:
                print_json(line)
                continue
            template = "" if found is None else f"{found.kind} {found.revision}"
            smelters = "" if found is None else str(len(found.smelters))
            table.add_row(printable(source.name), template, smelters, "" if error is None else error.code, "")
            for warning in line["warnings"]:
                cells = ", ".join(warning["locators"])
                table.add_row("", "", "", f"{warning['code']}: {printable(warning['detail'])}", printable(cells))
    if not as_json:
        results.print(table)
    raise typer.Exit(code=code)
