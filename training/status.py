"""Fits the head that tells the evidence status: rules see single words, the head sees the passage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from classify.ngrams import NgramSpace
from classify.status_head import STATUS, STATUSES
from classify.trained import GENERAL, LEXICAL
from models.heads import LinearHead
from training.inputs import Inputs

#: Fewer passages of a status teach nothing.
_LEAST = 20
_STRENGTH = 2.0
#: How much a rule weighs as an input beside n-grams and vectors, which have length one.
_RULE = 0.5


@dataclass(frozen=True, kw_only=True)
class FittedStatus:
    """The heads for the status and what the rules add; both empty when the labels tell too little of it."""

    heads: dict[str, LinearHead]
    rules: dict[str, dict[str, float]]


def fit_status(inputs: Inputs, space: NgramSpace) -> FittedStatus:
    """One regression over n-grams, the vector of the passage and the status that the rules give."""
    rows = np.flatnonzero([status is not None for status in inputs.labels.statuses])
    given = np.array([STATUSES.index(status) for status in inputs.labels.statuses if status is not None])
    if len(rows) == 0 or np.bincount(given, minlength=len(STATUSES)).min() < _LEAST:
        return FittedStatus(heads={}, rules={})
    vectors = inputs.own_general[rows]
    ruled = _RULE * np.eye(len(STATUSES), dtype=np.float32)[[STATUSES.index(inputs.ruled[row]) for row in rows]]
    matrix = hstack([inputs.sparse(space, rows), csr_matrix(vectors), csr_matrix(ruled)]).tocsr()
    model = LogisticRegression(C=_STRENGTH, max_iter=300).fit(matrix, given)
    weights = model.coef_.T.astype(np.float32)
    lexical, general = len(space.ngrams), vectors.shape[1]
    by_rule = _RULE * weights[lexical + general :]
    return FittedStatus(
        heads={
            STATUS + LEXICAL: _head(weights[:lexical], model.intercept_),
            STATUS + GENERAL: _head(weights[lexical : lexical + general], np.zeros(len(STATUSES))),
        },
        rules={
            rule.value: {status.value: round(float(by_rule[row, column]), 4) for column, status in enumerate(STATUSES)}
            for row, rule in enumerate(STATUSES)
        },
    )


def _head(weights: np.typing.NDArray[np.float32], bias: np.typing.NDArray[np.floating]) -> LinearHead:
    return LinearHead(weights=weights, bias=bias.astype(np.float32), centre=np.zeros(len(weights), dtype=np.float32))
