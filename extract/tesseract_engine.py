"""Character recognition by the tesseract command. Runs in child processes only; the command is a child of theirs."""

from __future__ import annotations

import io
import os
import resource
import subprocess
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import atan2, degrees
from statistics import median
from typing import NamedTuple, Self

from PIL import Image

from corpus.errors import ErrorCode, ReadError
from extract.recognition import TESSERACT_COMMAND, Point, Quad, Reading, ReadLine, ReadWord
from extract.rotation import quad_back, turned

#: Languages with Latin letters that are used together when they are installed, as packages of data are named.
_LATIN = ("eng", "spa", "fra", "por", "deu", "ita", "tur", "pol", "nld")
_HAN = ("chi_sim", "eng")
#: Finds how the page is turned and in which script it is.
_ORIENTATION = "osd"
#: Seconds for one page, of wall time and of processor time; the limit of the page comes first when it is shorter.
_SECONDS = 180
#: Resolution that is stated to the command in dots per inch; it only scales what it takes for the size of letters.
_DPI = 200
#: Words that the command is less certain of are ornaments and dirt.
_MIN_CONFIDENCE = 0.3
#: Lines with so many words tell by how much the page is askew.
_TELLS_SKEW = 4


class _Row(NamedTuple):
    """A word of the command's table."""

    line: tuple[int, int, int]
    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float


class TesseractEngine:
    """The command with the languages that are installed beside it."""

    def __init__(self, languages: frozenset[str]) -> None:
        self._languages = languages

    @classmethod
    def load(cls) -> Self:
        """The engine. Raises :class:`ReadError` with ``ocr_unavailable`` when it has no language that is used here."""
        listed = _run(["--list-langs"], b"").split()
        languages = frozenset(listed) & {*_LATIN, *_HAN, _ORIENTATION}
        if not languages - {_ORIENTATION}:
            raise ReadError(ErrorCode.OCR_UNAVAILABLE, f"Tesseract has none of the languages {', '.join(_LATIN)}.")
        return cls(languages)

    def read(self, picture: Image.Image) -> Reading:
        """As :meth:`extract.recognition.Recogniser.read`."""
        turn, script = self._orientation(picture)
        upright = turned(picture, turn)
        order = (*_HAN, *_LATIN) if script.startswith(("Han", "Japanese")) else (*_LATIN, *_HAN)
        wanted = [language for language in dict.fromkeys(order) if language in self._languages]
        if script.startswith("Latin"):
            wanted = [language for language in wanted if language in _LATIN] or wanted
        table = _run(
            ["stdin", "stdout", "--psm", "3", "--dpi", str(_DPI), "-l", "+".join(wanted), "tsv"], _png(upright)
        )
        lines = [_line(list(rows)) for _, rows in groupby(_rows(table), key=lambda row: row.line)]
        back = [
            line._replace(
                quad=quad_back(line.quad, turn, picture.size),
                words=tuple(word._replace(quad=quad_back(word.quad, turn, picture.size)) for word in line.words),
            )
            for line in lines
        ]
        return Reading(lines=tuple(back), turn=turn, skew=_skew(lines))

    def _orientation(self, picture: Image.Image) -> tuple[int, str]:
        """Degrees clockwise by which the picture is to be turned, and its script; 0 and nothing when unknown."""
        if _ORIENTATION not in self._languages:
            return 0, ""
        command = ["stdin", "stdout", "--psm", "0", "--dpi", str(_DPI), "-l", _ORIENTATION]
        said = _run(command, _png(picture), strict=False)
        facts = dict(line.split(": ", 1) for line in said.splitlines() if ": " in line)
        return int(facts.get("Rotate", "0")) % 360, facts.get("Script", "")


def _run(arguments: Sequence[str], picture: bytes, *, strict: bool = True) -> str:
    """What the command prints; nothing when it fails and is not ``strict``, as it does on pages with little text."""
    try:
        done = subprocess.run(  # noqa: S603  The arguments are words of this module, the picture goes in by a pipe.
            [TESSERACT_COMMAND, *arguments],
            input=picture,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            # More threads than one are slower when pages are read side by side.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            preexec_fn=_limit,
        )
    except OSError as error:
        raise ReadError(ErrorCode.OCR_UNAVAILABLE, f"Tesseract does not start: {error.strerror}.") from error
    except subprocess.TimeoutExpired as error:
        raise ReadError(ErrorCode.OCR_FAILED, f"Tesseract took over {_SECONDS} s.") from error
    if done.returncode and strict:
        raise ReadError(ErrorCode.OCR_FAILED, f"Tesseract ended with exit code {done.returncode}.")
    return done.stdout.decode("utf-8", "replace") if not done.returncode else ""


def _limit() -> None:
    """The command ends by itself when the process that waits for it was ended."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.convert("L").save(buffer, format="PNG", compress_level=1)
    return buffer.getvalue()


def _rows(table: str) -> Iterable[_Row]:
    for line in table.splitlines()[1:]:
        cells = line.split("\t", 11)
        if len(cells) < 12 or not cells[11].strip():  # noqa: PLR2004  The columns of the command's table.
            continue
        block, paragraph, number, left, top, width, height = (int(cells[column]) for column in (2, 3, 4, 6, 7, 8, 9))
        confidence = float(cells[10]) / 100
        if confidence >= _MIN_CONFIDENCE:
            yield _Row((block, paragraph, number), cells[11].strip(), left, top, width, height, confidence)


def _line(rows: Sequence[_Row]) -> ReadLine:
    top, bottom = min(row.top for row in rows), max(row.top + row.height for row in rows)
    words = tuple(
        ReadWord(text=row.text, quad=_quad(row.left, row.top, row.width, row.height), confidence=row.confidence)
        for row in rows
    )
    left, right = min(row.left for row in rows), max(row.left + row.width for row in rows)
    return ReadLine(words=words, quad=_quad(left, top, right - left, bottom - top))


def _quad(left: int, top: int, width: int, height: int) -> Quad:
    right, bottom = left + width, top + height
    return Quad(Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom))


def _skew(lines: Sequence[ReadLine]) -> float:
    """Degrees by which lines fall to the right, by the middles of their first and last words."""
    angles = []
    for line in lines:
        if len(line.words) >= _TELLS_SKEW:
            first, last = line.words[0].quad, line.words[-1].quad
            down = (last.top_left.y + last.bottom_left.y - first.top_left.y - first.bottom_left.y) / 2
            angles.append(degrees(atan2(down, last.top_left.x - first.top_left.x)))
    return median(angles) if angles else 0.0
