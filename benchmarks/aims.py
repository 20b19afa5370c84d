"""Trains on sentences of modern slavery statements with the product's own path and measures on a test file.

``python benchmarks/aims.py TRAIN... --test FILE``; the last line of the output is one JSON object. Without ``--test``
the figure is that of grouped cross-validation: every statement is judged by a model that did not see it, whose
thresholds come from folds of its own training statements.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.label_sets import AIMS, aims_labels
from corpus.framework import Framework
from models.minilm import MiniLM
from models.use import UniversalSentenceEncoder
from training.fit import Recipe, fit, logits_of_fitted, scores_of
from training.folds import divisions
from training.framework_file import framework_of
from training.inputs import Inputs, Reader
from training.labels import LabelSet
from training.metrics import by_criterion

_FOLDS = 5


def main(arguments: list[str] | None = None) -> int:
    """Print the mean F1 of the nine criteria."""
    parser = argparse.ArgumentParser(prog="benchmarks/aims.py", description=__doc__)
    parser.add_argument("train", nargs="+", type=Path, metavar="TRAIN", help="CSV, packed with gzip or not")
    parser.add_argument("--test", type=Path, metavar="FILE", help="CSV of the same form")
    options = parser.parse_args(arguments)
    framework = framework_of(str(AIMS))
    reader = Reader(framework, general=UniversalSentenceEncoder(), english=MiniLM(), english_languages=("en",))
    taught = reader.read(aims_labels(options.train, framework), context=True)
    if options.test is not None:
        test = reader.read(aims_labels([options.test], framework), context=True)
        predicted = judged(taught, test, framework)
        labels = test.labels
    else:
        labels = taught.labels
        predicted = np.zeros_like(labels.truth)
        for rows, rest in divisions(labels.groups, _FOLDS):
            predicted[rest] = judged(taught.part(rows), taught.part(rest), framework)
    print(json.dumps(figures(labels, predicted, framework)))
    return 0


def judged(taught: Inputs, test: Inputs, framework: Framework) -> np.typing.NDArray[np.bool_]:
    """Which criteria a model that was trained on ``taught`` finds in ``test``."""
    numbers = tuple(str(criterion.number) for criterion in framework.criteria)
    fitted = fit(taught, framework.id, numbers, Recipe(), context=True)
    signals = {**logits_of_fitted(test, fitted), **test.plain}
    scores = scores_of(test, signals, fitted.heads.first, fitted.heads.both, floor=fitted.heads.floor)
    limits = np.array([fitted.heads.thresholds.get(number, fitted.heads.threshold) for number in numbers])
    return np.asarray(scores >= limits)


def figures(labels: LabelSet, predicted: np.typing.NDArray[np.bool_], framework: Framework) -> dict[str, object]:
    """The F1 of each criterion and their mean."""
    rows = by_criterion(labels.truth, predicted, labels.counted)
    single = {str(one.number): round(row.f1, 4) for one, row in zip(framework.criteria, rows, strict=True)}
    return {"mean_f1": round(float(np.mean(list(single.values()))), 4), "per_criterion": single}


if __name__ == "__main__":
    raise SystemExit(main())
