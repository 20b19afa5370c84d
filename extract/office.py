"""Reads office files: elements become pages that Assay lays out itself. Runs in child processes only.

The same bytes always give the same pages, so a page can be drawn again later from the file alone.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ErrorCode, ReadError
from extract.element import Element
from extract.layout import PageLayout
from extract.page_drawing import draw_page
from extract.paragraph import Paragraph
from extract.spreadsheet import elements_of_workbook
from extract.typesetting import Typesetter
from extract.wordprocessing import elements_of_docx
from ingest.limits import DEFAULT_LIMITS, MEBIBYTE
from ingest.mediatype import DOCX, XLSX

_READERS: dict[str, Callable[[Path], Iterator[Element]]] = {DOCX: elements_of_docx, XLSX: elements_of_workbook}
OFFICE_TYPES = frozenset(_READERS)
#: Bytes of all parts of an office file together, unpacked; the largest real ones have a fifth of it.
MAX_UNPACKED = 512 * MEBIBYTE


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeReading:
    """The pages of an office file and the paragraphs on them."""

    layouts: tuple[PageLayout, ...]
    paragraphs: tuple[Paragraph, ...]
    #: For pages that stand for what lies beyond a limit: which one.
    cuts: dict[int, str]


def read_office(path: Path, media_type: str, max_pages: int) -> OfficeReading:
    """The whole file.

    Raises :class:`ReadError` with ``broken_document`` or ``archive_ratio``.
    """
    typesetter = Typesetter(max_pages)
    with readable_office(path):
        pages = list(typesetter.pages(_READERS[media_type](path)))
    if not pages:
        raise ReadError(ErrorCode.NO_PAGES, "Found neither text nor pictures.")
    return OfficeReading(
        layouts=tuple(page.layout for page in pages),
        paragraphs=tuple(typesetter.paragraphs),
        cuts={page.layout.number: page.cut for page in pages if page.cut},
    )


def render_office_page(path: Path, media_type: str, number: int, scale: float) -> bytes:
    """The picture of a page as PNG, ``scale`` pixels per point.

    Raises :class:`ReadError` when the file cannot be read or has no such page.
    """
    with readable_office(path):
        for page in Typesetter(number).pages(_READERS[media_type](path)):
            if page.layout.number == number and not page.cut:
                return draw_page(page, scale)
    raise ReadError(ErrorCode.PAGE_FAILED, f"Found no page {number} to draw.")


@contextmanager
def readable_office(path: Path) -> Iterator[None]:
    """Names every failure of a library; they raise anything on damaged files."""
    try:
        _check_size(path)
        yield
    except (ReadError, MemoryError):
        # Out of memory is a matter of the child process, which its parent names.
        raise
    except Exception as error:
        raise ReadError(ErrorCode.BROKEN_DOCUMENT, f"Reading it gave {_origin(error)}.") from error


def _origin(error: BaseException) -> str:
    """The name of the first error behind this one. Messages are left out: they hold paths of the machine."""
    while error.__cause__ is not None or error.__context__ is not None:
        error = error.__cause__ or error.__context__ or error
    return type(error).__name__


def _check_size(path: Path) -> None:
    """Refuse a bomb by its own account of its size; no more than that is unpacked of any part."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise ReadError(ErrorCode.ARCHIVE_RATIO, f"Found {unpacked} bytes in its parts, the limit is {MAX_UNPACKED}.")
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > DEFAULT_LIMITS.ratio_floor_bytes and ratio > DEFAULT_LIMITS.max_ratio:
            detail = f"Found {ratio:.0f} bytes for each packed byte, the limit is {DEFAULT_LIMITS.max_ratio}."
            raise ReadError(ErrorCode.ARCHIVE_RATIO, detail)
