"""The sample certificates: one A4 page with a decorative frame, a drawn seal and the fields a certificate has."""

from __future__ import annotations

import io
import math

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from corpus.samples import smelter
from corpus.samples.certificate_text import BODY_ADDRESS, CONDITION, SIGNATORY, SIGNATORY_ROLE, CertificateText

_WIDTH, _HEIGHT = A4
_MIDDLE = _WIDTH / 2
_TEAL = HexColor("#0f4c5c")
_GOLD = HexColor("#a8873c")
_TEXT = HexColor("#222222")


def certificate(text: CertificateText) -> bytes:
    """A certificate of one A4 page with a text layer."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle(f"Certificate {text.number}")
    canvas.setAuthor(smelter.CERTIFICATION_BODY)
    _draw_frame(canvas)
    _draw_head(canvas, text)
    _draw_holder(canvas, text)
    _draw_dates(canvas, text)
    _draw_seal(canvas, _WIDTH - 142, 150)
    _draw_foot(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_frame(canvas: Canvas) -> None:
    canvas.setStrokeColor(_TEAL)
    for inset, width in ((26, 3.0), (34, 0.8), (50, 0.8)):
        canvas.setLineWidth(width)
        canvas.rect(inset, inset, _WIDTH - 2 * inset, _HEIGHT - 2 * inset)
    canvas.setStrokeColor(_GOLD)
    canvas.setLineWidth(0.5)
    for phase in (0.0, math.pi / 2, math.pi):
        for level in (42.0, _HEIGHT - 42.0):
            _draw_wave(canvas, (50.0, level), _WIDTH - 100, phase, upright=False)
        for level in (42.0, _WIDTH - 42.0):
            _draw_wave(canvas, (50.0, level), _HEIGHT - 100, phase, upright=True)


def _draw_wave(canvas: Canvas, start: tuple[float, float], length: float, phase: float, *, upright: bool) -> None:
    steps = 260
    along = [start[0] + length * step / steps for step in range(steps + 1)]
    across = [start[1] + 5.5 * math.sin(phase + 0.22 * (place - start[0])) for place in along]
    points = list(zip(across, along, strict=True)) if upright else list(zip(along, across, strict=True))
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path)


def _draw_head(canvas: Canvas, text: CertificateText) -> None:
    canvas.setFillColor(_TEAL)
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawCentredString(_MIDDLE, 752, smelter.CERTIFICATION_BODY.upper())
    canvas.setFillColor(_GOLD)
    canvas.setFont("Times-Bold", 38)
    canvas.drawCentredString(_MIDDLE, 692, "Certificate")
    canvas.setFillColor(_TEXT)
    canvas.setFont("Times-Italic", 13)
    canvas.drawCentredString(_MIDDLE, 664, "of registration")
    canvas.setFont("Helvetica", 10.5)
    canvas.drawCentredString(_MIDDLE, 638, f"Certificate No. {text.number}")


def _draw_holder(canvas: Canvas, text: CertificateText) -> None:
    lines = (
        ("Times-Italic", 12.5, _TEXT, "This is to certify that the"),
        ("Times-Bold", 15, _TEXT, text.subject),
        ("Times-Italic", 12.5, _TEXT, "of"),
        ("Times-Bold", 18, _TEAL, smelter.COMPANY),
        ("Times-Roman", 12, _TEXT, smelter.SITE),
        ("Times-Roman", 11, _TEXT, smelter.ADDRESS),
        ("Times-Italic", 12.5, _TEXT, "has been audited and found to meet the requirements of"),
        ("Times-Bold", 24, _TEAL, text.standard),
        ("Times-Italic", 12.5, _TEXT, "for the following scope:"),
    )
    level = 604.0
    for font, size, colour, line in lines:
        level = _draw_centred(canvas, line, level, font=font, size=size, colour=colour)
    _draw_centred(canvas, text.scope, level - 2, font="Times-Roman", size=12, colour=_TEXT)


def _draw_centred(canvas: Canvas, line: str, top: float, *, font: str, size: float, colour: Color) -> float:
    style = ParagraphStyle(
        "centred", fontName=font, fontSize=size, leading=size * 1.25, alignment=TA_CENTER, textColor=colour
    )
    paragraph = Paragraph(line, style)
    _, height = paragraph.wrap(_WIDTH - 180, _HEIGHT)
    paragraph.drawOn(canvas, 90, top - height)
    return float(top - height - 7)


def _draw_dates(canvas: Canvas, text: CertificateText) -> None:
    level = 300.0
    for name, value in text.dates:
        canvas.setFillColor(_TEXT)
        canvas.setFont("Helvetica", 9.5)
        canvas.drawString(92, level, f"{name}:")
        canvas.setFont("Helvetica-Bold", 9.5)
        canvas.drawString(212, level, value)
        level -= 16


def _draw_seal(canvas: Canvas, x: float, y: float) -> None:
    canvas.setStrokeColor(_GOLD)
    canvas.setLineWidth(1)
    for tooth in range(48):
        angle = tooth * math.tau / 48
        canvas.line(
            x + 40 * math.cos(angle), y + 40 * math.sin(angle), x + 47 * math.cos(angle), y + 47 * math.sin(angle)
        )
    for radius in (40, 36, 21):
        canvas.circle(x, y, radius)
    canvas.setFillColor(_GOLD)
    canvas.setFont("Times-Bold", 22)
    canvas.drawCentredString(x, y - 7, "OV")


def _draw_foot(canvas: Canvas) -> None:
    canvas.setFillColor(_TEXT)
    canvas.setFont("Times-Italic", 17)
    canvas.drawString(96, 176, SIGNATORY)
    canvas.setStrokeColor(_TEXT)
    canvas.setLineWidth(0.5)
    canvas.line(92, 169, 262, 169)
    canvas.setFont("Helvetica", 8.5)
    canvas.drawString(92, 157, f"{SIGNATORY}, {SIGNATORY_ROLE}")
    canvas.drawString(92, 143, f"Accredited by the {smelter.ACCREDITATION_BODY}")
    canvas.drawString(92, 131, f"Accreditation No. {smelter.ACCREDITATION_NUMBER}, ISO/IEC 17021-1")
    style = ParagraphStyle("small", fontName="Helvetica", fontSize=7, leading=8.8, textColor=_TEXT, alignment=TA_CENTER)
    for words, level in ((CONDITION, 70), (BODY_ADDRESS, 58)):
        paragraph = Paragraph(words, style)
        paragraph.wrap(_WIDTH - 184, 60)
        paragraph.drawOn(canvas, 92, level)
