"""How the threads behave that compute the products of encoders."""

from __future__ import annotations

import os


def calm_threads() -> None:
    """Let threads of PyTorch sleep soon when they wait for each other; call it before PyTorch is imported.

    Threads that spin while they wait bring a busy machine to a stand; threads that never spin halve the speed of a
    quiet one. About a microsecond of it loses a tenth at most in either case. A value that is set already stays.
    """
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
