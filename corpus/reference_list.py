"""Lists that criteria are read against: steps of due diligence, risks, disclosures, goals.

A list says of each of its items which criteria of a framework speak of it. It is data with a source, not a framework of
its own: nothing is suggested for an item.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.catalogue import load_framework
from corpus.errors import CallError, ErrorCode
from corpus.framework import Basis, CriterionNumber, FrameworkId
from corpus.positioned import PositionedYaml

REFERENCES = Path(__file__).parent / "references"
#: Made from the goals that each criterion names, so it needs no file.
SDG = "sdg"
_GOALS = 17


class ReferenceItem(BaseModel):
    """One step, risk, goal or disclosure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    links: tuple[CriterionNumber, ...] = Field(min_length=1)


class ReferenceList(BaseModel):
    """A list with the criteria that speak of its items."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    framework: FrameworkId
    basis: Basis
    sources: dict[str, dict[str, str]]
    items: tuple[ReferenceItem, ...]

    def items_of(self, criterion: CriterionNumber) -> tuple[ReferenceItem, ...]:
        """The items that a criterion speaks of, in order of the list."""
        return tuple(item for item in self.items if criterion in item.links)


def reference_ids() -> tuple[str, ...]:
    """The ids of the lists, sorted."""
    return tuple(sorted([SDG, *(path.stem for path in REFERENCES.glob("*.yaml"))]))


@cache
def load_reference(reference_id: str, folder: Path = REFERENCES) -> ReferenceList:
    """The list of that id.

    Raises :class:`CallError` with ``setting_invalid`` for an unknown id and :class:`CorpusError` with
    ``corpus_invalid`` naming file, line and fault: a wrong field, an item that stands twice or an unknown criterion.
    """
    if reference_id == SDG:
        return _goals()
    path = folder / f"{reference_id}.yaml"
    if not path.is_file():
        known = ", ".join(reference_ids())
        raise CallError(ErrorCode.SETTING_INVALID, f"Found list '{reference_id}', expected one of: {known}.")
    file = PositionedYaml.load(path)
    found = file.validated(ReferenceList)
    numbers = {criterion.number for criterion in load_framework(found.framework).criteria}
    seen: set[str] = set()
    for index, item in enumerate(found.items):
        if item.id in seen:
            raise file.fault(("items", index, "id"), f"item '{item.id}' stands twice")
        seen.add(item.id)
        for place, number in enumerate(item.links):
            if number not in numbers:
                fault = f"found criterion '{number}', which {found.framework} does not have"
                raise file.fault(("items", index, "links", place), fault)
    return found


def _goals() -> ReferenceList:
    framework = load_framework("rra-2")
    linked = {
        goal: tuple(criterion.number for criterion in framework.criteria if goal in criterion.sdg)
        for goal in range(1, _GOALS + 1)
    }
    return ReferenceList(
        id=SDG,
        title="UN Sustainable Development Goals",
        framework=framework.id,
        basis=framework.criteria[0].sdg_basis,
        sources={},
        items=tuple(
            ReferenceItem(id=str(goal), name=f"Goal {goal}", links=links) for goal, links in linked.items() if links
        ),
    )
