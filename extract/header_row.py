"""Tells which rows of a table name its columns, and which rows are questions with their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.element import Row
from extract.passage import PassageKind

#: Names of columns are short.
_MAX_WORDS = 8
_MAX_CHARACTERS = 60
#: A name of so many words may end with the full stop of an abbreviation.
_MAX_ABBREVIATED = 2
#: A row of fewer cells names nothing unless it is set in bold or speaks of questions and answers.
_MIN_CELLS = 3
#: So many rows below are looked at for cells that cannot be names.
_LOOK_AHEAD = 6
#: A header that would make the path of headings longer than this is cut.
_MAX_PATH = 300
_QUESTION = re.compile(r"\b(?:questions?|preguntas?|perguntas?|fragen?|domand[ae])\b|问题|题目", re.IGNORECASE)
_ANSWER = re.compile(
    r"\b(?:answers?|responses?|repl(?:y|ies)|respuestas?|réponses?|respostas?|antwort(?:en)?|rispost[ae])\b|回答|答案|答复",
    re.IGNORECASE,
)
#: A question may be followed by remarks: "... sources? (see definitions) (*)".
_ASKS = re.compile(r"[?？](?:\s*[(（][^()（）]{0,60}[)）]){0,3}\s*\*?$")
_YEAR = re.compile(r"(?:FY ?)?\b(?:19|20)\d\d(?:[/–-]\d{2,4})?\b")
_TRUTHS = frozenset({"TRUE", "FALSE"})
_LETTER = re.compile(r"[^\W\d_]")


def with_headers(rows: Sequence[Row], *, marked: int = 0, starts: frozenset[int] = frozenset({0})) -> Iterator[Row]:
    """The rows, each with the names of its columns above it and its kind.

    The first ``marked`` rows are headers by the word of the file; the rows at ``starts`` are headers when they look
    like one. What is taken for a header without being marked is short, so little is lost when it was data.
    """
    names: tuple[str, ...] = ()
    asks = False
    for index, row in enumerate(rows):
        if index < marked or (index in starts and is_header(row, rows[index + 1 : index + 1 + _LOOK_AHEAD])):
            texts = [_one_line(cell.text) for cell in row.cells if not cell.hidden]
            joined = " · ".join(text for text in texts if not text.startswith("#"))[:_MAX_PATH]
            names = (*names, joined) if 0 < index < marked else (joined,)
            asks = _asks_and_answers(" ".join(names)) or _asks_for_answers(texts)
            yield replace(row, header=True)
            continue
        form = len(row.cells) > 1 and (asks or _has_question(row))
        yield replace(
            row,
            kind=PassageKind.FORM if form else row.kind,
            above=(*row.above, *(name for name in names if name)),
            unanswered=asks and len(row.cells) == 1 and bool(_ASKS.search(row.cells[0].text.strip())),
        )


def is_header(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row looks like names of columns for the rows below it."""
    texts = [_one_line(cell.text) for cell in row.cells if not cell.hidden]
    if len(texts) < 2 or len(set(texts)) < len(texts) or not below:  # noqa: PLR2004
        return False
    if _asks_for_answers(texts):
        return True
    if not all(_may_name(text) for text in texts) or not any(len(other.cells) > 1 for other in below):
        return False
    if all(cell.bold for cell in row.cells) and not all(cell.bold for other in below for cell in other.cells):
        return True
    if _asks_and_answers(" ".join(texts)):
        return True
    columns = {cell.column for cell in row.cells}
    unlike = any(cell.column in columns and _is_data(_one_line(cell.text)) for other in below for cell in other.cells)
    return len(texts) >= _MIN_CELLS and unlike


def _is_data(text: str) -> bool:
    return not _may_name(text) and any(character.isalnum() for character in text)


def _asks_for_answers(texts: Sequence[str]) -> bool:
    """A question beside a cell that says no more than "Answer": the answers stand in the rows below."""
    return any(_ASKS.search(text) for text in texts) and any(_ANSWER.fullmatch(text) for text in texts)


def _may_name(text: str) -> bool:
    if _YEAR.fullmatch(text):
        return True
    if text in _TRUTHS or not _LETTER.search(text) or len(text) > _MAX_CHARACTERS or len(text.split()) > _MAX_WORDS:
        return False
    # Years are names of columns, as in "2024" and "2030 target".
    digits = sum(character.isdigit() for character in _YEAR.sub("", text))
    if digits * 3 > len(text) or text.endswith(("?", "!", ";", "。", "？", "！")):
        return False
    # "Case no." is a name, "They were trained." is not.
    return not text.endswith(".") or len(text.split()) <= _MAX_ABBREVIATED


def _asks_and_answers(text: str) -> bool:
    return bool(_QUESTION.search(text) and _ANSWER.search(text))


def _has_question(row: Row) -> bool:
    return any(_ASKS.search(cell.text.strip()) for cell in row.cells[:-1])


def _one_line(text: str) -> str:
    return " ".join(text.split())
