"""Running headers and footers, and page numbers: on every page, said by nobody, kept out of passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.layout import PageLayout
from extract.line import Line

#: Share of the page height at the top and at the bottom where running lines stand.
_MARGIN = 0.1
#: A line that returns in one place on this many pages is a running line.
_MIN_PAGES = 3
#: Lines whose tops differ by less than this many points stand in one place.
_PLACE = 4.0
_PAGE_NUMBER = re.compile(
    r"^(?:page|página|pág\.?|seite|pagina|p\.)?\s*[-–|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*"
    r"(?:(?:of|de|/|von|sur|di|\|)\s*\d{1,4})?\s*[-–|]?$|^第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
#: Lines whose baselines differ by less than this share of their size stand side by side.
_SAME_ROW = 0.5


def running_lines(pages: Sequence[PageLayout]) -> frozenset[tuple[int, Line]]:
    """The lines, each with its page number, that are headers, footers or page numbers."""
    candidates: list[tuple[int, Line, tuple[str, int]]] = []
    for page in pages:
        top, bottom = page.height * _MARGIN, page.height * (1 - _MARGIN)
        for block in page.blocks:
            for line in block.lines:
                if line.box.y1 <= top or line.box.y0 >= bottom:
                    shape = (_NUMBER.sub("#", line.text.casefold()), round(line.box.y0 / _PLACE))
                    candidates.append((page.number, line, shape))
    on_pages = Counter(shape for _, shape in {(number, shape) for number, _, shape in candidates})
    running = frozenset((number, line) for number, line, shape in candidates if on_pages[shape] >= _MIN_PAGES)
    return running | _page_numbers(pages, [(number, line) for number, line, _ in candidates], running)


def _page_numbers(
    pages: Sequence[PageLayout], candidates: Sequence[tuple[int, Line]], running: frozenset[tuple[int, Line]]
) -> frozenset[tuple[int, Line]]:
    """The lines that are only a page number; a number beside other text is a cell of a table."""
    lines = {page.number: [line for block in page.blocks for line in block.lines] for page in pages}
    return frozenset(
        (number, line)
        for number, line in candidates
        if _PAGE_NUMBER.match(line.text.strip())
        and not any(
            other is not line
            and (number, other) not in running
            and abs(other.baseline - line.baseline) < _SAME_ROW * line.size
            for other in lines[number]
        )
    )
