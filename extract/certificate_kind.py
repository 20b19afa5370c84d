"""Whether a page is a certificate of a management system, a site or a chain of custody, or another kind of paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.certificate_words import Cue, Label, fold
from corpus.standard import StandardKind
from extract.certificate import PaperKind
from extract.certificate_page import CertificatePage, PageLine
from extract.certificate_standard import StandardFound

#: A certificate says little; pages with more words are reports.
_MOST_WORDS = 650
#: From so many points on a page is taken for a certificate.
_ENOUGH = 5.0
_PAGE_OF = re.compile(
    r"\b(?:page|seite|pagina|página|sayfa|стр(?:аница)?|strona|strana|pag|side|sida|oldal)\.?\s*:?\s*(\d{1,2})\s*(?:of|von|de|di|sur|/|из|z|van|av|af|din)\s*(\d{1,2})\b|第\s*(\d{1,2})\s*页\s*[,，]?\s*共\s*(\d{1,2})\s*页|\b(\d{1,2})\s*/\s*(\d{1,2})\s*(?:sayfa|page)\b",
    re.IGNORECASE,
)
_CE = re.compile(r"(?<![A-Za-z])(?-i:CE)\d{0,4}(?![A-Za-z])")


@dataclass(frozen=True, kw_only=True, slots=True)
class PageKind:
    """What a page looks like."""

    kind: PaperKind
    #: Points for being a certificate.
    points: float
    #: Whether it goes on with a certificate of another page.
    annex: bool
    #: ``(2, 3)`` when it says that it is page 2 of 3.
    page_of: tuple[int, int] | None


def kind_of(page: CertificatePage, standards: Sequence[StandardFound]) -> PageKind:
    """What a page looks like by its words and where they stand."""
    annex, page_of = _is_annex(page), _page_of(page)
    if page.word_count > _MOST_WORDS:
        return PageKind(kind=PaperKind.OTHER, points=0.0, annex=annex, page_of=page_of)
    others = {kind: _other(page, cue) for kind, cue in _OTHERS}
    worst = max(others, key=lambda kind: others[kind])
    about = [entry for entry in standards if entry.standard is None or entry.standard.kind in _CERTIFIABLE]
    points = _points(page, about)
    known = any(entry.standard is not None for entry in about)
    if points >= _ENOUGH and points > others[worst] + 2 and (known or _says_system(page)):
        kind = PaperKind.CERTIFICATE
    elif others[worst] >= 1.0:
        kind = worst
    else:
        kind = PaperKind.OTHER
    return PageKind(kind=kind, points=points, annex=annex, page_of=page_of)


_CERTIFIABLE = frozenset(
    {StandardKind.MS_CERT, StandardKind.SITE_ASSURANCE, StandardKind.PRODUCT_COC, StandardKind.FRAMEWORK}
)
_OTHERS = (
    (PaperKind.PRODUCT, Cue.PRODUCT),
    (PaperKind.LICENCE, Cue.LICENCE),
    (PaperKind.TRAINING, Cue.TRAINING),
    (PaperKind.REPORT, Cue.REPORT),
)


def _points(page: CertificatePage, standards: Sequence[StandardFound]) -> float:
    points = 0.0
    titles = [line for line in page.lines if line.cue(Cue.TITLE) and _is_title(page, line)]
    points += 2.0 * bool(titles)
    points += 2.0 * any(line.cue(Cue.CERTIFIES) for line in page.lines)
    if standards:
        size = max(entry.line.size for entry in standards) / (page.body_size or 1.0)
        points += 1.5 + min(max(size - 1.0, 0.0), 1.5)
    points += 0.7 * any(line.cue(Cue.CONFORMS) for line in page.lines)
    labels = {
        Label(group[0].kind) for line in page.lines for group in line.labels if _counts(line, Label(group[0].kind))
    }
    dates = any(line.dates for line in page.lines)
    points += 1.5 * (Label.NUMBER in labels)
    points += 1.0 * (Label.EXPIRY in labels and dates)
    points += 0.8 * bool(labels & {Label.ISSUE, Label.FIRST_ISSUE, Label.VALID_FROM} and dates)
    points += 0.8 * (Label.SCOPE in labels)
    points += 0.5 * any(line.cue(Cue.SYSTEM) for line in page.lines)
    # Many lines of many words are running text.
    long = sum(len(line.line.words) >= 12 for line in page.lines)
    points -= 0.12 * max(long - 12, 0)
    points -= 0.004 * max(page.word_count - 350, 0)
    return points


def _counts(line: PageLine, label: Label) -> bool:
    return label is not Label.NUMBER or any(character.isdigit() for character in line.text) or len(line.line.words) <= 6


def _is_title(page: CertificatePage, line: PageLine) -> bool:
    """Whether a line is the title of a certificate: large, or alone and near the head."""
    letters = len(fold(line.text).text)
    covered = sum(len(fold(line.text[found.start : found.end]).text) for found in line.cue(Cue.TITLE))
    return (
        covered >= 0.45 * letters
        and len(line.line.words) <= 8
        and (line.size >= 1.25 * page.body_size or line.box.y0 < 0.4 * page.height)
    )


def _says_system(page: CertificatePage) -> bool:
    """Whether a page without a standard of the catalogue is about a management system all the same."""
    return any(line.cue(Cue.SYSTEM) for line in page.lines) and any(line.cue(Cue.CERTIFIES) for line in page.lines)


def _other(page: CertificatePage, cue: Cue) -> float:
    """Points for being another kind of paper: its words count more in large type and at the head."""
    points = 0.0
    for line in page.lines:
        for found in line.cue(cue):
            plain = fold(line.text[found.start : found.end]).text
            strong = line.size >= 1.3 * page.body_size or line.box.y0 < 0.3 * page.height
            points += min(len(plain) / 12, 1.5) * (1.6 if strong else 0.8)
    if cue is Cue.PRODUCT:
        points += 1.5 * any(_CE.search(line.text) and len(line.line.words) <= 2 for line in page.lines)
    return points


def _is_annex(page: CertificatePage) -> bool:
    return any(
        line.cue(Cue.ANNEX) and not fold(line.text[: line.cue(Cue.ANNEX)[0].start]).text and len(line.line.words) <= 10
        for line in page.lines
        if line.box.y0 < 0.45 * page.height
    )


def _page_of(page: CertificatePage) -> tuple[int, int] | None:
    for line in page.lines:
        match = _PAGE_OF.search(line.text)
        if match is not None:
            number, total = (int(group) for group in match.groups() if group is not None)
            if 1 <= number <= total:
                return number, total
    return None
