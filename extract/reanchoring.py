"""Finds the passages of an earlier run again in a document that was read anew: what ``assay reanchor`` does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import CallError, ErrorCode
from extract.anchor import Anchored, Anchors
from extract.document import Document
from extract.json_form import passage_from_json
from extract.passage import PassageId
from extract.selector import Selector, selector_of
from ingest.source_file import Sha256


@dataclass(frozen=True, kw_only=True, slots=True)
class Reanchored:
    """A passage of an earlier run and where it stands now."""

    id: PassageId
    found: Anchored


def reanchor(earlier: Path, document: Document) -> list[Reanchored]:
    """Every passage of ``earlier`` that belongs to the document, in order.

    ``earlier`` holds lines of ``assay extract --json`` or of ``suggestions.jsonl``. Passages of the same bytes are
    taken; when there are none and all are of one document, that one is taken for an earlier version.

    Raises :class:`CallError` with ``input_line_invalid`` for a line of another form or passages of several documents,
    ``path_missing`` when the file is not there.
    """
    selectors = list(_selectors(earlier))
    chosen = [entry for entry in selectors if entry[1].document == document.sha256]
    if not chosen:
        known = {selector.document for _, selector in selectors}
        if len(known) > 1:
            detail = (
                f"Found passages of {len(known)} documents and none of these bytes; expected those of one document."
            )
            raise CallError(ErrorCode.INPUT_LINE_INVALID, detail)
        chosen = selectors
    anchors = Anchors(document)
    return [Reanchored(id=name, found=anchors.find(selector)) for name, selector in chosen]


def _selectors(path: Path) -> Iterator[tuple[PassageId, Selector]]:
    seen: set[PassageId] = set()
    try:
        lines: Sequence[str] = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CallError(ErrorCode.PATH_MISSING, f"Found no passages at '{path}': {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CallError(ErrorCode.INPUT_LINE_INVALID, "Found bytes that are no UTF-8.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = list(_of_line(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            detail = f"Line {number} is no document or suggestion as Assay writes it."
            raise CallError(ErrorCode.INPUT_LINE_INVALID, detail) from error
        for name, selector in found:
            # A passage is suggested for several criteria, and found again once.
            if name not in seen:
                seen.add(name)
                yield name, selector


def _of_line(data: dict[str, Any]) -> Iterator[tuple[PassageId, Selector]]:
    if "passages" in data:
        document, passages = data["document"]["sha256"], data["passages"]
    else:
        document, passages = data["document"], [data]
    for entry in passages:
        passage = passage_from_json(entry)
        yield passage.id, selector_of(passage, Sha256(document))
