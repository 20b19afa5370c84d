"""Names of companies and addresses on a certificate: what a line looks like."""

from __future__ import annotations

import re

from corpus.certificate_words import Cue, cues, fold, unspaced
from extract.certificate_page import PageLine

_CONTACT = re.compile(r"@|\bwww\.|https?:|\b(?:tel|phone|fax|e-?mail|mobile|web)\b\s*[:.]|\+\d{2}", re.IGNORECASE)
_POSTCODE = re.compile(
    r"\b\d{5,6}\b|\b\d{3}\s\d{3}\b|\b\d{2}-\d{3}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b\d{3}-\d{4}\b"
)
#: Marks around a name that are no part of it.
_EDGES = " \t:：,;|*•·\"“”«»„'‘’`-–—~_=/()[]{}"
_OPENING = re.compile(
    r"^(?:m/s\.?|messrs\.?|the\s+company|company|firma|la\s+empresa|l['’]entreprise|la\s+société|la\s+organización|a\s+empresa|das\s+unternehmen|die\s+firma|der\s+firma|компания|организация)\s*[:.]?\s+",
    re.IGNORECASE,
)
_LONGEST_NAME = 14
#: Short legal forms that are written in small letters at the end of a name.
_SMALL = frozenset({"plc", "ltd", "inc", "llc", "llp"})


def clean_name(text: str) -> str:
    """A name without the marks around it; a recogniser's dollar sign is the Turkish letter that it looks like."""
    name = re.sub(r"(?<=[A-ZŞÇİÖÜĞ]\.)\$(?=\.?$|\s|\.)", "Ş", text.strip())
    name = _OPENING.sub("", name.strip(_EDGES)).strip(_EDGES)
    # A closing bracket belongs to the name when its opening one does.
    if name.count("(") > name.count(")"):
        name += ")"
    return re.sub(r"\s+", " ", name)


def legal_form_end(text: str) -> int:
    """Where the legal form at the end of a name ends; 0 when the name has none."""
    best = 0
    for found in cues()[Cue.LEGAL_FORM].find(text):
        if not fold(text[: found.start]).text:
            # "ООО Name": the form stands before the name.
            continue
        alone = text[found.start : found.end]
        # Short forms are words too: they count with capitals or full stops only.
        small = fold(alone).text in _SMALL and not fold(text[found.end :]).text
        if small or len(fold(alone).text) > 3 or alone.upper() == alone or "." in alone or alone[:1].isupper():
            best = max(best, found.end)
    return best


def first_form_end(text: str) -> int:
    """Where the first legal form of a text ends, with the forms that follow it at once; 0 when it has none."""
    end = 0
    for found in cues()[Cue.LEGAL_FORM].find(text):
        written = text[found.start : found.end]
        if not fold(text[: found.start]).text or (end and found.start > end + 2):
            continue
        if written[:1].isupper() or "." in written or len(fold(written).text) > 3:
            end = found.end
    return end


def has_legal_form(text: str) -> bool:
    """Whether a name ends with a legal form."""
    end = legal_form_end(text)
    return end > 0 and len(fold(text[end:]).text) <= 2


def plain_name(name: str) -> str:
    """A name for comparing: folded, without its legal forms."""
    folded = name
    for found in reversed(cues()[Cue.LEGAL_FORM].find(name)):
        if found.start > 0:
            folded = folded[: found.start] + " " + folded[found.end :]
    return fold(folded).text or fold(name).text


def initials(name: str) -> str:
    """The first letters of the words of a name, folded."""
    return "".join(fold(word).text[:1] for word in re.split(r"[\s\-/&.]+", name) if fold(word).text)


def is_address(line: PageLine) -> bool:
    """Whether a line looks like a line of an address."""
    return address_score(line) >= 2


def address_score(line: PageLine) -> float:
    """How much a line looks like a line of an address."""
    text = line.text
    score = 0.0
    places = len(line.cue(Cue.ADDRESS_WORD))
    score += min(places, 3) * (0.7 if any(character.isdigit() for character in text) else 0.4)
    score += 0.5 * min(text.count(","), 3)
    score += 0.8 * bool(_POSTCODE.search(text))
    countries = line.cue(Cue.COUNTRY)
    score += 1.2 * bool(countries)
    if countries and line.is_mostly(Cue.COUNTRY):
        score += 1.5
    if has_legal_form(text):
        score -= 1.5
    if any(unspaced(character) for character in text) and places >= 3:
        score += 1
    return score


def is_contact(text: str) -> bool:
    """Whether a line holds an address of the web, a telephone or a mailbox."""
    return _CONTACT.search(text) is not None


def is_name(line: PageLine) -> bool:
    """Whether a line may be the name of an organisation: words, not too many, that say nothing else."""
    text = line.text
    letters = sum(character.isalpha() for character in text)
    if letters < 2 or len(line.line.words) > _LONGEST_NAME or letters < 0.5 * len(text.replace(" ", "")):
        return False
    if line.dates or is_contact(text) or line.is_mostly(Cue.TITLE) or line.is_mostly(Cue.SYSTEM):
        return False
    return not (line.cue(Cue.CERTIFIES) or _is_statement(line))


def _is_statement(line: PageLine) -> bool:
    """Whether a line says what was found, which no name does; a legal form at its end outweighs a chance word."""
    return bool(line.cue(Cue.CONFORMS)) and not has_legal_form(line.text)
