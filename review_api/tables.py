"""The tables of the review database.

Three kinds of fact are kept apart: **archive** (uploads: bytes that came in, never changed), **parse** (documents,
pages, passages, suggestions: derived, can be made again) and **judgement** (decisions: human, can never be made again).
A decision therefore refers to everything else by value: no foreign key leads from it to a row that can be deleted.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Constraints have names, so that later migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 - SQLAlchemy reads it as it stands


class SupplierRow(Base):
    """A company whose evidence is reviewed; permissions are given per supplier."""

    __tablename__ = "suppliers"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    #: UTC, ISO 8601.
    created_at: Mapped[str]
    created_by: Mapped[str]


class SiteRow(Base):
    """A place at which a supplier works: evidence and certificates speak of one."""

    __tablename__ = "sites"
    __table_args__ = (
        UniqueConstraint("supplier", "name"),
        CheckConstraint("role in ('mine', 'smelter', 'refiner', 'fabricator', 'trader')", name="role"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    supplier: Mapped[str] = mapped_column(ForeignKey("suppliers.id", ondelete="CASCADE"))
    name: Mapped[str]
    #: ISO 3166 alpha-2, empty when it is not known.
    country: Mapped[str]
    role: Mapped[str]
    #: Names of metals, sorted.
    metals: Mapped[list[Any]]


class PackRow(Base):
    """A supplier's evidence pack."""

    __tablename__ = "packs"
    __table_args__ = (
        CheckConstraint("state in ('received', 'reading', 'suggesting', 'ready', 'failed', 'cancelled')", name="state"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    #: Missing where nobody has said whose pack it is.
    supplier: Mapped[str | None] = mapped_column(ForeignKey("suppliers.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str]
    framework: Mapped[str]
    state: Mapped[str]
    #: Hash over framework, names and bytes of the uploads: the same pack has the same content.
    content: Mapped[str] = mapped_column(index=True)
    #: UTC, ISO 8601.
    created_at: Mapped[str]
    created_by: Mapped[str]
    #: Times that processing was begun; a pack that ends the server each time must not do so for ever.
    attempts: Mapped[int] = mapped_column(default=0)
    #: Seconds since the epoch at which this attempt began; 0 before.
    started: Mapped[float] = mapped_column(default=0.0)
    files: Mapped[int] = mapped_column(default=0)
    files_done: Mapped[int] = mapped_column(default=0)
    bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    bytes_done: Mapped[int] = mapped_column(BigInteger, default=0)
    #: Bytes that an earlier attempt had done; they say nothing about the pace of this one.
    bytes_before: Mapped[int] = mapped_column(BigInteger, default=0)
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    error_next: Mapped[str | None]
    #: First day, ISO 8601, on which the pack may be deleted; any day when it is missing.
    retain_until: Mapped[str | None]
    #: The server that is at work on it, and until when it is believed to be alive, in seconds since the epoch.
    worker: Mapped[str | None]
    leased_until: Mapped[float] = mapped_column(default=0.0)
    cancel_requested: Mapped[bool] = mapped_column(default=False)


class UploadRow(Base):
    """A file as it was sent; its bytes are the blob of its sha256."""

    __tablename__ = "uploads"

    pack: Mapped[str] = mapped_column(ForeignKey("packs.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    #: Safe relative path.
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)


class DocumentRow(Base):
    """One file of a pack, also a refused one; written together with all that hangs from it, or not at all."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("pack", "position"), Index("ix_documents_series", "series", "version"))

    id: Mapped[str] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(ForeignKey("packs.id", ondelete="CASCADE"))
    position: Mapped[int]
    sha256: Mapped[str | None]
    name: Mapped[str]
    media_type: Mapped[str | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    language: Mapped[str]
    #: Pages met, and those of them on which everything there is to read was read.
    pages: Mapped[int]
    pages_read: Mapped[int]
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    error_next: Mapped[str | None]
    #: The same for every version of a document that a supplier sends under one name.
    series: Mapped[str]
    #: From 1; the same bytes have the same version.
    version: Mapped[int] = mapped_column(default=1)
    #: Days, ISO 8601: from when it holds, when it came in, the last day on which it holds.
    effective: Mapped[str | None]
    received: Mapped[str]
    expiry: Mapped[str | None]
    #: Id of the site that it speaks of, where one is known.
    site: Mapped[str | None]
    #: Whether it is to be read anew; what is here stays until that is done.
    stale: Mapped[bool] = mapped_column(default=False)


class PageRow(Base):
    """The account of one page."""

    __tablename__ = "pages"

    document: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    #: Counts from 1.
    number: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str]
    flags: Mapped[list[Any]]
    #: Points.
    width: Mapped[float]
    height: Mapped[float]
    words: Mapped[int]
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    error_next: Mapped[str | None]


class PassageRow(Base):
    """A piece of a document that is judged."""

    __tablename__ = "passages"
    __table_args__ = (
        CheckConstraint("length(text) > 0", name="quote"),
        Index("ix_passages_first_page", "document", "first_page", "last_page"),
    )

    document: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    #: In reading order, from 0.
    position: Mapped[int] = mapped_column(primary_key=True)
    #: Content hash; the same in every pack that holds the same bytes.
    id: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    spans: Mapped[list[Any]]
    first_page: Mapped[int]
    last_page: Mapped[int]
    locator: Mapped[str]
    heading: Mapped[list[Any]]
    kind: Mapped[str]
    language: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    #: Position of the passage in which a reviewer marked it; missing for passages that reading gave.
    marked_in: Mapped[int | None]


class SuggestionRow(Base):
    """A passage put before a person for a criterion.

    What stands (``state`` and what follows it) is a copy of what follows from the decision log, written in the same
    transaction as the event, so that a queue of 100,000 is answered from an index; :mod:`review_api.standing` makes it.
    """

    __tablename__ = "suggestions"
    __table_args__ = (
        # A suggestion without a quote cannot be stored: the passage row must be there, and it has text.
        ForeignKeyConstraint(
            ["document", "passage_position"], ["passages.document", "passages.position"], ondelete="CASCADE"
        ),
        CheckConstraint("score >= 0 and score <= 1", name="score"),
        CheckConstraint("state in ('open', 'accepted', 'rejected')", name="state"),
        Index("ix_suggestions_by_score", "pack", "score", "id"),
        Index("ix_suggestions_by_place", "pack", "document_position", "passage_position", "id"),
        Index("ix_suggestions_by_state_score", "pack", "state", "score", "id"),
        Index("ix_suggestions_by_state_margin", "pack", "state", "margin", "id"),
        Index("ix_suggestions_by_state_place", "pack", "state", "document_position", "passage_position", "id"),
        Index("ix_suggestions_by_criterion", "pack", "standing_criterion", "state", "score", "id"),
        Index("ix_suggestions_by_document", "document", "passage_position"),
        Index("ix_suggestions_by_likeness", "pack", "likeness"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(ForeignKey("packs.id", ondelete="CASCADE"))
    document: Mapped[str]
    document_position: Mapped[int]
    passage_position: Mapped[int]
    framework: Mapped[str]
    criterion: Mapped[str]
    score: Mapped[float]
    #: Distance of the score from one half: the smaller, the less certain.
    margin: Mapped[float]
    status: Mapped[str]
    reasons: Mapped[list[Any]]
    release: Mapped[str]
    #: What put it there: a model, a reviewer who marked words, or the sample of passages without suggestion.
    origin: Mapped[str] = mapped_column(default="model")
    language: Mapped[str]
    #: Equal for passages of equal words, whatever their numbers, case and punctuation.
    likeness: Mapped[str]
    #: How the passage was found again after the document was read anew.
    anchor: Mapped[str] = mapped_column(default="exact")
    #: Id of the site whose name stands in the passage or around it, and of the one that a reviewer named or left.
    guessed_site: Mapped[str | None]
    site: Mapped[str | None]
    #: Name of the person it was given to.
    assignee: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="open")
    standing_criterion: Mapped[str]
    standing_status: Mapped[str]
    #: Sequence of the decision that stands.
    decision: Mapped[int | None]
    decided_by: Mapped[str | None]


class DecisionRow(Base):
    """One event of the decision log; :mod:`review_api.decision_log` says how the hash is made.

    Triggers of the migrations refuse every DELETE, and every UPDATE but the blotting out of a sealed value.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint(
            "verdict in ('accept', 'reject', 'change', 'undo', 'reopen', 'note', 'doubt', 'redact', 'delete')",
            name="verdict",
        ),
        CheckConstraint("verdict <> 'reject' or reason is not null", name="reason"),
        CheckConstraint("(verdict in ('undo', 'reopen')) = (undoes is not null)", name="undoes"),
        # Two writers at once cannot decide the same turn of a suggestion, nor fork the chain.
        UniqueConstraint("suggestion", "seat", "turn"),
        UniqueConstraint("undoes"),
        UniqueConstraint("previous"),
        Index("ix_decisions_of_pack", "pack", "sequence"),
        Index("ix_decisions_of_person", "pack", "who", "sequence"),
    )

    #: From 1, without gaps.
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(unique=True)
    schema_version: Mapped[int]
    #: UTC, ISO 8601.
    at: Mapped[str]
    who: Mapped[str]
    verdict: Mapped[str]
    reason: Mapped[str | None]
    note: Mapped[str | None]
    pack: Mapped[str]
    #: What the event is about: a suggestion, a pack, or an event that was redacted.
    suggestion: Mapped[str]
    #: The seat of a blind reviewer, empty for decisions that everybody sees.
    seat: Mapped[str] = mapped_column(default="")
    #: Number of the event among those of its suggestion and seat, from 1.
    turn: Mapped[int]
    document: Mapped[str]
    framework: Mapped[str]
    criterion: Mapped[str]
    #: Version of the framework, and hash of the text of the criterion, as they were judged; from schema version 2 on.
    framework_version: Mapped[str | None]
    criterion_sha256: Mapped[str | None]
    release: Mapped[str]
    #: What the verdict needs to say beyond the other columns.
    details: Mapped[dict[str, Any]]
    selector: Mapped[dict[str, Any]]
    #: Id of the decision that an undo takes back.
    undoes: Mapped[str | None]
    #: Salt and digest of who, note and selector: the chain holds the digests, so that personal data can one day be
    #: blotted out without breaking it.
    seals: Mapped[dict[str, Any]]
    previous: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class TokenRow(Base):
    """A bearer token; only its hash is kept."""

    __tablename__ = "tokens"
    __table_args__ = (CheckConstraint("role in ('viewer', 'analyst', 'reviewer', 'approver', 'admin')", name="role"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[str]
    revoked_at: Mapped[str | None]
    #: Whose token it is: it dies with the account and may never more than that.
    account: Mapped[str | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
