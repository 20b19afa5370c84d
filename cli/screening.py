"""``assay screen``: many files, no people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.console import fitted, print_json, printable, results
from cli.day import as_day
from cli.progress import ScreenProgress
from extract.document import Document
from extract.recognition import OcrChoice
from models.release import DEFAULT_RELEASE
from prescreen.run import MANIFEST, REGISTER, REPORT, ScreenedPack, document_line
from prescreen.run import screen as screen_pack

_COUNTS = ("read", "unread", "passages", "suggestions")
#: Columns of a name on a narrow terminal; less of it tells nothing.
_MIN_NAME = 16


def screen(
    paths: Annotated[list[Path], typer.Argument(help="Documents, mails, folders and ZIP archives.", metavar="PATH...")],
    out: Annotated[Path, typer.Option(help="Folder of the results; made when it is not there.")],
    framework: Annotated[str, typer.Option(help="Framework to suggest for.")] = "rra-2",
    release: Annotated[str, typer.Option(help="Model release that suggests.")] = DEFAULT_RELEASE,
    as_of: Annotated[str, typer.Option(help="Day for which the pack is judged, as 2026-11-22.", metavar="DATE")] = "",
    workers: Annotated[int, typer.Option(help="Child processes that read documents.", min=1)] = 2,
    ocr: Annotated[OcrChoice, typer.Option(help="Engine that reads pages without a text layer.")] = OcrChoice.AUTO,
    password: Annotated[
        list[str] | None, typer.Option(help="A password to try on files that need one; may be given several times.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per input file.")] = False,
) -> None:
    """Read a supplier's pack and write suggestions, the account of every page, a register and a report.

    Example: assay screen corpus/samples/sample-pack.zip --out out
    """
    day = as_day(as_of)
    with ScreenProgress() as progress:
        pack = screen_pack(
            paths,
            out=out,
            framework=framework,
            release_id=release,
            as_of=day,
            workers=workers,
            ocr=ocr,
            passwords=tuple(password or ()),
            on_progress=progress.show,
        )
    if as_json:
        for document, found in zip(pack.result.documents, pack.result.suggestions, strict=True):
            print_json({**document_line(document), "suggestions": len(found)})
    else:
        _print_summary(pack, out)
    raise typer.Exit(code=pack.outcome)


def _print_summary(pack: ScreenedPack, out: Path) -> None:
    results.print(_summary(pack, columns=results.width if results.is_terminal else None))
    totals = pack.manifest["totals"]
    results.print(
        f"{totals['documents']} documents, {totals['pages_read']} pages read, {totals['pages_unread']} unread, "
        f"{totals['suggestions']} suggestions for review in {pack.manifest['times']['seconds']:.1f} s."
    )
    results.print("Suggestions for review, no assurance conclusion.")
    for label, name in (("Report", REPORT), ("Register", REGISTER), ("Manifest", MANIFEST)):
        results.print(f"{label}: {out / name}", soft_wrap=True)


def _summary(pack: ScreenedPack, *, columns: int | None) -> Table:
    """One row per document; ``columns`` is the width of the terminal, ``None`` when the table goes elsewhere."""
    reasons = [_unread(document) for document in pack.result.documents]
    table = Table("document", *_COUNTS, "why not read", box=None, pad_edge=False)
    for column in table.columns[1 : len(_COUNTS) + 1]:
        column.justify = "right"
        column.no_wrap = True
    # Two columns between each pair; a reason that is longer than its head takes its room from the names.
    taken = sum(len(count) + 2 for count in _COUNTS) + max(map(len, ("why not read", *reasons)))
    room = None if columns is None else max(columns - taken - 2, _MIN_NAME)
    for document, found, reason in zip(pack.result.documents, pack.result.suggestions, reasons, strict=True):
        counts = (document.pages_read, document.pages_unread, len(document.passages), len(found))
        table.add_row(_shown(document.name, room), *map(str, counts), reason)
    return table


def _shown(name: str, room: int | None) -> str:
    if room is None:
        return printable(name)
    return fitted(printable(name).rsplit("/", maxsplit=1)[-1], room)


def _unread(document: Document) -> str:
    if document.error is not None:
        return document.error.code
    statuses = sorted({page.error.code if page.error else page.status for page in document.pages if page.unread})
    return ", ".join(statuses)
