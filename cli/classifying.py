"""``assay classify``: suggestions for passages that were extracted elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.lines import classify_lines
from models.release import DEFAULT_RELEASE


def classify(
    source: Annotated[Path, typer.Argument(help="Passages, one JSON object a line.", metavar="IN.jsonl")],
    target: Annotated[Path, typer.Argument(help="Where the suggestions go.", metavar="OUT.jsonl")],
    framework: Annotated[str, typer.Option(help="Framework to suggest for.")] = "rra-2",
    release: Annotated[str, typer.Option(help="Model release that suggests.")] = DEFAULT_RELEASE,
    all_scores: Annotated[bool, typer.Option("--all-scores", help="Also the score of every criterion.")] = False,
) -> None:
    """Suggest criteria for passages, one a line, in the order of the input.

    Example: assay classify passages.jsonl suggestions.jsonl --all-scores
    """
    classify_lines(source, target, framework=framework, all_scores=all_scores, release=release)
