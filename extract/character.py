"""Puts the characters that PDFium finds on a page together into words. Runs in child processes only."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.line import PlacedWord
from extract.transform import PageFrame
from extract.word import Box, Word, WordFlag

#: PDFium puts this where a hyphen at a line end divides a word.
_SOFT_HYPHEN = 0xAD
_LINE_END_HYPHENS = frozenset({0xFFFE, 0x02, _SOFT_HYPHEN})
#: PDFium leaves these as they are at the very end of a page, where a word may be divided too.
_HYPHENS = frozenset({0x2D, 0x2010})
#: Characters beyond the first plane may come as two halves (UTF-16).
_HIGH_SURROGATE, _LOW_SURROGATE, _AFTER_SURROGATES = 0xD800, 0xDC00, 0xE000
_REPLACEMENT = 0xFFFD
#: Font weights from here on are bold (OpenType usWeightClass).
_BOLD_WEIGHT = 600
#: Bytes of the name of a font that are looked at, and what bold ones are called.
_FONT_NAME = 128
_BOLD_NAME = re.compile(r"bold|black|heavy|[-,]bd\b", re.IGNORECASE)
#: Characters that take no room: soft hyphen inside a line, zero-width space, joiners, byte order mark.
_DROPPED = frozenset({0x00, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF})
#: Latin ligatures are compatibility characters: people search and quote their letters.
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
#: Points; smaller text cannot be read on paper.
_TINY = 1.0
#: Radians; text turned further does not run along the x axis.
_LEVEL_ANGLE = 0.26


class CharacterReader:
    """Puts the characters of a text page together into words."""

    def __init__(self, textpage: pdfium.PdfTextPage, frame: PageFrame, *, trust_invisible: bool) -> None:
        self._textpage = textpage
        self._frame = frame
        self._trust_invisible = trust_invisible
        self._left, self._right, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._count = raw.FPDFText_CountChars(textpage)
        self._start = 0
        self._bold_fonts: dict[int, bool] = {}
        self._characters: list[str] = []
        self._box: list[float] = []

    def words(self) -> Iterator[PlacedWord]:
        """The words in the order of the content stream."""
        for index, code in self._codes():
            if code in _LINE_END_HYPHENS:
                if code != _SOFT_HYPHEN or self._ends_line(index):
                    yield from self._finish(glued=True)
            elif code in _HYPHENS and index + 1 == self._count and self._in_word():
                yield from self._finish(glued=True)
            elif chr(code).isspace():
                yield from self._finish()
            elif code not in _DROPPED:
                character = chr(code) if unicodedata.category(chr(code)) != "Cc" else chr(_REPLACEMENT)
                if not self._extend(index, character):
                    yield from self._finish()
                    self._extend(index, character)
        yield from self._finish()

    def _codes(self) -> Iterator[tuple[int, int]]:
        """Each character's place and code point; two halves of one character are put together."""
        high = 0
        for index in range(self._count):
            code = raw.FPDFText_GetUnicode(self._textpage, index)
            if _HIGH_SURROGATE <= code < _LOW_SURROGATE:
                high = code
                continue
            if _LOW_SURROGATE <= code < _AFTER_SURROGATES:
                code = _joined_surrogates(high, code) if high else _REPLACEMENT
            high = 0
            yield index, code

    def _in_word(self) -> bool:
        return bool(self._characters) and self._characters[-1].isalpha()

    def _ends_line(self, index: int) -> bool:
        if index + 1 == self._count:
            return True
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
        if WordFlag.OFF_PAGE not in flags:
            box = frame.clipped(box)
        bold = raw.FPDFText_GetFontWeight(self._textpage, start) >= _BOLD_WEIGHT or self._is_named_bold(start)
        word = Word(text=text, box=box, glued=glued, size=round(size, 2), bold=bold, flags=flags)
        yield PlacedWord(
            word=word, baseline=baseline, level=frame.is_level(angle, _LEVEL_ANGLE), source=self._source(start)
        )

    def _source(self, start: int) -> int:
        """The address of the object that draws a character."""
        text_object = raw.FPDFText_GetTextObject(self._textpage, start)
        return ctypes.addressof(text_object.contents) if text_object else 0

    def _is_named_bold(self, start: int) -> bool:
        """Whether the font of a character is bold by its name: standard fonts, and many others, state no weight."""
        text_object = raw.FPDFText_GetTextObject(self._textpage, start)
        font = raw.FPDFTextObj_GetFont(text_object) if text_object else None
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._bold_fonts:
            name = ctypes.create_string_buffer(_FONT_NAME)
            raw.FPDFFont_GetBaseFontName(font, name, _FONT_NAME)
            self._bold_fonts[address] = bool(_BOLD_NAME.search(name.value.decode("utf-8", "replace")))
        return self._bold_fonts[address]

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
