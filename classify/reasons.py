"""Why a passage was suggested for a criterion: terms, words, the closest statement and the nearest labelled passage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from classify.ngrams import Tokens
from classify.signals import Signal
from classify.suggestion import Reason, ReasonKind
from classify.terms import TermHit
from classify.trained import LEXICAL, Reading, TrainedHeads

#: Most terms and words that one suggestion names.
_MAX_TERMS = 4
_MAX_WORDS = 3
#: A word that carries less of the logit than this moved nothing.
_LEAST_CONTRIBUTION = 0.15
#: Digits of a weight.
_DIGITS = 3
_LEARNED = frozenset({Signal.GENERAL, Signal.ENGLISH})
_CLOSE = frozenset(
    {Signal.GENERAL_STANDARDISED, Signal.GENERAL_COSINE, Signal.ENGLISH_STANDARDISED, Signal.ENGLISH_COSINE}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Word:
    """A part of the text that the head over n-grams took for the criterion."""

    start: int
    end: int
    contribution: float


def reasons_without_heads(
    text: str, criterion: int, evidence: float, *, hits: list[TermHit], statement: str, term_weight: float
) -> tuple[Reason, ...]:
    """The reasons of an evidence sum: terms, and closeness to the statement for the rest."""
    own = [hit for hit in hits if hit.criterion == criterion]
    by_terms = term_weight * float(np.log1p(len(own))) / max(evidence, 1e-6)
    # Terms can carry more than the whole sum where closeness in meaning speaks against the criterion.
    by_terms = min(by_terms, 1.0)
    by_meaning = max(0.0, 1.0 - by_terms)
    reasons = [
        Reason(kind=ReasonKind.TERM, text=text[hit.start : hit.end], weight=round(by_terms / len(own), _DIGITS))
        for hit in own[:_MAX_TERMS]
    ]
    reasons.append(Reason(kind=ReasonKind.INDICATOR, text=statement, weight=round(by_meaning, _DIGITS)))
    return tuple(reasons)


def reasons_with_heads(
    trained: TrainedHeads,
    reading: Reading,
    row: int,
    criterion: int,
    *,
    text: str,
    found: Tokens,
    hits: list[TermHit],
    statement: str,
) -> tuple[Reason, ...]:
    """The reasons of a score: what the signals added to its logit, as parts of all that spoke for the criterion.

    Words are those n-grams whose weight speaks for the criterion; a labelled passage stands for what the heads over
    encoders learned, the statement for the closeness to the catalogue.
    """
    weigh = trained.mixture(reading, row).weights.get
    own = [hit for hit in hits if hit.criterion == criterion]
    by_terms = weigh(Signal.TERMS, 0.0) * float(np.log1p(len(own)))
    words = [word for word in _words(trained, found, criterion) if not _covered(word, own)]
    lexical = weigh(Signal.LEXICAL, 0.0)
    by_words = [lexical * word.contribution for word in words]
    learned = _added(trained, reading, row, criterion, learned=True)
    close = _added(trained, reading, row, criterion, learned=False)
    total = max(by_terms, 0.0) + sum(by_words) + learned + close
    if total <= 0.0:
        return (Reason(kind=ReasonKind.INDICATOR, text=statement, weight=1.0),)
    reasons = [
        Reason(kind=ReasonKind.TERM, text=text[hit.start : hit.end], weight=round(by_terms / len(own) / total, _DIGITS))
        for hit in own[:_MAX_TERMS]
        if by_terms > 0
    ]
    reasons += [
        Reason(kind=ReasonKind.WORD, text=text[word.start : word.end], weight=round(part / total, _DIGITS))
        for word, part in zip(words, by_words, strict=True)
    ]
    reasons.append(Reason(kind=ReasonKind.INDICATOR, text=statement, weight=round(close / total, _DIGITS)))
    example = trained.nearest(reading, row, criterion)
    if example and learned > 0:
        reasons.append(Reason(kind=ReasonKind.PASSAGE, text=example, weight=round(learned / total, _DIGITS)))
    return tuple(reasons)


def _words(trained: TrainedHeads, found: Tokens, criterion: int) -> list[_Word]:
    """The n-grams that spoke most for the criterion, none inside another."""
    weights = trained.arrays.heads[LEXICAL].weights[:, criterion]
    at, values = trained.space.vector(found)
    parts = dict(zip(at.tolist(), (values * weights[at]).tolist(), strict=True))
    candidates = []
    for place, (word, start, end) in enumerate(found):
        candidates.append((word, start, end))
        if place + 1 < len(found):
            candidates.append((f"{word} {found[place + 1][0]}", start, found[place + 1][2]))
    best: dict[str, _Word] = {}
    for ngram, start, end in candidates:
        position = trained.space.place_of(ngram)
        if position is not None and ngram not in best and parts.get(position, 0.0) >= _LEAST_CONTRIBUTION:
            best[ngram] = _Word(start=start, end=end, contribution=parts[position])
    kept: list[_Word] = []
    for one in sorted(best.values(), key=lambda word: (-word.contribution, word.start)):
        if len(kept) < _MAX_WORDS and all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return kept


def _covered(word: _Word, hits: list[TermHit]) -> bool:
    return any(word.start < hit.end and word.end > hit.start for hit in hits[:_MAX_TERMS])


def _added(trained: TrainedHeads, reading: Reading, row: int, criterion: int, *, learned: bool) -> float:
    """What the heads over encoders added to the logit, or the closeness to the statements; never below zero.

    A head's own bias is what it says of a passage of which it knows nothing, and no reason for anything.
    """
    total = 0.0
    for name, weight in trained.mixture(reading, row).weights.items():
        if (name in _LEARNED) if learned else (name in _CLOSE):
            value = float(reading.signals[Signal(name)][row, criterion])
            if learned:
                value -= float(trained.arrays.heads[name].bias[criterion])
            total += weight * value
    return max(0.0, total)
