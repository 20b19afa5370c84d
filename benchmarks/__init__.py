"""Measurements of Assay: ``python -m benchmarks`` runs them and writes docs/benchmarks.md."""

from __future__ import annotations
