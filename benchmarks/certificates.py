"""Fields of real certificates against what is printed on them, and which files are certificates at all."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.page import Section, paragraph, table
from benchmarks.shared import SHARED, present
from corpus.standard_catalogue import load_standards
from extract.certificate import Certificate
from extract.certificate_document import CertificateDocuments, ReadCertificates
from extract.certificate_name import plain_name
from ingest.receive import receive

NAME = "certificates"
PACKAGES = ("pypdfium2", "rapidocr", "onnxruntime")
GOLD = SHARED / "certificates_gold.tsv"
#: The day for which the status is told.
DAY = date(2026, 11, 22)
#: Folders whose PDFs hold no certificate of a management system.
_OTHERS = ("esg", "torture")
#: What each field should reach.
WANTED = {
    "standard": 0.95,
    "number": 0.90,
    "issuer": 0.90,
    "holder": 0.90,
    "issue date": 0.90,
    "expiry date": 0.90,
    "status": 0.95,
}


class Row(NamedTuple):
    """One file, the fields it should give and those it gave, both as they are compared."""

    file: str
    is_certificate: bool
    expected: Mapping[str, str]
    found: Mapping[str, str]


def run(*, most: int = 0) -> Section:
    """Read the certificates and the other PDFs; ``most`` limits both for a quick look, 0 reads all.

    Raises :class:`benchmarks.process_tree.BenchmarkError` when the shared data is not there.
    """
    with present(GOLD).open(encoding="utf-8", newline="") as stream:
        gold = {row["file"]: row for row in csv.DictReader(stream, delimiter="\t")}
    wanted = [SHARED / name for name in sorted(gold)]
    others = [path for folder in _OTHERS for path in sorted(present(SHARED / folder).glob("*.pdf"))]
    if most:
        wanted, others = wanted[:most], others[:most]
    rows = [_row(gold[str(path.relative_to(SHARED))], read) for path, read in _read(wanted)]
    taken = [path for path, read in _read(others) if read.reading.is_certificate]
    return Section(name=NAME, title="Certificates", body=_body(rows, taken, len(others)))


def _read(paths: Sequence[Path]) -> Iterator[tuple[Path, ReadCertificates]]:
    with tempfile.TemporaryDirectory(prefix="assay-") as store, CertificateDocuments() as documents:
        for path in paths:
            for read in documents.read(receive([path], store=Path(store))):
                yield path, read


def _row(gold: Mapping[str, str], read: ReadCertificates) -> Row:
    found = read.reading.certificates[0] if read.reading.certificates else Certificate()
    return Row(
        file=gold["file"],
        # A paper to anything but a standard that can be certified is none: a CE mark, a licence.
        is_certificate=bool(load_standards().mentions(gold["standard"])) and gold["standard"].startswith("ISO"),
        expected={
            "standard": gold["standard"],
            "number": gold["certificate_no"],
            "issuer": plain_name(gold["issuer"]),
            "holder": plain_name(gold["holder"]),
            "issue date": gold["valid_from"],
            "expiry date": gold["valid_to"],
            "status": _status(gold["valid_from"], gold["valid_to"]),
        },
        found={
            "standard": found.standard or "",
            "number": found.number or "",
            "issuer": plain_name(found.issuer or ""),
            "holder": plain_name(found.holder or ""),
            "issue date": str(found.issue_date),
            "expiry date": str(found.expiry_date),
            "status": found.status_on(DAY).value,
            "certificate": "yes" if read.reading.is_certificate else "",
        },
    )


def _status(first: str, last: str) -> str:
    """The status that two dates of ISO 8601 mean."""
    day = DAY.isoformat()
    return "not_yet_valid" if day < first else "valid" if day <= last else "expired"


def _body(rows: Sequence[Row], taken: Sequence[Path], others: int) -> str:
    real = [row for row in rows if row.is_certificate]
    right = {field: sum(row.found[field] == row.expected[field] for row in real) for field in WANTED}
    lines = [
        (field, f"{right[field]} of {len(real)}", f"{right[field] / len(real):.3f}", f"{least:.2f}")
        for field, least in WANTED.items()
    ]
    found = sum(bool(row.found["certificate"]) for row in real)
    wrong = len(taken) + sum(bool(row.found["certificate"]) for row in rows if not row.is_certificate)
    kinds = [
        ("precision", f"{found} of {found + wrong}", f"{found / max(found + wrong, 1):.3f}", "0.95"),
        ("recall", f"{found} of {len(real)}", f"{found / len(real):.3f}", "0.95"),
    ]
    intro = paragraph(f"""
        {len(real)} real certificates, most of them scans or partly drawn, field by field against what people read on
        them. Names are compared without legal forms, case, accents and punctuation; everything else exactly. The
        status is that of {DAY.isoformat()}. Rules and word lists were made while looking at these files, so others may
        be read less well.
    """)
    between = paragraph(f"""
        Which files are certificates of a management system, among these, {len(rows) - len(real)} product papers and
        licences, and {others} other PDFs: reports, policies and files made to break parsers.
    """)
    head = ("field", "right", "share", "wanted")
    return f"{intro}\n{table(head, lines)}\n{between}\n{table(head, kinds)}"
