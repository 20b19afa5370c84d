"""Where sentences end, in the languages that Assay reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.word import Word

_END = re.compile(r"[.!?…][\"'”’»)\]]*\d{0,2}$|[。！？；][”’」』）]*$")
#: Words with a full stop that does not end a sentence.
_ABBREVIATIONS = frozenset(
    [
        "e.g.",
        "i.e.",
        "etc.",
        "approx.",
        "incl.",
        "excl.",
        "no.",
        "nos.",
        "vs.",
        "cf.",
        "fig.",
        "figs.",
        "sec.",
        "art.",
        "arts.",
        "para.",
        "dr.",
        "mr.",
        "mrs.",
        "ms.",
        "prof.",
        "st.",
        "inc.",
        "ltd.",
        "co.",
        "corp.",
        "plc.",
        "jan.",
        "feb.",
        "mar.",
        "apr.",
        "jun.",
        "jul.",
        "aug.",
        "sep.",
        "sept.",
        "oct.",
        "nov.",
        "dec.",
        "p.",
        "pp.",
        "vol.",
        "ed.",
        "al.",
        "núm.",
        "nro.",
        "sr.",
        "sra.",
        "dra.",
        "ud.",
        "uds.",
        "pág.",
        "págs.",
        "ej.",
        "av.",
        "mme.",
        "mlle.",
        "p.ex.",
        "n.º",
        "n.°",
        "nº.",
        "ing.",
        "lic.",
        "dept.",
        "est.",
        "max.",
        "min.",
        "z.b.",
        "u.a.",
        "d.h.",
        "bzw.",
        "ca.",
        "nr.",
        "abs.",
        "bspw.",
        "ggf.",
        "inkl.",
        "zzgl.",
    ]
)
_INITIALS = re.compile(r"^(?:[A-Za-z]\.){1,4}$")


def sentence_ends(words: Sequence[Word]) -> list[int]:
    """The positions, counted from 1, of the words that end a sentence; the last word is always one.

    Rules, not a model: sentences decide only where long paragraphs are divided.
    """
    ends: list[int] = []
    for index, word in enumerate(words):
        last = index + 1 == len(words)
        if last or (_END.search(word.text) and _may_begin(words[index + 1].text) and not _is_abbreviation(word.text)):
            ends.append(index + 1)
    return ends


def _may_begin(text: str) -> bool:
    start = text.lstrip("\"'“‘«¿¡([")[:1]
    return not start.islower()


def _is_abbreviation(text: str) -> bool:
    bare = text.lstrip("(\"'“‘[").casefold()
    return bare in _ABBREVIATIONS or bool(_INITIALS.match(bare))
