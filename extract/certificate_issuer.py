"""The body that issued a certificate: the sentence of certifying, the foot of the page, the signature, the web address
speak for a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.certificate_words import Label, fold, labels
from corpus.standard import Membership
from corpus.standard_catalogue import load_standards
from extract.certificate import ReadField
from extract.certificate_bodies import named_bodies
from extract.certificate_name import (
    clean_name,
    initials,
    legal_form_end,
    plain_name,
)
from extract.certificate_page import CertificatePage

_LONGEST = 12
_DOMAIN = re.compile(r"(?:www[.,]|@|https?:/{1,2}(?:www[.,])?)([a-z0-9-]{2,40})[.,][a-z]{2,}", re.IGNORECASE)
_OFFICE = re.compile(
    r"^(?:[A-Za-z ]{0,20}\boffice|issuing\s+office|head\s+office|add(?:ress)?|c\.?a\.?b\.?\s+address)\s*[:：]\s*",
    re.IGNORECASE,
)

#: What stands between "certification body" and its name.
_ARTICLE = re.compile(r"^(?:of\s+the|of|the|der|des|die|de\s+la|de|du|della|dello|di|do|da)\s+", re.IGNORECASE)


@dataclass(kw_only=True)
class _Weighed:
    field: ReadField
    name: str
    weight: float
    #: Whether a signature stands under it.
    signed: bool


def issuer_of(page: CertificatePage, holder: str | None) -> ReadField | None:
    """The issuing body named on a page; ``None`` when nothing names one. The holder is none."""
    found: list[_Weighed] = []
    for name, field, weight, signed in named_bodies(page):
        clean = _unannounced(_OFFICE.sub("", clean_name(name)))
        if _may_be(clean, holder):
            found.append(_Weighed(field=field, name=clean, weight=weight, signed=signed))
    if not found:
        return None
    domains = [match.group(1).casefold() for match in _DOMAIN.finditer(page.text)]
    groups: dict[str, list[_Weighed]] = {}
    for entry in found:
        groups.setdefault(_key(entry.name, found), []).append(entry)
    scored = {key: sum(_best_weights(group)) + _domain_weight(group, domains) for key, group in groups.items()}
    best = max(groups, key=lambda key: scored[key])
    chosen = max(groups[best], key=lambda entry: (not _abbreviates(entry, groups[best]), entry.signed, entry.weight))
    return replace(chosen.field, text=chosen.name)


def _best_weights(group: list[_Weighed]) -> list[float]:
    """The weights of the different sayings of one name; one that is repeated counts less and less."""
    ordered = sorted((entry.weight for entry in group), reverse=True)
    return [weight / (index + 1) for index, weight in enumerate(ordered)]


def _unannounced(name: str) -> str:
    """A name without "certification body of" before it."""
    found = labels().find(name)
    if found and found[0].kind == Label.ISSUER and not fold(name[: found[0].start]).text and found[0].end < len(name):
        name = clean_name(name[found[0].end :])
    return _ARTICLE.sub("", name)


def _abbreviates(entry: _Weighed, group: list[_Weighed]) -> bool:
    """Whether a name is an acronym of another one."""
    plain = plain_name(entry.name)
    longer = [other.name for other in group if len(plain_name(other.name)) > len(plain)]
    short = " " not in entry.name
    return any(initials(name).startswith(plain) or (short and plain_name(name).startswith(plain)) for name in longer)


def _key(name: str, found: list[_Weighed]) -> str:
    """Equal for sayings of one name: an acronym goes with the name that it abbreviates or begins."""
    plain = plain_name(name)
    for other in found:
        longer = plain_name(other.name)
        if len(longer) > len(plain) and (longer.startswith(plain) or initials(other.name).startswith(plain)):
            return (
                longer
                if not any(
                    len(plain_name(more.name)) > len(longer) and plain_name(more.name).startswith(longer)
                    for more in found
                )
                else max((plain_name(more.name) for more in found if plain_name(more.name).startswith(longer)), key=len)
            )
    return plain


def _may_be(name: str, holder: str | None) -> bool:
    letters = fold(name).text
    if len(letters) < 2 or len(name.split()) > _LONGEST:
        return False
    if holder is not None and plain_name(holder) == plain_name(name):
        return False
    if letters in {"iaf", "ilac", "iaflma", "mla", "us", "it", "them", "him"}:
        return False
    members = [body for body in load_standards().accreditation_bodies if body.iaf_member is not Membership.NO]
    words = {fold(word).text for word in name.split()}
    marked = len(words) <= 3 and any(fold(body.mark).text in words for body in members)
    return not marked and not any(fold(name).text == fold(body.name).text for body in members)


def _domain_weight(group: list[_Weighed], domains: list[str]) -> float:
    """More for a name that a web or mail address on the page repeats."""
    for entry in group:
        words = [fold(word).text for word in entry.name.split() if len(fold(word).text) >= 3]
        short = {initials(entry.name), initials(entry.name[: legal_form_end(entry.name)]), fold(entry.name).text}
        for domain in domains:
            plain = domain.replace("-", "")
            if any(plain.startswith(word) for word in words[:1]) or any(
                len(s) >= 3 and plain.startswith(s[:6]) for s in short
            ):
                return 2.0
    return 0.0
