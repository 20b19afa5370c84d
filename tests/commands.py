"""The ``assay`` command as a person runs it, in a process of its own or, where that is enough, in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.app import main

REPOSITORY = Path(__file__).parents[1]
SAMPLE_PACK = REPOSITORY / "corpus" / "samples" / "sample-pack.zip"

_ENTRY = [sys.executable, "-c", "from cli.app import main; main()"]
#: Many times what a command takes on an idle machine.
_SECONDS = 170


@dataclass(frozen=True, kw_only=True, slots=True)
class Ran:
    """A command that ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def start(*words: str | Path, cwd: Path, environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """The command under way; several can run side by side."""
    return subprocess.Popen(
        [*_ENTRY, *map(str, words)],
        cwd=cwd,
        # Output is UTF-8 whatever the machine says.
        env={**os.environ, "PYTHONIOENCODING": "ascii", **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen[str]) -> Ran:
    """What became of a command that was started."""
    try:
        out, err = process.communicate(timeout=_SECONDS)
    finally:
        process.kill()
    return Ran(code=process.returncode, out=out, err=err)


def run(*words: str | Path, cwd: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """The command in a process of its own, waited for."""
    return finish(start(*words, cwd=cwd, environment=environment))


def run_here(words: Sequence[str | Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ran:
    """The command in this process, through its real entry point."""
    monkeypatch.setattr(sys, "argv", ["assay", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    written = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return Ran(code=ended.value.code, out=written.out, err=written.err)
