"""Where a certificate names a body that may have issued it: in sentences, after labels, alone in head and foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.certificate_words import Cue, Label, cues, fold
from corpus.standard import CertificationBody
from corpus.standard_catalogue import load_standards
from extract.certificate import ReadField
from extract.certificate_name import first_form_end, has_legal_form, is_address, is_contact, legal_form_end
from extract.certificate_page import CertificatePage, PageLine, read_field
from extract.certificate_value import labelled

_FOOT, _HEAD = 0.55, 0.2
_LONGEST = 12
#: Letters of the longest legal form that a full stop may cut off a name.
_FORM_LETTERS = 16
#: "assessed by NAME": the name goes on to a mark or to a word that no name has.
_BY = re.compile(
    r"\b(?:assessed|audited|certified|issued|approved|registered|verified|evaluated|granted|reviewed|certification|registration|assessed\s+and\s+(?:registered|certified|approved))\s+by\s+(?P<name>[^\W\d_][^,;:()]{1,90}?)(?=\s*(?:[,;:()]|\.\s|\.?$|\s(?:and|for|with|to|against|has|in|as|is|on|under|through|following|according|the)\s))",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"\b(?:property\s+of|propiedad\s+de|propriété\s+de|propriedade\s+d[aeo]|proprietà\s+d[ie]l?|eigentum\s+d(?:er|es)|собственностью|mülkiyetindedir)\s+(?:the\s+)?[\"“'’]?(?P<name>[^\W\d_][^,;:\"”]{1,80}?)(?=[\"”'’]|\s*(?:[,;:]|\.\s|\.?$|\s(?:and|to|which|y|et|e|und|who|whom|must|is|should|shall)\s))",
    re.IGNORECASE,
)
_TURKISH_BY = re.compile(r"(?P<name>(?:[A-ZÇĞİÖŞÜ][\w.&'’-]*\s+){1,8}(?:d\.o\.o\.\s+)?)taraf[ıi]ndan", re.UNICODE)
#: Who signs.
_ROLE = re.compile(
    r"\b(?:director\w*|diretor\w*|président\w*|president|manager|signator\w*|signature|approval|approved|onay\w*|müdür\w*|leiter\w*|geschäftsführ\w*|directeur|président|director\s+general|presidente|direttore|amministratore|ceo|head\s+of|authori[sz]ed|chairman|gerente|генеральн\w+|директор\w*|руководител\w+|dyrektor\w*|prezes|ředitel\w*|vedoucí|igazgató|genel)\b",
    re.IGNORECASE,
)


def named_bodies(page: CertificatePage) -> Iterator[tuple[str, ReadField, float, bool]]:
    """Names of bodies, where they stand, how much each saying weighs, and whether it is signed."""
    for name, field, weight in (*_in_sentences(page), *_labelled_bodies(page), *_of_catalogue(page)):
        yield name, field, weight, False
    yield from _alone(page)


def _in_sentences(page: CertificatePage) -> Iterator[tuple[str, ReadField, float]]:
    for line in page.lines:
        text, first = line.text, len(line.text)
        below = page.below(line)
        joined = f"{text} {below.text}" if below is not None and not below.starts_with_label else text
        for pattern, weight in ((_BY, 5.0), (_PROPERTY, 2.5), (_TURKISH_BY, 5.0)):
            for match in pattern.finditer(joined):
                start, end = match.span("name")
                if start < first:
                    yield _with_form(joined, start, end), read_field([(line, start, end)], trust=0.9), weight
                elif below is not None and match.start() < first:
                    place = read_field([(below, start - first - 1, end - first - 1)], trust=0.9)
                    yield _with_form(joined, start, end), place, weight
        certifying = line.cue(Cue.CERTIFIES)
        if certifying and certifying[0].start > 3:
            # "NAME certifies that": the name is what stands before.
            before = re.sub(
                r"^(?:the\s+)?certification\s+body\s+(?:of|:)?\s*|^die\s+zertifizierungsstelle\s+(?:der\s+)?|^l['’]organisme\s+",
                "",
                text[: certifying[0].start],
                flags=re.IGNORECASE,
            )
            before = re.sub(r"\s(?:hereby|hiermit|por\s+la\s+presente)\s*$", "", before, flags=re.IGNORECASE).strip(
                " ,:;"
            )
            if before[:1].isupper() and fold(before).text not in {
                "this",
                "we",
                "it",
                "this is to",
                "bu",
                "wir",
                "nous",
            }:
                yield before, read_field([(line, 0, certifying[0].start)], trust=0.9), 5.0


def _with_form(text: str, start: int, end: int) -> str:
    """The name between two places, up to its legal form; the full stop of "Pvt. Ltd." does not cut it."""
    reach = end
    for found in cues()[Cue.LEGAL_FORM].find(text[start : end + _FORM_LETTERS]):
        written = text[start + found.start : start + found.end]
        if start + found.start <= reach + 2 and (not written.islower() or "." in written):
            reach = max(reach, start + found.end)
    return _upto_form(text[start:reach])


def _upto_form(name: str) -> str:
    end = legal_form_end(name)
    return name[:end] if end else name


def _labelled_bodies(page: CertificatePage) -> Iterator[tuple[str, ReadField, float]]:
    for value in labelled(page, Label.ISSUER):
        if value.place == "above" or value.line.dates or is_contact(value.text) or not fold(value.text[:3]).text:
            continue
        yield _upto_form(value.text), read_field([(value.line, value.start, value.end)], trust=value.trust), 3.0


def _of_catalogue(page: CertificatePage) -> Iterator[tuple[str, ReadField, float]]:
    for line in page.lines:
        for body in load_standards().certification_bodies:
            match = re.search(body.pattern, line.text, re.IGNORECASE)
            if match is None:
                continue
            name, start, end = _around(line, body, match)
            weight = 2.0 + (_place(page, line) != "middle")
            yield name, read_field([(line, start, end)], trust=0.95), weight


def _around(line: PageLine, body: CertificationBody, match: re.Match[str]) -> tuple[str, int, int]:
    """The whole name in which a known body stands, when the line holds one; else the name of the catalogue."""
    rest = line.text[match.start() :]
    end = legal_form_end(rest)
    inside = re.search(r"[,;:()|]|\s[-–]\s|\.\s", rest[:end]) if end else None
    if end and inside is None and len(rest[:end].split()) <= 8:
        return rest[:end], match.start(), match.start() + end
    if (
        len(line.line.words) <= 6
        and not line.dates
        and not is_contact(line.text)
        and line.cue(Cue.BODY)
        and not line.cue(Cue.CERTIFIES)
    ):
        return line.text, 0, len(line.text)
    return body.name, match.start(), match.end()


def _place(page: CertificatePage, line: PageLine) -> str:
    middle = (line.box.y0 + line.box.y1) / 2 / (page.height or 1.0)
    return "foot" if middle > _FOOT else "head" if middle < _HEAD else "middle"


def _alone(page: CertificatePage) -> Iterator[tuple[str, ReadField, float, bool]]:
    """Names of bodies that stand alone: in the head, over a signature, in the foot with an address under them."""
    for line in page.lines:
        place = _place(page, line)
        if place == "foot" and (end := _name_before_address(line)):
            yield line.text[:end], read_field([(line, 0, end)], trust=0.85), 2.0 + bool(line.cue(Cue.BODY)), False
        if place == "middle" or not _stands_alone(line):
            continue
        body = bool(line.cue(Cue.BODY)) or bool(cues()[Cue.BODY].find(line.text))
        form = has_legal_form(line.text)
        below, above = page.below(line, reach=1.6), page.above(line, reach=1.6)
        signed = any(other is not None and _is_role(other) for other in (below, above))
        addressed = below is not None and (is_address(below) or is_contact(below.text))
        weight = 1.2 * body + 0.8 * form + 1.3 * signed + 1.2 * addressed
        weight += 0.8 * (place == "foot" and line.size > 1.15 * page.body_size)
        if place == "head" and not body:
            weight -= 0.8
        if weight >= 1.2:
            yield line.text, read_field([(line, 0, None)], trust=0.85), weight, signed


def _name_before_address(line: PageLine) -> int:
    """Where a name with its legal form ends that an address follows on the line; 0 when none does."""
    end = first_form_end(line.text)
    rest = line.text[end:]
    if end == 0 or not line.text[:1].isupper() or len(line.text[:end].split()) > 8 or len(rest.split()) < 3:
        return 0
    return end if any(letter.isdigit() for letter in rest) or is_contact(rest) else 0


def _is_role(line: PageLine) -> bool:
    return len(line.line.words) <= 5 and _ROLE.search(line.text) is not None and not line.dates


def _stands_alone(line: PageLine) -> bool:
    text = line.text
    if len(line.line.words) > _LONGEST or line.dates or line.starts_with_label or not text[:1].isalpha():
        return False
    titles = line.cue(Cue.TITLE)
    if titles and not fold(text[: titles[0].start]).text and not has_legal_form(text):
        return False
    if is_contact(text) or line.is_mostly(Cue.TITLE) or line.is_mostly(Cue.SYSTEM) or line.cue(Cue.CERTIFIES):
        return False
    if _is_role(line) and not has_legal_form(text):
        return False
    letters = sum(character.isalpha() for character in text)
    address = is_address(line) and not has_legal_form(text)
    return (
        letters >= 0.7 * len(text.replace(" ", "")) and not address and not text.rstrip().endswith(".")
    ) or has_legal_form(text)
