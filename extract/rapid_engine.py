"""Character recognition by RapidOCR with the PP-OCR models that come in its package. Runs in child processes only.

Text is found on a small picture of the page and recognised on a large one: finding costs by the pixel and gains nothing
from fine ones. Its classifier of upside-down lines is not used, as it turns lines of clean pages; how a page is turned
is told from several lines together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from math import atan2, degrees, hypot
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, Protocol, Self, cast

import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from corpus.errors import ErrorCode, ReadError
from extract.recognition import Point, Quad, Reading, ReadLine, ReadWord
from extract.rotation import HALF, QUARTER, THREE_QUARTERS, quad_back, reread, turned
from extract.text_line import SeenCharacter, words_of_line

#: The models of rapidocr 3.10 (PP-OCRv6, small), by the sha256 of their bytes.
_DETECTION = ("PP-OCRv6_det_small.onnx", "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f")
_RECOGNITION = ("PP-OCRv6_rec_small.onnx", "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884")
#: Longer side of the picture on which text is found, in pixels: 120 dots per inch of an A4 page.
_FINDING_PIXELS = 1400
#: Lines read with less certainty are ornaments, seals and dirt.
_MIN_CONFIDENCE = 0.5
#: A piece of text this many times longer than high says along which axis it runs.
_LONG = 1.5
#: So many lines tell whether the page stands on its head.
_WITNESSES = 5
#: A page whose first witnesses are read with this certainty is upright.
_SURE = 0.9
#: Lines this many times longer than high tell by how much the page is askew.
_TELLS_SKEW = 4.0
#: Degrees; lines that differ more from the skew of the page do not run along its lines.
_LEVEL = 10.0


class _Line(NamedTuple):
    words: list[ReadWord]
    quad: Quad
    confidence: float


class _Found(Protocol):
    """What the package answers: corners of lines, or texts of lines, each with certainties and places of characters."""

    boxes: Sequence[Sequence[tuple[float, float]]] | None
    txts: Sequence[str] | None
    scores: Sequence[float]
    word_results: Sequence[Any]


class RapidEngine:
    """RapidOCR with its models loaded."""

    def __init__(self, engine: RapidOCR) -> None:
        self._engine = engine

    @classmethod
    def load(cls) -> Self:
        """The engine with models checked by their hash.

        Raises :class:`ReadError` with ``ocr_unavailable`` when a model is missing or is not the expected one.
        """
        threads = "EngineConfig.onnxruntime"
        params = {
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.text_score": 0.0,
            "Global.max_side_len": 1_000_000,
            # A path of ours: by name, the package would download what it does not find.
            "Det.model_path": str(_checked(*_DETECTION)),
            "Rec.model_path": str(_checked(*_RECOGNITION)),
            # Pages are read side by side by processes; threads inside them would only wait for each other, and the
            # order of their sums would change results.
            f"{threads}.intra_op_num_threads": 1,
            f"{threads}.inter_op_num_threads": 1,
        }
        return cls(RapidOCR(params=params))

    def read(self, picture: Image.Image) -> Reading:
        """As :meth:`extract.recognition.Recogniser.read`."""
        quads = self._found(picture)
        turn = self._turn(picture, quads)
        if turn:
            upright = turned(picture, turn)
            lines = self._lines(upright, self._found(upright))
        else:
            lines = self._lines(picture, quads)
        skew = _skew(lines)
        read = tuple(
            ReadLine(words=tuple(line.words), quad=line.quad, level=abs(_angle(line.quad) - skew) <= _LEVEL)
            for line in lines
        )
        return Reading(lines=tuple(_turned_back(line, turn, picture.size) for line in read), turn=turn, skew=skew)

    def _found(self, picture: Image.Image) -> list[Quad]:
        """Where text stands on the picture."""
        scale = min(_FINDING_PIXELS / max(picture.size), 1.0)
        size = (max(round(picture.width * scale), 1), max(round(picture.height * scale), 1))
        small = picture.resize(size, Image.Resampling.LANCZOS) if scale < 1 else picture
        found = self._run(small, use_det=True, use_rec=False)
        if found.boxes is None:
            return []
        return [Quad(*(Point(float(x) / scale, float(y) / scale) for x, y in box)) for box in found.boxes]

    def _turn(self, picture: Image.Image, quads: Sequence[Quad]) -> int:
        """Degrees clockwise by which the picture is to be turned so that most of its text stands upright."""
        long = sorted((quad for quad in quads if _is_long(quad)), key=_area, reverse=True)
        upright = [quad for quad in long if _width(quad) > _height(quad)]
        if 2 * len(upright) >= len(long):
            witnesses = upright[:_WITNESSES]
            if not witnesses or self._certainty(picture, witnesses, 0) >= _SURE:
                return 0
            choices = (0, HALF)
        else:
            witnesses = [quad for quad in long if _width(quad) <= _height(quad)][:_WITNESSES]
            choices = (QUARTER, THREE_QUARTERS)
        return max(choices, key=lambda turn: self._certainty(picture, witnesses, turn))

    def _certainty(self, picture: Image.Image, quads: Sequence[Quad], turn: int) -> float:
        lines = [self._line(picture, reread(quad, turn)) for quad in quads]
        return sum(line.confidence for line in lines) / len(lines)

    def _lines(self, picture: Image.Image, quads: Sequence[Quad]) -> list[_Line]:
        lines = []
        for quad in quads:
            line = self._line(picture, quad) if _width(quad) * _LONG > _height(quad) else self._upright(picture, quad)
            if line.words and line.confidence >= _MIN_CONFIDENCE:
                lines.append(line)
        return lines

    def _upright(self, picture: Image.Image, quad: Quad) -> _Line:
        """A line that runs up or down the page, read in the direction in which it says more."""
        both = [self._line(picture, reread(quad, turn)) for turn in (QUARTER, THREE_QUARTERS)]
        return max(both, key=lambda line: line.confidence)

    def _line(self, picture: Image.Image, quad: Quad) -> _Line:
        piece = _cut(picture, quad)
        found = self._run(piece, use_det=False, use_rec=True, return_word_box=True)
        if not found.txts or not found.txts[0].strip():
            return _Line(words=[], quad=quad, confidence=0.0)
        text, info = found.txts[0], found.word_results[0]
        columns = iter([column for word in info.word_cols for column in word])
        at = 0.0
        characters = []
        for character, confidence in zip(text, info.confs, strict=True):
            if not character.isspace():
                at = min((next(columns) + 0.5) / info.line_txt_len, 1.0)
            characters.append(SeenCharacter(character, at, float(confidence)))
        words = [
            ReadWord(text=word.text, quad=_part(quad, word.left, word.right), confidence=word.confidence)
            for word in words_of_line(characters, piece)
        ]
        return _Line(words=words, quad=quad, confidence=float(found.scores[0]))

    def _run(self, picture: Image.Image, **steps: bool) -> _Found:
        pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
        try:
            return cast(_Found, self._engine(pixels, use_cls=False, **steps))
        # The package raises exceptions of its own kinds, of OpenCV and of the runtime of its models.
        except Exception as error:
            raise ReadError(ErrorCode.OCR_FAILED, f"RapidOCR says: {type(error).__name__}.") from error


def _checked(name: str, expected: str) -> Path:
    spec = find_spec("rapidocr")
    path = Path(spec.origin or "").parent / "models" / name if spec else Path(name)
    if not path.is_file():
        raise ReadError(ErrorCode.OCR_UNAVAILABLE, f"The model {name} of rapidocr is missing.")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise ReadError(ErrorCode.OCR_UNAVAILABLE, f"The model {name} has sha256 {found}, expected {expected}.")
    return path


def _skew(lines: Sequence[_Line]) -> float:
    angles = [_angle(line.quad) for line in lines if _width(line.quad) > _TELLS_SKEW * _height(line.quad)]
    level = [angle for angle in angles if abs(angle) < 45]  # noqa: PLR2004  Half a quarter turn: the others run up or down.
    return median(level) if level else 0.0


def _angle(quad: Quad) -> float:
    """Degrees by which the line falls to the right."""
    return degrees(atan2(quad.top_right.y - quad.top_left.y, quad.top_right.x - quad.top_left.x))


def _width(quad: Quad) -> float:
    return max(_distance(quad.top_left, quad.top_right), _distance(quad.bottom_left, quad.bottom_right))


def _height(quad: Quad) -> float:
    return max(_distance(quad.top_left, quad.bottom_left), _distance(quad.top_right, quad.bottom_right))


def _distance(first: Point, second: Point) -> float:
    return hypot(second.x - first.x, second.y - first.y)


def _area(quad: Quad) -> float:
    return _width(quad) * _height(quad)


def _is_long(quad: Quad) -> bool:
    short, long = sorted((_width(quad), _height(quad)))
    return long >= _LONG * short


def _cut(picture: Image.Image, quad: Quad) -> Image.Image:
    """The picture of a line, level and upright."""
    size = (max(round(_width(quad)), 1), max(round(_height(quad)), 1))
    corners = (*quad.top_left, *quad.bottom_left, *quad.bottom_right, *quad.top_right)
    return picture.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)


def _part(quad: Quad, left: float, right: float) -> Quad:
    """The corners of the part of a line between two shares of its width."""
    return Quad(
        _between(quad.top_left, quad.top_right, left),
        _between(quad.top_left, quad.top_right, right),
        _between(quad.bottom_left, quad.bottom_right, right),
        _between(quad.bottom_left, quad.bottom_right, left),
    )


def _between(first: Point, second: Point, share: float) -> Point:
    return Point(first.x + (second.x - first.x) * share, first.y + (second.y - first.y) * share)


def _turned_back(line: ReadLine, turn: int, size: tuple[int, int]) -> ReadLine:
    """A line of the turned picture in the pixels of the picture itself."""
    words = tuple(word._replace(quad=quad_back(word.quad, turn, size)) for word in line.words)
    return line._replace(words=words, quad=quad_back(line.quad, turn, size))
