"""Scans that tests make for themselves: pages of text as pictures, turned, askew and noisy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from drawing import drawn, put
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

#: What most of the scans say.
LINES = (
    "Management System Certificate",
    "This is to certify that the company",
    "Northwind Smelting and Refining Limited",
    "operates a management system for health and safety.",
    "Certificate number: NW-4711/2026",
    "Valid from 12.06.2024 to 11.06.2027",
)
_DPI = 150


def text_page(path: Path, lines: Sequence[str] = LINES, *, size: float = 14.0) -> Path:
    """A PDF with the lines as text."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 72, 100, lines, size=size)

    return drawn(path, draw)


def picture_of(path: Path) -> Image.Image:
    """The first page of a PDF as a scanner sees it."""
    document = pypdfium2.PdfDocument(path)
    picture = document[0].render(scale=_DPI / 72).to_pil().convert("RGB")
    document.close()
    return picture


def scanned(path: Path, picture: Image.Image) -> Path:
    """A PDF with nothing but the picture on its page."""
    picture.save(path, format="PDF", resolution=_DPI)
    return path


def scan(folder: Path, lines: Sequence[str] = LINES, *, turn: int = 0, skew: float = 0.0) -> Path:
    """A scanned page, laid on the glass turned clockwise by ``turn`` degrees and falling to the right by ``skew``."""
    picture = picture_of(text_page(folder / "text.pdf", lines))
    picture = picture.rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    if turn:
        picture = picture.rotate(-turn, expand=True)
    return scanned(folder / f"scan-{turn}-{skew}.pdf", picture)
