"""How far two reviewers agree beyond chance: Cohen's kappa and Krippendorff's alpha for nominal categories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Kappa of the answers of two people to the same items; ``None`` where chance alone explains everything.

    J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).
    """
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(first == second for first, second in pairs) / total
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    expected = sum(count * seconds[category] for category, count in firsts.items()) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Alpha of any number of answers to each unit; units with one answer do not count.

    ``None`` where nothing varies. K. Krippendorff, "Content Analysis" (2004), chapter 11, nominal metric.
    """
    paired = [unit for unit in units if len(unit) > 1]
    values = Counter(value for unit in paired for value in unit)
    total = values.total()
    if total == 0 or len(values) == 1:
        return None
    disagreeing = 0.0
    for unit in paired:
        counts = Counter(unit)
        pairs = len(unit) * (len(unit) - 1) - sum(count * (count - 1) for count in counts.values())
        disagreeing += pairs / (len(unit) - 1)
    expected = total * (total - 1) - sum(count * (count - 1) for count in values.values())
    return 1 - (total - 1) * disagreeing / expected
