"""PDFs that tests draw for themselves, and a short way to what Assay reads in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract import pdf
from extract.assembly import passages_of
from extract.layout import PageLayout
from extract.passage import Passage
from extract.word import Word
from ingest.mediatype import PDF
from ingest.source_file import Sha256, SourceFile

DrawPage = Callable[[Canvas], None]

FONT, BOLD, SIZE, LEADING = "Helvetica", "Helvetica-Bold", 10.0, 12.0
WIDTH, HEIGHT = A4
#: Codes of the standard font beyond ASCII.
_FREE_CODES = 128


def drawn(path: Path, *pages: DrawPage, size: tuple[float, float] = A4) -> Path:
    """A PDF with one page per drawing function."""
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    for page in pages:
        canvas.setFont(FONT, SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return path


def turned(path: Path, *, rotation: int = 0, media: Sequence[float] = (), crop: Sequence[float] = ()) -> Path:
    """The PDF again beside itself, with its first page turned and its boxes set (left, bottom, right, top)."""
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    page.set_rotation(rotation)
    if media:
        page.set_mediabox(*media)
    if crop:
        page.set_cropbox(*crop)
    result = path.with_name(f"turned-{rotation}-{path.name}")
    document.save(str(result))
    document.close()
    return result


def wrapped(text: str, width: float, *, font: str = FONT, size: float = SIZE) -> list[str]:
    """The lines of ``text`` set into a column of ``width`` points."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and stringWidth(longer, font, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def put(canvas: Canvas, x: float, top: float, lines: Sequence[str], *, font: str = FONT, size: float = SIZE) -> float:
    """Draw lines downwards from ``top`` (points from the top of the page); gives the height where they end."""
    canvas.setFont(font, size)
    for line in lines:
        top += size * LEADING / SIZE
        canvas.drawString(x, HEIGHT - top, line)
    canvas.setFont(FONT, SIZE)
    return top


def paragraph(canvas: Canvas, x: float, top: float, text: str, width: float = 440) -> float:
    """Draw a paragraph; gives the height where it ends."""
    return put(canvas, x, top, wrapped(text, width))


def layouts(path: Path) -> list[PageLayout]:
    """The pages of a PDF of our own making, read in this process."""
    return pdf.read_pages(path, 1, pdf.page_count(path))


def sha256(path: Path) -> Sha256:
    """The content hash of a file."""
    return Sha256(hashlib.sha256(path.read_bytes()).hexdigest())


def passages(path: Path) -> tuple[Passage, ...]:
    """The passages of a PDF of our own making."""
    return passages_of(sha256(path), layouts(path))[0]


def texts(path: Path) -> list[str]:
    """The texts of the passages of a PDF of our own making."""
    return [passage.text for passage in passages(path)]


def words_of(layout: PageLayout) -> list[Word]:
    """The words of a page that a person can see, in reading order."""
    return [word for block in layout.blocks for line in block.lines for word in line.words]


def source(path: Path, media_type: str = PDF) -> SourceFile:
    """The file as intake hands it on."""
    return SourceFile(sha256=sha256(path), media_type=media_type, name=path.name, size=path.stat().st_size, path=path)


def mapped_pdf(path: Path, *pages: Sequence[tuple[float, float, str]]) -> Path:
    """A PDF whose characters stand for any Unicode text, by a character map: (x, height from the bottom, text).

    The glyphs are those of a standard font, so no font with rare scripts is needed; each is 0.6 font sizes wide.
    """
    letters = sorted({letter for page in pages for _, _, text in page for letter in text})
    # Characters of the standard font keep their own codes, so that PDFium's idea of their widths holds.
    codes = {letter: ord(letter) for letter in letters if " " <= letter <= "~"}
    others = [letter for letter in letters if letter not in codes]
    if len(others) > _FREE_CODES:
        message = f"found {len(others)} characters outside ASCII, expected {_FREE_CODES} at most"
        raise ValueError(message)
    codes |= {letter: 0xFF - index for index, letter in enumerate(others)}
    rows = "".join(f"<{code:02X}> <{letter.encode('utf-16-be').hex().upper()}>\n" for letter, code in codes.items())
    character_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        + "".join(
            f"{len(part)} beginbfchar\n" + "".join(f"{row}\n" for row in part) + "endbfchar\n"
            for part in _parts(rows.splitlines(), 100)
        )
        + "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    advances = " ".join(["600"] * 224)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        _pages_object(len(pages)),
        (
            f"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding "
            f"/FirstChar 32 /LastChar 255 /Widths [{advances}] /ToUnicode 4 0 R >>"
        ).encode(),
        _stream(character_map),
    ]
    for index, page in enumerate(pages):
        strokes = "\n".join(
            f"BT /F1 {SIZE} Tf {x} {y} Td <{''.join(f'{codes[letter]:02X}' for letter in text)}> Tj ET"
            for x, y, text in page
        )
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH:.2f} {HEIGHT:.2f}] /Contents {6 + 2 * index} 0 R "
                "/Resources << /Font << /F1 3 0 R >> >> >>"
            ).encode(),
            _stream(strokes),
        ]
    path.write_bytes(raw_pdf(objects))
    return path


def raw_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()


def _pages_object(count: int) -> bytes:
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(count))
    return f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode()


def _stream(text: str) -> bytes:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream".encode()


def _parts(rows: list[Any], length: int) -> list[list[Any]]:
    return [rows[start : start + length] for start in range(0, len(rows), length)]
