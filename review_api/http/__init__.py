"""The HTTP API under /api/v1: thin routers over the service layer, one module per resource."""

from __future__ import annotations
