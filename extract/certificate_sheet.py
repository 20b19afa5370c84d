"""Everything that one page says as a certificate, before pages are put together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.certificate_words import Label, fold
from extract.certificate import CertificateStatus, Doubt, ReadField
from extract.certificate_accreditation import Accreditation, accreditation_of
from extract.certificate_holder import holder_of
from extract.certificate_issuer import issuer_of
from extract.certificate_kind import PageKind, kind_of
from extract.certificate_letters import with_latin_letters
from extract.certificate_number import NumberFound, number_of
from extract.certificate_page import CertificatePage
from extract.certificate_period import PlacedDate, placed_dates
from extract.certificate_scope import rows_of_annex, scope_of, sites_of
from extract.certificate_standard import StandardFound, standards_of
from extract.certificate_standing import stamp_of
from extract.certificate_value import labelled

#: Places in the United States, where the month comes first.
_AMERICAN = re.compile(r"\bU\.?S\.?A\b|\bUnited\s+States\b|\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|\bANAB\b")
_YEARS = re.compile(
    r"(?<!\d)(\d{1,2})\s*-?\s*(?:years?|jahre?|ans?|años?|anos?|anni|yıl|yil|lat[a]?|let|roky|jaar|év|ani|лет|года|год|роки|年)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """One page as a certificate."""

    page: CertificatePage
    kind: PageKind
    standards: tuple[StandardFound, ...]
    other_standards: tuple[StandardFound, ...]
    number: NumberFound | None
    holder: ReadField | None
    issuer: ReadField | None
    accreditation: Accreditation
    dates: tuple[PlacedDate, ...]
    scope: ReadField | None
    sites: tuple[ReadField, ...]
    #: Sites in the rows of a page that goes on with a certificate.
    rows: tuple[ReadField, ...]
    stamp: tuple[CertificateStatus, ReadField] | None
    languages: tuple[str, ...]
    #: Years that the paper says it runs; 0 when it does not.
    years: int
    american: bool
    doubts: tuple[Doubt, ...]

    @property
    def filled(self) -> int:
        """How many fields it has."""
        found = (self.number, self.holder, self.issuer, self.scope)
        return sum(entry is not None for entry in found) + bool(self.standards) + min(len(self.dates), 2)


def sheet_of(page: CertificatePage) -> Sheet:
    """What a page says, read as a certificate."""
    standards, others = standards_of(page)
    lines = [entry.line for entry in standards]
    kind = kind_of(page, standards)
    number = number_of(page)
    holder = holder_of(page, lines)
    issuer = issuer_of(page, holder[0].text if holder else None)
    scope = scope_of(page, lines)
    doubts: list[Doubt] = []
    if number is not None and number.mended:
        doubts.append(Doubt.LOOK_ALIKE_LETTERS)
    name = holder[0] if holder else None
    if name is not None and with_latin_letters(name.text)[1]:
        doubts.append(Doubt.LOOK_ALIKE_LETTERS)
    values = [entry for entry in (number.field if number else None, name, scope) if entry is not None]
    return Sheet(
        page=page,
        kind=kind,
        standards=tuple(standards),
        other_standards=tuple(others),
        number=number,
        holder=name,
        issuer=issuer,
        accreditation=accreditation_of(page),
        dates=tuple(placed_dates(page)),
        scope=scope,
        sites=tuple(sites_of(page, holder[1] if holder else None)),
        rows=tuple(rows_of_annex(page)),
        stamp=stamp_of(page, values),
        languages=_languages(page),
        years=_years(page),
        american=_AMERICAN.search(page.text) is not None,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _languages(page: CertificatePage) -> tuple[str, ...]:
    """Languages of the words that announce values, the most used first."""
    counts = Counter(
        found.language
        for line in page.lines
        for group in line.labels
        for found in group
        if len(fold(line.text[found.start : found.end]).text) > 4
    )
    return tuple(language for language, count in counts.most_common() if count >= 2)


def _years(page: CertificatePage) -> int:
    for value in labelled(page, Label.PERIOD):
        match = _YEARS.search(value.text)
        if match is not None:
            return int(match.group(1))
    return 0
