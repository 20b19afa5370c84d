"""A sample evidence pack about an invented copper smelter, and the modules that make it (see README.md here)."""

from __future__ import annotations
