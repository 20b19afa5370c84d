"""Running headers and footers, and page numbers: on every page, said by nobody, kept out of passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.line import Line
from extract.pdf import PageLayout

#: Share of the page height at the top and at the bottom where running lines stand.
_MARGIN = 0.1
#: A line that returns on this many pages, and on this share of them, is a running line.
_MIN_PAGES = 3
_MIN_SHARE = 0.25
_PAGE_NUMBER = re.compile(
    r"^(?:page|página|pág\.?|seite|pagina|p\.)?\s*[-–|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*"
    r"(?:(?:of|de|/|von|sur|di|\|)\s*\d{1,4})?\s*[-–|]?$|^第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")


def running_lines(pages: Sequence[PageLayout]) -> frozenset[tuple[int, Line]]:
    """The lines, each with its page number, that are headers, footers or page numbers."""
    candidates: list[tuple[int, Line, tuple[str, bool]]] = []
    for page in pages:
        top, bottom = page.height * _MARGIN, page.height * (1 - _MARGIN)
        for block in page.blocks:
            for line in block.lines:
                if line.box.y1 <= top or line.box.y0 >= bottom:
                    upper = line.box.y1 <= top
                    candidates.append((page.number, line, (_NUMBER.sub("#", line.text.casefold()), upper)))
    on_pages = Counter(shape for _, shape in {(number, shape) for number, _, shape in candidates})
    needed = max(_MIN_PAGES, _MIN_SHARE * sum(bool(page.blocks) for page in pages))
    return frozenset(
        (number, line)
        for number, line, shape in candidates
        if on_pages[shape] >= needed or _PAGE_NUMBER.match(line.text.strip())
    )
