"""What is known of each pair of passage and criterion before it becomes a score."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from classify.similarity import Scores, Similarity
from models.release import Mixture


class Signal(StrEnum):
    """One thing that is known of a passage and a criterion; mixtures of releases refer to it by its value."""

    LEXICAL = "lexical"  #: logit of the head over n-grams
    GENERAL = "general"  #: logit of the head over the multilingual encoder
    GENERAL_STANDARDISED = "general_standardised"  #: closeness to the statements by that encoder, standardised
    GENERAL_COSINE = "general_cosine"  #: the same as a cosine
    ENGLISH = "english"  #: logit of the head over the English encoder
    ENGLISH_STANDARDISED = "english_standardised"  #: closeness by the English encoder, standardised
    ENGLISH_COSINE = "english_cosine"  #: the same as a cosine
    TERMS = "terms"  #: logarithm of one plus the number of terms that occur
    CONTEXT = "context"  #: 1 when the rules for the status say that the passage is context


#: Each of the shape ``(texts, criteria)``.
Signals = dict[Signal, Scores]

#: Signals of the first stage; the others come from the English encoder.
FIRST = tuple(signal for signal in Signal if not signal.startswith("english"))


def closeness(similarity: Similarity, *, english: bool) -> Signals:
    """The closeness to statements as signals."""
    if english:
        return {Signal.ENGLISH_STANDARDISED: similarity.standardised, Signal.ENGLISH_COSINE: similarity.cosine}
    return {Signal.GENERAL_STANDARDISED: similarity.standardised, Signal.GENERAL_COSINE: similarity.cosine}


def mixed(mixture: Mixture, signals: Signals) -> Scores:
    """The logits of the scores; shape ``(texts, criteria)``."""
    total: Scores | float = mixture.intercept
    for name, weight in mixture.weights.items():
        total = total + weight * signals[Signal(name)]
    return np.asarray(total, dtype=np.float32)


def sigmoid(logits: Scores) -> Scores:
    """The logistic curve, without overflow."""
    scores: Scores = (0.5 * (1.0 + np.tanh(0.5 * logits.astype(np.float64)))).astype(np.float32)
    return scores
