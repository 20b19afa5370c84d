"""The JSON form of documents and passages, as docs/interfaces.md describes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from extract.document import Document, Fault, Page
from extract.page_table import PageTable
from extract.passage import Passage, PassageId, PassageKind, Span
from extract.word import Box, Word

JsonObject = dict[str, Any]


def document_json(document: Document) -> JsonObject:
    """The account of a document: all but its passages. Pages carry words and tables when the reader kept them."""
    pages = [page_json(page) for page in document.pages]
    for page, words in zip(pages, document.words, strict=False):
        page["words"] = [word_json(word) for word in words]
    for page, tables in zip(pages, document.tables, strict=False):
        page["tables"] = [table_json(table) for table in tables]
    return {
        "sha256": document.sha256,
        "name": document.name,
        "media_type": document.media_type,
        "language": document.language,
        "error": fault_json(document.error),
        "pages": pages,
    }


def page_json(page: Page) -> JsonObject:
    """One page; ``word_count`` is the number of words, seen or hidden."""
    return {
        "number": page.number,
        "status": page.status,
        "flags": list(page.flags),
        "width": page.width,
        "height": page.height,
        "word_count": page.words,
        "error": fault_json(page.error),
    }


def fault_json(fault: Fault | None) -> JsonObject | None:
    """The reason of a failure; ``null`` when there was none."""
    return None if fault is None else {"code": fault.code, "message": fault.message, "next": fault.next}


def word_json(word: Word) -> JsonObject:
    """One word with its box; ``confidence`` is ``null`` when the word comes from a text layer."""
    return {"text": word.text, "box": list(word.box), "flags": list(word.flags), "confidence": word.confidence}


def table_json(table: PageTable) -> JsonObject:
    """One table; rows from top to bottom, cells from left to right."""
    rows = [
        [{"text": cell.text, "box": list(cell.box), "column": cell.column, "span": cell.span} for cell in row.cells]
        for row in table.rows
    ]
    return {"box": list(table.box), "rows": rows}


def passage_json(passage: Passage) -> JsonObject:
    """One passage with the words' boxes."""
    return {
        "id": passage.id,
        "text": passage.text,
        "spans": spans_json(passage.spans),
        "locator": passage.locator,
        "heading": list(passage.heading),
        "kind": passage.kind,
        "language": passage.language,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
    }


def spans_json(spans: Iterable[Span]) -> list[JsonObject]:
    """Where words stand: pages and boxes."""
    return [{"page": span.page, "boxes": [list(box) for box in span.boxes]} for span in spans]


def passage_from_json(data: Mapping[str, Any]) -> Passage:
    """The passage that :func:`passage_json` wrote; raises :class:`KeyError` or :class:`ValueError` on another form."""
    return Passage(
        id=PassageId(data["id"]),
        text=data["text"],
        spans=tuple(
            Span(page=span["page"], boxes=tuple(Box(*map(float, box)) for box in span["boxes"]))
            for span in data["spans"]
        ),
        locator=data["locator"],
        heading=tuple(data["heading"]),
        kind=PassageKind(data["kind"]),
        language=data["language"],
        prefix=data["prefix"],
        suffix=data["suffix"],
    )
