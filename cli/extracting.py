"""``assay extract``: pages and passages with their boxes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.console import print_json, printable, results
from extract.document import SCHEMA_VERSION
from extract.engine import Engine
from extract.json_form import document_json, passage_json
from extract.reader import Reader
from extract.recognition import OcrChoice
from ingest.receive import receive
from prescreen.run import outcome_of


def extract(
    files: Annotated[list[Path], typer.Argument(help="Documents, mails, folders and ZIP archives.", metavar="FILE...")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per input file.")] = False,
    words: Annotated[bool, typer.Option("--words", help="With the words of each page and their boxes.")] = False,
    password: Annotated[
        list[str] | None, typer.Option(help="A password to try on files that need one; may be given several times.")
    ] = None,
    workers: Annotated[int, typer.Option(help="Child processes that read documents.", min=1)] = 2,
    engine: Annotated[Engine, typer.Option(help="Engine that reads text layers of PDFs.")] = Engine.PDFIUM,
    ocr: Annotated[OcrChoice, typer.Option(help="Engine that reads pages without a text layer.")] = OcrChoice.AUTO,
) -> None:
    """Read documents and print their pages and passages.

    Example: assay extract policy.pdf --json
    """
    table = Table("document", "pages", "unread", "passages", "language", "error", box=None)
    documents = []
    passwords = tuple(password or ())
    with (
        tempfile.TemporaryDirectory(prefix="assay-") as store,
        Reader(workers=workers, keep_words=words, ocr=ocr, passwords=passwords, engine=engine) as reader,
    ):
        for document in reader.documents(receive(files, store=Path(store), passwords=passwords)):
            if as_json:
                print_json(
                    {
                        "schema_version": SCHEMA_VERSION,
                        "document": document_json(document),
                        "passages": [passage_json(passage) for passage in document.passages],
                    }
                )
            counts = (len(document.pages), document.pages_unread, len(document.passages))
            error = document.error.code if document.error else ""
            table.add_row(printable(document.name), *map(str, counts), document.language, error)
            documents.append(document)
    if not as_json:
        results.print(table)
    raise typer.Exit(code=outcome_of(documents))
