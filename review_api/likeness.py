"""When two passages say the same: the key under which near-duplicates are gathered."""

from __future__ import annotations

import hashlib
import re
import unicodedata

#: Runs of letters; digits, punctuation and spaces part them and do not count.
_WORDS = re.compile(r"[^\W\d_]+")


def likeness(text: str) -> str:
    """Equal for texts of the same words in the same order, whatever their numbers, case, accents' form and punctuation.

    A paragraph that comes again in the report of the next year, or in ten documents, has one key. Texts without any
    letter are compared as they stand.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = " ".join(_WORDS.findall(folded)) or folded
    return hashlib.sha256(words.encode()).hexdigest()
