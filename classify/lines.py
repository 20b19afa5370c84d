"""Passages in JSON lines in, suggestions in JSON lines out: the form in which other programs test the classifier."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from classify.suggest import Judgement, PassageText, Suggester, load_suggester
from classify.suggestion import stance_of
from corpus.errors import CallError, ErrorCode
from extract.language import UNDETERMINED, language_of
from models.release import DEFAULT_RELEASE, known_release

SCHEMA_VERSION = 1
#: Lines judged at a time, so that memory does not grow with the input.
_BATCH = 256


class PassageLine(BaseModel):
    """One line of the input; fields that are not known are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    id: str
    text: str
    language: str | None = None
    heading: str | list[str] | None = None
    before: str | None = None
    after: str | None = None


def classify_lines(
    source: Path, target: Path, *, framework: str, all_scores: bool, release: str = DEFAULT_RELEASE
) -> None:
    """Judge every line of ``source`` and write one line each to ``target``, in the same order.

    Raises :class:`CallError` with ``path_missing``, ``output_unwritable``, ``setting_invalid`` for an unknown release,
    or ``input_line_invalid`` naming the line; ``target`` is written only when every line was good.
    """
    if not source.is_file():
        raise CallError(ErrorCode.PATH_MISSING, f"Found no file at '{source}'.")
    suggester = load_suggester(framework, known_release(release))
    partial = target.with_name(f".{target.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as stream:
            for data in _suggestion_lines(source, suggester, all_scores=all_scores):
                stream.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
        partial.replace(target)
    except OSError as error:
        detail = f"The system says of '{target}': {error.strerror}."
        raise CallError(ErrorCode.OUTPUT_UNWRITABLE, detail) from error
    finally:
        partial.unlink(missing_ok=True)


def _suggestion_lines(source: Path, suggester: Suggester, *, all_scores: bool) -> Iterator[dict[str, Any]]:
    lines = _lines(source)
    while batch := list(islice(lines, _BATCH)):
        texts = [PassageText(text=line.text, language=_language(line)) for line in batch]
        for line, judgement in zip(batch, suggester.judge(texts), strict=True):
            yield _suggestion_line(line, judgement, suggester, all_scores=all_scores)


def _lines(source: Path) -> Iterator[PassageLine]:
    seen: set[str] = set()
    with source.open("rb") as stream:
        for number, raw in enumerate(stream, start=1):
            if not raw.strip():
                continue
            try:
                line = PassageLine.model_validate_json(raw)
            except ValidationError as error:
                fault = error.errors()[0]
                where = ".".join(map(str, fault["loc"])) or "the line"
                detail = f"{source}, line {number}: {where}: {fault['msg']}."
                raise CallError(ErrorCode.INPUT_LINE_INVALID, detail) from error
            if line.id in seen:
                detail = f"{source}, line {number}: the id '{line.id}' stands on an earlier line already."
                raise CallError(ErrorCode.INPUT_LINE_INVALID, detail)
            seen.add(line.id)
            yield line


def _language(line: PassageLine) -> str:
    if line.language:
        return line.language.lower().split("-")[0].split("_")[0]
    found = language_of(line.text)
    # Most text that is too short to tell is a name or a number; English cues read those as well as any.
    return "en" if found == UNDETERMINED else found


def _suggestion_line(
    line: PassageLine, judgement: Judgement, suggester: Suggester, *, all_scores: bool
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "id": line.id,
        "suggestions": [
            {
                "criterion": criterion,
                "score": score,
                "status": judgement.status,
                "stance": stance_of(judgement.status),
                "reasons": [{"kind": reason.kind, "text": reason.text, "weight": reason.weight} for reason in reasons],
            }
            for criterion, score, reasons in judgement.suggested
        ],
    }
    if all_scores:
        numbers = [criterion.number for criterion in suggester.framework.criteria]
        data["scores"] = dict(zip(numbers, judgement.scores, strict=True))
    return data
