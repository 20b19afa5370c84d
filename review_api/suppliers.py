"""Suppliers and their sites: whose evidence is reviewed, and the places it speaks of."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode, ReviewError
from corpus.framework import SiteType
from review_api import cursor as cursors
from review_api.identity import new_id
from review_api.permissions import Permission, Principal
from review_api.records import SiteRecord, Slice, SupplierRecord
from review_api.tables import SiteRow, SupplierRow

#: Characters of the name of a supplier, a site or a metal.
MAX_NAME = 200

_ORDER = "suppliers"


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteDraft:
    """A site as it is told."""

    name: str
    role: SiteType
    #: ISO 3166 alpha-2, or empty.
    country: str = ""
    metals: tuple[str, ...] = ()


def create_supplier(session: Session, principal: Principal, *, name: str) -> SupplierRecord:
    """A new supplier without sites.

    Raises :class:`ReviewError` with ``name_taken``, or ``not_permitted`` for people who may see some suppliers only,
    and :class:`CallError` with ``request_invalid`` for an empty name.
    """
    principal.require(Permission.UPLOAD)
    principal.require_every_supplier()
    row = SupplierRow(id=new_id(), name=_clean(name), created_at=_now(), created_by=principal.name)
    if session.scalar(select(SupplierRow.id).where(SupplierRow.name == row.name)) is not None:
        raise ReviewError(ErrorCode.NAME_TAKEN, f"There is a supplier '{row.name}' already.")
    session.add(row)
    session.flush()
    return _records(session, [row])[0]


def list_suppliers(session: Session, principal: Principal, *, cursor: str, limit: int) -> Slice[SupplierRecord]:
    """The suppliers that the caller may see, by name."""
    principal.require(Permission.READ)
    query = select(SupplierRow).order_by(SupplierRow.name).limit(limit + 1)
    if principal.suppliers is not None:
        query = query.where(SupplierRow.id.in_(principal.suppliers))
    if cursor:
        query = query.where(SupplierRow.name > cursors.decode(cursor, _ORDER, (str,))[0])
    rows = list(session.scalars(query))
    more = cursors.encode(_ORDER, [rows[limit - 1].name]) if len(rows) > limit else None
    return Slice(items=_records(session, rows[:limit]), next_cursor=more)


def show_supplier(session: Session, principal: Principal, supplier: str) -> SupplierRecord:
    """One supplier with its sites. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    return _records(session, [supplier_row(session, principal, supplier)])[0]


def add_site(session: Session, principal: Principal, supplier: str, draft: SiteDraft) -> SupplierRecord:
    """The supplier with a new site. Raises as :func:`create_supplier`, and ``not_found`` for the supplier."""
    principal.require(Permission.UPLOAD)
    row = supplier_row(session, principal, supplier)
    name = _clean(draft.name)
    if session.scalar(select(SiteRow.id).where(SiteRow.supplier == row.id, SiteRow.name == name)) is not None:
        raise ReviewError(ErrorCode.NAME_TAKEN, f"{row.name} has a site '{name}' already.")
    country = draft.country.strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):  # noqa: PLR2004 - alpha-2
        detail = f"Found the country '{country[:20]}', expected two letters of ISO 3166."
        raise CallError(ErrorCode.REQUEST_INVALID, detail)
    metals = sorted({_clean(metal).lower() for metal in draft.metals})
    session.add(SiteRow(id=new_id(), supplier=row.id, name=name, country=country, role=draft.role.value, metals=metals))
    session.flush()
    return _records(session, [row])[0]


def supplier_row(session: Session, principal: Principal, supplier: str) -> SupplierRow:
    """The row of a supplier. Raises :class:`ReviewError` with ``not_found``, also for one the caller may not see."""
    row = session.get(SupplierRow, supplier) if principal.may_see(supplier) else None
    if row is None:
        raise ReviewError(ErrorCode.NOT_FOUND, f"There is no supplier '{supplier}'.")
    return row


def sites_of(session: Session, supplier: str | None) -> tuple[SiteRow, ...]:
    """The sites of a supplier, by name."""
    if supplier is None:
        return ()
    return tuple(session.scalars(select(SiteRow).where(SiteRow.supplier == supplier).order_by(SiteRow.name)))


def _records(session: Session, rows: Sequence[SupplierRow]) -> tuple[SupplierRecord, ...]:
    sites: defaultdict[str, list[SiteRecord]] = defaultdict(list)
    found = select(SiteRow).where(SiteRow.supplier.in_([row.id for row in rows])).order_by(SiteRow.name)
    for site in session.scalars(found):
        sites[site.supplier].append(
            SiteRecord(
                id=site.id,
                name=site.name,
                country=site.country,
                role=SiteType(site.role),
                metals=tuple(site.metals),
            )
        )
    return tuple(
        SupplierRecord(
            id=row.id,
            name=row.name,
            created_at=row.created_at,
            created_by=row.created_by,
            sites=tuple(sites[row.id]),
        )
        for row in rows
    )


def _clean(name: str) -> str:
    printable = "".join(" " if unicodedata.category(mark).startswith("C") else mark for mark in name)
    kept = " ".join(unicodedata.normalize("NFC", printable).split())
    if not 0 < len(kept) <= MAX_NAME:
        detail = f"Found a name of {len(kept)} characters, expected 1 to {MAX_NAME}."
        raise CallError(ErrorCode.REQUEST_INVALID, detail)
    return kept


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
