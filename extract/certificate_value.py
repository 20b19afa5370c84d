"""Values on a certificate: what stands after, under or over the words that announce it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.certificate_words import Found, Label
from extract.certificate_page import CertificatePage, PageLine

#: Marks between a label and its value.
_LEAD = " \t:：.-–—=#°º)|/>»*•·_№,"
#: "Certificate No. (QMS):": which one it is.
_QUALIFIER = re.compile(r"[\s.]*\([^()\d]{1,25}\)\s*[:：]?")
#: Words of these labels are no part of names.
_ALWAYS = frozenset({Label.NUMBER, Label.FIRST_ISSUE, Label.ISSUE, Label.VALID_FROM, Label.EXPIRY, Label.OTHER_DATE})
#: How plainly a layout names a value: on the same line, beside it, under it, over it.
_TRUST = {"inline": 1.0, "beside": 0.98, "below": 0.9, "above": 0.75}


@dataclass(frozen=True, kw_only=True, eq=False)
class LabelledValue:
    """A stretch of a line and what announced it."""

    label: Label
    language: str
    line: PageLine
    start: int
    end: int
    #: ``inline``, ``beside``, ``below`` or ``above`` its label.
    place: str
    #: The line of the label.
    label_line: PageLine

    @property
    def text(self) -> str:
        """The value as printed."""
        return self.line.text[self.start : self.end].strip()

    @property
    def trust(self) -> float:
        """How plainly the layout names it, 0 to 1."""
        return _TRUST[self.place]


def labelled(page: CertificatePage, label: Label) -> Iterator[LabelledValue]:
    """The values that words of this kind announce, in the order of the page; the label alone when it has no value."""
    for line in page.lines:
        for position, group in enumerate(line.labels):
            if group[0].kind == label and _announces(line, group):
                value = _value(page, line, position)
                if value is not None:
                    yield value


def _announces(line: PageLine, group: tuple[Found, ...]) -> bool:
    """Whether the words announce something and are not merely part of a sentence."""
    before = line.text[: group[0].start]
    after = line.text[group[-1].end :].lstrip()
    if after.startswith((":", "：", "№", "#", ".:")) or not after:
        return True
    # Within running text, a name of a field counts only where the line begins with it or a gap is before it.
    return len(before.split()) <= 2 or before.rstrip().endswith((":", "|", "/", ".", "-", "•"))


def _value(page: CertificatePage, line: PageLine, position: int) -> LabelledValue | None:
    group = line.labels[position]
    label, language = Label(group[0].kind), group[0].language
    end = _end(line, position)
    qualified = _QUALIFIER.match(line.text, group[-1].end, end)
    start = _skip_lead(line.text, qualified.end() if qualified else group[-1].end, end)
    if start < end:
        return LabelledValue(
            label=label, language=language, line=line, start=start, end=end, place="inline", label_line=line
        )
    if position + 1 == len(line.labels):
        beside = _beside(page, line)
        if beside is not None:
            return _whole(group[0], beside, line, "beside")
    below = page.below(line, reach=3.2)
    # The same words in another language announce the value themselves.
    if below is not None and not below.starts_with_label and all(entry[0].kind != label for entry in below.labels):
        return _whole(group[0], below, line, "below")
    above = page.above(line, reach=1.2)
    if above is not None and not above.labels:
        return _whole(group[0], above, line, "above")
    return None


def _end(line: PageLine, position: int) -> int:
    """Where the value of a label ends: with its line, or where the next label begins. A word in a name is no label."""
    for group in line.labels[position + 1 :]:
        if group[0].kind in _ALWAYS or _announces(line, group):
            return group[0].start
    return len(line.text)


def _beside(page: CertificatePage, line: PageLine) -> PageLine | None:
    """The line to the right in the same row, unless it announces something itself or is only a mark."""
    row = page.row_of[line.index]
    for other in row[row.index(line) + 1 :]:
        if other.starts_with_label:
            return None
        if _skip_lead(other.text, 0, len(other.text)) < len(other.text):
            return other
    return None


def _whole(found: Found, line: PageLine, label_line: PageLine, place: str) -> LabelledValue | None:
    """The value that a whole line is, as far as it announces nothing itself."""
    start = _skip_lead(line.text, 0, len(line.text))
    end = line.labels[0][0].start if line.labels and line.labels[0][0].start > start else len(line.text)
    if start >= end:
        return None
    return LabelledValue(
        label=Label(found.kind),
        language=found.language,
        line=line,
        start=start,
        end=end,
        place=place,
        label_line=label_line,
    )


def _skip_lead(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _LEAD:
        start += 1
    return start
