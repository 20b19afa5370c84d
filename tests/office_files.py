"""Small office files made for one test each, and what is asked of the pages that come from them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

import docx
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from PIL import Image

from extract.assembly import passages_from
from extract.element import Element
from extract.page_drawing import draw_page
from extract.passage import Passage
from extract.set_page import SetPage
from extract.typesetting import Typesetter
from extract.word import Box, Word, text_of
from ingest.source_file import Sha256

SHA = Sha256("0" * 64)


def docx_file(path: Path, fill: Callable[[DocxDocument], object]) -> Path:
    """A DOCX with what ``fill`` puts into an empty document."""
    document = docx.Document()
    fill(document)
    document.save(str(path))
    return path


def xlsx_file(path: Path, fill: Callable[[Workbook], object]) -> Path:
    """An XLSX with what ``fill`` puts into a workbook with one empty sheet."""
    workbook = Workbook()
    fill(workbook)
    workbook.save(path)
    return path


def add_xml(document: DocxDocument, xml: str) -> None:
    """Put raw XML at the end of the body; ``w`` and the drawing prefixes are declared."""
    declared = nsdecls("w", "wp", "a", "pic", "r")
    shapes = (
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    body = document.element.body
    tag, rest = re.match(r"<[\w:]+", xml)[0], re.sub(r"^<[\w:]+", "", xml)
    body.insert(len(body) - 1, parse_xml(f"{tag} {declared} {shapes}{rest}"))


def with_parts(path: Path, changed: dict[str, bytes]) -> Path:
    """Replace or add parts of an office file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **changed}.items():
            archive.writestr(name, content)
    return path


def part_of(path: Path, name: str) -> bytes:
    """One part of an office file."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def set_pages(elements: Iterable[Element], max_pages: int = 100) -> tuple[list[SetPage], tuple[Passage, ...]]:
    """The pages and passages of these elements."""
    typesetter = Typesetter(max_pages)
    pages = list(typesetter.pages(elements))
    passages, _ = passages_from(SHA, typesetter.paragraphs)
    return pages, passages


def seen_words(page: SetPage) -> list[Word]:
    """The words that passages may be made of."""
    return [word for block in page.layout.blocks for line in block.lines for word in line.words]


def all_words(page: SetPage) -> list[Word]:
    """Those that were left out of passages too."""
    return seen_words(page) + list(page.layout.unseen)


def assert_sound(pages: list[SetPage], passages: Iterable[Passage]) -> None:
    """Boxes lie inside their page, apart from one another and on ink, and passages are made of their words."""
    for page in pages:
        boxes = [word.box for word in all_words(page)]
        for box in boxes:
            assert 0 <= box.x0 < box.x1 <= page.layout.width, box
            assert 0 <= box.y0 < box.y1 <= page.layout.height, box
        assert not [pair for pair in combinations(boxes, 2) if _overlap(*pair)]
        assert_ink(page, boxes)
    words = {(page.layout.number, word.box): word for page in pages for word in seen_words(page)}
    for passage in passages:
        quoted = [words[span.page, box] for span in passage.spans for box in span.boxes]
        assert text_of(quoted) == passage.text


def assert_ink(page: SetPage, boxes: Iterable[Box], scale: float = 2.0) -> None:
    """Something dark is drawn inside every box."""
    if page.cut:
        return
    picture = Image.open(io.BytesIO(draw_page(page, scale))).convert("L")
    assert picture.size == (round(page.layout.width * scale), round(page.layout.height * scale))
    for box in boxes:
        darkest, _ = picture.crop(tuple(round(value * scale) for value in box)).getextrema()
        assert darkest < 190, box


def _overlap(first: Box, second: Box) -> bool:
    return min(first.x1, second.x1) - max(first.x0, second.x0) > 0.02 and (
        min(first.y1, second.y1) - max(first.y0, second.y0) > 0.02
    )
