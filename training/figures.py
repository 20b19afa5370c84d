"""How well each criterion was found in passages that were left out, with intervals, for the manifest of a release."""

from __future__ import annotations

import numpy as np

from models.release import Figures
from training import metrics
from training.labels import LabelSet
from training.metrics import Scores
from training.thresholds import Thresholds

_RESAMPLES = 200
_DIGITS = 3


def figures_of(
    labels: LabelSet, scores: Scores, numbers: tuple[str, ...], thresholds: Thresholds
) -> dict[str, Figures]:
    """The figures of every criterion with support."""
    found: dict[str, Figures] = {}
    for place, number in enumerate(numbers):
        truth, counted = labels.truth[:, [place]], labels.counted[:, [place]]
        if not (truth & counted).any():
            continue
        predicted = scores[:, [place]] >= thresholds.of(number)

        f1 = _f1_of(truth, predicted, counted)
        low, high = metrics.interval(f1, labels.groups, resamples=_RESAMPLES)
        found[number] = Figures(
            support=int((truth & counted).sum()),
            f1=round(f1(np.arange(len(truth))), _DIGITS),
            low=round(low, _DIGITS),
            high=round(high, _DIGITS),
            average_precision=round(metrics.average_precision(truth[counted], scores[:, [place]][counted]), _DIGITS),
        )
    return found


def _f1_of(truth: metrics.Flags, predicted: metrics.Flags, counted: metrics.Flags) -> metrics.Figure:
    return lambda rows: metrics.agreement(truth[rows], predicted[rows], counted[rows]).f1
