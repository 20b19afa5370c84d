"""Everything that one page says as a certificate, before pages are put together."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from corpus.certificate_words import Label, fold
from extract.certificate import CertificateStatus, ReadField
from extract.certificate_accreditation import Accreditation, accreditation_of
from extract.certificate_holder import holder_of
from extract.certificate_issuer import issuer_of
from extract.certificate_kind import PageKind, kind_of
from extract.certificate_letters import with_latin_letters
from extract.certificate_number import NumberFound, number_of, numbers_of
from extract.certificate_page import CertificatePage, PageLine
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


class Sheet:
    """One page read as a certificate. Fields are read when they are asked for: most pages of a report never are."""

    def __init__(self, page: CertificatePage) -> None:
        self.page = page

    @cached_property
    def _named(self) -> tuple[list[StandardFound], list[StandardFound]]:
        return standards_of(self.page)

    @property
    def standards(self) -> tuple[StandardFound, ...]:
        """What it is about."""
        return tuple(self._named[0])

    @property
    def other_standards(self) -> tuple[StandardFound, ...]:
        """Other standards or editions that are printed on it."""
        return tuple(self._named[1])

    @cached_property
    def _standard_lines(self) -> list[PageLine]:
        return [entry.line for entry in self.standards]

    @cached_property
    def kind(self) -> PageKind:
        """What it looks like."""
        return kind_of(self.page, self.standards)

    @cached_property
    def number(self) -> NumberFound | None:
        """The certificate number."""
        return number_of(self.page)

    @cached_property
    def numbers(self) -> tuple[NumberFound, ...]:
        """All numbers that are announced as one."""
        return tuple(numbers_of(self.page))

    @cached_property
    def _holder(self) -> tuple[ReadField, PageLine] | None:
        return holder_of(self.page, self._standard_lines)

    @property
    def holder(self) -> ReadField | None:
        """Whose certificate it is."""
        return self._holder[0] if self._holder else None

    @cached_property
    def issuer(self) -> ReadField | None:
        """The body that certifies."""
        return issuer_of(self.page, self.holder.text if self.holder else None)

    @cached_property
    def accreditation(self) -> Accreditation:
        """The accreditation marks."""
        return accreditation_of(self.page)

    @cached_property
    def dates(self) -> tuple[PlacedDate, ...]:
        """Its dates."""
        return tuple(placed_dates(self.page))

    @cached_property
    def scope(self) -> ReadField | None:
        """The activities that are covered."""
        return scope_of(self.page, self._standard_lines)

    @cached_property
    def sites(self) -> tuple[ReadField, ...]:
        """The addresses of holder and sites."""
        return tuple(sites_of(self.page, self._holder[1] if self._holder else None))

    @cached_property
    def rows(self) -> tuple[ReadField, ...]:
        """Sites in the rows of a page that goes on with a certificate."""
        return tuple(rows_of_annex(self.page))

    @cached_property
    def stamp(self) -> tuple[CertificateStatus, ReadField] | None:
        """What it says of its own standing."""
        values = (self.number.field if self.number else None, self.holder, self.scope)
        return stamp_of(self.page, [entry for entry in values if entry is not None])

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages of the words that announce values, the most used first."""
        return _languages(self.page)

    @cached_property
    def years(self) -> int:
        """Years that it says it runs; 0 when it does not."""
        return _years(self.page)

    @property
    def american(self) -> bool:
        """Whether it comes from where the month stands first."""
        return _AMERICAN.search(self.page.text) is not None

    @property
    def mended(self) -> bool:
        """Whether letters of another alphabet stood in its number or holder."""
        name = self.holder is not None and with_latin_letters(self.holder.text)[1]
        return name or (self.number is not None and self.number.mended)

    @property
    def filled(self) -> int:
        """How many fields it has."""
        found = (self.number, self.holder, self.issuer, self.scope)
        return sum(entry is not None for entry in found) + bool(self.standards) + min(len(self.dates), 2)


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
