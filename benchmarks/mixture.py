"""Chooses the numbers of a recipe on the half of the development set that is for choosing.

``python -m benchmarks.mixture`` writes ``training/recipes/rra-2.json``. What it writes are a score of numbers: how much
each signal counts and the thresholds. The heads learn from passages written for the project and from nothing else.
"""

from __future__ import annotations

import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.labelled import LabelledSet, load
from classify.signals import FIRST, Signal, Signals
from corpus.catalogue import load_framework
from corpus.framework import Framework
from models.encoder import Encoder
from models.minilm import MiniLM
from models.release import Mixture
from models.use import UniversalSentenceEncoder
from training.build import RECIPES, TRAINED_FRAMEWORK, written_labels
from training.fit import Recipe, fit_heads, logits_of, scores_of
from training.inputs import Inputs, Reader
from training.labels import Flags, LabelledLine, LabelSet, label_set
from training.metrics import agreement
from training.thresholds import chosen_thresholds

#: The pull of the mixture's weights towards zero is strong: there are some hundred true pairs to choose on.
_STRENGTH = 0.1
#: Most recall that the first stage may cost by itself, as a share.
_COST = 0.005


def as_label_set(labels: LabelledSet, framework: Framework) -> LabelSet:
    """The development set in the form of labels that training takes."""
    lines = [
        LabelledLine(
            text=one.text,
            criteria=list(one.criteria),
            disputed=list(one.disputed),
            status=one.status,
            language=one.language,
            group=one.doc,
        )
        for one in labels.passages
    ]
    return label_set(lines, framework, sha256="0" * 64, source="the development set")


def mixture_of(signals: Signals, truth: Flags, counted: Flags) -> Mixture:
    """How much each signal counts; all are brought to one spread first, so that the pull is the same for each."""
    names = list(signals)
    table = np.stack([signals[name][counted] for name in names], axis=1).astype(np.float64)
    centre, spread = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6)
    model = LogisticRegression(C=_STRENGTH, max_iter=1000).fit((table - centre) / spread, truth[counted])
    weights = model.coef_[0] / spread
    intercept = float(model.intercept_[0] - weights @ centre)
    return Mixture(
        intercept=round(intercept, 4),
        weights={str(name): round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
    )


def floor_of(chosen: Inputs, signals: Signals, first: Mixture, both: Mixture, thresholds: dict[str, float]) -> float:
    """The highest floor of the first stage that costs next to no recall."""
    numbers = list(thresholds)
    limits = np.array([thresholds[number] for number in numbers])
    truth, counted = chosen.labels.truth, chosen.labels.counted

    def recall(floor: float) -> float:
        return agreement(truth, scores_of(chosen, signals, first, both, floor=floor) >= limits, counted).recall

    whole = recall(0.0)
    good = [floor for floor in np.arange(0.0, 0.3, 0.01) if recall(float(floor)) >= whole - _COST]
    return round(float(max(good)), 2)


def main() -> None:
    """Choose and write."""
    framework = load_framework(TRAINED_FRAMEWORK)
    labels = load(framework)
    chosen = as_label_set(labels, framework).part(labels.chosen_on)
    general: Encoder = UniversalSentenceEncoder()
    reader = Reader(framework, general=general, english=MiniLM(), english_languages=("en",))
    written = reader.read(written_labels(framework), context=False)
    recipe = Recipe(characters=False, folds=3)
    heads = fit_heads(written, np.arange(len(written.labels.texts)), recipe)
    inputs = reader.read(chosen, context=False)
    rows = np.arange(len(chosen.texts))
    signals = {**logits_of(inputs, heads, rows), **inputs.plain}
    first = mixture_of({name: signals[name] for name in FIRST}, chosen.truth, chosen.counted)
    english = inputs.is_english
    both = mixture_of({name: signals[name][english] for name in Signal}, chosen.truth[english], chosen.counted[english])
    scores = scores_of(inputs, signals, first, both, floor=0.0)
    numbers = tuple(str(criterion.number) for criterion in framework.criteria)
    thresholds = chosen_thresholds(chosen.truth, scores, chosen.counted, numbers)
    single = {number: thresholds.of(number) for number in numbers}
    final = recipe.model_copy(
        update={
            "first": first,
            "both": both,
            "threshold": thresholds.common,
            "thresholds": thresholds.single,
            "floor": floor_of(inputs, signals, first, both, single),
        }
    )
    target = RECIPES / f"{framework.id}.json"
    target.write_text(final.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
