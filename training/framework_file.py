"""A framework of one's own in a single YAML file, as short as a list of labels or as rich as the catalogue."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.catalogue import framework_ids, load_framework
from corpus.errors import CallError, CorpusError, ErrorCode
from corpus.framework import (
    Applicability,
    Basis,
    Confidence,
    Criterion,
    CriterionNumber,
    EvidenceKind,
    Framework,
    FrameworkId,
    Indicator,
    Language,
    SiteType,
    Statement,
)

_BASIS = Basis(source="own", confidence=Confidence.MEMORY)
_LEAST_STATEMENT = 8


class OwnCriterion(BaseModel):
    """A criterion as people write it down: an id and a name, and what else they know of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    #: What labels call it; at most 64 characters.
    id: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1)
    #: What it asks for; the name when it is missing.
    text: str = ""
    #: What would speak for it, and against it.
    evidence: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    #: Words that name its subject, by language.
    terms: dict[Language, tuple[str, ...]] = {}


class OwnFramework(BaseModel):
    """A framework file."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")
    name: str = ""
    criteria: tuple[OwnCriterion, ...] = Field(min_length=1)


def framework_of(where: str) -> Framework:
    """The framework of a YAML file, or the one of the catalogue with that id.

    Raises :class:`CallError` with ``path_missing`` when there is neither, and :class:`CorpusError` with
    ``corpus_invalid`` when the file is not of the form.
    """
    if where in framework_ids():
        return load_framework(where)
    path = Path(where)
    if not path.is_file():
        known = ", ".join(framework_ids())
        raise CallError(ErrorCode.PATH_MISSING, f"Found no file at '{where}', expected one or one of: {known}.")
    try:
        own = OwnFramework.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        fault = error.errors()[0]
        where_in = ".".join(map(str, fault["loc"]))
        raise CorpusError(ErrorCode.CORPUS_INVALID, f"{path}: {where_in}: {fault['msg']}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorpusError(ErrorCode.CORPUS_INVALID, f"{path} is no YAML in UTF-8: {error}.") from error
    return framework_from(own, str(path))


def framework_from(own: OwnFramework, source: str) -> Framework:
    """The record of a framework that was written down; raises :class:`CorpusError` when an id stands twice."""
    ids = [criterion.id for criterion in own.criteria]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        detail = f"{source}: the id '{twice[0]}' is given to more than one criterion."
        raise CorpusError(ErrorCode.CORPUS_INVALID, detail)
    return Framework(
        id=FrameworkId(own.id),
        name=own.name or own.id,
        version="1",
        publisher="own",
        published="",
        sources={},
        categories=("own",),
        criteria=tuple(_criterion(own.id, place, one) for place, one in enumerate(own.criteria)),
    )


def _criterion(framework: str, place: int, own: OwnCriterion) -> Criterion:
    text = own.text or own.name
    return Criterion(
        framework=FrameworkId(framework),
        number=CriterionNumber(own.id),
        key=f"criterion_{place + 1}",
        name=own.name,
        name_basis=_BASIS,
        aliases=(),
        category="own",
        category_basis=_BASIS,
        intent=_statement(text if len(text) >= _LEAST_STATEMENT else f"About: {text}"),
        scope=dict.fromkeys(SiteType, Applicability.APPLIES),
        scope_basis=_BASIS,
        sdg=(),
        sdg_basis=_BASIS,
        evidence=tuple(Indicator(kind=EvidenceKind.POLICY, text=one, basis=_BASIS) for one in own.evidence),
        near_misses=(),
        contradictions=tuple(_statement(one) for one in own.contradictions),
        terms=own.terms,
        terms_basis=_BASIS,
    )


def _statement(text: str) -> Statement:
    return Statement(text=text, basis=_BASIS)
