"""How alike passages are to each other, with names and numbers masked, and to text of real documents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

import numpy as np

_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_]+")
#: Words of a skeleton.
SKELETON_WORDS = 6
#: Share of common skeletons from which on two passages are near duplicates.
_ALIKE = 0.4
#: A skeleton in more passages than this is a phrase of the language; comparing all of them would take quadratic time.
_MOST_SHARED = 40


def masked(text: str) -> list[str]:
    """The words of a text: numbers and names (words that begin with a capital inside a sentence) made one each."""
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        before = text[: match.start()].rstrip()
        inside = bool(before) and before[-1] not in ".!?:;。！？"
        if any(character.isdigit() for character in word):
            words.append("0")
        elif word[0].isupper() and inside:
            words.append("N")
        else:
            words.append(word.casefold())
    return words


def skeletons(text: str) -> set[str]:
    """All runs of :data:`SKELETON_WORDS` masked words that hold at least two real ones."""
    words = masked(text)
    runs = [words[start : start + SKELETON_WORDS] for start in range(len(words) - SKELETON_WORDS + 1)]
    return {" ".join(run) for run in runs if sum(word not in {"0", "N"} for word in run) > 1}


def shares(texts: Sequence[str]) -> list[tuple[str, float]]:
    """Every skeleton with the share of texts that have it, the most common first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(skeletons(text))
    return [(skeleton, count / len(texts)) for skeleton, count in counts.most_common()]


def near_duplicates(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Positions of texts that share a large part of their skeletons."""
    own = [skeletons(text) for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, some in enumerate(own):
        for skeleton in some:
            holders[skeleton].append(place)
    common: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if 1 < len(places) <= _MOST_SHARED:
            common.update(combinations(places, 2))
    return sorted(pair for pair, count in common.items() if count / min(len(own[pair[0]]), len(own[pair[1]])) >= _ALIKE)


def told_apart(ours: Sequence[str], real: Sequence[str], *, seed: int = 0) -> float:
    """How well a linear classifier over words tells our text from real text: area under the curve, 0.5 for not at all.

    By five folds, on as many texts of each as there are of the fewer.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  Only this figure needs it.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.model_selection import cross_val_score  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415

    generator = np.random.default_rng(seed)
    number = min(len(ours), len(real))
    some = [ours[place] for place in generator.permutation(len(ours))[:number]]
    some += [real[place] for place in generator.permutation(len(real))[:number]]
    model = make_pipeline(TfidfVectorizer(sublinear_tf=True, min_df=2), LogisticRegression(C=4.0, max_iter=500))
    truth = [1] * number + [0] * number
    return float(np.mean(cross_val_score(model, some, truth, scoring="roc_auc", cv=5)))
