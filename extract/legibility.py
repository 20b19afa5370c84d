"""Whether the text layer of a page says what its letters show, told without dictionaries.

Some files have fonts whose tables lead from glyphs to the wrong characters, or to none. Their text layer is letters all
right, but no language: pairs of letters occur in it that words do not have. :data:`_PAIRS` says how usual each pair is.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import pairwise

#: Share of replacement characters and characters of private use from which a text layer is of no use.
_MEANINGLESS = 0.2
#: What some programs write in place of a character that they do not know; it counts for as many characters.
_UNKNOWN_GLYPH = "(cid:"
#: A text with fewer pairs of letters tells too little.
_FEWEST_PAIRS = 80
#: How usual pairs of letters are on average, at least. Measured: 919 pages of reports in six languages have 5.0 and
#: more, translations in 53 languages 5.2 and more, all but a hundredth of texts with exchanged letters less than 4.4.
_USUAL = 4.6
#: Share of letters with marks from which a text in Latin letters is another script in disguise; Vietnamese has a third.
_MARKED = 0.5
#: Characters that are looked at.
_SAMPLE = 6000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: Letters that do not fall apart into a plain letter and a mark.
_PLAIN = str.maketrans("ßøæœłıđðþəŧħ", "soaoliddteth")
#: For each letter, how usual each letter after it is: 9 at two hundredths of all pairs, one less for half as many, 0
#: for what hardly occurs. Counted over 53 languages in Latin letters with equal weight, in translations of the user
#: interface of Django (BSD licence).
_PAIRS = (
    "56773465656868452877553255",  # a
    "62006003650401500530500040",  # b
    "60406006713201600325500032",  # c
    "70048014731344700531611033",  # d
    "65665464646768442887453435",  # e
    "50005202510301500412400010",  # f
    "61016033620303500432602030",  # g
    "70026102511312600214411020",  # h
    "64667563356768753677443135",  # i
    "60017000400112500033400000",  # j
    "71206003624421600445522030",  # k
    "81157041842633610055621040",  # l
    "75007003631342650031501010",  # m
    "71467374754325700157631052",  # n
    "46563253545668440775555125",  # o
    "70206011410502730633430020",  # p
    "10002000200100000000500000",  # q
    "83368342724454621555632043",  # r
    "71528215726534651368633033",  # s
    "81018115812334730745622043",  # t
    "53446142535667440666522024",  # u
    "70006000610203500320300020",  # v
    "50205000400003400220300030",  # w
    "20002000400000100002000000",  # x
    "52333220302424430234202032",  # y
    "62225023502134400012311021",  # z
)
_USUALNESS = {
    first + second: int(digit)
    for first, digits in zip(_LETTERS, _PAIRS, strict=True)
    for second, digit in zip(_LETTERS, digits, strict=True)
}


def is_garbled(text: str) -> bool:
    """Whether a text is no text of any language: characters without meaning, or letters that were exchanged."""
    sample = text[:_SAMPLE]
    return meaningless_share(sample) > _MEANINGLESS or _is_disguised(sample) or _is_unusual(sample)


def meaningless_share(text: str) -> float:
    """The share of characters that stand for nothing: replacement characters and those of private use."""
    if not text:
        return 0.0
    meaningless = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in text)
    meaningless += len(_UNKNOWN_GLYPH) * text.count(_UNKNOWN_GLYPH)
    return meaningless / len(text)


def _is_disguised(text: str) -> bool:
    """Whether most letters are Latin ones with marks, as when Cyrillic or Chinese bytes are taken for Western ones."""
    letters = [character for character in text if character.isalpha()]
    marked = sum("\u0080" < character < "\u0250" for character in letters)
    return len(letters) >= _FEWEST_PAIRS and marked > _MARKED * len(letters)


def _is_unusual(text: str) -> bool:
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    plain = "".join(character for character in folded if not unicodedata.combining(character))
    latin = sum(character in _LETTERS for character in plain)
    if 2 * latin < sum(map(str.isalpha, plain)):
        return False
    pairs = Counter(map("".join, pairwise(plain)))
    usual = [(_USUALNESS[pair], count) for pair, count in pairs.items() if pair in _USUALNESS]
    total = sum(count for _, count in usual)
    return total >= _FEWEST_PAIRS and sum(value * count for value, count in usual) < _USUAL * total
