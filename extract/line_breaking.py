"""Breaks text into lines of words that fit a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from extract import typeface

#: Characters without width or meaning of their own: controls, joiners, marks of direction, byte order marks.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Cn"})
#: They ask for a picture or a plain sign in place of the same character.
_VARIATIONS = range(0xFE00, 0xFE10)


class Piece(NamedTuple):
    """A word, or a part of one that is broken over lines, on its line."""

    text: str
    #: Points from the start of the line.
    x: float
    #: Points.
    width: float
    #: True when the word goes on in the next line.
    glued: bool = False


def cleaned(text: str) -> str:
    """The text in NFC without characters that stand for nothing; line ends and tabs stay."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    return "".join(character for character in normal if _stands_for_something(character))


def _stands_for_something(character: str) -> bool:
    if character in "\n\t":
        return True
    return unicodedata.category(character) not in _DROPPED and ord(character) not in _VARIATIONS


def lines_of_text(text: str, room: float, size: float, *, bold: bool) -> list[tuple[Piece, ...]]:
    """The lines of a text that is ``room`` points wide at most; words that are wider are broken.

    Line ends in the text end lines; empty lines are left out. The text must be :func:`cleaned`.
    """
    lines: list[tuple[Piece, ...]] = []
    for stretch in text.split("\n"):
        lines.extend(_filled(stretch.split(), room, size, bold=bold))
    return lines


def longest_word(text: str, *, bold: bool) -> float:
    """The width of the widest word in font sizes; Chinese text may be broken anywhere, so its characters count."""
    return max((_unbreakable(word, bold=bold) for word in text.split()), default=0.0)


def _filled(words: list[str], room: float, size: float, *, bold: bool) -> Iterator[tuple[Piece, ...]]:
    space = typeface.SPACE * size
    line: list[Piece] = []
    x = 0.0
    for word in words:
        rest = word
        while rest:
            wide = typeface.width(rest, bold=bold) * size
            if x + wide <= room:
                line.append(Piece(rest, x, wide))
                x += wide + space
                break
            if line and not _is_han(rest):
                yield tuple(line)
                line, x = [], 0.0
                continue
            head, head_width = _fitting(rest, room - x, size, bold=bold, at_least=0 if line else 1)
            if head:
                whole = len(head) == len(rest)
                line.append(Piece(head, x, head_width, glued=not whole))
                rest = rest[len(head) :]
            yield tuple(line)
            line, x = [], 0.0
    if line:
        yield tuple(line)


def _fitting(text: str, room: float, size: float, *, bold: bool, at_least: int) -> tuple[str, float]:
    """As many characters as fit, and their width in points."""
    used = 0.0
    for index, character in enumerate(text):
        advance = typeface.glyph(character, bold=bold).advance * size
        # A mark that combines with the character before it is never cut off.
        if used + advance > room and index >= at_least and not unicodedata.combining(character):
            return text[:index], used
        used += advance
    return text, used


def _unbreakable(word: str, *, bold: bool) -> float:
    return 1.0 if _is_han(word) else typeface.width(word, bold=bold)


def _is_han(text: str) -> bool:
    return any("\u2e80" <= character <= "\u9fff" for character in text)
