"""Which site a passage speaks of, guessed from the names that stand in it and around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from extract.passage import Passage
from review_api.tables import SiteRow


def guessed_site(sites: Sequence[SiteRow], passage: Passage, document_name: str) -> str | None:
    """Id of the one site that is named in the passage, else in its headings, else in the name of its document.

    ``None`` where none is named, or several in the same place: a reviewer then says which.
    """
    for place in (passage.text, " / ".join(passage.heading), document_name):
        named = [site.id for site in sites if _stands_in(site.name, place)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _stands_in(name: str, text: str) -> bool:
    words = re.escape(_folded(name))
    return re.search(rf"(?<!\w){words}(?!\w)", _folded(text)) is not None


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())
