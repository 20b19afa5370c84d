"""Reads pages of a PDF, or of a picture, with PDFium. Runs in child processes only: its input is untrusted.

PDFium is not thread safe and answers in the user space of the page; everything leaves this module in the coordinates
of :mod:`extract.word`.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from corpus.errors import ErrorCode, ReadError
from extract.character import CharacterReader
from extract.document import PageFlag, PageStatus
from extract.line import Line, PlacedWord, lines_of
from extract.opening import Pages, opened
from extract.region import Block, blocks_of
from extract.transform import PageFrame
from extract.word import Word, WordFlag

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
_POINTS_PER_INCH = 72
#: Pixels of the longer side of a page that is recognised: an A5 page at 200 dots per inch, and twice an A4 page.
_FEWEST_PIXELS = 1600
_MOST_PIXELS = 4700
#: What a damaged page makes PDFium, its binding or the layout raise; memory that runs out is none of them.
_PAGE_FAULTS = (ReadError, RuntimeError, ValueError, ArithmeticError, LookupError, ctypes.ArgumentError)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLayout:
    """One page as read: its account and its blocks of lines in reading order."""

    number: int
    status: PageStatus
    flags: tuple[PageFlag, ...]
    width: float
    height: float
    blocks: tuple[Block, ...]
    #: Words that are on the page but not in the blocks, because a person cannot see them.
    unseen: tuple[Word, ...]
    #: What was found wrong when the status is ``failed``.
    fault: str = ""


def page_count(path: Path, passwords: Sequence[str] = ()) -> int:
    """The number of pages. Raises :class:`ReadError` with ``encrypted``, ``broken_document`` or ``no_pages``."""
    with opened(path, passwords) as document:
        pages = len(document)
    if pages == 0:
        raise ReadError(ErrorCode.NO_PAGES, "Found 0 pages.")
    return pages


def read_pages(path: Path, first: int, last: int, passwords: Sequence[str] = ()) -> list[PageLayout]:
    """The pages from ``first`` to ``last``, both included, counted from 1.

    A page that cannot be opened is there with status ``failed``. Raises :class:`ReadError` when the document cannot be
    opened.
    """
    with opened(path, passwords) as document:
        return [_read_page(document, number) for number in range(first, last + 1)]


def render_page(path: Path, number: int, scale: float, passwords: Sequence[str] = ()) -> bytes:
    """The picture of a page as PNG, ``scale`` pixels per point; annotations and forms are drawn.

    Raises :class:`ReadError` when the document or the page cannot be opened.
    """
    with opened(path, passwords) as document, _page(document, number) as page:
        buffer = io.BytesIO()
        try:
            picture = page.render(scale=scale).to_pil().convert("RGB")
        except _PAGE_FAULTS as error:
            raise ReadError(ErrorCode.PAGE_FAILED, f"Page {number} cannot be drawn: {error}") from error
        picture.save(buffer, format="PNG", compress_level=3)
        return buffer.getvalue()


def page_picture(path: Path, number: int, *, dpi: float, passwords: Sequence[str] = ()) -> tuple[Image.Image, float]:
    """The picture of a page in red, green and blue, and its pixels per point.

    It has ``dpi`` dots per inch, or fewer when the page is so large that the picture would not fit into memory, and
    more when the page is so small that its letters would have too few.

    Raises :class:`ReadError` as :func:`render_page` does.
    """
    with opened(path, passwords) as document, _page(document, number) as page:
        scale = dpi / _POINTS_PER_INCH
        longest = max(*page.get_size(), 1.0)
        scale = min(max(scale, _FEWEST_PIXELS / longest), _MOST_PIXELS / longest)
        try:
            return page.render(scale=scale).to_pil().convert("RGB"), scale
        except _PAGE_FAULTS as error:
            raise ReadError(ErrorCode.PAGE_FAILED, f"Page {number} cannot be drawn: {error}") from error


@contextmanager
def _page(document: Pages, number: int) -> Iterator[pdfium.PdfPage]:
    try:
        page = document[number - 1]
    except (pdfium.PdfiumError, IndexError) as error:
        raise ReadError(ErrorCode.PAGE_FAILED, f"Page {number} does not open: {error}") from error
    try:
        yield page
    finally:
        page.close()


def _read_page(document: Pages, number: int) -> PageLayout:
    try:
        with _page(document, number) as page:
            return _layout(page, number)
    except _PAGE_FAULTS as error:
        return failed_page(number, error.detail if isinstance(error, ReadError) else f"Page {number}: {error}")


def failed_page(number: int, found: str) -> PageLayout:
    """The layout that stands for a page that could not be read."""
    return PageLayout(
        number=number, status=PageStatus.FAILED, flags=(), width=0.0, height=0.0, blocks=(), unseen=(), fault=found
    )


def _layout(page: pdfium.PdfPage, number: int) -> PageLayout:
    frame = PageFrame.of(page)
    images = _image_shares(page, frame)
    scanned = max(images, default=0.0) >= _SCAN_IMAGE
    placed = list(_words(page, frame, trust_invisible=scanned))
    seen = [entry for entry in placed if not entry.word.flags]
    flags: list[PageFlag] = []
    hidden = {flag for entry in placed for flag in entry.word.flags}
    if hidden - {WordFlag.OFF_PAGE}:
        flags.append(PageFlag.HIDDEN_TEXT)
    if WordFlag.OFF_PAGE in hidden:
        flags.append(PageFlag.OFF_PAGE_TEXT)
    if _broken(seen):
        flags.append(PageFlag.BROKEN_ENCODING)
    if seen:
        status = PageStatus.TEXT
        if max(images, default=0.0) >= _LARGE_IMAGE:
            flags.append(PageFlag.PICTURES)
    else:
        status = PageStatus.EMPTY if _blank(page) else PageStatus.IMAGE_ONLY
    lines: list[Line] = lines_of(seen)
    return PageLayout(
        number=number,
        status=status,
        flags=tuple(flags),
        width=round(frame.width, 2),
        height=round(frame.height, 2),
        blocks=tuple(blocks_of(lines)),
        unseen=tuple(entry.word for entry in placed if entry.word.flags),
    )


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


def _broken(placed: list[PlacedWord]) -> bool:
    text = "".join(entry.word.text for entry in placed)
    if not text:
        return False
    meaningless = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in text)
    meaningless += 5 * text.count("(cid:")
    return meaningless / len(text) > _BROKEN_SHARE


def _blank(page: pdfium.PdfPage) -> bool:
    scale = min(_GLANCE_SCALE, _GLANCE_PIXELS / max(page.get_size()))
    picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    darkest, _ = picture.getextrema()
    return bool(darkest >= _PAPER)
