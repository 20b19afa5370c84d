"""Fuzzes a path of untrusted bytes for a bounded time: ``python tests/fuzz.py pdf --seconds 60``. Needs atheris.

An input that ends it is kept in the folder that the last line names; the smallest such input belongs into a test.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import atheris

TORTURE = Path(__file__).parents[2] / "shared" / "data" / "torture"
#: Seconds for one input, and megabytes for all of them; a child process of the reader has about as much.
_INPUT_SECONDS, _MEGABYTES = 25, 2500


def main() -> int:
    """Run one target in a process of its own, as the fuzzer ends the process that it runs in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=["pdf", "archive"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--inside", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        _fuzz(options.target, Path(options.inside), options.seconds)
        return 0
    with tempfile.TemporaryDirectory(prefix="assay-fuzz-") as folder:
        command = [sys.executable, __file__, options.target, "--seconds", str(options.seconds), "--inside", folder]
        return subprocess.run(command, check=False).returncode


def _fuzz(target: str, folder: Path, seconds: int) -> None:
    with atheris.instrument_imports(include=["extract", "ingest", "corpus"]):
        import fuzz_targets
    for number, data in enumerate(fuzz_targets.seeds(target, TORTURE)):
        (folder / f"seed-{number}").write_bytes(data)
    kept = Path.cwd() / "fuzz-findings"
    kept.mkdir(exist_ok=True)
    arguments = [
        sys.argv[0],
        str(folder),
        f"-max_total_time={seconds}",
        f"-timeout={_INPUT_SECONDS}",
        f"-rss_limit_mb={_MEGABYTES}",
        f"-max_len={fuzz_targets.SEED_BYTES}",
        f"-artifact_prefix={kept}/{target}-",
        "-print_final_stats=1",
    ]
    atheris.Setup(arguments, fuzz_targets.TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
