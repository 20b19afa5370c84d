"""Folded text: what two spellings of the same words have in common, for finding terms."""

from __future__ import annotations

import re
import unicodedata

#: A run of letters and digits, or one Chinese character: Chinese writes no spaces.
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
#: Shorter words keep their ending: "gas", "bus" and acronyms are no plurals.
_MIN_STEM = 4


def fold(text: str) -> str:
    """Lower case, without accents, full-width letters as plain ones."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def stem(token: str) -> str:
    """The token without a plural ending."""
    if len(token) > _MIN_STEM and token.endswith("ies"):
        return token[:-3] + "y"
    if len(token) > _MIN_STEM and token.endswith("es") and token[-3] in "sxzhr":
        return token[:-2]
    if len(token) >= _MIN_STEM and token.endswith("s") and not token.endswith("ss"):
        return token[:-1]
    return token


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Folded and stemmed tokens, each with where it starts and ends in ``text``.

    Offsets hold in the text itself: a character that folds into several still counts once.
    """
    found: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(text):
        found.append((stem(fold(match.group())), match.start(), match.end()))
    return found
