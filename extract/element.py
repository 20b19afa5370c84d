"""What an office file holds, in order: texts, tables and gaps, before anything is laid out on pages.

An office file has no pages of its own that a reader could know: they depend on the program and the printer. So readers
of office files give elements, and :mod:`extract.typesetting` makes pages of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extract.document import PageFlag
from extract.passage import PassageKind


class Cell(NamedTuple):
    """One cell of a table that holds text."""

    #: May hold line ends.
    text: str
    #: Position in the row, from 0.
    column: int
    #: How many columns it is wide.
    span: int = 1
    bold: bool = False
    #: True when the office program does not show it.
    hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row of a table, without its empty cells."""

    cells: tuple[Cell, ...]
    #: For a person: ``section 2 table 1 row 3``, ``Sheet1!A4:F4``.
    locator: str
    #: What is drawn beside the row to find it by, such as its number; no word of the document.
    label: str = ""
    kind: PassageKind = PassageKind.TABLE_ROW
    #: Names of what the row belongs to, such as the header row of its table; they follow the headings.
    above: tuple[str, ...] = ()
    #: True for a row that names the columns; it makes no passage.
    header: bool = False
    #: True for a question that nobody has answered: it says nothing of the supplier, and makes no passage.
    unanswered: bool = False
    flags: tuple[PageFlag, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows that share their columns."""

    rows: tuple[Row, ...]
    columns: int
    #: What is drawn over the columns to find them by; empty when they have no names. No words of the document.
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A heading, a paragraph or an item of a list."""

    #: May hold line ends.
    text: str
    #: ``heading``, ``prose`` or ``list_item``.
    kind: PassageKind
    locator: str
    #: Of a heading, from 0 (title of the document); of a list item its depth, from 0.
    level: int = 0
    bold: bool = False
    #: Drawn before an item; no word of the document.
    bullet: str = ""
    #: As in :class:`Row`.
    above: tuple[str, ...] = ()
    #: True when the office program does not show it.
    hidden: bool = False
    flags: tuple[PageFlag, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """Something that was not read, at the place where it stands."""

    #: Drawn on the page.
    note: str
    flag: PageFlag | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """A page begins here."""

    #: Drawn at the top of each page; no word of the document.
    title: str = ""
    landscape: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """The rest, up to the next leaf, lies beyond a limit and was not read."""

    #: Which limit, and where it was reached.
    detail: str


Element = Text | Table | Gap | Leaf | Cut
