"""The first schema: packs, uploads, documents, pages, passages, suggestions, decisions, tokens.

The decision log is append-only from here on: the database itself refuses to change or delete an event, and to add one
that does not follow the last.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQLITE_GUARDS = (
    """
    CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only: no event may be changed'); END
    """,
    """
    CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only: no event may be deleted'); END
    """,
    # It also stops INSERT OR REPLACE, which deletes without asking the trigger above.
    """
    CREATE TRIGGER decisions_follow BEFORE INSERT ON decisions
    WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM decisions)
      OR (NEW.sequence > 1 AND NEW.previous <> (SELECT hash FROM decisions ORDER BY sequence DESC LIMIT 1))
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only: an event must follow the last'); END
    """,
)

_POSTGRESQL_GUARDS = (
    """
    CREATE FUNCTION refuse_decision_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'decisions are append-only: no event may be changed or deleted'; END $$
    """,
    """
    CREATE FUNCTION require_decision_order() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM decisions)
        OR (NEW.sequence > 1 AND NEW.previous <> (SELECT hash FROM decisions ORDER BY sequence DESC LIMIT 1))
      THEN RAISE EXCEPTION 'decisions are append-only: an event must follow the last'; END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER decisions_stay BEFORE UPDATE OR DELETE ON decisions
    FOR EACH ROW EXECUTE FUNCTION refuse_decision_change()
    """,
    """
    CREATE TRIGGER decisions_are_kept BEFORE TRUNCATE ON decisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_decision_change()
    """,
    """
    CREATE TRIGGER decisions_follow BEFORE INSERT ON decisions
    FOR EACH ROW EXECUTE FUNCTION require_decision_order()
    """,
)


def upgrade() -> None:
    """Make every table, then guard the decision log."""
    _judgements()
    _archive()
    _parse()
    for guard in _POSTGRESQL_GUARDS if op.get_bind().dialect.name == "postgresql" else _SQLITE_GUARDS:
        op.execute(sa.text(guard))


def _judgements() -> None:
    op.create_table(
        "decisions",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("suggestion", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("selector", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.String(), nullable=True),
        sa.Column("seals", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("(verdict = 'undo') = (undoes is not null)", name=op.f("ck_decisions_undoes")),
        sa.CheckConstraint("verdict <> 'reject' or reason is not null", name=op.f("ck_decisions_reason")),
        sa.CheckConstraint("verdict in ('accept', 'reject', 'change', 'undo')", name=op.f("ck_decisions_verdict")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_decisions")),
        sa.UniqueConstraint("hash", name=op.f("uq_decisions_hash")),
        sa.UniqueConstraint("id", name=op.f("uq_decisions_id")),
        sa.UniqueConstraint("previous", name=op.f("uq_decisions_previous")),
        sa.UniqueConstraint("suggestion", "turn", name=op.f("uq_decisions_suggestion_turn")),
        sa.UniqueConstraint("undoes", name=op.f("uq_decisions_undoes")),
    )
    op.create_index("ix_decisions_of_pack", "decisions", ["pack", "sequence"], unique=False)
    op.create_index("ix_decisions_of_person", "decisions", ["pack", "who", "sequence"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.String(), nullable=True),
        sa.CheckConstraint(
            "role in ('viewer', 'analyst', 'reviewer', 'approver', 'admin')", name=op.f("ck_tokens_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("sha256", name=op.f("uq_tokens_sha256")),
    )


def _archive() -> None:
    op.create_table(
        "packs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("started", sa.Double(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("files_done", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("bytes_done", sa.BigInteger(), nullable=False),
        sa.Column("bytes_before", sa.BigInteger(), nullable=False),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("error_message", sa.String(), nullable=True),
        sa.Column("error_next", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state in ('received', 'reading', 'suggesting', 'ready', 'failed')", name=op.f("ck_packs_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packs")),
    )
    op.create_index(op.f("ix_packs_content"), "packs", ["content"], unique=False)
    op.create_table(
        "uploads",
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["pack"], ["packs.id"], name=op.f("fk_uploads_pack"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pack", "position", name=op.f("pk_uploads")),
    )


def _parse() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("pages_read", sa.Integer(), nullable=False),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("error_message", sa.String(), nullable=True),
        sa.Column("error_next", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["pack"], ["packs.id"], name=op.f("fk_documents_pack"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("pack", "position", name=op.f("uq_documents_pack_position")),
    )
    op.create_table(
        "pages",
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("height", sa.Double(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("error_message", sa.String(), nullable=True),
        sa.Column("error_next", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_pages_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "number", name=op.f("pk_pages")),
    )
    op.create_table(
        "passages",
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("locator", sa.String(), nullable=False),
        sa.Column("heading", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_passages_quote")),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_passages_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position", name=op.f("pk_passages")),
    )
    op.create_index("ix_passages_first_page", "passages", ["document", "first_page", "last_page"], unique=False)
    op.create_index(op.f("ix_passages_id"), "passages", ["id"], unique=False)
    op.create_table(
        "suggestions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("document_position", sa.Integer(), nullable=False),
        sa.Column("passage_position", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.CheckConstraint("score >= 0 and score <= 1", name=op.f("ck_suggestions_score")),
        sa.ForeignKeyConstraint(
            ["document", "passage_position"],
            ["passages.document", "passages.position"],
            name=op.f("fk_suggestions_document"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["pack"], ["packs.id"], name=op.f("fk_suggestions_pack"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
    )
    op.create_index("ix_suggestions_by_criterion", "suggestions", ["pack", "criterion"], unique=False)
    op.create_index("ix_suggestions_by_document", "suggestions", ["document", "passage_position"], unique=False)
    op.create_index(
        "ix_suggestions_by_place", "suggestions", ["pack", "document_position", "passage_position", "id"], unique=False
    )
    op.create_index("ix_suggestions_by_score", "suggestions", ["pack", "score", "id"], unique=False)
