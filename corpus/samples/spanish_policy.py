"""The sample policy in Spanish: one column, accents in the standard fonts."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Spacer

from corpus.samples import smelter
from corpus.samples.paper import Running, Sheet, draw_running, fact_table, flow, paper
from corpus.samples.spanish_text import BODY, CONTROL, SUBTITLE, TITLE
from corpus.samples.stylesheet import HELVETICA, stylesheet

_MARGIN = 64.0
_GREEN = HexColor("#2f5d43")
_STYLES = stylesheet(text=HELVETICA, headings=HELVETICA, size=11, accent=_GREEN)
_RUNNING = Running(
    left=TITLE,
    right="VQ-POL-004, versión 3",
    foot="Copia impresa no controlada. Versión vigente en la intranet y en Calle Faro 12.",
    page_word="Página",
    face=HELVETICA,
)


def spanish_policy() -> bytes:
    """The environment and community policy in Spanish as a PDF of three A4 pages."""
    story = [
        Paragraph(TITLE, _STYLES.title),
        Spacer(1, 4),
        Paragraph(SUBTITLE, _STYLES.subtitle),
        Spacer(1, 8),
        fact_table(CONTROL, (104, A4[0] - 2 * _MARGIN - 104), _STYLES),
        Spacer(1, 8),
        *flow(BODY, _STYLES),
        Spacer(1, 22),
        Paragraph(f"<i>{smelter.GENERAL_MANAGER}</i>", _STYLES.body),
        Paragraph(f"Gerente General, {smelter.TOWN}, 2 de diciembre de 2024", _STYLES.note),
    ]
    frame = (_MARGIN, 52.0, A4[0] - 2 * _MARGIN, A4[1] - 110)
    return paper(
        story, [Sheet(name="plain", size=A4, frames=(frame,), draw=_draw)], title=TITLE, author=smelter.COMPANY
    )


def _draw(canvas: Canvas) -> None:
    draw_running(canvas, _RUNNING, A4, margin=_MARGIN)
