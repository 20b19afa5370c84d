"""Runs a command and watches the memory of its whole process tree.

Memory is PSS (proportional set size): a page that several processes share counts once over all of them, so that
children are neither hidden nor counted twice.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

#: Seconds between two looks at the memory.
SAMPLE_SECONDS = 0.05


class BenchmarkError(Exception):
    """A measurement could not be made; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What one run of a command took."""

    #: From start to end of the process.
    seconds: float
    #: Bytes, the highest sum over the process and its descendants that was seen; 0 when nobody looked.
    peak_bytes: int


def watch(
    command: Sequence[str], *, log: Path, cwd: Path, memory: bool, exit_codes: frozenset[int] = frozenset({0})
) -> Usage:
    """Run ``command`` to its end, with its output in the file ``log``, and with ``memory`` look at its memory.

    A look costs some 25 ms of a processor, which a run whose seconds count must not pay.

    Raises :class:`BenchmarkError` when the command ends with a code that is not among ``exit_codes``.
    """
    with log.open("wb") as stream:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=stream, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        peak = _peak_bytes(process) if memory else 0
        code = process.wait()
        seconds = time.perf_counter() - started
    if code not in exit_codes:
        tail = log.read_text(encoding="utf-8", errors="replace")[-500:]
        raise BenchmarkError(f"'{command[0]}' ended with exit code {code}: {tail}")
    return Usage(seconds=seconds, peak_bytes=peak)


def _peak_bytes(process: subprocess.Popen[bytes]) -> int:
    root = psutil.Process(process.pid)
    peak = 0
    while process.poll() is None:
        peak = max(peak, tree_bytes(root))
        time.sleep(SAMPLE_SECONDS)
    return peak


def tree_bytes(root: psutil.Process) -> int:
    """PSS in bytes of a process and all its descendants; those that end meanwhile count nothing."""
    total = 0
    try:
        processes = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for process in processes:
        try:
            total += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return total
