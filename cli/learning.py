"""``assay train`` and ``assay evaluate``: models for any framework and any labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.console import results


def train(
    framework: Annotated[
        str, typer.Option(help="A framework in YAML, or the id of one in the catalogue.", metavar="F")
    ],
    labels: Annotated[Path, typer.Option(help="Labelled passages, one JSON object a line.", metavar="L.jsonl")],
    out: Annotated[Path, typer.Option(help="Folder of the model.", metavar="DIR")],
) -> None:
    """Train a model on labelled passages.

    Example: assay train --framework rra-2 --labels labels.jsonl --out model/
    """
    from training.framework_file import framework_of
    from training.train import heads_of
    from training.train import train as make

    release = make(framework_of(framework), labels, out)
    heads = heads_of(release)
    found = heads.training.figures
    mean = sum(one.f1 for one in found.values()) / len(found)
    results.print(
        f"{out}: {len(heads.criteria)} criteria, {heads.training.passages} passages, mean F1 left out {mean:.3f}"
    )


def evaluate(
    labels: Annotated[Path, typer.Option(help="Labelled passages, one JSON object a line.", metavar="T.jsonl")],
    model: Annotated[str, typer.Option(help="Folder of a model, or the id of a release.", metavar="DIR")] = "",
    out: Annotated[
        Path | None, typer.Option(help="Also write the figures and their picture here.", metavar="DIR")
    ] = None,
) -> None:
    """Measure a model on labelled passages and print the figures as one JSON object.

    Example: assay evaluate --model model/ --labels test.jsonl --out figures/
    """
    from models.release import DEFAULT_RELEASE
    from training.evaluate import evaluation, suggester_of
    from training.evaluation_files import write_evaluation
    from training.labels import read_labels

    suggester = suggester_of(model or DEFAULT_RELEASE)
    figures = evaluation(suggester, read_labels(labels, suggester.framework))
    if out is not None:
        write_evaluation(figures, out)
    typer.echo(json.dumps(figures, ensure_ascii=False, separators=(",", ":")))
