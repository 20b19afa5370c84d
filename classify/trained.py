"""Signals of trained heads, in two stages: a cheap one for every passage, the English encoder for those in doubt.

Each head is linear in what it reads, n-grams or the vector of an encoder; a logistic mixture of the heads' logits, of
the closeness to the statements of the catalogue and of its terms gives the score. What the heads learned holds for what
they saw; what the catalogue says holds everywhere, and the mixture was fitted on groups of passages that were left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from classify.ngrams import NgramSpace, Tokens
from classify.passage_text import PassageText
from classify.signals import Signal, Signals, closeness, mixed, sigmoid
from classify.similarity import Scores, Similarity, StatementIndex, Windows, windows_of
from models.heads import HeadArrays, LinearHead
from models.release import Heads, Mixture

LEXICAL, GENERAL, ENGLISH = "lexical", "general", "english"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the heads and encoders say of several texts."""

    #: Those of the English encoder are 0 where it did not read.
    signals: Signals
    #: Which texts the English encoder read, in order.
    english: tuple[int, ...]
    general: Similarity
    #: Of the texts that the English encoder read, in their order.
    closer: Similarity | None
    #: Vectors of the multilingual encoder, by window.
    windows: Windows
    #: Shape ``(texts, criteria)``, 0 to 1.
    scores: Scores


class TrainedHeads:
    """The trained part of a release with the indexes of statements it works with."""

    def __init__(
        self,
        heads: Heads,
        arrays: HeadArrays,
        *,
        general: StatementIndex,
        english: StatementIndex,
        english_languages: Sequence[str],
    ) -> None:
        self.heads = heads
        self.arrays = arrays
        self.space = NgramSpace(ngrams=arrays.ngrams, rarity=arrays.rarity, characters=heads.characters)
        self._general = general
        self._english = english
        self._languages = frozenset(english_languages)

    def read(self, texts: Sequence[PassageText], tokens: Sequence[Tokens], plain: Signals) -> Reading:
        """The signals and scores of each text; ``plain`` has those that need no model."""
        windows = self._general.encode([text.text for text in texts])
        general = self._general.compare_windows(windows)
        around = self._around(texts, self._general)
        signals: Signals = {
            **plain,
            **closeness(general, english=False),
            Signal.LEXICAL: self.lexical(tokens),
            Signal.GENERAL: windows.best(self._logits(GENERAL, windows, around)),
        }
        scores = sigmoid(mixed(self.heads.first, signals))
        english = [
            row
            for row, text in enumerate(texts)
            if ENGLISH in self.arrays.heads
            and text.language in self._languages
            and scores[row].max() >= self.heads.floor
        ]
        closer = self._second_look(texts, english, signals, scores) if english else None
        return Reading(
            signals=signals, english=tuple(english), general=general, closer=closer, windows=windows, scores=scores
        )

    def _second_look(
        self, texts: Sequence[PassageText], rows: list[int], signals: Signals, scores: Scores
    ) -> Similarity:
        """Let the English encoder read some of the texts, and put the scores that it leads to in their place."""
        some = [texts[row] for row in rows]
        windows = self._english.encode([text.text for text in some])
        closer = self._english.compare_windows(windows)
        own = closeness(closer, english=True)
        own[Signal.ENGLISH] = windows.best(self._logits(ENGLISH, windows, self._around(some, self._english)))
        for name, signal in own.items():
            signals[name] = np.zeros_like(scores)
            signals[name][rows] = signal
        scores[rows] = sigmoid(mixed(self.heads.both, {name: signal[rows] for name, signal in signals.items()}))
        return closer

    def mixture(self, reading: Reading, row: int) -> Mixture:
        """The mixture that made the scores of a text."""
        return self.heads.both if row in reading.english else self.heads.first

    def nearest(self, reading: Reading, row: int, criterion: int) -> str:
        """The labelled passage of a criterion that is closest to a text; empty when there is none."""
        exemplars = self.arrays.exemplars
        own = np.flatnonzero(exemplars.labels[:, criterion])
        if not len(own):
            return ""
        first = int(reading.windows.firsts[row])
        closest = own[(exemplars.vectors[own].astype(np.float32) @ reading.windows.vectors[first]).argmax()]
        return exemplars.texts[int(closest)]

    def lexical(self, tokens: Sequence[Tokens]) -> Scores:
        """The logits of the head over n-grams."""
        head = self.arrays.heads[LEXICAL]
        return lexical_logits(self.space, head, tokens)

    def _around(self, texts: Sequence[PassageText], index: StatementIndex) -> Scores | None:
        """The vectors of what stands around each text, side by side; ``None`` for a model that does not read it."""
        if not self.heads.context:
            return None
        return around(texts, index)

    def _logits(self, name: str, windows: Windows, surroundings: Scores | None) -> Scores:
        inputs = windows.vectors
        if surroundings is not None:
            counts = np.diff(np.append(windows.firsts, len(windows.vectors)))
            inputs = np.concatenate([inputs, np.repeat(surroundings, counts, axis=0)], axis=1)
        return self.arrays.heads[name].logits(inputs)


def lexical_logits(space: NgramSpace, head: LinearHead, tokens: Sequence[Tokens]) -> Scores:
    """The logits of a head over n-grams; shape ``(texts, outputs)``."""
    logits = np.tile(head.bias, (len(tokens), 1)).astype(np.float32)
    for row, found in enumerate(tokens):
        at, values = space.vector(found)
        if len(at):
            logits[row] += values @ head.weights[at]
    return logits


def around(texts: Sequence[PassageText], index: StatementIndex) -> Scores:
    """The vectors of the nearest window before and after each text and of its heading, side by side; zeros for none."""
    parts: dict[str, int] = {}
    wanted: list[tuple[int, int, int]] = []
    for row, text in enumerate(texts):
        for side, part in enumerate(text.surroundings):
            if part.strip():
                window = windows_of(part)[-1 if side == 0 else 0]
                wanted.append((row, side, parts.setdefault(window, len(parts))))
    vectors = index.encode(list(parts)).vectors
    width = vectors.shape[1]
    side_by_side = np.zeros((len(texts), 3 * width), dtype=np.float32)
    for row, side, place in wanted:
        side_by_side[row, side * width : (side + 1) * width] = vectors[place]
    return side_by_side
