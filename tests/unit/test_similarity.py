"""Windows of long texts, and closeness to statements with an encoder that a person can follow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.similarity import WINDOW_WORDS, StatementIndex, windows_of
from models.encoder import Vectors
from models.statements import Statements

LONG = 100_000


class LetterEncoder:
    """A text is how often it holds each letter; the vector of a text without letters points nowhere else."""

    name = "letters"
    sha256 = "0" * 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [[text.count(chr(97 + place)) for place in range(26)] + [not text.strip()] for text in texts]
        counts = np.array(rows, dtype=np.float32) + np.float32(1e-6)
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), dtype=np.float32)


def index(*criteria: tuple[str, ...], best: int = 1) -> StatementIndex:
    texts = tuple(text for own in criteria for text in own)
    owners = np.array([place for place, own in enumerate(criteria) for _ in own], dtype=np.int64)
    encoder = LetterEncoder()
    return StatementIndex(encoder, Statements(texts=texts, owners=owners), encoder.encode(texts), best)


def test_similarity_windows_of_a_short_text_are_the_text() -> None:
    for text in ("", " ", "One sentence.", "w " * WINDOW_WORDS, "字" * WINDOW_WORDS):
        assert windows_of(text) == [text]


@given(st.integers(min_value=WINDOW_WORDS + 1, max_value=2_000), st.integers(min_value=1, max_value=30))
def test_similarity_windows_cover_every_word_in_order(count: int, length: int) -> None:
    words = [f"{number}".rjust(length, "w") for number in range(count)]
    windows = windows_of(" ".join(words))
    assert all(0 < len(window.split()) <= WINDOW_WORDS for window in windows)
    assert list(dict.fromkeys(word for window in windows for word in window.split())) == words


@pytest.mark.parametrize("character", ["x", "字", "\x00", "\N{GRINNING FACE}"])
def test_similarity_windows_of_a_run_without_spaces_are_bounded_and_cover_it(character: str) -> None:
    # Numbers in between make every place different.
    text = "".join(f"{character * 12}{number:08d}" for number in range(LONG // 20))
    windows = windows_of(text)
    assert max(map(len, windows)) <= WINDOW_WORDS * 40
    reached = 0
    for window in windows:
        start = text.index(window)
        assert start <= reached
        reached = max(reached, start + len(window))
    assert reached == len(text)


def test_similarity_windows_count_chinese_characters_as_words() -> None:
    text = "".join(chr(0x4E00 + number % 3_000) for number in range(1_000))
    windows = windows_of(text)
    assert max(map(len, windows)) == WINDOW_WORDS
    assert set("".join(windows)) == set(text)


def test_similarity_of_empty_text_and_of_spaces_is_a_number() -> None:
    found = index(("aaa",), ("bbb",)).compare(["", " " * LONG])
    assert found.cosine.shape == (2, 2)
    assert np.isfinite(found.cosine).all()
    assert np.isfinite(found.standardised).all()


def test_similarity_names_the_closest_statement_of_each_criterion() -> None:
    found = index(("aaa", "bbb"), ("ccc", "ddd", "cccd")).compare(["bbbb", "cd"])
    assert found.closest.tolist()[0][0] == 1
    assert found.closest.tolist()[1][1] == 4
    assert found.cosine[0, 0] == pytest.approx(1.0, abs=1e-4)
    assert found.cosine[0, 1] == pytest.approx(0.0, abs=1e-3)


def test_similarity_is_the_mean_of_the_best_statements() -> None:
    statements = ("aaa", "aab", "bbb", "ccc")
    encoder = LetterEncoder()
    text, each = encoder.encode(["aaaa"])[0], encoder.encode(statements)
    expected = sorted((each @ text).tolist())
    for best in (1, 2, 3):
        found = index(statements, best=best).compare(["aaaa"])
        assert found.cosine[0, 0] == pytest.approx(np.mean(expected[-best:]), abs=1e-5)
    # A criterion with fewer statements than that counts with all of them.
    assert index(statements, best=9).compare(["aaaa"]).cosine[0, 0] == pytest.approx(np.mean(expected), abs=1e-5)


def test_similarity_of_a_long_text_is_that_of_its_closest_window() -> None:
    statements = index(("aaa",), ("bbb",))
    long = "c " * 500 + "b " * 2 * WINDOW_WORDS + "c " * 500
    found = statements.compare(["a", long, "c"])
    assert found.cosine[0].tolist() == pytest.approx([1.0, 0.0], abs=1e-4)
    assert found.cosine[1, 1] > 0.9
    assert found.cosine[1, 0] < 0.1
    assert found.cosine[2].tolist() == pytest.approx([0.0, 0.0], abs=1e-4)


def test_similarity_standardised_has_mean_0_and_spread_1_for_each_text() -> None:
    found = index(("aaa",), ("abb",), ("ccc",)).compare(["a", "b", "abc", "zzz"]).standardised
    assert found.mean(axis=1) == pytest.approx(np.zeros(4), abs=1e-4)
    assert found[:3].std(axis=1) == pytest.approx(np.ones(3), abs=1e-3)
    assert np.isfinite(found).all()
