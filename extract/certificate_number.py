"""The number of a certificate."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from corpus.certificate_words import Cue, Label, fold
from corpus.standard_catalogue import load_standards
from extract.certificate import ReadField
from extract.certificate_letters import number_with_latin_letters
from extract.certificate_page import CertificatePage, PageLine, read_field
from extract.certificate_value import LabelledValue, labelled

#: Longest number that a label may announce, in words: "12 104 51234 TMS".
_MOST_TOKENS = 6
_TOKEN = re.compile(r"\S+")
#: What a word of a number looks like: figures, capitals, marks.
_PART = re.compile(r"[^\W_a-zа-яß-ÿ]+(?:[^\w\s]+[^\W_]+)*[^\w\s]*|\d\S*|[A-Z]{1,5}[-/.–]\S*", re.UNICODE)
_PLACEHOLDER = re.compile(r"[Xx×Х]{3,}|_{3,}|\.{4,}|0{6,}|\?{3,}")
_TRAILING = " .,;:·•*|\"'«»“”–—-/("
#: Words after a number that are no part of it.
_STOPS = frozenset(
    {"rev", "revision", "issue", "page", "iaf", "ea", "nace", "date", "dated", "code", "version", "from", "pagina"}
)
#: "No." with nothing before it; a code of capitals, figures and marks.
_MERE_NUMBER = re.compile(
    r"\s*(?:n[°ºo]|nr|num|no|number|numéro|número|numero|nummer|№|č)(?![^\W\d_])\s*[.:：]*\s*(?=\S)", re.IGNORECASE
)
_CODE = re.compile(r"[A-Z]{1,5}[-/ .]?\d[\dA-Z]*(?:[-/.][\dA-Z]+)*|\d+(?:[-/][\dA-Z]+)+")
#: A title with the number behind it: "Certificate CL17/81840123".
_AFTER_TITLE = re.compile(r"[A-Z]{0,4}\d[\w/.-]{4,}|[A-Z]{2,5}[ -]?\d{4,}")


class NumberFound(NamedTuple):
    """A certificate number."""

    #: As read, letters mended.
    field: ReadField
    #: Whether letters of another alphabet were replaced in it.
    mended: bool


def number_of(page: CertificatePage) -> NumberFound | None:
    """The certificate number on a page; ``None`` when there is none.

    Of several labelled ones the first counts that stands among the dates; a placeholder such as XXXX is a number too,
    and makes a draft of the certificate.
    """
    found = [entry for value in labelled(page, Label.NUMBER) if (entry := _number(value)) is not None]
    if found:
        best = max(found, key=lambda entry: (_rank(page, entry[1]), -entry[1].line.index))
        return _mended(best[0])
    for line in page.lines:
        bare = _after_title(page, line) or _numbered(page, line) or _of_a_body(page, line)
        if bare is not None:
            return _mended(bare)
    alone = next((line for line in page.lines if _is_code(page, line)), None)
    return _mended(read_field([(alone, 0, None)], trust=0.6)) if alone is not None else None


def numbers_of(page: CertificatePage) -> list[NumberFound]:
    """All numbers on a page that are announced as one, in its order, each once."""
    distinct: dict[str, NumberFound] = {}
    for value in labelled(page, Label.NUMBER):
        found = _number(value)
        if found is not None:
            number = _mended(found[0])
            distinct.setdefault(number.field.text, number)
    return list(distinct.values())


def _rank(page: CertificatePage, value: LabelledValue) -> int:
    """More for a number that stands where the other particulars stand."""
    label = value.label_line
    dated = [line for line in page.lines if line.dates and line.labels]
    aligned = any(abs(line.box.x0 - label.box.x0) <= label.size for line in dated)
    own_words = fold(label.text[: value.start if value.line is label else None]).text
    named = any(
        word in own_words for word in ("certif", "zertif", "sertif", "сертиф", "证书", "證書", "belge", "tanusit")
    )
    return 2 * named + aligned + (value.place in {"inline", "beside"})


def _number(value: LabelledValue) -> tuple[ReadField, LabelledValue] | None:
    text = value.line.text[value.start : value.end]
    end = _number_end(text)
    if end == 0:
        return None
    return read_field([(value.line, value.start, value.start + end)], trust=value.trust), value


def _number_end(text: str) -> int:
    """Where the number at the beginning of ``text`` ends; 0 when there is none."""
    end = 0
    for count, match in enumerate(_TOKEN.finditer(text)):
        token = match.group()
        plain = fold(token).text
        if count >= _MOST_TOKENS or plain in _STOPS or (count and token.startswith(("(", "[", "|"))):
            break
        if not (
            _PART.fullmatch(token) or _PLACEHOLDER.search(token) or (count == 0 and any(c.isdigit() for c in token))
        ):
            break
        end = match.end()
        if token.endswith((",", ";", ")")):
            break
    number = text[:end]
    if _PLACEHOLDER.search(number):
        return end
    digits = sum(character.isdigit() for character in number)
    letters = sum(character.isalpha() for character in number)
    return end if digits >= 2 and letters <= 4 * digits else 0


def _after_title(page: CertificatePage, line: PageLine) -> ReadField | None:
    found = line.cue(Cue.TITLE)
    title = found[-1:] if found and not fold(line.text[: found[0].start]).text else ()
    if not title or len(line.line.words) > _MOST_TOKENS:
        return None
    match = _AFTER_TITLE.search(line.text, title[0].end)
    row = page.row_of[line.index]
    beside = row[row.index(line) + 1] if line is not row[-1] else None
    if match is None and beside is not None and line.text.rstrip().endswith((":", "：")) and _number_end(beside.text):
        return read_field([(beside, 0, _number_end(beside.text))], trust=0.8)
    if match is None or line.text[title[0].end : match.start()].strip(" :.-–#№NnOo°º"):
        return None
    return read_field([(line, match.start(), match.end())], trust=0.8)


def _numbered(page: CertificatePage, line: PageLine) -> ReadField | None:
    """A number after a mere "No." that has a line to itself in the upper part of the page."""
    match = _MERE_NUMBER.match(line.text)
    if match is None or line.box.y0 > 0.6 * page.height or line.dates:
        return None
    end = _number_end(line.text[match.end() :])
    if end < 4 or match.end() + end < len(line.text.rstrip()):
        return None
    return read_field([(line, match.end(), match.end() + end)], trust=0.8)


def _is_code(page: CertificatePage, line: PageLine) -> bool:
    """Whether a line in the upper part of the page is nothing but a code."""
    text = line.text.strip()
    digits = sum(character.isdigit() for character in text)
    return (
        _CODE.fullmatch(text) is not None
        and digits >= 4
        and not line.dates
        and line.box.y0 < 0.5 * page.height
        and line.size >= 0.9 * page.body_size
    )


def _of_a_body(page: CertificatePage, line: PageLine) -> ReadField | None:
    """A number of the shape that a body on the page gives its certificates."""
    for body in load_standards().certification_bodies:
        if not body.number_pattern or not re.search(body.pattern, page.text, re.IGNORECASE):
            continue
        match = re.search(body.number_pattern, line.text)
        if match is not None and any(character.isalpha() for character in match.group()):
            return read_field([(line, match.start(), match.end())], trust=0.6)
    return None


def _mended(found: ReadField) -> NumberFound:
    text, changed = number_with_latin_letters(found.text.strip(_TRAILING))
    return NumberFound(replace(found, text=text), changed)


def is_placeholder(text: str) -> bool:
    """Whether a value is left open: XXXX, ____."""
    return _PLACEHOLDER.search(text) is not None
