"""Accounts: who people are, what they may do and see, and how they prove who they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode, ReviewError
from review_api import cursor as cursors
from review_api.account_tables import AccountRow, GrantRow, SessionRow
from review_api.attempts import count_attempt, forget_attempts
from review_api.identity import new_id
from review_api.passwords import fits, hash_password
from review_api.permissions import Permission, Principal, Role
from review_api.records import AccountRecord, Slice
from review_api.tables import SupplierRow

#: Characters of a name.
MAX_NAME = 100

_ORDER = "accounts"


def create_account(
    session: Session, principal: Principal, *, name: str, role: Role, suppliers: Sequence[str] | None = None
) -> AccountRecord:
    """A new account without password; a one-time link lets its person in.

    ``suppliers`` are ids, ``None`` for every one. Raises :class:`ReviewError` with ``name_taken``, or ``not_found`` for
    a supplier, :class:`CallError` for an empty name.
    """
    principal.require(Permission.ADMINISTER)
    kept = _clean(name)
    if session.scalar(select(AccountRow.id).where(AccountRow.folded == _folded(kept))) is not None:
        raise ReviewError(ErrorCode.NAME_TAKEN, f"There is an account '{kept}' already.")
    row = AccountRow(
        id=new_id(),
        name=kept,
        folded=_folded(kept),
        role=role.value,
        every_supplier=suppliers is None,
        created_at=_now(),
        created_by=principal.name,
    )
    session.add(row)
    session.flush()
    _grant(session, row, suppliers)
    return _record(session, row)


def list_accounts(session: Session, principal: Principal, *, cursor: str, limit: int) -> Slice[AccountRecord]:
    """Every account, oldest first."""
    principal.require(Permission.ADMINISTER)
    query = select(AccountRow).order_by(AccountRow.id).limit(limit + 1)
    if cursor:
        query = query.where(AccountRow.id > cursors.decode(cursor, _ORDER, (str,))[0])
    rows = list(session.scalars(query))
    more = cursors.encode(_ORDER, [rows[limit - 1].id]) if len(rows) > limit else None
    return Slice(items=tuple(_record(session, row) for row in rows[:limit]), next_cursor=more)


def change_account(
    session: Session,
    principal: Principal,
    account: str,
    *,
    role: Role | None = None,
    suppliers: Sequence[str] | bool | None = False,
    disabled: bool | None = None,
) -> AccountRecord:
    """The account with another role, other suppliers (``None`` for every one), shut or opened again.

    What changes holds at the next request of that person. Raises :class:`ReviewError` with ``not_found``, or
    ``last_admin`` when nobody would be left to administer.
    """
    principal.require(Permission.ADMINISTER)
    row = account_row(session, account)
    if role is not None:
        row.role = role.value
    if not isinstance(suppliers, bool):
        row.every_supplier = suppliers is None
        _grant(session, row, suppliers)
    if disabled is not None:
        row.disabled_at = _now() if disabled else None
        session.execute(delete(SessionRow).where(SessionRow.account == row.id))
    session.flush()
    _require_admin(session)
    return _record(session, row)


def remove_account(session: Session, principal: Principal, account: str) -> None:
    """Delete an account with its sessions and tokens; its decisions stay, under its name.

    Raises :class:`ReviewError` with ``not_found`` or ``last_admin``.
    """
    principal.require(Permission.ADMINISTER)
    session.delete(account_row(session, account))
    session.flush()
    _require_admin(session)


def set_password(session: Session, account: str, new: str, *, current: str = "") -> None:
    """Give an account a password and end its other sessions.

    Raises :class:`ReviewError` with ``wrong_password`` unless ``current`` is the one it has, where it has one.
    """
    row = account_row(session, account)
    if row.password is not None and not fits(row.password, current):
        raise ReviewError(ErrorCode.WRONG_PASSWORD, "The current password is another one.")
    row.password = hash_password(new)
    session.execute(delete(SessionRow).where(SessionRow.account == row.id))


def count_log_in(session: Session, *, name: str, address: str) -> None:
    """Count an attempt to log in; commit it before looking at the password. Raises :class:`TooManyAttemptsError`."""
    count_attempt(session, name=_folded(name), address=address)


def log_in(session: Session, *, name: str, password: str) -> str:
    """Id of the account whose name and password these are.

    Raises :class:`ReviewError` with ``wrong_password``, whichever of both is wrong, or when the account is shut.
    """
    row = session.scalar(select(AccountRow).where(AccountRow.folded == _folded(name)))
    if not fits(row.password if row is not None else None, password) or row is None or row.disabled_at is not None:
        raise ReviewError(ErrorCode.WRONG_PASSWORD, "No account has this name and this password.")
    return row.id


def forget_log_in(session: Session, *, name: str) -> None:
    """Begin to count attempts anew after somebody got in."""
    forget_attempts(session, name=_folded(name))


def principal_of_account(session: Session, account: str) -> Principal:
    """Whom an account stands for. Raises :class:`ReviewError` with ``not_signed_in`` when it is shut or gone."""
    row = session.get(AccountRow, account)
    if row is None or row.disabled_at is not None:
        raise ReviewError(ErrorCode.NOT_SIGNED_IN, "The account is shut.")
    return Principal(name=row.name, role=Role(row.role), suppliers=_suppliers(session, row), account=row.id)


def show_account(session: Session, principal: Principal) -> AccountRecord | None:
    """The account of the caller; ``None`` for a program whose token belongs to nobody."""
    return _record(session, account_row(session, principal.account)) if principal.account else None


def account_row(session: Session, account: str) -> AccountRow:
    """The row of an account, by its id. Raises :class:`ReviewError` with ``not_found``."""
    row = session.get(AccountRow, account)
    if row is None:
        raise ReviewError(ErrorCode.NOT_FOUND, f"There is no account '{account}'.")
    return row


def account_named(session: Session, name: str) -> AccountRow:
    """The row of an account, by its name. Raises :class:`ReviewError` with ``not_found``."""
    row = session.scalar(select(AccountRow).where(AccountRow.folded == _folded(name)))
    if row is None:
        raise ReviewError(ErrorCode.NOT_FOUND, f"There is no account '{name}'.")
    return row


def _suppliers(session: Session, row: AccountRow) -> frozenset[str] | None:
    if row.every_supplier:
        return None
    return frozenset(session.scalars(select(GrantRow.supplier).where(GrantRow.account == row.id)))


def _grant(session: Session, row: AccountRow, suppliers: Sequence[str] | None) -> None:
    session.execute(delete(GrantRow).where(GrantRow.account == row.id))
    for supplier in sorted(set(suppliers or ())):
        if session.get(SupplierRow, supplier) is None:
            raise ReviewError(ErrorCode.NOT_FOUND, f"There is no supplier '{supplier}'.")
        session.add(GrantRow(account=row.id, supplier=supplier))
    session.flush()


def _require_admin(session: Session) -> None:
    admins = select(func.count()).where(AccountRow.role == Role.ADMIN.value, AccountRow.disabled_at.is_(None))
    if not session.scalar(admins):
        raise ReviewError(ErrorCode.LAST_ADMIN, "No other admin is left.")


def _record(session: Session, row: AccountRow) -> AccountRecord:
    granted = _suppliers(session, row)
    return AccountRecord(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        suppliers=None if granted is None else tuple(sorted(granted)),
        has_password=row.password is not None,
        created_at=row.created_at,
        created_by=row.created_by,
        disabled_at=row.disabled_at,
    )


def _clean(name: str) -> str:
    printable = "".join(" " if unicodedata.category(mark).startswith("C") else mark for mark in name)
    kept = " ".join(unicodedata.normalize("NFC", printable).split())
    if not 0 < len(kept) <= MAX_NAME:
        raise CallError(ErrorCode.REQUEST_INVALID, f"Found a name of {len(kept)} characters, expected 1 to {MAX_NAME}.")
    return kept


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
