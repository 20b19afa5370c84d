"""Documents of a pack, with the account of every page, and their passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode, ReviewError
from review_api import cursor as cursors
from review_api.packs import fault_record, pack_row
from review_api.permissions import Permission, Principal
from review_api.records import DocumentRecord, PageRecord, PassageRecord, Slice
from review_api.suppliers import sites_of
from review_api.tables import DocumentRow, PackRow, PageRow, PassageRow
from review_api.tag import require_match


def list_documents(
    session: Session, principal: Principal, pack: str, *, cursor: str, limit: int
) -> Slice[DocumentRecord]:
    """Documents of a pack in the order in which they came in. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    pack_row(session, principal, pack)
    query = select(DocumentRow).where(DocumentRow.pack == pack).order_by(DocumentRow.position).limit(limit + 1)
    if cursor:
        query = query.where(DocumentRow.position > cursors.decode(cursor, "documents", (int,))[0])
    rows = list(session.scalars(query))
    more = cursors.encode("documents", [rows[limit - 1].position]) if len(rows) > limit else None
    return Slice(items=_records(session, rows[:limit]), next_cursor=more)


def show_document(session: Session, principal: Principal, document: str) -> DocumentRecord:
    """One document. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    return _records(session, [document_row(session, principal, document)])[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentChange:
    """What is told of a document; ``None`` leaves it as it is, and an empty site or day takes it away."""

    effective: date | Literal[""] | None = None
    received: date | None = None
    expiry: date | Literal[""] | None = None
    #: Id of a site of the supplier.
    site: str | None = None


def change_document(
    session: Session, principal: Principal, document: str, change: DocumentChange, *, if_match: str = ""
) -> DocumentRecord:
    """The document after its dates or its site were corrected.

    Raises :class:`ReviewError` with ``not_found``, :class:`review_api.tag.StaleError` when ``if_match`` is not the tag
    of the document as it is now, :class:`CallError` when the days contradict each other or there is no such site.
    """
    principal.require(Permission.UPLOAD)
    row = document_row(session, principal, document)
    require_match(if_match, _records(session, [row])[0])
    if change.site:
        supplier = session.get_one(PackRow, row.pack).supplier
        if change.site not in {site.id for site in sites_of(session, supplier)}:
            raise CallError(ErrorCode.REQUEST_INVALID, f"The supplier has no site '{change.site[:80]}'.")
    if change.site is not None:
        row.site = change.site or None
    if change.effective is not None:
        row.effective = change.effective.isoformat() if change.effective else None
    if change.expiry is not None:
        row.expiry = change.expiry.isoformat() if change.expiry else None
    if change.received is not None:
        row.received = change.received.isoformat()
    if row.effective and row.expiry and row.expiry < row.effective:
        detail = f"Found expiry {row.expiry} before effective {row.effective}."
        raise CallError(ErrorCode.REQUEST_INVALID, detail)
    session.flush()
    return _records(session, [row])[0]


def page_source(session: Session, principal: Principal, document: str, number: int) -> tuple[str, str]:
    """The sha256 and the media type of the document that a page belongs to.

    Raises :class:`ReviewError` with ``not_found`` when the document has no such page or its bytes were never seen.
    """
    principal.require(Permission.READ)
    row = document_row(session, principal, document)
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
    document_row(session, principal, document)
    read = select(PassageRow).where(PassageRow.document == document, PassageRow.marked_in.is_(None))
    query = read.order_by(PassageRow.position).limit(limit + 1)
    if page is not None:
        query = query.where(PassageRow.first_page <= page, PassageRow.last_page >= page)
    if cursor:
        query = query.where(PassageRow.position > cursors.decode(cursor, "passages", (int,))[0])
    rows = list(session.scalars(query))
    more = cursors.encode("passages", [rows[limit - 1].position]) if len(rows) > limit else None
    return Slice(items=tuple(passage_record(row) for row in rows[:limit]), next_cursor=more)


def document_row(session: Session, principal: Principal, document: str) -> DocumentRow:
    """The row of a document. Raises :class:`ReviewError` with ``not_found``, also when the caller may not see it."""
    row = session.get(DocumentRow, document)
    if row is None or not principal.may_see(session.get_one(PackRow, row.pack).supplier):
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
            series=row.series,
            version=row.version,
            effective=row.effective,
            received=row.received,
            expiry=row.expiry,
            site=row.site,
        )
        for row in rows
    )
