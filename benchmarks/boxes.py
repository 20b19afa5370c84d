"""Whether every box sits on its words: what an engine reads inside the boxes of a passage, against its quote."""

from __future__ import annotations

import io
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from benchmarks.likeness import letters, likeness, lines_of_boxes
from benchmarks.page import Section, paragraph, table
from benchmarks.process_tree import BenchmarkError
from benchmarks.recogniser import Recogniser, recogniser
from benchmarks.sample import even_sample
from benchmarks.shared import DOCUMENTS, present
from extract.passage import Passage, PassageKind
from extract.reader import Reader
from extract.word import Box
from ingest.mediatype import PDF
from ingest.receive import receive
from ingest.source_file import SourceFile

NAME = "boxes"
PACKAGES = ("pypdfium2", "rapidocr", "onnxruntime")
DPI = 200
SEED = 2
#: A right box is read with a likeness of 0.98 and more by a good engine; one line of twenty that stands elsewhere costs
#: 0.05. At 0.85, every eighth passage with all its boxes one line too low would still pass.
AGREES = 0.95
#: Heights of a box that it is moved down by, to see that the check then fails.
MOVED_BY = 1.2
WANTED_SHARE = 0.98
#: Letters and digits; below, one misread character decides.
MIN_LETTERS = 12
#: Points around a line: engines read letters that touch the edge badly.
_PADDING = 1.5
#: Languages whose script the engines read.
_LATIN = frozenset({"en", "de", "es", "fr", "it", "pt"})
_POINTS_PER_INCH = 72
_WORST = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How well one passage was read inside its boxes."""

    document: str
    name: str
    passage: Passage
    likeness: float
    #: The same with every box moved down by a line: the check must fail there.
    moved: float


def run(*, size: int = 300, engine: str = "") -> Section:
    """Read the boxes of a sample of passages; raises :class:`BenchmarkError`."""
    reader_of_lines = recogniser(engine)
    readings = sorted(readings_of(reader_of_lines, size), key=lambda reading: reading.likeness)
    return Section(name=NAME, title="Boxes: is the quote where its boxes are?", body=_body(readings, reader_of_lines))


def readings_of(engine: Recogniser, size: int) -> Iterator[Reading]:
    """One reading for each passage of the sample, page by page."""
    with tempfile.TemporaryDirectory(prefix="assay-benchmark-") as store, Reader() as reader:
        sources = {
            source.sha256: source
            for source in receive([present(DOCUMENTS)], store=Path(store))
            if isinstance(source, SourceFile) and source.media_type == PDF
        }
        passages: dict[str, list[Passage]] = {}
        for document in reader.documents(sources.values()):
            passages[str(document.sha256)] = [passage for passage in document.passages if can_be_read(passage)]
        chosen: dict[str, list[Passage]] = defaultdict(list)
        for digest, passage in even_sample(passages, size, seed=SEED):
            chosen[digest].append(passage)
        for digest, some in sorted(chosen.items()):
            source = next(source for source in sources.values() if source.sha256 == digest)
            yield from _readings_in(reader, source, some, engine)


def can_be_read(passage: Passage) -> bool:
    """Whether the check can tell something of a passage: judged text in a Latin script with letters enough."""
    plain = letters(passage.text)
    latin = passage.language in _LATIN or (passage.language == "und" and plain.isascii())
    return latin and passage.kind is not PassageKind.HEADING and len(plain) >= MIN_LETTERS


def _readings_in(
    reader: Reader, source: SourceFile, passages: Sequence[Passage], engine: Recogniser
) -> Iterator[Reading]:
    scale = DPI / _POINTS_PER_INCH
    pictures: dict[int, Image.Image] = {}
    for passage in sorted(passages, key=lambda passage: passage.spans[0].page):
        for span in passage.spans:
            if span.page not in pictures:
                png = reader.page_image(source.path, source.media_type, span.page, scale=scale)
                pictures[span.page] = Image.open(io.BytesIO(png)).convert("RGB")
        found, moved = [], []
        for span in passage.spans:
            for line in lines_of_boxes(span.boxes):
                found.append(engine.read(cut(pictures[span.page], line, scale)))
                down = MOVED_BY * line.height
                lower = Box(line.x0, line.y0 + down, line.x1, line.y1 + down)
                moved.append(engine.read(cut(pictures[span.page], lower, scale)))
        yield Reading(
            document=source.sha256,
            name=source.name,
            passage=passage,
            likeness=likeness(passage.text, " ".join(found)),
            moved=likeness(passage.text, " ".join(moved)),
        )
        pictures = {page: picture for page, picture in pictures.items() if page >= passage.spans[0].page}


def cut(page: Image.Image, box: Box, scale: float) -> Image.Image:
    """The part of a page's picture that a box in points shows, with a little room around it."""
    left, top = max(0, int((box.x0 - _PADDING) * scale)), max(0, int((box.y0 - _PADDING) * scale))
    right = min(page.width, round((box.x1 + _PADDING) * scale) + 1)
    bottom = min(page.height, round((box.y1 + _PADDING) * scale) + 1)
    # A box beside the page shows nothing; a white dot is read as nothing.
    if right <= left or bottom <= top:
        return Image.new("RGB", (1, 1), "white")
    return page.crop((left, top, right, bottom))


def _body(readings: Sequence[Reading], engine: Recogniser) -> str:
    if not readings:
        raise BenchmarkError("Found no passage to check.")
    values = [reading.likeness for reading in readings]
    agreeing = sum(value >= AGREES for value in values)
    share = agreeing / len(values)
    moved = sum(reading.moved >= AGREES for reading in readings)
    worst = [
        [f"`{reading.document}`", str(reading.passage.spans[0].page), f"{reading.likeness:.2f}"]
        for reading in readings[:_WORST]
    ]
    rows = [
        ["passages", str(len(readings))],
        ["documents", str(len({reading.document for reading in readings}))],
        [f"agreeing (likeness of {AGREES:g} or more)", f"{agreeing} = {100 * share:.1f} %"],
        ["median likeness", f"{statistics.median(values):.3f}"],
        ["lowest likeness", f"{values[0]:.3f}"],
        ["agreeing when every box is moved down by a line", f"{moved} = {100 * moved / len(readings):.1f} %"],
    ]
    reached = "reached" if share >= WANTED_SHARE else "not reached"
    return "\n".join(
        [
            paragraph(f"""
                {len(readings)} passages drawn evenly over the PDFs in Latin scripts (seed {SEED}; without headings and
                without passages of less than {MIN_LETTERS} letters and digits). PDFium draws the page at {DPI} dpi, the
                word boxes of each line are joined and cut out with {_PADDING:g} points around them, {engine.name} reads
                each cut, and what it read is compared with the quote: letters and digits only, without case and
                accents, likeness is the share of characters that stand in the same order in both. Engines misread
                characters, hence not 1 but {AGREES:g} counts as agreeing; to see that the check can fail, it is made
                again with every box moved down by {MOVED_BY:g} times its height. Wanted:
                {100 * WANTED_SHARE:.0f} %: {reached}.
            """),
            table(["figure", "value"], rows),
            paragraph(f"The {len(worst)} least alike, box or engine at fault:"),
            table(["document (sha256)", "page", "likeness"], worst),
        ]
    )
