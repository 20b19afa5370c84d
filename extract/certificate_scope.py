"""What a certificate covers: the activities, and the addresses of its holder and sites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.certificate_words import Cue, Label, fold
from extract.certificate import ReadField
from extract.certificate_holder import is_lead
from extract.certificate_name import address_score, is_address, is_contact
from extract.certificate_page import CertificatePage, PageLine, read_field
from extract.certificate_value import labelled

_MOST_LINES = 40
#: Labels that end a scope.
_ENDS = frozenset(
    {Label.NUMBER, Label.FIRST_ISSUE, Label.ISSUE, Label.VALID_FROM, Label.EXPIRY, Label.PERIOD, Label.OTHER_DATE}
) | {Label.ISSUER, Label.ADDRESS, Label.STANDARD, Label.HOLDER}
_FEWEST_LETTERS = 4
#: Codes of sectors stand under a scope and are no part of it.
_SECTOR = re.compile(
    r"\W*(?-i:EA|IAF|NACE|SIC|EAC|ANZSIC|NAICS)\b[\s:/.-]*(?:code|sector|kod\w*|cod\w*|scope)?[\s:/.-]*\d",
    re.IGNORECASE,
)
_AS_FOLLOWS = re.compile(r"(?:如下|为|as\s+follows|is)\s*[:：]\s*", re.IGNORECASE)


def scope_of(page: CertificatePage, standards: Sequence[PageLine]) -> ReadField | None:
    """The text of the scope; ``None`` when no words announce one."""
    best: tuple[tuple[bool, int], ReadField] | None = None
    named = {line.index for line in standards}
    for value in labelled(page, Label.SCOPE):
        if value.place == "above" or value.line.index in named:
            continue
        follows = _AS_FOLLOWS.match(value.text)
        start = value.start + (follows.end() if follows else 0)
        parts = [(value.line, start, value.end), *_rest(page, value.line, named)]
        found = read_field(parts, trust=value.trust)
        # A label with a line to itself, or a colon behind it, is plainer than one inside a sentence.
        between = value.line.text[: value.start] if value.place == "inline" else ":"
        rank = (between.rstrip().endswith((":", "：", "-", "/")), len(found.text))
        if len(fold(found.text).text) >= _FEWEST_LETTERS and (best is None or rank > best[0]):
            best = rank, found
    return best[1] if best else None


def _rest(page: CertificatePage, first: PageLine, standards: set[int]) -> Iterator[tuple[PageLine, int, int | None]]:
    last = first
    for _ in range(_MOST_LINES):
        below = page.below(last, reach=1.9)
        if below is None or below.index in standards or any(_ends_scope(line) for line in page.row_of[below.index]):
            return
        if below.size > 1.6 * first.size or below.size < 0.55 * first.size:
            return
        yield below, 0, None
        last = below


def _ends_scope(line: PageLine) -> bool:
    if _SECTOR.match(line.text):
        return True
    if line.starts_with_label and line.label in _ENDS:
        # "Name", "Address" begin lines of running text too: a label ends a scope with a colon or a date behind it.
        after = line.text[line.labels[0][-1].end :].lstrip()
        if not after or after.startswith((":", "：")) or line.dates or line.label in {Label.NUMBER, Label.ISSUER}:
            return True
    return bool(line.dates and line.labels) or is_lead(line) or is_contact(line.text) or _judges(line)


def _judges(line: PageLine) -> bool:
    """Whether a line says what was found of the system, which comes after a scope on some certificates."""
    return bool(line.cue(Cue.CONFORMS)) and bool(
        line.cue(Cue.SYSTEM) or line.text[:4].casefold() in {"has ", "have", "and ", "is i"}
    )


def sites_of(page: CertificatePage, holder: PageLine | None) -> list[ReadField]:
    """The addresses: the one under the name of the holder, and those that are announced."""
    sites: list[ReadField] = []
    if holder is not None:
        parts = list(_address_lines(page, holder))
        if parts:
            sites.append(read_field(parts, trust=0.9))
    for value in labelled(page, Label.ADDRESS):
        if value.place == "above" or (value.place == "inline" and not value.line.starts_with_label):
            continue
        if (value.line.box.y0 + value.line.box.y1) / 2 > 0.8 * page.height and address_score(value.line) < 2:
            continue
        found = read_field([(value.line, value.start, value.end), *_address_lines(page, value.line)], trust=value.trust)
        if len(fold(found.text).text) >= _FEWEST_LETTERS and not any(_same(found, other) for other in sites):
            sites.append(found)
    return [site for site in sites if (site.box.y0 + site.box.y1) / 2 < 0.85 * page.height]


def rows_of_annex(page: CertificatePage) -> list[ReadField]:
    """The sites on a page that goes on with a certificate: each row of a table with an address."""
    sites: list[ReadField] = []
    taken: set[int] = set()
    for row in page.rows:
        if any(line.index in taken for line in row):
            continue
        lines = [line for line in row if not (line.starts_with_label and line.label not in {None, Label.ADDRESS})]
        if not any(address_score(line) >= 1.5 for line in lines):
            continue
        parts: list[tuple[PageLine, int, int | None]] = [(line, 0, None) for line in lines]
        for line in lines:
            taken.add(line.index)
            below = page.below(line, reach=0.9)
            # A cell goes on below where the first cell of the next row is empty.
            if below is not None and len(page.row_of[below.index]) < len(row) and below.index not in taken:
                taken.add(below.index)
                parts.append((below, 0, None))
        sites.append(read_field(parts, trust=0.8))
    return sites


def _address_lines(page: CertificatePage, after: PageLine) -> list[tuple[PageLine, int, int | None]]:
    """The lines of an address under a name or under its own first line."""
    plain = list(_plain_address_lines(page, after))
    if plain:
        return plain
    # Lines of a few words that an address of some country may be: between the name and what was found of it.
    few: list[tuple[PageLine, int, int | None]] = []
    last = after
    for _ in range(5):
        below = page.below(last, reach=1.3)
        if below is None or below.starts_with_label or is_lead(below) or below.cue(Cue.CONFORMS) or below.dates:
            break
        if len(below.line.words) > 8 or is_contact(below.text) or below.size > after.size:
            break
        few.append((below, 0, None))
        last = below
    return few if any(letter.isdigit() for line, _, _ in few for letter in line.text) else []


def _plain_address_lines(page: CertificatePage, after: PageLine) -> Iterator[tuple[PageLine, int, int | None]]:
    last = after
    for count in range(6):
        below = page.below(last, reach=2.6 if count == 0 else 1.3)
        if below is None or is_lead(below) or is_contact(below.text) or below.dates:
            return
        if below.starts_with_label and below.label is not Label.ADDRESS:
            return
        if below.label is Label.ADDRESS and count == 0:
            return
        enough = 1.0 if count else 1.2
        if not is_address(below) and address_score(below) < enough:
            return
        if below.cue(Cue.CONFORMS) and not is_address(below):
            return
        yield below, 0, None
        last = below


def _same(first: ReadField, second: ReadField) -> bool:
    one, other = fold(first.text).text, fold(second.text).text
    return one in other or other in one
