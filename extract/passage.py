"""Passages: the pieces of a document that are judged, each with everything needed to find it again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from extract.word import Box
from ingest.source_file import Sha256

#: Lower-case hexadecimal sha256 over document hash, spans and text.
PassageId = NewType("PassageId", str)

#: Characters of context kept on each side of a quote.
CONTEXT_CHARACTERS = 32


class PassageKind(StrEnum):
    """The part a passage plays on its page."""

    PROSE = "prose"  #: running text of one or more sentences
    LIST_ITEM = "list_item"  #: one entry of a list
    TABLE_ROW = "table_row"  #: one row of a table, or of text set like one
    HEADING = "heading"  #: a title; kept as context, never judged
    FORM = "form"  #: a question with its answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The part of a passage that lies on one page."""

    #: Pages count from 1.
    page: int
    #: One box per word, in reading order; coordinates as in :mod:`extract.word`.
    boxes: tuple[Box, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """One to six sentences of one thought, with the words' boxes."""

    id: PassageId
    #: Unicode code points, NFC, no line ends.
    text: str
    #: In reading order; more than one when the passage goes on over a page break.
    spans: tuple[Span, ...]
    #: For a person: ``p. 12 ¶ 3``, ``Sheet1!A4:F4``.
    locator: str
    #: Headings above the passage, outermost first.
    heading: tuple[str, ...]
    kind: PassageKind
    #: ISO 639-1, or ``und`` when there is too little text to tell.
    language: str
    #: Up to 32 characters of the document before and after the quote, for finding it again.
    prefix: str
    suffix: str


def passage_id(document: Sha256, spans: tuple[Span, ...], text: str) -> PassageId:
    """The content hash that names a passage: the same passage of the same bytes always has the same id."""
    content = [document, [[span.page, [list(box) for box in span.boxes]] for span in spans], text]
    encoded = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return PassageId(hashlib.sha256(encoded).hexdigest())
