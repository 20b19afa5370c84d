"""Reads the catalogue files: frameworks with their criteria, and crosswalks between frameworks.

A framework is a folder of YAML files: ``framework.yaml`` and one file per criterion, named ``NN-short-name.yaml``.
Every fault is reported with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from corpus.crosswalk import Crosswalk
from corpus.errors import CorpusError, ErrorCode
from corpus.framework import Basis, Criterion, Framework, FrameworkId
from corpus.positioned import PositionedYaml

FRAMEWORKS = Path(__file__).parent / "frameworks"
CROSSWALKS = Path(__file__).parent / "crosswalks"

_NUMBER = re.compile(r"[1-9][0-9]*")
#: Parts of a criterion file whose basis may differ from the default basis of the file.
_BASED_PARTS = ("name", "category", "scope", "sdg", "terms")
#: Lists of bare sentences, as (key in the file, kind of entry).
_STATEMENT_LISTS = ("near_misses", "contradictions")
#: Everything that a criterion file may give a basis of its own.
_BASES = frozenset({"default", "intent", "evidence", *_BASED_PARTS, *_STATEMENT_LISTS})


def framework_ids(folder: Path = FRAMEWORKS) -> tuple[FrameworkId, ...]:
    """The ids of the frameworks that are there, sorted."""
    return tuple(sorted(FrameworkId(path.parent.name) for path in folder.glob("*/framework.yaml")))


@cache
def load_framework(framework_id: str, folder: Path = FRAMEWORKS) -> Framework:
    """The framework of that id.

    Raises :class:`CorpusError` with ``framework_unknown``, or ``corpus_invalid`` naming file, line and fault.
    """
    home = folder / framework_id
    if framework_id not in framework_ids(folder):
        known = ", ".join(framework_ids(folder))
        raise CorpusError(ErrorCode.FRAMEWORK_UNKNOWN, f"Found '{framework_id}', expected one of: {known}.")
    head = PositionedYaml.load(home / "framework.yaml")
    files = [PositionedYaml.load(path) for path in sorted(home.glob("[0-9]*.yaml"))]
    criteria = [_criterion(file, framework_id) for file in files]
    _refuse_doubles("number", files, [criterion.number for criterion in criteria], framework_id)
    _refuse_doubles("key", files, [criterion.key for criterion in criteria], framework_id)
    if "criteria" in head.data:
        raise head.fault(("criteria",), "found criteria, expected them in files of their own")
    if head.data.get("id") != framework_id:
        raise head.fault(("id",), f"found id '{head.data.get('id')}', expected the name of the folder")
    criteria_in_order = sorted(criteria, key=lambda criterion: int(criterion.number))
    try:
        framework = Framework.model_validate({**head.data, "criteria": criteria_in_order})
    except ValidationError as error:
        raise head.first_fault(error) from error
    for file, criterion in zip(files, criteria, strict=True):
        _check_references(file, criterion, framework)
    return framework


@cache
def load_crosswalk(path: Path) -> Crosswalk:
    """The crosswalk in a file.

    Raises :class:`CorpusError` with ``corpus_invalid`` naming file, line and fault: a wrong field, a number that
    its framework does not have, or a pair that stands twice.
    """
    file = PositionedYaml.load(path)
    crosswalk = file.validated(Crosswalk)
    for side, framework_id in (("from", crosswalk.source), ("to", crosswalk.target)):
        if framework_id not in framework_ids():
            raise file.fault((side,), f"found framework '{framework_id}', which is not there")
    sides = (
        ("from", {criterion.number for criterion in load_framework(crosswalk.source).criteria}),
        ("to", {criterion.number for criterion in load_framework(crosswalk.target).criteria}),
    )
    seen: set[tuple[str, str]] = set()
    for index, link in enumerate(crosswalk.links):
        for (side, numbers), number in zip(sides, (link.source, link.target), strict=True):
            if number not in numbers:
                raise file.fault(("links", index, side), f"found criterion '{number}', which its framework lacks")
        if (link.source, link.target) in seen:
            raise file.fault(("links", index), f"the pair {link.source} -> {link.target} stands twice")
        seen.add((link.source, link.target))
    return crosswalk


def criterion_of(framework: Framework, number: str) -> Criterion:
    """The criterion of that number; raises :class:`CorpusError` with ``criterion_unknown``."""
    for criterion in framework.criteria:
        if criterion.number == number:
            return criterion
    raise CorpusError(ErrorCode.CRITERION_UNKNOWN, f"Found '{number}', which {framework.id} does not have.")


def _criterion(file: PositionedYaml, framework_id: str) -> Criterion:
    data = dict(file.data)
    bases = data.pop("basis", None)
    if not isinstance(bases, dict) or "default" not in bases:
        raise file.fault(("basis",), "found no 'basis: default', expected source and confidence")
    for part, basis in bases.items():
        _check_basis(file, part, basis)
    default = bases["default"]
    data["framework"] = framework_id
    for part in _BASED_PARTS:
        data[f"{part}_basis"] = bases.get(part, default)
    data["intent"] = _statement(data.get("intent"), bases.get("intent", default))
    for key in _STATEMENT_LISTS:
        data[key] = [_statement(entry, bases.get(key, default)) for entry in data.get(key) or ()]
    data["evidence"] = [
        {"basis": bases.get("evidence", default), **entry} if isinstance(entry, dict) else entry
        for entry in data.get("evidence") or ()
    ]
    try:
        criterion = Criterion.model_validate(data)
    except ValidationError as error:
        raise file.first_fault(error) from error
    if not _NUMBER.fullmatch(criterion.number):
        raise file.fault(("number",), f"found number '{criterion.number}', expected a whole number from 1")
    return criterion


def _statement(entry: object, basis: object) -> object:
    if isinstance(entry, str):
        return {"text": entry, "basis": basis}
    return {"basis": basis, **entry} if isinstance(entry, dict) else entry


def _check_basis(file: PositionedYaml, part: object, basis: object) -> None:
    if part not in _BASES:
        known = ", ".join(sorted(_BASES))
        raise file.fault(("basis", str(part)), f"found a basis of '{part}', expected one of: {known}")
    try:
        Basis.model_validate(basis)
    except ValidationError as error:
        raise file.first_fault(error, within=("basis", str(part))) from error


def _refuse_doubles(field: str, files: list[PositionedYaml], values: list[str], framework_id: str) -> None:
    for file, value in zip(files, values, strict=True):
        if values.count(value) > 1:
            raise file.fault((field,), f"{field} {value} is given to more than one criterion of {framework_id}")


def _bases(file: PositionedYaml, criterion: Criterion) -> Iterator[tuple[tuple[str | int, ...], Basis]]:
    """Every basis with its place; those of whole parts come first: entries fall back to them."""
    for part, basis in file.data["basis"].items():
        yield ("basis", part, "source"), Basis.model_validate(basis)
    yield ("intent", "basis", "source"), criterion.intent.basis
    for index, indicator in enumerate(criterion.evidence):
        yield ("evidence", index, "basis", "source"), indicator.basis
    for index, statement in enumerate(criterion.near_misses):
        yield ("near_misses", index, "basis", "source"), statement.basis
    for index, statement in enumerate(criterion.contradictions):
        yield ("contradictions", index, "basis", "source"), statement.basis


def _check_references(file: PositionedYaml, criterion: Criterion, framework: Framework) -> None:
    if criterion.category not in framework.categories:
        raise file.fault(("category",), f"found category '{criterion.category}', which framework.yaml does not list")
    for place, basis in _bases(file, criterion):
        if basis.source not in framework.sources:
            raise file.fault(place, f"found source '{basis.source}', which framework.yaml does not list")
    for language, terms in criterion.terms.items():
        folded = [term.casefold() for term in terms]
        twice = sorted({term for term in folded if folded.count(term) > 1})
        if twice:
            raise file.fault(("terms", language), f"term '{twice[0]}' stands twice")
