"""What a text is made of, as weighted n-grams of its folded words: the cheapest thing that a model can learn from.

Term frequencies are dampened and weighted by how rare an n-gram is (Sparck Jones 1972); every text is scaled to length
one. Chinese, which writes no spaces, gives n-grams of characters.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from classify.folding import tokens

Floats = npt.NDArray[np.float32]
#: The folded tokens of a text, each with where it starts and ends, as :func:`classify.folding.tokens` gives them.
Tokens = Sequence[tuple[str, int, int]]

#: Chinese words have two characters mostly, fixed phrases four.
_HAN_LONGEST = 3
#: N-grams of characters inside a word: word stems and endings (McNamee and Mayfield 2004).
_CHARACTERS = (3, 4, 5)
#: Marks n-grams of characters, so that the stem "cat" and the word "cat" stay two things.
_MARK = "#"
_REMEMBERED = 32768


def ngrams_of(found: Tokens, *, characters: bool) -> list[str]:
    """The n-grams of a text: words, pairs of words, up to three Chinese characters; parts of words if asked for."""
    words = [token for token, _, _ in found]
    grams = list(words)
    grams += [f"{one} {other}" for one, other in pairwise(words)]
    if any(map(_is_han, words)):
        grams += _han_grams(words)
    if characters:
        for word in words:
            grams += _parts(word)
    return grams


def _is_han(word: str) -> bool:
    return "\u3400" <= word[0] <= "\u9fff"


def _han_grams(words: Sequence[str]) -> list[str]:
    rows = [words[start : start + _HAN_LONGEST] for start in range(len(words) - _HAN_LONGEST + 1)]
    return [" ".join(row) for row in rows if all(map(_is_han, row))]


@lru_cache(maxsize=_REMEMBERED)
def _parts(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    lengths = [length for length in _CHARACTERS if length <= len(padded)]
    return tuple(
        _MARK + padded[start : start + length] for length in lengths for start in range(len(padded) - length + 1)
    )


@dataclass(frozen=True, kw_only=True)
class NgramSpace:
    """The n-grams that a model knows, with their weights."""

    ngrams: tuple[str, ...]
    #: How rare each is: the logarithm of the inverse share of texts that have it, plus one.
    rarity: Floats
    #: Whether parts of words are among them.
    characters: bool

    @cached_property
    def _places(self) -> dict[str, int]:
        return {ngram: place for place, ngram in enumerate(self.ngrams)}

    def place_of(self, ngram: str) -> int | None:
        """Where an n-gram stands; ``None`` when it is not known."""
        return self._places.get(ngram)

    def vector(self, found: Tokens) -> tuple[npt.NDArray[np.int64], Floats]:
        """The places of the known n-grams of a text, each once, and their values; the values have length one."""
        places = self._places
        known: Counter[int] = Counter()
        for ngram in ngrams_of(found, characters=self.characters):
            place = places.get(ngram)
            if place is not None:
                known[place] += 1
        if not known:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        at = np.fromiter(known, dtype=np.int64, count=len(known))
        values = (1.0 + np.log(np.fromiter(known.values(), dtype=np.float32, count=len(known)))) * self.rarity[at]
        return at, (values / np.linalg.norm(values)).astype(np.float32)


def learn_space(texts: Iterable[str], *, characters: bool, least: int = 2) -> NgramSpace:
    """The n-grams that stand in at least ``least`` texts, in alphabetical order."""
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        counts.update(set(ngrams_of(tokens(text), characters=characters)))
    kept = sorted(ngram for ngram, count in counts.items() if count >= least)
    rarity = [math.log((1 + number) / (1 + counts[ngram])) + 1 for ngram in kept]
    return NgramSpace(ngrams=tuple(kept), rarity=np.array(rarity, dtype=np.float32), characters=characters)
