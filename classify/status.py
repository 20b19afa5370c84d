"""What a passage says about the practice it names: done, promised, asked of suppliers, gone wrong, or nothing."""

from __future__ import annotations

from classify.cues import Pattern, cues_of
from classify.folding import fold
from classify.suggestion import EvidenceStatus

#: A passage with fewer words tells nothing of practice on its own.
_MIN_WORDS = 4


def status_of(text: str, language: str) -> EvidenceStatus:
    """The evidence status of a passage, by the cue words of its language.

    Rules, in order: a clause that binds suppliers; something that went wrong or is missing, unless the text denies it;
    definitions and indexes; then whichever of practice and promise has more cues, practice when they are even and there
    is any, promise when there is only that.
    """
    cues = cues_of(language)
    folded = fold(text)
    if cues.supplier.search(folded):
        return EvidenceStatus.SUPPLIER_REQUIREMENT
    wrong = _count(cues.negative, folded)
    harmless = _count(cues.harmless, folded)
    promised = _count(cues.commitment, folded)
    done = _count(cues.implemented, folded)
    if wrong > harmless and wrong >= max(promised, 1) and wrong - harmless >= done / 2:
        return EvidenceStatus.NEGATIVE
    if cues.context.search(folded) and done <= 1:
        return EvidenceStatus.CONTEXT
    if done >= max(promised, 1):
        return EvidenceStatus.IMPLEMENTED
    if promised:
        return EvidenceStatus.COMMITMENT
    return EvidenceStatus.IMPLEMENTED if len(folded.split()) >= _MIN_WORDS else EvidenceStatus.CONTEXT


def _count(pattern: Pattern, text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
