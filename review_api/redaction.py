"""What was blotted out of the decision log: which values are gone, and which event says so.

An event holds the salted digests of its sealed values, so a value and its salt can go and the hash stays. The event
that says so names the fields and the events by runs of sequences: 10,000 events of one person are a few numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from review_api.tables import DecisionRow

#: Stands in the place of a name.
NOBODY = "[redacted]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Redaction:
    """Leave to have lost some sealed fields of some earlier events."""

    fields: frozenset[str]
    #: First and last sequence of each run.
    runs: tuple[tuple[int, int], ...]
    #: Sequence of the event that gives it; it covers what came before.
    given_by: int

    def covers(self, sequence: int, name: str) -> bool:
        """Whether the value of that field of that event may be gone."""
        inside = any(first <= sequence <= last for first, last in self.runs)
        return name in self.fields and inside and sequence < self.given_by


def redactions_of(row: DecisionRow) -> Iterator[Redaction]:
    """What an event lets go."""
    for one in row.details.get("blots", ()):
        runs = tuple((int(first), int(last)) for first, last in one["events"])
        yield Redaction(fields=frozenset(one["fields"]), runs=runs, given_by=row.sequence)


def is_blotted(row: DecisionRow, name: str) -> bool:
    """Whether the value of a sealed field is gone, together with its salt."""
    if row.seals[name]["salt"] != "":
        return False
    return bool(getattr(row, name) == blank(row)[name])


def blank(row: DecisionRow) -> dict[str, Any]:
    """What stands in the place of each sealed value; the hash of the document is nobody's secret and stays."""
    selector: dict[str, Any] = {
        "document": row.selector.get("document"),
        "quote": "",
        "prefix": "",
        "suffix": "",
        "spans": [],
    }
    return {"who": NOBODY, "note": None, "selector": {**selector, "redacted": True}}


def runs_of(sequences: Iterable[int]) -> list[list[int]]:
    """Ascending sequences as first and last of each run without a gap."""
    runs: list[list[int]] = []
    for sequence in sequences:
        if runs and runs[-1][1] == sequence - 1:
            runs[-1][1] = sequence
        else:
            runs.append([sequence, sequence])
    return runs
