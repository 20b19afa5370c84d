"""The pages that a run of typesetting fills, one after the other, up to a limit."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.element import Leaf
from extract.set_page import LONG_SIDE, MARGIN, SHORT_SIDE, Mark, OpenPage, SetPage, cut_page

#: Size of the title at the top of each page, in points.
_TITLE = 8.0
#: Paper of the shape of A4 may grow to this many times its size for a table of many columns.
_MAX_GROWTH = 2.0


#: Words of one file; a thousand pages of a book have fewer. Each takes about a kilobyte until the file is read.
MAX_WORDS = 500_000


class OutOfPagesError(Exception):
    """No further page may be opened; the message says which limit was reached."""


@dataclass(kw_only=True)
class PageFlow:
    """Opens a page when the one before it is full."""

    #: No page after this one is opened.
    max_pages: int
    _leaf: Leaf = field(default_factory=Leaf)
    _page: OpenPage | None = None
    _finished: list[SetPage] = field(default_factory=list)
    #: Number of the last page that was opened.
    _number: int = 0
    #: Words on finished pages.
    _words: int = 0
    _growth: float = 1.0

    @property
    def last(self) -> int:
        """The number of the last page."""
        return self._number

    @property
    def landscape(self) -> bool:
        """Whether pages are wider than they are high."""
        return self._leaf.landscape

    def begin(self, leaf: Leaf) -> None:
        """Go on with a new page of this kind."""
        self.close()
        self._leaf, self._growth = leaf, 1.0
        self._open()

    def room(self, height: float) -> OpenPage:
        """The open page if ``height`` points are left on it, otherwise a new one.

        Raises :class:`OutOfPagesError` beyond the limit.
        """
        page = self._page
        # On an empty page everything has as much room as it will ever have.
        if page is not None and (page.left >= height or page.y <= MARGIN):
            return page
        return self._open()

    def space(self, height: float) -> None:
        """Leave this many points free below what was set last."""
        if self._page is not None:
            self._page.y += height

    def widen(self, width: float) -> None:
        """Take larger landscape paper, from the next page on, so that ``width`` points fit, as far as it goes."""
        growth = min(width / LONG_SIDE, _MAX_GROWTH)
        if not self.landscape or growth <= self._growth:
            return
        self._growth = growth
        if self._page is not None and self._page.y <= MARGIN:
            self._page = None
            self._number -= 1
        self._open()

    def cut(self, detail: str) -> None:
        """Put a page that stands for text beyond a limit."""
        self.close()
        self._number += 1
        self._finished.append(cut_page(self._number, detail))

    def close(self) -> None:
        """Finish the open page."""
        if self._page is not None:
            self._words += self._page.words
            self._finished.append(self._page.finished())
            self._page = None

    def taken(self) -> list[SetPage]:
        """The pages that were finished since this was asked last."""
        taken, self._finished = self._finished, []
        return taken

    def _open(self) -> OpenPage:
        self.close()
        if self._number >= self.max_pages:
            raise OutOfPagesError(f"The limit is {self.max_pages} pages.")
        if self._words >= MAX_WORDS:
            raise OutOfPagesError(f"The limit is {MAX_WORDS} words.")
        self._number += 1
        sides = (LONG_SIDE, SHORT_SIDE) if self.landscape else (SHORT_SIDE, LONG_SIDE)
        width, height = (round(side * self._growth, 2) for side in sides)
        page = self._page = OpenPage(number=self._number, width=width, height=height)
        if self._leaf.title:
            page.marks.append(Mark(self._leaf.title, MARGIN, MARGIN - _TITLE, _TITLE))
        return page
