"""How well a model does on labelled passages: figures as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from classify.suggest import Suggester
from corpus.catalogue import load_framework
from corpus.errors import ErrorCode, ModelError
from corpus.framework import Framework
from models.release import load_release, read_release
from training import metrics
from training.labels import LabelSet
from training.train import FRAMEWORK

SCHEMA_VERSION = 1
_DIGITS = 4
_RESAMPLES = 500
#: Texts that are judged together, so that memory does not grow with the set.
_BATCH = 512


def suggester_of(model: str) -> Suggester:
    """The suggester of a model: a folder that ``assay train`` wrote, or the id of a release that is shipped.

    Raises :class:`ModelError` with ``release_invalid`` when the folder holds no model.
    """
    folder = Path(model)
    if not folder.is_dir():
        return Suggester(load_framework("rra-2"), load_release(model))
    try:
        framework = Framework.model_validate_json((folder / FRAMEWORK).read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(ErrorCode.RELEASE_INVALID, f"Found no framework in '{folder}'.") from error
    return Suggester(framework, read_release(folder))


def scores_and_statuses(suggester: Suggester, labels: LabelSet) -> tuple[metrics.Scores, list[str]]:
    """The scores of all criteria, shape ``(passages, criteria)``, and the status of each passage."""
    judgements = [
        judgement
        for first in range(0, len(labels.texts), _BATCH)
        for judgement in suggester.judge(labels.texts[first : first + _BATCH])
    ]
    return np.array([one.scores for one in judgements]), [one.status.value for one in judgements]


def evaluation(suggester: Suggester, labels: LabelSet) -> dict[str, Any]:
    """All figures of a model on a label set; numbers have no meaning where they are null."""
    scores, statuses = scores_and_statuses(suggester, labels)
    numbers = [str(criterion.number) for criterion in suggester.framework.criteria]
    limits = np.array([suggester.release.threshold_of(suggester.framework.id, number) for number in numbers])
    predicted = np.asarray(scores >= limits)
    truth, counted = labels.truth, labels.counted
    single = metrics.by_criterion(truth, predicted, counted)
    flat_truth, flat_scores = truth[counted], scores[counted]
    base = float(flat_truth.mean())

    def micro(rows: metrics.Indexes) -> float:
        return metrics.agreement(truth[rows], predicted[rows], counted[rows]).f1

    low, high = metrics.interval(micro, labels.groups, resamples=_RESAMPLES)
    whole = metrics.agreement(truth, predicted, counted)
    return {
        "schema_version": SCHEMA_VERSION,
        "release": suggester.release.id,
        "framework": suggester.framework.id,
        "labels_sha256": labels.sha256,
        "passages": len(labels.texts),
        "groups": len(set(labels.groups)),
        "support": whole.support,
        "micro_f1": _rounded(whole.f1),
        "micro_f1_interval": [_rounded(low), _rounded(high)],
        "precision": _rounded(whole.precision),
        "recall": _rounded(whole.recall),
        "macro_f1": _rounded(metrics.macro_f1([row for row in single if row.support])),
        "average_precision": _rounded(metrics.average_precision(flat_truth, flat_scores)),
        "first_right": _rounded(metrics.first_right(truth, scores, counted)),
        "calibration": {
            "expected_error": _rounded(metrics.calibration_error(flat_truth, flat_scores)),
            "brier": _rounded(metrics.brier(flat_truth, flat_scores)),
            "brier_of_base_rate": _rounded(base * (1 - base)),
            "curve": [
                {"pairs": one.pairs, "score": _rounded(one.score), "share": _rounded(one.share)}
                for one in metrics.reliability(flat_truth, flat_scores)
            ],
        },
        "status": _status(labels, statuses),
        "criteria": {
            number: {
                "support": row.support,
                "suggested": row.predicted,
                "threshold": float(limit),
                "precision": _rounded(row.precision),
                "recall": _rounded(row.recall),
                "f1": _rounded(row.f1),
                "average_precision": _rounded(
                    metrics.average_precision(truth[counted[:, at], at], scores[counted[:, at], at])
                ),
            }
            for at, (number, row, limit) in enumerate(zip(numbers, single, limits, strict=True))
        },
    }


def _status(labels: LabelSet, statuses: Sequence[str]) -> dict[str, Any] | None:
    rows = [row for row, status in enumerate(labels.statuses) if status is not None]
    if not rows:
        return None
    given = [str(labels.statuses[row]) for row in rows]
    found = [statuses[row] for row in rows]
    most = max(sorted(set(given)), key=given.count)
    return {
        "support": len(rows),
        "macro_f1": _rounded(metrics.macro_f1(list(metrics.by_class(given, found).values()))),
        "macro_f1_of_majority": _rounded(metrics.macro_f1(list(metrics.by_class(given, [most] * len(given)).values()))),
    }


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), _DIGITS)
