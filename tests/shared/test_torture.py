"""PDFs from the test suites of parsers: encrypted, malformed, scanned, rotated, with odd fonts. Nothing may raise."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from corpus.errors import ErrorCode
from extract.document import Document, PageStatus
from extract.passage import passage_id
from extract.read_limits import ReadLimits
from extract.reader import Reader
from extract.recognition import OcrChoice
from ingest.receive import receive

SHARED = Path(__file__).resolve().parents[3] / "shared"
TORTURE = SHARED / "data" / "torture"

#: Seconds for all of them, read by two workers.
MOST_SECONDS = 240

pytestmark = [
    pytest.mark.shared,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not TORTURE.is_dir(), reason="../shared is missing: no PDFs to torture the reader with"),
]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """Every document of the folder by its name; reading all of them without an exception is the first thing shown."""
    begun = time.monotonic()
    store = tmp_path_factory.mktemp("store")
    limits = ReadLimits(open_seconds=20, page_seconds=10)
    # Recognition of characters is measured elsewhere and takes most of the time; scans are only images here.
    with Reader(workers=2, limits=limits, keep_words=True, ocr=OcrChoice.OFF) as reader:
        read = {document.name: document for document in reader.documents(receive([TORTURE], store=store))}
    assert time.monotonic() - begun < MOST_SECONDS
    return read


def test_torture_every_file_is_accounted_for(documents: dict[str, Document]) -> None:
    here = {path.relative_to(TORTURE).as_posix() for path in TORTURE.rglob("*") if path.is_file()}
    # The others are files that lie inside of these.
    assert {name for name in documents if name.count(".pdf/") == 0} == here


def test_torture_every_file_ends_as_expected(
    documents: dict[str, Document], golden: Callable[[str | Path, str], None]
) -> None:
    rows = sorted(f"{document.sha256 or '-'}\t{_ending(document)}\n" for document in documents.values())
    assert len(rows) > 150
    golden("torture.tsv", "sha256\terror or statuses of pages\n" + "".join(rows))


def _ending(document: Document) -> str:
    """The code of the document, or how many pages in a row have which status and code."""
    if document.error:
        return document.error.code
    endings = (f"{page.status}{f'/{page.error.code}' if page.error else ''}" for page in document.pages)
    return " ".join(f"{sum(1 for _ in group)}x{ending}" for ending, group in groupby(endings))


def test_torture_every_page_has_a_status_and_every_failure_a_code(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        assert bool(document.pages) == (document.error is None), name
        assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1)), name
        for page in document.pages:
            lost = page.status in {PageStatus.FAILED, PageStatus.SKIPPED}
            assert lost == (page.error is not None), (name, page.number)
            assert lost or (page.width > 0 and page.height > 0), (name, page.number)


def test_torture_some_are_encrypted_and_most_are_read(documents: dict[str, Document]) -> None:
    codes = [document.error.code for document in documents.values() if document.error]
    assert ErrorCode.ENCRYPTED in codes
    assert ErrorCode.DOCUMENT_CRASHED not in codes
    assert ErrorCode.DOCUMENT_TIME_LIMIT not in codes
    assert len(codes) < len(documents) / 4


def test_torture_boxes_lie_on_their_pages(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        pages = {page.number: page for page in document.pages}
        for passage in document.passages:
            for span in passage.spans:
                page = pages[span.page]
                for box in span.boxes:
                    assert 0 <= box.x0 <= box.x1 <= page.width, (name, span.page, box)
                    assert 0 <= box.y0 <= box.y1 <= page.height, (name, span.page, box)


def test_torture_passages_hold_the_words_under_their_boxes(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        at: dict[tuple[int, object], set[str]] = {}
        for page, words in zip(document.pages, document.words, strict=False):
            for word in words:
                at.setdefault((page.number, word.box), set()).add(word.text)
        for passage in document.passages:
            under = [at[span.page, box] for span in passage.spans for box in span.boxes]
            if all(len(texts) == 1 for texts in under):
                # Spaces are left out: Chinese words are glued at line ends only once they stand in a passage.
                said = "".join(next(iter(texts)) for texts in under)
                assert said.replace(" ", "") == passage.text.replace(" ", ""), (name, passage.locator)
            assert passage.id == passage_id(document.sha256 or "", passage.spans, passage.text)  # type: ignore[arg-type]
