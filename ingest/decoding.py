"""From bytes to text when nobody, or somebody who may be wrong, says how it is encoded."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What Western office programs wrote before UTF-8; every byte stands for something in it, as browsers read it.
_LAST_RESORT = "cp1252"
#: So many bytes tell the encoding; the rest is like them.
_SAMPLE = 64 * 1024
#: Chinese, Japanese and Korean encodings give sense to nearly any bytes, so a guess at one needs as many of them.
_LEAST_GUESSED = 24


def decoded(data: bytes, declared: str | None = None) -> str:
    """The text; bytes that stand for nothing become replacement characters.

    A byte order mark decides, then valid UTF-8, then what is ``declared``, then what the bytes look like.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for named in ("utf-8", declared or ""):
        text = _strictly(data, named) if named else None
        if text is not None:
            return text
    sample = data[:_SAMPLE]
    guess = from_bytes(sample).best() if sum(byte > 0x7F for byte in sample) >= _LEAST_GUESSED else None  # noqa: PLR2004
    return data.decode(guess.encoding if guess else _LAST_RESORT, "replace")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
