"""Reads a GRI content index: which disclosure stands on which page, as the report itself prints it.

An index is a table: codes of disclosures down one column, places of disclosure in another. Rows are told by the codes,
page numbers by the words before them ("p. 36", "pages 57-102") or by the head of their column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.index_table import rows_of
from extract.word import Box, Word, bounds

#: Disclosures of each GRI standard: the universal ones of 2021, those of 2016 that older reports use, and topics.
#: Source: the published GRI Standards; the highest number of each.
_HIGHEST = (
    {2: 30, 3: 3, 101: 8, 102: 56, 103: 3, 201: 4, 202: 2, 203: 2, 204: 1, 205: 3, 206: 1, 207: 4}
    | {301: 3, 302: 5, 303: 5, 304: 4, 305: 7, 306: 5, 307: 1, 308: 2}
    | {401: 3, 402: 1, 403: 10, 404: 3, 405: 2, 406: 1, 407: 1, 408: 1, 409: 1, 410: 1, 411: 4, 412: 3}
    | {413: 2, 414: 2, 415: 1, 416: 2, 417: 3, 418: 1, 419: 1}
)
_CODE = re.compile(r"(?<![\d.\-–])(\d{1,3})[-–](\d{1,2})(?![\d\-–]|\.\d)")
#: Fewer codes one below the other are no index.
_MIN_CODES = 4
_MARK = r"(?:\bpages?|\bpp?\.?|\bpgs?\.?|\bpág(?:ina)?s?\.?|\bpags?\.?|\bseiten?|\bs\.|\bpagin[ae]|第|页码?)"
_NUMBERS = r"(\d{1,4}(?:\s*[-–—]\s*\d{1,4})?(?:\s*(?:,|;|&|and|und|et|y|e)\s*\d{1,4}(?:\s*[-–—]\s*\d{1,4})?)*)"
_MARKED = re.compile(rf"({_MARK})\s*{_NUMBERS}(?!\s*%|\.\d)", re.IGNORECASE)
_BARE = re.compile(rf"{_NUMBERS}")
_HEAD = re.compile(
    r"(?:page(?:s|\(s\))?(?: (?:number|no\.?|reference)s?)?|pagina|página(?:s)?|pág\.?|seite(?:n)?|页码|页数)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d{1,4})(?:\s*[-–—]\s*(\d{1,4}))?")
#: Characters beside a page number in which the document that it belongs to is named.
_NEAR = 60
_NAME = (
    r"((?:\b(?:19|20)\d\d\s+)?(?:[A-ZÀ-Þ][\w&-]*\s+){0,4}(?:Report|Statements?|Proxy|Code(?:\s+of\s+Conduct)?|Policy|"
    r"Response|Review|Website|Charter|Accounts|Factsheet|Databook|Bericht|Geschäftsbericht|Informe|Memoria|Relatório|"
    r"Relazione|Bilancio|Rapport)\b|(?:\b(?:19|20)\d\d\s+)?(?:10-K|20-F|DEF\s+14A)\b|年报|年度报告)"
)
_DOCUMENT = re.compile(_NAME)
_DOCUMENT_AFTER = re.compile(
    rf"^\s*(?:of|in|to|der|des|de|del|della|du|da|do)\s+(?:our|the|its|el|la|le|o|a|dem)?\s*{_NAME}"
)
#: Such numbers stand for years.
_YEARS = range(1950, 2100)


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexEntry:
    """One disclosure and one page, or run of pages, where the report says that it is disclosed."""

    #: As in ``305-1``.
    disclosure: str
    #: First and last page as printed; the same when there is one.
    first: int
    last: int
    #: The document that the cell names beside the page, such as ``2024 Annual Report``; often empty.
    source: str
    #: Page of the index, counted from 1.
    page: int
    #: Where the code stands.
    code_box: Box
    #: Where the page number stands.
    box: Box


def index_entries(pages: Sequence[Sequence[Word]]) -> tuple[IndexEntry, ...]:
    """Every pair of disclosure and page in the words of the pages of a document, in reading order."""
    return tuple(entry for number, words in enumerate(pages, start=1) for entry in _page_entries(number, words))


def _page_entries(number: int, words: Sequence[Word]) -> Iterator[IndexEntry]:
    for row in rows_of(words, _code, _MIN_CODES):
        for cell in row.cells:
            for first, last, source, box in _places(cell.words, in_page_column=bool(_HEAD.fullmatch(cell.head))):
                yield IndexEntry(
                    disclosure=row.key,
                    first=first,
                    last=last,
                    source=source,
                    page=number,
                    code_box=row.box,
                    box=box,
                )


def _code(cell: Sequence[Word]) -> tuple[str, Box] | None:
    """The code that opens a cell, perhaps after the letters GRI, and its place; inside a sentence it is a reference."""
    opening = [word for word in cell[:3] if word.text.strip("*:.").casefold() not in {"gri", "disclosure"}]
    if len(cell) == 1 and cell[0].text.isdecimal() and int(cell[0].text) in _HIGHEST:
        # The management approach of a whole standard: a row of its own that is no disclosure.
        return "", cell[0].box
    found = _CODE.match(opening[0].text) if opening else None
    if found is None or int(found.group(2)) not in range(1, _HIGHEST.get(int(found.group(1)), 0) + 1):
        return None
    return f"{int(found.group(1))}-{int(found.group(2))}", bounds([cell[0].box, opening[0].box])


def _places(cell: Sequence[Word], *, in_page_column: bool) -> Iterator[tuple[int, int, str, Box]]:
    text, starts = "", []
    for word in cell:
        starts.append(len(text))
        text += f"{word.text} "
    references = [(found.span(2), found.start(), found.end()) for found in _MARKED.finditer(text)]
    if in_page_column and not references and _BARE.fullmatch(text.strip()):
        references = [((0, len(text)), 0, len(text))]
    before = 0
    for (start, end), mark, after in references:
        source = _source(text[before:mark], text[after:])
        for found in _SPAN.finditer(text, start, end):
            first = int(found.group(1))
            last = int(found.group(2) or first)
            if 0 < first <= last and first not in _YEARS:
                places = zip(cell, starts, strict=True)
                boxes = [
                    word.box for word, begin in places if begin < found.end() and begin + len(word.text) > found.start()
                ]
                yield first, last, source, bounds(boxes)
        before = after


def _source(before: str, after: str) -> str:
    """The document that is named just before a page number, or just after it ("of our Annual Report"); often none."""
    named = [found.group(1) for found in _DOCUMENT.finditer(before[-_NEAR:])]
    following = _DOCUMENT_AFTER.match(after[:_NEAR])
    if following is not None:
        named.append(following.group(1))
    return " ".join(named[-1].split()) if named else ""
