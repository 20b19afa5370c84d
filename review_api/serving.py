"""Runs the review server, as ``assay serve`` does."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import uvicorn

from corpus.errors import CallError, ErrorCode
from review_api.app import create_app
from review_api.processing import THREAD
from review_api.settings import Settings

#: Exit code of a server that did not come up, as uvicorn has it.
_NOT_STARTED = 3


def serve(settings: Settings, *, load: Sequence[Path] = (), announce: Callable[[str], None]) -> None:
    """Serve until the process is told to stop.

    ``load`` are packs to load at the start, unless a pack of the same content is there already. ``announce`` is called
    with the address that signs an admin in once. What happens goes to the log of uvicorn. Raises :class:`SystemExit`
    when the server cannot start.
    """
    try:
        # Bound before the application is made: with port 0 the system says which port it is.
        with _bound(settings) as door:
            known = replace(settings, port=door.getsockname()[1])
            config = uvicorn.Config(
                create_app(known, load=load, announce=announce),
                host=known.host,
                port=known.port,
                server_header=False,
                # What a proxy says of the client is not believed.
                proxy_headers=False,
                timeout_graceful_shutdown=5,
            )
            server = uvicorn.Server(config)
            server.run(sockets=[door])
        if not server.started:
            raise SystemExit(_NOT_STARTED)
    finally:
        _end_at_once_when_busy()


def _bound(settings: Settings) -> socket.socket:
    """A socket that listens where the settings say; raises :class:`CallError` when the place is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host.strip("[]"), settings.port), family=family, backlog=2048)
    except OSError as error:
        detail = f"Nobody can listen on {settings.host}, port {settings.port}: {error.strerror}."
        raise CallError(ErrorCode.SETTING_INVALID, detail) from error


def _end_at_once_when_busy() -> None:
    """A model cannot be interrupted, and the interpreter cannot end in order while it computes.

    Nothing is lost: a document is stored in one transaction or made again at the next start.
    """
    if any(thread.name == THREAD for thread in threading.enumerate()):
        logging.shutdown()
        os._exit(0)
