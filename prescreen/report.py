"""The report of a pre-screening: one HTML file that needs nothing beside itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined

from classify.suggestion import EvidenceStatus, ReasonKind
from extract.document import Document
from prescreen.accounting import STATUS_WORDS, Unread, flags_in_words, pages_by_status, unread
from prescreen.gap_matrix import LETTERS, Cell, Row, counted, gap_matrix, reading_of, status_in_words
from prescreen.place import boxes_in_words, page_in_words
from prescreen.result import PlacedSuggestion, RunResult, placed_suggestions

#: Said on the cover, in the title (which browsers print on each page) and in the margin of each printed page.
NOTE = "Suggestions for review, no assurance conclusion"

#: Passages shown per criterion; the register has all of them.
PASSAGES_SHOWN = 5

#: Documents side by side in one table of the matrix, so that it fits a page of paper.
DOCUMENTS_ABREAST = 12

#: Characters of a document name above a column of the matrix.
COLUMN_NAME = 26

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class _DocumentAccount:
    """A document as the report lists it."""

    number: int
    document: Document
    suggestions: int
    statuses: tuple[tuple[str, int], ...]
    flags: tuple[str, ...]
    unread: tuple[Unread, ...]

    @property
    def name(self) -> str:
        return self.document.name


@dataclass(frozen=True, kw_only=True, slots=True)
class _MatrixPart:
    """The columns of the matrix that stand side by side, with all the rows, by category."""

    first: int
    accounts: tuple[_DocumentAccount, ...]
    categories: tuple[tuple[str, tuple[tuple[Row, tuple[Cell, ...]], ...]], ...]


def render_report(run: RunResult) -> str:
    """The report as HTML. The same ``run`` gives the same text; everything that came from documents is escaped."""
    accounts = tuple(_account(run, position) for position in range(len(run.documents)))
    rows = gap_matrix(run)
    return _ENVIRONMENT.get_template("report.html.j2").render(
        run=run,
        note=NOTE,
        accounts=accounts,
        suggestion_count=sum(map(len, run.suggestions)),
        covered=sum(row.total.count > 0 for row in rows),
        rows=rows,
        reading=reading_of(run.documents),
        matrix_parts=_matrix_parts(accounts, rows),
        placed=placed_suggestions(run),
        statuses=tuple(EvidenceStatus),
    )


def _account(run: RunResult, position: int) -> _DocumentAccount:
    document = run.documents[position]
    return _DocumentAccount(
        number=position + 1,
        document=document,
        suggestions=len(run.suggestions[position]),
        statuses=tuple((STATUS_WORDS[status], count) for status, count in pages_by_status(document)),
        flags=flags_in_words(document),
        unread=unread(document),
    )


def _matrix_parts(accounts: tuple[_DocumentAccount, ...], rows: tuple[Row, ...]) -> tuple[_MatrixPart, ...]:
    # A pack without files still gets its rows, so that the totals are seen.
    starts = range(0, max(len(accounts), 1), DOCUMENTS_ABREAST)
    return tuple(
        _MatrixPart(
            first=start + 1,
            accounts=accounts[start : start + DOCUMENTS_ABREAST],
            categories=tuple(
                (category, tuple((row, row.cells[start : start + DOCUMENTS_ABREAST]) for row in some))
                for category, some in groupby(rows, key=lambda row: row.criterion.category)
            ),
        )
        for start in starts
    )


def best_passages(placed: tuple[PlacedSuggestion, ...]) -> tuple[PlacedSuggestion, ...]:
    """The passages to show of those for one criterion, which come best first.

    The best negative one is always among them: better passages never hide what speaks against a practice.
    """
    shown = placed[:PASSAGES_SHOWN]
    against = next((one for one in placed if one.suggestion.status is EvidenceStatus.NEGATIVE), None)
    if against is None or against in shown:
        return shown
    return (*shown[:-1], against)


def middle_cut(text: str, length: int = COLUMN_NAME) -> str:
    """``text`` with its middle left out when it is longer than ``length``: both ends of a file name tell something."""
    if len(text) <= length:
        return text
    tail = (length - 1) // 2
    return f"{text[: length - 1 - tail]}…{text[-tail:]}"


def _reasons(placed: PlacedSuggestion, kind: ReasonKind) -> tuple[str, ...]:
    return tuple(reason.text for reason in placed.suggestion.reasons if reason.kind is kind)


def _printable(value: object) -> object:
    """Control characters would make the HTML invalid; what stood there is shown as U+FFFD."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("prescreen"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters |= {
        "best_passages": best_passages,
        "middle_cut": middle_cut,
        "status_words": status_in_words,
        "letter": LETTERS.__getitem__,
        "boxes": boxes_in_words,
        "place": page_in_words,
        "terms": lambda placed: _reasons(placed, ReasonKind.TERM),
        "statements": lambda placed: _reasons(placed, ReasonKind.INDICATOR),
    }
    environment.globals["counted"] = counted
    return environment


_ENVIRONMENT = _environment()
