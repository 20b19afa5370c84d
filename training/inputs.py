"""What heads read of labelled passages: tokens, vectors and closeness, made once and used in every fold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from classify.folding import tokens
from classify.ngrams import NgramSpace, Tokens
from classify.signals import Signal, Signals, closeness
from classify.similarity import StatementIndex
from classify.status import status_of
from classify.suggestion import EvidenceStatus
from classify.terms import TermFinder
from classify.trained import around
from corpus.framework import Framework
from models.encoder import Encoder
from models.heads import Floats
from models.statements import Statements, statements_of
from training.labels import LabelSet

#: The mean of so many best statements is the closeness to a criterion, as without training.
BEST_STATEMENTS = 3


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """All that is read of a label set. Rows are passages; rows of the English encoder are 0 where it does not read."""

    labels: LabelSet
    tokens: tuple[Tokens, ...]
    general: Floats
    english: Floats
    #: Whether the English encoder reads a passage.
    is_english: np.typing.NDArray[np.bool_]
    #: Signals that need no training.
    plain: Signals
    #: What the rules say of the status.
    ruled: tuple[EvidenceStatus, ...]

    #: Whether vectors of what stands around each passage follow that of the passage itself.
    with_context: bool

    @property
    def own_general(self) -> Floats:
        """The vectors of the passages themselves by the multilingual encoder."""
        return self.general[:, : self.general.shape[1] // (4 if self.with_context else 1)]

    def part(self, rows: np.typing.NDArray[np.int64]) -> Inputs:
        """The inputs of the passages at these positions."""
        return Inputs(
            labels=self.labels.part(rows),
            tokens=tuple(self.tokens[row] for row in rows),
            general=self.general[rows],
            english=self.english[rows],
            is_english=self.is_english[rows],
            plain={name: signal[rows] for name, signal in self.plain.items()},
            ruled=tuple(self.ruled[row] for row in rows),
            with_context=self.with_context,
        )

    def sparse(self, space: NgramSpace, rows: Sequence[int] | np.typing.NDArray[np.int64]) -> csr_matrix:
        """The n-grams of some passages; shape ``(rows, n-grams)``."""
        return sparse_ngrams(space, [self.tokens[row] for row in rows])


def sparse_ngrams(space: NgramSpace, found: Sequence[Tokens]) -> csr_matrix:
    """The n-grams of texts as a sparse matrix."""
    places, values, ends = [], [], [0]
    for one in found:
        at, weights = space.vector(one)
        places.append(at)
        values.append(weights)
        ends.append(ends[-1] + len(at))
    return csr_matrix(
        (np.concatenate(values), np.concatenate(places), np.array(ends)), shape=(len(found), len(space.ngrams))
    )


class Reader:
    """Reads label sets for one framework."""

    def __init__(
        self, framework: Framework, *, general: Encoder, english: Encoder, english_languages: Sequence[str]
    ) -> None:
        self.framework = framework
        self._languages = frozenset(english_languages)
        self._encoders = (general, english)
        self._terms = TermFinder(framework)

    @cached_property
    def statements(self) -> Statements:
        """The statements of the framework."""
        return statements_of(self.framework)

    @cached_property
    def _indexes(self) -> tuple[StatementIndex, StatementIndex]:
        general, english = (
            StatementIndex(encoder, self.statements, encoder.encode_statements(self.statements.texts), BEST_STATEMENTS)
            for encoder in self._encoders
        )
        return general, english

    def read(self, labels: LabelSet, *, context: bool) -> Inputs:
        """The inputs of a label set; with ``context`` what stands around each passage is read too."""
        general, english = self._indexes
        everything = np.arange(len(labels.texts))
        reads = np.array([text.language in self._languages for text in labels.texts])
        ruled = tuple(status_of(text.text, text.language) for text in labels.texts)
        found = tuple(tokens(text.text) for text in labels.texts)
        vectors, signals = self._encoded(labels, general, everything, context=context, english=False)
        closer, more = self._encoded(labels, english, np.flatnonzero(reads), context=context, english=True)
        shape = (len(labels.texts), len(self.framework.criteria))
        counts = np.zeros(shape, dtype=np.float32)
        for row, one in enumerate(found):
            for hit in self._terms.find_in(one):
                counts[row, hit.criterion] += 1
        flags = np.array([[status is EvidenceStatus.CONTEXT] for status in ruled], dtype=np.float32)
        plain = {Signal.TERMS: np.log1p(counts), Signal.CONTEXT: np.broadcast_to(flags, shape)}
        return Inputs(
            labels=labels,
            tokens=found,
            general=vectors,
            english=closer,
            is_english=reads,
            plain={**plain, **signals, **more},
            ruled=ruled,
            with_context=context,
        )

    def _encoded(
        self,
        labels: LabelSet,
        index: StatementIndex,
        rows: np.typing.NDArray[np.int64],
        *,
        context: bool,
        english: bool,
    ) -> tuple[Floats, Signals]:
        some = [labels.texts[row] for row in rows]
        windows = index.encode([text.text for text in some])
        # A long passage is learned by its first window: labels say nothing about where in it the evidence stands.
        vectors = windows.vectors[windows.firsts]
        similarity = index.compare_windows(windows)
        if context:
            vectors = np.concatenate([vectors, around(some, index)], axis=1)
        whole = np.zeros((len(labels.texts), vectors.shape[1]), dtype=np.float32)
        whole[rows] = vectors
        signals: Signals = {}
        for name, signal in closeness(similarity, english=english).items():
            signals[name] = np.zeros((len(labels.texts), signal.shape[1]), dtype=np.float32)
            signals[name][rows] = signal
        return whole, signals
