"""Finds the terms of a framework's criteria in text, in all languages of the catalogue at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from classify.folding import tokens
from corpus.framework import Framework


@dataclass(frozen=True, kw_only=True, slots=True)
class TermHit:
    """One term of one criterion that occurs in a text."""

    #: Position of the criterion in the framework.
    criterion: int
    #: The term as the catalogue writes it.
    term: str
    #: Where it first occurs, in characters of the text; the end is not included.
    start: int
    end: int


class TermFinder:
    """The terms of a framework, ready to be looked up.

    A term is a sequence of folded tokens; text is walked once and every sequence of up to the longest term's length is
    looked up, so that the time does not grow with the number of terms.
    """

    def __init__(self, framework: Framework) -> None:
        self._entries: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
        for index, criterion in enumerate(framework.criteria):
            seen: set[tuple[str, ...]] = set()
            for terms in criterion.terms.values():
                for term in terms:
                    key = tuple(token for token, _, _ in tokens(term))
                    if key and key not in seen:
                        seen.add(key)
                        self._entries[key].append((index, term))
        self._starts = {key[0] for key in self._entries}
        self._longest = max((len(key) for key in self._entries), default=0)

    def find(self, text: str) -> list[TermHit]:
        """Every term that occurs, once per criterion, in order of its first place in the text."""
        return self.find_in(tokens(text))

    def find_in(self, found: Sequence[tuple[str, int, int]]) -> list[TermHit]:
        """As :meth:`find`, for the tokens of a text."""
        words = [token for token, _, _ in found]
        hits: list[TermHit] = []
        seen: set[tuple[int, str]] = set()
        for position, word in enumerate(words):
            if word not in self._starts:
                continue
            for length in range(1, min(self._longest, len(words) - position) + 1):
                for criterion, term in self._entries.get(tuple(words[position : position + length]), ()):
                    if (criterion, term) not in seen:
                        seen.add((criterion, term))
                        end = found[position + length - 1][2]
                        hits.append(TermHit(criterion=criterion, term=term, start=found[position][1], end=end))
        return hits
