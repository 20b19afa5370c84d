"""Blind rounds, random samples, marked words, and uploads that may be sent twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OPEN = sa.text("closed_at IS NULL")


def _of_pack(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["pack"], ["packs.id"], name=op.f(f"fk_{table}_pack"), ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables, and let a passage say where in its document it was marked."""
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=False),
        sa.Column("opened_at", sa.String(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_after", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.String(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.CheckConstraint("first <> second", name=op.f("ck_rounds_two")),
        _of_pack("rounds"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    op.create_index("uq_rounds_open", "rounds", ["pack"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_table(
        "opinions",
        sa.Column("suggestion", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("decision", sa.Integer(), nullable=False),
        _of_pack("opinions"),
        sa.PrimaryKeyConstraint("suggestion", "seat", name=op.f("pk_opinions")),
    )
    op.create_index(op.f("ix_opinions_pack"), "opinions", ["pack"])
    op.create_table(
        "samples",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        _of_pack("samples"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samples")),
    )
    op.create_index(op.f("ix_samples_pack"), "samples", ["pack"])
    op.create_table(
        "requests",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        _of_pack("requests"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_requests")),
    )
    op.add_column("passages", sa.Column("marked_in", sa.Integer(), nullable=True))
