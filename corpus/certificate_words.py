"""The words of certificates in many languages: what announces a value, and what the lines around a value are.

Words are compared without case, accents, spaces and punctuation, since character recognition loses those first; a word
still begins and ends where one does in the text, except in scripts that are written without spaces.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from corpus.positioned import PositionedYaml

_FOLDER = Path(__file__).parent / "certificates"
#: Letters that no decomposition leads back to a plain one; ``°`` stands for the raised o of "N°".
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "°": "o", "ð": "d", "þ": "th"})
#: Phrases are looked up by this many letters.
_KEY = 2
_MONTHS = 12


class Label(StrEnum):
    """What a word on a certificate announces."""

    NUMBER = "number"  #: the number of the certificate
    FIRST_ISSUE = "first_issue"  #: the day of the first certificate
    ISSUE = "issue"  #: the day of this certificate
    VALID_FROM = "valid_from"  #: the first day on which it holds
    EXPIRY = "expiry"  #: the last day on which it holds
    PERIOD = "period"  #: the stretch between the two
    OTHER_DATE = "other_date"  #: the day of an audit or a revision
    SCOPE = "scope"  #: the activities that are covered
    HOLDER = "holder"  #: whose certificate it is
    ADDRESS = "address"  #: where the holder or a site is
    STANDARD = "standard"  #: the standard
    ISSUER = "issuer"  #: the body that certifies


class Cue(StrEnum):
    """What a line of a certificate is, or what kind of paper it makes of it."""

    TITLE = "title"  #: title of a certificate
    CERTIFIES = "certifies"  #: what stands before the name of the holder
    CONFORMS = "conforms"  #: what stands after the name and address of the holder
    SYSTEM = "system"  #: name of a management system
    ANNEX = "annex"  #: a page that goes on with a certificate
    PRODUCT = "product"  #: about a product, a test or a calibration
    LICENCE = "licence"  #: a licence, permit or registration of an authority
    TRAINING = "training"  #: about what a person learned
    REPORT = "report"  #: a report, a statement or a letter
    DRAFT = "draft"  #: not final
    SUSPENDED = "suspended"  #: suspended
    WITHDRAWN = "withdrawn"  #: withdrawn for good
    CONDITIONAL = "conditional"  #: makes a sentence about suspension a condition
    BODY = "body"  #: in names of bodies that certify
    LEGAL_FORM = "legal_form"  #: legal form of a company
    ADDRESS_WORD = "address_word"  #: in addresses
    COUNTRY = "country"  #: name of a country


class Found(NamedTuple):
    """A phrase in a text: what it is, its language where known, and where it stands."""

    kind: str
    language: str
    start: int
    end: int


class Folded(NamedTuple):
    """The letters and digits of a text without accents and case, and where each stands in it."""

    text: str
    places: tuple[int, ...]


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """``text`` as phrases are compared."""
    letters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        plain = unicodedata.normalize("NFKD", character.translate(_PLAIN)).casefold().translate(_PLAIN)
        for letter in plain:
            if letter.isalnum() or letter == "#":
                letters.append(letter)
                places.append(index)
    return Folded("".join(letters), tuple(places))


@dataclass(frozen=True, kw_only=True)
class WordList:
    """Phrases that can be found in a text."""

    #: By their first letters, longest first: folded phrase, kind, language.
    by_start: Mapping[str, tuple[tuple[str, str, str], ...]]

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, str, str]]) -> WordList:
        """The list of phrases, each with its kind and its language; of equal phrases the first counts."""
        seen: dict[str, tuple[str, str, str]] = {}
        for phrase, kind, language in phrases:
            seen.setdefault(fold(phrase).text, (fold(phrase).text, kind, language))
        groups: dict[str, list[tuple[str, str, str]]] = {}
        for folded, kind, language in seen.values():
            groups.setdefault(folded[:_KEY], []).append((folded, kind, language))
        ordered = {key: tuple(sorted(group, key=lambda entry: -len(entry[0]))) for key, group in groups.items()}
        return cls(by_start=ordered)

    def find(self, text: str) -> list[Found]:
        """The phrases in ``text`` from left to right, the longest at each place, none inside another."""
        folded = fold(text)
        return list(self._scan(text, folded))

    def _scan(self, text: str, folded: Folded) -> Iterator[Found]:
        index = 0
        while index < len(folded.text):
            found = self._at(text, folded, index)
            if found is None:
                index += 1
                continue
            kind, language, length = found
            yield Found(kind, language, folded.places[index], folded.places[index + length - 1] + 1)
            index += length

    def _at(self, text: str, folded: Folded, index: int) -> tuple[str, str, int] | None:
        """The longest phrase that begins with this letter: its kind, language and length."""
        # A phrase of one letter has a key of one.
        keys = {folded.text[index : index + _KEY], folded.text[index]}
        if not any(key in self.by_start for key in keys) or not _begins(text, folded.places[index]):
            return None
        best: tuple[str, str, int] | None = None
        for key in keys:
            for phrase, kind, language in self.by_start.get(key, ()):
                if best is not None and len(phrase) <= best[2]:
                    break
                if folded.text.startswith(phrase, index) and _ends(text, folded, index + len(phrase)):
                    best = kind, language, len(phrase)
                    break
        return best


def _begins(text: str, place: int) -> bool:
    if place == 0 or unspaced(text[place]):
        return True
    before = text[place - 1]
    return not before.isalpha()


def _ends(text: str, folded: Folded, index: int) -> bool:
    last = folded.places[index - 1]
    if index < len(folded.places) and folded.places[index] == last:
        # In the middle of what one character stands for.
        return False
    if last + 1 >= len(text) or unspaced(text[last]):
        return True
    return not text[last + 1].isalpha()


def unspaced(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces between words."""
    return "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7af" or "\uf900" <= character <= "\ufaff"


@cache
def labels() -> WordList:
    """The words before values; kinds are those of :class:`Label`.

    Raises :class:`corpus.errors.CorpusError` with ``corpus_invalid``.
    """
    file = PositionedYaml.load(_FOLDER / "labels.yaml")
    phrases: list[tuple[str, str, str]] = []
    for label, languages in file.data.items():
        if label not in set(Label):
            raise file.fault((label,), f"found '{label}', expected one of: {', '.join(Label)}")
        for language, entries in languages.items():
            phrases += [(_phrase(file, (label, language, n), e), label, language) for n, e in enumerate(entries)]
    return WordList.of(phrases)


@cache
def cues() -> Mapping[Cue, WordList]:
    """The words that say what lines are, a list for each cue: a phrase may stand in several.

    Raises :class:`corpus.errors.CorpusError` with ``corpus_invalid``.
    """
    file = PositionedYaml.load(_FOLDER / "phrases.yaml")
    lists: dict[Cue, WordList] = {}
    for cue, rows in file.data.items():
        if cue not in set(Cue):
            raise file.fault((cue,), f"found '{cue}', expected one of: {', '.join(Cue)}")
        places = ((r, n, entry) for r, row in enumerate(rows) for n, entry in enumerate(row))
        lists[Cue(cue)] = WordList.of([(_phrase(file, (cue, r, n), entry), cue, "") for r, n, entry in places])
    if missing := sorted(set(Cue) - set(lists)):
        raise file.fault((), f"found no words for {', '.join(missing)}")
    return lists


@cache
def months() -> Mapping[str, int]:
    """The names of months in all languages, each with its number from 1.

    Raises :class:`corpus.errors.CorpusError` with ``corpus_invalid``.
    """
    file = PositionedYaml.load(_FOLDER / "months.yaml")
    names: dict[str, int] = {}
    for language, rows in file.data.items():
        if len(rows) != _MONTHS:
            raise file.fault((language,), f"found {len(rows)} months, expected {_MONTHS}")
        for index, row in enumerate(rows):
            for number, name in enumerate(row):
                # A name that means two months in two languages ("listopad") means what it does where it stands first.
                names.setdefault(_phrase(file, (language, index, number), name), index + 1)
    return names


def _phrase(file: PositionedYaml, place: tuple[str | int, ...], entry: object) -> str:
    if not isinstance(entry, str) or not fold(entry).text:
        raise file.fault(place, f"found {entry!r}, expected words")
    return entry
