"""The gap matrix: criteria by documents, with what was suggested and what nobody has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classify.suggestion import EvidenceStatus
from corpus.framework import Criterion
from extract.document import Document
from prescreen.result import PlacedSuggestion, RunResult, placed_suggestions

#: Scores from which a cell gets the next stronger tone, of four.
TONES = (0.25, 0.5, 0.75)

#: The letter that stands beside a tone, so that colour never speaks alone.
LETTERS = {
    EvidenceStatus.IMPLEMENTED: "I",
    EvidenceStatus.COMMITMENT: "C",
    EvidenceStatus.SUPPLIER_REQUIREMENT: "S",
    EvidenceStatus.NEGATIVE: "N",
    EvidenceStatus.CONTEXT: "X",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How much of one document, or of all of them, was read."""

    pages_read: int
    pages_unread: int
    #: Files of which not even the pages are known.
    files_unread: int

    @property
    def is_complete(self) -> bool:
        """Whether every page of every file was read."""
        return not self.pages_unread and not self.files_unread

    @property
    def absence(self) -> str:
        """What may be said where nothing was found: never more than the pages that were read."""
        if not self.pages_read and not self.pages_unread:
            return "file not read" if self.files_unread == 1 else f"{self.files_unread} files not read"
        found = f"none in {counted(self.pages_read, 'page')} read" if self.pages_read else "no page read"
        return "; ".join([found, *self.unread])

    @property
    def unread(self) -> tuple[str, ...]:
        """What was not read: ``3 unread``, ``2 files not read``."""
        pages = (f"{self.pages_unread} unread",) if self.pages_unread else ()
        files = (f"{counted(self.files_unread, 'file')} not read",) if self.files_unread else ()
        return pages + files


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """The suggestions for one criterion in one document, or in all."""

    count: int
    #: Of the suggestion with the best score; 0 and ``context`` when there is none.
    best: float
    status: EvidenceStatus
    #: Suggestions with status ``negative``: never hidden behind a better score.
    negative: int
    reading: Reading

    @property
    def letter(self) -> str:
        """The letter of the status of the best suggestion, with a mark when another one is negative."""
        if not self.count:
            return ""
        hidden = self.negative and self.status is not EvidenceStatus.NEGATIVE
        return f"{LETTERS[self.status]}+N" if hidden else LETTERS[self.status]

    @property
    def tone(self) -> int:
        """0 without suggestions, else 1 (weak) to 4 (strong) by the best score."""
        return 1 + sum(self.best >= limit for limit in TONES) if self.count else 0

    @property
    def words(self) -> str:
        """The cell as a sentence without its full stop."""
        if not self.count:
            return self.reading.absence
        parts = [f"{counted(self.count, 'suggestion')}, best {self.best:.2f} ({status_in_words(self.status)})"]
        if self.negative:
            parts.append(f"{self.negative} negative")
        return "; ".join([*parts, f"{counted(self.reading.pages_read, 'page')} read", *self.reading.unread])


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One criterion of the matrix."""

    criterion: Criterion
    #: One per document of the run, in its order.
    cells: tuple[Cell, ...]
    total: Cell


def gap_matrix(run: RunResult) -> tuple[Row, ...]:
    """The rows of the matrix in the order of the framework."""
    readings = [reading_of([document]) for document in run.documents]
    everything = reading_of(run.documents)
    placed = placed_suggestions(run)
    rows = []
    for criterion in run.framework.criteria:
        found: list[list[PlacedSuggestion]] = [[] for _ in run.documents]
        for one in placed[criterion.number]:
            found[one.position].append(one)
        cells = tuple(_cell(some, reading) for some, reading in zip(found, readings, strict=True))
        rows.append(Row(criterion=criterion, cells=cells, total=_cell(placed[criterion.number], everything)))
    return tuple(rows)


def reading_of(documents: Sequence[Document]) -> Reading:
    """How much of ``documents`` was read."""
    return Reading(
        pages_read=sum(document.pages_read for document in documents),
        pages_unread=sum(document.pages_unread for document in documents),
        files_unread=sum(not document.pages for document in documents),
    )


def _cell(placed: Sequence[PlacedSuggestion], reading: Reading) -> Cell:
    best = placed[0].suggestion if placed else None
    return Cell(
        count=len(placed),
        best=best.score if best else 0.0,
        status=best.status if best else EvidenceStatus.CONTEXT,
        negative=sum(one.suggestion.status is EvidenceStatus.NEGATIVE for one in placed),
        reading=reading,
    )


def status_in_words(status: EvidenceStatus) -> str:
    """``supplier requirement`` for ``supplier_requirement``."""
    return status.value.replace("_", " ")


def counted(number: int, noun: str) -> str:
    """``1 page``, ``3 pages``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
