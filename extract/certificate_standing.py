"""What a certificate says of itself: that it is suspended, withdrawn, or a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.certificate_words import Cue, cues, fold
from extract.certificate import CertificateStatus, ReadField
from extract.certificate_number import is_placeholder
from extract.certificate_page import CertificatePage, PageLine, read_field

#: Words of a stamp; a sentence has more.
_STAMP_WORDS = 7
_STATUS = re.compile(r"\b(?:status|state|durum\w*|estado|statut|stato|статус|zustand|状态|狀態)\s*[:：]", re.IGNORECASE)
#: A sentence that says it of this certificate, now.
_SAID = re.compile(
    r"\b(?:is|are|was|were|has\s+been|have\s+been|is\s+currently|ist|wurde|est|a\s+été|está|ha\s+sido|foi|è|è\s+stato|jest|został\w*|byl|bol|je|есть|был\w*)\s*$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"^\W*(?:since|from|as\s+of|on|until|with\s+effect|effective|seit|ab|am|depuis|desde|dal|itibaren|с|od|\d)",
    re.IGNORECASE,
)
_OPEN_FIELDS = re.compile(
    r"\b(?:dd|tt|jj|gg|дд)[./-](?:mm|мм)[./-](?:yy|yyyy|jjjj|aaaa|гггг)\b|[\[<{]\s*(?:company|name|client|holder|scope|address|firma|empresa|organi[sz]ation)[^\]>}]*[\]>}]|X{4,}",
    re.IGNORECASE,
)


def stamp_of(page: CertificatePage, values: Iterable[ReadField]) -> tuple[CertificateStatus, ReadField] | None:
    """What the page says of the certificate's standing, and where; ``None`` when it says nothing against it.

    ``values`` are the fields that were read: a number left open makes a draft.
    """
    for line in (*page.turned, *page.lines):
        if _is_draft(page, line):
            return CertificateStatus.DRAFT, read_field([(line, 0, None)], trust=0.9)
    for value in values:
        if is_placeholder(value.text) or _OPEN_FIELDS.search(value.text):
            return CertificateStatus.DRAFT, value
    for cue, status in ((Cue.WITHDRAWN, CertificateStatus.WITHDRAWN), (Cue.SUSPENDED, CertificateStatus.SUSPENDED)):
        for line in (*page.turned, *page.lines):
            if _says(page, line, cue):
                return status, read_field([(line, 0, None)], trust=0.9)
    return None


def _is_draft(page: CertificatePage, line: PageLine) -> bool:
    """Whether a line is a watermark or a stamp of a draft, or leaves the place of a value open."""
    if _OPEN_FIELDS.search(line.text):
        return True
    if not line.is_mostly(Cue.DRAFT):
        return False
    found = line.cue(Cue.DRAFT)
    word = line.text[found[0].start : found[0].end]
    large = line.size > 1.5 * page.body_size or not line.line.level
    return large or word.upper() == word or line.text.strip().startswith(("(", "[", "*"))


def _says(page: CertificatePage, line: PageLine, cue: Cue) -> bool:
    for found in line.cue(cue):
        before, after = line.text[: found.start], line.text[found.end :]
        sentence = _sentence(page, line, found.start)
        if cues()[Cue.CONDITIONAL].find(sentence) and not _STATUS.search(before):
            continue
        few = len(line.line.words) <= _STAMP_WORDS
        covers = len(fold(line.text[found.start : found.end]).text) >= 0.4 * len(fold(line.text).text)
        if (few and covers) or _STATUS.search(before) or _SAID.search(before) or (few and _SINCE.search(after)):
            return True
    return False


def _sentence(page: CertificatePage, line: PageLine, place: int) -> str:
    """The sentence around a place of a line, with what runs on from the line above and to the line below."""
    text, above = line.text, page.above(line, reach=1.2) if line.line.level else None
    start = max(text.rfind(". ", 0, place), text.rfind("。", 0, place)) + 1
    head = text[start:place]
    if (
        start == 0
        and above is not None
        and abs(above.size - line.size) < 0.5
        and not above.text.rstrip().endswith((".", "。"))
    ):
        head = f"{above.text} {head}"
    end = text.find(".", place)
    return f"{head} {text[place : end if end >= 0 else len(text)]}"
