"""The standards that a certificate is about, with their editions; and those that are only printed on it somewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from corpus.certificate_words import Cue, Label
from corpus.standard import Standard, StandardId, StandardKind
from corpus.standard_catalogue import load_standards
from extract.certificate import ReadField
from extract.certificate_letters import with_latin_letters
from extract.certificate_page import CertificatePage, PageLine, read_field

#: Kinds of standards that a paper of this sort can be about; guidance is read too, so that a person is warned.
_READ = frozenset({StandardKind.MS_CERT, StandardKind.SITE_ASSURANCE, StandardKind.PRODUCT_COC, StandardKind.FRAMEWORK})
#: A standard that the catalogue does not have, and those that say how bodies audit and accredit.
_ANY_ISO = re.compile(
    r"\b(?:ISO(?:\s*/\s*(?:IEC|TS|IS))?|IEC)[\s:_-]*(?P<n>\d{3,5}(?:\s*-\s*\d{1,2}(?!\d))?)(?!\d)", re.IGNORECASE
)
_RULE = r"\b(?:ISO(?:\s*/?\s*(?:IEC|TS))?|EN\s*ISO|IEC)?[\s/,I|EC-]*170(?:NN)\b|\bISO\s*19011\b"
_RULES = re.compile(_RULE.replace("NN", "00|11|20|21|24|25|29|30|40|43|65|67"), re.IGNORECASE)
#: The same without those that laboratories and inspection bodies are accredited to.
_BODIES_RULES = re.compile(_RULE.replace("NN", "00|11|21|24|29|30|40|43|65|67"), re.IGNORECASE)
_EDITION = re.compile(
    r"\s*(?:/\s*)?(?:[:：;.\-–—_/(]|version|ed(?:ition)?\.?|v\.?)?\s*(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_INSIDE = re.compile(r"[:：\-–]\s*(?P<y>(?:19|20)\d\d)$")
#: Recognition takes the round letter for a nought and the straight one for a one.
_MISREAD_ISO = re.compile(r"(?<![A-Za-z])[I1lІ|][S5Ѕ][O0ОQo](?=[\s/:-]*(?:IEC|TS|\d{4,5}))")
#: A standard in type smaller than this part of the main one is printed beside it.
_MAIN = 0.72


@dataclass(frozen=True, kw_only=True, eq=False)
class StandardFound:
    """A standard named on a page."""

    #: ``None`` when the catalogue does not have it.
    standard: Standard | None
    name: str
    edition: str | None
    field: ReadField
    line: PageLine
    #: How much it looks like what the certificate is about.
    weight: float

    @property
    def key(self) -> str:
        """Equal for the same standard."""
        return self.standard.id if self.standard else self.name

    @property
    def printed(self) -> str:
        """With its edition, as in ``ISO 14001:2015``."""
        return f"{self.name}:{self.edition}" if self.edition else self.name

    @property
    def id(self) -> StandardId | None:
        """Its id in the catalogue."""
        return self.standard.id if self.standard else None


def standards_of(page: CertificatePage) -> tuple[list[StandardFound], list[StandardFound]]:
    """What the certificate is about, most prominent first, and other standards or editions that stand on the page."""
    found = [entry for line in page.lines for entry in _in_line(page, line)]
    if not found:
        # The certificate of a laboratory is about a rule that other certificates only mention.
        found = [entry for line in page.lines for entry in _in_line(page, line, rules=_BODIES_RULES)]
    bordered = [entry for line in page.turned for entry in _in_line(page, line)]
    if not found:
        return _with_editions(_distinct(bordered[:1]), bordered), []
    best = max(entry.weight for entry in found)
    main = [entry for entry in found if entry.weight >= _MAIN * best]
    kept = _with_editions(_distinct(main), found)
    keys = {(entry.key, entry.edition) for entry in kept}
    others = [
        entry for entry in chain(found, bordered) if (entry.key, entry.edition) not in keys and not _less(entry, kept)
    ]
    return kept, others


def _in_line(page: CertificatePage, line: PageLine, rules: re.Pattern[str] = _RULES) -> list[StandardFound]:
    text = _MISREAD_ISO.sub("ISO", with_latin_letters(line.text)[0])
    if rules.search(text):
        text = rules.sub(lambda match: " " * len(match.group()), text)
    catalogue = load_standards()
    named = [(standard, match.start(), match.end(), standard.short) for standard, match in catalogue.mentions(text)]
    known = [(start, end) for _, start, end, _ in named]
    rest = [
        (None, match.start(), match.end(), f"ISO {re.sub(chr(92) + 's', '', match['n'])}")
        for match in _ANY_ISO.finditer(text)
        if all(match.end() <= start or match.start() >= end for start, end in known)
    ]
    entries: list[StandardFound] = []
    for standard, start, end, name in [*named, *rest]:
        if standard is not None and standard.kind not in _READ:
            continue
        # Some patterns take the edition with them.
        edition = _INSIDE.search(text, start, end) or _EDITION.match(text, end)
        stop = max(edition.end(), end) if edition else end
        year = _edition_name(standard, text[start:stop], edition["y"] if edition else None)
        entries.append(
            StandardFound(
                standard=standard,
                name=name,
                edition=year,
                field=read_field([(line, start, stop)], trust=1.0),
                line=line,
                weight=_weight(page, line, stop - start, dated=edition is not None),
            )
        )
    return entries


def _edition_name(standard: Standard | None, printed: str, year: str | None) -> str | None:
    """The edition that a year means; national adoptions have years of their own."""
    if standard is None or year is None:
        return year
    plain = re.sub(r"[^\w]", "", printed).casefold()
    for edition in standard.editions:
        adopted = [re.sub(r"[^\w]", "", other).casefold() for other in edition.also]
        if any(other in plain or other.endswith(plain) for other in adopted):
            return edition.name
    return year


def _weight(page: CertificatePage, line: PageLine, length: int, *, dated: bool) -> float:
    """Grows with the type, with standing alone, and with words of certifying before it."""
    size = min(line.size / (page.body_size or 1.0), 3.0)
    alone = length >= 0.5 * len(line.text.strip())
    above = page.above(line, reach=3.0)
    before = line.cue(Cue.CONFORMS) or (above is not None and above.cue(Cue.CONFORMS)) or line.label is Label.STANDARD
    named = bool(line.cue(Cue.SYSTEM)) or (above is not None and above.label is Label.STANDARD)
    scope = len(line.line.words) > 12 and not before
    return size * (1.0 + 0.5 * alone + 0.6 * bool(before) + 0.3 * named + 0.4 * dated) * (0.5 if scope else 1.0)


def _distinct(found: list[StandardFound]) -> list[StandardFound]:
    kept: dict[str, StandardFound] = {}
    for entry in sorted(found, key=lambda entry: (entry.line.index, entry.field.box.x0)):
        before = kept.get(entry.key)
        if before is None or (before.edition is None and entry.edition is not None) or _prefers(entry, before):
            kept[entry.key] = entry
    return sorted(kept.values(), key=lambda entry: (entry.line.index, entry.field.box.x0))


def _prefers(entry: StandardFound, before: StandardFound) -> bool:
    """Of two editions of one standard, the more prominent one is meant."""
    return entry.edition is not None and entry.weight > 1.5 * before.weight


def _with_editions(main: list[StandardFound], found: list[StandardFound]) -> list[StandardFound]:
    """Editions that the main line leaves out, from another place where the same standard stands with one."""
    return [entry if entry.edition else _dated(entry, found) for entry in main]


def _dated(entry: StandardFound, found: list[StandardFound]) -> StandardFound:
    for other in found:
        if other.key == entry.key and other.edition:
            return other
    return entry


def _less(entry: StandardFound, kept: list[StandardFound]) -> bool:
    """Whether it only repeats a kept standard without its edition."""
    return entry.edition is None and any(entry.key == other.key for other in kept)
