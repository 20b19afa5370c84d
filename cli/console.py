"""What the commands write: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console

from corpus.errors import AssayError

#: Messages, progress and tables that accompany results.
messages = Console(stderr=True, highlight=False, markup=False, emoji=False)
#: Tables that are the result.
results = Console(highlight=False, markup=False, emoji=False)


def complain(error: AssayError) -> None:
    """Write what went wrong and what to do next."""
    messages.print(f"assay: {error.code}: {error.detail}", soft_wrap=True)
    messages.print(f"Next: {error.next}", soft_wrap=True)


def print_json(data: dict[str, Any]) -> None:
    """Write one object on one line of standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
