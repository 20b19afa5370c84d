"""Pre-screens a pack: reads every file, suggests criteria for every passage, and writes the result files."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum
from pathlib import Path
from typing import Any

from classify.suggest import Suggester
from classify.suggestion import SCHEMA_VERSION as SUGGESTION_SCHEMA
from classify.suggestion import Suggestion
from corpus.catalogue import load_framework
from corpus.errors import CallError, ErrorCode
from extract.document import SCHEMA_VERSION as DOCUMENT_SCHEMA
from extract.document import Document
from extract.json_form import document_json, passage_json
from extract.reader import Reader
from extract.recognition import OcrChoice
from ingest.receive import receive
from ingest.source_file import SourceFile
from models.release import DEFAULT_RELEASE, known_release, load_release
from prescreen.manifest import Times, manifest
from prescreen.register import evidence_register
from prescreen.report import render_report
from prescreen.result import RunResult
from prescreen.spreadsheet import save_reproducibly

DOCUMENTS = "documents.jsonl"
SUGGESTIONS = "suggestions.jsonl"
MANIFEST = "run.json"
REGISTER = "evidence-register.xlsx"
REPORT = "report.html"


class Outcome(IntEnum):
    """How much of a pack was read; the values are the exit codes of ``assay screen``."""

    ALL_READ = 0  #: every page of every file
    PARTLY_READ = 1  #: some document or page could not be read
    NOTHING_READ = 3  #: no page of any file


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a run is."""

    files: int
    files_done: int
    bytes: int
    bytes_done: int
    pages_done: int
    #: The document that was just finished.
    document: Document
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ScreenedPack:
    """A finished run."""

    result: RunResult
    outcome: Outcome
    #: The content of ``run.json``.
    manifest: dict[str, Any]


def screen(
    paths: Sequence[Path],
    *,
    out: Path,
    framework: str = "rra-2",
    release_id: str = DEFAULT_RELEASE,
    as_of: date | None = None,
    workers: int = 2,
    ocr: OcrChoice = OcrChoice.AUTO,
    passwords: Sequence[str] = (),
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> ScreenedPack:
    """Read the files at ``paths``, suggest criteria, and write the five result files into the folder ``out``.

    The same input gives the same bytes, whatever the number of workers; only ``times`` in ``run.json`` differ. The
    ``passwords`` are tried on files that need one, and stand in no result.

    Raises :class:`corpus.errors.AssayError` when a path, the framework or the model release is missing, or when ``out``
    cannot be written or lies inside the input; never for a bad file.
    """
    started = datetime.now(UTC)
    _prepare(out, paths)
    definition, release = load_framework(framework), load_release(known_release(release_id))
    documents: list[Document] = []
    suggestions: list[tuple[Suggestion, ...]] = []
    suggesting = 0.0
    with (
        tempfile.TemporaryDirectory(prefix="assay-") as store,
        Reader(workers=workers, ocr=ocr, passwords=passwords) as reader,
        ThreadPoolExecutor(max_workers=1) as thread,
    ):
        sources = list(receive(paths, store=Path(store), passwords=passwords))
        ahead = _ReadAhead(reader.documents(sources), thread)
        # The first document is read while the encoders load.
        suggester = Suggester(definition, release)
        suggester.load()
        sizes = [source.size if isinstance(source, SourceFile) else 0 for source in sources]
        for position, document in enumerate(ahead):
            before = time.perf_counter()
            suggestions.append(suggester.suggest(document))
            suggesting += time.perf_counter() - before
            documents.append(document)
            on_progress(
                Progress(
                    files=len(sources),
                    files_done=position + 1,
                    bytes=sum(sizes),
                    bytes_done=sum(sizes[: position + 1]),
                    pages_done=sum(len(done.pages) for done in documents),
                    document=document,
                    suggestions=suggestions[-1],
                )
            )
    result = RunResult(
        framework=suggester.framework,
        documents=tuple(documents),
        suggestions=tuple(suggestions),
        as_of=as_of,
        release=suggester.release.id,
        pack_name=_pack_name(paths),
    )
    with _writing(out):
        _write_results(result, out)
        times = Times(started=started, finished=datetime.now(UTC), workers=workers, suggesting=suggesting)
        account = _manifest(suggester, result, times, ocr)
        _write_text(out / MANIFEST, json.dumps(account, ensure_ascii=False, indent=2) + "\n")
    return ScreenedPack(result=result, outcome=outcome_of(documents), manifest=account)


class _ReadAhead:
    """The documents of an iterator in order, the next one being read in a thread while one is used."""

    def __init__(self, documents: Iterator[Document], thread: Executor) -> None:
        self._documents = documents
        self._thread = thread
        self._next = thread.submit(next, documents, None)

    def __iter__(self) -> Iterator[Document]:
        while (document := self._next.result()) is not None:
            self._next = self._thread.submit(next, self._documents, None)
            yield document


def outcome_of(documents: Iterable[Document]) -> Outcome:
    """How much of the documents was read. A pack without a document is one of which nothing was read."""
    seen = list(documents)
    if not any(document.pages_read for document in seen):
        return Outcome.NOTHING_READ
    if any(document.error is not None or document.pages_unread for document in seen):
        return Outcome.PARTLY_READ
    return Outcome.ALL_READ


def document_line(document: Document) -> dict[str, Any]:
    """One line of ``documents.jsonl``."""
    return {"schema_version": DOCUMENT_SCHEMA, **document_json(document)}


def suggestion_lines(document: Document, suggestions: Sequence[Suggestion]) -> list[dict[str, Any]]:
    """The lines of ``suggestions.jsonl`` for one document, in reading order."""
    passages = {passage.id: passage_json(passage) for passage in document.passages}
    return [
        {
            "schema_version": SUGGESTION_SCHEMA,
            **passages[suggestion.passage],
            "document": document.sha256,
            "document_name": document.name,
            "framework": suggestion.framework,
            "criterion": suggestion.criterion,
            "score": suggestion.score,
            "status": suggestion.status,
            "reasons": [
                {"kind": reason.kind, "text": reason.text, "weight": reason.weight} for reason in suggestion.reasons
            ],
            "release": suggestion.release,
        }
        for suggestion in suggestions
    ]


def _manifest(suggester: Suggester, result: RunResult, times: Times, ocr: OcrChoice) -> dict[str, Any]:
    return manifest(
        framework=suggester.framework,
        release=suggester.release,
        documents=result.documents,
        as_of=result.as_of,
        ocr=ocr,
        suggestions=sum(map(len, result.suggestions)),
        times=times,
    )


def _pack_name(paths: Sequence[Path]) -> str:
    first = paths[0].resolve().name
    return first if len(paths) == 1 else f"{first} and {len(paths) - 1} more"


def _prepare(out: Path, paths: Sequence[Path]) -> None:
    """Refuse a folder of results that cannot be used before the work begins, not after it."""
    for path in paths:
        if not path.exists():
            raise CallError(ErrorCode.PATH_MISSING, f"Found nothing at '{path}'.")
        # The results of one run would be the input of the next.
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            detail = f"Found '{out}' for the results inside the input '{path}', expected a place outside of it."
            raise CallError(ErrorCode.SETTING_INVALID, detail)
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        detail = f"The system says of '{out}': {error.strerror}."
        raise CallError(ErrorCode.OUTPUT_UNWRITABLE, detail) from error


def _write_results(result: RunResult, out: Path) -> None:
    pairs = list(zip(result.documents, result.suggestions, strict=True))
    _write_lines(out / DOCUMENTS, (document_line(document) for document, _ in pairs))
    _write_lines(out / SUGGESTIONS, (line for document, found in pairs for line in suggestion_lines(document, found)))
    _write_text(out / REPORT, render_report(result))
    partial = out / f".{REGISTER}.partial"
    save_reproducibly(evidence_register(result), partial)
    partial.replace(out / REGISTER)


def _write_lines(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    partial = path.with_name(f".{path.name}.partial")
    # A file name of a folder may hold bytes that are no UTF-8; the rest of the line must be written all the same.
    with partial.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
        for line in lines:
            stream.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    partial.replace(path)


def _write_text(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    # A reader of the folder never sees a half-written file.
    partial.replace(path)
