"""What the cheap forms of the suggester cost: the first stage that spares passages an encoder, and its 8 bits."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.judged import Judged, at_shipped_threshold
from benchmarks.page import paragraph, spread, table
from benchmarks.parts import NEVER_SKIP, Encoders, Pace, Variant, encoders, scores_of, with_changes
from benchmarks.process_tree import BenchmarkError
from benchmarks.shared import screening_pack
from classify.similarity import windows_of
from classify.suggest import PassageText, Suggester
from extract.passage import PassageKind
from extract.reader import Reader
from ingest.receive import receive
from models.release import Release
from training.metrics import Indexes


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How much the English encoder reads of English text."""

    passages: int
    passages_read: int
    words: int
    words_read: int

    @property
    def spared(self) -> str:
        """What the first stage spares it, in per cent."""
        passages = 100 * (1 - self.passages_read / max(self.passages, 1))
        words = 100 * (1 - self.words_read / max(self.words, 1))
        return f"{passages:.0f} % of the {self.passages} English passages ({words:.0f} % of their words)"


def cheap_forms(shipped: Judged, suggester: Suggester, some: Encoders, rates: Sequence[Pace]) -> str:
    """The part of the page; raises :class:`BenchmarkError` when the variants no longer follow the suggester."""
    labels, release = shipped.labels, suggester.release
    every = with_changes(release, english_encoder_floor=NEVER_SKIP, heads={"floor": 0.0})
    eight_bits, plain = some.english, some.english_plain
    # The 8-bit layers scale a group of texts as a whole: what was encoded among other texts would differ a little.
    fresh = encoders().english
    variants = {
        "as shipped": Variant(suggester, release, general=some.multilingual, english=fresh),
        "every passage": Variant(suggester, every, general=some.multilingual, english=eight_bits),
        "every passage, statements in 32 bits": Variant(
            suggester, every, general=some.multilingual, english=eight_bits, statements=plain
        ),
        "every passage, all in 32 bits": Variant(suggester, every, general=some.multilingual, english=plain),
    }
    judged = {
        name: at_shipped_threshold(labels, suggester, scores_of(variant, labels.texts))
        for name, variant in variants.items()
    }
    if not np.array_equal(next(iter(judged.values())).scores, shipped.scores):
        raise BenchmarkError("The release as a variant differs from the release: benchmarks/parts.py is out of date.")
    places = {"reporting half": labels.reported, "all passages": np.arange(len(labels.passages))}
    lines = [
        [f"{where}, {name}", *_figures(one, rows)] for where, rows in places.items() for name, one in judged.items()
    ]
    lost = {
        where: 100 * (judged["every passage"].pairs(rows).recall - shipped.pairs(rows).recall)
        for where, rows in places.items()
    }
    on_set = reading_of(suggester, some, labels.texts)
    on_pack = reading_of(suggester, some, pack_texts())
    return "\n".join(
        [
            "### What the cheap forms cost\n",
            paragraph(f"""
                The multilingual encoder reads every passage. The English one, whose linear layers are rounded to 8
                bits, reads English passages whose largest score without it is at least {_floor(release):g};
                the rest is decided by the first stage. The same suggester without these savings, at the shipped
                threshold:
            """),
            table(["", "average precision", "micro F1", "precision", "recall"], lines),
            paragraph(f"""
                The first stage costs {lost["reporting half"]:.1f} points of recall on the reporting half and
                {lost["all passages"]:.1f} on all passages (asked for: at most 1). It spares the English encoder
                {on_set.spared} of the set, and {on_pack.spared} on the pages of the benchmark of pre-screening.
            """),
            paragraph("Passages a second on the English passages of the set, in turn in one run:"),
            table(["encoder", "passages a second"], [[pace.name, spread(pace.rates, 0)] for pace in rates]),
        ]
    )


def _floor(release: Release) -> float:
    return release.english_encoder_floor if release.heads is None else release.heads.floor


def reading_of(suggester: Suggester, some: Encoders, texts: Sequence[PassageText]) -> Reading:
    """How many words of these texts the English encoder reads with the shipped first stage."""
    languages = suggester.release.english_encoder_languages
    english = [text for text in texts if text.language in languages]
    # Without a promising text the encoder is not asked at all, and would still tell of the time before.
    some.english.asked = ()
    Variant(suggester, suggester.release, general=some.multilingual, english=some.english).judge(english)
    asked: set[str] = set(some.english.asked)
    return Reading(
        passages=len(english),
        passages_read=sum(windows_of(text.text)[0] in asked for text in english),
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
