"""From the pages of a document to its passages: the pieces that are judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from extract.language import UNDETERMINED, language_of, main_language
from extract.layout import PageLayout
from extract.paragraph import Paragraph, paragraphs_of
from extract.passage import CONTEXT_CHARACTERS, Passage, PassageKind, Span, passage_id
from extract.sentence import sentence_ends
from extract.word import Box, Word, text_of
from ingest.source_file import Sha256

#: A passage is one thought: longer paragraphs are divided at sentence ends into parts of about equal length.
MAX_WORDS = 120
MAX_SENTENCES = 6
#: Chinese text has no spaces: so many characters count as one word.
HAN_PER_WORD = 1.6
#: A lead-in such as "We do not tolerate:" is repeated before each item of its list when it is no longer than this.
_MAX_LEAD_IN = 30
#: Items shorter than this say too little alone; they are kept together.
_MIN_ITEM = 6
#: Fewer words than this are no passage, only a label or a number.
_MIN_WORDS = 3
_MAX_HEADINGS = 4


class _Draft(NamedTuple):
    words: tuple[tuple[int, Word], ...]
    kind: PassageKind
    heading: tuple[str, ...]
    locator: str
    #: Words at its start that are repeated from the lead-in of its list.
    lead: int = 0


def passages_of(document: Sha256, pages: Sequence[PageLayout]) -> tuple[tuple[Passage, ...], str]:
    """The passages of a document in reading order, and the language of most of its text."""
    return passages_from(document, paragraphs_of(pages))


def passages_from(document: Sha256, paragraphs: Sequence[Paragraph]) -> tuple[tuple[Passage, ...], str]:
    """The passages that these paragraphs of a document make, and the language of most of its text."""
    drafts = _distinct(draft for draft in _drafts(paragraphs) if _says_something(draft.words))
    texts = [text_of(word for _, word in draft.words) for draft in drafts]
    languages = [language_of(text) for text in texts]
    main = main_language(zip(languages, map(len, texts), strict=True))
    passages: list[Passage] = []
    counters: dict[int, int] = {}
    for draft, text, language, (prefix, suffix) in zip(drafts, texts, languages, _contexts(drafts), strict=True):
        spans = _spans(draft.words)
        first = spans[0].page
        counters[first] = counters.get(first, 0) + 1
        passages.append(
            Passage(
                id=passage_id(document, spans, text),
                text=text,
                spans=spans,
                locator=draft.locator or f"p. {first} ¶ {counters[first]}",
                heading=draft.heading,
                kind=draft.kind,
                language=main if language == UNDETERMINED else language,
                prefix=prefix,
                suffix=suffix,
            )
        )
    return tuple(passages), main


def _distinct(drafts: Iterable[_Draft]) -> list[_Draft]:
    """The drafts without those that say the same in the same place, as text that is drawn twice does."""
    by_place: dict[tuple[tuple[int, Box, str], ...], _Draft] = {}
    for draft in drafts:
        by_place.setdefault(tuple((page, word.box, word.text) for page, word in draft.words), draft)
    return list(by_place.values())


def _contexts(drafts: Sequence[_Draft]) -> Iterator[tuple[str, str]]:
    """The text before and after each draft. A quote that begins with the lead-in of its list begins where that does."""
    own = [text_of(word for _, word in draft.words[draft.lead :]) for draft in drafts]
    prefix = ""
    for index, draft in enumerate(drafts):
        if not draft.lead:
            prefix = own[index - 1][-CONTEXT_CHARACTERS:] if index else ""
        yield prefix, own[index + 1][:CONTEXT_CHARACTERS] if index + 1 < len(own) else ""


def _drafts(paragraphs: Sequence[Paragraph]) -> Iterator[_Draft]:
    path: list[Paragraph] = []
    lead_in: Paragraph | None = None
    short_items: list[Paragraph] = []
    for paragraph in paragraphs:
        if short_items and paragraph.kind is not PassageKind.LIST_ITEM:
            yield from _items(short_items, lead_in, _names(path))
            short_items = []
        if paragraph.kind is PassageKind.HEADING:
            _enter(path, paragraph)
            lead_in = None
            continue
        heading = (*_names(path), *paragraph.above)
        if paragraph.kind is PassageKind.LIST_ITEM:
            if _length(paragraph.words) < _MIN_ITEM:
                short_items.append(paragraph)
                continue
            yield from _items([*short_items, paragraph], lead_in, heading)
            short_items = []
            continue
        ends_open = paragraph.text.endswith((":", "："))
        lead_in = paragraph if ends_open and _length(paragraph.words) <= _MAX_LEAD_IN else None
        for words in _windows(paragraph.words):
            yield _Draft(words=words, kind=paragraph.kind, heading=heading, locator=paragraph.locator)
    if short_items:
        yield from _items(short_items, lead_in, _names(path))


def _items(items: Sequence[Paragraph], lead_in: Paragraph | None, heading: tuple[str, ...]) -> Iterator[_Draft]:
    words = tuple(entry for item in items for entry in item.words)
    for window in _windows(words):
        before = lead_in.words if lead_in else ()
        yield _Draft(
            words=before + window,
            kind=PassageKind.LIST_ITEM,
            heading=heading,
            locator=items[0].locator,
            lead=len(before),
        )


def _enter(path: list[Paragraph], heading: Paragraph) -> None:
    while path and _rank(path[-1]) <= _rank(heading):
        path.pop()
    path.append(heading)
    del path[:-_MAX_HEADINGS]


def _rank(heading: Paragraph) -> tuple[float, bool]:
    return round(heading.size), heading.bold


def _names(path: Sequence[Paragraph]) -> tuple[str, ...]:
    return tuple(heading.text for heading in path)


def _windows(words: tuple[tuple[int, Word], ...]) -> list[tuple[tuple[int, Word], ...]]:
    """The words in parts that are passages; a part that says too little alone, such as "No.", stays with another."""
    whole: list[tuple[tuple[int, Word], ...]] = []
    for part in _parts(words):
        if whole and not (_says_something(part) and _says_something(whole[-1])):
            whole[-1] += part
        else:
            whole.append(part)
    return whole


def _parts(words: tuple[tuple[int, Word], ...]) -> Iterator[tuple[tuple[int, Word], ...]]:
    """The words whole when they are few; otherwise parts of about equal length that end where sentences end."""
    ends = sentence_ends([word for _, word in words])
    total = _length(words)
    if total <= MAX_WORDS and len(ends) <= MAX_SENTENCES:
        yield words
        return
    parts = max(-(-total // MAX_WORDS), -(-len(ends) // MAX_SENTENCES))
    target = total / parts
    start = previous = 0
    for end in ends:
        grown = _length(words[start:end])
        if previous > start and (grown > MAX_WORDS or _length(words[start:previous]) >= target):
            yield words[start:previous]
            start = previous
        previous = end
        while _length(words[start:end]) > MAX_WORDS * 1.25:
            cut = _cut(words, start, end)
            yield words[start:cut]
            start = cut
    if start < len(words):
        yield words[start:]


def _cut(words: tuple[tuple[int, Word], ...], start: int, end: int) -> int:
    """Where a sentence that is longer than a passage is divided: after a clause when there is one."""
    limit = start + 1
    while limit < end and _length(words[start : limit + 1]) <= MAX_WORDS:
        limit += 1
    for index in range(limit, start + (limit - start) // 2, -1):
        if words[index - 1][1].text.endswith((";", ",", ":", "；", "，", "：", "、")):
            return index
    return limit


def _length(words: Sequence[tuple[int, Word]]) -> int:
    """Number of words; Chinese characters count in proportion."""
    count = 0.0
    for _, word in words:
        han = sum("\u3400" <= character <= "\u9fff" for character in word.text)
        count += han / HAN_PER_WORD if han else 1
    return round(count)


def _says_something(words: Sequence[tuple[int, Word]]) -> bool:
    letters = sum(character.isalpha() for _, word in words for character in word.text)
    return _length(words) >= _MIN_WORDS and letters >= 2 * _MIN_WORDS


def _spans(words: tuple[tuple[int, Word], ...]) -> tuple[Span, ...]:
    return tuple(
        Span(page=page, boxes=tuple(word.box for _, word in group))
        for page, group in groupby(words, key=lambda entry: entry[0])
    )
