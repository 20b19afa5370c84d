"""The score from which on a passage is worth a person's time, for each criterion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.labels import Flags
from training.metrics import Scores, best_threshold

#: A criterion with so many true pairs counts half by itself and half by the common threshold.
_TRUST = 20
_DIGITS = 3
_LEAST, _MOST = 0.02, 0.98


@dataclass(frozen=True, kw_only=True, slots=True)
class Thresholds:
    """The threshold that serves all criteria best, and those of single ones."""

    common: float
    single: dict[str, float]

    def of(self, number: str) -> float:
        """The threshold of a criterion."""
        return self.single.get(number, self.common)


def chosen_thresholds(truth: Flags, scores: Scores, counted: Flags, numbers: tuple[str, ...]) -> Thresholds:
    """Thresholds with the highest F1; those of criteria with few true pairs are drawn towards the common one."""
    common = best_threshold(truth[counted], scores[counted])
    single: dict[str, float] = {}
    for place, number in enumerate(numbers):
        some = counted[:, place]
        support = int(truth[some, place].sum())
        if support:
            own = best_threshold(truth[some, place], scores[some, place])
            trust = support / (support + _TRUST)
            single[number] = _bounded(_curve(trust * _logit(own) + (1 - trust) * _logit(common)))
    return Thresholds(common=_bounded(common), single=single)


def _bounded(score: float) -> float:
    return round(min(max(score, _LEAST), _MOST), _DIGITS)


def _logit(score: float) -> float:
    bounded = min(max(score, 1e-4), 1 - 1e-4)
    return float(np.log(bounded / (1 - bounded)))


def _curve(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))
