"""The text of one paragraph of a DOCX file, as it stands when tracked insertions are taken and deletions are not."""

from __future__ import annotations

from typing import NamedTuple

from lxml.etree import _Element

from extract.document import PageFlag
from extract.wordml import ALTERNATE, EQUATION, EQUATION_TEXT, EXTENT, PICTURES, is_on, value_of, w

#: English Metric Units in a point.
_EMU = 12700
#: Square points of an A4 page, and of a picture without a stated size.
_PAGE_AREA = 595 * 842
#: What holds no text of the paragraph: properties, instructions of fields, the reading aid above Chinese characters.
_PASSED_OVER = frozenset(
    w(name) for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "delText", "rt")
)
_DELETED = frozenset({w("del"), w("moveFrom")})
_INSERTED = frozenset({w("ins"), w("moveTo")})
#: Elements that always stand for the same character.
_FIXED = {w("tab"): " ", w("ptab"): " ", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_DRAWINGS = frozenset({w("drawing"), w("pict"), w("object")})
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
#: Symbol fonts have their characters from here on, and again at the same number without it.
_SYMBOL_FONT = 0xF000
#: Characters that mean the same in every font.
_PLAIN = range(0x100, 0xD800)
#: Characters of symbol fonts that forms use, by their codes: boxes with and without a mark, bullets.
_SYMBOLS = {
    0xF0FE: "☒",
    0xF0FD: "☒",
    0xF078: "☒",
    0xF0FC: "✓",
    0xF0A8: "☐",
    0xF06F: "☐",
    0xF071: "☐",
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0E0: "→",
}
_CHECKED, _UNCHECKED = "☒ ", "☐ "


class Inline(NamedTuple):
    """What a paragraph holds."""

    text: str
    #: Text that the office program does not show.
    hidden: str
    #: True when all of the text is bold.
    bold: bool
    #: True when changes to it were tracked.
    changed: bool
    #: The contents of text boxes that hang from it.
    boxes: tuple[_Element, ...]
    #: For each picture or object the share of an A4 page that it covers; 0 when unknown.
    pictures: tuple[float, ...]
    #: Kind (``footnote``, ``endnote``) and id of the notes it refers to.
    notes: tuple[tuple[str, str], ...]

    @property
    def flags(self) -> tuple[PageFlag, ...]:
        """What to know about the page on which it stands."""
        return (PageFlag.TRACKED_CHANGES,) if self.changed else ()


def inline_of(paragraph: _Element, *, bold: bool = False) -> Inline:
    """The text of a paragraph; ``bold`` says how its style sets it."""
    walk = _Walk(bold=bold)
    walk.children(paragraph, hidden=False)
    return Inline(
        text="".join(walk.text).strip(),
        hidden="".join(walk.hidden).strip(),
        bold=walk.seen > 0 and walk.seen == walk.strong,
        changed=walk.changed,
        boxes=tuple(walk.boxes),
        pictures=tuple(walk.pictures),
        notes=tuple(walk.notes),
    )


class _Walk:
    """One pass over the elements of a paragraph, in their order."""

    def __init__(self, *, bold: bool) -> None:
        self.bold = bold
        self.text: list[str] = []
        self.hidden: list[str] = []
        #: Characters, and those of them that are bold.
        self.seen = self.strong = 0
        self.changed = False
        self.boxes: list[_Element] = []
        self.pictures: list[float] = []
        self.notes: list[tuple[str, str]] = []

    def children(self, element: _Element, *, hidden: bool) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, hidden=hidden)

    def element(self, element: _Element, *, hidden: bool) -> None:
        tag = element.tag
        if tag in _DELETED:
            self.changed = True
        elif tag in _DRAWINGS:
            self.drawing(element)
        elif tag in _NOTES:
            self.notes.append((_NOTES[str(tag)], value_of(element, "id")))
        elif tag == ALTERNATE:
            self.children(element[0], hidden=hidden) if len(element) else None
        elif tag == w("r"):
            self.run(element, hidden=hidden)
        elif tag == w("sdt") and is_on(element.find(w("sdtPr")), "showingPlcHdr"):
            # A field of a form that nobody has filled in shows its instruction.
            return
        elif tag not in _PASSED_OVER:
            self.changed = self.changed or tag in _INSERTED
            text = _own_text(element)
            if text:
                (self.hidden if hidden else self.text).append(text)
            elif tag != EQUATION:
                self.children(element, hidden=hidden)

    def run(self, run: _Element, *, hidden: bool) -> None:
        properties = run.find(w("rPr"))
        before = len(self.text)
        self.children(run, hidden=hidden or is_on(properties, "vanish"))
        length = sum(len(part.strip()) for part in self.text[before:])
        explicit = properties is not None and properties.find(w("b")) is not None
        self.seen += length
        self.strong += length if (is_on(properties, "b") if explicit else self.bold) else 0

    def drawing(self, drawing: _Element) -> None:
        """Text boxes and pictures; what only old programs read says the same again."""
        extent = next(drawing.iter(EXTENT), None)
        share = _share(extent) if extent is not None else 0.0
        stack = [drawing]
        while stack:
            element = stack.pop()
            if element.tag == w("txbxContent"):
                self.boxes.append(element)
            elif element.tag in PICTURES:
                self.pictures.append(share)
            elif element.tag == ALTERNATE:
                stack.extend(element[:1])
            else:
                stack.extend(child for child in reversed(element) if isinstance(child.tag, str))


def _own_text(element: _Element) -> str:
    """The characters that one element stands for."""
    tag = element.tag
    text = _FIXED.get(tag, "")
    if tag == w("t"):
        text = element.text or ""
    elif tag == w("sym"):
        text = _symbol(value_of(element, "char"))
    elif tag == w("fldChar"):
        text = _form_field(element)
    elif tag == EQUATION:
        text = f" {''.join(part.text or '' for part in element.iter(EQUATION_TEXT))} "
    return text


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number in _PLAIN:
        return chr(number)
    return _SYMBOLS.get(number | _SYMBOL_FONT, "•")


def _form_field(element: _Element) -> str:
    box = element.find(f"{w('ffData')}/{w('checkBox')}")
    if box is None:
        return ""
    state = "checked" if box.find(w("checked")) is not None else "default"
    return _CHECKED if is_on(box, state) else _UNCHECKED


def _share(extent: _Element) -> float:
    try:
        width, height = (int(str(extent.get(side, "0"))) / _EMU for side in ("cx", "cy"))
    except (ValueError, OverflowError):
        return 0.0
    return width * height / _PAGE_AREA
