"""Fits the heads of one framework to labelled passages and mixes them with what the catalogue says.

Every head is a logistic regression for each criterion. What the mixture and the thresholds are chosen on are logits of
passages whose group was left out when the heads were fitted: a head is always surer of what it has seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field
from scipy.sparse import csr_matrix, issparse
from sklearn.linear_model import LogisticRegression

from classify.ngrams import NgramSpace, learn_space
from classify.signals import FIRST, Signal, Signals, mixed, sigmoid
from classify.suggest import SCORE_DIGITS
from classify.trained import ENGLISH, GENERAL, LEXICAL
from corpus.errors import CallError, ErrorCode
from models.heads import Exemplars, Floats, HeadArrays, LinearHead
from models.release import Heads, Mixture, Training
from training.figures import figures_of
from training.folds import divisions
from training.inputs import Inputs
from training.labels import Flags
from training.thresholds import Thresholds, chosen_thresholds

#: A head for a criterion with fewer passages would learn those by heart.
LEAST_SUPPORT = 3
#: The logit of a criterion without a head: it never speaks for anything.
_NEVER = -6.0
#: Most labelled passages of a criterion that are kept to be shown.
_EXEMPLARS = 40


class Recipe(BaseModel):
    """The numbers of a training run that are chosen and not learned."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: Inverse strength of the pull of weights towards zero, by head.
    strength: dict[str, float] = {LEXICAL: 4.0, GENERAL: 3.0, ENGLISH: 3.0}
    #: Whether parts of words are learned too: better with few labels, and slower.
    characters: bool = True
    folds: int = Field(default=3, ge=2)
    #: Mixtures and thresholds that were chosen elsewhere; learned when they are missing.
    first: Mixture | None = None
    both: Mixture | None = None
    thresholds: dict[str, float] = {}
    threshold: float | None = None
    #: Scores of the first stage below which the English encoder is not asked.
    floor: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A trained release in parts."""

    heads: Heads
    arrays: HeadArrays


@dataclass(frozen=True, kw_only=True)
class _FittedHeads:
    space: NgramSpace
    heads: dict[str, LinearHead]


def fit(inputs: Inputs, framework_id: str, numbers: tuple[str, ...], recipe: Recipe, *, context: bool) -> Fitted:
    """Heads, mixtures, thresholds and their figures on groups that were left out.

    Raises :class:`CallError` with ``labels_insufficient`` when no criterion has enough passages, or there is one group.
    """
    labels = inputs.labels
    if labels.truth.sum(axis=0).max() < LEAST_SUPPORT or len(set(labels.groups)) < recipe.folds:
        detail = (
            f"Found {int(labels.truth.sum())} labels in {len(set(labels.groups))} groups, expected a criterion with "
            f"{LEAST_SUPPORT} passages or more and at least {recipe.folds} groups."
        )
        raise CallError(ErrorCode.LABELS_INSUFFICIENT, detail)
    signals = _left_out(inputs, recipe)
    first = recipe.first or _mixture({name: signals[name] for name in FIRST}, labels.truth, labels.counted)
    both = recipe.both or _both(inputs, signals, first)
    scores = scores_of(inputs, signals, first, both, floor=recipe.floor)
    chosen = _thresholds(recipe) or chosen_thresholds(labels.truth, scores, labels.counted, numbers)
    fitted = fit_heads(inputs, np.arange(len(labels.texts)), recipe)
    return Fitted(
        heads=Heads(
            framework=framework_id,
            criteria=numbers,
            files={},
            characters=recipe.characters,
            context=context,
            first=first,
            both=both,
            floor=recipe.floor,
            threshold=chosen.common,
            thresholds=chosen.single,
            training=Training(
                labels_sha256=labels.sha256,
                passages=len(labels.texts),
                code_version=version("assay-evidence"),
                figures=figures_of(labels, scores, numbers, chosen),
            ),
        ),
        arrays=HeadArrays(
            ngrams=fitted.space.ngrams,
            rarity=fitted.space.rarity,
            heads=fitted.heads,
            exemplars=_exemplars(inputs),
        ),
    )


def _thresholds(recipe: Recipe) -> Thresholds | None:
    """Those of the recipe, when it has any."""
    if recipe.threshold is None:
        return None
    return Thresholds(common=recipe.threshold, single=recipe.thresholds)


def scores_of(inputs: Inputs, signals: Signals, first: Mixture, both: Mixture, *, floor: float) -> Floats:
    """The scores of all passages, as :class:`classify.trained.TrainedHeads` makes them."""
    scores = sigmoid(mixed(first, signals))
    second = inputs.is_english & (scores.max(axis=1) >= floor)
    scores[second] = sigmoid(mixed(both, {name: signal[second] for name, signal in signals.items()}))
    return np.round(scores, SCORE_DIGITS)


def fit_heads(inputs: Inputs, rows: npt.NDArray[np.int64], recipe: Recipe) -> _FittedHeads:
    """The n-grams and heads that some passages teach."""
    labels = inputs.labels
    english = rows[inputs.is_english[rows]]
    space = learn_space([labels.texts[row].text for row in rows], characters=recipe.characters)
    heads = {
        LEXICAL: _regression(inputs.sparse(space, rows), labels.truth[rows], labels.counted[rows], recipe, LEXICAL),
        GENERAL: _regression(inputs.general[rows], labels.truth[rows], labels.counted[rows], recipe, GENERAL),
    }
    if len(english):
        truth, counted = labels.truth[english], labels.counted[english]
        heads[ENGLISH] = _regression(inputs.english[english], truth, counted, recipe, ENGLISH)
    return _FittedHeads(space=space, heads=heads)


def logits_of(inputs: Inputs, fitted: _FittedHeads, rows: npt.NDArray[np.int64]) -> Signals:
    """The logits of the heads for some passages; 0 by the English head where its encoder does not read."""
    lexical = fitted.heads[LEXICAL]
    found: Signals = {
        Signal.LEXICAL: inputs.sparse(fitted.space, rows) @ lexical.weights + lexical.bias,
        Signal.GENERAL: fitted.heads[GENERAL].logits(inputs.general[rows]),
    }
    english = np.zeros_like(found[Signal.GENERAL])
    if ENGLISH in fitted.heads:
        reads = inputs.is_english[rows]
        english[reads] = fitted.heads[ENGLISH].logits(inputs.english[rows[reads]])
    found[Signal.ENGLISH] = english
    return found


def logits_of_fitted(inputs: Inputs, fitted: Fitted) -> Signals:
    """The logits of a trained release for all passages that were read for it."""
    space = NgramSpace(ngrams=fitted.arrays.ngrams, rarity=fitted.arrays.rarity, characters=fitted.heads.characters)
    heads = _FittedHeads(space=space, heads=fitted.arrays.heads)
    return logits_of(inputs, heads, np.arange(len(inputs.labels.texts)))


def _left_out(inputs: Inputs, recipe: Recipe) -> Signals:
    """The signals of every passage, by heads that did not see its group."""
    shape = inputs.labels.truth.shape
    learned = (Signal.LEXICAL, Signal.GENERAL, Signal.ENGLISH)
    signals: Signals = {name: np.zeros(shape, dtype=np.float32) for name in learned}
    for taught, rest in divisions(inputs.labels.groups, recipe.folds):
        for name, logits in logits_of(inputs, fit_heads(inputs, taught, recipe), rest).items():
            signals[name][rest] = logits
    return {**signals, **inputs.plain}


def _regression(matrix: Floats | csr_matrix, truth: Flags, counted: Flags, recipe: Recipe, name: str) -> LinearHead:
    """One logistic regression for each criterion.

    Passages of a criterion weigh more than the others, by the root of how much rarer they are: without weights the
    rare criteria are never found, with the whole ratio they are found everywhere.
    """
    sparse = issparse(matrix)
    centre = np.zeros(matrix.shape[1], dtype=np.float32) if sparse else matrix.mean(axis=0)
    shifted = matrix if sparse else matrix - centre
    weights = np.zeros((matrix.shape[1], truth.shape[1]), dtype=np.float32)
    bias = np.full(truth.shape[1], _NEVER, dtype=np.float32)
    for place in range(truth.shape[1]):
        yes = truth[:, place] & counted[:, place]
        if yes.sum() < LEAST_SUPPORT or yes.all():
            continue
        ratio = np.sqrt((len(yes) - yes.sum()) / yes.sum())
        model = LogisticRegression(
            C=recipe.strength[name], solver="liblinear" if sparse else "lbfgs", max_iter=300, random_state=0
        )
        model.fit(shifted, yes, sample_weight=np.where(yes, ratio, 1.0) * counted[:, place])
        weights[:, place], bias[place] = model.coef_[0], model.intercept_[0]
    return LinearHead(weights=weights, bias=bias, centre=centre)


def _mixture(signals: Mapping[Signal, Floats], truth: Flags, counted: Flags) -> Mixture:
    """How much each signal counts: a logistic regression over pairs, the same for all criteria."""
    names = list(signals)
    table = np.stack([signals[name][counted] for name in names], axis=1).astype(np.float64)
    spread = np.maximum(table.std(axis=0), 1e-6)
    model = LogisticRegression(C=1.0, max_iter=1000).fit(table / spread, truth[counted])
    weights = {str(name): round(float(weight), 4) for name, weight in zip(names, model.coef_[0] / spread, strict=True)}
    return Mixture(intercept=round(float(model.intercept_[0]), 4), weights=weights)


def _both(inputs: Inputs, signals: Signals, first: Mixture) -> Mixture:
    rows = inputs.is_english
    truth, counted = inputs.labels.truth[rows], inputs.labels.counted[rows]
    if truth.any(axis=0).sum() < 1:
        return first
    return _mixture({name: signal[rows] for name, signal in signals.items()}, truth, counted)


def _exemplars(inputs: Inputs) -> Exemplars:
    """Labelled passages to be shown: the first of each criterion, in the order of the file."""
    truth = inputs.labels.truth
    firsts = [np.flatnonzero(truth[:, place])[:_EXEMPLARS] for place in range(truth.shape[1])]
    kept = np.unique(np.concatenate(firsts))
    return Exemplars(
        vectors=np.round(inputs.own_general[kept] * 127).astype(np.int8),
        labels=truth[kept],
        texts=tuple(" ".join(inputs.labels.texts[row].text.split()) for row in kept),
    )
