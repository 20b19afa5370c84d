"""What a pre-screening gave, as one record that every output is made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from classify.suggestion import Suggestion
from corpus.framework import CriterionNumber, Framework
from extract.document import Document
from extract.passage import Passage


@dataclass(frozen=True, kw_only=True, slots=True)
class RunResult:
    """The documents of a pack with the suggestions made from them, in the order in which they came in."""

    framework: Framework
    documents: tuple[Document, ...]
    #: One entry per document, aligned with ``documents``.
    suggestions: tuple[tuple[Suggestion, ...], ...]
    #: The day for which the pack is judged; ``None`` when the caller gave none.
    as_of: date | None
    #: Id of the model release that made the suggestions.
    release: str
    pack_name: str

    def __post_init__(self) -> None:
        if len(self.documents) != len(self.suggestions):
            message = f"{len(self.documents)} documents, suggestions of {len(self.suggestions)}: expected as many"
            raise ValueError(message)

    @property
    def pages_read(self) -> int:
        """Number of pages on which everything there is to read was read."""
        return sum(document.pages_read for document in self.documents)

    @property
    def pages_unread(self) -> int:
        """Number of known pages that may hold evidence nobody has seen."""
        return sum(document.pages_unread for document in self.documents)

    @property
    def files_unread(self) -> int:
        """Number of files of which not even the pages are known."""
        return sum(not document.pages for document in self.documents)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedSuggestion:
    """A suggestion with the passage and the document that it is about."""

    suggestion: Suggestion
    passage: Passage
    document: Document
    #: Position of the document in the run, from 0.
    position: int


def placed_suggestions(run: RunResult) -> dict[CriterionNumber, tuple[PlacedSuggestion, ...]]:
    """Every criterion of the framework, in its order, with its suggestions: best score first, then in reading order.

    Raises :class:`KeyError` when a suggestion names a passage or a criterion that is not in the run.
    """
    found: dict[CriterionNumber, list[PlacedSuggestion]] = {
        criterion.number: [] for criterion in run.framework.criteria
    }
    for placed in _in_reading_order(run):
        found[placed.suggestion.criterion].append(placed)
    # Sorting is stable, so equal scores stay in reading order.
    return {number: tuple(sorted(rows, key=lambda row: -row.suggestion.score)) for number, rows in found.items()}


def _in_reading_order(run: RunResult) -> Iterator[PlacedSuggestion]:
    for position, (document, suggestions) in enumerate(zip(run.documents, run.suggestions, strict=True)):
        order = {passage.id: index for index, passage in enumerate(document.passages)}
        for suggestion in sorted(suggestions, key=lambda suggestion: order[suggestion.passage]):
            passage = document.passages[order[suggestion.passage]]
            yield PlacedSuggestion(suggestion=suggestion, passage=passage, document=document, position=position)
