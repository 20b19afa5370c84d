"""Standards and schemes, and the bodies that certify and accredit, as frozen records.

What a standard is called where, which editions it has and until when a certificate to an older one may be relied on.
Which criterion it bears on is not said here: that is an equivalence edge, which is released on its own.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NewType

from pydantic import BaseModel, ConfigDict, Field, field_validator

from corpus.framework import Basis

StandardId = NewType("StandardId", str)
BodyId = NewType("BodyId", str)

_ID = r"^[a-z][a-z0-9_]*$"


class StandardKind(StrEnum):
    """What sort of thing a standard or scheme is, and so what a paper about it can show."""

    MS_CERT = "ms_cert"  #: management system, certified by a third party
    SITE_ASSURANCE = "site_assurance"  #: a site or facility is assessed against it
    PRODUCT_COC = "product_coc"  #: chain of custody of a product
    AUDIT_REPORT = "audit_report"  #: an audit is reported, no certificate is given
    RATING = "rating"  #: documents are scored
    MEMBERSHIP = "membership"  #: to belong is no assurance
    SELF_ASSESSMENT = "self_assessment"  #: the supplier's own answers
    REPORTING = "reporting"  #: how to report
    FRAMEWORK = "framework"  #: guidance or principles; nobody can be certified to it
    LAW = "law"  #: a law or a convention
    PROGRAMME = "programme"  #: a programme that is joined and watched
    TEMPLATE = "template"  #: a form to fill in
    AUDITING_RULE = "auditing_rule"  #: how audits are made


class Metal(StrEnum):
    """A metal or mineral that a scheme may be limited to."""

    ALUMINIUM = "aluminium"
    COBALT = "cobalt"
    COPPER = "copper"
    GOLD = "gold"
    GRAPHITE = "graphite"
    LEAD = "lead"
    LITHIUM = "lithium"
    MICA = "mica"
    MOLYBDENUM = "molybdenum"
    NICKEL = "nickel"
    PALLADIUM = "palladium"
    PLATINUM = "platinum"
    SILVER = "silver"
    STEEL = "steel"
    TANTALUM = "tantalum"
    TIN = "tin"
    TUNGSTEN = "tungsten"
    ZINC = "zinc"


class Membership(StrEnum):
    """Whether an accreditation by a member of the International Accreditation Forum stands behind a body."""

    YES = "yes"  #: known to be so
    NO = "no"  #: known not to be so: the mark looks like an accreditation and is none
    UNKNOWN = "unknown"  #: not known; a person looks it up


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _compiled(pattern: str) -> str:
    try:
        re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"found a pattern that is no regular expression: {error}") from error
    return pattern


class Edition(_Record):
    """One edition of a standard."""

    #: As it stands after the colon of the name: ``2015``; a version of a scheme: ``3.0``.
    name: str
    #: Day, month or year of publication, as far as known: ``2015-09``.
    published: str = Field(default="", pattern=r"^(?:\d{4}(?:-\d\d){0,2})?$")
    #: Last day on which a certificate to this edition may be relied on; ``None`` while none is set.
    relied_until: date | None = None
    #: National adoptions of this edition under years of their own: ``GB/T 24001-2016``.
    also: tuple[str, ...] = ()


class Validity(_Record):
    """How long a paper about the standard usually holds. The date on the document always wins."""

    #: Months of a usual cycle; ``None`` when there is no usual one.
    months: int | None = Field(default=None, gt=0)
    #: The rule in words.
    rule: str = Field(min_length=8)


class Standard(_Record):
    """One standard or scheme."""

    id: StandardId = Field(pattern=_ID)
    #: The name in results, an edition follows after a colon: ``ISO 14001``.
    short: str
    title: str
    aliases: tuple[str, ...] = ()
    #: Regular expression for running text, case ignored unless ``(?-i:...)`` says otherwise; an edition may follow it.
    pattern: str
    #: Strings in which the pattern must be found, and those in which it must not.
    examples: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = ()
    publisher: str
    kind: StandardKind
    validity: Validity
    #: Newest first.
    editions: tuple[Edition, ...] = ()
    #: Empty when it is open to every metal.
    metals: tuple[Metal, ...] = ()
    superseded_by: StandardId | None = None
    note: str = ""
    basis: Basis

    _pattern = field_validator("pattern")(_compiled)


class CertificationBody(_Record):
    """A body that audits and issues certificates."""

    id: BodyId = Field(pattern=_ID)
    #: The name that results carry.
    name: str
    pattern: str
    examples: tuple[str, ...] = Field(min_length=1)
    #: Shape of its certificate numbers; it suggests a number and never rejects one. Empty when not known.
    number_pattern: str = ""
    number_examples: tuple[str, ...] = ()
    accredited_by_iaf_member: Membership
    basis: Basis

    _patterns = field_validator("pattern", "number_pattern")(_compiled)


class AccreditationBody(_Record):
    """A body that accredits certification bodies, or says that it does."""

    id: BodyId = Field(pattern=_ID)
    #: The mark as it stands on certificates: ``UKAS``.
    mark: str
    name: str
    country: str
    pattern: str
    examples: tuple[str, ...] = Field(min_length=1)
    #: Shape of an accreditation number; empty when not known.
    number_pattern: str = ""
    number_examples: tuple[str, ...] = ()
    iaf_member: Membership
    basis: Basis

    _patterns = field_validator("pattern", "number_pattern")(_compiled)
