"""Public label sets in the form that training takes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.framework import Framework
from training.framework_file import OwnCriterion, OwnFramework, framework_from
from training.labels import LabelledLine, LabelSet, label_set

AIMS = Path(__file__).with_name("aims.yaml")
#: How many sentences on each side stand around a sentence.
_NEIGHBOURS = 1


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a text file, packed or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            yield from stream
    else:
        with path.open(encoding="utf-8", newline="") as stream:
            yield from stream


def aims_labels(paths: Sequence[Path], framework: Framework) -> LabelSet:
    """Sentences of statements, in order inside a statement, with the sentences around them; a statement is a group."""
    numbers = [str(criterion.number) for criterion in framework.criteria]
    lines: list[LabelledLine] = []
    for path in paths:
        rows = list(csv.DictReader(lines_of(path)))
        for place, row in enumerate(rows):
            lines.append(
                LabelledLine(
                    text=row["sentence"],
                    criteria=[number for number in numbers if row[number].strip() in {"1", "1.0"}],
                    language="en",
                    before=_neighbour(rows, place, -1),
                    after=_neighbour(rows, place, 1),
                    group=row["statement_id"],
                )
            )
    return label_set(lines, framework, sha256=sha256_of(paths), source="AIMS")


def _neighbour(rows: Sequence[dict[str, str]], place: int, step: int) -> str:
    other = place + step
    if not 0 <= other < len(rows) or rows[other]["statement_id"] != rows[place]["statement_id"]:
        return ""
    return rows[other]["sentence"]


def a3cg_framework(paths: Sequence[Path]) -> Framework:
    """The ten aspects of A3CG, each known by its name alone."""
    rows = [json.loads(line) for path in paths for line in lines_of(path)]
    names = {name for row in rows for name in row["aspect_categories"]}
    return framework_from(_own("a3cg", sorted(names)), "A3CG")


def topics_framework(framework_id: str, names: Sequence[str]) -> Framework:
    """A framework of topics that are known by their names alone."""
    return framework_from(_own(framework_id, names), framework_id)


def a3cg_labels(path: Path, framework: Framework) -> LabelSet:
    """Sentences with their aspects; every sentence is a group, for nothing is known of its document."""
    lines = [
        LabelledLine(text=row["text"], criteria=sorted(row["aspect_categories"]), language="en")
        for row in map(json.loads, lines_of(path))
    ]
    return label_set(lines, framework, sha256=sha256_of([path]), source="A3CG")


def _own(framework_id: str, names: Sequence[str]) -> OwnFramework:
    return OwnFramework(id=framework_id, criteria=tuple(OwnCriterion(id=name, name=name) for name in names))


def sha256_of(paths: Sequence[Path]) -> str:
    """The hash of the files, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
