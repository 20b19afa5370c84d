"""``assay reanchor``: passages of an earlier run, found again in a document."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from cli.console import print_json, results
from extract.anchor import Anchoring
from extract.document import SCHEMA_VERSION
from extract.engine import Engine
from extract.json_form import spans_json
from extract.page_account import refused
from extract.reader import Reader
from extract.reanchoring import reanchor as find_again
from ingest.receive import receive
from ingest.source_file import SourceFile
from prescreen.run import Outcome


def reanchor(
    earlier: Annotated[Path, typer.Argument(help="What extract --json or screen wrote.", metavar="OLD.jsonl")],
    file: Annotated[Path, typer.Argument(help="The document as it is now.", metavar="FILE")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per passage.")] = False,
    engine: Annotated[Engine, typer.Option(help="Engine that reads text layers of PDFs.")] = Engine.PDFIUM,
) -> None:
    """Find passages of an earlier run again, in the same document read anew or in another version of it.

    Example: assay reanchor policy.jsonl policy-2026.pdf
    """
    with (
        tempfile.TemporaryDirectory(prefix="assay-") as store,
        Reader(workers=2, keep_words=True, engine=engine) as reader,
    ):
        source = next(receive([file], store=Path(store)))
        document = reader.read(source) if isinstance(source, SourceFile) else refused(source)
    found = find_again(earlier, document)
    for entry in found if as_json else ():
        print_json(
            {
                "schema_version": SCHEMA_VERSION,
                "id": entry.id,
                "document": document.sha256,
                "anchoring": entry.found.anchoring,
                "spans": spans_json(entry.found.spans),
            }
        )
    counts = Counter(entry.found.anchoring for entry in found)
    if not as_json:
        results.print(", ".join(f"{counts[member]} {member}" for member in Anchoring) + f" of {len(found)} passages")
    everything = counts[Anchoring.EXACT] + counts[Anchoring.MOVED] == len(found) and document.error is None
    raise typer.Exit(code=Outcome.ALL_READ if everything else Outcome.PARTLY_READ)
