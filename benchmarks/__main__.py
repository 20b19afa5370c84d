"""Runs the benchmarks and writes docs/benchmarks.md: ``python -m benchmarks [NAME...]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from benchmarks.page import Section

#: In the order of the page, each a module of this package. They are imported when they run: child processes import
#: this module again, and would load every model with it.
NAMES = ("screening", "rra2", "boxes", "scans", "anchors", "certificates", "reading_order", "torture", "extraction")
#: Smallest settings, to see that a benchmark runs; what it finds is printed and not written.
QUICK: dict[str, dict[str, Any]] = {
    "screening": {"pairs": 1},
    "rra2": {"resamples": 50, "repetitions": 1},
    "boxes": {"size": 20},
    "certificates": {"most": 2},
    "scans": {"resolutions": (200,), "most": 3},
    "anchors": {"files": 6},
    "reading_order": {},
    "torture": {"files": 5},
    "extraction": {"rounds": 1, "step": 20, "files": 4},
}


def main(arguments: list[str] | None = None) -> int:
    """Run what is named, or everything; gives 1 when something named could not be run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(NAMES)}; all without a name")
    parser.add_argument("--quick", action="store_true", help="small settings; print instead of writing the page")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.names) - set(NAMES)):
        parser.error(f"found {', '.join(unknown)}, expected some of: {', '.join(NAMES)}")
    missing = 0
    for name in options.names or NAMES:
        print(f"{name}: measuring", file=sys.stderr)
        section = _measured(name, QUICK[name] if options.quick else {})
        if section is None:
            missing += 1
        elif options.quick:
            print(section.body)
        else:
            _keep(section)
    return 1 if missing else 0


def _measured(name: str, settings: dict[str, Any]) -> Section | None:
    """The section of a benchmark; ``None``, with the reason on standard error, when it cannot be run."""
    from benchmarks.process_tree import BenchmarkError  # noqa: PLC0415

    run: Callable[..., Section] = import_module(f"benchmarks.{name}").run
    try:
        return run(**settings)
    except BenchmarkError as error:
        print(f"{name}: cannot run. {error}", file=sys.stderr)
        return None


def _keep(section: Section) -> None:
    """Write a section at once, so that a later failure takes nothing away."""
    from benchmarks.machine import machine_in_words, versions_in_words  # noqa: PLC0415
    from benchmarks.page import MODEL_CARD, PAGE, dated, page_text, with_section, write  # noqa: PLC0415

    today = datetime.now(UTC).date()
    packages = import_module(f"benchmarks.{section.name}").PACKAGES
    whole = dated(section, day=today, machine=machine_in_words(), versions=versions_in_words(packages))
    earlier = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    write(PAGE, page_text(NAMES, [whole], earlier))
    if section.card:
        card = MODEL_CARD.read_text(encoding="utf-8")
        origin = f"Measured {today.isoformat()}; see [benchmarks.md](benchmarks.md).\n\n"
        write(MODEL_CARD, with_section(card, "figures", origin + section.card))
    print(f"{section.name}: written", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
