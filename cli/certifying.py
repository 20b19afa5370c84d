"""``assay certificate``: what certificates are in files, and where each stands on a day."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.console import print_json, printable, results
from cli.day import as_day
from corpus.errors import CallError, ErrorCode
from corpus.standard import Metal
from extract.certificate_document import CertificateDocuments
from extract.certificate_doubt import Question, questioned
from extract.certificate_json import certificates_json
from extract.recognition import OcrChoice
from ingest.receive import receive
from prescreen.run import outcome_of

_COLUMNS = ("document", "standard", "holder", "number", "issuer", "first day", "last day", "status", "warnings")


def certificate(
    files: Annotated[list[Path], typer.Argument(help="PDFs, pictures, folders and ZIP archives.", metavar="FILE...")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per input file.")] = False,
    as_of: Annotated[str, typer.Option(help="Day for which the status is told; today unless given.")] = "",
    holder: Annotated[str, typer.Option(help="Company that the certificates should be of.")] = "",
    site: Annotated[str, typer.Option(help="Address that they should cover.")] = "",
    metal: Annotated[str, typer.Option(help="Metal that they should cover, as copper.")] = "",
    workers: Annotated[int, typer.Option(help="Child processes that read documents.", min=1)] = 2,
    ocr: Annotated[OcrChoice, typer.Option(help="Engine that reads pages without a text layer.")] = OcrChoice.AUTO,
) -> None:
    """Read certificates of management systems: standard, holder, number, issuer, dates, scope, and what to look at.

    Example: assay certificate iso-14001.pdf --json --as-of 2026-11-22
    """
    question = Question(day=as_day(as_of) or datetime.now(UTC).date(), holder=holder, site=site, metal=_metal(metal))
    table = Table(*_COLUMNS, box=None)
    documents = []
    with (
        tempfile.TemporaryDirectory(prefix="assay-") as store,
        CertificateDocuments(workers=workers, ocr=ocr) as reader,
    ):
        for read in reader.read(receive(files, store=Path(store))):
            documents.append(read.document)
            if as_json:
                print_json(certificates_json(read, question))
            for entry in read.reading.certificates:
                asked = questioned(entry, question)
                days = (str(day or "") for day in (entry.issue_date, entry.expiry_date))
                values = (entry.standard, entry.holder, entry.number, entry.issuer)
                told = (asked.status_on(question.day), " ".join(asked.doubts))
                table.add_row(
                    printable(read.document.name), *(printable(value or "") for value in values), *days, *told
                )
            if not read.reading.certificates:
                table.add_row(printable(read.document.name), f"({read.reading.kind})")
    if not as_json:
        results.print(table)
    raise typer.Exit(code=outcome_of(documents))


def _metal(text: str) -> str:
    if text and text.casefold() not in set(Metal):
        raise CallError(ErrorCode.SETTING_INVALID, f"Found '{text}' for --metal, expected one of: {', '.join(Metal)}.")
    return text.casefold()
