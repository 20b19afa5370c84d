"""Reads labelled passages that were written for this project."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError, ErrorCode
from corpus.framework import Framework, Language

FOLDER = Path(__file__).parent


#: What a passage says about the practice it names; the values are those of the evidence status, and ``context`` means
#: evidence for nothing.
WrittenStatus = Literal["implemented", "commitment", "supplier_requirement", "negative", "context"]


class DocumentKind(StrEnum):
    """The sort of document that a passage could stand in."""

    POLICY = "policy"  #: policy, code of conduct, standard of the company
    MANAGEMENT_RECORD = "management_record"  #: register, plan, minutes, training log
    PERFORMANCE_DATA = "performance_data"  #: figures with unit and period
    AUDIT_FINDING = "audit_finding"  #: what an auditor or assessor found
    CERTIFICATE = "certificate"  #: certificate, licence, permit
    INCIDENT_RECORD = "incident_record"  #: grievance, incident, investigation
    SUPPLIER_CODE = "supplier_code"  #: what suppliers are bound to
    REPORT_NARRATIVE = "report_narrative"  #: running text of a report
    OTHER = "other"  #: anything else


class Actor(StrEnum):
    """Who speaks in a passage."""

    MINE = "mine"  #: takes ore out of the ground
    SMELTER = "smelter"  #: makes metal from ore or concentrate
    REFINER = "refiner"  #: purifies metal
    FABRICATOR = "fabricator"  #: makes semi-finished products of metal
    TRADER = "trader"  #: buys and sells without processing
    OTHER = "other"  #: a company outside the mineral supply chain, or nobody in particular


class WrittenPassage(BaseModel):
    """One labelled passage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1)
    language: Language
    #: Numbers of the criteria it is evidence for, the best one first.
    criteria: tuple[str, ...]
    status: WrittenStatus
    #: The criterion that it was written to be mistaken for.
    near_miss_of: str | None
    kind: DocumentKind
    actor: Actor
    #: An invented name.
    company: str
    #: Who wrote it; passages of one writer are alike.
    writer: str


def passages_of(framework: Framework) -> tuple[WrittenPassage, ...]:
    """Every passage written for a framework, file by file in alphabetical order.

    Raises :class:`CorpusError` with ``corpus_invalid`` naming file and line that are not of the form.
    """
    return tuple(
        _passage(line, f"{path.name}, line {number}", framework)
        for path in files_of(framework)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    )


def files_of(framework: Framework) -> list[Path]:
    """The files of a framework's passages."""
    return sorted((FOLDER / framework.id).glob("*.jsonl"))


def sha256_of(framework: Framework) -> str:
    """The hash of all files of a framework, in their order."""
    digest = hashlib.sha256()
    for path in files_of(framework):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _passage(line: str, place: str, framework: Framework) -> WrittenPassage:
    try:
        passage = WrittenPassage.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "the line"
        raise CorpusError(ErrorCode.CORPUS_INVALID, f"{place}: {where}: {fault['msg']}.") from error
    known = {str(criterion.number) for criterion in framework.criteria}
    if unknown := sorted({*passage.criteria, *filter(None, [passage.near_miss_of])} - known):
        raise CorpusError(ErrorCode.CORPUS_INVALID, f"{place}: criterion '{unknown[0]}' is none of {framework.id}.")
    if bool(passage.criteria) == (passage.status == "context"):
        detail = f"{place}: found status '{passage.status}' with {len(passage.criteria)} criteria; context means none."
        raise CorpusError(ErrorCode.CORPUS_INVALID, detail)
    return passage
