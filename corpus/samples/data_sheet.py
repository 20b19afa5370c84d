"""The sample sustainability data sheet: figures by year in ruled tables, with remarks."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, Spacer

from corpus.samples import smelter
from corpus.samples.data_text import (
    COMMENT_ENVIRONMENT,
    COMMENT_PEOPLE,
    ENVIRONMENT_ROWS,
    HEAD,
    INTRODUCTION,
    PEOPLE_ROWS,
    SUBTITLE,
    TITLE,
)
from corpus.samples.paper import Running, Sheet, draw_running, flow, paper, ruled_table
from corpus.samples.stylesheet import HELVETICA, stylesheet

_MARGIN = 54.0
_COLUMNS = (205.0, 88.0, 56.0, 54.0, 54.0, 30.0)
_STYLES = stylesheet(text=HELVETICA, headings=HELVETICA, size=9.6, accent=HexColor("#27548a"))
_RUNNING = Running(
    left=smelter.COMPANY, right=TITLE, foot="Figures as of 30 May 2025", page_word="Page", face=HELVETICA
)


def data_sheet() -> bytes:
    """The data sheet as a PDF of two A4 pages."""
    story = [
        Paragraph(TITLE, _STYLES.title),
        Spacer(1, 4),
        Paragraph(SUBTITLE, _STYLES.subtitle),
        *flow(INTRODUCTION, _STYLES),
        Paragraph("Environment", _STYLES.chapter),
        ruled_table((HEAD, *ENVIRONMENT_ROWS), _COLUMNS, _STYLES),
        Spacer(1, 10),
        *flow(COMMENT_ENVIRONMENT, _STYLES),
        PageBreak(),
        Paragraph("People, safety and community", _STYLES.chapter),
        ruled_table((HEAD, *PEOPLE_ROWS), _COLUMNS, _STYLES),
        Spacer(1, 6),
        *flow(COMMENT_PEOPLE, _STYLES),
    ]
    frame = (_MARGIN, 50.0, A4[0] - 2 * _MARGIN, A4[1] - 106)
    return paper(
        story, [Sheet(name="plain", size=A4, frames=(frame,), draw=_draw)], title=TITLE, author=smelter.COMPANY
    )


def _draw(canvas: Canvas) -> None:
    draw_running(canvas, _RUNNING, A4, margin=_MARGIN)
