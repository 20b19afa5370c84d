"""Figures for judgements of passages against criteria: precision, recall, F1, average precision, bootstrap.

Everywhere: ``truth``, ``counted`` and ``predicted`` are boolean arrays of shape ``(passages, criteria)``; pairs that
are not counted (the annotators differ) are in no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.floating]
Indexes = npt.NDArray[np.int64]

#: A figure of the passages at some positions; NaN when it has no meaning there.
Figure = Callable[[Indexes], float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """How predictions agree with the truth."""

    right: int
    predicted: int
    #: Pairs that are true.
    support: int

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 when nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that were predicted; 0 when there are none."""
        return self.right / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 when nothing is right."""
        return 2 * self.right / (self.predicted + self.support) if self.right else 0.0


def agreement(truth: Flags, predicted: Flags, counted: Flags) -> Agreement:
    """Over all counted pairs at once (micro)."""
    return Agreement(
        right=int((truth & predicted & counted).sum()),
        predicted=int((predicted & counted).sum()),
        support=int((truth & counted).sum()),
    )


def by_criterion(truth: Flags, predicted: Flags, counted: Flags) -> tuple[Agreement, ...]:
    """One agreement for each criterion, in order."""
    columns = range(truth.shape[1])
    return tuple(agreement(truth[:, [at]], predicted[:, [at]], counted[:, [at]]) for at in columns)


def macro_f1(rows: Sequence[Agreement], *, min_support: int = 1) -> float:
    """The mean F1 of the criteria with at least so much support; NaN when there is none."""
    some = [row.f1 for row in rows if row.support >= min_support]
    return float(np.mean(some)) if some else float("nan")


def average_precision(truth: npt.NDArray[np.bool_], scores: Scores) -> float:
    """The mean precision over the true pairs, best score first; both arrays are flat. NaN when nothing is true.

    Pairs of one score come together: none of them counts as found before the others.
    """
    support = int(truth.sum())
    if not support:
        return float("nan")
    order = np.argsort(-scores, kind="stable")
    ranked, values = truth[order], scores[order]
    last = np.flatnonzero(np.append(values[1:] != values[:-1], True))
    right = np.cumsum(ranked)[last]
    precision = right / (last + 1)
    gained = np.diff(right, prepend=0)
    return float((precision * gained).sum() / support)


def first_right(truth: Flags, scores: Scores, counted: Flags) -> float:
    """Share of the passages with a true criterion whose best-scored counted criterion is true; NaN without such."""
    some = (truth & counted).any(axis=1)
    if not some.any():
        return float("nan")
    best = np.where(counted, scores, -np.inf)[some].argmax(axis=1)
    return float(truth[some][np.arange(len(best)), best].mean())


def best_threshold(truth: npt.NDArray[np.bool_], scores: Scores) -> float:
    """The score from which on pairs must be predicted for the highest F1; both arrays are flat.

    Raises :class:`ValueError` when nothing is true.
    """
    if not truth.any():
        raise ValueError("best threshold of no true pair: expected at least one")
    order = np.argsort(-scores, kind="stable")
    values = scores[order]
    last = np.flatnonzero(np.append(values[1:] != values[:-1], True))
    right = np.cumsum(truth[order])[last]
    f1 = 2 * right / (last + 1 + truth.sum())
    return float(values[last[f1.argmax()]])


def interval(
    figure: Figure, groups: Sequence[str], *, resamples: int, seed: int = 0, share: float = 0.95
) -> tuple[float, float]:
    """Where ``share`` of the figures lie when whole groups (documents) are drawn again with replacement.

    Passages of one document are alike, so single passages would make the interval too narrow. ``groups`` names the
    group of each passage.
    """
    names = sorted(set(groups))
    members = [np.flatnonzero(np.array([group == name for group in groups])) for name in names]
    generator = np.random.default_rng(seed)
    drawn = [
        figure(np.concatenate([members[at] for at in generator.integers(len(members), size=len(members))]))
        for _ in range(resamples)
    ]
    low, high = np.nanquantile(drawn, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)


def by_class(truth: Sequence[str], predicted: Sequence[str]) -> dict[str, Agreement]:
    """The agreement for each class that is in ``truth``, by name."""
    pairs = list(zip(truth, predicted, strict=True))
    return {
        name: Agreement(
            right=sum(one == other == name for one, other in pairs),
            predicted=sum(other == name for _, other in pairs),
            support=sum(one == name for one, _ in pairs),
        )
        for name in sorted(set(truth))
    }


def calibration_error(truth: npt.NDArray[np.bool_], scores: Scores, *, least: float = 0.1, bins: int = 10) -> float:
    """The expected calibration error over flat arrays: how far scores lie from the share that is true, on average.

    Over pairs scored ``least`` or more in bins of equally many pairs; NaN when there is none.
    """
    rows = reliability(truth, scores, least=least, bins=bins)
    total = sum(row.pairs for row in rows)
    return sum(row.pairs * abs(row.share - row.score) for row in rows) / total if total else float("nan")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReliabilityBin:
    """Pairs of like score."""

    pairs: int
    #: Their mean score.
    score: float
    #: Which share of them is true.
    share: float


def reliability(
    truth: npt.NDArray[np.bool_], scores: Scores, *, least: float = 0.1, bins: int = 10
) -> tuple[ReliabilityBin, ...]:
    """The reliability curve over pairs scored ``least`` or more, in bins of equally many pairs, lowest score first."""
    some = np.flatnonzero(scores >= least)
    order = some[np.argsort(scores[some], kind="stable")]
    return tuple(
        ReliabilityBin(pairs=len(part), score=float(scores[part].mean()), share=float(truth[part].mean()))
        for part in np.array_split(order, bins)
        if len(part)
    )


def brier(truth: npt.NDArray[np.bool_], scores: Scores) -> float:
    """The mean squared difference of scores and truth (Brier 1950); both arrays are flat."""
    return float(np.mean((scores - truth) ** 2))
