"""Variants of the suggester: single parts of it, other forms of its encoders, without its first stage.

Each is the shipped code with other numbers in its release or another encoder, so that no formula stands here twice.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.naive import BATCH_SIZE, plain_encoder
from classify.similarity import StatementIndex
from classify.suggest import PassageText, Suggester
from models.encoder import Encoder, Vectors
from models.minilm import MiniLM
from models.release import Release
from models.statements import statements_of, vectors_of
from models.use import UniversalSentenceEncoder
from training.metrics import Scores

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: Evidence sums lie between about -10 and 25. Over a curve as flat as this, four digits of a score order them as well.
_FLAT = {"centre": 8.0, "width": 6.0}
#: Lower and higher than any evidence sum.
NEVER_SKIP, ALWAYS_SKIP = -1e9, 1e9


class PlainMiniLM:
    """The English encoder as its publisher made it, in 32 bits."""

    name = "all-minilm-l6-v2"
    sha256 = MiniLM.sha256

    def __init__(self, batch_size: int = BATCH_SIZE) -> None:
        self._batch_size = batch_size

    @cached_property
    def _model(self) -> SentenceTransformer:
        return plain_encoder()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`models.encoder.Encoder.encode`."""
        vectors = self._model.encode(
            list(texts), batch_size=self._batch_size, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def encode_statements(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`models.encoder.Encoder.encode_statements`: it is the best form already."""
        return self.encode(texts)


class Remembering:
    """An encoder that encodes no text twice, and knows which it was last asked for."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.sha256 = encoder.sha256
        self.asked: tuple[str, ...] = ()
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`models.encoder.Encoder.encode`."""
        self.asked = tuple(texts)
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float32)

    def encode_statements(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`models.encoder.Encoder.encode_statements`."""
        return self._encoder.encode_statements(texts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoders:
    """The encoders that variants share."""

    multilingual: Remembering
    english: Remembering
    #: The English encoder in 32 bits.
    english_plain: Remembering


def encoders() -> Encoders:
    """The shipped encoders and the plain form of the English one."""
    return Encoders(
        multilingual=Remembering(UniversalSentenceEncoder()),
        english=Remembering(MiniLM()),
        english_plain=Remembering(PlainMiniLM()),
    )


class Variant(Suggester):
    """The suggester with other encoders: ``general`` for every text, ``english`` for English text.

    The statements that English text is compared with are encoded by ``statements`` when it is given.
    """

    def __init__(
        self,
        original: Suggester,
        release: Release,
        *,
        general: Remembering,
        english: Remembering,
        statements: Encoder | None = None,
    ) -> None:
        self._given = {UniversalSentenceEncoder.name: general, MiniLM.name: english}
        self._encoders_of_statements = {MiniLM.name: statements} if statements else {}
        super().__init__(original.framework, release)

    def _index(self, encoder: Encoder) -> StatementIndex:
        given = self._given[encoder.name]
        of_statements = self._encoders_of_statements.get(encoder.name, given)
        statements = statements_of(self.framework)
        vectors = vectors_of(statements, of_statements, self.release.folder / "statements.npz")
        return StatementIndex(given, statements, vectors, self.release.best_statements)


def with_changes(release: Release, **changes: object) -> Release:
    """The release with other values; ``heads``, ``weights`` and ``calibration`` may name some of their numbers only.

    Raises :class:`pydantic.ValidationError` for a number that releases do not have.
    """
    data = release.model_dump()
    for name, value in changes.items():
        data[name] = {**data[name], **value} if isinstance(value, Mapping) and name != "thresholds" else value
    return Release.model_validate(data)


def single_parts(original: Suggester, some: Encoders) -> list[tuple[str, Suggester]]:
    """The parts alone and put together step by step, each with its name; scores only order, thresholds do not fit."""
    release = with_changes(original.release, heads=None, calibration=_FLAT, english_encoder_floor=NEVER_SKIP)
    meaning = {"terms": 0.0, "context": 0.0}
    terms = {"standardised": 0.0, "cosine": 0.0, "context": 0.0}

    def variant(name: str, general: Remembering, **changes: object) -> tuple[str, Suggester]:
        changed = with_changes(release, **changes)
        return name, Variant(original, changed, general=general, english=some.english)

    return [
        variant("terms alone", some.multilingual, weights=terms, english_encoder_floor=ALWAYS_SKIP),
        variant("multilingual encoder alone", some.multilingual, weights=meaning, english_encoder_languages=()),
        variant("English encoder alone", some.english, weights=meaning, english_encoder_languages=()),
        variant("both encoders", some.multilingual, weights=meaning),
        variant("both encoders and terms", some.multilingual, weights={"context": 0.0}),
        variant("both, terms and status", some.multilingual),
    ]


def scores_of(suggester: Suggester, texts: Sequence[PassageText]) -> Scores:
    """The scores of all criteria; shape ``(texts, criteria)``."""
    return np.array([judgement.scores for judgement in suggester.judge(texts)])


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """Passages a second of one form of the encoder, one figure for each repetition."""

    name: str
    rates: tuple[float, ...]


def paces(texts: Sequence[str], *, repetitions: int) -> list[Pace]:
    """How fast the forms of the English encoder are, measured in turn after one pass that is not counted."""
    forms: list[tuple[str, Encoder]] = [
        ("8 bits, one passage at a time (shipped)", MiniLM()),
        (f"32 bits, batches of {BATCH_SIZE}", PlainMiniLM()),
        ("32 bits, one passage at a time", PlainMiniLM(batch_size=1)),
    ]
    rates: dict[str, list[float]] = {name: [] for name, _ in forms}
    for repetition in range(repetitions + 1):
        for name, encoder in forms:
            started = time.perf_counter()
            encoder.encode(texts)
            if repetition:
                rates[name].append(len(texts) / (time.perf_counter() - started))
    return [Pace(name=name, rates=tuple(values)) for name, values in rates.items()]
