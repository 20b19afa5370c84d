"""``assay coverage``: accepted evidence read under another framework or list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from classify.coverage_form import coverage_of
from cli.console import print_json, printable, results


def coverage(
    export: Annotated[Path, typer.Argument(help="Export of accepted evidence in JSON.", metavar="EXPORT.json")],
    framework: Annotated[str, typer.Option(help="Framework, or list such as oecd-steps, gri, sdg.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Read accepted evidence under another framework without reviewing it again, and mark what does not carry over.

    Example: assay coverage evidence.json --framework rra-3
    """
    found = coverage_of(export, framework)
    if as_json:
        print_json(found)
        return
    table = Table("number", "name", "carried", "look again", box=None)
    for target in found["targets"]:
        table.add_row(target["number"], target["name"], str(target["carried"]), str(target["look_again"]))
    results.print(table)
    results.print(f"Without evidence: {', '.join(found['uncovered']) or 'none'}.")
    for piece in found["not_carried"]:
        results.print(
            f"Not carried over: criterion {piece['criterion']}, {printable(piece['document'])} {piece['locator']}"
        )
    results.print("Carried evidence is what people accepted for the other framework; no assurance conclusion.")
