"""Events of version 2: framework version, hash of the criterion, seat of a blind reviewer, details; blotting out.

Earlier events keep their columns and their hashes. The database goes on refusing every change of an event, except that
a sealed value (who, note, selector) may go together with its salt; the digests, on which the chain rests, stay.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FIXED = (
    "sequence",
    "id",
    "schema_version",
    "at",
    "verdict",
    "reason",
    "pack",
    "suggestion",
    "seat",
    "turn",
    "document",
    "framework",
    "criterion",
    "framework_version",
    "criterion_sha256",
    "release",
    "undoes",
    "previous",
    "hash",
)
_SEALED = ("who", "note", "selector")

_SQLITE_FOLLOW = """
CREATE TRIGGER decisions_follow BEFORE INSERT ON decisions
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM decisions)
  OR (NEW.sequence > 1 AND NEW.previous <> (SELECT hash FROM decisions ORDER BY sequence DESC LIMIT 1))
BEGIN SELECT RAISE(ABORT, 'decisions are append-only: an event must follow the last'); END
"""

_SQLITE_KEEP = """
CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are append-only: no event may be deleted'); END
"""


def upgrade() -> None:
    """Widen the log and guard it anew."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if not postgresql:
        # They go with the old table, and must not stop its rows from being copied.
        for trigger in ("decisions_stay", "decisions_are_kept", "decisions_follow"):
            op.execute(sa.text(f"DROP TRIGGER {trigger}"))
    with op.batch_alter_table("decisions") as table:
        table.add_column(sa.Column("framework_version", sa.String(), nullable=True))
        table.add_column(sa.Column("criterion_sha256", sa.String(), nullable=True))
        table.add_column(sa.Column("seat", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("details", sa.JSON(), nullable=False, server_default="{}"))
        for name in ("verdict", "undoes"):
            table.drop_constraint(op.f(f"ck_decisions_{name}"), type_="check")
        table.create_check_constraint(
            op.f("ck_decisions_verdict"),
            "verdict in ('accept', 'reject', 'change', 'undo', 'reopen', 'note', 'doubt', 'redact', 'delete')",
        )
        table.create_check_constraint(
            op.f("ck_decisions_undoes"), "(verdict in ('undo', 'reopen')) = (undoes is not null)"
        )
        table.drop_constraint(op.f("uq_decisions_suggestion_turn"), type_="unique")
        table.create_unique_constraint(op.f("uq_decisions_suggestion_seat_turn"), ["suggestion", "seat", "turn"])
    if postgresql:
        op.execute(sa.text(_postgresql_guard().replace(":", r"\:")))
        return
    for guard in (_sqlite_guard(), _SQLITE_KEEP, _SQLITE_FOLLOW):
        op.execute(sa.text(guard))


def _sqlite_guard() -> str:
    same = [f"NEW.{name} IS OLD.{name}" for name in (*_FIXED, "details")]
    for name in _SEALED:
        path = f"'$.{name}.digest'"
        same.append(f"json_extract(NEW.seals, {path}) IS json_extract(OLD.seals, {path})")
        gone = f"json_extract(NEW.seals, '$.{name}.salt') = '' AND {_blotted(name)}"
        seal = f"json_extract(NEW.seals, '$.{name}') = json_extract(OLD.seals, '$.{name}')"
        same.append(f"((NEW.{name} IS OLD.{name} AND {seal}) OR ({gone}))")
    condition = " AND ".join(same)
    return f"""
        CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions WHEN NOT ({condition})
        BEGIN SELECT RAISE(ABORT, 'decisions are append-only: no event may be changed'); END
    """


def _blotted(name: str) -> str:
    return {
        "who": "NEW.who = '[redacted]'",
        "note": "NEW.note IS NULL",
        "selector": "json_extract(NEW.selector, '$.redacted') = 1 AND json_extract(NEW.selector, '$.quote') = ''",
    }[name]


def _postgresql_guard() -> str:
    same = [f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _FIXED]
    same.append("NEW.details::text = OLD.details::text")
    blotted = {
        "who": "NEW.who = '[redacted]'",
        "note": "NEW.note IS NULL",
        "selector": "NEW.selector ->> 'redacted' = 'true' AND NEW.selector ->> 'quote' = ''",
    }
    for name in _SEALED:
        digest = f"'{{{name},digest}}'"
        same.append(f"NEW.seals #>> {digest} IS NOT DISTINCT FROM OLD.seals #>> {digest}")
        salt = f"'{{{name},salt}}'"
        kept = f"NEW.{name}::text IS NOT DISTINCT FROM OLD.{name}::text AND NEW.seals #>> {salt} = OLD.seals #>> {salt}"
        same.append(f"(({kept}) OR (NEW.seals #>> {salt} = '' AND {blotted[name]}))")
    condition = " AND ".join(same)
    return f"""
        CREATE OR REPLACE FUNCTION refuse_decision_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF {condition} THEN RETURN NEW; END IF;
          END IF;
          RAISE EXCEPTION 'decisions are append-only: no event may be changed or deleted';
        END $$
    """
