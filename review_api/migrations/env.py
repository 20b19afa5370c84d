"""Runs the migrations on the connection that :mod:`review_api.database` hands over."""

from __future__ import annotations

from alembic import context

from review_api.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
