"""Runs the review server, as ``assay serve`` does."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from review_api.app import create_app
from review_api.processing import THREAD
from review_api.settings import Settings


def serve(settings: Settings, *, load: Sequence[Path] = ()) -> None:
    """Serve until the process is told to stop.

    ``load`` are packs to load at the start, unless a pack of the same content is there already. The address and what
    happens go to the log of uvicorn. Raises :class:`SystemExit` when the server cannot start.
    """
    try:
        uvicorn.run(
            create_app(settings, load=load),
            host=settings.host,
            port=settings.port,
            server_header=False,
            # What a proxy says of the client is not believed; the guard closes the pages to whatever has a proxy.
            proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
    finally:
        _end_at_once_when_busy()


def _end_at_once_when_busy() -> None:
    """A model cannot be interrupted, and the interpreter cannot end in order while it computes.

    Nothing is lost: a document is stored in one transaction or made again at the next start.
    """
    if any(thread.name == THREAD for thread in threading.enumerate()):
        logging.shutdown()
        os._exit(0)
