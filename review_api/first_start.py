"""The first start of a server: somebody must be able to get in, and nobody else."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from review_api.account_tables import AccountRow
from review_api.accounts import create_account
from review_api.permissions import SERVER, Role
from review_api.settings import Settings
from review_api.sign_in import fresh_link


def first_link(session: Session, settings: Settings) -> str:
    """The path that signs an admin in once; empty when every admin can get in without it.

    The first start makes an admin of the name in the settings. Until an admin has a password, or signs in by a
    provider, each start makes a new link: whoever sees the messages of the server owns its database anyway.
    """
    if session.scalar(select(AccountRow.id).limit(1)) is None:
        create_account(session, SERVER, name=settings.reviewer, role=Role.ADMIN)
    admins = select(AccountRow).where(AccountRow.role == Role.ADMIN.value, AccountRow.disabled_at.is_(None))
    rows = session.scalars(admins.order_by(AccountRow.id)).all()
    if any(row.password or row.subject for row in rows):
        return ""
    named = next((row for row in rows if row.name == settings.reviewer), rows[0])
    return f"/welcome?key={fresh_link(session, named)}"
