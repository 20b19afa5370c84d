"""The engines that read text layers of PDFs."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from extract.layout import PageLayout


class Engine(StrEnum):
    """Which library reads the text layer of a PDF."""

    PDFIUM = "pdfium"  #: fast, tells hidden text; the default
    PDFPLUMBER = "pdfplumber"  #: slow, reads some pages on which the other one fails


def read_with_plumber(path: Path, first: int, last: int, passwords: Sequence[str] = ()) -> list[PageLayout]:
    """As :func:`extract.pdf.read_pages`, by the second engine; runs in child processes only."""
    # It takes memory and time to load, and few files need it.
    from extract import plumber  # noqa: PLC0415

    return plumber.read_pages(path, first, last, passwords)
