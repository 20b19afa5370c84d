"""What the cheap forms of the suggester cost: the first stage that spares passages an encoder, and its 8 bits."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.judged import Judged, at_shipped_threshold
from benchmarks.metrics import Indexes
from benchmarks.page import paragraph, spread, table
from benchmarks.parts import NEVER_SKIP, Encoders, Pace, Variant, scores_of, with_changes
from benchmarks.process_tree import BenchmarkError
from benchmarks.shared import screening_pack
from classify.similarity import windows_of
from classify.suggest import PassageText, Suggester
from extract.passage import PassageKind
from extract.reader import Reader
from ingest.receive import receive


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How much the English encoder reads of English text."""

    passages: int
    words: int
    words_read: int

    @property
    def spared(self) -> float:
        """Share of the words that the first stage spares it, in per cent."""
        return 100 * (1 - self.words_read / self.words) if self.words else 0.0


def cheap_forms(shipped: Judged, suggester: Suggester, some: Encoders, rates: Sequence[Pace]) -> str:
    """The part of the page; raises :class:`BenchmarkError` when the variants no longer follow the suggester."""
    labels, release = shipped.labels, suggester.release
    every = with_changes(release, english_encoder_floor=NEVER_SKIP)
    forms = {
        "as shipped: 8 bits after the first stage": (release, some.english),
        "8 bits, every passage": (every, some.english),
        "32 bits, every passage": (every, some.english_plain),
    }
    judged = {
        name: at_shipped_threshold(
            labels,
            suggester,
            scores_of(Variant(suggester, changed, general=some.multilingual, english=english), labels.texts),
        )
        for name, (changed, english) in forms.items()
    }
    if not np.array_equal(next(iter(judged.values())).scores, shipped.scores):
        raise BenchmarkError("The release as a variant differs from the release: benchmarks/parts.py is out of date.")
    places = {"reporting half": labels.reported, "all passages": np.arange(len(labels.passages))}
    lines = [
        [f"{where}, {name}", *_figures(one, rows)] for where, rows in places.items() for name, one in judged.items()
    ]
    lost = {
        where: 100 * (judged["8 bits, every passage"].pairs(rows).recall - shipped.pairs(rows).recall)
        for where, rows in places.items()
    }
    on_set = reading_of(suggester, some, labels.texts)
    on_pack = reading_of(suggester, some, pack_texts())
    return "\n".join(
        [
            "### What the cheap forms cost\n",
            paragraph(f"""
                The multilingual encoder reads every passage. The English one, whose linear layers are rounded to 8
                bits, reads English passages whose largest evidence sum without it is at least
                {release.english_encoder_floor:g}; the rest is decided by the first stage. The same suggester without
                these savings, at the shipped threshold:
            """),
            table(["", "average precision", "micro F1", "precision", "recall"], lines),
            paragraph(f"""
                The first stage costs {lost["reporting half"]:.1f} points of recall on the reporting half and
                {lost["all passages"]:.1f} on all passages (asked for: at most 1). It spares the English encoder
                {on_set.spared:.0f} % of the words of the {on_set.passages} English passages of the set, and
                {on_pack.spared:.0f} % of those of the {on_pack.passages} English passages on the pages of the benchmark
                of pre-screening.
            """),
            paragraph("Passages a second on the English passages of the set, in turn in one run:"),
            table(["encoder", "passages a second"], [[pace.name, spread(pace.rates, 0)] for pace in rates]),
        ]
    )


def reading_of(suggester: Suggester, some: Encoders, texts: Sequence[PassageText]) -> Reading:
    """How many words of these texts the English encoder reads with the shipped first stage."""
    languages = suggester.release.english_encoder_languages
    english = [text for text in texts if text.language in languages]
    # Without a promising text the encoder is not asked at all, and would still tell of the time before.
    some.english.asked = ()
    Variant(suggester, suggester.release, general=some.multilingual, english=some.english).judge(english)
    return Reading(
        passages=len(english),
        words=_words(window for text in english for window in windows_of(text.text)),
        words_read=_words(some.english.asked),
    )


def pack_texts() -> list[PassageText]:
    """The passages of the pack that speed is measured on; raises :class:`BenchmarkError` when it is not there."""
    paths = [file.path for file in screening_pack()]
    with tempfile.TemporaryDirectory(prefix="assay-benchmark-") as store, Reader() as reader:
        return [
            PassageText(text=passage.text, language=passage.language)
            for document in reader.documents(receive(paths, store=Path(store)))
            for passage in document.passages
            if passage.kind is not PassageKind.HEADING
        ]


def _figures(judged: Judged, rows: Indexes) -> list[str]:
    found = judged.pairs(rows)
    values = (judged.average_precision(rows), found.f1, found.precision, found.recall)
    return [f"{value:.3f}" for value in values]


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
