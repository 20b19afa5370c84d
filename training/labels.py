"""Labelled passages in JSON lines: what a model learns from and what it is measured on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, ValidationError

from classify.passage_text import PassageText
from classify.suggestion import EvidenceStatus
from corpus.errors import CallError, ErrorCode
from corpus.framework import Framework
from extract.language import UNDETERMINED, language_of

Flags = npt.NDArray[np.bool_]


class LabelledLine(BaseModel):
    """One line; fields that are not known are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    text: str
    #: Numbers of the criteria for which the passage is evidence; none for a passage that is evidence for nothing.
    criteria: list[str]
    #: Criteria about which annotators differ: neither learned nor counted.
    disputed: list[str] = []
    status: str | None = None
    language: str | None = None
    before: str | None = None
    after: str | None = None
    heading: str | list[str] | None = None
    #: Passages of one group (document, company, writer) are alike, and never on both sides of a division.
    group: str | None = None


@dataclass(frozen=True, kw_only=True)
class LabelSet:
    """Labelled passages with their labels as arrays, for one framework."""

    texts: tuple[PassageText, ...]
    #: Shape ``(passages, criteria)``.
    truth: Flags
    #: Pairs that are counted: those in dispute are not.
    counted: Flags
    statuses: tuple[EvidenceStatus | None, ...]
    groups: tuple[str, ...]
    sha256: str

    def part(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> LabelSet:
        """The passages at these positions."""
        return LabelSet(
            texts=tuple(self.texts[row] for row in rows),
            truth=self.truth[rows],
            counted=self.counted[rows],
            statuses=tuple(self.statuses[row] for row in rows),
            groups=tuple(self.groups[row] for row in rows),
            sha256=self.sha256,
        )

    @cached_property
    def plain(self) -> list[str]:
        """The texts alone."""
        return [text.text for text in self.texts]

    @cached_property
    def with_surroundings(self) -> bool:
        """Whether anything is known of what stands around the passages."""
        return any(any(text.surroundings) for text in self.texts)


def read_labels(path: Path, framework: Framework) -> LabelSet:
    """The labelled passages of a file.

    Raises :class:`CallError` with ``path_missing``, or ``input_line_invalid`` naming the line that is not of the form
    or names a criterion that the framework does not have.
    """
    if not path.is_file():
        raise CallError(ErrorCode.PATH_MISSING, f"Found no file at '{path}'.")
    content = path.read_bytes()
    lines = [
        _line(raw, f"{path}, line {number}", framework)
        for number, raw in enumerate(content.splitlines(), start=1)
        if raw.strip()
    ]
    return label_set(lines, framework, sha256=hashlib.sha256(content).hexdigest(), source=str(path))


def label_set(lines: Iterable[LabelledLine], framework: Framework, *, sha256: str, source: str) -> LabelSet:
    """The arrays of labelled lines; raises :class:`CallError` with ``labels_insufficient`` when there are none."""
    some = list(lines)
    if not some:
        raise CallError(ErrorCode.LABELS_INSUFFICIENT, f"Found no labelled passage in '{source}'.")
    numbers = [str(criterion.number) for criterion in framework.criteria]
    truth = np.array([[number in line.criteria for number in numbers] for line in some])
    disputed = np.array([[number in line.disputed for number in numbers] for line in some])
    return LabelSet(
        texts=tuple(_passage(line) for line in some),
        truth=truth,
        counted=~disputed,
        statuses=tuple(EvidenceStatus(line.status) if line.status else None for line in some),
        groups=tuple(line.group or f"line {row}" for row, line in enumerate(some)),
        sha256=sha256,
    )


def _line(raw: bytes, place: str, framework: Framework) -> LabelledLine:
    try:
        line = LabelledLine.model_validate_json(raw)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "the line"
        raise CallError(ErrorCode.INPUT_LINE_INVALID, f"{place}: {where}: {fault['msg']}.") from error
    known = {str(criterion.number) for criterion in framework.criteria}
    if unknown := sorted({*line.criteria, *line.disputed} - known):
        detail = f"{place}: found criterion '{unknown[0]}', which {framework.id} does not have."
        raise CallError(ErrorCode.INPUT_LINE_INVALID, detail)
    if line.status is not None and line.status not in {status.value for status in EvidenceStatus}:
        detail = f"{place}: found status '{line.status}', expected one of: {', '.join(EvidenceStatus)}."
        raise CallError(ErrorCode.INPUT_LINE_INVALID, detail)
    return line


def _passage(line: LabelledLine) -> PassageText:
    heading = line.heading if isinstance(line.heading, str) else " / ".join(line.heading or ())
    if line.language:
        language = line.language.lower().split("-")[0].split("_")[0]
    else:
        found = language_of(line.text)
        language = "en" if found == UNDETERMINED else found
    return PassageText(
        text=line.text, language=language, before=line.before or "", after=line.after or "", heading=heading
    )
