"""Suppliers with their sites, versions and dates of documents, leases, and the standing state beside a suggestion.

The state of a suggestion is copied out of the decision log here once; from then on it is written with each event.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from review_api.likeness import likeness

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BATCH = 500

_DOCUMENTS = """
UPDATE documents SET series = id,
  received = (SELECT substr(packs.created_at, 1, 10) FROM packs WHERE packs.id = documents.pack)
"""

_SUGGESTIONS = """
UPDATE suggestions SET margin = abs(score - 0.5), standing_criterion = criterion, standing_status = status
"""

_STANDING = """
UPDATE suggestions SET
  decision = (SELECT d.sequence FROM decisions d WHERE d.suggestion = suggestions.id ORDER BY d.turn DESC LIMIT 1)
"""

_STATE = """
UPDATE suggestions SET
  state = (SELECT CASE verdict WHEN 'accept' THEN 'accepted' WHEN 'change' THEN 'accepted' WHEN 'reject' THEN 'rejected'
           ELSE 'open' END FROM decisions WHERE sequence = suggestions.decision),
  standing_criterion = (SELECT CASE verdict WHEN 'change' THEN decisions.criterion ELSE suggestions.criterion END
                        FROM decisions WHERE sequence = suggestions.decision),
  decided_by = (SELECT who FROM decisions WHERE sequence = suggestions.decision)
WHERE decision IS NOT NULL
"""

_OPEN_AGAIN = "UPDATE suggestions SET decision = NULL, decided_by = NULL WHERE state = 'open'"


def upgrade() -> None:
    """Make the new tables, then widen the old ones."""
    op.create_table(
        "suppliers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppliers")),
        sa.UniqueConstraint("name", name=op.f("uq_suppliers_name")),
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("supplier", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("metals", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "role in ('mine', 'smelter', 'refiner', 'fabricator', 'trader')", name=op.f("ck_sites_role")
        ),
        sa.ForeignKeyConstraint(["supplier"], ["suppliers.id"], name=op.f("fk_sites_supplier"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("supplier", "name", name=op.f("uq_sites_supplier_name")),
    )
    _packs()
    _documents()
    _suggestions()


def _packs() -> None:
    with op.batch_alter_table("packs") as table:
        table.add_column(sa.Column("supplier", sa.String(), nullable=True))
        table.add_column(sa.Column("retain_until", sa.String(), nullable=True))
        table.add_column(sa.Column("worker", sa.String(), nullable=True))
        table.add_column(sa.Column("leased_until", sa.Double(), nullable=False, server_default="0"))
        table.add_column(sa.Column("cancel_requested", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.drop_constraint(op.f("ck_packs_state"), type_="check")
        table.create_check_constraint(
            op.f("ck_packs_state"), "state in ('received', 'reading', 'suggesting', 'ready', 'failed', 'cancelled')"
        )
        table.create_foreign_key(op.f("fk_packs_supplier"), "suppliers", ["supplier"], ["id"], ondelete="RESTRICT")
        table.create_index(op.f("ix_packs_supplier"), ["supplier"], unique=False)


def _documents() -> None:
    with op.batch_alter_table("documents") as table:
        table.add_column(sa.Column("series", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("effective", sa.String(), nullable=True))
        table.add_column(sa.Column("received", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("expiry", sa.String(), nullable=True))
        table.add_column(sa.Column("site", sa.String(), nullable=True))
        table.add_column(sa.Column("stale", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_index("ix_documents_series", ["series", "version"], unique=False)
    op.execute(sa.text(_DOCUMENTS))


def _suggestions() -> None:
    op.drop_index("ix_suggestions_by_criterion", "suggestions")
    with op.batch_alter_table("suggestions") as table:
        table.add_column(sa.Column("margin", sa.Double(), nullable=False, server_default="0"))
        table.add_column(sa.Column("origin", sa.String(), nullable=False, server_default="model"))
        table.add_column(sa.Column("language", sa.String(), nullable=False, server_default="und"))
        table.add_column(sa.Column("likeness", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("anchor", sa.String(), nullable=False, server_default="exact"))
        table.add_column(sa.Column("guessed_site", sa.String(), nullable=True))
        table.add_column(sa.Column("site", sa.String(), nullable=True))
        table.add_column(sa.Column("assignee", sa.String(), nullable=True))
        table.add_column(sa.Column("state", sa.String(), nullable=False, server_default="open"))
        table.add_column(sa.Column("standing_criterion", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("standing_status", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("decision", sa.Integer(), nullable=True))
        table.add_column(sa.Column("decided_by", sa.String(), nullable=True))
        table.create_check_constraint(op.f("ck_suggestions_state"), "state in ('open', 'accepted', 'rejected')")
    for statement in (_SUGGESTIONS, _STANDING, _STATE, _OPEN_AGAIN):
        op.execute(sa.text(statement))
    _likeness()
    place = ["document_position", "passage_position", "id"]
    op.create_index("ix_suggestions_by_state_score", "suggestions", ["pack", "state", "score", "id"])
    op.create_index("ix_suggestions_by_state_margin", "suggestions", ["pack", "state", "margin", "id"])
    op.create_index("ix_suggestions_by_state_place", "suggestions", ["pack", "state", *place])
    op.create_index(
        "ix_suggestions_by_criterion", "suggestions", ["pack", "standing_criterion", "state", "score", "id"]
    )
    op.create_index("ix_suggestions_by_likeness", "suggestions", ["pack", "likeness"])


def _likeness() -> None:
    connection = op.get_bind()
    change = sa.text("UPDATE suggestions SET likeness = :likeness, language = :language WHERE id = :id")
    for batch in _passages(connection):
        values = [{"id": row.id, "likeness": likeness(row.text), "language": row.language} for row in batch]
        connection.execute(change, values)


def _passages(connection: sa.Connection) -> Iterator[list[sa.Row[str, str, str]]]:
    query = sa.text(
        "SELECT s.id AS id, p.text AS text, p.language AS language FROM suggestions s JOIN passages p "
        "ON p.document = s.document AND p.position = s.passage_position WHERE s.id > :after ORDER BY s.id LIMIT :batch"
    )
    after = ""
    while rows := list(connection.execute(query, {"after": after, "batch": _BATCH})):
        yield rows
        after = rows[-1].id
