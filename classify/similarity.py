"""How close a passage is in meaning to each criterion, by one encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.encoder import Encoder, Vectors
from models.statements import Statements

Scores = npt.NDArray[np.float32]
Indexes = npt.NDArray[np.int64]

#: Words of one window: the English encoder reads about 190, Chinese characters count one by one.
WINDOW_WORDS = 130
#: Windows of a long text overlap by so many words, so that no sentence is cut in all of them.
_OVERLAP = 20
#: Characters; a run without spaces that is longer is no word but garbage or code, and is divided.
_LONGEST_UNIT = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Similarity:
    """Similarities of passages to criteria; both arrays have the shape ``(passages, criteria)``."""

    #: The mean cosine of the best statements of each criterion.
    cosine: Scores
    #: The statement of each criterion that is closest, as its position among the statements.
    closest: Indexes

    @property
    def standardised(self) -> Scores:
        """The cosines of each passage in standard deviations from their mean over the criteria.

        Raw cosines of encoders differ in range and depend on the style of the passage; standardised ones compare.
        """
        mean = self.cosine.mean(axis=1, keepdims=True)
        spread = np.maximum(self.cosine.std(axis=1, keepdims=True), 1e-6)
        return (self.cosine - mean) / spread  # type: ignore[no-any-return]


@dataclass(frozen=True, kw_only=True, slots=True)
class Windows:
    """The vectors of the windows of several texts, one after the other."""

    #: Shape ``(windows, dimension)``.
    vectors: Vectors
    #: Position of the first window of each text.
    firsts: Indexes

    def best(self, values: Scores) -> Scores:
        """The largest value over the windows of each text; ``(windows, n)`` in, ``(texts, n)`` out."""
        if len(values) == len(self.firsts):
            return values
        largest: Scores = np.maximum.reduceat(values, self.firsts, axis=0)
        return largest


class StatementIndex:
    """The statements of a framework as vectors of one encoder."""

    def __init__(self, encoder: Encoder, statements: Statements, vectors: Vectors, best: int) -> None:
        self._encoder = encoder
        self._owners = statements.owners
        self._vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        self._best = best
        self._criteria = int(statements.owners.max()) + 1

    def load(self) -> None:
        """Load the encoder now, rather than when the first text comes."""
        self._encoder.encode(["Ready."])

    def compare(self, texts: Sequence[str]) -> Similarity:
        """The similarity of each text to each criterion; a long text counts by its closest window."""
        return self.compare_windows(self.encode(texts))

    def encode(self, texts: Sequence[str]) -> Windows:
        """The vectors of the windows of each text."""
        parts = [windows_of(text) for text in texts]
        windows = [window for part in parts for window in part]
        firsts = np.cumsum([0] + [len(part) for part in parts])[:-1]
        return Windows(vectors=self._encoder.encode(windows), firsts=firsts.astype(np.int64))

    def compare_windows(self, windows: Windows) -> Similarity:
        """As :meth:`compare`, for texts that are encoded already."""
        cosines = windows.best(windows.vectors @ self._vectors.T)
        shape = (len(windows.firsts), self._criteria)
        means, closest = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.int64)
        for criterion in range(self._criteria):
            own = np.flatnonzero(self._owners == criterion)
            part = cosines[:, own]
            best = min(self._best, len(own))
            means[:, criterion] = np.partition(part, len(own) - best, axis=1)[:, -best:].mean(axis=1)
            closest[:, criterion] = own[part.argmax(axis=1)]
        return Similarity(cosine=means, closest=closest)


def windows_of(text: str) -> list[str]:
    """The text itself when an encoder reads it whole, overlapping windows that cover it otherwise."""
    words = _units(text)
    if len(words) <= WINDOW_WORDS:
        return [text]
    step = WINDOW_WORDS - _OVERLAP
    starts = range(0, max(len(words) - _OVERLAP, 1), step)
    return ["".join(words[start : start + WINDOW_WORDS]).strip() for start in starts]


def _units(text: str) -> list[str]:
    """Words with the space after them; a Chinese character is a unit, and no unit is longer than a long word."""
    units: list[str] = []
    start = 0
    for position, character in enumerate(text):
        ends = character.isspace() or "\u3400" <= character <= "\u9fff" or position - start + 1 >= _LONGEST_UNIT
        if ends:
            units.append(text[start : position + 1])
            start = position + 1
    if start < len(text):
        units.append(text[start:])
    return units
