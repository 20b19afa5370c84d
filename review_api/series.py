"""Versions of documents: what a supplier sends again under one name is one document with several versions."""

from __future__ import annotations

import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from review_api.tables import DocumentRow, PackRow


def place_in_series(
    session: Session, *, supplier: str | None, document: str, name: str, sha256: str | None
) -> tuple[str, int]:
    """Series and version of a document among those that the supplier sent before.

    A document of a pack without supplier, or whose bytes were never seen, begins a series of its own. Folders do not
    count in the name: packs are seldom packed alike.
    """
    if supplier is None or sha256 is None:
        return document, 1
    query = select(DocumentRow.series, DocumentRow.version, DocumentRow.sha256, DocumentRow.name)
    query = query.join(PackRow, PackRow.id == DocumentRow.pack)
    query = query.where(PackRow.supplier == supplier, DocumentRow.id != document, DocumentRow.sha256.is_not(None))
    key = _key(name)
    before = [row for row in session.execute(query.order_by(DocumentRow.version)) if _key(row.name) == key]
    if not before:
        return document, 1
    same = [row for row in before if row.sha256 == sha256]
    return before[-1].series, same[0].version if same else before[-1].version + 1


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name.rpartition("/")[2]).casefold()
