"""The typeface that pages of office files are set in: widths of characters, and fonts to draw them with.

The fonts come inside the package weblate-fonts (SIL Open Font License 1.1): Source Sans 3 for Latin, Greek and
Cyrillic, Kurinto Sans for signs and other scripts, Kurinto Sans SC and KR for Chinese and Korean.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

#: How far the box of a word reaches above and below its baseline, in font sizes: capitals with accents, Chinese.
ASCENT = 0.9
DESCENT = 0.25
#: Distance of baselines, in font sizes.
PITCH = 1.3
#: Width of a space, in font sizes.
SPACE = 0.25
#: Width, in font sizes, of the box that is drawn for a character without a glyph.
MISSING_WIDTH = 0.6

#: Regular and bold, in the order in which they are asked for a character.
_FAMILIES = (
    ("source-sans/ttf/SourceSans3-Regular.ttf", "source-sans/ttf/SourceSans3-Bold.ttf"),
    ("kurinto/ttf/KurintoSans-Rg.ttf", "kurinto/ttf/KurintoSans-Bd.ttf"),
    ("kurinto/ttf/KurintoSansSC-Rg.ttf", "kurinto/ttf/KurintoSansSC-Bd.ttf"),
    ("kurinto/ttf/KurintoSansKR-Rg.ttf", "kurinto/ttf/KurintoSansKR-Bd.ttf"),
)
#: Pixels at which glyphs are measured; large, so that hinting does not change the widths.
_MEASURED_AT = 1000.0
#: Pixels at which a glyph is compared with the sign for a missing one.
_COMPARED_AT = 24.0
#: A private character that no text font has.
_ABSENT = "\ue123"


class Glyph(NamedTuple):
    """How a character is drawn."""

    #: Which family has it; ``None`` when none has, and an empty box is drawn.
    family: int | None
    #: In font sizes.
    advance: float


@lru_cache(maxsize=65536)
def glyph(character: str, *, bold: bool) -> Glyph:
    """The glyph of one character."""
    for family in range(len(_FAMILIES)):
        picture = _picture(character, family, bold=bold)
        if picture[1] and picture != _missing(family, bold=bold):
            measured = font(family, bold=bold, pixels=_MEASURED_AT).getlength(character)
            return Glyph(family, measured / _MEASURED_AT)
    return Glyph(None, MISSING_WIDTH)


@lru_cache(maxsize=65536)
def width(text: str, *, bold: bool) -> float:
    """The width of a text without line ends, in font sizes."""
    return sum(glyph(character, bold=bold).advance for character in text)


@lru_cache(maxsize=64)
def font(family: int, *, bold: bool, pixels: float) -> ImageFont.FreeTypeFont:
    """The font to draw with; ``pixels`` is its size."""
    # The basic layout places one glyph after the other as the widths say; the other one may join glyphs, or fail.
    return ImageFont.truetype(_path(family, bold=bold), pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def _path(family: int, *, bold: bool) -> str:
    return str(Path(str(files("weblate_fonts"))) / "static" / "weblate_fonts" / _FAMILIES[family][bold])


@cache
def _missing(family: int, *, bold: bool) -> tuple[tuple[int, int], bytes]:
    return _picture(_ABSENT, family, bold=bold)


def _picture(character: str, family: int, *, bold: bool) -> tuple[tuple[int, int], bytes]:
    """Size and pixels; no pixels when the glyph leaves no ink."""
    mask = font(family, bold=bold, pixels=_COMPARED_AT).getmask(character)
    return mask.size, bytes(mask) if mask.getbbox() else b""
