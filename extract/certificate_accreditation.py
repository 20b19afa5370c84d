"""Who accredited the body that certified: marks, numbers, and names that look like an accreditation and may be none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.certificate_words import fold
from corpus.standard import AccreditationBody, Membership
from corpus.standard_catalogue import load_standards
from extract.certificate import CertificateField, Doubt, ReadField
from extract.certificate_page import CertificatePage, PageLine, read_field

_ACCREDITS = re.compile(
    r"accredit|akkredit|acredit|accrédit|accredia|аккредит|акредит|akredit|认可|認可|認定|인정", re.IGNORECASE
)
_BY = re.compile(
    r"(?:accredited\s+by|accreditation\s+(?:by|of|from)|acreditad[oa]\s+por|accrédité\s+par|akkreditiert\s+durch|accreditato\s+da|akredite\s+edil\w*)\s+(?:the\s+)?(?P<name>[^\W\d_][^,;:()]{2,70}?)(?=\s*(?:[,;:()]|\.\s|\.?$|\s(?:under|with|for|and|to|is|as|no|nr)\b))",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:CAB|accredit\w*|akkredit\w*|acredita\w*|accrédit\w*|аккредит\w*|certification\s+body|registrar)\s*(?:no|nr|number|certificate|n[°º]|#|№|-|:|\.|\s|ID)*\s*(?P<n>[A-Z]{0,4}[\s-]?\d[\w/.-]{2,18})",
    re.IGNORECASE,
)
_IAF = re.compile(
    r"\b(?-i:IAF)\b(?!\s*(?:code|:|-?\s*\d))|multilateral\s+recognition|recognition\s+arrangement", re.IGNORECASE
)
#: Marks so short that other words look like them: they count alone on a line, or beside a word of accreditation.
_SHORT = 3
_NEAR = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Accreditation:
    """The marks on a page."""

    marks: tuple[str, ...]
    number: str | None
    fields: dict[CertificateField, ReadField]
    doubts: tuple[Doubt, ...]


def accreditation_of(page: CertificatePage) -> Accreditation:
    """The accreditation printed on a page; doubts say when there is none, or none of a member of the IAF."""
    lines = (*page.lines, *page.turned)
    bodies = [(body, found) for body in load_standards().accreditation_bodies if (found := _mark(lines, body))]
    fields: dict[CertificateField, ReadField] = {}
    marks = [body.mark for body, _ in bodies]
    doubts: list[Doubt] = []
    if bodies:
        fields[CertificateField.ACCREDITATION] = bodies[0][1]
        members = {body.iaf_member for body, _ in bodies}
        if Membership.YES not in members:
            doubts.append(Doubt.ACCREDITATION_NOT_IAF if Membership.NO in members else Doubt.ACCREDITATION_UNKNOWN)
    else:
        named = _named(lines)
        if named is not None:
            marks.append(named.text)
            fields[CertificateField.ACCREDITATION] = named
            doubts.append(Doubt.ACCREDITATION_UNKNOWN)
    forum = next((line for line in lines if _IAF.search(line.text)), None)
    if forum is not None and marks:
        marks.append("IAF")
    if not marks:
        doubts.append(Doubt.NO_ACCREDITATION_MARK)
    number = _number(lines, [body for body, _ in bodies])
    if number is not None:
        fields[CertificateField.ACCREDITATION_NUMBER] = number
    return Accreditation(
        marks=tuple(marks), number=number.text if number else None, fields=fields, doubts=tuple(doubts)
    )


def _mark(lines: tuple[PageLine, ...], body: AccreditationBody) -> ReadField | None:
    for line in lines:
        for match in re.finditer(body.pattern, line.text, re.IGNORECASE):
            letters = len(fold(match.group()).text)
            near = line.text[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
            alone = letters >= 0.5 * len(fold(line.text).text) or len(line.line.words) <= 3
            if letters > _SHORT or alone or _ACCREDITS.search(near.replace(match.group(), "")):
                return read_field([(line, match.start(), match.end())], trust=0.95)
    return None


def _named(lines: tuple[PageLine, ...]) -> ReadField | None:
    """A body that the paper says it is accredited by, and that the catalogue does not know."""
    for line in lines:
        match = _BY.search(line.text)
        if match is not None:
            return read_field([(line, match.start("name"), match.end("name"))], trust=0.8)
    return None


def _number(lines: tuple[PageLine, ...], bodies: list[AccreditationBody]) -> ReadField | None:
    for body in bodies:
        if not body.number_pattern:
            continue
        for line in lines:
            match = re.search(body.number_pattern, line.text)
            if match is not None:
                group = 1 if match.re.groups else 0
                return read_field([(line, match.start(group), match.end(group))], trust=0.9)
    for line in lines:
        match = _NUMBER.search(line.text)
        if match is not None and bodies:
            found = read_field([(line, match.start("n"), match.end("n"))], trust=0.8)
            return replace(found, text=found.text.strip(" .,-"))
    return None
