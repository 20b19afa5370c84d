"""The accepted evidence of an export read under another framework or list; docs/interfaces.md describes the form."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from classify.coverage import CarriedEvidence, Carry, across, against, uncovered
from corpus.catalogue import CROSSWALKS, framework_ids, load_crosswalk, load_framework
from corpus.crosswalk import Crosswalk, Link, Relation
from corpus.errors import CallError, ErrorCode
from corpus.framework import CriterionNumber, FrameworkId
from corpus.reference_list import load_reference, reference_ids

SCHEMA_VERSION = 1


class _Pack(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    framework: FrameworkId


class _Evidence(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    criterion: CriterionNumber
    quote: str
    document_name: str
    locator: str


class _Export(BaseModel):
    """The parts of an export of accepted evidence that are needed here."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    pack: _Pack
    evidence: tuple[_Evidence, ...]


def coverage_of(path: Path, target: str) -> dict[str, Any]:
    """The coverage of the framework or list ``target`` by the accepted evidence in an export in JSON.

    Raises :class:`CallError` with ``path_missing``, ``input_line_invalid`` for a file that is no such export, or
    ``setting_invalid`` for an unknown target.
    """
    export = _load(path)
    criteria = [one.criterion for one in export.evidence]
    names: dict[str, str]
    if target in framework_ids():
        names = {str(one.number): one.name for one in load_framework(target).criteria}
        carried = across(criteria, _crosswalk(export.pack.framework, FrameworkId(target)))
    elif target in reference_ids():
        reference = load_reference(target)
        names = {item.id: item.name for item in reference.items}
        carried = against(_as(reference.framework, criteria, export.pack.framework), reference)
    else:
        known = ", ".join((*framework_ids(), *reference_ids()))
        raise CallError(ErrorCode.SETTING_INVALID, f"Found '{target}' for --framework, expected one of: {known}.")
    return {
        "schema_version": SCHEMA_VERSION,
        "pack": export.pack.name,
        "source": export.pack.framework,
        "target": target,
        "targets": [_target(number, name, carried, export) for number, name in names.items()],
        "uncovered": list(uncovered(carried, names)),
        "not_carried": [_piece(one, export) for one in carried if one.carry is Carry.NOT_CARRIED],
    }


def _load(path: Path) -> _Export:
    if not path.is_file():
        raise CallError(ErrorCode.PATH_MISSING, f"Found no file at '{path}'.")
    try:
        return _Export.model_validate(json.loads(path.read_bytes()))
    except (ValidationError, ValueError) as error:
        detail = f"{path}: found no export of accepted evidence in JSON."
        raise CallError(ErrorCode.INPUT_LINE_INVALID, detail) from error


def _crosswalk(source: FrameworkId, target: FrameworkId) -> Crosswalk:
    """The pairs from ``source`` to ``target``: of one framework to itself, those that ship, or those turned around."""
    if source == target:
        numbers = [criterion.number for criterion in load_framework(source).criteria]
        links = [Link(**{"from": n, "to": n}, relation=Relation.SAME, note="The same criterion") for n in numbers]
        basis = load_framework(source).criteria[0].sdg_basis
        return Crosswalk(**{"from": source, "to": target}, basis=basis, links=tuple(links))
    for path in sorted(CROSSWALKS.glob("*.yaml")):
        crosswalk = load_crosswalk(path)
        if (crosswalk.source, crosswalk.target) == (source, target):
            return crosswalk
        if (crosswalk.target, crosswalk.source) == (source, target):
            return turned(crosswalk)
    raise CallError(ErrorCode.SETTING_INVALID, f"Found no crosswalk from {source} to {target}.")


def turned(crosswalk: Crosswalk) -> Crosswalk:
    """The crosswalk read backwards: what was merged is a part there, what was split is one whole again."""
    back = {Relation.MERGED: Relation.PARTIAL, Relation.SPLIT: Relation.MERGED}
    links = tuple(
        Link(
            **{"from": link.target, "to": link.source}, relation=back.get(link.relation, link.relation), note=link.note
        )
        for link in crosswalk.links
    )
    return Crosswalk(**{"from": crosswalk.target, "to": crosswalk.source}, basis=crosswalk.basis, links=links)


def _as(framework: FrameworkId, criteria: list[CriterionNumber], source: FrameworkId) -> list[CriterionNumber]:
    """Criteria of ``source`` as those of ``framework``, the first that each goes on in."""
    if framework == source:
        return criteria
    first = {one.position: one.target for one in reversed(across(criteria, _crosswalk(source, framework)))}
    return [CriterionNumber(first[position]) for position in range(len(criteria))]


def _target(number: str, name: str, carried: tuple[CarriedEvidence, ...], export: _Export) -> dict[str, Any]:
    own = [one for one in carried if one.target == number]
    counts = Counter(one.carry for one in own)
    return {
        "number": number,
        "name": name,
        "carried": counts[Carry.CARRIED],
        "look_again": counts[Carry.LOOK_AGAIN],
        "evidence": [_piece(one, export) for one in own],
    }


def _piece(one: CarriedEvidence, export: _Export) -> dict[str, Any]:
    evidence = export.evidence[one.position]
    return {
        "criterion": one.source,
        "carry": one.carry,
        "note": one.note,
        "quote": evidence.quote,
        "document": evidence.document_name,
        "locator": evidence.locator,
    }
