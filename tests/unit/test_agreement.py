"""Kappa and alpha against values from the literature and from scikit-learn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from review_api.agreement import cohen_kappa, krippendorff_alpha


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40))
def test_agreement_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    found = cohen_kappa(pairs)
    if found is not None:
        firsts, seconds = zip(*pairs, strict=True)
        assert found == pytest.approx(cohen_kappa_score(list(firsts), list(seconds)))
    else:
        assert len({value for pair in pairs for value in pair}) == 1


def test_agreement_alpha_of_the_textbook() -> None:
    """The example with four observers, twelve units and missing values: nominal alpha 0.743."""
    units = ["111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3"]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_agreement_of_nothing_is_none() -> None:
    assert cohen_kappa([]) is None
    assert krippendorff_alpha([]) is None
    assert cohen_kappa([("a", "a")]) is None
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    assert krippendorff_alpha([("a", "b"), ("b", "a")]) == pytest.approx(-0.5)
