"""What a supplier declares in a mineral reporting template (CMRT, EMRT, AMRT), as frozen records.

Everything is the supplier's own word: self-declared, and a place to look at, never a proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    """What an answer says, whatever the language of the template."""

    YES = "yes"  #: yes, with or without more words
    NO = "no"  #: no
    UNKNOWN = "unknown"  #: the supplier does not know
    NOT_DECLARED = "not_declared"  #: the supplier does not speak of this metal
    OTHER = "other"  #: a share or words; the text says it
    MISSING = "missing"  #: nothing was filled in


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredField:
    """One field about the company."""

    #: As in ``corpus/reporting-templates.yaml``: ``company_name``, ``effective_date``, ...
    name: str
    label: str
    value: str
    required: bool
    #: Sheet and cell of the value: ``Declaration!D8``.
    locator: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredAnswer:
    """The answer to one question, for one metal or for the company."""

    #: ``1`` to ``8`` for questions about metals, ``A`` to ``H`` for questions about the company.
    question: str
    question_text: str
    #: The metal as the catalogue names it or, when it is unknown there, as the template does; empty for the company.
    metal: str
    answer: Answer
    text: str
    comment: str
    locator: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SmelterRow:
    """One row of the list of smelters."""

    metal: str
    name: str
    country: str
    #: Identification number: that of the row or, where it has none, the one that was typed to look it up.
    number: str
    mine: str
    mine_country: str
    recycled: Answer
    comments: str
    #: True when the supplier says that the smelter is not known or not in the list of the template.
    unidentified: bool
    locator: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownSmelter:
    """A row of the look-up list that the template itself carries."""

    number: str
    metal: str
    names: tuple[str, ...]
    country: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Declaration:
    """One filled or empty template."""

    #: ``CMRT``, ``EMRT`` or ``AMRT``.
    kind: str
    #: As printed, such as ``6.4``; empty when the sheet does not say.
    revision: str
    fields: tuple[DeclaredField, ...]
    answers: tuple[DeclaredAnswer, ...]
    smelters: tuple[SmelterRow, ...]
    #: Rows of the list of products.
    products: int
    #: Smelters of the look-up list that ``smelters`` name by their number.
    known: tuple[KnownSmelter, ...]

    def field(self, name: str) -> DeclaredField | None:
        """The field of that name, or ``None`` when the template has no such field."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def effective(self) -> date | None:
        """The day from which the declaration holds, or ``None`` when it is not given as a date."""
        field = self.field("effective_date")
        try:
            return None if field is None else date.fromisoformat(field.value[:10])
        except ValueError:
            return None
