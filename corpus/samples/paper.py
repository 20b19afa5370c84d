"""Pages of the sample PDFs: flowing text, ruled tables, running header and footer, the same bytes every time.

Coordinates here are PDF points from the lower left corner of the page, as the drawing library has them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import white
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from corpus.samples.hyphenation import hyphenated
from corpus.samples.markup import BlockKind, blocks
from corpus.samples.stylesheet import COPPER, GREY, INK, PALE, Stylesheet, Typeface

Box = tuple[float, float, float, float]  # left, bottom, width, height
Draw = Callable[[Canvas], None]

_HEADING_ROOM = 64.0  # a heading and three lines: less than this below it, and it goes to the next column


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One kind of page: where its text flows and what is drawn around it."""

    name: str
    size: tuple[float, float]
    frames: tuple[Box, ...]
    draw: Draw


@dataclass(frozen=True, kw_only=True)
class Running:
    """What stands at the head and foot of every page."""

    left: str
    right: str
    foot: str
    page_word: str
    face: Typeface


def paper(
    story: Sequence[Flowable],
    sheets: Sequence[Sheet],
    *,
    title: str,
    author: str,
    encrypt: StandardEncryption | None = None,
) -> bytes:
    """A PDF of the story poured into the sheets; the first sheet is the first page."""
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=sheets[0].size, title=title, author=author, invariant=1, pageCompression=0, encrypt=encrypt
    )
    document.addPageTemplates([_template(sheet) for sheet in sheets])
    document.build(list(story))
    return out.getvalue()


def _template(sheet: Sheet) -> PageTemplate:
    frames = [
        Frame(*box, id=f"{sheet.name}{number}", leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        for number, box in enumerate(sheet.frames)
    ]

    def on_page(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        sheet.draw(canvas)
        canvas.restoreState()

    return PageTemplate(
        id=sheet.name,
        frames=frames,
        pagesize=sheet.size,
        onPage=on_page,
    )


def draw_running(canvas: Canvas, running: Running, size: tuple[float, float], *, margin: float = 48) -> None:
    """Draws the running header and footer with rules; the page number comes from the canvas."""
    width, height = size
    canvas.setStrokeColor(COPPER)
    canvas.setLineWidth(0.6)
    canvas.line(margin, height - 42, width - margin, height - 42)
    canvas.line(margin, 38, width - margin, 38)
    canvas.setFillColor(GREY)
    canvas.setFont(running.face.regular, 7.5)
    canvas.drawString(margin, height - 36, running.left)
    canvas.drawRightString(width - margin, height - 36, running.right)
    canvas.drawString(margin, 27, running.foot)
    canvas.drawRightString(width - margin, 27, f"{running.page_word} {canvas.getPageNumber()}")


def flow(text: str, styles: Stylesheet) -> list[Flowable]:
    """The flowing paragraphs of a marked-up text, with soft hyphens in long words."""
    style_of = {
        BlockKind.CHAPTER: styles.chapter,
        BlockKind.SECTION: styles.section,
        BlockKind.BULLET: styles.bullet,
        BlockKind.PARAGRAPH: styles.body,
    }
    story: list[Flowable] = []
    for block in blocks(text):
        style = style_of[block.kind]
        if block.kind in (BlockKind.CHAPTER, BlockKind.SECTION):
            story += [CondPageBreak(_HEADING_ROOM), Paragraph(block.text, style)]
        else:
            bullet = "\u2022" if block.kind is BlockKind.BULLET else None
            story.append(Paragraph(_small_indices(hyphenated(block.text)), style, bulletText=bullet))
    return story


def _small_indices(text: str) -> str:
    # The library's own subscript hangs so low that it touches the next line.
    return text.replace("<sub>", '<sub rise="1.5" size="6.5">')


def ruled_table(rows: Iterable[Sequence[str]], widths: Sequence[float], styles: Stylesheet) -> Table:
    """A table with all rules drawn, whose first row is repeated on each page that the table runs on to."""
    first, *others = rows
    cells = [[Paragraph(text, styles.head) for text in first]]
    cells += [[Paragraph(text, styles.cell) for text in row] for row in others]
    table = Table(cells, colWidths=list(widths), repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, INK),
                ("BACKGROUND", (0, 0), (-1, 0), PALE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return table


def fact_table(facts: Iterable[tuple[str, str]], widths: tuple[float, float], styles: Stylesheet) -> Table:
    """A two-column table of names and values with light rules between rows."""
    cells = [[Paragraph(name, styles.head), Paragraph(value, styles.cell)] for name, value in facts]
    table = Table(cells, colWidths=list(widths), hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, GREY),
                ("BACKGROUND", (0, 0), (0, -1), PALE),
                ("BACKGROUND", (1, 0), (1, -1), white),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ]
        )
    )
    return table
