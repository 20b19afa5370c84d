"""Suggests criteria for passages: terms of the catalogue, closeness in meaning to its statements, and trained heads.

Without training the evidence sum of a passage for a criterion is a weighted sum of what terms and encoders say; a
logistic curve turns it into a score. Where the release has heads for the framework, they have their say too
(:mod:`classify.trained`). A release says from which score on a passage is worth a person's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from classify.folding import tokens
from classify.ngrams import Tokens
from classify.passage_text import PassageText
from classify.reasons import reasons_with_heads, reasons_without_heads
from classify.signals import Signal
from classify.similarity import Scores, Similarity, StatementIndex
from classify.status import status_of
from classify.suggestion import EvidenceStatus, Reason, Suggestion
from classify.terms import TermFinder, TermHit
from classify.trained import Reading, TrainedHeads
from corpus.catalogue import load_framework
from corpus.errors import ErrorCode, ModelError
from corpus.framework import CriterionNumber, Framework
from extract.document import Document
from extract.passage import PassageKind
from models.encoder import Encoder
from models.heads import load_heads
from models.minilm import MiniLM
from models.release import DEFAULT_RELEASE, Release, check_encoders, load_release
from models.statements import statements_of, vectors_of
from models.use import UniversalSentenceEncoder

__all__ = ["SCORE_DIGITS", "Judgement", "PassageText", "Suggester", "load_suggester"]

#: Digits that stay of a score: the last bits of a float depend on the processor.
SCORE_DIGITS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What the suggester says of one text."""

    #: One score for each criterion of the framework, in its order.
    scores: tuple[float, ...]
    status: EvidenceStatus
    #: Criteria at or above their threshold with the reasons, best score first.
    suggested: tuple[tuple[CriterionNumber, float, tuple[Reason, ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Judged:
    """Scores of several texts, shape ``(texts, criteria)``, their statuses, and what the reasons come from."""

    scores: Scores
    statuses: Sequence[EvidenceStatus]
    #: Evidence sums without training; the signals of the heads otherwise.
    evidence: Scores | None
    reading: Reading | None
    #: The similarity of each text by the encoder that looked last.
    nearest: Sequence[Similarity]


class Suggester:
    """Suggests the criteria of one framework with one model release."""

    def __init__(self, framework: Framework, release: Release) -> None:
        self.framework = framework
        self.release = release
        self._terms = TermFinder(framework)
        self._statements = statements_of(framework)
        self._general = self._index(UniversalSentenceEncoder())
        self._english = self._index(MiniLM())
        self._thresholds = np.array(
            [release.threshold_of(framework.id, criterion.number) for criterion in framework.criteria]
        )

    @cached_property
    def trained(self) -> TrainedHeads | None:
        """The trained heads; ``None`` when the release has none for the framework.

        Raises :class:`ModelError` with ``release_invalid`` when they are for other criteria.
        """
        heads = self.release.heads_for(self.framework.id)
        if heads is None:
            return None
        numbers = tuple(str(criterion.number) for criterion in self.framework.criteria)
        if heads.criteria != numbers:
            detail = f"Found heads of '{self.release.id}' for other criteria than {self.framework.id} has."
            raise ModelError(ErrorCode.RELEASE_INVALID, detail)
        return TrainedHeads(
            heads,
            load_heads(self.release.folder, heads.files, len(numbers)),
            general=self._general,
            english=self._english,
            english_languages=self.release.english_encoder_languages,
        )

    def _index(self, encoder: Encoder) -> StatementIndex:
        check_encoders(self.release, [encoder])
        vectors = vectors_of(self._statements, encoder, self.release.folder / "statements.npz")
        return StatementIndex(encoder, self._statements, vectors, self.release.best_statements)

    def load(self) -> None:
        """Load the encoders now, rather than when the first text comes."""
        self._general.load()
        self._english.load()
        _ = self.trained

    def suggest(self, document: Document) -> tuple[Suggestion, ...]:
        """The suggestions for a document, in the order of its passages, best score first for each passage."""
        passages = [passage for passage in document.passages if passage.kind is not PassageKind.HEADING]
        texts = [
            PassageText(
                text=passage.text,
                language=passage.language,
                before=passages[place - 1].text if place else "",
                after=passages[place + 1].text if place + 1 < len(passages) else "",
                heading=" / ".join(passage.heading),
            )
            for place, passage in enumerate(passages)
        ]
        return tuple(
            Suggestion(
                passage=passage.id,
                framework=self.framework.id,
                criterion=criterion,
                score=score,
                status=judgement.status,
                reasons=reasons,
                release=self.release.id,
            )
            for passage, judgement in zip(passages, self.judge(texts), strict=True)
            for criterion, score, reasons in judgement.suggested
        )

    def judge(self, texts: Sequence[PassageText]) -> list[Judgement]:
        """Scores, status and reasons for each text."""
        if not texts:
            return []
        found = [tokens(text.text) for text in texts]
        hits = [self._terms.find_in(one) for one in found]
        judged = self._with_heads(texts, found, hits) if self.trained else self._without_heads(texts, hits)
        # Rounded before it meets the threshold, so that who reads a score comes to the same verdict.
        scores = np.round(judged.scores.astype(np.float64), SCORE_DIGITS)
        return [
            self._judgement(row, text, scores[row], judged, found=found[row], hits=hits[row])
            for row, text in enumerate(texts)
        ]

    def _with_heads(
        self, texts: Sequence[PassageText], found: Sequence[Tokens], hits: Sequence[list[TermHit]]
    ) -> _Judged:
        assert self.trained is not None
        ruled = [status_of(text.text, text.language) for text in texts]
        counts = self._counts(hits)
        context = np.array([[status is EvidenceStatus.CONTEXT] for status in ruled], dtype=np.float32)
        plain = {Signal.TERMS: np.log1p(counts), Signal.CONTEXT: np.broadcast_to(context, counts.shape)}
        reading = self.trained.read(texts, found, plain)
        nearest = [_row(reading.general, row) for row in range(len(texts))]
        if reading.closer is not None:
            for place, row in enumerate(reading.english):
                nearest[row] = _row(reading.closer, place)
        suggested = np.asarray((reading.scores >= self._thresholds).any(axis=1))
        # What the heads take for evidence of nothing is context more often than its words tell.
        statuses = [
            status if evidence else EvidenceStatus.CONTEXT for status, evidence in zip(ruled, suggested, strict=True)
        ]
        return _Judged(scores=reading.scores, statuses=statuses, evidence=None, reading=reading, nearest=nearest)

    def _without_heads(self, texts: Sequence[PassageText], hits: Sequence[list[TermHit]]) -> _Judged:
        statuses = [status_of(text.text, text.language) for text in texts]
        evidence, nearest = self._evidence(texts, self._plain_evidence(hits, statuses))
        curve = self.release.calibration
        scores = curve.ceiling / (1.0 + np.exp(-(evidence - curve.centre) / curve.width))
        return _Judged(scores=scores, statuses=statuses, evidence=evidence, reading=None, nearest=nearest)

    def _counts(self, hits: Sequence[list[TermHit]]) -> Scores:
        """How many different terms of each criterion occur; shape ``(texts, criteria)``."""
        counts = np.zeros((len(hits), len(self.framework.criteria)), dtype=np.float32)
        for row, found in enumerate(hits):
            for hit in found:
                counts[row, hit.criterion] += 1
        return counts

    def _plain_evidence(self, hits: Sequence[list[TermHit]], statuses: Sequence[EvidenceStatus]) -> Scores:
        """What terms and status add to the evidence sums; shape ``(texts, criteria)``."""
        weights = self.release.weights
        plain: Scores = (weights.terms * np.log1p(self._counts(hits))).astype(np.float32)
        plain[[status is EvidenceStatus.CONTEXT for status in statuses]] += weights.context
        return plain

    def _evidence(self, texts: Sequence[PassageText], plain: Scores) -> tuple[Scores, list[Similarity]]:
        """The evidence sums, shape ``(texts, criteria)``, and per text the similarity that its reasons come from.

        The multilingual encoder judges every text; the English one, which costs twice as much, only English text that
        the first leaves a chance.
        """
        general = self._general.compare([text.text for text in texts])
        closeness = 2 * self._closeness(general)
        nearest = [_row(general, row) for row in range(len(texts))]
        promising = (closeness + plain).max(axis=1) >= self.release.english_encoder_floor
        english = [
            row
            for row, text in enumerate(texts)
            if promising[row] and text.language in self.release.english_encoder_languages
        ]
        if english:
            closer = self._english.compare([texts[row].text for row in english])
            closeness[english] = closeness[english] / 2 + self._closeness(closer)
            for place, row in enumerate(english):
                nearest[row] = _row(closer, place)
        return closeness + plain, nearest

    def _closeness(self, similarity: Similarity) -> Scores:
        weights = self.release.weights
        closeness: Scores = weights.standardised * similarity.standardised + weights.cosine * similarity.cosine
        return closeness

    def _judgement(
        self,
        row: int,
        text: PassageText,
        scores: npt.NDArray[np.float64],
        judged: _Judged,
        *,
        found: Tokens,
        hits: list[TermHit],
    ) -> Judgement:
        above = np.flatnonzero(scores >= self._thresholds)
        order = sorted(above.tolist(), key=lambda index: (-scores[index], index))
        return Judgement(
            scores=tuple(scores.tolist()),
            status=judged.statuses[row],
            suggested=tuple(
                (
                    self.framework.criteria[index].number,
                    float(scores[index]),
                    self._reasons(row, index, text, judged, found=found, hits=hits),
                )
                for index in order
            ),
        )

    def _reasons(
        self,
        row: int,
        criterion: int,
        text: PassageText,
        judged: _Judged,
        *,
        found: Tokens,
        hits: list[TermHit],
    ) -> tuple[Reason, ...]:
        statement = self._statements.texts[int(judged.nearest[row].closest[0, criterion])]
        if judged.reading is not None and self.trained is not None:
            return reasons_with_heads(
                self.trained,
                judged.reading,
                row,
                criterion,
                text=text.text,
                found=found,
                hits=hits,
                statement=statement,
            )
        assert judged.evidence is not None
        return reasons_without_heads(
            text.text,
            criterion,
            float(judged.evidence[row, criterion]),
            hits=hits,
            statement=statement,
            term_weight=self.release.weights.terms,
        )


def load_suggester(framework_id: str, release_id: str = DEFAULT_RELEASE) -> Suggester:
    """The suggester for a framework; raises :class:`corpus.errors.AssayError` when either is missing or wrong."""
    return Suggester(load_framework(framework_id), load_release(release_id))


def _row(similarity: Similarity, row: int) -> Similarity:
    return Similarity(cosine=similarity.cosine[row : row + 1], closest=similarity.closest[row : row + 1])
