"""What people can ask of the processing of a pack: read it anew, try what failed again, stop."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from corpus.errors import ErrorCode, ReviewError
from review_api.lease import UNFINISHED
from review_api.packs import pack_row, show_pack
from review_api.permissions import Permission, Principal
from review_api.records import PackRecord
from review_api.tables import DocumentRow


def read_anew(session: Session, principal: Principal, pack: str) -> PackRecord:
    """The pack, all documents of which are to be read and judged again; decisions keep their passages.

    Raises :class:`ReviewError` with ``not_found``, or ``pack_busy`` while it is being processed.
    """
    return _again(session, principal, pack, failed_only=False)


def retry(session: Session, principal: Principal, pack: str) -> PackRecord:
    """The pack, of which the documents that failed are tried again, and those that were never reached are read.

    Raises as :func:`read_anew`.
    """
    return _again(session, principal, pack, failed_only=True)


def cancel(session: Session, principal: Principal, pack: str) -> PackRecord:
    """The pack, which stops after the document at hand; :func:`retry` goes on with it.

    Raises :class:`ReviewError` with ``not_found``, or ``pack_idle`` when nothing is being done.
    """
    principal.require(Permission.UPLOAD)
    row = pack_row(session, principal, pack)
    if row.state not in UNFINISHED:
        raise ReviewError(ErrorCode.PACK_IDLE, f"'{row.name}' is {row.state}.")
    if row.state == "received" and row.worker is None:
        row.state = "cancelled"
    else:
        row.cancel_requested = True
    session.flush()
    return show_pack(session, principal, pack)


def _again(session: Session, principal: Principal, pack: str, *, failed_only: bool) -> PackRecord:
    principal.require(Permission.UPLOAD)
    row = pack_row(session, principal, pack)
    if row.state in UNFINISHED:
        raise ReviewError(ErrorCode.PACK_BUSY, f"'{row.name}' is {row.state}.")
    wanted = select(DocumentRow.id).where(DocumentRow.pack == pack)
    if failed_only:
        wanted = wanted.where(DocumentRow.error_code.is_not(None))
    session.execute(update(DocumentRow).where(DocumentRow.id.in_(wanted)).values(stale=True))
    row.state, row.attempts, row.worker, row.leased_until, row.cancel_requested = "received", 0, None, 0.0, False
    row.error_code = row.error_message = row.error_next = None
    session.flush()
    return show_pack(session, principal, pack)
