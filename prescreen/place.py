"""Where a passage stands, in words that a person and a spreadsheet can hold."""

from __future__ import annotations

from collections.abc import Iterable

from extract.passage import Passage, Span
from extract.word import Box, bounds


def line_boxes(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """One box per line of text, from the word boxes of a span in reading order; coordinates as in extract.word."""
    lines: list[list[Box]] = []
    for box in boxes:
        if lines and _continues(lines[-1][-1], box):
            lines[-1].append(box)
        else:
            lines.append([box])
    return tuple(bounds(line) for line in lines)


def _continues(last: Box, box: Box) -> bool:
    middle = (box.y0 + box.y1) / 2
    return last.y0 <= middle <= last.y1 and box.x0 >= last.x0


def boxes_in_words(passage: Passage) -> str:
    """The boxes of the lines of a passage, page by page: ``p. 3: 72.0 130.5 523.0 142.1; 72.0 144.0 90.2 155.6``.

    Each box is x0 y0 x1 y1 in points from the top left corner of the visible page.
    """
    return " | ".join(
        f"p. {span.page}: " + "; ".join(" ".join(f"{edge:.1f}" for edge in box) for box in line_boxes(span.boxes))
        for span in passage.spans
        if span.boxes
    )


def page_in_words(span: Span) -> str:
    """The page of a span with the one box around it: ``p. 3, box 72 130 523 156``."""
    if not span.boxes:
        return f"p. {span.page}"
    return f"p. {span.page}, box " + " ".join(f"{edge:.0f}" for edge in bounds(span.boxes))


def pages_of(passage: Passage) -> str:
    """The numbers of the pages that a passage stands on: ``3`` or ``3-4``."""
    return number_ranges(span.page for span in passage.spans)


def number_ranges(numbers: Iterable[int]) -> str:
    """Numbers with neighbours drawn together: ``1-3, 7``."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
