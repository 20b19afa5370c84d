"""Dates as certificates print them, in any order and in many languages; what can be read in two ways keeps both."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from corpus.certificate_words import fold
from corpus.certificate_words import months as month_words

_EARLIEST, _LATEST = 1985, 2060
#: Two digits of a year below this are of this century.
_CENTURY = 70
#: Years of the Buddhist calendar run so far ahead.
_BUDDHIST, _BUDDHIST_AHEAD = 2500, 543
_YEAR = r"(?P<y>(?:19|20|25)\d\d)"
_SHORT_YEAR = r"(?P<y>(?:19|20|25)\d\d|['’]?\d\d)"
_DAY = r"(?P<d>[0-3]?\d)"
_MONTH = r"(?P<m>[01]?\d)"
_NAME = r"(?P<n>[^\W\d_]{3,12})"
_ORDINAL = r"(?:(?:st|nd|rd|th|er|ème)(?![^\W\d_])|[º°ª.])?"
#: Between day, month and year in words: "of", "de", "del", "den", a mark.
_JOIN = r"\s*(?:of\s|de\s|del\s|di\s|den\s|da\s|[-/.,'’])?\s*"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}\s*[年년]\s*{_MONTH}\s*[月월]\s*{_DAY}\s*[日일]?",
        rf"(?<!\w){_DAY}\s+tháng\s+{_MONTH}\s+năm\s+{_YEAR}",
        rf"(?<![\w/.-]){_DAY}\s*{_ORDINAL}{_JOIN}{_NAME}{_JOIN}{_SHORT_YEAR}(?!\d)",
        # Recognition loses the space after an English ordinal.
        rf"(?<![\w/.-]){_DAY}\s*(?:st|nd|rd|th){_NAME}{_JOIN}{_SHORT_YEAR}(?!\d)",
        rf"(?<!\w){_NAME}\.?\s*,?\s*{_DAY}\s*{_ORDINAL}\s*,?{_JOIN}{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}\.?{_JOIN}{_NAME}\.?{_JOIN}{_DAY}(?!\d)",
        rf"(?<![\d./-]){_YEAR}\s?(?P<s>[./\-–])\s?{_MONTH}\s?(?P=s)\s?{_DAY}(?!\d|[./-]\d)",
        rf"(?<![\w./-]){_DAY}\s?(?P<s>[./\-–]|\s)\s?{_MONTH}\s?(?P=s)\s?{_YEAR}(?!\d)",
        rf"(?<![\w./-]){_YEAR}\s(?P<m>0\d|1[0-2])\s(?P<d>[0-3]\d)(?![\w./-])",
        # The month first: only where the second number cannot be one; what can be both is seen above.
        rf"(?<![\w./-])(?P<m>0?[1-9]|1[0-2])\s?(?P<s>[./\-–])\s?(?P<d>1[3-9]|2\d|3[01])\s?(?P=s)\s?{_YEAR}(?!\d)",
        rf"(?<![\w./-]){_DAY}(?P<s>[./-]){_MONTH}(?P=s)(?P<y>\d\d)(?![\d./-]|\w)",
        rf"(?<!\w){_NAME}\.?{_JOIN}{_YEAR}(?!\d)",
        rf"(?<![\w./-])(?P<m>0?[1-9]|1[0-2])\s?[/.]\s?{_YEAR}(?!\d)",
    )
)
_NUMERALS = {
    "〇": "0",
    "零": "0",
    "一": "1",
    "二": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
}
_NUMERALS |= {"九": "9", "○": "0"}
_HAN_DATE = re.compile(r"[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日")
_MISREAD = {
    "O": "0",
    "o": "0",
    "l": "1",
    "I": "1",
    "|": "1",
    "Q": "0",
    "S": "5",
    "B": "8",
    "О": "0",
    "о": "0",
    "З": "3",
}


class DayOrder(StrEnum):
    """Which number of a date in figures comes first."""

    DAY_FIRST = "day_first"  #: 24.07.2024
    MONTH_FIRST = "month_first"  #: 07/24/2024


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundDate:
    """A date in a text."""

    text: str
    start: int
    end: int
    #: One reading; two when the day may be the month: that with the day first, then that with the month first.
    readings: tuple[date, ...]
    #: The mark between its numbers; empty when the month is a word.
    separator: str = ""
    #: Set when the numbers themselves show which comes first.
    order: DayOrder | None = None
    #: Only month and year are printed; the reading is the first day of the month.
    month_only: bool = False

    @property
    def ambiguous(self) -> bool:
        """Whether it can be read in two ways."""
        return len(self.readings) > 1

    def read(self, order: DayOrder) -> date:
        """The day, taken in that order where the order matters."""
        return self.readings[-1] if order is DayOrder.MONTH_FIRST else self.readings[0]

    def last_day(self, order: DayOrder) -> date:
        """As :meth:`read`, but the last day of the month where only a month is printed."""
        day = self.read(order)
        return day.replace(day=monthrange(day.year, day.month)[1]) if self.month_only else day


def find_dates(text: str) -> list[FoundDate]:
    """The dates in ``text`` in its order. Letters that recognition puts for digits are read as digits."""
    plain = _with_digits(text)
    found: list[FoundDate] = []
    for entry in _candidates(text, plain):
        if all(entry.end <= other.start or entry.start >= other.end for other in found):
            found.append(entry)
    return sorted(found, key=lambda entry: entry.start)


def _candidates(text: str, plain: str) -> Iterator[FoundDate]:
    for match in _HAN_DATE.finditer(text):
        year, rest = match.group().split("年")
        month, day = rest.removesuffix("日").split("月")
        figures = f"{''.join(_NUMERALS[sign] for sign in year)}年{_han(month)}月{_han(day)}日"
        for entry in _candidates(figures, figures):
            yield FoundDate(text=match.group(), start=match.start(), end=match.end(), readings=entry.readings)
    for pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            dated = _dated(text, match)
            if dated is not None:
                yield dated


def _dated(text: str, match: re.Match[str]) -> FoundDate | None:
    """The date of a match; ``None`` when its parts make none."""
    parts = match.groupdict()
    year = _year(parts["y"])
    named = parts.get("n")
    month = _months().get(fold(named).text) if named else int(parts["m"])
    if month is None or not _EARLIEST <= year <= _LATEST:
        return None
    day = int(parts["d"]) if parts.get("d") else 1
    separator = parts.get("s") or ""
    year_first = match.start("y") == match.start()
    readings = [made for made in (_made(year, month, day),) if made]
    order: DayOrder | None = None
    if separator and not year_first:
        other = _made(year, day, month)
        # What comes first in the text tells which of the two patterns this is.
        if match.start("m") < match.start("d"):
            order = DayOrder.MONTH_FIRST
        elif other is None:
            order = DayOrder.DAY_FIRST
        elif other not in readings:
            readings.append(other)
    if not readings:
        return None
    return FoundDate(
        text=text[match.start() : match.end()].strip(),
        start=match.start(),
        end=match.end(),
        readings=tuple(readings),
        separator=separator,
        order=order,
        month_only=not parts.get("d"),
    )


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    year = int(text.lstrip("'’"))
    if year < 100:
        return year + (2000 if year < _CENTURY else 1900)
    return year - _BUDDHIST_AHEAD if year >= _BUDDHIST else year


def _han(text: str) -> int:
    """A number below a hundred in Chinese numerals."""
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return int(_NUMERALS[text])
    return 10 * (int(_NUMERALS[tens]) if tens else 1) + (int(_NUMERALS[ones]) if ones else 0)


def _with_digits(text: str) -> str:
    """The text, as long as it is, with every digit in ASCII, also those that recognition took for letters."""
    characters = []
    for character in text:
        digit = unicodedata.digit(character, None)
        wide = unicodedata.normalize("NFKC", character)
        characters.append(
            str(digit) if digit is not None and len(character) == 1 else wide if len(wide) == 1 else character
        )
    for index, character in enumerate(characters):
        around = (characters[index - 1 : index] or [" "])[0], (characters[index + 1 : index + 2] or [" "])[0]
        figures = all(side.isdigit() or side in "./- " for side in around)
        if character in _MISREAD and figures and any(side.isdigit() for side in around):
            characters[index] = _MISREAD[character]
    return "".join(characters)


@cache
def _months() -> Mapping[str, int]:
    return {fold(name).text: number for name, number in month_words().items()}
