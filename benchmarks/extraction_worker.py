"""Reads pages in one way, in a process of its own: ``python -m benchmarks.extraction_worker WAY STEP FILE...``.

Prints one JSON object: pages, words, and seconds of processor time from the opening of the first file to the end.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from extract.assembly import passages_of
from extract.character import CharacterReader
from extract.document import PageStatus
from extract.layout import PageLayout
from extract.line import lines_of
from extract.opening import opened
from extract.region import blocks_of
from extract.text_layer import layout_of
from extract.transform import PageFrame
from ingest.source_file import Sha256

_NOBODY = Sha256("0" * 64)


def words_and_passages(path: Path, step: int) -> tuple[int, int]:
    """Words with boxes, lines in reading order and passages with their language; no tables, nothing is drawn."""

    layouts, words = [], 0
    with opened(path) as document:
        for index in range(0, len(document), step):
            page = document[index]
            frame, textpage = PageFrame.of(page), page.get_textpage()
            placed = list(CharacterReader(textpage, frame, trust_invisible=True).words())
            textpage.close()
            page.close()
            words += len(placed)
            layouts.append(
                PageLayout(
                    number=index + 1,
                    status=PageStatus.TEXT,
                    flags=(),
                    width=frame.width,
                    height=frame.height,
                    blocks=tuple(blocks_of(lines_of(placed))),
                    unseen=(),
                )
            )
    passages_of(_NOBODY, layouts)
    return len(layouts), words


def everything(path: Path, step: int) -> tuple[int, int]:
    """All that Assay does with a page with text: tables, hidden and garbled text, pictures of text, then passages."""

    layouts = []
    with opened(path) as document:
        for index in range(0, len(document), step):
            page = document[index]
            layouts.append(layout_of(page, index + 1))
            page.close()
    passages_of(_NOBODY, layouts)
    lines = [line for layout in layouts for block in layout.blocks for line in block.lines]
    return len(layouts), sum(len(line.words) for line in lines) + sum(len(layout.unseen) for layout in layouts)


def pdfplumber_words(path: Path, step: int) -> tuple[int, int]:
    """``extract_words`` of pdfplumber with its defaults."""

    pages = words = 0
    with pdfplumber.open(path) as document:
        for page in document.pages[::step]:
            words += len(page.extract_words())
            pages += 1
            page.close()
    return pages, words


WAYS: dict[str, Callable[[Path, int], tuple[int, int]]] = {
    "words": words_and_passages,
    "everything": everything,
    "pdfplumber": pdfplumber_words,
}


def main(way: str, step: int, files: list[Path]) -> None:
    """Read every ``step``-th page of the files and print what it took."""
    read = WAYS[way]
    # What is imported, and the models of languages, are loaded once for a process and not for each page.
    read(files[0], 1_000_000)
    begun = time.process_time()
    counts = [read(path, step) for path in files]
    seconds = time.process_time() - begun
    pages, words = (sum(column) for column in zip(*counts, strict=True))
    print(json.dumps({"pages": pages, "words": words, "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
