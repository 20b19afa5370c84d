"""What is judged: a text, its language, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageText:
    """A text to be judged. What stands around it counts only for models that were trained with it."""

    text: str
    #: ISO 639-1 code, or ``und``.
    language: str
    before: str = ""
    after: str = ""
    #: The headings above it, outermost first, in one line.
    heading: str = ""

    @property
    def surroundings(self) -> tuple[str, str, str]:
        """The texts before and after it and its heading."""
        return self.before, self.after, self.heading
