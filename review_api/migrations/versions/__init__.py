"""One module per migration, oldest first."""

from __future__ import annotations
