"""What reading a certificate gives: fields with the place they were read at, and named doubts. Nothing here decides
whether the certificate counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.standard import StandardId
from extract.word import Box


class PaperKind(StrEnum):
    """What kind of paper a document is, seen as a certificate."""

    CERTIFICATE = "certificate"  #: certificate of a management system, a site or a chain of custody
    ANNEX = "annex"  #: a page that goes on with a certificate that the file does not hold
    PRODUCT = "product"  #: about a product, a test or a calibration
    LICENCE = "licence"  #: licence, permit or registration of an authority
    TRAINING = "training"  #: about what a person learned
    REPORT = "report"  #: report, statement or letter
    OTHER = "other"  #: none of these


class CertificateStatus(StrEnum):
    """Where a certificate stands on a day."""

    VALID = "valid"  #: the day lies between its first and its last day, both included
    EXPIRED = "expired"  #: its last day is over
    NOT_YET_VALID = "not_yet_valid"  #: its first day is still to come
    SUSPENDED = "suspended"  #: the paper says that it is suspended
    WITHDRAWN = "withdrawn"  #: the paper says that it is withdrawn
    DRAFT = "draft"  #: a draft or a specimen: no evidence
    UNKNOWN = "unknown"  #: no last day can be read


class CertificateField(StrEnum):
    """A field of a certificate."""

    STANDARD = "standard"  #: the standard with its edition
    HOLDER = "holder"  #: whose certificate it is
    NUMBER = "number"  #: its number
    ISSUER = "issuer"  #: the body that certifies
    ACCREDITATION = "accreditation"  #: marks of bodies that accredit
    ACCREDITATION_NUMBER = "accreditation_number"  #: number of the accreditation
    FIRST_ISSUE_DATE = "first_issue_date"  #: day of the first certificate
    ISSUE_DATE = "issue_date"  #: first day on which it holds, else the day of this issue
    EXPIRY_DATE = "expiry_date"  #: last day on which it holds
    SCOPE = "scope"  #: activities that are covered
    SITES = "sites"  #: addresses that are covered
    STATUS = "status"  #: words that suspend or withdraw it, or make it a draft


class Doubt(StrEnum):
    """What a person should look at before relying on a certificate. Nothing is dropped because of it."""

    AMBIGUOUS_DATE = "ambiguous_date"  #: a date reads both as day-month and as month-day; custom decided
    IMPRECISE_DATE = "imprecise_date"  #: a date has a month, but no day
    DATES_CONTRADICT = "dates_contradict"  #: the last day is not after the first, or a first issue is later
    PERIOD_CONTRADICTS_DATES = "period_contradicts_dates"  #: the period in words is not the one between the dates
    LONG_VALIDITY = "long_validity"  #: it runs for more than three years
    EXPIRY_MISSING = "expiry_missing"  #: no last day was found
    ISSUE_DATE_MISSING = "issue_date_missing"  #: no first day was found
    DATES_UNLABELLED = "dates_unlabelled"  #: no words say which date is which; their order decided
    STANDARD_MISSING = "standard_missing"  #: no standard was found
    EDITION_MISSING = "edition_missing"  #: the standard is named without its edition
    STANDARD_UNKNOWN = "standard_unknown"  #: the catalogue does not have the standard
    OTHER_STANDARD_PRINTED = "other_standard_printed"  #: a seal or border names another standard or edition
    EDITION_SUPERSEDED = "edition_superseded"  #: on the day asked for, the edition may no longer be relied on
    NOT_CERTIFIABLE = "not_certifiable"  #: nobody can be certified to the standard: it is guidance
    HOLDER_MISSING = "holder_missing"  #: no holder was found
    HOLDER_DIFFERS = "holder_differs"  #: the holder is not the company asked for
    SITE_NOT_COVERED = "site_not_covered"  #: the site asked for is not among the addresses
    METAL_NOT_IN_SCOPE = "metal_not_in_scope"  #: the scheme or the scope does not cover the metal asked for
    NUMBER_MISSING = "number_missing"  #: no certificate number was found
    LOOK_ALIKE_LETTERS = "look_alike_letters"  #: letters of another alphabet in a number or name were replaced
    ISSUER_MISSING = "issuer_missing"  #: no certifying body was found
    NO_ACCREDITATION_MARK = "no_accreditation_mark"  #: no mark of an accreditation body was found
    ACCREDITATION_NOT_IAF = "accreditation_not_iaf"  #: the body that accredits is no member of the IAF
    ACCREDITATION_UNKNOWN = "accreditation_unknown"  #: a body accredits that the catalogue does not know
    PAGES_MISSING = "pages_missing"  #: the paper counts more pages than the file has
    PAGE_UNREAD = "page_unread"  #: a page of the file could not be read
    DRAFT = "draft"  #: a draft, a specimen or one with places left open
    SUSPENDED = "suspended"  #: it says that it is suspended
    WITHDRAWN = "withdrawn"  #: it says that it is withdrawn
    UNSURE_READING = "unsure_reading"  #: character recognition was unsure of a field
    VERSIONS_DIFFER = "versions_differ"  #: the same certificate in two languages disagrees about a field
    SCOPE_MISSING = "scope_missing"  #: no scope was found


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadField:
    """A value and where it was read."""

    #: As printed, lines joined with spaces.
    text: str
    #: Counts from 1.
    page: int
    #: Coordinates as in :mod:`extract.word`.
    box: Box
    #: How far to trust it, 0 to 1: how sure recognition was, times how plainly the layout says what it is.
    confidence: float
    #: How sure recognition was of its words, 0 to 1; 1 for a text layer.
    reading: float = 1.0
    #: Other days that a date could be.
    alternatives: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """One certificate to one standard. A missing value is ``None`` and has a doubt."""

    #: With its edition, as in ``ISO 14001:2015``.
    standard: str | None = None
    #: ``None`` when the catalogue does not have it.
    standard_id: StandardId | None = None
    edition: str | None = None
    holder: str | None = None
    number: str | None = None
    issuer: str | None = None
    #: Marks, joined by commas.
    accreditation: str | None = None
    accreditation_number: str | None = None
    first_issue_date: date | None = None
    issue_date: date | None = None
    expiry_date: date | None = None
    scope: str | None = None
    sites: tuple[str, ...] = ()
    #: ``suspended``, ``withdrawn`` or ``draft`` when the paper says so.
    stamp: CertificateStatus | None = None
    pages: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    fields: dict[CertificateField, ReadField] = field(default_factory=dict)

    def status_on(self, day: date) -> CertificateStatus:
        """Where it stands on a day; its last day still counts."""
        if self.stamp is not None:
            return self.stamp
        if self.expiry_date is not None and day > self.expiry_date:
            return CertificateStatus.EXPIRED
        if self.issue_date is not None and day < self.issue_date:
            return CertificateStatus.NOT_YET_VALID
        return CertificateStatus.UNKNOWN if self.expiry_date is None else CertificateStatus.VALID


@dataclass(frozen=True, kw_only=True, slots=True)
class CertificateReading:
    """What a document is as a certificate, and the certificates in it."""

    kind: PaperKind
    certificates: tuple[Certificate, ...] = ()
    #: How sure the kind is, 0 to 1.
    confidence: float = 0.0
    #: Of an annex: the number of the certificate that it goes on with.
    annex_of: str | None = None

    @property
    def is_certificate(self) -> bool:
        """Whether it holds a certificate of a management system, a site or a chain of custody."""
        return self.kind is PaperKind.CERTIFICATE
