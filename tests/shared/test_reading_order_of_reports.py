"""Real pages of several columns, marked by hand, are read in the order of a person."""

from __future__ import annotations

from statistics import mean

import pytest

from benchmarks.reading_order import marked_pages, ranks_of, tau
from benchmarks.shared import DOCUMENTS

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="../shared is missing: no reports to read"),
]


def test_reading_order_of_marked_pages_is_that_of_a_person() -> None:
    assert mean(tau(ranks_of(page)) for page in marked_pages()) >= 0.95
