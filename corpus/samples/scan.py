"""The scanned sample certificate: a page picture, slightly turned and noisy, in a PDF without a text layer.

The picture is kept beside this module, because its bytes depend on the versions of the page renderer and of the JPEG
coder. `python -m corpus.samples.scan` draws it anew after a change of the certificate.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.samples.certificate import certificate
from corpus.samples.certificate_text import SAFETY

PICTURE: Final = Path(__file__).parent / "scan.jpg"

_DOTS_PER_INCH = 170
_TURN_DEGREES = 1.3
_PAPER = 238
_NOISE = 7.0
_JPEG_QUALITY = 52
_SEED = 45001


def scanned_certificate() -> bytes:
    """A PDF of one A4 page that holds nothing but the scanned picture."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle("Scanned document")
    # Given a path, the library would name the picture after it, and the bytes would depend on where the checkout is.
    canvas.drawImage(ImageReader(io.BytesIO(PICTURE.read_bytes())), 0, 0, width=A4[0], height=A4[1])
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw_picture() -> bytes:
    """A JPEG of the ISO 45001 certificate as an office scanner leaves it: turned by 1.3 degrees, grey paper, noise."""
    document = pypdfium2.PdfDocument(certificate(SAFETY))
    try:
        page = document[0].render(scale=_DOTS_PER_INCH / 72).to_pil().convert("L")
    finally:
        document.close()
    turned = page.rotate(_TURN_DEGREES, resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(0.7))
    noise = np.random.default_rng(_SEED).normal(0.0, _NOISE, size=(soft.height, soft.width))
    shade = np.linspace(0.0, -16.0, soft.width)[np.newaxis, :]
    grey = np.asarray(soft, dtype=np.float64) * (_PAPER / 255) + noise + shade
    out = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=_JPEG_QUALITY, dpi=(170, 170))
    return out.getvalue()


if __name__ == "__main__":
    PICTURE.write_bytes(draw_picture())
