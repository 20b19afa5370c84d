"""Reads the certificates in a document: pages become sheets, sheets of one certificate are put together.

A certificate in three languages is one; pages with sites go with the certificate before them; a paper to several
standards gives one certificate for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from corpus.certificate_words import fold
from corpus.standard import StandardKind
from extract.certificate import (
    Certificate,
    CertificateField,
    CertificateReading,
    CertificateStatus,
    Doubt,
    PaperKind,
    ReadField,
)
from extract.certificate_kind import PageKind
from extract.certificate_letters import with_latin_letters
from extract.certificate_name import plain_name
from extract.certificate_page import UNSURE, CertificatePage
from extract.certificate_period import Period, period_of
from extract.certificate_sheet import Sheet
from extract.certificate_standard import StandardFound

_MOST_POINTS = 10.0
#: A certificate runs for three years; a month more is a matter of rounding.
_LONG_DAYS = 3 * 365.25 + 31
_DAYS_A_YEAR = 365.25


@dataclass(kw_only=True)
class _Group:
    """The pages of one certificate."""

    #: Pages that are the certificate itself, in one language each.
    sheets: list[Sheet] = field(default_factory=list)
    #: Pages that go on with it.
    annexes: list[Sheet] = field(default_factory=list)

    @property
    def main(self) -> Sheet:
        """The page that says most."""
        return max(self.sheets, key=lambda sheet: sheet.filled)

    @property
    def ordered(self) -> list[Sheet]:
        """The page that says most first, then the others."""
        return [self.main, *(sheet for sheet in chain(self.sheets, self.annexes) if sheet is not self.main)]


def read_certificates(pages: Sequence[CertificatePage]) -> CertificateReading:
    """What these pages are, and the certificates in them."""
    groups: list[_Group] = []
    sheets = [Sheet(page) for page in pages if page.lines and not page.unread]
    for sheet in sheets:
        _join(groups, sheet)
    unread = any(page.unread for page in pages)
    certificates = tuple(entry for group in groups for entry in _certificates(group, unread=unread))
    if certificates:
        points = max(sheet.kind.points for sheet in sheets)
        return CertificateReading(
            kind=PaperKind.CERTIFICATE, certificates=certificates, confidence=round(min(points / _MOST_POINTS, 1.0), 2)
        )
    annex = next((sheet for sheet in sheets if sheet.kind.annex and sheet.number is not None), None)
    if annex is not None and annex.number is not None:
        return CertificateReading(kind=PaperKind.ANNEX, annex_of=annex.number.field.text)
    return CertificateReading(kind=sheets[0].kind.kind if sheets else PaperKind.OTHER)


def _join(groups: list[_Group], sheet: Sheet) -> None:
    """Put a page to the certificate that it belongs to, or begin a new one."""
    same = next((group for group in groups if _same_certificate(group.main, sheet)), None)
    if same is not None and (sheet.kind.annex or _is_later_page(sheet.kind)):
        same.annexes.append(sheet)
    elif sheet.kind.kind is PaperKind.CERTIFICATE:
        if same is not None:
            same.sheets.append(sheet)
        else:
            groups.append(_Group(sheets=[sheet]))
    elif groups and (same is not None or sheet.kind.annex or _is_later_page(sheet.kind)):
        (same or groups[-1]).annexes.append(sheet)


def _is_later_page(kind: PageKind) -> bool:
    return kind.page_of is not None and kind.page_of[0] > 1


def _same_certificate(first: Sheet, second: Sheet) -> bool:
    """Whether two pages are of one certificate: they carry one number, or nothing about them differs."""
    if first.number is not None:
        number = fold(first.number.field.text).text
        if second.number is not None:
            return fold(second.number.field.text).text == number
        return len(number) >= 5 and number in fold(with_latin_letters(second.page.text)[0]).text
    if second.number is not None or not first.standards or not second.standards:
        return False
    names = {plain_name(sheet.holder.text) for sheet in (first, second) if sheet.holder}
    keys = [{entry.key for entry in sheet.standards} for sheet in (first, second)]
    return keys[0] == keys[1] and len(names) == 1


def _certificates(group: _Group, *, unread: bool) -> Iterable[Certificate]:
    sheets = group.ordered
    common = _common(group, sheets, unread=unread)
    standards = next((sheet.standards for sheet in sheets if sheet.standards), ())
    if not standards:
        yield replace(common, doubts=_sorted({*common.doubts, Doubt.STANDARD_MISSING}))
    numbers = next((sheet.numbers for sheet in sheets if sheet.standards), ())
    for index, found in enumerate(standards):
        certificate = _to_standard(common, _best_edition(found, sheets))
        # As many numbers as standards, in one order: each standard has its own.
        own = numbers[index].field if 1 < len(numbers) == len(standards) else None
        yield _with_number(certificate, own) if own else certificate


def _with_number(certificate: Certificate, number: ReadField) -> Certificate:
    return replace(certificate, number=number.text, fields={**certificate.fields, CertificateField.NUMBER: number})


def _best_edition(found: StandardFound, sheets: Sequence[Sheet]) -> StandardFound:
    """The standard as the page names it that also names its edition."""
    if found.edition is not None:
        return found
    same = [entry for sheet in sheets for entry in sheet.standards if entry.key == found.key and entry.edition]
    return same[0] if same else found


def _to_standard(common: Certificate, found: StandardFound) -> Certificate:
    doubts = set(common.doubts)
    if found.standard is None:
        doubts.add(Doubt.STANDARD_UNKNOWN)
    elif found.standard.kind is StandardKind.FRAMEWORK:
        doubts.add(Doubt.NOT_CERTIFIABLE)
    if found.edition is None:
        doubts.add(Doubt.EDITION_MISSING)
    return replace(
        common,
        standard=found.printed,
        standard_id=found.id,
        edition=found.edition,
        doubts=_sorted(doubts),
        fields={CertificateField.STANDARD: found.field, **common.fields},
    )


def _common(group: _Group, sheets: Sequence[Sheet], *, unread: bool) -> Certificate:
    """The certificate without its standard."""
    main = group.main
    number = next((sheet.number for sheet in sheets if sheet.number), None)
    holder = next((sheet.holder for sheet in sheets if sheet.holder), None)
    issuer = next((sheet.issuer for sheet in sheets if sheet.issuer), None)
    scope = next((sheet.scope for sheet in sheets if sheet.scope), None)
    accreditation = next((sheet.accreditation for sheet in sheets if sheet.accreditation.marks), main.accreditation)
    stamps = [sheet.stamp for sheet in sheets if sheet.stamp]
    stamp = min(stamps, key=lambda entry: _GRAVITY.index(entry[0])) if stamps else None
    sites = _sites(group)
    period = _period(main, sheets)
    fields: dict[CertificateField, ReadField] = {}
    for name, found in (
        (CertificateField.HOLDER, holder),
        (CertificateField.NUMBER, number.field if number else None),
        (CertificateField.ISSUER, issuer),
        (CertificateField.SCOPE, scope),
        (CertificateField.SITES, sites[0] if sites else None),
        (CertificateField.STATUS, stamp[1] if stamp else None),
    ):
        if found is not None:
            fields[name] = found
    fields |= {**accreditation.fields, **period.fields}
    languages = dict.fromkeys(language for sheet in sheets for language in sheet.languages)
    certificate = Certificate(
        holder=with_latin_letters(holder.text)[0] if holder else None,
        number=number.field.text if number else None,
        issuer=issuer.text if issuer else None,
        accreditation=", ".join(accreditation.marks) or None,
        accreditation_number=accreditation.number,
        first_issue_date=period.first_issue,
        issue_date=period.issue,
        expiry_date=period.expiry,
        scope=scope.text if scope else None,
        sites=tuple(site.text for site in sites),
        stamp=stamp[0] if stamp else None,
        pages=tuple(sorted(sheet.page.number for sheet in sheets)),
        languages=tuple(languages),
        fields=fields,
    )
    doubts = {*period.doubts, *accreditation.doubts, *_doubts(certificate, sheets, group)}
    return replace(certificate, doubts=_sorted(doubts | ({Doubt.PAGE_UNREAD} if unread else set())))


#: The gravest first: what is a draft is not even withdrawn.
_GRAVITY = (CertificateStatus.DRAFT, CertificateStatus.WITHDRAWN, CertificateStatus.SUSPENDED)


def _period(main: Sheet, sheets: Sequence[Sheet]) -> Period:
    """The dates of the page that says most; what it lacks comes from the other pages."""
    american = any(sheet.american for sheet in sheets) and main.languages[:1] in {("en",), ()}
    own = period_of(main.dates, month_first=american)
    if own.issue is not None and own.expiry is not None:
        return own
    joined = period_of([entry for sheet in sheets for entry in sheet.dates], month_first=american)
    return joined if joined.expiry is not None else own


def _sites(group: _Group) -> list[ReadField]:
    sites = list(group.main.sites)
    for sheet in group.annexes:
        for row in sheet.rows:
            if not any(fold(row.text).text in fold(site.text).text for site in sites):
                sites.append(row)
    return sites


def _doubts(certificate: Certificate, sheets: Sequence[Sheet], group: _Group) -> Iterable[Doubt]:
    for missing, doubt in (
        (certificate.holder, Doubt.HOLDER_MISSING),
        (certificate.number, Doubt.NUMBER_MISSING),
        (certificate.issuer, Doubt.ISSUER_MISSING),
        (certificate.scope, Doubt.SCOPE_MISSING),
        (certificate.issue_date, Doubt.ISSUE_DATE_MISSING),
        (certificate.expiry_date, Doubt.EXPIRY_MISSING),
    ):
        if missing is None:
            yield doubt
    seals = any(len(entry.line.line.words) <= 6 for entry in group.main.other_standards)
    for raised, doubt in (
        (certificate.stamp is CertificateStatus.SUSPENDED, Doubt.SUSPENDED),
        (certificate.stamp is CertificateStatus.WITHDRAWN, Doubt.WITHDRAWN),
        (certificate.stamp is CertificateStatus.DRAFT, Doubt.DRAFT),
        (seals, Doubt.OTHER_STANDARD_PRINTED),
        (any(found.reading < UNSURE for found in _read(certificate)), Doubt.UNSURE_READING),
        (any(sheet.mended for sheet in group.sheets), Doubt.LOOK_ALIKE_LETTERS),
        (_pages_missing(sheets), Doubt.PAGES_MISSING),
        (_versions_differ(group), Doubt.VERSIONS_DIFFER),
    ):
        if raised:
            yield doubt
    yield from _length_doubts(certificate, next((sheet.years for sheet in sheets if sheet.years), 0))


def _length_doubts(certificate: Certificate, years: int) -> Iterable[Doubt]:
    """What is odd about how long it runs; ``years`` is what its words say, 0 when they say nothing."""
    if certificate.issue_date is None or certificate.expiry_date is None:
        return
    days = (certificate.expiry_date - certificate.issue_date).days
    if days > _LONG_DAYS:
        yield Doubt.LONG_VALIDITY
    if years and abs(days / _DAYS_A_YEAR - years) > 0.2:
        yield Doubt.PERIOD_CONTRADICTS_DATES


def _read(certificate: Certificate) -> Iterable[ReadField]:
    """The fields that a mistake of recognition would make worthless."""
    wanted = (
        CertificateField.HOLDER,
        CertificateField.NUMBER,
        CertificateField.EXPIRY_DATE,
        CertificateField.ISSUE_DATE,
    )
    return [found for name, found in certificate.fields.items() if name in wanted]


def _pages_missing(sheets: Sequence[Sheet]) -> bool:
    counted = [sheet.kind.page_of for sheet in sheets if sheet.kind.page_of]
    return any({number for number, _ in counted} != set(range(1, total + 1)) for _, total in counted)


def _versions_differ(group: _Group) -> bool:
    """Whether pages that are the same certificate in several languages say different things."""
    periods = [period_of(sheet.dates, month_first=sheet.american) for sheet in group.sheets]
    ends = {period.expiry for period in periods if period.expiry}
    standards = {frozenset(entry.printed for entry in sheet.standards) for sheet in group.sheets if sheet.standards}
    return len(ends) > 1 or len(standards) > 1


def _sorted(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    wanted = set(doubts)
    return tuple(doubt for doubt in Doubt if doubt in wanted)
