"""How much of the hostile and odd files of parsers' test suites is read: `failed` must be no refuge."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.page import Section, paragraph, table
from benchmarks.process_tree import BenchmarkError
from benchmarks.shared import SHARED
from extract.document import Document
from extract.reader import Reader
from extract.selector import skeleton
from ingest.receive import receive

NAME = "torture"
PACKAGES = ("pypdfium2", "pdfplumber", "rapidocr")
FOLDER = SHARED / "torture"
#: Pages with fewer words in an engine say little of it.
FEWEST_WORDS = 5
#: Pages of one file, and seconds for it, that an engine alone is asked for.
_PAGES, _SECONDS = 40, 60
ENGINES = ("PDFium", "pdfplumber")
#: Prints the words of each page, one JSON list a line: what the bare library gives, in a process of its own.
_SCRIPTS = {
    "PDFium": f"""
import json, sys, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
for index in range(min(len(document), {_PAGES})):
    try:
        words = document[index].get_textpage().get_text_range().split()
    except Exception:
        words = []
    print(json.dumps(words), flush=True)
""",
    "pdfplumber": f"""
import json, sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages[:{_PAGES}]:
        try:
            words = [word["text"] for word in page.extract_words()]
        except Exception:
            words = []
        print(json.dumps(words), flush=True)
        page.close()
""",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Covered:
    """What one engine alone reads on a page, and how much of it Assay reads."""

    file: str
    page: int
    engine: str
    words: int
    read: int


def run(*, files: int = 0) -> Section:
    """Read all files, or the first so many; raises :class:`BenchmarkError`."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    if not paths:
        raise BenchmarkError(f"found no files in {FOLDER}")
    chosen = paths[:files] if files else paths
    documents = _read(chosen)
    pages = [entry for path, document in zip(chosen, documents, strict=True) for entry in covered(path, document)]
    statuses = Counter(str(page.status) for document in documents for page in document.pages)
    errors = Counter(str(document.error.code) for document in documents if document.error)
    rows = []
    for engine in ENGINES:
        own = [entry for entry in pages if entry.engine == engine]
        words, read = sum(entry.words for entry in own), sum(entry.read for entry in own)
        below = sum(entry.read < 0.98 * entry.words for entry in own)
        rows.append([engine, f"{len(own)}", f"{words:,}", f"{read / max(words, 1):.2%}", f"{below}"])
    body = paragraph(f"""
        {len(chosen)} files. Pages: {_counts(statuses)}. Files without pages: {_counts(errors)}. The table takes every
        page from which the bare library gives {FEWEST_WORDS} words or more, also of files that Assay does not open,
        and asks how many of these words stand in what Assay reads there; words without a letter or digit do not count.
        The pages below 98 % are right-to-left text that pdfplumber gives backwards, letters drawn twice that it gives
        twice, and fonts that one of the two does not understand.
    """)
    head = ["engine alone", "pages", "words", "of these read", "pages below 98 %"]
    return Section(name=NAME, title="Hostile and odd PDFs", body=f"{body}\n{table(head, rows)}")


def covered(path: Path, document: Document) -> Iterator[Covered]:
    """How much of what each engine gives on the pages of a file stands in the document."""
    for engine in ENGINES:
        for index, given in enumerate(_alone(engine, path)):
            words = [bare for word in given if any(map(str.isalnum, word)) and (bare := skeleton(word))]
            if len(words) < FEWEST_WORDS:
                continue
            read = document.words[index] if index < len(document.words) else ()
            text = "".join(skeleton(word.text) for word in read)
            found = sum(word in text for word in words)
            yield Covered(file=path.name, page=index + 1, engine=engine, words=len(words), read=found)


def _alone(engine: str, path: Path) -> list[list[str]]:
    command = [sys.executable, "-c", _SCRIPTS[engine], str(path)]
    try:
        output = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False).stdout
    except subprocess.TimeoutExpired as late:
        output = late.stdout or b""
    # A process that was ended may leave half a line.
    lines = output.decode(errors="replace").split("\n")[:-1]
    return [json.loads(line) for line in lines]


def _read(paths: Sequence[Path]) -> list[Document]:
    with TemporaryDirectory(prefix="assay-") as store, Reader(workers=2, keep_words=True) as reader:
        sources = [source for path in paths for source in receive([path], store=Path(store))]
        return [document for document in reader.documents(sources) if "/" not in document.name]


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{count} `{name}`" for name, count in counter.most_common()) or "none"
