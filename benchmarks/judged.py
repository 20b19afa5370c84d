"""The labelled set with the scores of a suggester, and the figures that follow from both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.labelled import LabelledSet
from classify.suggest import Suggester
from training import metrics
from training.metrics import Agreement, Flags, Indexes, Scores

#: Criteria with fewer true pairs tell little on their own.
MIN_SUPPORT = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What a suggester says of every passage of the set. ``rows`` are positions of passages."""

    labels: LabelledSet
    #: Shape ``(passages, criteria)``.
    scores: Scores
    #: Pairs that are suggested.
    predicted: Flags

    def pairs(self, rows: Indexes) -> Agreement:
        """Over all pairs of these passages at once."""
        return metrics.agreement(self.labels.truth[rows], self.predicted[rows], self.labels.counted[rows])

    def by_criterion(self, rows: Indexes) -> tuple[Agreement, ...]:
        """One for each criterion of the framework, in order."""
        return metrics.by_criterion(self.labels.truth[rows], self.predicted[rows], self.labels.counted[rows])

    def macro_f1(self, rows: Indexes, criteria: Flags) -> float:
        """The mean F1 of those criteria that have a true pair here."""
        some = [row for row, wanted in zip(self.by_criterion(rows), criteria, strict=True) if wanted]
        return metrics.macro_f1(some)

    def average_precision(self, rows: Indexes) -> float:
        """Over all pairs of these passages at once."""
        counted = self.labels.counted[rows]
        return metrics.average_precision(self.labels.truth[rows][counted], self.scores[rows][counted])

    def first_right(self, rows: Indexes) -> float:
        """Share of these passages with a criterion whose best-scored criterion is one."""
        return metrics.first_right(self.labels.truth[rows], self.scores[rows], self.labels.counted[rows])

    def frequent(self, rows: Indexes) -> Flags:
        """Which criteria have enough true pairs here to tell something on their own."""
        return np.array([row.support >= MIN_SUPPORT for row in self.by_criterion(rows)])


def at_shipped_threshold(labels: LabelledSet, suggester: Suggester, scores: Scores) -> Judged:
    """With the thresholds of the suggester's release."""
    framework, release = suggester.framework, suggester.release
    thresholds = [release.threshold_of(framework.id, criterion.number) for criterion in framework.criteria]
    return Judged(labels=labels, scores=scores, predicted=np.asarray(scores >= np.array(thresholds)))


def at_chosen_threshold(labels: LabelledSet, scores: Scores) -> Judged:
    """With the one threshold that gives the highest micro F1 on the half for choosing."""
    counted = labels.counted[labels.chosen_on]
    truth, chosen = labels.truth[labels.chosen_on][counted], scores[labels.chosen_on][counted]
    return Judged(labels=labels, scores=scores, predicted=np.asarray(scores >= metrics.best_threshold(truth, chosen)))
