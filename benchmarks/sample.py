"""Draws passages evenly over documents, the same ones each time."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def even_sample(groups: Mapping[str, Sequence[T]], size: int, *, seed: int) -> list[tuple[str, T]]:
    """``size`` members drawn over the groups, as evenly as their sizes allow; all members when there are fewer.

    Drawing over all members at once would take most from the longest document.
    """
    names = sorted(groups)
    generator = random.Random(seed)
    shuffled = {name: generator.sample(list(groups[name]), len(groups[name])) for name in names}
    taken: list[tuple[str, T]] = []
    turn = 0
    while len(taken) < size and any(turn < len(shuffled[name]) for name in names):
        # The names are shuffled each turn, so that the last turn, cut short, prefers none.
        for name in generator.sample(names, len(names)):
            if turn < len(shuffled[name]) and len(taken) < size:
                taken.append((name, shuffled[name][turn]))
        turn += 1
    return taken
