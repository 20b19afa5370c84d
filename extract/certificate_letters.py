"""Letters of one alphabet that look like those of another: in numbers and names they are replaced, and that is said."""

from __future__ import annotations

import re
import unicodedata

#: Cyrillic and Greek letters beside the Latin ones of the same look.
_TWINS = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaeopcyxijsdqwABEZHIKMNOPTYXo",
        strict=True,
    )
)
_TOKEN = re.compile(r"[^\W_]+")


def with_latin_letters(text: str) -> tuple[str, bool]:
    """The text with look-alike letters replaced in words that are Latin otherwise, and whether there were any.

    A word is Latin otherwise when it has Latin letters too, or digits, and every other letter has a Latin twin. Words
    that are Cyrillic or Greek through and through are left alone.
    """
    changed = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal changed
        word = match.group()
        if not any(letter in _TWINS for letter in word):
            return word
        letters = [letter for letter in word if letter.isalpha()]
        foreign = [letter for letter in letters if not _is_latin(letter)]
        latin = len(letters) > len(foreign)
        figures = len(letters) < len(word)
        if not all(letter in _TWINS for letter in foreign) or not (latin or figures):
            return word
        changed = True
        return "".join(_TWINS.get(letter, letter) for letter in word)

    return _TOKEN.sub(replaced, text), changed


def number_with_latin_letters(number: str) -> tuple[str, bool]:
    """As :func:`with_latin_letters`; a number with a letter that no Latin one looks like is of the other alphabet."""
    if any(letter.isalpha() and not _is_latin(letter) and letter not in _TWINS for letter in number):
        return number, False
    return with_latin_letters(number)


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN"))
