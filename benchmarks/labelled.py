"""The development set: real passages that two annotators read against the 32 criteria of RRA v2.

Its documents are in two halves: on one the curve and the threshold of the release were chosen, the other reports.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from benchmarks.shared import LABELLED, present
from classify.suggest import PassageText
from corpus.framework import Framework
from training.metrics import Flags, Indexes


class LabelledPassage(BaseModel):
    """One line of the set."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str
    language: str
    doc: str
    #: Criteria that both annotators gave.
    criteria: tuple[str, ...]
    #: Criteria that one of the two gave.
    disputed: tuple[str, ...]
    #: ``None`` where the annotators differ.
    status: str | None


@dataclass(frozen=True, kw_only=True)
class LabelledSet:
    """The passages with their labels as arrays."""

    passages: tuple[LabelledPassage, ...]
    framework: Framework

    @cached_property
    def texts(self) -> list[PassageText]:
        """The passages as the suggester takes them."""
        return [PassageText(text=passage.text, language=passage.language) for passage in self.passages]

    @cached_property
    def truth(self) -> Flags:
        """Pairs that both annotators gave."""
        return self._pairs([passage.criteria for passage in self.passages])

    @cached_property
    def counted(self) -> Flags:
        """Pairs on which the annotators agree."""
        return ~self._pairs([passage.disputed for passage in self.passages])

    @cached_property
    def reported(self) -> Indexes:
        """Positions of the passages on which nothing was chosen."""
        return np.flatnonzero([not is_for_choosing(passage.doc) for passage in self.passages])

    @cached_property
    def chosen_on(self) -> Indexes:
        """Positions of the passages on which the curve and the threshold were chosen."""
        return np.flatnonzero([is_for_choosing(passage.doc) for passage in self.passages])

    def _pairs(self, labels: list[tuple[str, ...]]) -> Flags:
        numbers = [criterion.number for criterion in self.framework.criteria]
        return np.array([[number in some for number in numbers] for some in labels])


def is_for_choosing(document: str) -> bool:
    """Whether a document is in the half that numbers are chosen on: its sha256 is even."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 == 0


def load(framework: Framework, path: Path = LABELLED) -> LabelledSet:
    """The labelled set; raises :class:`BenchmarkError` when it is not there."""
    lines = present(path).read_text(encoding="utf-8").splitlines()
    passages = tuple(LabelledPassage.model_validate_json(line) for line in lines if line.strip())
    return LabelledSet(passages=passages, framework=framework)
