"""The running text of HTML elements as a browser shows it, fields of forms with what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml.etree import _Element

_SPACE = re.compile(r"[ \t\n\r\f]+")
_PASSED_OVER = frozenset({"script", "style", "head", "template", "noscript", "title", "meta", "link", "rt", "rp"})
#: What is no text: pictures, and pages or objects of other programs.
_OTHERS = frozenset({"img", "iframe", "frame", "object", "embed", "canvas", "svg", "video", "audio"})
_BOLD = frozenset({"b", "strong", "th"})
_TYPED = frozenset({"", "text", "email", "tel", "url", "number", "date", "month", "week", "time", "search"})
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE
)
_LINES = frozenset({"br", "tr", "li", "p", "div", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"})
_CHECKED, _UNCHECKED = "☒ ", "☐ "


class MarkupText(NamedTuple):
    """What a stretch of elements holds."""

    #: Lines divided where the page divides them.
    text: str
    #: Text that a browser does not show.
    hidden: str
    #: True when all of the text is bold.
    bold: bool
    #: Pictures and embedded things, in order.
    others: tuple[_Element, ...]


def is_hidden(element: _Element) -> bool:
    """Whether the element itself says that it is not shown."""
    return element.get("hidden") is not None or bool(_UNSEEN.search(element.get("style", "")))


def markup_text(run: Sequence[_Element | str], *, keep_lines: bool = False) -> MarkupText:
    """The text of elements and of the text between them; ``keep_lines`` keeps line ends as ``pre`` does."""
    walk = _Walk(keep_lines=keep_lines)
    for part in run:
        if isinstance(part, str):
            walk.add(part, bold=False, hidden=False)
        else:
            walk.element(part)
    return MarkupText(
        text=_tidy(walk.text),
        hidden=_tidy(walk.hidden),
        bold=walk.seen > 0 and walk.seen == walk.strong,
        others=tuple(walk.others),
    )


class _Walk:
    def __init__(self, *, keep_lines: bool) -> None:
        self.keep_lines = keep_lines
        self.text: list[str] = []
        self.hidden: list[str] = []
        self.others: list[_Element] = []
        #: Characters, and those of them that are bold.
        self.seen = self.strong = 0

    def add(self, text: str, *, bold: bool, hidden: bool) -> None:
        if not self.keep_lines:
            text = _SPACE.sub(" ", text)
        (self.hidden if hidden else self.text).append(text)
        if not hidden:
            length = len(text.strip())
            self.seen += length
            self.strong += length if bold else 0

    def element(self, top: _Element) -> None:
        """Everything in an element, without recursion: pages nest deeper than calls may."""
        # What is left to do: an element to enter, or text to add, with how it is shown.
        left: list[tuple[_Element | str, bool, bool]] = [(top, False, False)]
        while left:
            part, bold, hidden = left.pop()
            if isinstance(part, str):
                self.add(part, bold=bold, hidden=hidden)
                continue
            tag = part.tag
            if not isinstance(tag, str) or tag in _PASSED_OVER:
                continue
            if tag in _OTHERS:
                self.others.append(part)
                continue
            bold = bold or tag in _BOLD
            hidden = hidden or is_hidden(part)
            target = self.hidden if hidden else self.text
            if tag in _LINES:
                target.append("\n")
            if tag in {"input", "select", "textarea"}:
                self.add(_field(part), bold=bold, hidden=hidden or part.get("type") == "hidden")
                continue
            inside: list[tuple[_Element | str, bool, bool]] = [(part.text or "", bold, hidden)]
            for child in part:
                inside += [(child, bold, hidden), (child.tail or "", bold, hidden)]
            if tag in {"td", "th"} and part is not top:
                inside.append((" ", bold, hidden))
            elif tag in _LINES - {"br"}:
                inside.append(("\n" if self.keep_lines else "", bold, hidden))
            left.extend(reversed(inside))


def _field(element: _Element) -> str:
    """What a person sees in a field of a form."""
    kind = element.get("type", "").lower()
    if element.tag == "textarea":
        return f" {element.text or ''} "
    if element.tag == "select":
        chosen = [option for option in element.iter("option") if option.get("selected") is not None]
        return " " + ", ".join(" ".join(option.itertext()).strip() for option in chosen) + " "
    if kind in {"checkbox", "radio"}:
        return _CHECKED if element.get("checked") is not None else _UNCHECKED
    return f" {element.get('value', '')} " if kind in _TYPED else ""


def _tidy(parts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
