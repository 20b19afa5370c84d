"""What there is of labelled passages and how varied it is: ``python -m corpus.passages.report [--real FILE]``."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.catalogue import load_framework
from corpus.framework import Framework
from corpus.passages.likeness import near_duplicates, shares, told_apart
from corpus.passages.second_reading import kappa_of, second_reading
from corpus.passages.written import WrittenPassage, passages_of

_DIGITS = 4
_MOST_SHOWN = 5


def report(framework: Framework, real: Sequence[str] = ()) -> dict[str, Any]:
    """The figures; those that need something that is not there are null."""
    passages = passages_of(framework)
    texts = [passage.text for passage in passages]
    common = shares(texts)
    reading = second_reading(framework)
    return {
        "framework": framework.id,
        "passages": len(passages),
        "writers": dict(sorted(Counter(passage.writer for passage in passages).items())),
        "languages": dict(sorted(Counter(passage.language.value for passage in passages).items())),
        "statuses": dict(sorted(Counter(passage.status for passage in passages).items())),
        "with_several_criteria": sum(len(passage.criteria) > 1 for passage in passages),
        "without_criteria": sum(not passage.criteria for passage in passages),
        "criteria": {str(one.number): _balance(str(one.number), passages) for one in framework.criteria},
        "near_duplicates": len(near_duplicates(texts)),
        "largest_skeleton_shares": [[name, round(share, _DIGITS)] for name, share in common[:_MOST_SHOWN]],
        "second_reader_passages": len(reading) or None,
        "second_reader_kappa": round(kappa_of(passages, reading), _DIGITS) if reading else None,
        "told_from_real_text_auc": round(told_apart(texts, real), _DIGITS) if real else None,
    }


def _balance(number: str, passages: Sequence[WrittenPassage]) -> dict[str, int]:
    own = [passage for passage in passages if number in passage.criteria]
    return {
        "passages": len(own),
        "other_languages": sum(passage.language.value != "en" for passage in own),
        "near_misses": sum(passage.near_miss_of == number and number not in passage.criteria for passage in passages),
    }


def main(arguments: list[str] | None = None) -> int:
    """Print the report as JSON."""
    parser = argparse.ArgumentParser(prog="python -m corpus.passages.report", description=__doc__)
    parser.add_argument("--framework", default="rra-2", help="id of the framework")
    parser.add_argument("--real", type=Path, help="passages of real documents, JSON lines with a field text")
    options = parser.parse_args(arguments)
    real: list[str] = []
    if options.real is not None:
        real = [json.loads(line)["text"] for line in options.real.read_text(encoding="utf-8").splitlines() if line]
    sys.stdout.write(json.dumps(report(load_framework(options.framework), real), ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
