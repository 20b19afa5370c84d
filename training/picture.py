"""The figures of an evaluation as one SVG picture: the reliability curve, and F1 of every label with its support."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

#: Sizes in SVG units.
_SQUARE, _MARGIN, _ROW, _BAR, _NAMES = 300, 50, 18, 240, 170
_STYLE = "text{font:12px sans-serif;fill:#222}.quiet{fill:#777}.axis{stroke:#999;fill:none}.mark{fill:#1f5fa8}"


def picture(figures: Mapping[str, Any]) -> str:
    """The picture of what :func:`training.evaluate.evaluation` gives, as an SVG document."""
    criteria = figures["criteria"]
    height = max(_SQUARE + 2 * _MARGIN, len(criteria) * _ROW + 2 * _MARGIN)
    width = _SQUARE + 3 * _MARGIN + _NAMES + _BAR + _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<style>{_STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{_MARGIN}" y="24">{escape(_title(figures))}</text>',
        *_reliability(figures["calibration"]["curve"]),
        *_bars(criteria),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _title(figures: Mapping[str, Any]) -> str:
    return (
        f"{figures['release']} on {figures['passages']} passages: micro F1 {figures['micro_f1']}, "
        f"macro F1 {figures['macro_f1']}, average precision {figures['average_precision']}"
    )


def _reliability(curve: list[Mapping[str, Any]]) -> Iterator[str]:
    left, bottom = _MARGIN, _MARGIN + _SQUARE
    yield f'<rect class="axis" x="{left}" y="{_MARGIN}" width="{_SQUARE}" height="{_SQUARE}"/>'
    yield f'<line class="axis" x1="{left}" y1="{bottom}" x2="{left + _SQUARE}" y2="{_MARGIN}"/>'
    below = "mean score of a tenth of the pairs scored 0.1 or more"
    yield f'<text class="quiet" x="{left}" y="{bottom + 18}">{below}</text>'
    yield f'<text class="quiet" x="{left + 4}" y="{_MARGIN + 14}">share that is true</text>'
    for one in curve:
        x, y = left + one["score"] * _SQUARE, bottom - one["share"] * _SQUARE
        yield f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="4"><title>{one["pairs"]} pairs</title></circle>'


def _bars(criteria: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    names, left = _SQUARE + 2 * _MARGIN, _SQUARE + 2 * _MARGIN + _NAMES
    for row, (number, one) in enumerate(criteria.items()):
        y = _MARGIN + row * _ROW
        f1 = one["f1"] or 0.0
        yield f'<text x="{names}" y="{y + 12}">{escape(number[:24])}</text>'
        yield f'<rect class="mark" x="{left}" y="{y + 2}" width="{f1 * _BAR:.1f}" height="{_ROW - 6}"/>'
        yield f'<text class="quiet" x="{left + f1 * _BAR + 4:.1f}" y="{y + 12}">{f1:.2f} of {one["support"]}</text>'
