"""The tables of people: accounts, what they may see, how they are signed in, and who tries to get in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from review_api.tables import Base


class AccountRow(Base):
    """A person. Its name stands in events by value, so removing the row takes no decision away."""

    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("role in ('viewer', 'analyst', 'reviewer', 'approver', 'admin')", name="role"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    #: Stands in the decision log.
    name: Mapped[str] = mapped_column(unique=True)
    #: The name as it is compared: two that look alike are one.
    folded: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    #: Whether every supplier may be seen; otherwise those of the grants.
    every_supplier: Mapped[bool]
    #: Argon2id; missing while the person signs in by links or by a provider only.
    password: Mapped[str | None]
    #: Issuer and subject at an OpenID provider.
    subject: Mapped[str | None] = mapped_column(unique=True)
    #: UTC, ISO 8601.
    created_at: Mapped[str]
    created_by: Mapped[str]
    #: Missing while the account works.
    disabled_at: Mapped[str | None]


class GrantRow(Base):
    """Leave to see what belongs to a supplier."""

    __tablename__ = "grants"

    account: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    supplier: Mapped[str] = mapped_column(ForeignKey("suppliers.id", ondelete="CASCADE"), primary_key=True)


class SessionRow(Base):
    """A browser that is signed in; only the hash of its secret is kept."""

    __tablename__ = "sessions"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    #: Seconds since the epoch.
    created: Mapped[float]
    seen: Mapped[float]


class LinkRow(Base):
    """A secret that works once: it signs a person in, or ties the answer of a provider to its question."""

    __tablename__ = "links"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    #: Missing for questions to a provider.
    account: Mapped[str | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    details: Mapped[dict[str, Any]]
    #: Seconds since the epoch.
    expires: Mapped[float]


class AttemptRow(Base):
    """How often somebody tried to sign in of late, under a name or from an address."""

    __tablename__ = "attempts"

    #: Hash of the name or of the address.
    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    #: Seconds since the epoch at which the counting began.
    since: Mapped[float]
