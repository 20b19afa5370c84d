"""Reads accepted evidence under another framework, or against a list of steps, risks or disclosures, without a review.

Evidence moves along a crosswalk. Where only a part of a criterion goes on, the evidence is shown under the new one for
a person to look at; where nothing goes on, it is listed as not carried over. Nothing is accepted anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.crosswalk import Crosswalk, Relation
from corpus.framework import CriterionNumber
from corpus.reference_list import ReferenceList


class Carry(StrEnum):
    """How accepted evidence stands under another framework."""

    CARRIED = "carried"  #: the subject is the same there
    LOOK_AGAIN = "look_again"  #: only a part of the subject goes on there
    NOT_CARRIED = "not_carried"  #: nothing of it goes on there


@dataclass(frozen=True, kw_only=True, slots=True)
class CarriedEvidence:
    """One accepted piece of evidence at its place under the other framework."""

    #: Position of the evidence in what was given.
    position: int
    source: CriterionNumber
    #: Criterion or item of the other side; empty when it is not carried.
    target: str
    carry: Carry
    #: What the crosswalk says of the pair.
    note: str


def across(criteria: Sequence[CriterionNumber], crosswalk: Crosswalk) -> tuple[CarriedEvidence, ...]:
    """Where each piece of evidence, given by its criterion, goes by a crosswalk, in order of the evidence."""
    return tuple(
        carried for position, criterion in enumerate(criteria) for carried in _carried(position, criterion, crosswalk)
    )


def against(criteria: Sequence[CriterionNumber], reference: ReferenceList) -> tuple[CarriedEvidence, ...]:
    """Which items of a list each piece of evidence speaks of. A link says that it may, so a person looks."""
    found = []
    for position, criterion in enumerate(criteria):
        items = reference.items_of(criterion)
        found += [
            CarriedEvidence(position=position, source=criterion, target=item.id, carry=Carry.LOOK_AGAIN, note=item.name)
            for item in items
        ]
        if not items:
            found.append(_nowhere(position, criterion))
    return tuple(found)


def uncovered(carried: Sequence[CarriedEvidence], targets: Iterable[str]) -> tuple[str, ...]:
    """The criteria or items, by number, that no piece of evidence stands under, in their order."""
    reached = {one.target for one in carried}
    return tuple(target for target in targets if target not in reached)


def _carried(position: int, criterion: CriterionNumber, crosswalk: Crosswalk) -> list[CarriedEvidence]:
    links = [link for link in crosswalk.links if link.source == criterion]
    if not links:
        return [_nowhere(position, criterion)]
    return [
        CarriedEvidence(
            position=position,
            source=criterion,
            target=link.target,
            carry=Carry.CARRIED if link.relation in {Relation.SAME, Relation.MERGED} else Carry.LOOK_AGAIN,
            note=link.note,
        )
        for link in links
    ]


def _nowhere(position: int, criterion: CriterionNumber) -> CarriedEvidence:
    return CarriedEvidence(position=position, source=criterion, target="", carry=Carry.NOT_CARRIED, note="")
