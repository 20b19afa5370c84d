"""Whether quotes are found again when the engine that reads text layers is another one, over all real reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.page import Section, paragraph, table
from benchmarks.process_tree import BenchmarkError
from benchmarks.shared import DOCUMENTS
from extract.anchor import Anchored, Anchoring, Anchors
from extract.document import Document
from extract.engine import Engine
from extract.reader import Reader
from extract.recognition import OcrChoice
from extract.selector import selector_of, skeleton
from extract.word import Box
from ingest.receive import receive

NAME = "anchors"
PACKAGES = ("pypdfium2", "pdfplumber", "pdfminer.six")


def run(*, files: int = 0) -> Section:
    """Read all reports with both engines, or the ``files`` smallest; raises :class:`BenchmarkError`."""
    paths = sorted(DOCUMENTS.glob("*.pdf"), key=lambda path: path.stat().st_size)
    if not paths:
        raise BenchmarkError(f"found no reports in {DOCUMENTS}")
    found: Counter[str] = Counter()
    wrong = 0
    chosen = paths[:files] if files else paths
    for first, second in zip(_read(chosen, Engine.PDFIUM), _read(chosen, Engine.PDFPLUMBER), strict=True):
        anchors = Anchors(second)
        for passage in first.passages:
            anchored = anchors.find(selector_of(passage, first.sha256))  # type: ignore[arg-type]
            found[anchored.anchoring] += 1
            wrong += bool(anchored.spans) and not _right(anchored, second)
    total = sum(found.values())
    share = (found[Anchoring.EXACT] + found[Anchoring.MOVED]) / total
    rows = [[f"`{member}`", f"{found[member]:,}", f"{found[member] / total:.2%}"] for member in Anchoring]
    body = paragraph(f"""
        Every passage that PDFium gives on {len(chosen)} reports ({total:,} passages) is looked for in the words that
        pdfplumber gives on the same bytes. **{share:.2%}** are `exact` or `moved`, **{wrong}** in a wrong place: the
        words under the new boxes say something else, or lie outside the old boxes, which would be another occurrence.
        What is `lost` is mostly text that one of the two does not read: letters of fonts without a map to Unicode.
    """)
    return Section(
        name=NAME,
        title="Quotes found again by another engine",
        body=f"{body}\n{table(['', 'passages', 'share'], rows)}",
    )


def _read(paths: Sequence[Path], engine: Engine) -> list[Document]:
    with (
        TemporaryDirectory(prefix="assay-") as store,
        Reader(workers=2, keep_words=True, engine=engine, ocr=OcrChoice.OFF) as reader,
    ):
        # What is attached to a report is no report.
        sources = [source for source in receive(paths, store=Path(store)) if "/" not in source.name]
        return list(reader.documents(sources))


def _right(anchored: Anchored, document: Document) -> bool:
    """Judged by the boxes alone: what is read under the new ones, and whether they lie on the old ones."""
    old = [(span.page, box) for span in anchored.selector.spans for box in span.boxes]
    pages = zip(document.pages, document.words, strict=True)
    words = {(page.number, word.box): word.text for page, read in pages for word in read}
    new = [(span.page, box) for span in anchored.spans for box in span.boxes]
    said = "".join(skeleton(words[place]) for place in new)
    at_home = all(any(page == other and _meet(box, there) for other, there in old) for page, box in new)
    return said == skeleton(anchored.selector.quote) and at_home


def _meet(first: Box, second: Box) -> bool:
    return min(first.x1, second.x1) > max(first.x0, second.x0) and min(first.y1, second.y1) > max(first.y0, second.y0)
