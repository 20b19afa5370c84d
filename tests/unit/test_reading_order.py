"""How the order of blocks is measured; the real pages are in tests/shared."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reading_order import MARKED, tau


@pytest.mark.parametrize(
    ("ranks", "expected"), [([1, 2, 3], 1.0), ([3, 2, 1], -1.0), ([1, 3, 2], 1 / 3), ([1, 1], 0.0)]
)
def test_reading_order_tau(ranks: list[float], expected: float) -> None:
    assert tau(ranks) == pytest.approx(expected)


@given(st.permutations(range(6)))
def test_reading_order_tau_of_the_reverse_is_the_opposite(ranks: list[int]) -> None:
    assert tau(ranks) == pytest.approx(-tau(ranks[::-1]))


def test_reading_order_marks_are_boxes_of_at_least_thirty_pages() -> None:
    entries = [json.loads(line) for line in MARKED.read_text(encoding="utf-8").splitlines()]
    assert len({(entry["sha256"], entry["page"]) for entry in entries}) == len(entries) >= 30
    for entry in entries:
        assert set(entry) == {"sha256", "page", "blocks"}
        assert len(entry["blocks"]) >= 3
        for x0, y0, x1, y1 in entry["blocks"]:
            assert x0 < x1
            assert y0 < y1
