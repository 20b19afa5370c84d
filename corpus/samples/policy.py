"""The sample code of conduct: two columns, footnote, hyphenated line ends, sentences over column and page breaks."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import FrameBreak, NextPageTemplate, Paragraph, Spacer

from corpus.samples import smelter
from corpus.samples.paper import Box, Running, Sheet, draw_running, fact_table, flow, paper
from corpus.samples.policy_environment_text import ENVIRONMENT
from corpus.samples.policy_text import CONTROL, FOOTNOTE, GOVERNANCE, PEOPLE, SUBTITLE, TITLE
from corpus.samples.stylesheet import GREY, HELVETICA, TIMES, stylesheet

_MARGIN = 48.0
_GUTTER = 20.0
_COLUMN = (A4[0] - 2 * _MARGIN - _GUTTER) / 2
_TOP = A4[1] - 54
_BOTTOM = 50.0
_TITLE_HEIGHT = 164.0
_NOTE_HEIGHT = 44.0
_STYLES = stylesheet(text=TIMES, headings=HELVETICA, size=10.2)

_RUNNING = Running(
    left=f"{smelter.COMPANY} \u00b7 {TITLE}",
    right="VQ-POL-001 rev. 4",
    foot="Printed copies are not controlled. The version in force is on the notice boards and on the intranet.",
    page_word="Page",
    face=HELVETICA,
)


def policy() -> bytes:
    """The code of conduct as a PDF of four A4 pages."""
    opening = [
        NextPageTemplate(["noted", "*", "plain"]),
        Paragraph(TITLE, _STYLES.title),
        Spacer(1, 4),
        Paragraph(SUBTITLE, _STYLES.subtitle),
        Spacer(1, 8),
        fact_table(CONTROL, (86, A4[0] - 2 * _MARGIN - 86), _STYLES),
        FrameBreak(),
    ]
    story = [*opening, *flow(GOVERNANCE + PEOPLE + ENVIRONMENT, _STYLES), Spacer(1, 16), *_approval()]
    return paper(story, _sheets(), title=TITLE, author=smelter.COMPANY)


def _sheets() -> tuple[Sheet, ...]:
    columns = _columns(top=_TOP)
    left, right = columns
    banner: Box = (_MARGIN, _TOP - _TITLE_HEIGHT, A4[0] - 2 * _MARGIN, _TITLE_HEIGHT)
    noted: Box = (right[0], right[1] + _NOTE_HEIGHT, right[2], right[3] - _NOTE_HEIGHT)
    return (
        Sheet(name="first", size=A4, frames=(banner, *_columns(top=_TOP - _TITLE_HEIGHT)), draw=_draw),
        Sheet(name="noted", size=A4, frames=(left, noted), draw=_draw_noted),
        Sheet(name="plain", size=A4, frames=columns, draw=_draw),
    )


def _columns(*, top: float) -> tuple[Box, Box]:
    return (
        (_MARGIN, _BOTTOM, _COLUMN, top - _BOTTOM),
        (_MARGIN + _COLUMN + _GUTTER, _BOTTOM, _COLUMN, top - _BOTTOM),
    )


def _draw(canvas: Canvas) -> None:
    draw_running(canvas, _RUNNING, A4, margin=_MARGIN)


def _draw_noted(canvas: Canvas) -> None:
    _draw(canvas)
    left = _MARGIN + _COLUMN + _GUTTER
    canvas.setStrokeColor(GREY)
    canvas.setLineWidth(0.4)
    canvas.line(left, _BOTTOM + _NOTE_HEIGHT - 5, left + 90, _BOTTOM + _NOTE_HEIGHT - 5)
    note = Paragraph(FOOTNOTE, _STYLES.note)
    _, height = note.wrap(_COLUMN, _NOTE_HEIGHT)
    note.drawOn(canvas, left, _BOTTOM + _NOTE_HEIGHT - 8 - height)


def _approval() -> list[Paragraph]:
    return [
        Paragraph(f"<i>{smelter.GENERAL_MANAGER}</i>", _STYLES.body),
        Paragraph(f"General Manager, {smelter.TOWN}, 3 March 2025", _STYLES.note),
    ]
