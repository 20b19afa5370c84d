"""N-grams of folded words as weighted vectors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.folding import tokens
from classify.ngrams import NgramSpace, learn_space, ngrams_of


def space(*texts: str, characters: bool = False, least: int = 1) -> NgramSpace:
    return learn_space(texts, characters=characters, least=least)


def test_ngrams_are_words_and_pairs_of_words() -> None:
    assert ngrams_of(tokens("Tailings dams leak"), characters=False) == [
        "tailing",
        "dam",
        "leak",
        "tailing dam",
        "dam leak",
    ]


def test_ngrams_of_chinese_are_up_to_three_characters() -> None:
    assert ngrams_of(tokens("尾矿库"), characters=False) == ["尾", "矿", "库", "尾 矿", "矿 库", "尾 矿 库"]


def test_ngrams_of_characters_are_told_from_words() -> None:
    assert "#ail" in ngrams_of(tokens("tailing"), characters=True)
    assert "ail" not in ngrams_of(tokens("tailing"), characters=True)


def test_ngrams_that_stand_in_one_text_alone_are_not_learned() -> None:
    assert space("water water", "water and dust", least=2).ngrams == ("water",)


def test_ngrams_rare_ones_weigh_more() -> None:
    learned = space("water dust", "water noise", "water dust")
    weight = dict(zip(learned.ngrams, learned.rarity.tolist(), strict=True))
    assert weight["nois"] > weight["dust"] > weight["water"] == pytest.approx(1.0)


@given(st.text(max_size=300))
def test_ngrams_vector_has_length_one_or_nothing(text: str) -> None:
    at, values = space("the water is clean", "the dam is safe", "尾矿库", characters=True).vector(tokens(text))
    assert len(set(at.tolist())) == len(at) == len(values)
    assert not len(at) or np.linalg.norm(values) == pytest.approx(1.0, abs=1e-5)
