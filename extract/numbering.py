"""Numbers that a word processor gives to headings and items, which stand nowhere in the text of a DOCX file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element

from extract.paragraph_style import Numbered
from extract.wordml import number_of, value_of, w

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_UNITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
#: Larger numbers are not written in letters by anybody.
_MAX_ROMAN = 4000
_ALPHABET = 26


class Label(NamedTuple):
    """What stands before a paragraph."""

    text: str
    #: True for a mark that is the same for all items.
    bullet: bool


@dataclass(slots=True)
class _Level:
    start: int = 1
    #: ``decimal``, ``lowerLetter``, ``bullet``, ...
    form: str = "decimal"
    #: With ``%1`` for the number of the first level.
    pattern: str = ""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one file, counting while its paragraphs are asked for in their order."""

    def __init__(self, numbering: _Element | None) -> None:
        found = () if numbering is None else numbering.iter(w("abstractNum"))
        abstract = {value_of(element, "abstractNumId"): element for element in found}
        shared: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        for number in () if numbering is None else numbering.iter(w("num")):
            name = value_of(number.find(w("abstractNumId")))
            overrides = number.findall(w("lvlOverride"))
            if overrides:
                self._lists[value_of(number, "numId")] = _list_of(abstract.get(name), overrides)
            else:
                self._lists[value_of(number, "numId")] = shared.setdefault(name, _list_of(abstract.get(name), []))

    def label(self, numbered: Numbered) -> Label:
        """The number or bullet of the next paragraph of this list; an empty number when the list has none."""
        known = self._lists.get(numbered.list_id)
        depth = min(max(numbered.level, 0), _LEVELS - 1)
        if known is None or depth not in known.levels:
            return Label("•", bullet=True)
        level = known.levels[depth]
        if level.form == "bullet":
            return Label("•", bullet=True)
        known.counts[depth] = known.counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in known.counts if other > depth]:
            del known.counts[deeper]
        if level.form == "none":
            return Label("", bullet=False)
        number = _PLACE.sub(lambda match: _count(known, int(match.group(1)) - 1), level.pattern)
        return Label(number.strip(), bullet=False)


def _list_of(abstract: _Element | None, overrides: list[_Element]) -> _List:
    made = _List()
    for element in () if abstract is None else abstract.findall(w("lvl")):
        made.levels[number_of(element, "ilvl")] = _level_of(element)
    for override in overrides:
        depth = number_of(override, "ilvl")
        element = override.find(w("lvl"))
        if element is not None:
            made.levels[depth] = _level_of(element)
        start = override.find(w("startOverride"))
        if start is not None and depth in made.levels:
            made.levels[depth].start = number_of(start, default=1)
    return made


def _level_of(element: _Element) -> _Level:
    return _Level(
        start=number_of(element.find(w("start")), default=1),
        form=value_of(element.find(w("numFmt"))) or "decimal",
        pattern=value_of(element.find(w("lvlText"))),
    )


def _count(known: _List, depth: int) -> str:
    level = known.levels.get(depth, _Level())
    number = known.counts.get(depth, level.start)
    if level.form in ("lowerLetter", "upperLetter") and number > 0:
        # After z comes aa, then bb.
        text = chr(ord("a") + (number - 1) % _ALPHABET) * min((number - 1) // _ALPHABET + 1, 5)
    elif level.form in ("lowerRoman", "upperRoman") and 0 < number < _MAX_ROMAN:
        text = _roman(number)
    else:
        return str(number)
    return text.upper() if level.form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_UNITS):
        text += letters * (number // value)
        number %= value
    return text
