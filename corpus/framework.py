"""Frameworks and their criteria, as frozen records.

A criterion number means something only inside one framework version: "26" is Human Rights in ``rra-2`` and Climate
Action in ``rra-3``. Everything that refers to a criterion therefore carries the framework id as well.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

from pydantic import BaseModel, ConfigDict, Field

FrameworkId = NewType("FrameworkId", str)
CriterionNumber = NewType("CriterionNumber", str)


class Confidence(StrEnum):
    """How well a statement of the catalogue is supported."""

    VERIFIED = "verified"  #: seen in a named source
    DERIVED = "derived"  #: follows from a verified source by plain inference
    MEMORY = "memory"  #: knowledge of the field, not checked against a source; an editable default


class EvidenceKind(StrEnum):
    """What sort of record a passage is, by the letter used in indicator lists."""

    POLICY = "P"  #: policy, code, commitment or procedure text
    SYSTEM = "S"  #: management-system record: register, plan, minutes, training log, contract clause
    DATA = "D"  #: performance data with unit, period and site
    AUDIT = "A"  #: audit, assurance or assessor finding
    CERTIFICATE = "C"  #: certificate or award
    GRIEVANCE = "G"  #: grievance, remedy or corrective-action record
    LICENCE = "L"  #: permit, licence, registration or official letter


class SiteType(StrEnum):
    """The role of a site in the mineral supply chain."""

    MINE = "mine"
    SMELTER = "smelter"
    REFINER = "refiner"
    FABRICATOR = "fabricator"
    TRADER = "trader"


class Applicability(StrEnum):
    """Whether a criterion is asked of a type of site."""

    APPLIES = "applies"  #: always asked
    CONDITIONAL = "conditional"  #: asked unless a stated reason shows that it cannot arise
    NOT_APPLICABLE = "not_applicable"  #: never asked


class Language(StrEnum):
    """A language in which the catalogue has terms, as an ISO 639-1 code."""

    ENGLISH = "en"
    SPANISH = "es"
    FRENCH = "fr"
    PORTUGUESE = "pt"
    CHINESE = "zh"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Basis(_Record):
    """Where a statement comes from: a source id of the framework, and how well it is supported."""

    source: str
    confidence: Confidence


class Statement(_Record):
    """One sentence of the catalogue with its basis; ``basis`` falls back to that of the part it stands in."""

    text: str = Field(min_length=8)
    basis: Basis


class Indicator(_Record):
    """A kind of evidence that would speak for a criterion."""

    kind: EvidenceKind
    text: str = Field(min_length=8)
    basis: Basis


class Criterion(_Record):
    """One criterion of one framework version."""

    framework: FrameworkId
    number: CriterionNumber
    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    name_basis: Basis
    aliases: tuple[str, ...]
    category: str
    category_basis: Basis
    intent: Statement
    scope: dict[SiteType, Applicability]
    scope_basis: Basis
    sdg: tuple[int, ...]
    sdg_basis: Basis
    evidence: tuple[Indicator, ...]
    near_misses: tuple[Statement, ...]
    contradictions: tuple[Statement, ...]
    terms: dict[Language, tuple[str, ...]]
    terms_basis: Basis


class Source(_Record):
    """Where statements of a framework were taken from."""

    title: str
    gave: str


class Framework(_Record):
    """A versioned list of criteria, in order of their numbers."""

    id: FrameworkId
    name: str
    version: str
    publisher: str
    published: str
    sources: dict[str, Source]
    categories: tuple[str, ...]
    criteria: tuple[Criterion, ...]
