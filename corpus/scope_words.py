"""Words of scope statements that tell what a site does."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.positioned import PositionedYaml

_PATH = Path(__file__).parent / "scope-words.yaml"


class SiteRole(StrEnum):
    """What a site does in the supply chain."""

    MINE = "mine"  #: digs ore and makes concentrate
    SMELTER = "smelter"  #: makes metal of concentrate or scrap
    REFINER = "refiner"  #: makes pure metal
    FABRICATOR = "fabricator"  #: makes products of metal
    TRADER = "trader"  #: buys, sells, stores and moves


class ScopeWords(BaseModel):
    """Words by role."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: dict[str, dict[str, str]]
    activities: dict[SiteRole, tuple[str, ...]]


@cache
def load_scope_words(path: Path = _PATH) -> ScopeWords:
    """The words in the file; raises :class:`corpus.errors.CorpusError` that names the line of the first fault."""
    return PositionedYaml.load(path).validated(ScopeWords)
