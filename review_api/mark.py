"""Marked words: a passage cut out of others, word by word, and found again after these were read anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.errors import CallError, ErrorCode
from extract.passage import Passage, PassageId, PassageKind, Span, passage_id
from extract.word import Box
from ingest.source_file import Sha256
from review_api.tables import PassageRow

#: Characters of text around a mark that are kept with it, as around every passage.
_AROUND = 32

#: A word with its page and box, and the place of its passage among those it was taken from.
_Word = tuple[str, int, Box, int]


def marked_passage(passages: Sequence[Passage], sha256: str, *, first_word: int, last_word: int) -> Passage:
    """The passage from a word of the first to a word of the last of ``passages``, both included; words count from 0.

    Raises :class:`CallError` with ``request_invalid`` when these words are not there, or have no boxes of their own.
    """
    words = _words(passages)
    after = len(passages[-1].text.split(" ")) - 1 - last_word
    if first_word < 0 or after < 0 or first_word + after >= len(words):
        raise CallError(ErrorCode.REQUEST_INVALID, "The passages do not have these words.")
    return _cut(passages, words, sha256, first_word, len(words) - after)


def find_words(quote: str, passages: Sequence[Passage], sha256: str) -> list[tuple[int, Passage]]:
    """Where the words of a quote follow each other, also over the borders of passages.

    Each with the place of the passage in which it begins. Passages whose words have no boxes of their own are passed
    over, and end what goes on before them.
    """
    wanted = quote.split(" ")
    found = []
    for start, group in _runs(passages):
        words = _words(group)
        texts = [word for word, _, _, _ in words]
        for place in range(len(texts) - len(wanted) + 1):
            if texts[place : place + len(wanted)] == wanted:
                begin = start + words[place][3]
                found.append((begin, _cut(group, words, sha256, place, place + len(wanted))))
    return found


def passage_values(document: str, position: int, passage: Passage) -> dict[str, Any]:
    """A passage as a row of the database has it, but for where it was marked."""
    pages = [span.page for span in passage.spans] or [0]
    return {
        "document": document,
        "position": position,
        "id": passage.id,
        "text": passage.text,
        "spans": [{"page": span.page, "boxes": [list(box) for box in span.boxes]} for span in passage.spans],
        "first_page": min(pages),
        "last_page": max(pages),
        "locator": passage.locator,
        "heading": list(passage.heading),
        "kind": passage.kind.value,
        "language": passage.language,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
    }


def passage_of(row: PassageRow) -> Passage:
    """The passage of a row."""
    return Passage(
        id=PassageId(row.id),
        text=row.text,
        spans=tuple(Span(page=span["page"], boxes=tuple(Box(*box) for box in span["boxes"])) for span in row.spans),
        locator=row.locator,
        heading=tuple(row.heading),
        kind=PassageKind(row.kind),
        language=row.language,
        prefix=row.prefix,
        suffix=row.suffix,
    )


def _runs(passages: Sequence[Passage]) -> list[tuple[int, list[Passage]]]:
    """Passages that can be cut, in runs without a gap, each with the place of its first."""
    runs: list[tuple[int, list[Passage]]] = []
    for place, passage in enumerate(passages):
        if not _has_boxes(passage):
            continue
        if runs and runs[-1][0] + len(runs[-1][1]) == place:
            runs[-1][1].append(passage)
        else:
            runs.append((place, [passage]))
    return runs


def _has_boxes(passage: Passage) -> bool:
    return len(passage.text.split(" ")) == sum(len(span.boxes) for span in passage.spans)


def _words(passages: Sequence[Passage]) -> list[_Word]:
    words: list[_Word] = []
    for place, passage in enumerate(passages):
        if not _has_boxes(passage):
            detail = f"The words of the passage at {passage.locator} cannot be marked one by one."
            raise CallError(ErrorCode.REQUEST_INVALID, detail)
        boxes = [(span.page, box) for span in passage.spans for box in span.boxes]
        texts = passage.text.split(" ")
        words.extend((word, page, box, place) for word, (page, box) in zip(texts, boxes, strict=True))
    return words


def _cut(passages: Sequence[Passage], words: list[_Word], sha256: str, begin: int, end: int) -> Passage:
    marked = words[begin:end]
    first, last = passages[marked[0][3]], passages[marked[-1][3]]
    quote = " ".join(word for word, _, _, _ in marked)
    pages = list(dict.fromkeys(page for _, page, _, _ in marked))
    spans = tuple(Span(page=page, boxes=tuple(box for _, on, box, _ in marked if on == page)) for page in pages)
    before = [word for word, _, _, place in words[:begin] if place == marked[0][3]]
    after = [word for word, _, _, place in words[end:] if place == marked[-1][3]]
    return Passage(
        id=passage_id(Sha256(sha256), spans, quote),
        text=quote,
        spans=spans,
        locator=first.locator,
        heading=first.heading,
        kind=PassageKind.PROSE,
        language=first.language,
        prefix=(first.prefix + "".join(f"{word} " for word in before))[-_AROUND:],
        suffix=("".join(f" {word}" for word in after) + last.suffix)[:_AROUND],
    )
