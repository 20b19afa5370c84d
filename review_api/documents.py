"""Documents of a pack, with the account of every page, and their passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.errors import ErrorCode, ReviewError
from review_api import cursor as cursors
from review_api.packs import fault_record, pack_row
from review_api.permissions import Permission, Principal
from review_api.records import DocumentRecord, PageRecord, PassageRecord, Slice
from review_api.tables import DocumentRow, PageRow, PassageRow


def list_documents(
    session: Session, principal: Principal, pack: str, *, cursor: str, limit: int
) -> Slice[DocumentRecord]:
    """Documents of a pack in the order in which they came in. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    pack_row(session, pack)
    query = select(DocumentRow).where(DocumentRow.pack == pack).order_by(DocumentRow.position).limit(limit + 1)
    if cursor:
        query = query.where(DocumentRow.position > cursors.decode(cursor, "documents", (int,))[0])
    rows = list(session.scalars(query))
    more = cursors.encode("documents", [rows[limit - 1].position]) if len(rows) > limit else None
    return Slice(items=_records(session, rows[:limit]), next_cursor=more)


def show_document(session: Session, principal: Principal, document: str) -> DocumentRecord:
    """One document. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    return _records(session, [document_row(session, document)])[0]


def page_source(session: Session, principal: Principal, document: str, number: int) -> tuple[str, str]:
    """The sha256 and the media type of the document that a page belongs to.

    Raises :class:`ReviewError` with ``not_found`` when the document has no such page or its bytes were never seen.
    """
    principal.require(Permission.READ)
    row = document_row(session, document)
    if session.get(PageRow, (document, number)) is None:
        raise ReviewError(ErrorCode.NOT_FOUND, f"'{row.name}' has {row.pages} pages, page {number} was asked for.")
    if row.sha256 is None or row.media_type is None:
        raise ReviewError(ErrorCode.NOT_FOUND, f"The bytes of '{row.name}' were not kept.")
    return row.sha256, row.media_type


def list_passages(
    session: Session, principal: Principal, document: str, *, page: int | None, cursor: str, limit: int
) -> Slice[PassageRecord]:
    """Passages in reading order, of one page when ``page`` is given. Raises :class:`ReviewError` (``not_found``)."""
    principal.require(Permission.READ)
    document_row(session, document)
    query = select(PassageRow).where(PassageRow.document == document).order_by(PassageRow.position).limit(limit + 1)
    if page is not None:
        query = query.where(PassageRow.first_page <= page, PassageRow.last_page >= page)
    if cursor:
        query = query.where(PassageRow.position > cursors.decode(cursor, "passages", (int,))[0])
    rows = list(session.scalars(query))
    more = cursors.encode("passages", [rows[limit - 1].position]) if len(rows) > limit else None
    return Slice(items=tuple(passage_record(row) for row in rows[:limit]), next_cursor=more)


def document_row(session: Session, document: str) -> DocumentRow:
    """The row of a document. Raises :class:`ReviewError` with ``not_found``."""
    row = session.get(DocumentRow, document)
    if row is None:
        raise ReviewError(ErrorCode.NOT_FOUND, f"There is no document '{document}'.")
    return row


def passage_record(row: PassageRow) -> PassageRecord:
    """A passage as it goes out."""
    return PassageRecord.model_validate(
        {
            "id": row.id,
            "text": row.text,
            "spans": row.spans,
            "locator": row.locator,
            "heading": row.heading,
            "kind": row.kind,
            "language": row.language,
            "prefix": row.prefix,
            "suffix": row.suffix,
        }
    )


def _records(session: Session, rows: Sequence[DocumentRow]) -> tuple[DocumentRecord, ...]:
    pages: defaultdict[str, list[PageRecord]] = defaultdict(list)
    found = select(PageRow).where(PageRow.document.in_([row.id for row in rows]))
    for page in session.scalars(found.order_by(PageRow.document, PageRow.number)):
        pages[page.document].append(
            PageRecord.model_validate(
                {
                    "number": page.number,
                    "status": page.status,
                    "flags": page.flags,
                    "width": page.width,
                    "height": page.height,
                    "words": page.words,
                    "error": fault_record(page.error_code, page.error_message, page.error_next),
                }
            )
        )
    return tuple(
        DocumentRecord(
            id=row.id,
            pack=row.pack,
            sha256=row.sha256,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            language=row.language,
            error=fault_record(row.error_code, row.error_message, row.error_next),
            pages=tuple(pages[row.id]),
        )
        for row in rows
    )
