"""What is known of mineral reporting templates: revisions, fields, columns, how answers and metals are written."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.framework import Confidence
from corpus.positioned import PositionedYaml

_PATH = Path(__file__).parent / "reporting-templates.yaml"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Revision(_Part):
    """One published revision of a template."""

    number: str
    date: date
    confidence: Confidence


class Template(_Part):
    """One kind of template."""

    kind: str
    #: Words of its title, any of which names it.
    titles: tuple[str, ...]
    #: What it asks about; empty when the company chooses.
    metals: tuple[str, ...]
    #: Newest first.
    revisions: tuple[Revision, ...]


class NamedPlace(_Part):
    """A field by the words of its label, or a column by those of its head."""

    name: str
    words: tuple[str, ...]


class TemplateKnowledge(_Part):
    """All of it; every list of words is in lower case."""

    templates: tuple[Template, ...]
    fields: tuple[NamedPlace, ...]
    smelter_columns: tuple[NamedPlace, ...]
    unidentified: tuple[str, ...]
    recycled_words: tuple[str, ...]
    answers: dict[str, tuple[str, ...]]
    metals: dict[str, tuple[str, ...]]
    #: One row of names for each country.
    covered_countries: tuple[tuple[str, ...], ...]

    def template(self, kind: str) -> Template:
        """The template of that kind; raises :class:`KeyError` for a kind that is none."""
        return {template.kind: template for template in self.templates}[kind]


@cache
def load_templates(path: Path = _PATH) -> TemplateKnowledge:
    """The knowledge in the file; raises :class:`corpus.errors.CorpusError` that names the line of the first fault."""
    return PositionedYaml.load(path).validated(TemplateKnowledge)
