"""Reads pages of a PDF with PDFium. Runs in child processes only: its input is untrusted.

PDFium is not thread safe and answers in the user space of the page; everything leaves this module in the coordinates
of :mod:`extract.word`.
"""

from __future__ import annotations

import ctypes
import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.errors import ErrorCode, ReadError
from extract.document import PageFlag, PageStatus
from extract.line import Line, PlacedWord, lines_of
from extract.region import Block, blocks_of
from extract.transform import PageFrame
from extract.word import Box, Word, WordFlag

#: PDFium puts this where a hyphen at a line end divides a word.
_SOFT_HYPHEN = 0xAD
_LINE_END_HYPHENS = frozenset({0xFFFE, 0x02, _SOFT_HYPHEN})
#: Characters beyond the first plane may come as two halves (UTF-16).
_HIGH_SURROGATE, _LOW_SURROGATE, _AFTER_SURROGATES = 0xD800, 0xDC00, 0xE000
_REPLACEMENT = 0xFFFD
#: Font weights from here on are bold (OpenType usWeightClass).
_BOLD_WEIGHT = 600
#: Characters that take no room: soft hyphen inside a line, zero-width space, joiners, byte order mark.
_DROPPED = frozenset({0x00, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF})
#: Latin ligatures are compatibility characters: people search and quote their letters.
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
#: Points; smaller text cannot be read on paper.
_TINY = 1.0
#: Radians; text turned further does not run along the x axis.
_LEVEL_ANGLE = 0.26
#: An image that covers this share of the page may hold text that nobody has read.
_LARGE_IMAGE = 0.2
#: A scan with a text layer laid under it by a recogniser: the image covers most of the page.
_SCAN_IMAGE = 0.5
#: Share of characters without a meaning from which the text layer is called broken.
_BROKEN_SHARE = 0.05
#: Scale and darkness at which a page without text is looked at for marks.
_GLANCE_SCALE = 0.5
_PAPER = 250


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


def page_count(path: Path) -> int:
    """The number of pages. Raises :class:`ReadError` with ``encrypted``, ``broken_document`` or ``no_pages``."""
    with _opened(path) as document:
        pages = len(document)
    if pages == 0:
        raise ReadError(ErrorCode.NO_PAGES, "Found 0 pages.")
    return pages


def read_pages(path: Path, first: int, last: int) -> list[PageLayout]:
    """The pages from ``first`` to ``last``, both included, counted from 1.

    A page that cannot be opened is there with status ``failed``. Raises :class:`ReadError` when the document cannot be
    opened.
    """
    with _opened(path) as document:
        return [_read_page(document, number) for number in range(first, last + 1)]


def render_page(path: Path, number: int, scale: float) -> bytes:
    """The picture of a page as PNG, ``scale`` pixels per point; annotations and forms are drawn.

    Raises :class:`ReadError` when the document or the page cannot be opened.
    """
    with _opened(path) as document, _page(document, number) as page:
        buffer = io.BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(buffer, format="PNG", compress_level=3)
        return buffer.getvalue()


@contextmanager
def _opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ReadError(ErrorCode.ENCRYPTED, "It opens with a password only.") from error
        raise ReadError(ErrorCode.BROKEN_DOCUMENT, f"PDFium says: {error}") from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def _page(document: pdfium.PdfDocument, number: int) -> Iterator[pdfium.PdfPage]:
    try:
        page = document[number - 1]
    except (pdfium.PdfiumError, IndexError) as error:
        raise ReadError(ErrorCode.PAGE_FAILED, f"Page {number} does not open: {error}") from error
    try:
        yield page
    finally:
        page.close()


def _read_page(document: pdfium.PdfDocument, number: int) -> PageLayout:
    try:
        with _page(document, number) as page:
            return _layout(page, number)
    except ReadError:
        return PageLayout(
            number=number, status=PageStatus.FAILED, flags=(), width=0.0, height=0.0, blocks=(), unseen=()
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
        reader = _CharacterReader(textpage, frame, trust_invisible=trust_invisible)
        yield from reader.words()
    finally:
        textpage.close()


class _CharacterReader:
    """Puts the characters of a text page together into words."""

    def __init__(self, textpage: pdfium.PdfTextPage, frame: PageFrame, *, trust_invisible: bool) -> None:
        self._textpage = textpage
        self._frame = frame
        self._trust_invisible = trust_invisible
        self._left, self._right, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._start = 0
        self._characters: list[str] = []
        self._box: list[float] = []

    def words(self) -> Iterator[PlacedWord]:
        """The words in the order of the content stream."""
        unicode_of = raw.FPDFText_GetUnicode
        high = 0
        for index in range(raw.FPDFText_CountChars(self._textpage)):
            code = unicode_of(self._textpage, index)
            if _HIGH_SURROGATE <= code < _LOW_SURROGATE:
                high = code
                continue
            if _LOW_SURROGATE <= code < _AFTER_SURROGATES:
                code = _joined_surrogates(high, code) if high else _REPLACEMENT
                high = 0
            if code in _LINE_END_HYPHENS:
                if code != _SOFT_HYPHEN or self._ends_line(index):
                    yield from self._finish(glued=True)
                continue
            if code in _DROPPED:
                continue
            character = chr(code)
            if character.isspace():
                yield from self._finish()
                continue
            if unicodedata.category(character) == "Cc":
                character = "\ufffd"
            if self._extend(index, character):
                continue
            yield from self._finish()
            self._extend(index, character)
        yield from self._finish()

    def _ends_line(self, index: int) -> bool:
        following = raw.FPDFText_GetUnicode(self._textpage, index + 1)
        return following in (0x0A, 0x0D)

    def _extend(self, index: int, character: str) -> bool:
        """Take a character into the word; ``False`` when it stands too far off to belong to it."""
        raw.FPDFText_GetCharBox(self._textpage, index, self._left, self._right, self._bottom, self._top)
        x0, y0, x1, y1 = self._left.value, self._bottom.value, self._right.value, self._top.value
        box = self._box
        if not self._characters:
            self._start = index
            self._box = [x0, y0, x1, y1]
        elif x1 > x0 and box[2] > box[0] and _apart(box, x0, y0, x1, y1):
            return False
        elif x1 > x0 or y1 > y0:
            if box[2] <= box[0]:
                self._box = [x0, y0, x1, y1]
            else:
                self._box = [min(box[0], x0), min(box[1], y0), max(box[2], x1), max(box[3], y1)]
        self._characters.append(_LIGATURES.get(character, character))
        return True

    def _finish(self, *, glued: bool = False) -> Iterator[PlacedWord]:
        if not self._characters:
            return
        text = unicodedata.normalize("NFC", "".join(self._characters))
        self._characters = []
        start, frame = self._start, self._frame
        box = frame.box(*self._box)
        origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._textpage, start, origin_x, origin_y)
        _, baseline = frame.point(origin_x.value, origin_y.value)
        angle = raw.FPDFText_GetCharAngle(self._textpage, start)
        size = self._font_size(start, box)
        flags = self._flags(start, box, size)
        bold = raw.FPDFText_GetFontWeight(self._textpage, start) >= _BOLD_WEIGHT
        word = Word(text=text, box=box, glued=glued, size=round(size, 2), bold=bold, flags=flags)
        yield PlacedWord(word=word, baseline=baseline, level=frame.is_level(angle, _LEVEL_ANGLE))

    def _font_size(self, start: int, box: Box) -> float:
        matrix = raw.FS_MATRIX()
        size = float(raw.FPDFText_GetFontSize(self._textpage, start))
        if raw.FPDFText_GetMatrix(self._textpage, start, matrix):
            size *= float(matrix.c**2 + matrix.d**2) ** 0.5
        # Some producers set a font of one point and scale elsewhere; the glyphs themselves tell then.
        return size if size > 0 else box.height

    def _flags(self, start: int, box: Box, size: float) -> tuple[WordFlag, ...]:
        flags: list[WordFlag] = []
        frame = self._frame
        if box.x1 <= 0 or box.y1 <= 0 or box.x0 >= frame.width or box.y0 >= frame.height:
            flags.append(WordFlag.OFF_PAGE)
        if 0 < size < _TINY and box.height < _TINY:
            flags.append(WordFlag.TINY)
        if not self._trust_invisible:
            text_object = raw.FPDFText_GetTextObject(self._textpage, start)
            if text_object and raw.FPDFTextObj_GetTextRenderMode(text_object) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
                flags.append(WordFlag.INVISIBLE)
        return tuple(flags)


def _joined_surrogates(high: int, low: int) -> int:
    return 0x10000 + ((high - _HIGH_SURROGATE) << 10) + (low - _LOW_SURROGATE)


def _apart(box: list[float], x0: float, y0: float, x1: float, y1: float) -> bool:
    """Whether a character lies further from the word than its own size: a jump without a space in between."""
    reach = max(box[3] - box[1], y1 - y0, x1 - x0) * 1.5
    across = max(box[0], x0) - min(box[2], x1)
    down = max(box[1], y0) - min(box[3], y1)
    return across > reach or down > reach


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
    picture = page.render(scale=_GLANCE_SCALE, grayscale=True).to_pil().convert("L")
    darkest, _ = picture.getextrema()
    return bool(darkest >= _PAPER)
