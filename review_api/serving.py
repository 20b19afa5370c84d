"""Runs the review server, as ``assay serve`` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import uvicorn

from review_api.app import create_app
from review_api.settings import Settings


def serve(settings: Settings, *, load: Sequence[Path] = ()) -> None:
    """Serve until the process is told to stop.

    ``load`` are packs to load at the start, unless a pack of the same content is there already. The address and what
    happens go to the log of uvicorn. Raises :class:`SystemExit` when the server cannot start.
    """
    uvicorn.run(
        create_app(settings, load=load),
        host=settings.host,
        port=settings.port,
        server_header=False,
        # What a proxy says of the client is not believed; the guard closes the pages to everything that has a proxy.
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
