"""Whether the blocks of real pages of several columns are read in the order in which a person reads them.

The pages were marked by hand, looking at their pictures: boxes of text in reading order, running lines and labels of
charts left out. The boxes and hashes are in the repository, the documents are not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import mean, median

from benchmarks.page import Section, paragraph, table
from benchmarks.process_tree import BenchmarkError
from benchmarks.shared import DOCUMENTS
from extract.pdf import read_pages
from extract.word import Box

NAME = "reading_order"
PACKAGES = ("pypdfium2",)
MARKED = Path(__file__).parent / "reading-order.jsonl"


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedPage:
    """A page whose blocks a person has put in order."""

    path: Path
    number: int
    #: In the order of reading; coordinates as in :mod:`extract.word`.
    blocks: tuple[Box, ...]


def run() -> Section:
    """Read the marked pages and compare the order; raises :class:`BenchmarkError`."""
    taus = [(page, tau(ranks_of(page))) for page in marked_pages()]
    worst = sorted(taus, key=lambda entry: entry[1])[:5]
    rows = [[f"`{page.path.name}` p. {page.number}", f"{value:.3f}"] for page, value in worst]
    values = [value for _, value in taus]
    body = paragraph(f"""
        {len(taus)} pages of two to four columns from {len({page.path for page, _ in taus})} reports, marked by hand:
        {sum(len(page.blocks) for page, _ in taus)} blocks with the order in which a person reads them. Kendall's tau
        between that order and the order in which Assay reads the words of the blocks: **{mean(values):.3f}** on
        average, {sum(value == 1 for value in values)} pages without a fault. The pages with most faults:
    """)
    return Section(name=NAME, title="Reading order of columns", body=f"{body}\n{table(['page', 'tau'], rows)}")


def marked_pages() -> list[MarkedPage]:
    """The pages that were marked, of documents that are there; raises :class:`BenchmarkError` when one is missing."""
    found = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(DOCUMENTS.glob("*.pdf"))}
    return list(_of_lines(MARKED.read_text(encoding="utf-8").splitlines(), found))


def _of_lines(lines: Sequence[str], documents: dict[str, Path]) -> Iterator[MarkedPage]:
    for line in lines:
        entry = json.loads(line)
        if entry["sha256"] not in documents:
            raise BenchmarkError(f"found no report with the sha256 {entry['sha256']} in {DOCUMENTS}")
        blocks = tuple(Box(*map(float, box)) for box in entry["blocks"])
        yield MarkedPage(path=documents[entry["sha256"]], number=entry["page"], blocks=blocks)


def ranks_of(page: MarkedPage) -> list[float]:
    """For each block the middle place of its words among the words of the page, in the order in which they are read."""
    (layout,) = read_pages(page.path, page.number, page.number)
    words = [word.box for block in layout.blocks for line in block.lines for word in line.words]
    ranks = []
    for block in page.blocks:
        inside = [place for place, box in enumerate(words) if _holds(block, box)]
        if not inside:
            raise BenchmarkError(f"found no word in a block of page {page.number} of {page.path.name}")
        ranks.append(median(inside))
    return ranks


def _holds(block: Box, box: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return block.x0 <= x <= block.x1 and block.y0 <= y <= block.y1


def tau(ranks: Sequence[float]) -> float:
    """Kendall's tau of the ranks against ascending order: 1 when the two agree, -1 when they are opposite."""
    pairs = list(combinations(ranks, 2))
    agreeing = sum((second > first) - (second < first) for first, second in pairs)
    return agreeing / len(pairs)
