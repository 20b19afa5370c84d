"""What an engine of character recognition is asked and what it answers; the engines are :mod:`extract.rapid_engine`
and :mod:`extract.tesseract_engine`.
"""

from __future__ import annotations

import shutil
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from typing import NamedTuple, Protocol

from PIL import Image

from corpus.errors import ErrorCode, ReadError

#: The name of the command on the path.
TESSERACT_COMMAND = "tesseract"


class OcrChoice(StrEnum):
    """Which engine reads pages that have no usable text layer."""

    AUTO = "auto"  #: rapidocr when it is installed, else tesseract
    OFF = "off"  #: none; such pages stay unread
    RAPIDOCR = "rapidocr"  #: RapidOCR with the models of its package
    TESSERACT = "tesseract"  #: the tesseract command of the system


class Point(NamedTuple):
    """Pixels from the left and from the top of a picture."""

    x: float
    y: float


class Quad(NamedTuple):
    """The four corners of a piece of text as it is read: first character top, last character top, and below them."""

    top_left: Point
    top_right: Point
    bottom_right: Point
    bottom_left: Point


class ReadWord(NamedTuple):
    """A word on a picture."""

    text: str
    quad: Quad
    #: How sure the engine is, 0 to 1; engines differ in what they mean by it.
    confidence: float
    #: True when the next word follows without a space.
    glued: bool = False


class ReadLine(NamedTuple):
    """Words of one line of text in reading order."""

    words: tuple[ReadWord, ...]
    quad: Quad
    #: False when it runs neither along the usual lines of the page nor nearly so.
    level: bool = True


class Reading(NamedTuple):
    """The text of a picture. Corners are in pixels of the picture as it was given."""

    lines: tuple[ReadLine, ...]
    #: Degrees clockwise by which the picture is to be turned so that its text stands upright: 0, 90, 180 or 270.
    turn: int
    #: Degrees by which lines fall to the right once the picture is turned; negative when they rise.
    skew: float


class Recogniser(Protocol):
    """An engine that is ready to read pictures."""

    def read(self, picture: Image.Image) -> Reading:
        """The text of a picture.

        Raises :class:`corpus.errors.ReadError` with ``ocr_failed`` when the engine fails.
        """
        ...


def chosen_engine(choice: OcrChoice) -> OcrChoice:
    """The engine that ``choice`` means here: ``off``, ``rapidocr`` or ``tesseract``.

    Raises :class:`ReadError` with ``ocr_unavailable`` when it is not installed.
    """
    if choice in (OcrChoice.AUTO, OcrChoice.RAPIDOCR) and find_spec("rapidocr") and find_spec("onnxruntime"):
        return OcrChoice.RAPIDOCR
    if choice in (OcrChoice.AUTO, OcrChoice.TESSERACT) and shutil.which(TESSERACT_COMMAND):
        return OcrChoice.TESSERACT
    if choice is OcrChoice.OFF:
        return choice
    wanted = "rapidocr and tesseract are" if choice is OcrChoice.AUTO else f"{choice} is"
    raise ReadError(ErrorCode.OCR_UNAVAILABLE, f"{wanted.capitalize()} not installed.")


@cache
def recogniser(engine: OcrChoice) -> Recogniser:
    """The engine, loaded once for the process.

    Raises :class:`ReadError` with ``ocr_unavailable`` when it or its models are missing or are not the expected ones.
    """
    # An engine is loaded in the child that uses it, and only there.
    if engine is OcrChoice.RAPIDOCR:
        from extract.rapid_engine import RapidEngine  # noqa: PLC0415

        return RapidEngine.load()
    from extract.tesseract_engine import TesseractEngine  # noqa: PLC0415

    return TesseractEngine.load()
