"""Decided passages in a document that was read anew: found again by their quote, so that no decision hangs in the air.

Another parser, or another version of one, cuts and places passages differently; another model suggests others. A
decision hangs from its selector. Its suggestion comes back under its old id, at the place where the quote stands now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from extract.document import Document
from extract.passage import Passage
from review_api.likeness import likeness
from review_api.mark import find_words, passage_values
from review_api.tables import DecisionRow, SuggestionRow
from review_api.verdict import Anchor, Origin, SuggestionState


def reanchored(
    session: Session,
    *,
    pack: str,
    document: Document,
    row: str,
    position: int,
    suggested: dict[str, dict[str, Any]],
    marked: list[dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    """Rows of suggestions that were decided, and that the new reading did not make by itself under the same id.

    ``row`` is the id of the document and ``position`` its place in the pack. A row of ``suggested`` for the same
    passage and criterion is taken out: it is the same suggestion, decided before. Words that are no passage of the new
    reading, such as those that a reviewer marked, become one, and its row is added to ``marked``.
    """
    for event in _orphans(session, pack, document, suggested):
        place, anchor = find_again(event.selector, document.passages)
        by_hand = event.details.get("origin") == Origin.REVIEWER and anchor is not Anchor.EXACT
        cut, cut_anchor = (
            _cut_again(event.selector, document) if by_hand or anchor is Anchor.LOST else (None, Anchor.LOST)
        )
        if cut is None and anchor is Anchor.LOST:
            continue
        if cut is not None:
            anchor = cut_anchor
            place, passage = len(document.passages) + len(marked), cut[1]
            marked.append({**passage_values(row, place, passage), "marked_in": cut[0]})
        else:
            passage = document.passages[place]
        criterion = str(event.details.get("suggested", event.criterion))
        twin = next(
            (
                key
                for key, one in suggested.items()
                if one["passage_position"] == place and one["criterion"] == criterion
            ),
            None,
        )
        fields = suggested.pop(twin) if twin is not None else _fields(event, criterion)
        yield {
            **fields,
            "id": event.suggestion,
            "pack": pack,
            "document": row,
            "document_position": position,
            "passage_position": place,
            "anchor": anchor.value,
            "language": passage.language,
            "likeness": likeness(passage.text),
        }


def find_again(selector: Mapping[str, Any], passages: tuple[Passage, ...]) -> tuple[int, Anchor]:
    """The place of a quote among the passages, and how surely it is the same one; -1 and ``lost`` when it is nowhere.

    A passage of other words is taken when it holds the whole quote, or is held in it and more than half of it.
    """
    quote = likeness(selector["quote"])
    pages = {span["page"] for span in selector["spans"]}
    same = [place for place, passage in enumerate(passages) if likeness(passage.text) == quote]
    if not same:
        words = _words(selector["quote"])
        same = [place for place, passage in enumerate(passages) if _overlap(words, _words(passage.text))]
    if not same:
        return -1, Anchor.LOST
    by_nearness = sorted(same, key=lambda place: _distance(selector, pages, passages[place]))
    best = by_nearness[0]
    if passages[best].text == selector["quote"] and _spans(passages[best]) == selector["spans"]:
        return best, Anchor.EXACT
    if len(same) > 1 and _distance(selector, pages, passages[by_nearness[1]]) == _distance(
        selector, pages, passages[best]
    ):
        return best, Anchor.AMBIGUOUS
    return best, Anchor.MOVED


def _cut_again(selector: Mapping[str, Any], document: Document) -> tuple[tuple[int, Passage] | None, Anchor]:
    """The words of a quote that is no passage of its own, cut out again; ``None`` when they are nowhere."""
    found = find_words(selector["quote"], document.passages, document.sha256 or "")
    if not found:
        return None, Anchor.LOST
    pages = {span["page"] for span in selector["spans"]}
    best = min(found, key=lambda cut: _distance(selector, pages, cut[1]))
    if _spans(best[1]) == selector["spans"]:
        return best, Anchor.EXACT
    return best, Anchor.MOVED if len(found) == 1 else Anchor.AMBIGUOUS


def _orphans(session: Session, pack: str, document: Document, suggested: Mapping[str, Any]) -> Iterator[DecisionRow]:
    there = select(SuggestionRow.id).where(SuggestionRow.id == DecisionRow.suggestion)
    events = select(DecisionRow).where(DecisionRow.pack == pack, DecisionRow.document != "", ~there.exists())
    last: dict[str, DecisionRow] = {}
    for event in session.scalars(events.order_by(DecisionRow.sequence)):
        # An event that takes another back does not say what was suggested.
        if event.suggestion not in last or "suggested" in event.details:
            last[event.suggestion] = event
    for event in last.values():
        of_this = event.selector.get("document") == document.sha256 and not event.selector.get("redacted")
        if of_this and event.suggestion not in suggested:
            yield event


def _fields(event: DecisionRow, criterion: str) -> dict[str, Any]:
    """A suggestion as its last event tells of it, where no model makes it any more."""
    score = float(event.details.get("score", 0.0))
    status = str(event.details.get("status", "context"))
    return {
        "framework": event.framework,
        "criterion": criterion,
        "score": score,
        "margin": abs(score - 0.5),
        "status": status,
        "reasons": [],
        "release": event.release,
        "origin": str(event.details.get("origin", Origin.MODEL.value)),
        "guessed_site": event.details.get("site"),
        "site": event.details.get("site"),
        "state": SuggestionState.OPEN.value,
        "standing_criterion": criterion,
        "standing_status": status,
    }


def _distance(selector: Mapping[str, Any], pages: set[int], passage: Passage) -> tuple[int, int]:
    on = {span.page for span in passage.spans}
    apart = 0 if on & pages else min((abs(one - other) for one in on for other in pages), default=0) + 1
    around = (passage.prefix == selector["prefix"]) + (passage.suffix == selector["suffix"])
    return apart, -around


def _spans(passage: Passage) -> list[dict[str, Any]]:
    return [{"page": span.page, "boxes": [list(box) for box in span.boxes]} for span in passage.spans]


def _words(text: str) -> str:
    return f" {' '.join(text.casefold().split())} "


def _overlap(quote: str, text: str) -> bool:
    return quote in text or (text in quote and 2 * len(text) > len(quote))
