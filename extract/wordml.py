"""Names of tags and attributes in the XML of DOCX files, and how their values are read."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Compatibility: the same thing said twice, for new programs (choice) and old ones (fallback).
ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
EQUATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
EQUATION_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
EXTENT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
#: What is a picture, a chart, a diagram or an embedded object inside a drawing.
PICTURES: Final = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
        "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
        "{urn:schemas-microsoft-com:vml}imagedata",
        "{urn:schemas-microsoft-com:office:office}OLEObject",
    }
)
#: Integers beyond this are nonsense, or an attack.
_MAX_NUMBER = 1_000_000


def w(name: str) -> str:
    """The full name of a tag or attribute of the main vocabulary."""
    return _W + name


def value_of(element: _Element | None, name: str = "val") -> str:
    """An attribute, or an empty text."""
    return "" if element is None else str(element.get(w(name)) or "")


def number_of(element: _Element | None, name: str = "val", default: int = 0) -> int:
    """An attribute as a number, ``default`` where there is none that makes sense."""
    text = value_of(element, name).strip()
    digits = text.removeprefix("-")
    if not digits.isdecimal() or len(digits) > len(str(_MAX_NUMBER)):
        return default
    return max(min(int(text), _MAX_NUMBER), -_MAX_NUMBER)


def is_on(parent: _Element | None, name: str) -> bool:
    """Whether a property such as bold is there and not switched off."""
    element = None if parent is None else parent.find(w(name))
    return element is not None and value_of(element) not in ("0", "false", "off", "none")
