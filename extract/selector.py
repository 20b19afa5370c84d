"""Selectors: what a judgement hangs from, complete without the parse that it came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from extract.passage import Passage, Span
from ingest.source_file import Sha256

#: What engines write differently without saying something else: spaces, marks without width, hyphens and dashes.
_PASSED_OVER = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\ufffe\x02-]|[\u2010-\u2015\u2212]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Selector:
    """A quote with everything needed to find it again."""

    #: Of the bytes in which it was found.
    document: Sha256
    #: As in :class:`extract.passage.Passage`.
    quote: str
    prefix: str
    suffix: str
    spans: tuple[Span, ...]


def selector_of(passage: Passage, document: Sha256) -> Selector:
    """The selector of a passage."""
    return Selector(
        document=document, quote=passage.text, prefix=passage.prefix, suffix=passage.suffix, spans=passage.spans
    )


def skeleton(text: str) -> str:
    """The characters that carry the words: case and compatibility forms folded, without spaces and hyphens.

    Two texts with the same skeleton say the same words in the same order. Case is folded because fonts of small
    capitals say either.
    """
    return _PASSED_OVER.sub("", unicodedata.normalize("NFKC", text)).casefold()
