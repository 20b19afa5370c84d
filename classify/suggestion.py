"""Suggestions: a passage that may be evidence for a criterion, put before a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.framework import CriterionNumber, FrameworkId
from extract.passage import PassageId

#: Version of the JSON form of suggestions; changes only add fields.
SCHEMA_VERSION = 1


class EvidenceStatus(StrEnum):
    """What a passage says about the practice it names."""

    IMPLEMENTED = "implemented"  #: done, in place, measured, recorded
    COMMITMENT = "commitment"  #: policy statement, intent, target, plan
    SUPPLIER_REQUIREMENT = "supplier_requirement"  #: binds suppliers
    NEGATIVE = "negative"  #: incident, violation, non-conformity, explicit absence
    CONTEXT = "context"  #: definition, guidance, index, boilerplate


class Stance(StrEnum):
    """Whether a passage speaks for what a criterion asks or against it."""

    SUPPORTS = "supports"  #: tells of practice, promise or requirement
    CONTRADICTS = "contradicts"  #: tells of an incident, a violation, a finding or an absence
    NEITHER = "neither"  #: tells of neither


def stance_of(status: EvidenceStatus) -> Stance:
    """The stance that follows from an evidence status."""
    if status is EvidenceStatus.NEGATIVE:
        return Stance.CONTRADICTS
    return Stance.NEITHER if status is EvidenceStatus.CONTEXT else Stance.SUPPORTS


class ReasonKind(StrEnum):
    """What moved a score."""

    TERM = "term"  #: a term of the criterion occurs in the passage
    INDICATOR = "indicator"  #: the passage is close in meaning to this statement of the catalogue
    WORD = "word"  #: these words of the passage speak for the criterion in what the model learned
    PASSAGE = "passage"  #: the labelled passage of the criterion that is nearest in meaning


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One thing that moved the score of a suggestion."""

    kind: ReasonKind
    #: The term or words as they stand in the passage, the statement of the catalogue, or the labelled passage.
    text: str
    #: Part of the score that rests on it, 0 to 1.
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """One passage for one criterion. Quote, page and boxes are those of the passage."""

    passage: PassageId
    framework: FrameworkId
    criterion: CriterionNumber
    #: 0 to 1, rounded to four decimals.
    score: float
    status: EvidenceStatus
    reasons: tuple[Reason, ...]
    #: Id of the model release that made it.
    release: str
