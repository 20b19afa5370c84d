"""Divisions of labelled passages that keep groups together: a passage is never judged by what its like taught."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Indexes = npt.NDArray[np.int64]


def fold_of_each(groups: Sequence[str], folds: int) -> Indexes:
    """The fold of each passage: groups go, the largest first, into the fold that holds least.

    Groups of one size go in the order of their sha256, so that the order of the file does not matter.
    """
    sizes = Counter(groups)
    order = sorted(sizes, key=lambda group: (-sizes[group], hashlib.sha256(group.encode()).hexdigest()))
    filled = [0] * folds
    chosen: dict[str, int] = {}
    for group in order:
        fold = filled.index(min(filled))
        chosen[group] = fold
        filled[fold] += sizes[group]
    return np.array([chosen[group] for group in groups], dtype=np.int64)


def divisions(groups: Sequence[str], folds: int) -> Iterator[tuple[Indexes, Indexes]]:
    """Positions to learn from and positions left out, for each fold that is not empty."""
    each = fold_of_each(groups, min(folds, len(set(groups))))
    for fold in sorted(set(each.tolist())):
        yield np.flatnonzero(each != fold), np.flatnonzero(each == fold)
