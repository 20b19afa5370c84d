"""``assay corpus``: the catalogue of frameworks, criteria and standards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.console import results
from corpus.catalogue import CROSSWALKS, framework_ids, load_crosswalk, load_framework
from corpus.equivalence import load_equivalences
from corpus.equivalence_matrix import import_matrix
from corpus.framework import FrameworkId
from corpus.reference_list import load_reference, reference_ids
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
    for reference_id in reference_ids():
        results.print(f"{reference_id}: {len(load_reference(reference_id).items)} items.")
    for framework_id in framework_ids():
        results.print(f"{framework_id}: {len(load_equivalences(framework_id).edges)} equivalence edges.")


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


@app.command("import-matrix")
def matrix(
    file: Annotated[Path, typer.Argument(help="Workbook with your equivalence matrix.", metavar="FILE.xlsx")],
    out: Annotated[Path, typer.Option(help="Where the release of edges is written.")] = Path("matrix.yaml"),
    framework: Annotated[str, typer.Option(help="Framework that the criteria belong to.")] = "rra-2",
    author: Annotated[str, typer.Option(help="Who stands for it.")] = "user",
    version: Annotated[str, typer.Option(help="Version of the matrix.")] = "1",
) -> None:
    """Turn your own equivalence matrix into a release of edges that lies over the shipped ones.

    Example: assay corpus import-matrix matrix.xlsx --out matrix.yaml --author "A. Person"
    """
    pairs = import_matrix(file, out, framework=FrameworkId(framework), author=author, version=version)
    graph = load_equivalences(FrameworkId(framework), (out,))
    results.print(
        f"{pairs} pairs written to {out}; {len(graph.replaced)} take the place of shipped edges.", soft_wrap=True
    )
