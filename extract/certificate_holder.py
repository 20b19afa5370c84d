"""Whose certificate it is: the name after the words that certify, or the most prominent one with an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.certificate_words import Cue, Label, cues, fold
from corpus.standard_catalogue import load_standards
from extract.certificate import ReadField
from extract.certificate_name import (
    address_score,
    clean_name,
    first_form_end,
    has_legal_form,
    is_address,
    is_contact,
    is_name,
    legal_form_end,
)
from extract.certificate_page import CertificatePage, PageLine, read_field
from extract.certificate_value import LabelledValue, labelled

#: Lines of one name are of one size; a recogniser measures sizes less well.
_SAME_TYPE, _SAME_TYPE_READ = 1.12, 1.6
_MOST_LINES = 4
#: Below this part of the height of a page stand the body and its marks.
_FOOT = 0.7
#: Short words between the sentence that certifies and the name, in all languages of the lists.
_LINKS = re.compile(
    r"^(?:[\s:：,;.\-–—\"“'’«(]|(?:the|of|that|company|organi[sz]ation|firm|by|following|named|below|el|la|los|las|lo|de|del|dell['’]|della|di|du|des|que|le|l['’]|les|o|a|os|as|do|da|dos|das|das|die|der|dass|in|che|w|że|dat|het|hogy|az|firmy|firma|unternehmen|empresa|société|entreprise|organización|organização|organisme|organizzazione|azienda|messrs\.?|m/s\.?|to|is|has|been|hereby|awarded|granted|issued|система|организации|компании|предприятия|at|for)(?=[\s:：,;.\-–—\"“'’«(]|$))+",
    re.IGNORECASE,
)
_ENDS_OPEN = re.compile(
    r"(?:\b(?:of|that|de|di|du|del|della|dell|da|do|to|for|der|des|dass|die|das|que|la|las|el|empresa|organización|organisation|organization|company|unternehmen|firma|entreprise|société|organisme|организации|компании|że|hogy|van|dat)|:|：)\s*$",
    re.IGNORECASE,
)
#: What stands in the place of a name and is none.
_NO_NAME = re.compile(
    r"\b(?:above|below|following|herein|undersigned|yukarıda|aşağıda|oben|unten|anterior|siguiente|ci-dessus|suivant|sopra|seguente|выше|ниже)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Candidate:
    parts: tuple[tuple[PageLine, int, int | None], ...]
    weight: float
    trust: float

    @property
    def name(self) -> str:
        return clean_name(" ".join(line.text[start:end].strip() for line, start, end in self.parts))


def holder_of(page: CertificatePage, standards: Sequence[PageLine]) -> tuple[ReadField, PageLine] | None:
    """The holder and the last line of its name; ``None`` when no line looks like one.

    ``standards`` are the lines that name the standard: they are no names.
    """
    candidates = [*_inline(page), *_labelled(page), *_lines(page, {line.index for line in standards})]
    usable = [entry for entry in candidates if len(fold(entry.name).text) >= 2 and not _NO_NAME.search(entry.name)]
    if not usable:
        return None
    best = max(usable, key=lambda entry: entry.weight)
    if best.weight <= 0:
        return None
    found = read_field(best.parts, trust=best.trust)
    return replace(found, text=best.name), best.parts[-1][0]


def is_lead(line: PageLine) -> bool:
    """Whether a line certifies, so that a name follows."""
    if line.cue(Cue.CERTIFIES):
        return True
    if line.label is Label.HOLDER and len(line.line.words) <= 8:
        return True
    return bool(line.cue(Cue.SYSTEM)) and bool(_ENDS_OPEN.search(line.text))


def _inline(page: CertificatePage) -> Iterator[_Candidate]:
    """Names that follow the words of certifying on their line."""
    for line in page.lines:
        certifying = line.cue(Cue.CERTIFIES)
        if not certifying:
            continue
        text = line.text
        start = certifying[-1].end
        systems = [found for found in line.cue(Cue.SYSTEM) if found.start >= start and found.start - start < 25]
        if systems:
            start = systems[-1].end
        link = _LINKS.match(text[start:])
        start += link.end() if link else 0
        ends = [found.start for found in line.cue(Cue.CONFORMS) if found.start > start]
        stop = _name_end(text, start, min(ends, default=len(text)))
        name = clean_name(text[start:stop])
        if len(fold(name).text) < 3 or (not name[:1].isupper() and name[:1].isascii()):
            continue
        goes_on = page.below(line)
        parts: list[tuple[PageLine, int, int | None]] = [(line, start, stop)]
        if stop == len(text) and goes_on is not None and _continues(page, line, goes_on, name):
            parts.append((goes_on, 0, None))
        yield _Candidate(parts=tuple(parts), weight=5.0 + 2 * has_legal_form(name), trust=0.95)


def _name_end(text: str, start: int, stop: int) -> int:
    """Where a name in running text ends: with its legal form, else before a comma."""
    form = legal_form_end(text[start:stop])
    if form:
        return start + form
    comma = re.search(r"[,;，；]|\s[-–]\s|\s(?:located|situated|with|at|having|sise?|ubicada|con)\s", text[start:stop])
    return start + comma.start() if comma else stop


def _labelled(page: CertificatePage) -> Iterator[_Candidate]:
    for value in labelled(page, Label.HOLDER):
        if value.place == "above" or (value.place == "inline" and not _plain_label(value)):
            continue
        stop = _name_end(value.text, 0, len(value.text)) if value.place == "inline" else len(value.text)
        name = clean_name(value.text[:stop])
        if not name or address_score(value.line) >= 4 or _body_weight(name) < -2:
            continue
        if value.line.cue(Cue.CONFORMS) and not has_legal_form(name):
            continue
        end = value.start + stop if stop < len(value.text) else value.end
        parts = ((value.line, value.start, end), *_following(page, value.line, name))
        weight = 4.5 + 2 * has_legal_form(name) + _size_weight(page, value.line) + _place_weight(page, value.line)
        yield _Candidate(parts=parts, weight=weight, trust=value.trust)


def _plain_label(value: LabelledValue) -> bool:
    """Whether words before a name are a label: they begin their line, and a colon or a capital follows."""
    between = value.line.text[: value.start]
    if not value.line.starts_with_label:
        return False
    return ":" in between or "：" in between or (not value.text.islower() and value.text[:1].isupper())


def _lines(page: CertificatePage, standards: set[int]) -> Iterator[_Candidate]:
    scope = _scope_lines(page)
    taken: set[int] = set()
    for line in page.lines:
        with_address = _before_address(page, line)
        if with_address is not None:
            yield with_address
        if line.index in standards | taken or not is_name(line) or line.starts_with_label or is_lead(line):
            continue
        weight = _weight(page, line) - 4 * (line.index in scope)
        name = clean_name(line.text)
        parts = ((line, 0, None), *_following(page, line, name))
        taken |= {part[0].index for part in parts}
        if has_legal_form(" ".join(part[0].text for part in parts)):
            weight += 2
        last = page.below(parts[-1][0], reach=4.0)
        if (last is not None and is_address(last)) or (last is not None and last.label is Label.ADDRESS):
            weight += 2
        yield _Candidate(parts=parts, weight=weight, trust=0.95 if weight > 5 else 0.8)


def _before_address(page: CertificatePage, line: PageLine) -> _Candidate | None:
    """A name that begins a line after the words of certifying and has its address behind its legal form."""
    above = page.above(line, reach=7.0)
    if above is None or not is_lead(above) or address_score(line) < 1:
        return None
    end = first_form_end(line.text)
    if end == 0 or not line.text[end:].lstrip(". ").startswith((",", "-", "–", ";")):
        return None
    return _Candidate(parts=((line, 0, end),), weight=7.0, trust=0.95)


def _weight(page: CertificatePage, line: PageLine) -> float:
    above = page.above(line, reach=7.0)
    weight = _size_weight(page, line) + _place_weight(page, line) + _body_weight(line.text)
    row = page.row_of[line.index]
    before = row[row.index(line) - 1] if row.index(line) else None
    if (above is not None and is_lead(above)) or (before is not None and is_lead(before)):
        weight += 4
    if above is not None and above.is_mostly(Cue.SYSTEM) and not is_lead(above):
        further = page.above(above, reach=4.0)
        weight += 3 * (further is not None and is_lead(further))
    if address_score(line) >= 2:
        weight -= 3
    if len(line.line.words) == 1 and not has_legal_form(line.text):
        weight -= 0.5
    if line.cue(Cue.SYSTEM) or line.cue(Cue.TITLE):
        weight -= 2
    if is_contact(line.text) or line.text[:1].islower():
        weight -= 2
    follows = [other for other in page.lines[line.index + 1 : line.index + 8] if other.cue(Cue.CONFORMS)]
    return weight + 0.7 * bool(follows)


def _size_weight(page: CertificatePage, line: PageLine) -> float:
    return min(max(line.size / (page.body_size or 1.0) - 1.0, 0.0) * 2.0, 2.5)


def _place_weight(page: CertificatePage, line: PageLine) -> float:
    middle = (line.box.y0 + line.box.y1) / 2 / (page.height or 1.0)
    if middle > _FOOT:
        return -3.0
    return -1.0 if middle < 0.1 else 0.0


def _body_weight(name: str) -> float:
    """Less for names of bodies that certify or accredit."""
    catalogue = load_standards()
    patterns = [body.pattern for body in catalogue.certification_bodies]
    patterns += [body.pattern for body in catalogue.accreditation_bodies]
    if any(re.search(pattern, name, re.IGNORECASE) for pattern in patterns):
        return -4.0
    return -2.5 * bool(cues()[Cue.BODY].find(name))


def _scope_lines(page: CertificatePage) -> set[int]:
    """Lines after words that announce a scope, up to the next words that announce something else."""
    kept: set[int] = set()
    inside = False
    for line in page.lines:
        kinds = {group[0].kind for group in line.labels}
        if line.starts_with_label or is_lead(line):
            inside = Label.SCOPE in kinds
        elif inside:
            kept.add(line.index)
    return kept


def _following(page: CertificatePage, line: PageLine, name: str) -> list[tuple[PageLine, int, int | None]]:
    """The further lines of a name that was broken."""
    parts: list[tuple[PageLine, int, int | None]] = []
    last = line
    while len(parts) < _MOST_LINES - 1:
        below = page.below(last, reach=1.1)
        if below is None or not _continues(page, last, below, name):
            break
        parts.append((below, 0, None))
        name = f"{name} {below.text}"
        last = below
    return parts


def _continues(page: CertificatePage, above: PageLine, below: PageLine, name: str) -> bool:
    if has_legal_form(name) and not below.text.startswith("("):
        return False
    # A word of a recogniser has a measured size, one of a text layer that of its type.
    read = above.line.words[0].confidence is not None
    ratio = max(above.size, below.size) / (min(above.size, below.size) or 1.0)
    if ratio > (_SAME_TYPE_READ if read else _SAME_TYPE) or above.line.bold != below.line.bold:
        return False
    if read and above.text.isupper() != below.text.isupper():
        return False
    if len(page.row_of[below.index]) > 1 or below.starts_with_label or is_lead(below) or not is_name(below):
        return False
    return address_score(below) < 1.5
