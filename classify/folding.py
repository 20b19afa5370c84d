"""Folded text: what two spellings of the same words have in common, for finding terms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: A run of letters and digits with their accents, or one Chinese character: Chinese writes no spaces.
_TOKEN = re.compile(r"[\u3400-\u9fff]|(?:[^\W_\u3400-\u9fff][\u0300-\u036f]*)+")
#: Shorter words keep their ending: "gas", "bus" and acronyms are no plurals.
_MIN_STEM = 4
#: Words whose folded form is kept: most words of a text have come before.
_REMEMBERED = 65536
#: Characters; garbage without spaces would fill the memory and never come again.
_LONGEST_REMEMBERED = 40
#: Printers set curly apostrophes and hyphens that do not break; keyboards have one of each.
_TYPED = str.maketrans({"\u2019": "'", "\u2010": "-", "\u2011": "-"})


def fold(text: str) -> str:
    """Lower case, without accents, full-width letters as plain ones, apostrophes and hyphens as typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character)).translate(_TYPED)


def stem(token: str) -> str:
    """What a folded word and its plural have in common: "policies" and "policy", "emisiones" and "emision".

    Singulars lose their last "e" too, or "procedures" would need to be known from "processes".
    """
    if len(token) >= _MIN_STEM and token.endswith("s") and not token.endswith("ss"):
        token = token[:-1]
    if token.endswith(("coe", "soe")):
        # Portuguese: "emissoes" of "emissao".
        return token[:-2] + "ao"
    if token.endswith("e") and (len(token) > _MIN_STEM or (len(token) == _MIN_STEM and token[-2] in "sxz")):
        token = token[:-1]
    return token[:-1] + "i" if len(token) > 1 and token.endswith("y") else token


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Folded and stemmed tokens, each with where it starts and ends in ``text``.

    Offsets hold in the text itself: a character that folds into several still counts once.
    """
    found: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        folded = _folded_stem(word) if len(word) <= _LONGEST_REMEMBERED else stem(fold(word))
        found.append((folded, match.start(), match.end()))
    return found


@lru_cache(maxsize=_REMEMBERED)
def _folded_stem(word: str) -> str:
    return stem(fold(word))
