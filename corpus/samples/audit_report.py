"""The sample audit report: portrait text, then a ruled findings table on landscape pages with a repeated header row."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import NextPageTemplate, PageBreak, Paragraph, Spacer

from corpus.samples import smelter
from corpus.samples.audit_findings import FINDINGS, HEAD
from corpus.samples.audit_text import CLOSING, FACTS, OPENING, SUBTITLE, TITLE
from corpus.samples.paper import Running, Sheet, draw_running, fact_table, flow, paper, ruled_table
from corpus.samples.stylesheet import Stylesheet, Typeface, stylesheet, vera

_MARGIN = 54.0
_WIDE = landscape(A4)
_COLUMNS = (56.0, 68.0, 116.0, 180.0, 190.0, 54.0, 70.0)
_BLUE = HexColor("#1f4e6b")


def audit_report() -> bytes:
    """The audit report as a PDF of five A4 pages, two of them landscape, in an embedded TrueType face."""
    face = vera()
    styles = stylesheet(text=face, headings=face, size=9.6, accent=_BLUE)
    dense = stylesheet(text=face, headings=face, size=9.6, accent=_BLUE)
    story = [
        Paragraph(smelter.CERTIFICATION_BODY, styles.section),
        Paragraph(TITLE, styles.title),
        Paragraph(SUBTITLE, styles.subtitle),
        Spacer(1, 8),
        fact_table(FACTS, (104, A4[0] - 2 * _MARGIN - 104), styles),
        Spacer(1, 6),
        *flow(OPENING, styles),
        NextPageTemplate("wide"),
        PageBreak(),
        Paragraph("4. Findings", styles.chapter),
        ruled_table((HEAD, *FINDINGS), _COLUMNS, dense),
        NextPageTemplate("upright"),
        PageBreak(),
        *flow(CLOSING, styles),
        Spacer(1, 12),
        *_signatures(styles),
    ]
    return paper(story, _sheets(face), title=f"{TITLE} {smelter.AUDIT_REPORT}", author=smelter.CERTIFICATION_BODY)


def _sheets(face: Typeface) -> tuple[Sheet, Sheet]:
    running = Running(
        left=f"{smelter.CERTIFICATION_BODY} \u00b7 Audit report {smelter.AUDIT_REPORT}",
        right=smelter.SITE,
        foot="Confidential. To be reproduced only in full.",
        page_word="Page",
        face=face,
    )

    def draw_upright(canvas: Canvas) -> None:
        draw_running(canvas, running, A4, margin=_MARGIN)

    def draw_wide(canvas: Canvas) -> None:
        draw_running(canvas, running, _WIDE, margin=_MARGIN)

    upright = (_MARGIN, 50.0, A4[0] - 2 * _MARGIN, A4[1] - 106)
    wide = (_MARGIN, 50.0, _WIDE[0] - 2 * _MARGIN, _WIDE[1] - 106)
    return (
        Sheet(name="upright", size=A4, frames=(upright,), draw=draw_upright),
        Sheet(name="wide", size=_WIDE, frames=(wide,), draw=draw_wide),
    )


def _signatures(styles: Stylesheet) -> list[Paragraph]:
    return [
        Paragraph("Maren Oskild, lead auditor, 8 July 2025", styles.note),
        Paragraph(f"{smelter.SUSTAINABILITY_MANAGER}, for the auditee, 9 July 2025", styles.note),
    ]
