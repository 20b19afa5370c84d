"""Labels that a second reader gave without seeing those of the writer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from corpus.framework import Framework
from corpus.passages.written import FOLDER, WrittenPassage


def second_reading(framework: Framework) -> dict[str, frozenset[str]]:
    """The criteria that the second reader gave, by the sha256 of the text; empty when there was no second reading.

    A file ``<framework>/second/*.jsonl`` has one object a line: ``text_sha256`` and ``criteria``.
    """
    lines = [
        json.loads(line)
        for path in sorted((FOLDER / framework.id / "second").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return {line["text_sha256"]: frozenset(line["criteria"]) for line in lines}


def text_sha256(text: str) -> str:
    """What a second reading refers to a passage by."""
    return hashlib.sha256(text.encode()).hexdigest()


def kappa_of(passages: Sequence[WrittenPassage], reading: Mapping[str, frozenset[str]]) -> float:
    """Cohen's kappa of writer and second reader over pairs of a passage and a criterion that either gave somewhere."""
    both = [(frozenset(one.criteria), reading[key]) for one in passages if (key := text_sha256(one.text)) in reading]
    numbers = frozenset().union(*(given for pair in both for given in pair))
    cells = [(number in first, number in second) for first, second in both for number in numbers]
    if not cells:
        return float("nan")
    agreed = sum(one == other for one, other in cells) / len(cells)
    first = sum(one for one, _ in cells) / len(cells)
    second = sum(other for _, other in cells) / len(cells)
    chance = first * second + (1 - first) * (1 - second)
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0
