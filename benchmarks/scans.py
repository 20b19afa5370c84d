"""Character recognition: how many words of the fields of real certificates each engine reads, and what that takes."""

from __future__ import annotations

import csv
import re
import resource
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.likeness import letters
from benchmarks.page import Section, paragraph, table
from benchmarks.shared import SHARED, present
from corpus.errors import ReadError
from extract import pdf
from extract.document import PageStatus
from extract.recognition import OcrChoice, recogniser

NAME = "scans"
PACKAGES = ("rapidocr", "onnxruntime", "pypdfium2")
GOLD = SHARED / "certificates_gold.tsv"
WANTED = 0.95
#: Dots per inch that are tried for the default engine; the first is the one in use.
RESOLUTIONS = (200, 150, 250, 300)
#: Shorter words could stand by chance inside others, so they must be words of their own.
_MIN_INSIDE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A word of a certificate that must be read."""

    kind: str
    #: Any of these ways to write it, letters and digits only.
    forms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """A certificate with what is printed on it."""

    path: Path
    fields: tuple[Field, ...]
    #: Whether its page has no text layer.
    scan: bool


@dataclass(kw_only=True, slots=True)
class Outcome:
    """What an engine read of some certificates."""

    found: dict[str, list[bool]]
    seconds: list[float]
    #: File names with the kinds of fields of which a word was missed.
    missed: list[tuple[str, str]]

    def recall(self, *kinds: str) -> float:
        """The share of words that were read, of some kinds of fields or of all."""
        hits = [hit for kind, values in self.found.items() if not kinds or kind in kinds for hit in values]
        return sum(hits) / len(hits) if hits else 0.0


def run(*, resolutions: Sequence[int] = RESOLUTIONS, most: int = 0) -> Section:
    """Read the certificates by their pictures; raises :class:`BenchmarkError` when they are not there."""
    some = certificates(GOLD)[: most or None]
    scans = [certificate for certificate in some if certificate.scan]
    rows = []
    for engine in (OcrChoice.RAPIDOCR, OcrChoice.TESSERACT):
        for dpi in resolutions if engine is OcrChoice.RAPIDOCR else resolutions[:1]:
            for label, chosen in (("scans", scans), ("all", some)):
                if label == "scans" or dpi == resolutions[0]:
                    outcome = read(chosen, engine, dpi)
                    rows.append(_row(f"{engine}, {dpi} dpi, {label}", outcome, len(chosen)))
                    if label == "all" and engine is OcrChoice.RAPIDOCR:
                        default = outcome
    return Section(name=NAME, title="Scans: are the fields of certificates read?", body=_body(rows, default))


def certificates(gold: Path) -> list[Certificate]:
    """The certificates of the list with the words that must be read."""
    with present(gold).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    found = []
    for row in rows:
        path = present(gold.parent / row["file"])
        scan = pdf.read_pages(path, 1, 1)[0].status is PageStatus.IMAGE_ONLY
        found.append(Certificate(path=path, fields=tuple(_fields(row)), scan=scan))
    return found


def _fields(row: dict[str, str]) -> Iterator[Field]:
    for word in row["holder"].split():
        if plain(word):
            yield Field(kind="holder", forms=(plain(word),))
    yield Field(kind="number", forms=(plain(row["certificate_no"]),))
    for name in ("valid_from", "valid_to"):
        if row[name]:
            yield Field(kind="date", forms=tuple(written(date.fromisoformat(row[name]))))


def written(day: date) -> Iterator[str]:
    """The ways in which certificates write a day, letters and digits only."""
    yield f"{day:%d%m%Y}"
    yield f"{day:%Y%m%d}"
    yield f"{day:%m%d%Y}"
    for month in (f"{day:%B}", f"{day:%b}"):
        for number in (f"{day.day}", f"{day:%d}"):
            for ending in ("", "st", "nd", "rd", "th"):
                yield f"{number}{ending}{month}{day:%Y}".lower()
            yield f"{month}{number}{day:%Y}".lower()


def plain(text: str) -> str:
    """Letters and digits, lower case, without accents; the Turkish i without a dot is an i."""
    return letters(unicodedata.normalize("NFKD", text).replace("ı", "i"))


def read(certificates: Sequence[Certificate], engine: OcrChoice, dpi: int) -> Outcome:
    """Read the first page of each certificate by its picture, whether it has a text layer or not."""
    reader = recogniser(engine)
    outcome = Outcome(found={}, seconds=[], missed=[])
    for certificate in certificates:
        before = _processor_seconds()
        picture, _ = pdf.page_picture(certificate.path, 1, dpi=dpi)
        try:
            lines = [[word.text for word in line.words] for line in reader.read(picture).lines]
        except ReadError:
            lines = []
        outcome.seconds.append(_processor_seconds() - before)
        has = _finder(lines)
        for field in certificate.fields:
            hit = any(has(form) for form in field.forms)
            outcome.found.setdefault(field.kind, []).append(hit)
            if not hit:
                outcome.missed.append((certificate.path.name, field.kind))
    return outcome


def _finder(lines: Sequence[Sequence[str]]) -> Callable[[str], bool]:
    words = {plain(word) for line in lines for word in line}
    words |= {part for line in lines for word in line for part in map(plain, re.split(r"[^\w]+", word))}
    whole = plain(" ".join(word for line in lines for word in line))
    return lambda form: form in words or (len(form) >= _MIN_INSIDE and form in whole)


def _processor_seconds() -> float:
    """Of this process and of those that it waited for: tesseract is one of them."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _row(label: str, outcome: Outcome, pages: int) -> list[str]:
    shares = [outcome.recall(), *(outcome.recall(kind) for kind in ("holder", "number", "date"))]
    seconds = sum(outcome.seconds) / max(len(outcome.seconds), 1)
    return [label, str(pages), *(f"{share:.3f}" for share in shares), f"{seconds:.1f}"]


def _body(rows: Sequence[Sequence[str]], default: Outcome) -> str:
    share = default.recall()
    missed = ", ".join(f"{name} ({kind})" for name, kind in default.missed) or "none"
    return "\n".join(
        [
            paragraph("""
                The first page of each certificate is drawn and read by its picture; "scans" have no text layer,
                "all" are scans and pages with one. A word of a field counts as read when its letters and digits stand
                in the text, without case and accents; dates in any way of writing. Seconds are of one processor,
                drawing included.
            """),
            table(["engine", "pages", "words of all fields", "holder", "number", "dates", "s a page"], rows),
            paragraph(f"""
                Wanted: {WANTED:g} of the words: {"reached" if share >= WANTED else "not reached"} by rapidocr, the
                default. Missed by it: {missed}.
            """),
        ]
    )
