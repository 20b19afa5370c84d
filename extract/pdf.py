"""Reads pages of a PDF, or of a picture, with PDFium. Runs in child processes only: its input is untrusted.

PDFium is not thread safe and answers in the user space of the page; everything leaves this module in the coordinates
of :mod:`extract.word`.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from corpus.errors import ErrorCode, ReadError
from extract.layout import PageLayout, failed_page
from extract.opening import Pages, opened
from extract.page_object import drawn_objects
from extract.picture_text import without_text
from extract.text_layer import layout_of

_POINTS_PER_INCH = 72
#: Pixels of the longer side of a page that is recognised: an A5 page at 200 dots per inch, and twice an A4 page.
_FEWEST_PIXELS = 1600
_MOST_PIXELS = 4700
#: What a damaged page makes PDFium, its binding or the layout raise; memory that runs out is none of them.
_PAGE_FAULTS = (ReadError, RuntimeError, ValueError, ArithmeticError, LookupError, ctypes.ArgumentError)


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


def page_picture(
    path: Path, number: int, *, dpi: float, passwords: Sequence[str] = (), text: bool = True
) -> tuple[Image.Image, float]:
    """The picture of a page in red, green and blue, and its pixels per point; ``text`` says whether with its text.

    It has ``dpi`` dots per inch, or fewer when the page is so large that the picture would not fit into memory, and
    more when the page is so small that its letters would have too few.

    Raises :class:`ReadError` as :func:`render_page` does.
    """
    with opened(path, passwords) as document, _page(document, number) as page:
        scale = dpi / _POINTS_PER_INCH
        longest = max(*page.get_size(), 1.0)
        scale = min(max(scale, _FEWEST_PIXELS / longest), _MOST_PIXELS / longest)
        try:
            if not text:
                without_text(list(drawn_objects(page)))
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
            return layout_of(page, number)
    except _PAGE_FAULTS as error:
        return failed_page(number, error.detail if isinstance(error, ReadError) else f"Page {number}: {error}")
