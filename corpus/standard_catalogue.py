"""Reads the catalogue of standards: ``corpus/standards/*.yaml``, and the bodies beside them.

Every file but ``certification-bodies.yaml`` and ``accreditation-bodies.yaml`` is a list of standards. The test strings
of every entry are held against the patterns of all: each must be found, and by its own entry. Every fault is reported
with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from corpus.positioned import PositionedYaml
from corpus.standard import AccreditationBody, CertificationBody, Standard, StandardId

STANDARDS = Path(__file__).parent / "standards"

_CERTIFICATION = "certification-bodies.yaml"
_ACCREDITATION = "accreditation-bodies.yaml"
_HAN = re.compile("[\u3400-\u9fff]")
_Entry = TypeVar("_Entry", bound=BaseModel)
_Place = tuple[PositionedYaml, int]


@dataclass(frozen=True, kw_only=True)
class StandardCatalogue:
    """All standards in order of their files, and the bodies."""

    standards: tuple[Standard, ...]
    certification_bodies: tuple[CertificationBody, ...]
    accreditation_bodies: tuple[AccreditationBody, ...]

    @cached_property
    def by_id(self) -> dict[StandardId, Standard]:
        """The standards by their ids."""
        return {standard.id: standard for standard in self.standards}

    @cached_property
    def patterns(self) -> tuple[tuple[Standard, re.Pattern[str]], ...]:
        """Each standard with its compiled pattern."""
        return tuple((standard, re.compile(standard.pattern, re.IGNORECASE)) for standard in self.standards)

    def mentions(self, text: str) -> list[tuple[Standard, re.Match[str]]]:
        """The standards that ``text`` names, in its order; of overlapping names the longest, then the first."""
        # Chinese sets no space before a name; patterns that begin at the edge of a word need one.
        spaced = _HAN.sub(" ", text)
        readings = (text,) if spaced == text else (text, spaced)
        found = [
            (standard, match)
            for standard, pattern in self.patterns
            for reading in readings
            for match in pattern.finditer(reading)
        ]
        found.sort(key=lambda entry: entry[1].start() - entry[1].end())
        kept: list[tuple[Standard, re.Match[str]]] = []
        for standard, match in found:
            if match.end() > match.start() and all(
                match.end() <= other.start() or match.start() >= other.end() for _, other in kept
            ):
                kept.append((standard, match))
        return sorted(kept, key=lambda entry: entry[1].start())


@cache
def load_standards(folder: Path = STANDARDS) -> StandardCatalogue:
    """The catalogue in a folder.

    Raises :class:`CorpusError` with ``corpus_invalid`` naming file, line and fault: a wrong field, an id that stands
    twice, a reference to nothing, a test string that its pattern does not find or that another entry claims.
    """
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name not in {_CERTIFICATION, _ACCREDITATION}]
    places: list[_Place] = []
    standards: list[Standard] = []
    for path in paths:
        file = PositionedYaml.load(path)
        entries = _entries(file, "standards", Standard)
        places += [(file, index) for index in range(len(entries))]
        standards += entries
    certification, certification_places = _bodies(folder / _CERTIFICATION, CertificationBody)
    accreditation, accreditation_places = _bodies(folder / _ACCREDITATION, AccreditationBody)
    catalogue = StandardCatalogue(
        standards=tuple(standards),
        certification_bodies=tuple(certification),
        accreditation_bodies=tuple(accreditation),
    )
    _refuse_doubles(places, "standards", [standard.id for standard in standards])
    _refuse_doubles(certification_places, "bodies", [body.id for body in certification])
    _refuse_doubles(accreditation_places, "bodies", [body.id for body in accreditation])
    for place, standard in zip(places, standards, strict=True):
        _check_standard(place, standard, catalogue)
    for place, body in zip(certification_places, certification, strict=True):
        _check_body(place, body)
    for place, accreditor in zip(accreditation_places, accreditation, strict=True):
        _check_body(place, accreditor)
    return catalogue


def _bodies(path: Path, kind: type[_Entry]) -> tuple[list[_Entry], list[_Place]]:
    file = PositionedYaml.load(path)
    entries = _entries(file, "bodies", kind)
    return entries, [(file, index) for index in range(len(entries))]


def _entries(file: PositionedYaml, key: str, kind: type[_Entry]) -> list[_Entry]:
    rows: Any = file.data.get(key)
    sources: Any = file.data.get("sources")
    if not isinstance(rows, list) or not rows:
        raise file.fault((key,), f"found no list '{key}', expected one")
    if not isinstance(sources, dict):
        raise file.fault(("sources",), "found no 'sources', expected where the entries come from")
    entries: list[_Entry] = []
    for index, row in enumerate(rows):
        try:
            entry = kind.model_validate(row)
        except ValidationError as error:
            raise file.first_fault(error, within=(key, index)) from error
        source = row["basis"]["source"]
        if source not in sources:
            raise file.fault((key, index, "basis"), f"found source '{source}', which the file does not list")
        entries.append(entry)
    return entries


def _refuse_doubles(places: Sequence[_Place], key: str, ids: Sequence[str]) -> None:
    for (file, index), name in zip(places, ids, strict=True):
        if ids.count(name) > 1:
            raise file.fault((key, index, "id"), f"id '{name}' stands twice")


def _check_standard(place: _Place, standard: Standard, catalogue: StandardCatalogue) -> None:
    file, index = place
    for number, example in enumerate(standard.examples):
        named = {found.id for found, _ in catalogue.mentions(example)}
        if standard.id not in named:
            others = ", ".join(sorted(named)) or "nothing"
            raise file.fault(
                ("standards", index, "examples", number), f"in '{example}' {others} was found, expected {standard.id}"
            )
    for number, example in enumerate(standard.counterexamples):
        if re.search(standard.pattern, example, re.IGNORECASE):
            raise file.fault(
                ("standards", index, "counterexamples", number),
                f"the pattern of {standard.id} was found in '{example}'",
            )
    if standard.superseded_by is not None and standard.superseded_by not in catalogue.by_id:
        found = f"found '{standard.superseded_by}', which is not in the catalogue"
        raise file.fault(("standards", index, "superseded_by"), found)
    names = [edition.name for edition in standard.editions]
    if len(set(names)) < len(names):
        raise file.fault(("standards", index, "editions"), f"an edition of {standard.id} stands twice")


def _check_body(place: _Place, body: CertificationBody | AccreditationBody) -> None:
    file, index = place
    for key, pattern, examples in (
        ("examples", body.pattern, body.examples),
        ("number_examples", body.number_pattern, body.number_examples),
    ):
        missed = _unmatched(pattern, examples)
        if missed is not None:
            raise file.fault(("bodies", index, key, missed), f"'{examples[missed]}' is not found by its pattern")


def _unmatched(pattern: str, examples: Iterable[str]) -> int | None:
    """The place of the first example that the pattern does not find; ``None`` when it finds all."""
    for index, example in enumerate(examples):
        if not re.search(pattern, example, re.IGNORECASE):
            return index
    return None
