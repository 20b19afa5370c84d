"""Certificates that tests draw for themselves: invented companies, bodies and numbers in layouts as bodies use them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
MIDDLE = WIDTH / 2
#: Latin, Greek and Cyrillic; Chinese; Japanese. Regular and bold.
_FONTS = (
    ("source-sans/ttf/SourceSans3-Regular.ttf", "source-sans/ttf/SourceSans3-Bold.ttf"),
    ("kurinto/ttf/KurintoSansSC-Rg.ttf", "kurinto/ttf/KurintoSansSC-Bd.ttf"),
    ("kurinto/ttf/KurintoSansJP-Rg.ttf", "kurinto/ttf/KurintoSansJP-Bd.ttf"),
)


class Piece(NamedTuple):
    """A line of text: where it begins, or where its middle is."""

    x: float
    #: Points from the top of the page to the baseline.
    y: float
    size: float
    text: str
    bold: bool = False
    centred: bool = False
    #: Degrees against the clock.
    turn: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What a drawn certificate says; a test asks for what is given."""

    standard: str
    holder: str
    number: str
    issuer: str
    issue: str
    expiry: str
    #: The beginning of its scope, folded for comparing; empty when it prints none.
    scope: str = ""
    first: str = ""
    #: On 2026-11-22.
    status: str = "valid"
    warnings: tuple[str, ...] = ()
    sites: int = 0


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A drawn paper."""

    name: str
    pages: tuple[tuple[Piece, ...], ...]
    truths: tuple[Truth, ...] = ()
    #: ``certificate``, or what else it is.
    kind: str = "certificate"
    languages: tuple[str, ...] = field(default=("en",))


def drawings() -> tuple[Drawn, ...]:
    """The papers of ``certificate_layouts.yaml``."""
    rows = yaml.safe_load(Path(__file__).with_name("certificate_layouts.yaml").read_text(encoding="utf-8"))
    return tuple(_drawing(row) for row in rows)


def _drawing(row: dict[str, Any]) -> Drawn:
    truths = [Truth(**{**truth, "warnings": tuple(truth.get("warnings", ()))}) for truth in row.get("truths", ())]
    return Drawn(
        name=row["name"],
        kind=row.get("kind", "certificate"),
        languages=tuple(row["languages"]),
        truths=tuple(truths),
        pages=tuple(tuple(_piece(entry) for entry in page) for page in row["pages"]),
    )


def _piece(entry: list[Any]) -> Piece:
    x, y, size, text, *rest = entry
    bold, turn = (rest + [False, 0.0][len(rest) :])[:2]
    return Piece(MIDDLE if x == "c" else x, y, size, text, bold, x == "c", turn)


def draw(path: Path, drawn: Drawn) -> Path:
    """The paper as a PDF."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in drawn.pages:
        for piece in page:
            _draw(canvas, piece)
        canvas.showPage()
    canvas.save()
    return path


def _draw(canvas: Canvas, piece: Piece) -> None:
    name = _font(piece.text, bold=piece.bold)
    canvas.saveState()
    canvas.setFont(name, piece.size)
    x = piece.x - stringWidth(piece.text, name, piece.size) / 2 if piece.centred else piece.x
    canvas.translate(x, HEIGHT - piece.y)
    canvas.rotate(piece.turn)
    canvas.drawString(0, 0, piece.text)
    canvas.restoreState()


def _font(text: str, *, bold: bool) -> str:
    wide = any("\u2e80" <= character <= "\u9fff" for character in text)
    kana = any("\u3040" <= character <= "\u30ff" for character in text)
    return _registered(2 if kana else 1 if wide else 0, bold=bold)


@cache
def _registered(family: int, *, bold: bool) -> str:
    name = f"certificate-{family}-{'bold' if bold else 'regular'}"
    path = Path(str(files("weblate_fonts"))) / "static" / "weblate_fonts" / _FONTS[family][bold]
    pdfmetrics.registerFont(TTFont(name, str(path)))
    return name
