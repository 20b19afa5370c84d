"""Crosswalks: which criterion of one framework goes on as which of another."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from corpus.framework import Basis, CriterionNumber, FrameworkId


class Relation(StrEnum):
    """How two criteria belong together."""

    SAME = "same"  #: one to one, the same subject
    MERGED = "merged"  #: several of the first end in one of the second
    SPLIT = "split"  #: one of the first goes on in several of the second, this one being a main part
    PARTIAL = "partial"  #: only a part of the subject of the first is asked in the second


class Link(BaseModel):
    """One pair of criteria."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: CriterionNumber = Field(alias="from")
    target: CriterionNumber = Field(alias="to")
    relation: Relation
    note: str = Field(min_length=8)


class Crosswalk(BaseModel):
    """All pairs between two frameworks, in order of their numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: FrameworkId = Field(alias="from")
    target: FrameworkId = Field(alias="to")
    basis: Basis
    links: tuple[Link, ...]
