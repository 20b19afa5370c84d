"""The tables of blind rounds, of random samples, and of requests that may come twice."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from review_api.tables import Base

_OPEN = text("closed_at IS NULL")


class RoundRow(Base):
    """Two reviewers who judge the open suggestions of a pack without seeing each other's answers."""

    __tablename__ = "rounds"
    __table_args__ = (
        CheckConstraint("first <> second", name="two"),
        # At most one round of a pack is open.
        Index("uq_rounds_open", "pack", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(ForeignKey("packs.id", ondelete="CASCADE"))
    #: Ids of accounts, by value: a removed account leaves its seat empty.
    first: Mapped[str]
    second: Mapped[str]
    #: UTC, ISO 8601.
    opened_at: Mapped[str]
    opened_by: Mapped[str]
    #: Events up to this sequence are seen by everybody.
    opened_after: Mapped[int]
    closed_at: Mapped[str | None]
    closed_by: Mapped[str | None]


class OpinionRow(Base):
    """What stands for a suggestion as seen from a seat; a copy of what follows from the log, like the state itself."""

    __tablename__ = "opinions"

    suggestion: Mapped[str] = mapped_column(primary_key=True)
    seat: Mapped[str] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(ForeignKey("packs.id", ondelete="CASCADE"), index=True)
    state: Mapped[str]
    criterion: Mapped[str]
    status: Mapped[str]
    site: Mapped[str | None]
    #: Sequence of the event.
    decision: Mapped[int]


class SampleRow(Base):
    """A draw of passages that no model suggested for a criterion; what it finds says how much was missed."""

    __tablename__ = "samples"

    id: Mapped[str] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(ForeignKey("packs.id", ondelete="CASCADE"), index=True)
    criterion: Mapped[str]
    #: Passages that could have been drawn, and that were.
    population: Mapped[int]
    drawn: Mapped[int]
    #: With it the same draw can be made again.
    seed: Mapped[str]
    #: UTC, ISO 8601.
    at: Mapped[str]
    who: Mapped[str]


class RequestRow(Base):
    """An upload that carried an idempotency key, and the pack that it made."""

    __tablename__ = "requests"

    #: Hash of caller and key.
    key: Mapped[str] = mapped_column(primary_key=True)
    #: Hash of what was sent.
    content: Mapped[str]
    pack: Mapped[str] = mapped_column(ForeignKey("packs.id", ondelete="CASCADE"))
    #: Seconds since the epoch.
    at: Mapped[float]
