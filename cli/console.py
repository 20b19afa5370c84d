"""What the commands write: results to standard output, everything else to standard error."""

from __future__ import annotations

import io
import json
import re
import sys
import traceback
from typing import Any

from rich.cells import cell_len
from rich.console import Console

from corpus.errors import REMEDIES, AssayError, ErrorCode

#: Columns of a table that goes into a file or another program: nothing there is cut or wrapped.
_UNLIMITED = 10_000
#: Names come from suppliers; a terminal would obey control characters in them.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069]")

#: Stands in every message that goes with the exit code of an internal error.
_BLAME = "internal error of Assay, not of your files"

#: Messages and progress that accompany results.
messages = Console(stderr=True, highlight=False, markup=False, emoji=False)
#: Tables that are the result.
results = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else _UNLIMITED)


def speak_utf8() -> None:
    """Make standard output and error take any text, whatever the language of the system is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def printable(text: str) -> str:
    """``text`` as a terminal may get it: every control character becomes U+FFFD."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def fitted(name: str, columns: int) -> str:
    """``name`` in so many columns, its middle left out when it is wider: both ends of a file name tell something."""
    if cell_len(name) <= columns:
        return name
    tail = head = ""
    # Wide characters take two columns, so the ends grow until the next character would be one too many.
    while True:
        longer_head = name[: len(head) + 1]
        if cell_len(f"{longer_head}…{tail}") > columns:
            break
        head = longer_head
        longer_tail = name[-len(tail) - 1 :]
        if cell_len(f"{head}…{longer_tail}") > columns:
            break
        tail = longer_tail
    return f"{head}…{tail}"


def complain(error: AssayError, *, internal: bool) -> None:
    """Write what went wrong, whether Assay is to blame for it, and what to do next."""
    blame = f"{_BLAME}: " if internal else ""
    _write_message(f"assay: {error.code}: {blame}{error.detail}")
    _write_message(f"Next: {error.next}")


def confess(error: Exception) -> None:
    """Write that Assay itself is at fault, with what is needed to mend it."""
    for line in traceback.format_exception(error):
        _write_message(line.rstrip("\n"))
    _write_message(f"assay: {ErrorCode.INTERNAL_ERROR}: {_BLAME}: {type(error).__name__}: {error}")
    _write_message(f"Next: {REMEDIES[ErrorCode.INTERNAL_ERROR].next}")


def _write_message(text: str) -> None:
    lines = (printable(line) for line in text.split("\n"))
    messages.print("\n".join(lines), soft_wrap=True)


def print_json(data: dict[str, Any]) -> None:
    """Write one object on one line of standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
