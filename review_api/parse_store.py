"""Writes what reading and suggesting gave for one document: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from classify.suggestion import Suggestion
from extract.document import Document, Fault
from ingest.source_file import Refusal, SourceFile
from review_api.identity import new_id, suggestion_id
from review_api.likeness import likeness
from review_api.mark import passage_values
from review_api.reanchoring import reanchored
from review_api.series import place_in_series
from review_api.site_guess import guessed_site
from review_api.standing import restore_standing
from review_api.suppliers import sites_of
from review_api.tables import DocumentRow, PackRow, PageRow, PassageRow, SuggestionRow
from review_api.verdict import Anchor, Origin, SuggestionState

#: What people said of a document, and what names it elsewhere.
_LASTING = ("id", "series", "version", "effective", "received", "expiry", "site")

#: Ids of one query; databases limit the parameters of a statement.
_BATCH = 500


def store_document(
    session: Session,
    *,
    pack: str,
    position: int,
    source: SourceFile | Refusal,
    document: Document,
    suggestions: Sequence[Suggestion],
) -> None:
    """Insert the document with its pages, passages and suggestions; ``session`` is not committed here.

    What an earlier reading stored at that position goes, but for its id, its dates, its site and its place among the
    versions. Decided passages are found again by their quote and keep their decision. A passage that the pack already
    has (the same bytes under another name) is not suggested a second time.
    Raises :class:`sqlalchemy.exc.DBAPIError` for a passage without text or a suggestion without a passage.
    """
    owner = session.get_one(PackRow, pack)
    kept = _take_away(session, pack, position)
    row = kept["id"] if kept else new_id()
    if not kept:
        series, version = place_in_series(
            session, supplier=owner.supplier, document=row, name=document.name, sha256=document.sha256
        )
        kept = {"series": series, "version": version, "received": owner.created_at[:10]}
    sites = sites_of(session, owner.supplier)
    session.execute(
        insert(DocumentRow),
        [
            {
                **kept,
                "id": row,
                "pack": pack,
                "position": position,
                "sha256": document.sha256,
                "name": document.name,
                "media_type": document.media_type,
                "size": source.size if isinstance(source, SourceFile) else None,
                "language": document.language,
                "pages": len(document.pages),
                "pages_read": document.pages_read,
                "stale": False,
                **_fault_columns(document.error),
            }
        ],
    )
    _insert(session, PageRow, _page_rows(row, document))
    _insert(session, PassageRow, (passage_values(row, place, one) for place, one in enumerate(document.passages)))
    places = {passage.id: place for place, passage in enumerate(document.passages)}
    passages = {passage.id: passage for passage in document.passages}
    rows = {}
    for suggestion in suggestions:
        found = suggestion_id(
            pack=pack, passage=suggestion.passage, framework=suggestion.framework, criterion=suggestion.criterion
        )
        passage = passages.get(suggestion.passage)
        site = guessed_site(sites, passage, document.name) if passage else None
        rows[found] = {
            "id": found,
            "pack": pack,
            "document": row,
            "document_position": position,
            # A place that does not exist is refused by the database, where a KeyError would not name the rule.
            "passage_position": places.get(suggestion.passage, -1),
            "framework": suggestion.framework,
            "criterion": suggestion.criterion,
            "score": suggestion.score,
            "margin": abs(suggestion.score - 0.5),
            "status": suggestion.status.value,
            "reasons": [{"kind": one.kind.value, "text": one.text, "weight": one.weight} for one in suggestion.reasons],
            "release": suggestion.release,
            "origin": Origin.MODEL.value,
            "anchor": Anchor.EXACT.value,
            "language": passage.language if passage else "und",
            "likeness": likeness(passage.text) if passage else "",
            "guessed_site": site,
            "site": site,
            "state": SuggestionState.OPEN.value,
            "standing_criterion": suggestion.criterion,
            "standing_status": suggestion.status.value,
        }
    known = _known(session, list(rows))
    for twice in known:
        del rows[twice]
    marked: list[dict[str, Any]] = []
    for decided in reanchored(
        session, pack=pack, document=document, row=row, position=position, suggested=rows, marked=marked
    ):
        rows[decided["id"]] = decided
    _insert(session, PassageRow, marked)
    _insert(session, SuggestionRow, rows.values())
    restore_standing(session, list(rows))


def _take_away(session: Session, pack: str, position: int) -> dict[str, Any]:
    """What of an earlier reading must stay, after the rest was deleted; empty when there was none."""
    before = session.scalar(select(DocumentRow).where(DocumentRow.pack == pack, DocumentRow.position == position))
    if before is None:
        return {}
    kept = {name: getattr(before, name) for name in _LASTING}
    session.delete(before)
    session.flush()
    return kept


def _page_rows(document: str, read: Document) -> Iterable[dict[str, Any]]:
    for page in read.pages:
        yield {
            "document": document,
            "number": page.number,
            "status": page.status.value,
            "flags": [flag.value for flag in page.flags],
            "width": page.width,
            "height": page.height,
            "words": page.words,
            **_fault_columns(page.error),
        }


def _fault_columns(fault: Fault | None) -> dict[str, str | None]:
    return {
        "error_code": fault.code.value if fault else None,
        "error_message": fault.message if fault else None,
        "error_next": fault.next if fault else None,
    }


def _insert(session: Session, table: type[Any], rows: Iterable[dict[str, Any]]) -> None:
    values = list(rows)
    if values:
        session.execute(insert(table), values)


def _known(session: Session, ids: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(ids), _BATCH):
        known.update(session.scalars(select(SuggestionRow.id).where(SuggestionRow.id.in_(ids[start : start + _BATCH]))))
    return known
