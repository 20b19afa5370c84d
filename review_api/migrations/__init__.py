"""Alembic migrations of the review database; run by :mod:`review_api.database` when the server starts."""

from __future__ import annotations
