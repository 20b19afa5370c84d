"""Suggests criteria for passages: terms of the catalogue and closeness in meaning to its statements, without training.

The evidence sum of a passage for a criterion is a weighted sum of what terms and encoders say; a logistic curve turns
it into a score, and a release says from which score on a passage is worth a person's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classify.similarity import Scores, Similarity, StatementIndex
from classify.status import status_of
from classify.suggestion import EvidenceStatus, Reason, ReasonKind, Suggestion
from classify.terms import TermFinder, TermHit
from corpus.catalogue import load_framework
from corpus.framework import CriterionNumber, Framework
from extract.document import Document
from extract.passage import PassageKind
from models.encoder import Encoder
from models.minilm import MiniLM
from models.release import DEFAULT_RELEASE, Release, check_encoders, load_release
from models.statements import statements_of, vectors_of
from models.use import UniversalSentenceEncoder

#: Most reasons that one suggestion names of each kind.
_MAX_TERMS = 4
#: Digits that stay of a score: the last bits of a float depend on the processor.
SCORE_DIGITS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageText:
    """What is judged: a text and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What the suggester says of one text."""

    #: One score for each criterion of the framework, in its order.
    scores: tuple[float, ...]
    status: EvidenceStatus
    #: Criteria at or above their threshold with the reasons, best score first.
    suggested: tuple[tuple[CriterionNumber, float, tuple[Reason, ...]], ...]


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

    def _index(self, encoder: Encoder) -> StatementIndex:
        check_encoders(self.release, [encoder])
        vectors = vectors_of(self._statements, encoder, self.release.folder / "statements.npz")
        return StatementIndex(encoder, self._statements, vectors, self.release.best_statements)

    def load(self) -> None:
        """Load the encoders now, rather than when the first text comes."""
        self._general.load()
        self._english.load()

    def suggest(self, document: Document) -> tuple[Suggestion, ...]:
        """The suggestions for a document, in the order of its passages, best score first for each passage."""
        passages = [passage for passage in document.passages if passage.kind is not PassageKind.HEADING]
        texts = [PassageText(text=passage.text, language=passage.language) for passage in passages]
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
        hits = [self._terms.find(text.text) for text in texts]
        statuses = [status_of(text.text, text.language) for text in texts]
        evidence, nearest = self._evidence(texts, self._plain_evidence(hits, statuses))
        curve = self.release.calibration
        exact = curve.ceiling / (1.0 + np.exp(-(evidence - curve.centre) / curve.width))
        # Rounded before it meets the threshold, so that who reads a score comes to the same verdict.
        scores = np.round(exact.astype(np.float64), SCORE_DIGITS)
        return [
            self._judgement(
                text=text,
                status=statuses[row],
                scores=scores[row],
                evidence=evidence[row],
                hits=hits[row],
                nearest=nearest[row],
            )
            for row, text in enumerate(texts)
        ]

    def _plain_evidence(self, hits: Sequence[list[TermHit]], statuses: Sequence[EvidenceStatus]) -> Scores:
        """What terms and status add to the evidence sums; shape ``(texts, criteria)``."""
        weights = self.release.weights
        counts = np.zeros((len(hits), len(self.framework.criteria)), dtype=np.float32)
        for row, found in enumerate(hits):
            for hit in found:
                counts[row, hit.criterion] += 1
        plain: Scores = (weights.terms * np.log1p(counts)).astype(np.float32)
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
        *,
        text: PassageText,
        status: EvidenceStatus,
        scores: npt.NDArray[np.float64],
        evidence: Scores,
        hits: list[TermHit],
        nearest: Similarity,
    ) -> Judgement:
        above = np.flatnonzero(scores >= self._thresholds)
        order = sorted(above.tolist(), key=lambda index: (-scores[index], index))
        return Judgement(
            scores=tuple(scores.tolist()),
            status=status,
            suggested=tuple(
                (
                    self.framework.criteria[index].number,
                    float(scores[index]),
                    self._reasons(text, index, float(evidence[index]), hits, nearest),
                )
                for index in order
            ),
        )

    def _reasons(
        self, text: PassageText, criterion: int, evidence: float, hits: list[TermHit], nearest: Similarity
    ) -> tuple[Reason, ...]:
        own = [hit for hit in hits if hit.criterion == criterion]
        by_terms = self.release.weights.terms * float(np.log1p(len(own))) / max(evidence, 1e-6)
        # Terms can carry more than the whole sum where closeness in meaning speaks against the criterion.
        by_terms = min(by_terms, 1.0)
        by_meaning = max(0.0, 1.0 - by_terms)
        statement = self._statements.texts[int(nearest.closest[0, criterion])]
        reasons = [
            Reason(kind=ReasonKind.TERM, text=text.text[hit.start : hit.end], weight=round(by_terms / len(own), 3))
            for hit in own[:_MAX_TERMS]
        ]
        reasons.append(Reason(kind=ReasonKind.INDICATOR, text=statement, weight=round(by_meaning, 3)))
        return tuple(reasons)


def load_suggester(framework_id: str, release_id: str = DEFAULT_RELEASE) -> Suggester:
    """The suggester for a framework; raises :class:`corpus.errors.AssayError` when either is missing or wrong."""
    return Suggester(load_framework(framework_id), load_release(release_id))


def _row(similarity: Similarity, row: int) -> Similarity:
    return Similarity(cosine=similarity.cosine[row : row + 1], closest=similarity.closest[row : row + 1])
