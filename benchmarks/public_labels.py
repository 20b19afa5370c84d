"""Other people's labels with the product's own way of training: ten aspects in English, 37 topics in Chinese.

``python -m benchmarks.public_labels`` prints one JSON object: the macro F1 of the validation part of A3CG, and that of
ESG-36 by grouped folds beside a support vector machine over TF-IDF of characters on the same folds.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.svm import LinearSVC

from benchmarks.label_sets import a3cg_framework, a3cg_labels, lines_of, topics_framework
from benchmarks.shared import LABELLED, present
from models.minilm import MiniLM
from models.use import UniversalSentenceEncoder
from training.fit import Recipe, fit, fit_heads, logits_of, logits_of_fitted, scores_of
from training.folds import divisions
from training.inputs import Reader
from training.labels import LabelledLine, label_set
from training.metrics import by_criterion, macro_f1

_FOLDS = 5
#: Characters of a shingle, and the share of common shingles from which two sentences are near-duplicates.
_SHINGLE, _ALIKE = 4, 0.6


def a3cg() -> float:
    """Trains on the training part; the macro F1 over categories of the validation part."""
    train = present(LABELLED.with_name("a3cg_full_train.jsonl.gz"))
    test = present(LABELLED.with_name("a3cg_full_val.jsonl.gz"))
    framework = a3cg_framework([train, test])
    reader = Reader(framework, general=UniversalSentenceEncoder(), english=MiniLM(), english_languages=("en",))
    numbers = tuple(str(criterion.number) for criterion in framework.criteria)
    taught = reader.read(a3cg_labels(train, framework), context=False)
    fitted = fit(taught, framework.id, numbers, Recipe(), context=False)
    inputs = reader.read(a3cg_labels(test, framework), context=False)
    signals = {**logits_of_fitted(inputs, fitted), **inputs.plain}
    scores = scores_of(inputs, signals, fitted.heads.first, fitted.heads.both, floor=0.0)
    limits = np.array([fitted.heads.thresholds.get(number, fitted.heads.threshold) for number in numbers])
    return macro_f1(by_criterion(inputs.labels.truth, np.asarray(scores >= limits), inputs.labels.counted))


def esg36() -> tuple[float, float]:
    """The macro F1 over topics of the product's heads, the best of which is taken, and of the vector machine."""
    rows = list(csv.DictReader(lines_of(present(LABELLED.with_name("zh_esg36_train.csv.gz")))))
    texts, topics = [row["sentences"] for row in rows], [row["label"] for row in rows]
    names = sorted(set(topics))
    framework = topics_framework("zh-esg36", names)
    groups = [str(cluster) for cluster in clusters(texts)]
    lines = [
        LabelledLine(text=text, criteria=[topic], language="zh", group=group)
        for text, topic, group in zip(texts, topics, groups, strict=True)
    ]
    labels = label_set(lines, framework, sha256="0" * 64, source="ESG-36")
    reader = Reader(framework, general=UniversalSentenceEncoder(), english=MiniLM(), english_languages=("en",))
    inputs = reader.read(labels, context=False)
    ours, theirs = np.zeros(len(texts), dtype=int), np.zeros(len(texts), dtype=int)
    truth = np.array([names.index(topic) for topic in topics])
    for taught, rest in divisions(groups, _FOLDS):
        logits = logits_of(inputs, fit_heads(inputs, taught, Recipe()), rest)
        ours[rest] = (logits["lexical"] + logits["general"]).argmax(axis=1)  # type: ignore[index]
        space = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), min_df=2, sublinear_tf=True)
        machine = LinearSVC(C=1.0).fit(space.fit_transform([texts[row] for row in taught]), truth[taught])
        theirs[rest] = machine.predict(space.transform([texts[row] for row in rest]))
    return float(f1_score(truth, ours, average="macro")), float(f1_score(truth, theirs, average="macro"))


def clusters(texts: Sequence[str]) -> list[int]:
    """The cluster of near-duplicates of each text: those that share most of their shingles, and theirs in turn."""
    own = [{text[start : start + _SHINGLE] for start in range(max(1, len(text) - _SHINGLE + 1))} for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    root = list(range(len(texts)))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for place, shingles in enumerate(own):
        common: dict[int, int] = defaultdict(int)
        for shingle in shingles:
            for other in holders[shingle]:
                common[other] += 1
            holders[shingle].append(place)
        for other, count in common.items():
            if count >= _ALIKE * min(len(shingles), len(own[other])):
                root[find(place)] = find(other)
    return [find(place) for place in range(len(texts))]


def main() -> int:
    """Print the figures."""
    ours, theirs = esg36()
    figures = {"a3cg_val_macro_f1": a3cg(), "esg36_macro_f1": ours, "esg36_character_svm_macro_f1": theirs}
    sys.stdout.write(json.dumps({name: round(value, 4) for name, value in figures.items()}) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
