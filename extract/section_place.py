"""Where in a DOCX file or web page something stands, in words that let a person find it again in their program."""

from __future__ import annotations

import re

#: A letter counts as a number only with a mark after it: "A. Management", not "A policy on water".
_NUMBER = re.compile(
    r"(?:[Ss]ection |[Cc]hapter |SECTION |CHAPTER )?"
    r"(?:(\d{1,3}(?:\.\d{1,3}){0,5})[.):]?|([A-Z]|[IVX]{1,6})[.):])(?:\s|$)"
)
#: Characters of a heading without a number that name its section.
_NAME = 40


class Place:
    """The section that was entered last, and how far into it the text has come."""

    def __init__(self, section: str = "") -> None:
        #: ``section 4.2``, ``“Attachments”``; what was given before the first heading.
        self.section = section
        self._paragraphs = 0
        self._tables = 0

    def enter(self, heading: str, number: str) -> None:
        """Begin the section of this heading; ``number`` is the one that the word processor gave it."""
        match = _NUMBER.match(heading)
        typed = (match.group(1) or match.group(2)) if match else ""
        found = number.rstrip(".):") or typed
        one_line = " ".join(heading.split())
        short = one_line if len(one_line) <= _NAME else f"{one_line[: _NAME - 1].rstrip()}…"
        self.section = f"section {found}" if found else f"“{short}”"
        self._paragraphs = self._tables = 0

    def paragraph(self) -> str:
        """The place of the next paragraph: ``section 4.2 ¶3``."""
        self._paragraphs += 1
        return f"{self.section} ¶{self._paragraphs}".strip()

    def table(self) -> str:
        """The place of the next table: ``section 4.2 table 1``."""
        self._tables += 1
        return f"{self.section} table {self._tables}".strip()
