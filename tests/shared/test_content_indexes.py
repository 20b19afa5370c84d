"""GRI content indexes of real reports: 100 pairs of disclosure and page, read off the pages by a person.

``content_index.tsv`` has every pair that six pages of four reports print: the sha256 of the file, the page of the
index, the disclosure, and the first and last page that it points at. No text is kept.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from pathlib import Path

import pytest

from extract.content_index import index_entries
from extract.reader import Reader
from ingest.receive import receive

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "esg"
LABELS = Path(__file__).with_name("content_index.tsv")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.timeout(180),
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is missing: no content indexes to read"),
]


def test_content_indexes_of_real_reports_give_the_pairs_that_they_print(tmp_path: Path) -> None:
    printed: dict[str, set[tuple[int, str, int, int]]] = defaultdict(set)
    with LABELS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            entry = int(row["page"]), row["disclosure"], int(row["first"]), int(row["last"])
            printed[row["document"]].add(entry)
    paths = [path for path in SHARED.glob("*.pdf") if hashlib.sha256(path.read_bytes()).hexdigest() in printed]
    right = found_all = printed_all = 0
    with Reader(workers=2, keep_words=True) as reader:
        for document in reader.documents(receive(sorted(paths), store=tmp_path)):
            expected = printed[str(document.sha256)]
            pages = {page for page, *_ in expected}
            found = {
                (entry.page, entry.disclosure, entry.first, entry.last)
                for entry in index_entries(document.words)
                if entry.page in pages
            }
            right += len(found & expected)
            found_all += len(found)
            printed_all += len(expected)
    assert printed_all >= 100
    assert right / found_all >= 0.95
    assert right / printed_all >= 0.95


def test_content_indexes_are_not_seen_in_documents_without_one(tmp_path: Path) -> None:
    paths = [SHARED / name for name in ("lufthansa_sasb_2021.pdf", "pepsico_sasb.pdf", "google_code_of_conduct.pdf")]
    with Reader(workers=2, keep_words=True) as reader:
        for document in reader.documents(receive(paths, store=tmp_path)):
            assert index_entries(document.words) == ()
