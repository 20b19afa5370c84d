"""Reads the text layer of a page. Runs in child processes only: its input is untrusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.character import CharacterReader
from extract.concealment import concealed
from extract.document import PageFlag, PageStatus
from extract.layout import PageLayout
from extract.legibility import is_garbled, meaningless_share
from extract.line import PlacedWord, lines_of
from extract.page_object import drawn_objects
from extract.picture_text import pictures_with_text
from extract.ruling import rules_of
from extract.table_finder import find_tables
from extract.table_place import blocks_with_tables
from extract.transform import PageFrame
from extract.word import Box, WordFlag

#: An image that covers this share of the page may hold text that nobody has read.
_LARGE_IMAGE = 0.2
#: A scan with a text layer laid under it by a recogniser: the image covers most of the page.
_SCAN_IMAGE = 0.5
#: Share of characters without a meaning from which the text layer is called broken.
_BROKEN_SHARE = 0.05
#: Scale, pixels of the longer side at most, and darkness at which a page without text is looked at for marks.
_GLANCE_SCALE = 0.5
_GLANCE_PIXELS = 2000
_PAPER = 250
#: What words that are left out say of their page.
_PAGE_FLAGS = {
    WordFlag.OFF_PAGE: PageFlag.OFF_PAGE_TEXT,
    WordFlag.INVISIBLE: PageFlag.HIDDEN_TEXT,
    WordFlag.TINY: PageFlag.HIDDEN_TEXT,
    WordFlag.TRANSPARENT: PageFlag.HIDDEN_TEXT,
    WordFlag.SAME_COLOUR: PageFlag.HIDDEN_TEXT,
    WordFlag.COVERED: PageFlag.HIDDEN_TEXT,
}


def layout_of(page: pdfium.PdfPage, number: int) -> PageLayout:
    """The page as its text layer has it; ``image_only`` when it has none that is of use.

    Raises what PDFium, its binding or the layout raise over a damaged page.
    """
    frame = PageFrame.of(page)
    images = _image_shares(page, frame)
    scanned = max(images, default=0.0) >= _SCAN_IMAGE
    placed = list(_words(page, frame, trust_invisible=scanned))
    objects = list(drawn_objects(page)) if placed else []
    rules = rules_of(objects, frame)
    if not scanned:
        placed = _with_concealed(placed, concealed(page, frame, objects, placed))
    flags = {_PAGE_FLAGS[flag] for entry in placed for flag in entry.word.flags}
    seen = [entry for entry in placed if not entry.word.flags]
    unseen = [entry.word for entry in placed if entry.word.flags]
    text = " ".join(entry.word.text for entry in seen)
    if meaningless_share(text) > _BROKEN_SHARE:
        flags.add(PageFlag.BROKEN_ENCODING)
    if is_garbled(text):
        # What the letters show can only be read from the picture of the page.
        flags.add(PageFlag.BROKEN_ENCODING)
        unseen.extend(entry.word._replace(flags=(WordFlag.GARBLED,)) for entry in seen)
        seen, status = [], PageStatus.IMAGE_ONLY
    elif seen:
        status = PageStatus.TEXT
        if max(images, default=0.0) >= _LARGE_IMAGE:
            flags.add(PageFlag.PICTURES)
    else:
        status = PageStatus.EMPTY if _blank(page) else PageStatus.IMAGE_ONLY
    found = find_tables(seen, rules, frame.width)
    pictures: tuple[Box, ...] = ()
    if status is PageStatus.TEXT and max(images, default=0.0) >= _LARGE_IMAGE:
        pictures = pictures_with_text(page, frame, objects, [entry.word for entry in placed])
    return PageLayout(
        number=number,
        status=status,
        flags=tuple(flag for flag in PageFlag if flag in flags),
        width=round(frame.width, 2),
        height=round(frame.height, 2),
        blocks=tuple(blocks_with_tables(lines_of(found.others), found.tables)),
        unseen=tuple(unseen),
        pictures=pictures,
    )


def _with_concealed(placed: Sequence[PlacedWord], hidden: dict[int, WordFlag]) -> list[PlacedWord]:
    return [
        entry._replace(word=entry.word._replace(flags=(hidden[index],))) if index in hidden else entry
        for index, entry in enumerate(placed)
    ]


def _words(page: pdfium.PdfPage, frame: PageFrame, *, trust_invisible: bool) -> Iterator[PlacedWord]:
    textpage = page.get_textpage()
    try:
        reader = CharacterReader(textpage, frame, trust_invisible=trust_invisible)
        yield from reader.words()
    finally:
        textpage.close()


def _image_shares(page: pdfium.PdfPage, frame: PageFrame) -> list[float]:
    """The share of the page that each image covers."""
    area = frame.width * frame.height
    shares: list[float] = []
    if not area:
        return shares
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            left, bottom, right, top = image.get_bounds()
        except pdfium.PdfiumError:
            # An image without bounds is not drawn.
            continue
        box = frame.clipped(frame.box(left, bottom, right, top))
        shares.append(max(box.width, 0.0) * max(box.height, 0.0) / area)
    return shares


def _blank(page: pdfium.PdfPage) -> bool:
    scale = min(_GLANCE_SCALE, _GLANCE_PIXELS / max(page.get_size()))
    picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    darkest, _ = picture.getextrema()
    return bool(darkest >= _PAPER)
