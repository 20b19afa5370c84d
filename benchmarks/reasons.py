"""Whether named reasons hold, and how fast suggestions are beside plain encoding: ``python -m benchmarks.reasons``.

Prints one JSON object: the share of suggestions naming terms or words whose score falls when these are taken out of the
passage, on the development set; and the processor time of plain MiniLM over that of the whole suggester, reasons
included, on distinct passages of real documents.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.cheap_forms import pack_texts
from benchmarks.labelled import load
from benchmarks.naive import plain_encoder
from classify.passage_text import PassageText
from classify.suggest import Suggester, load_suggester
from classify.suggestion import ReasonKind

_NAMED = (ReasonKind.TERM, ReasonKind.WORD)
_PASSAGES = 1000
_REPETITIONS = 3


def held_share(suggester: Suggester, texts: list[PassageText]) -> tuple[float, int]:
    """The share of suggestions whose score falls without the text they name, and how many name any."""
    numbers = [criterion.number for criterion in suggester.framework.criteria]
    without: list[PassageText] = []
    before: list[tuple[int, float]] = []
    for text, judgement in zip(texts, suggester.judge(texts), strict=True):
        for number, score, reasons in judgement.suggested:
            named = {reason.text for reason in reasons if reason.kind in _NAMED}
            if named:
                left = text.text
                for words in sorted(named, key=len, reverse=True):
                    left = left.replace(words, " ")
                without.append(PassageText(text=" ".join(left.split()), language=text.language))
                before.append((numbers.index(number), score))
    after = suggester.judge(without)
    fell = [judgement.scores[place] < score for judgement, (place, score) in zip(after, before, strict=True)]
    return float(np.mean(fell)), len(fell)


def speed_ratio(suggester: Suggester, texts: list[PassageText]) -> tuple[float, float]:
    """How many times as fast as plain encoding, by wall time and by processor time; medians of pairs."""
    plain = plain_encoder()
    plain.encode(["Ready."])
    suggester.load()
    ratios = []
    for _ in range(_REPETITIONS):
        one = _times(lambda: plain.encode([text.text for text in texts], show_progress_bar=False))
        other = _times(lambda: suggester.judge(texts))
        ratios.append((one[0] / other[0], one[1] / other[1]))
    return statistics.median(ratio[0] for ratio in ratios), statistics.median(ratio[1] for ratio in ratios)


def _times(work: Callable[[], object]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def main() -> int:
    """Print the figures."""
    suggester = load_suggester("rra-2")
    share, named = held_share(suggester, load(suggester.framework).texts)
    distinct = list({text.text: text for text in pack_texts() if text.language == "en"}.values())
    chosen = np.random.default_rng(0).permutation(len(distinct))[:_PASSAGES]
    wall, processor = speed_ratio(suggester, [distinct[place] for place in chosen])
    figures = {
        "suggestions_naming_words": named,
        "score_falls_without_them": round(share, 4),
        "passages": len(chosen),
        "times_plain_encoding_wall": round(wall, 2),
        "times_plain_encoding_processor": round(processor, 2),
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
