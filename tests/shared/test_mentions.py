"""Mentions of standards in real reports, each looked at by a person: 203 places, ten of which name no standard.

``mentions.tsv`` has the sha256 of the file, the page counted from 1, characters of PDFium's text of the page, the
standard, and whether a reader took it for one. No text is kept.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from classify.mention import mentions_in
from extract.language import language_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "esg"
LABELS = Path(__file__).with_name("mentions.tsv")
MIN_PRECISION = 0.95
#: Characters of a page that tell its language.
_SAMPLE = 2000

pytestmark = [
    pytest.mark.shared,
    pytest.mark.timeout(120),
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is missing: no reports to look for standards in"),
]


def test_mentions_of_real_reports_are_found_with_little_beside_them() -> None:
    labels: dict[tuple[str, int], dict[tuple[int, int, str], bool]] = defaultdict(dict)
    with LABELS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            place = int(row["start"]), int(row["end"]), row["standard"]
            labels[row["document"], int(row["page"])][place] = row["right"] == "1"
    right = wrong = missed = 0
    for path in sorted(SHARED.glob("*.pdf")):
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        pages = sorted(page for document, page in labels if document == sha)
        if not pages:
            continue
        with pdfium.PdfDocument(path) as document:
            for number in pages:
                text = document[number - 1].get_textpage().get_text_range()
                found = {(m.start, m.end, m.standard) for m in mentions_in(text, language_of(text[:_SAMPLE]))}
                for place, is_one in labels[sha, number].items():
                    right += is_one and place in found
                    wrong += not is_one and place in found
                    missed += is_one and place not in found
    assert right + missed + wrong > 190
    assert right / (right + wrong) >= MIN_PRECISION
    assert missed == 0
