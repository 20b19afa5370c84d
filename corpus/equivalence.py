"""Equivalence edges: which criterion of a framework a certificate to a standard may stand for, and how far.

Edges come in releases. A release that says two things of one pair is refused; a release of the user's own lies over
ours and wins, visibly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.catalogue import CROSSWALKS, load_crosswalk, load_framework
from corpus.crosswalk import Relation
from corpus.framework import Basis, Confidence, CriterionNumber, FrameworkId
from corpus.positioned import PositionedYaml
from corpus.standard import StandardId
from corpus.standard_catalogue import load_standards

EQUIVALENCES = Path(__file__).parent / "equivalences"


class Extent(StrEnum):
    """How much of a criterion a certificate may cover."""

    FULL = "full"  #: an assessor would normally take it for the whole criterion
    PARTIAL = "partial"  #: it covers some of what is asked; the rest needs evidence of its own
    NONE = "none"  #: it may be kept as context only


class _EdgeRow(BaseModel):
    """What a release says of one standard."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    standard: StandardId
    #: Editions for which it holds; empty for all.
    editions: tuple[str, ...] = ()
    full: tuple[CriterionNumber, ...] = ()
    partial: tuple[CriterionNumber, ...] = ()
    #: Criteria that it is said not to cover: over another release, this takes an edge away.
    none: tuple[CriterionNumber, ...] = ()
    condition: str = ""
    basis: Basis


class _ReleaseFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: str = Field(min_length=1)
    version: str = Field(min_length=1)
    author: str = Field(min_length=1)
    framework: FrameworkId
    sources: dict[str, dict[str, str]]
    edges: tuple[_EdgeRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EquivalenceEdge:
    """One standard and one criterion."""

    standard: StandardId
    #: Editions for which it holds; empty for all.
    editions: tuple[str, ...]
    framework: FrameworkId
    criterion: CriterionNumber
    extent: Extent
    #: What must hold beside a valid certificate, in words; empty when nothing is known.
    condition: str
    basis: Basis
    #: The release that says so: ``assay-defaults 1 by Assay``.
    release: str


@dataclass(frozen=True, kw_only=True)
class EquivalenceGraph:
    """The edges of one framework, those of later releases in place of earlier ones."""

    framework: FrameworkId
    edges: tuple[EquivalenceEdge, ...]
    #: Edges that an edge of a later release took the place of.
    replaced: tuple[EquivalenceEdge, ...]

    def of_standard(self, standard: StandardId, edition: str = "") -> tuple[EquivalenceEdge, ...]:
        """What certificates to a standard may stand for, in order of the criteria; ``edition`` is empty if unknown."""
        found = [
            edge
            for edge in self.edges
            if edge.standard == standard
            and edge.extent is not Extent.NONE
            and (not edge.editions or not edition or edition in edge.editions)
        ]
        return tuple(sorted(found, key=lambda edge: int(edge.criterion)))


@cache
def load_equivalences(framework: FrameworkId, over: tuple[Path, ...] = ()) -> EquivalenceGraph:
    """The shipped edges of a framework with the releases in the files ``over`` laid on them, in their order.

    Raises :class:`CorpusError` with ``corpus_invalid`` naming file, line and fault: a wrong field, an unknown standard
    or criterion, or two edges for one pair in one release.

    A framework without a file of its own has the edges that follow by a crosswalk from one that has; they are marked as
    derived, and cover a part only where the subject is not the same. Without such a crosswalk it has none.
    """
    own = EQUIVALENCES / f"{framework}.yaml"
    current: dict[tuple[str, str, tuple[str, ...]], EquivalenceEdge] = {}
    replaced: list[EquivalenceEdge] = []
    shipped = _release(own, framework) if own.is_file() else _derived(framework)
    for release in (shipped, *(_release(path, framework) for path in over)):
        for edge in release:
            key = edge.standard, edge.criterion, edge.editions
            if key in current:
                replaced.append(current[key])
            current[key] = edge
    return EquivalenceGraph(framework=framework, edges=tuple(current.values()), replaced=tuple(replaced))


def _derived(framework: FrameworkId) -> list[EquivalenceEdge]:
    derived: dict[tuple[str, str, tuple[str, ...]], EquivalenceEdge] = {}
    for path in sorted(CROSSWALKS.glob("*.yaml")):
        crosswalk = load_crosswalk(path)
        source = EQUIVALENCES / f"{crosswalk.source}.yaml"
        if crosswalk.target != framework or not source.is_file():
            continue
        for edge in _release(source, crosswalk.source):
            for link in crosswalk.links:
                if link.source != edge.criterion:
                    continue
                extent = edge.extent if link.relation is Relation.SAME else Extent.PARTIAL
                carried = replace(
                    edge,
                    framework=framework,
                    criterion=link.target,
                    extent=extent,
                    basis=edge.basis.model_copy(update={"confidence": Confidence.DERIVED}),
                    release=f"{edge.release}, by the crosswalk from {crosswalk.source}",
                )
                key = carried.standard, carried.criterion, carried.editions
                # Two criteria that were merged into one: each covers a part of it.
                derived[key] = carried if key not in derived else replace(carried, extent=Extent.PARTIAL)
    return list(derived.values())


def _release(path: Path, framework: FrameworkId) -> Iterable[EquivalenceEdge]:
    file = PositionedYaml.load(path)
    release = file.validated(_ReleaseFile)
    if release.framework != framework:
        raise file.fault(("framework",), f"found edges of '{release.framework}', expected those of '{framework}'")
    numbers = {criterion.number for criterion in load_framework(framework).criteria}
    standards = load_standards().by_id
    edges: list[EquivalenceEdge] = []
    seen: dict[tuple[str, str], set[str]] = {}
    for index, row in enumerate(release.edges):
        if row.standard not in standards:
            raise file.fault(
                ("edges", index, "standard"), f"found standard '{row.standard}', which the catalogue lacks"
            )
        if row.basis.source not in release.sources:
            raise file.fault(
                ("edges", index, "basis"), f"found source '{row.basis.source}', which the file does not list"
            )
        for extent, criteria in ((Extent.FULL, row.full), (Extent.PARTIAL, row.partial), (Extent.NONE, row.none)):
            for number in criteria:
                if number not in numbers:
                    raise file.fault(
                        ("edges", index, extent), f"found criterion '{number}', which {framework} does not have"
                    )
                taken = seen.setdefault((row.standard, number), set())
                if not taken.isdisjoint(row.editions or {"any"}) or ("any" in taken) or (taken and not row.editions):
                    raise file.fault(
                        ("edges", index, extent), f"found a second edge of {row.standard} and criterion {number}"
                    )
                taken.update(row.editions or {"any"})
                edges.append(
                    EquivalenceEdge(
                        standard=row.standard,
                        editions=row.editions,
                        framework=framework,
                        criterion=number,
                        extent=extent,
                        condition=row.condition,
                        basis=row.basis,
                        release=f"{release.id} {release.version} by {release.author}",
                    )
                )
    return edges
