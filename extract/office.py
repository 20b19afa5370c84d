"""Reads files without pages of their own: elements become pages that Assay lays out. Runs in child processes only.

The same bytes always give the same pages, so a page can be drawn again later from the file alone.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ErrorCode, ReadError
from extract.document import PageFlag
from extract.element import Element, Gap
from extract.layout import PageLayout
from extract.mail import elements_of_mail, elements_of_outlook
from extract.page_drawing import draw_page
from extract.paragraph import Paragraph
from extract.plain_text import elements_of_text
from extract.slides import elements_of_slides
from extract.spreadsheet import elements_of_workbook
from extract.typesetting import Typesetter
from extract.unlocking import unlocked
from extract.web_page import elements_of_web_page
from extract.wordprocessing import elements_of_docx
from ingest.limits import DEFAULT_LIMITS, MEBIBYTE
from ingest.mediatype import DOCX, HTML, MAIL, MSG, OLE, PPTX, TEXT, XLSX, spoken

_READERS: dict[str, Callable[[Path], Iterator[Element]]] = {
    DOCX: elements_of_docx,
    XLSX: elements_of_workbook,
    PPTX: elements_of_slides,
    HTML: elements_of_web_page,
    TEXT: elements_of_text,
    MAIL: elements_of_mail,
    MSG: elements_of_outlook,
}
_PACKAGES = frozenset({DOCX, XLSX, PPTX})
#: Types of files that are laid out; an encrypted office file is one once it is open.
OFFICE_TYPES = frozenset(_READERS)
#: Programs in Visual Basic, and those of workbooks from before it.
_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|^xl/(?:intl)?macrosheets/", re.IGNORECASE)
#: Bytes of all parts of an office file together, unpacked; the largest real ones have a fifth of it.
MAX_UNPACKED = 512 * MEBIBYTE


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeReading:
    """The pages of an office file and the paragraphs on them."""

    layouts: tuple[PageLayout, ...]
    paragraphs: tuple[Paragraph, ...]
    #: For pages that stand for what lies beyond a limit: which one.
    cuts: dict[int, str]


def read_office(path: Path, media_type: str, max_pages: int, passwords: Sequence[str] = ()) -> OfficeReading:
    """The whole file; each password is tried on an encrypted one.

    Raises :class:`ReadError` with ``broken_document``, ``archive_ratio``, ``encrypted`` or ``unsupported_type``.
    """
    typesetter = Typesetter(max_pages)
    with _elements(path, media_type, passwords) as elements:
        pages = list(typesetter.pages(elements))
    if not pages:
        raise ReadError(ErrorCode.NO_PAGES, "Found neither text nor pictures.")
    return OfficeReading(
        layouts=tuple(page.layout for page in pages),
        paragraphs=tuple(typesetter.paragraphs),
        cuts={page.layout.number: page.cut for page in pages if page.cut},
    )


def render_office_page(path: Path, media_type: str, number: int, scale: float, passwords: Sequence[str] = ()) -> bytes:
    """The picture of a page as PNG, ``scale`` pixels per point.

    Raises :class:`ReadError` when the file cannot be read or has no such page.
    """
    with _elements(path, media_type, passwords) as elements:
        for page in Typesetter(number).pages(elements):
            if page.layout.number == number and not page.cut:
                return draw_page(page, scale)
    raise ReadError(ErrorCode.PAGE_FAILED, f"Found no page {number} to draw.")


@contextmanager
def readable_office(path: Path) -> Iterator[None]:
    """Names every failure of a library; they raise anything on damaged files."""
    with _named_failures():
        _checked_parts(path)
        yield


@contextmanager
def _elements(path: Path, media_type: str, passwords: Sequence[str]) -> Iterator[Iterator[Element]]:
    """What the file holds; failures are named while it is used."""
    with _named_failures(), ExitStack() as stack:
        if media_type == OLE:
            path, media_type = stack.enter_context(unlocked(path, passwords))
        if media_type not in _READERS:
            raise ReadError(ErrorCode.UNSUPPORTED_TYPE, f"Found {spoken(media_type)} behind the password.")
        elements = _READERS[media_type](path)
        yield _with_macros(elements, path) if media_type in _PACKAGES else elements


@contextmanager
def _named_failures() -> Iterator[None]:
    try:
        yield
    except (ReadError, MemoryError):
        # Out of memory is a matter of the child process, which its parent names.
        raise
    except Exception as error:
        chain = list(_chain(error))
        if any(isinstance(link, MemoryError | ImportError | SystemError) for link in chain):
            # A library dressed it up, or there was not enough of it to load one.
            raise MemoryError from error
        # Messages are left out: they hold paths of the machine.
        raise ReadError(ErrorCode.BROKEN_DOCUMENT, f"Reading it gave {type(chain[-1]).__name__}.") from error


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those behind it, the first one last."""
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def _with_macros(elements: Iterator[Element], path: Path) -> Iterator[Element]:
    """The elements, with a note behind the first of them when the file holds programs."""
    names = _checked_parts(path)
    for index, element in enumerate(elements):
        yield element
        if index == 0 and any(_MACROS.search(name) for name in names):
            yield Gap(note="Macros, neither read nor run", flag=PageFlag.MACROS)


def _checked_parts(path: Path) -> list[str]:
    """The names of the parts. Refuses a bomb by its own account of its size; no more is unpacked of any part."""
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
    return [part.filename for part in parts]
