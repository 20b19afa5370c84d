"""``assay corpus``: the catalogue of frameworks, criteria and standards."""

from __future__ import annotations

import typer
from rich.table import Table

from cli.console import results
from corpus.catalogue import CROSSWALKS, framework_ids, load_crosswalk, load_framework
from corpus.standard_catalogue import load_standards

app = typer.Typer(help="The catalogue of frameworks, criteria and standards.", no_args_is_help=True)


@app.command("check")
def check() -> None:
    """Check every catalogue file and name file, line and fault.

    Example: assay corpus check
    """
    for framework_id in framework_ids():
        framework = load_framework(framework_id)
        terms = sum(len(terms) for criterion in framework.criteria for terms in criterion.terms.values())
        results.print(f"{framework_id}: {len(framework.criteria)} criteria, {terms} terms.")
    for path in sorted(CROSSWALKS.glob("*.yaml")):
        crosswalk = load_crosswalk(path)
        results.print(f"{crosswalk.source} to {crosswalk.target}: {len(crosswalk.links)} links.")
    catalogue = load_standards()
    bodies = len(catalogue.certification_bodies), len(catalogue.accreditation_bodies)
    results.print(
        f"standards: {len(catalogue.standards)}, certification bodies: {bodies[0]}, accreditation: {bodies[1]}."
    )


@app.command("list")
def list_frameworks() -> None:
    """Print the frameworks and their criteria.

    Example: assay corpus list
    """
    table = Table("framework", "number", "criterion", "category", box=None)
    for framework_id in framework_ids():
        for criterion in load_framework(framework_id).criteria:
            table.add_row(framework_id, criterion.number, criterion.name, criterion.category)
    results.print(table)
