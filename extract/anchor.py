"""Finds selectors again: in the same bytes read anew, perhaps by another engine, or in another version of a document.

In the same bytes a place proves itself: the words under the old boxes say the quote, or they do not. In other bytes the
same words may stand there by chance, so the quote must stand nowhere else, or between the same neighbours. What fits in
several places equally well is ``ambiguous``, never a guess.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, groupby

from extract.document import Document
from extract.passage import Span
from extract.selector import Selector, skeleton
from extract.word import Box, Word

#: Share of the smaller of two boxes, across and down, by which a word lies under a box.
_UNDER = 0.5
#: Height in points of the stripes in which words near a box are looked for.
_STRIPE = 16.0
#: So many characters of context on both sides together tell one place from another.
_LEAST_CONTEXT = 8
#: A place whose context fits better than every other by so many characters is the one.
_LEAD = 4


class Anchoring(StrEnum):
    """What became of a selector."""

    EXACT = "exact"  #: the quote stands where it stood
    MOVED = "moved"  #: the quote stands in one other place
    AMBIGUOUS = "ambiguous"  #: the quote stands in several places that fit equally well
    LOST = "lost"  #: the quote stands nowhere in the words that were read


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchored:
    """A selector and where it was found."""

    selector: Selector
    anchoring: Anchoring
    #: Where it stands now; empty unless ``exact`` or ``moved``.
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of words in the order of a document, as positions in :attr:`_Text.words`."""

    words: tuple[int, ...]
    #: Characters of context that agree.
    context: int = 0


class Anchors:
    """The words of one document, ready to find selectors in."""

    def __init__(self, document: Document) -> None:
        """``document`` must have been read with its words kept."""
        self._sha256 = document.sha256
        self._words: list[tuple[int, Word]] = [
            (page.number, word)
            for page, words in zip(document.pages, document.words, strict=False)
            for word in words
            if not word.flags
        ]
        by_stripe: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        by_place: dict[tuple[int, Box], int] = {}
        for index, (page_number, word) in enumerate(self._words):
            for stripe in _stripes(word.box):
                by_stripe[page_number, stripe].append(index)
            by_place.setdefault((page_number, word.box), index)
        self._by_stripe = dict(by_stripe)
        read = [
            [by_place[span.page, box] for span in passage.spans for box in span.boxes if (span.page, box) in by_place]
            for passage in document.passages
        ]
        # Passages leave running lines out, pages hold everything: a quote may go on over one, or be one.
        self._texts = (
            self._text([index for indices in read for index in indices]),
            self._text(range(len(self._words))),
        )

    def find(self, selector: Selector) -> Anchored:
        """Where the quote of a selector stands in this document."""
        quote = skeleton(selector.quote)
        if not quote:
            return Anchored(selector=selector, anchoring=Anchoring.LOST)
        same_bytes = selector.document == self._sha256
        under = self._under(selector)
        there = under if under and self._says(under, quote) else ()
        if there and same_bytes:
            return self._anchored(selector, Anchoring.EXACT, there)
        places = self._places(selector, quote)
        if same_bytes:
            # The words did not move, so an occurrence elsewhere is another one; these were only cut in another way.
            home = {(span.page, box) for span in selector.spans for box in span.boxes}
            places = [place for place in places if self._is_at(place, home)]
        best = _best(places)
        if best is None:
            return Anchored(selector=selector, anchoring=Anchoring.AMBIGUOUS if places else Anchoring.LOST)
        at_home = there and set(there) == set(best.words)
        return self._anchored(selector, Anchoring.EXACT if at_home else Anchoring.MOVED, best.words)

    def _anchored(self, selector: Selector, anchoring: Anchoring, words: Sequence[int]) -> Anchored:
        found = [self._words[index] for index in words]
        spans = tuple(
            Span(page=page, boxes=tuple(word.box for _, word in group))
            for page, group in groupby(found, key=lambda entry: entry[0])
        )
        return Anchored(selector=selector, anchoring=anchoring, spans=spans)

    def _under(self, selector: Selector) -> tuple[int, ...]:
        """The words that lie under the boxes of a selector, in the order of the boxes."""
        found: dict[int, None] = {}
        for page, box in ((span.page, box) for span in selector.spans for box in span.boxes):
            near = {index for stripe in _stripes(box) for index in self._by_stripe.get((page, stripe), ())}
            under = [index for index in near if _lies_under(self._words[index][1].box, box)]
            found.update(dict.fromkeys(sorted(under, key=lambda index: self._words[index][1].box.x0)))
        return tuple(found)

    def _is_at(self, place: _Place, home: set[tuple[int, Box]]) -> bool:
        """Whether every word of the place lies on one of these boxes."""
        found = [self._words[index] for index in place.words]
        return all(any(page == at and _touches(word.box, box) for at, box in home) for page, word in found)

    def _says(self, words: Sequence[int], quote: str) -> bool:
        return "".join(skeleton(self._words[index][1].text) for index in words) == quote

    def _text(self, order: Sequence[int]) -> _Text:
        parts = [skeleton(self._words[index][1].text) for index in order]
        return _Text(order=tuple(order), starts=tuple(accumulate(map(len, parts), initial=0)), text="".join(parts))

    def _places(self, selector: Selector, quote: str) -> list[_Place]:
        """Every place where the quote stands, each once, with how much of its context agrees."""
        before, after = skeleton(selector.prefix), skeleton(selector.suffix)
        best: dict[frozenset[tuple[int, Box]], _Place] = {}
        for text in self._texts:
            for place in text.places(quote, before, after):
                key = frozenset((self._words[index][0], self._words[index][1].box) for index in place.words)
                if key not in best or best[key].context < place.context:
                    best[key] = place
        return list(best.values())


@dataclass(frozen=True, slots=True)
class _Text:
    """Words one after the other, as the characters that carry them."""

    #: Positions in the words of the document.
    order: tuple[int, ...]
    #: Where each word begins in the text; one more than there are words.
    starts: tuple[int, ...]
    text: str

    def places(self, quote: str, before: str, after: str) -> Iterator[_Place]:
        """Where the quote stands from the beginning of a word to the end of one."""
        at = self.text.find(quote)
        while at >= 0:
            end = at + len(quote)
            first, last = bisect_right(self.starts, at) - 1, bisect_right(self.starts, end - 1) - 1
            if self.starts[first] == at and self.starts[last + 1] == end:
                context = _agreeing(self.text[:at][-len(before) :][::-1] if before else "", before[::-1])
                context += _agreeing(self.text[end : end + len(after)], after)
                words = tuple(index for index in self.order[first : last + 1])
                yield _Place(words, context)
            at = self.text.find(quote, at + 1)


def _agreeing(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _best(places: Sequence[_Place]) -> _Place | None:
    """The one place that fits; ``None`` when there is none, or several fit about as well."""
    if len(places) <= 1:
        return places[0] if places else None
    first, second = sorted(places, key=lambda place: -place.context)[:2]
    return first if first.context >= _LEAST_CONTEXT and first.context - second.context >= _LEAD else None


def _stripes(box: Box) -> range:
    """The stripes of a page that a box touches."""
    return range(int(box.y0 // _STRIPE), int(box.y1 // _STRIPE) + 1)


def _touches(word: Box, box: Box) -> bool:
    return min(word.x1, box.x1) > max(word.x0, box.x0) and min(word.y1, box.y1) > max(word.y0, box.y0)


def _lies_under(word: Box, box: Box) -> bool:
    across = min(word.x1, box.x1) - max(word.x0, box.x0)
    down = min(word.y1, box.y1) - max(word.y0, box.y0)
    return across >= _UNDER * min(word.width, box.width) and down >= _UNDER * min(word.height, box.height)
