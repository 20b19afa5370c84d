"""Doubts that depend on what is asked: for which company, site, metal and day a certificate is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from corpus.certificate_words import fold
from corpus.standard import Edition, Metal, Standard
from corpus.standard_catalogue import load_standards
from extract.certificate import Certificate, Doubt
from extract.certificate_name import plain_name

#: Words of addresses and names that are too short or too common to tell one from another.
_LEAST_LETTERS = 4
#: Share of the words of the site asked for that must stand in one address of the certificate.
_SITE_SHARE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What a certificate is looked at for; what is empty is not asked."""

    day: date
    holder: str = ""
    site: str = ""
    metal: str = ""


def questioned(certificate: Certificate, question: Question) -> Certificate:
    """The certificate with the doubts that this question raises."""
    raised = {*certificate.doubts, *_raised(certificate, question)}
    return replace(certificate, doubts=tuple(doubt for doubt in Doubt if doubt in raised))


def _raised(certificate: Certificate, question: Question) -> Iterator[Doubt]:
    if question.holder and not same_company(certificate.holder or "", question.holder):
        yield Doubt.HOLDER_DIFFERS
    if question.site and not any(_covers(site, question.site) for site in certificate.sites):
        yield Doubt.SITE_NOT_COVERED
    standard = load_standards().by_id.get(certificate.standard_id) if certificate.standard_id else None
    if question.metal and not _metal_in_scope(certificate, standard, question.metal):
        yield Doubt.METAL_NOT_IN_SCOPE
    edition = _edition(standard, certificate.edition)
    if edition is not None and edition.relied_until is not None and question.day > edition.relied_until:
        yield Doubt.EDITION_SUPERSEDED


def same_company(first: str, second: str) -> bool:
    """Whether two names are of one company: equal without legal forms, case and accents, or one begins the other."""
    one, other = sorted((plain_name(first), plain_name(second)), key=len)
    if not one:
        return False
    return one == other or (len(one) >= 2 * _LEAST_LETTERS and other.startswith(one))


def _covers(site: str, wanted: str) -> bool:
    """Whether an address holds most words of the one asked for."""
    words = [fold(word).text for word in wanted.replace(",", " ").split()]
    telling = [word for word in words if len(word) >= _LEAST_LETTERS or word.isdigit()] or words
    plain = fold(site).text
    return bool(telling) and sum(word in plain for word in telling) >= _SITE_SHARE * len(telling)


def _metal_in_scope(certificate: Certificate, standard: Standard | None, metal: str) -> bool:
    """Whether the scheme is open to the metal, and a scope that names metals names this one."""
    if standard is not None and standard.metals:
        return metal in {str(entry) for entry in standard.metals}
    named = {entry for entry in Metal if re.search(rf"\b{entry}\b", certificate.scope or "", re.IGNORECASE)}
    return not named or Metal(metal) in named


def _edition(standard: Standard | None, name: str | None) -> Edition | None:
    if standard is None or name is None:
        return None
    return next((edition for edition in standard.editions if edition.name == name), None)
