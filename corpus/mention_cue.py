"""The words that say what is claimed about a standard that a text names, per language."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.positioned import PositionedYaml

_PATH = Path(__file__).parent / "mention-cues.yaml"


class MentionSense(StrEnum):
    """What a text says of a standard that it names; of the first five, one that stands first wins over the others."""

    DENIED = "denied"  #: that it is not held
    LAPSED = "lapsed"  #: that it was held and is not any more
    PLANNED = "planned"  #: that it is to be reached
    REQUIRED = "required"  #: that others must hold it
    COMPARED = "compared"  #: that something is like it, or it is an example
    CERTIFIED = "certified"  #: that it is held: certified, assessed, awarded
    MEMBER = "member"  #: that the company belongs to it or has signed it
    ALIGNED = "aligned"  #: that something follows it, without anybody having looked
    NAMED = "named"  #: nothing; it is only named


class MentionCues(BaseModel):
    """Phrases in lower case by sense and language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: dict[str, dict[str, str]]
    senses: dict[MentionSense, dict[str, tuple[str, ...]]]


@cache
def load_mention_cues(path: Path = _PATH) -> MentionCues:
    """The cues in the file; raises :class:`corpus.errors.CorpusError` that names the line of the first fault."""
    return PositionedYaml.load(path).validated(MentionCues)
