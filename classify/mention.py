"""Finds the standards that a text names, and what the text says of each.

Names are found by the patterns of the catalogue, what is said of them by phrases around the name, which spaCy's matcher
looks up in the words of the same sentence. A name alone is no evidence: "similar to ISO 14001" and "we plan to certify"
are told from "certified to ISO 14001".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.mention_cue import MentionSense, load_mention_cues
from corpus.standard import Standard, StandardId, StandardKind
from corpus.standard_catalogue import StandardCatalogue, load_standards

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Span

#: Languages with cues of their own; others are read with the English ones.
_LANGUAGES = frozenset({"en", "es", "fr", "pt", "zh"})
#: Words between a name and a cue that still belong together.
_REACH = 14
#: Words between a name and a cue that takes its claim back: a denial further off is about something else.
_REACH_BACK = 8
#: Kinds that are held or belonged to; a law or a guideline is followed at most.
_HELD = frozenset(
    {StandardKind.MS_CERT, StandardKind.SITE_ASSURANCE, StandardKind.PRODUCT_COC, StandardKind.AUDIT_REPORT}
    | {StandardKind.RATING, StandardKind.MEMBERSHIP, StandardKind.PROGRAMME}
)
_BACK = frozenset({MentionSense.DENIED, MentionSense.LAPSED})
#: Chinese is divided into characters.
_REACH_HAN = 24
#: Characters after a name in which its edition stands.
_EDITION_WITHIN = 14
_EDITION_AFTER = re.compile(r"^[\s:：(\-–/]{0,3}((?:19|20)\d\d)(?!\d)")
_EDITION_INSIDE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
#: Such as "Cash and Deferred Plan (CDP)": the words before give the letters another meaning.
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_BEFORE_BRACKET = re.compile(r"((?:[^\W\d][\w&-]*\s+){1,7})\(\s*$")
#: Such as "CDP Cash and Deferred Plan" in a list of abbreviations: what follows up to the next mark.
_AFTER_LETTERS = re.compile(r"\s*[:–-]?\s*([A-Z][^.;:,()\n]{3,70})")
_SMALL_WORDS = frozenset(
    {"and", "of", "the", "for", "on", "in", "to", "de", "del", "la", "du", "et", "y", "e", "da", "do"}
)
_SMALL = re.compile(rf"\b(?:{'|'.join(sorted(_SMALL_WORDS))})\b")
_SENTENCE_ENDS = [".", "!", "?", ";", "。", "！", "？", "；", "•", "▪"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One standard named in a text."""

    standard: StandardId
    #: As printed at the name, such as ``2015``; empty when none stands there.
    edition: str
    #: Characters of the text; the end is not included.
    start: int
    end: int
    sense: MentionSense
    #: The words that gave the sense, as they stand in the text; empty for a bare name.
    cue: str

    @property
    def claims(self) -> bool:
        """Whether the text says that the standard is held, so that a certificate should be asked for."""
        return self.sense is MentionSense.CERTIFIED


def mentions_in(text: str, language: str, catalogue: StandardCatalogue | None = None) -> tuple[Mention, ...]:
    """Every standard named in ``text``, in its order. Text in other languages is read with the English phrases."""
    found = (catalogue or load_standards()).mentions(text)
    other = {match.group() for _, match in found if _means_otherwise(text, match)}
    kept = [(standard, match) for standard, match in found if match.group() not in other]
    if not kept:
        return ()
    reader = _reader(language if language in _LANGUAGES else "en")
    return tuple(
        Mention(
            standard=standard.id,
            edition=_edition(text, match, standard),
            start=match.start(),
            end=match.end(),
            sense=sense,
            cue=cue,
        )
        for (standard, match), (sense, cue) in zip(kept, reader.senses(text, kept), strict=True)
    )


def _means_otherwise(text: str, match: re.Match[str]) -> bool:
    """Whether the letters of the name are explained, before or after them, by words that name no standard."""
    letters = match.group()
    if not _ACRONYM.fullmatch(letters):
        return False
    before = _BEFORE_BRACKET.search(text[: match.start()])
    after = _AFTER_LETTERS.match(text[match.end() :])
    explained = (
        *(_explanations(before.group(1), letters, last=True) if before else ()),
        *(_explanations(after.group(1), letters, last=False) if after else ()),
    )
    return any(words not in _known_names() for words in explained)


def _explanations(text: str, letters: str, *, last: bool) -> tuple[str, ...]:
    """The words whose first letters are ``letters``, at one end of ``text``, joined in lower case; none or one."""
    words = [word for word in re.split(r"[\s-]+", text) if word and word.casefold() not in _SMALL_WORDS]
    words = words[-len(letters) :] if last else words[: len(letters)]
    spelled = "".join(word[0] for word in words)
    spelled = spelled.upper() if last else spelled
    return (" ".join(words).casefold(),) if spelled == letters else ()


@cache
def _known_names() -> str:
    """Every name of every standard, so that "Task Force on ... (TCFD)" is no other meaning."""
    names = (
        f"{one.title} {one.short} {' '.join(one.aliases)} {' '.join(one.examples)}"
        for one in load_standards().standards
    )
    return re.sub(r"[\s-]+", " ", _SMALL.sub(" ", " ".join(names).casefold()))


def _edition(text: str, match: re.Match[str], standard: Standard) -> str:
    after = text[match.end() : match.end() + _EDITION_WITHIN]
    if found := _EDITION_INSIDE.search(match.group()) or _EDITION_AFTER.match(after):
        year = found.group(1)
        adopted = {also: edition.name for edition in standard.editions for also in edition.also}
        return next((name for also, name in adopted.items() if also.endswith(year) and also in text), year)
    if standard.kind is StandardKind.MS_CERT:
        return ""
    near = match.group() + after
    names = [
        edition.name
        for edition in standard.editions
        if re.search(rf"(?<![\w.]){re.escape(edition.name)}(?!\w|\.\d)", near)
    ]
    return names[0] if names else ""


class _Reader:
    """The phrases of one language, ready to be looked up."""

    def __init__(self, language: str) -> None:
        import spacy
        from spacy.matcher import PhraseMatcher

        self._han = language == "zh"
        self._pipeline: Language = spacy.blank(language)
        self._pipeline.add_pipe("sentencizer", config={"punct_chars": _SENTENCE_ENDS})
        self._matcher: PhraseMatcher = PhraseMatcher(self._pipeline.vocab, attr="LOWER")
        for sense, phrases in load_mention_cues().senses.items():
            words = dict.fromkeys((*phrases.get(language, ()), *(phrases.get("en", ()) if not self._han else ())))
            self._matcher.add(sense.value, [self._pipeline.make_doc(phrase) for phrase in words])

    def senses(self, text: str, found: Sequence[tuple[Standard, re.Match[str]]]) -> list[tuple[MentionSense, str]]:
        """The sense of each name with its cue, by the phrases in the same sentence."""
        parsed = self._pipeline(text)
        cues = [
            (MentionSense(self._pipeline.vocab.strings[key]), parsed[start:end])
            for key, start, end in self._matcher(parsed)
        ]
        names = [parsed.char_span(match.start(), match.end(), alignment_mode="expand") for _, match in found]
        # "EDGE Certified" and "a member of the IRMA" hold cue words in the name itself, which say nothing.
        free = [
            (sense, cue) for sense, cue in cues if not any(_overlap(cue, name) for name in names if name is not None)
        ]
        return [
            (MentionSense.NAMED, "") if name is None else self._sense(name, free, held=standard.kind in _HELD)
            for (standard, _), name in zip(found, names, strict=True)
        ]

    def _sense(self, name: Span, cues: Sequence[tuple[MentionSense, Span]], *, held: bool) -> tuple[MentionSense, str]:
        reach = _REACH_HAN if self._han else _REACH
        near = [
            (sense, cue) for sense, cue in cues if cue.sent.start == name.sent.start and _distance(cue, name) <= reach
        ]
        if not near:
            return MentionSense.NAMED, ""
        # What takes a claim back wins wherever it stands near the name; of the rest the nearest wins.
        last = list(MentionSense).index(MentionSense.CERTIFIED)
        order = {sense: min(rank, last) for rank, sense in enumerate(MentionSense)}
        sense, cue = min(near, key=lambda entry: (order[entry[0]], _distance(entry[1], name)))
        if sense is MentionSense.CERTIFIED and not held:
            sense = MentionSense.ALIGNED
        return sense, cue.text


@cache
def _reader(language: str) -> _Reader:
    return _Reader(language)


def _distance(one: Span, other: Span) -> int:
    """Words between two spans."""
    return max(one.start - other.end, other.start - one.end, 0)


def _overlap(one: Span, other: Span) -> bool:
    return bool(one.start < other.end and other.start < one.end)
