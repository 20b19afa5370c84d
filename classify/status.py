"""What a passage says about the practice it names: done, promised, asked of suppliers, gone wrong, or nothing."""

from __future__ import annotations

import re

from classify.cues import Cues, Pattern, cues_of
from classify.folding import fold
from classify.suggestion import EvidenceStatus

#: Text with fewer words that is no sentence tells nothing of practice unless it gives a number.
_MIN_WORDS = 7
_MIN_HAN = 12
#: Codes of disclosures, as in "GRI 302-1" and "403-9"; so many in one passage are an index.
_DISCLOSURE = re.compile(r"\b(?:gri|sasb|esrs)?\s?\d{3}-\d{1,2}\b")
_MIN_CODES = 3
_SENTENCE_ENDS = (".", "!", "?", ";", "。", "！", "？", "；")
_NUMBER = re.compile(r"\d")


def status_of(text: str, language: str) -> EvidenceStatus:
    """The evidence status of a passage, by the cue words of its language.

    Rules, in order: labels and indexes say nothing; a clause that binds suppliers; something that went wrong or is
    missing, unless the text denies it; definitions and pointers; then whichever of practice and promise has more cues,
    practice when they are even.
    """
    cues = cues_of(language)
    folded = fold(text)
    promised = _count(cues.commitment, folded)
    done = _count(cues.implemented, folded)
    status = EvidenceStatus.COMMITMENT if promised > done else EvidenceStatus.IMPLEMENTED
    if _is_label(folded) or _count(_DISCLOSURE, folded) >= _MIN_CODES:
        status = EvidenceStatus.CONTEXT
    elif cues.supplier.search(folded):
        status = EvidenceStatus.SUPPLIER_REQUIREMENT
    elif _went_wrong(cues, folded, promised, done):
        status = EvidenceStatus.NEGATIVE
    elif cues.context.search(folded) and done <= 1:
        status = EvidenceStatus.CONTEXT
    return status


def _went_wrong(cues: Cues, folded: str, promised: int, done: int) -> bool:
    # What is denied is taken out with its denial: "no fatal accident nor spill" denies both.
    wrong = _count(cues.negative, cues.harmless.sub(" ", folded))
    return wrong >= max(promised, 1) and wrong >= done / 2


def _is_label(folded: str) -> bool:
    """Whether the text is short, no sentence, and gives no number: a title, a cell, a list fragment."""
    if _NUMBER.search(_DISCLOSURE.sub("", folded)) or folded.rstrip().endswith(_SENTENCE_ENDS):
        return False
    han = sum("\u4e00" <= character <= "\u9fff" for character in folded)
    return han < _MIN_HAN if han else len(folded.split()) < _MIN_WORDS


def _count(pattern: Pattern, text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
