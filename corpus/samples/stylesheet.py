"""Paragraph styles of the sample PDFs, from fonts that the PDF library ships."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import reportlab
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

COPPER = HexColor("#8a4b2a")
INK = HexColor("#1d2a33")
GREY = HexColor("#6b747a")
PALE = HexColor("#f3ece6")


@dataclass(frozen=True, kw_only=True)
class Typeface:
    """The three cuts of a family that a document uses."""

    regular: str
    bold: str
    italic: str


HELVETICA = Typeface(regular="Helvetica", bold="Helvetica-Bold", italic="Helvetica-Oblique")
TIMES = Typeface(regular="Times-Roman", bold="Times-Bold", italic="Times-Italic")


def vera() -> Typeface:
    """Bitstream Vera, embedded as a subset, so that the pack has TrueType text beside the standard fonts."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="VeraIt", boldItalic="VeraBI")
    return Typeface(regular="Vera", bold="VeraBd", italic="VeraIt")


@dataclass(frozen=True, kw_only=True)
class Stylesheet:
    """The styles of one document; sizes are in points."""

    title: ParagraphStyle
    subtitle: ParagraphStyle
    chapter: ParagraphStyle
    section: ParagraphStyle
    body: ParagraphStyle
    bullet: ParagraphStyle
    cell: ParagraphStyle
    head: ParagraphStyle
    note: ParagraphStyle


def stylesheet(*, text: Typeface, headings: Typeface, size: float, accent: Color = COPPER) -> Stylesheet:
    """Styles around one body size, justified, with headings in the accent colour."""
    leading = size * 1.28
    plain = ParagraphStyle("plain", fontName=text.regular, fontSize=size, leading=leading, textColor=INK)
    body = ParagraphStyle(
        "body", parent=plain, alignment=TA_JUSTIFY, spaceAfter=size * 0.55, allowOrphans=0, allowWidows=0
    )
    cell = ParagraphStyle("cell", parent=plain, fontSize=size * 0.88, leading=size * 1.1)
    heading = ParagraphStyle("heading", fontName=headings.bold, textColor=accent)
    return Stylesheet(
        title=ParagraphStyle("title", parent=heading, fontSize=size * 2.3, leading=size * 2.7),
        subtitle=ParagraphStyle(
            "subtitle", parent=plain, fontName=text.italic, fontSize=size * 1.15, leading=size * 1.6
        ),
        chapter=ParagraphStyle(
            "chapter", parent=heading, fontSize=size * 1.3, leading=size * 1.6, spaceBefore=size * 0.8, spaceAfter=3
        ),
        section=ParagraphStyle(
            "section",
            parent=heading,
            fontSize=size * 1.02,
            leading=size * 1.35,
            spaceBefore=3,
            spaceAfter=2,
            textColor=INK,
        ),
        body=body,
        bullet=ParagraphStyle("bullet", parent=body, leftIndent=size * 1.2, bulletIndent=2, spaceAfter=size * 0.3),
        cell=cell,
        head=ParagraphStyle("head", parent=cell, fontName=headings.bold),
        note=ParagraphStyle("note", parent=plain, fontSize=size * 0.8, leading=size * 0.98),
    )
