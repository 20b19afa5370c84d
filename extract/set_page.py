"""A page that Assay laid out itself: words with boxes, and what is drawn around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from extract import typeface
from extract.document import PageFlag, PageStatus
from extract.layout import PageLayout
from extract.line import Line
from extract.line_breaking import Piece
from extract.region import Block
from extract.word import Box, Word, WordFlag, bounds

#: Points of A4 paper.
SHORT_SIDE, LONG_SIDE = 595.0, 842.0
#: Points that stay free around the text.
MARGIN = 40.0


class Shade(Enum):
    """How dark something is that is drawn around the words: red, green and blue."""

    RULE = (200, 200, 200)  #: lines between cells
    HEADER = (236, 240, 244)  #: behind the names of columns
    HIDDEN = (232, 232, 232)  #: behind what the office program does not show
    NOTE = (120, 120, 120)  #: text that is not of the document


class Mark(NamedTuple):
    """Text on the page that is not of the document: row numbers, notes on what was not read."""

    text: str
    x: float
    baseline: float
    size: float


class Area(NamedTuple):
    """A filled rectangle."""

    box: Box
    shade: Shade


@dataclass(frozen=True, kw_only=True, slots=True)
class SetPage:
    """One finished page."""

    layout: PageLayout
    marks: tuple[Mark, ...] = ()
    areas: tuple[Area, ...] = ()
    #: Why the page stands for text that was not read; empty for a page that was.
    cut: str = ""


@dataclass(kw_only=True, slots=True)
class OpenPage:
    """A page that is being filled from top to bottom."""

    number: int
    width: float
    height: float
    #: Points from the top; what comes next is set below.
    y: float = MARGIN
    lines: list[Line] = field(default_factory=list)
    unseen: list[Word] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    flags: set[PageFlag] = field(default_factory=set)
    #: True when something stands on it that was not read.
    gaps: bool = False

    @property
    def words(self) -> int:
        """Words set so far, hidden ones too."""
        return sum(len(line.words) for line in self.lines) + len(self.unseen)

    @property
    def left(self) -> float:
        """Points at which a line may fill the page."""
        return self.height - MARGIN - self.y

    def put(
        self, pieces: tuple[Piece, ...], x: float, top: float, size: float, *, bold: bool, hidden: bool
    ) -> list[Word]:
        """Set one line with its left end at ``x`` and its upper edge at ``top``; its words."""
        flags = (WordFlag.INVISIBLE,) if hidden else ()
        baseline = baseline_at(top, size)
        words = [
            Word(
                text=piece.text,
                box=_rounded(x + piece.x, baseline, piece.width, size),
                glued=piece.glued,
                size=size,
                bold=bold,
                flags=flags,
            )
            for piece in pieces
        ]
        if hidden:
            self.unseen.extend(words)
            self.flags.add(PageFlag.HIDDEN_TEXT)
        elif words:
            box = bounds(word.box for word in words)
            self.lines.append(Line(words=tuple(words), box=box, baseline=baseline, size=size, bold=bold))
        return words

    def finished(self) -> SetPage:
        """The page as it will stay."""
        if self.lines or self.unseen:
            status = PageStatus.TEXT
        else:
            status = PageStatus.IMAGE_ONLY if self.gaps else PageStatus.EMPTY
        layout = PageLayout(
            number=self.number,
            status=status,
            flags=tuple(flag for flag in PageFlag if flag in self.flags),
            width=self.width,
            height=self.height,
            blocks=(Block(lines=tuple(self.lines)),) if self.lines else (),
            unseen=tuple(self.unseen),
        )
        return SetPage(layout=layout, marks=tuple(self.marks), areas=tuple(self.areas))


def baseline_at(top: float, size: float) -> float:
    """The baseline of a line whose upper edge is at ``top``."""
    slack = (typeface.PITCH - typeface.ASCENT - typeface.DESCENT) / 2
    return top + (slack + typeface.ASCENT) * size


def baseline_of(word: Word) -> float:
    """The baseline of a word that :meth:`OpenPage.put` has set."""
    return word.box.y1 - typeface.DESCENT * word.size


def _rounded(x: float, baseline: float, width: float, size: float) -> Box:
    return Box(
        round(x, 2),
        round(baseline - typeface.ASCENT * size, 2),
        round(x + width, 2),
        round(baseline + typeface.DESCENT * size, 2),
    )


def cut_page(number: int, detail: str) -> SetPage:
    """The page that stands for what lies beyond a limit; ``detail`` says which one."""
    layout = PageLayout(number=number, status=PageStatus.SKIPPED, flags=(), width=0.0, height=0.0, blocks=(), unseen=())
    return SetPage(layout=layout, cut=detail)
