"""The second engine: reads pages of a PDF with pdfplumber. Runs in child processes only: its input is untrusted.

It takes ten to twenty times as long as PDFium and does not tell what text is painted invisibly. It reads the page that
ends the process of the first engine, and shows that a quote is found again when the engine changes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from corpus.errors import ErrorCode, ReadError
from extract.document import PageFlag, PageStatus
from extract.layout import PageLayout, failed_page
from extract.line import PlacedWord, lines_of
from extract.region import blocks_of
from extract.transform import PageFrame
from extract.word import Box, Word, WordFlag

#: Points between characters from which a new word begins; the default of the library suits text of ten points.
_X_TOLERANCE_RATIO = 0.15
#: Share of the height of a line that lies below the baseline, where the font does not say.
_DESCENT = 0.2
_SOFT_HYPHEN = "\u00ad"
_HYPHENS = ("-", "\u2010", _SOFT_HYPHEN)
_DROPPED = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\x00"))
_RIGHT_TO_LEFT = ("R", "AL")
#: Points; smaller text cannot be read on paper.
_TINY = 1.0


def read_pages(path: Path, first: int, last: int, passwords: Sequence[str] = ()) -> list[PageLayout]:
    """The pages from ``first`` to ``last``, both included, counted from 1.

    A page that cannot be read is there with status ``failed``. Raises :class:`ReadError` when the document cannot be
    opened.
    """
    with _opened(path, passwords) as document:
        return [_read_page(document, number) for number in range(first, last + 1)]


@contextmanager
def _opened(path: Path, passwords: Sequence[str]) -> Iterator[PDF]:
    document = None
    for password in ("", *passwords):
        try:
            document = pdfplumber.open(path, password=password)
            break
        except MemoryError:
            raise
        except Exception as error:
            if not _asks_for_password(error):
                raise ReadError(ErrorCode.BROKEN_DOCUMENT, f"pdfplumber gave {type(error).__name__}.") from error
    if document is None:
        raise ReadError(ErrorCode.ENCRYPTED, "It opens with a password only.")
    try:
        yield document
    finally:
        document.close()


def _asks_for_password(error: Exception) -> bool:
    wrapped = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    return isinstance(wrapped, PDFPasswordIncorrect)


def _read_page(document: PDF, number: int) -> PageLayout:
    if number > len(document.pages):
        return failed_page(number, f"Page {number} is not there.")
    page = document.pages[number - 1]
    try:
        return _layout(page, number)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001
        # The library raises anything on damaged pages; the failure is the page's, and is named in its account.
        return failed_page(number, f"Page {number}: pdfplumber gave {type(error).__name__}.")
    finally:
        # Everything that was read of the page is kept otherwise, for as long as the document is open.
        page.close()


def _layout(page: Any, number: int) -> PageLayout:  # noqa: ANN401
    visible = _visible(page)
    width, height = visible.width, visible.height
    # Where the library puts the top left corner of the visible page.
    left, top = page.mediabox[0] + visible.x0, page.mediabox[1] + visible.y0
    level = page.filter(lambda entry: entry["object_type"] != "char" or _is_level(entry))
    found = level.extract_words(
        x_tolerance_ratio=_X_TOLERANCE_RATIO, use_text_flow=True, extra_attrs=["size", "fontname"]
    )
    turned = _turned_words([character for character in page.chars if not _is_level(character)])
    placed = [entry for raw in found for entry in _placed(raw, (left, top), (width, height), level=True)]
    placed += [entry for raw in turned for entry in _placed(raw, (left, top), (width, height), level=False)]
    seen = [entry for entry in placed if not entry.word.flags]
    status = PageStatus.TEXT if seen else PageStatus.IMAGE_ONLY if page.images else PageStatus.EMPTY
    off_page = any(WordFlag.OFF_PAGE in entry.word.flags for entry in placed)
    return PageLayout(
        number=number,
        status=status,
        flags=(*((PageFlag.OFF_PAGE_TEXT,) if off_page else ()), PageFlag.SECOND_ENGINE),
        width=round(width, 2),
        height=round(height, 2),
        blocks=tuple(blocks_of(lines_of(_joined(seen)))),
        unseen=tuple(entry.word for entry in placed if entry.word.flags),
    )


def _visible(page: Any) -> Box:  # noqa: ANN401
    """The crop box inside the media box, from the top left corner of the paper after rotation, in points.

    Both are taken from the file: the library turns crop boxes about another point than the page.
    """
    paper, crop = _upright(page.page_obj.mediabox), _upright(page.page_obj.cropbox)
    frame = PageFrame(left=paper.x0, bottom=paper.y0, right=paper.x1, top=paper.y1, rotation=page.rotation)
    return frame.clipped(frame.box(*crop))


def _upright(corners: Sequence[float]) -> Box:
    x0, y0, x1, y1 = (float(corner) for corner in corners)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_level(character: dict[str, Any]) -> bool:
    """Whether a character stands upright and is followed by the one on its right."""
    return bool(character["upright"] and character["matrix"][0] > 0)


def _turned_words(characters: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Words of characters that run in another direction, in the order in which they are drawn."""
    word: dict[str, Any] | None = None
    for character in characters:
        blank = not str(character["text"]).strip()
        if word is not None and (blank or _apart(word["last"], character)):
            yield word
            word = None
        if blank:
            continue
        if word is None:
            word = {**character, "last": character}
            continue
        word["text"] += character["text"]
        word["x0"], word["top"] = min(word["x0"], character["x0"]), min(word["top"], character["top"])
        word["x1"], word["bottom"] = max(word["x1"], character["x1"]), max(word["bottom"], character["bottom"])
        word["last"] = character
    if word is not None:
        yield word


def _apart(first: dict[str, Any], second: dict[str, Any]) -> bool:
    across = max(first["x0"], second["x0"]) - min(first["x1"], second["x1"])
    down = max(first["top"], second["top"]) - min(first["bottom"], second["bottom"])
    return bool(max(across, down) > _X_TOLERANCE_RATIO * max(first["size"], second["size"]))


def _placed(
    raw: dict[str, Any], origin: tuple[float, float], size: tuple[float, float], *, level: bool
) -> Iterator[PlacedWord]:
    text = unicodedata.normalize("NFC", str(raw["text"]).translate(_DROPPED))
    if not text.strip():
        return
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        # The library gives characters from left to right; PDFium, and readers, give them in the order of speech.
        text = text[::-1]
    (left, top), (width, height) = origin, size
    x0, y0, x1, y1 = raw["x0"] - left, raw["top"] - top, raw["x1"] - left, raw["bottom"] - top
    flags: list[WordFlag] = []
    if x1 <= 0 or y1 <= 0 or x0 >= width or y0 >= height:
        flags.append(WordFlag.OFF_PAGE)
    else:
        x0, y0, x1, y1 = max(x0, 0.0), max(y0, 0.0), min(x1, width), min(y1, height)
    if 0 < float(raw["size"]) < _TINY:
        flags.append(WordFlag.TINY)
    word = Word(
        text=text,
        box=Box(round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)),
        size=round(float(raw["size"]), 2),
        bold="bold" in str(raw["fontname"]).lower(),
        flags=tuple(flags),
    )
    yield PlacedWord(word=word, baseline=y1 - _DESCENT * (y1 - y0), level=level)


def _joined(placed: Sequence[PlacedWord]) -> list[PlacedWord]:
    """Words whose hyphen at the end of a line divides them lose it and go on in the next line."""
    joined: list[PlacedWord] = []
    for index, entry in enumerate(placed):
        text = entry.word.text
        following = placed[index + 1] if index + 1 < len(placed) else None
        divided = (
            following is not None
            and text.endswith(_HYPHENS)
            and text[:-1][-1:].isalpha()
            and following.word.text[0].islower()
            and following.baseline > entry.baseline + entry.word.size / 2
        )
        if divided:
            entry = entry._replace(word=entry.word._replace(text=text[:-1], glued=True))  # noqa: PLW2901
        joined.append(entry)
    return joined
