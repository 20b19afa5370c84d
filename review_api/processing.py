"""Processes packs in the background: receive, read, suggest, store. Where a pack stands is in the database only."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from classify.suggestion import Suggestion
from corpus.errors import REMEDIES, AssayError, ErrorCode, ReviewError
from extract.document import Document, fault
from ingest.limits import Limits
from ingest.receive import receive
from ingest.source_file import Refusal, SourceFile
from review_api.blobs import BlobStore
from review_api.database import Database
from review_api.lease import Lease, LeaseLostError, free_dead, take, worker_name
from review_api.parse_store import store_document
from review_api.stages import Reading, Stages, Suggesting
from review_api.tables import DocumentRow, PackRow, UploadRow

_log = logging.getLogger(__name__)

#: Times that a pack is begun without one document getting done; more would keep a server from ever coming up.
MAX_ATTEMPTS = 3

#: Seconds that a stopping server waits for the document at hand; what is lost is made again at the next start.
_STOP_SECONDS = 10.0

#: Name of the thread, by which a server that ends can tell whether it is still at work.
THREAD = "assay-processing"

#: Seconds between two looks for packs that other servers on the same database were given, or left.
_LOOK_SECONDS = 2.0

Source = SourceFile | Refusal


class Processor:
    """One background thread that processes the packs that wait in the database, oldest first.

    Several processors, also of other processes and machines, may work on one database: each pack is leased to one.
    """

    def __init__(self, *, database: Database, blobs: BlobStore, limits: Limits, stages: Stages) -> None:
        self._database = database
        self._blobs = blobs
        self._limits = limits
        self._stages = stages
        self._suggesters: dict[str, Suggesting] = {}
        self._worker = worker_name()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name=THREAD, daemon=True)

    def start(self) -> None:
        """Begin with the packs that an earlier server left unfinished."""
        free_dead(self._database)
        self._thread.start()

    def wake(self) -> None:
        """Look for packs now: one was just made."""
        self._wake.set()

    def stop(self) -> None:
        """End after the document at hand; packs that are not finished go on at the next start."""
        self._stopping.set()
        self._wake.set()
        self._thread.join(_STOP_SECONDS)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            pack = self._next()
            if pack is None:
                self._wake.wait(_LOOK_SECONDS)
                continue
            with Lease(self._database, pack, self._worker):
                self._attempt(pack)

    def _next(self) -> str | None:
        try:
            return take(self._database, self._worker)
        except SQLAlchemyError:
            # The database may be away for a while; packs wait in it.
            _log.exception("no pack could be taken")
            return None

    def _attempt(self, pack: str) -> None:
        try:
            self._process(pack)
        except LeaseLostError:
            _log.warning("pack %s was taken over by another worker", pack)
        except AssayError as error:
            self._fail(pack, error)
        except Exception as error:  # noqa: BLE001 - the thread must outlive any one pack
            _log.exception("pack %s could not be processed", pack)
            detail = f"Found a fault of the kind {type(error).__name__}."
            self._fail(pack, ReviewError(ErrorCode.PROCESSING_FAILED, detail))

    def _process(self, pack: str) -> None:
        uploads, framework = self._begin(pack)
        suggester = self._suggester(framework)
        with self._blobs.workspace() as folder:
            sources = self._receive(uploads, folder)
            pending = self._resume(pack, sources)
            with self._stages.open_reader() as reader:
                for left, position, document in _documents(reader, pending):
                    if self._stopping.is_set() or self._is_cancelled(pack):
                        return
                    if left == 0:
                        self._update(pack, state="suggesting")
                    self._store(pack, position, sources[position], document, suggester)
        self._update(pack, state="ready")

    def _is_cancelled(self, pack: str) -> bool:
        with self._database.write() as session:
            row = self._leased(session, pack)
            if not row.cancel_requested:
                return False
            row.state, row.cancel_requested = "cancelled", False
            return True

    def _leased(self, session: Session, pack: str) -> PackRow:
        """The row of the pack, which stays as it is until ``session`` ends; raises when another worker has it."""
        row = session.get(PackRow, pack, with_for_update=True)
        if row is None or row.worker != self._worker:
            raise LeaseLostError(pack)
        return row

    def _begin(self, pack: str) -> tuple[list[UploadRow], str]:
        with self._database.write() as session:
            row = self._leased(session, pack)
            row.attempts += 1
            attempts, framework = row.attempts, row.framework
            row.state = "reading"
            row.started = time.time()
            row.error_code = row.error_message = row.error_next = None
            uploads = select(UploadRow).where(UploadRow.pack == pack).order_by(UploadRow.position)
            found = list(session.scalars(uploads))
        if attempts > MAX_ATTEMPTS:
            detail = f"It was begun {MAX_ATTEMPTS} times, and the server ended each time before a document was done."
            raise ReviewError(ErrorCode.PROCESSING_FAILED, detail)
        return found, framework

    def _receive(self, uploads: Sequence[UploadRow], folder: Path) -> list[Source]:
        """Every file of the pack; the bytes of each lie in the blob store."""
        files, store = folder / "files", folder / "store"
        files.mkdir()
        store.mkdir()
        for upload in uploads:
            self._blobs.lay_out(upload.sha256, files / upload.name)
        return [
            replace(source, path=self._blobs.keep(source.path, source.sha256))
            if isinstance(source, SourceFile)
            else source
            for source in receive([files], store=store, limits=self._limits)
        ]

    def _resume(self, pack: str, sources: Sequence[Source]) -> list[tuple[int, Source]]:
        """The sources that are not done, with their positions; what an earlier attempt stored stays as it is."""
        with self._database.write() as session:
            pack_row = self._leased(session, pack)
            rows = session.scalars(select(DocumentRow).where(DocumentRow.pack == pack)).all()
            there = {row.position: row.name for row in rows}
            done = {row.position: row.name for row in rows if not row.stale}
            if any(position >= len(sources) or sources[position].name != name for position, name in there.items()):
                # Another version of Assay unpacks otherwise: begin anew. Decisions hang from content and stay.
                session.execute(delete(DocumentRow).where(DocumentRow.pack == pack))
                done = {}
            pack_row.files = len(sources)
            pack_row.files_done = len(done)
            pack_row.bytes = sum(_size(source) for source in sources)
            pack_row.bytes_before = pack_row.bytes_done = sum(_size(sources[position]) for position in done)
        return [(position, source) for position, source in enumerate(sources) if position not in done]

    def _store(self, pack: str, position: int, source: Source, document: Document, suggester: Suggesting) -> None:
        suggestions: Sequence[Suggestion] = ()
        try:
            suggestions = suggester.suggest(document) if document.passages else ()
        except Exception as error:  # noqa: BLE001 - one document must not stop the pack
            _log.exception("no suggestions could be made from document %s of pack %s", position, pack)
            document = _faulty(document, ErrorCode.SUGGESTING_FAILED, error)
        try:
            self._insert(pack, position, source, document, suggestions)
        except LeaseLostError:
            raise
        except Exception as error:  # noqa: BLE001 - as above: a text that the database refuses, for example
            _log.exception("document %s of pack %s could not be stored", position, pack)
            bare = replace(_faulty(document, ErrorCode.PROCESSING_FAILED, error), passages=(), pages=())
            self._insert(pack, position, source, bare, ())

    def _insert(
        self, pack: str, position: int, source: Source, document: Document, suggestions: Sequence[Suggestion]
    ) -> None:
        with self._database.write() as session:
            row = self._leased(session, pack)
            store_document(
                session, pack=pack, position=position, source=source, document=document, suggestions=suggestions
            )
            done = select(func.count()).where(DocumentRow.pack == pack, ~DocumentRow.stale)
            row.files_done = session.scalar(done) or 0
            row.bytes_done += _size(source)
            row.attempts = 0

    def _suggester(self, framework: str) -> Suggesting:
        if framework not in self._suggesters:
            self._suggesters[framework] = self._stages.load_suggester(framework)
        return self._suggesters[framework]

    def _update(self, pack: str, *, state: str) -> None:
        with self._database.write() as session:
            row = self._leased(session, pack)
            row.state, row.cancel_requested = state, False

    def _fail(self, pack: str, error: AssayError) -> None:
        with self._database.write() as session:
            row = session.get(PackRow, pack)
            if row is not None:
                row.state = "failed"
                row.error_code = error.code.value
                row.error_message = f"{REMEDIES[error.code].meaning} {error.detail}"
                row.error_next = error.next


def _documents(reader: Reading, pending: Sequence[tuple[int, Source]]) -> Iterator[tuple[int, int, Document]]:
    """Each document with the number of those that follow and its position, also when reading one of them fails."""
    done = 0
    stream = reader.documents([source for _, source in pending])
    while done < len(pending):
        position, source = pending[done]
        done += 1
        try:
            document = next(stream)
        except Exception as error:  # noqa: BLE001 - the reader should not raise; should it, the others are still to be read
            _log.exception("document %s could not be read", position)
            document = _faulty(_unread(source), ErrorCode.DOCUMENT_CRASHED, error)
            stream = reader.documents([later for _, later in pending[done:]])
        yield len(pending) - done, position, document


def _unread(source: Source) -> Document:
    return Document(
        sha256=source.sha256,
        name=source.name,
        media_type=source.media_type,
        error=None,
        pages=(),
        passages=(),
        language="und",
    )


def _faulty(document: Document, code: ErrorCode, error: Exception) -> Document:
    return replace(document, error=fault(code, f"Found a fault of the kind {type(error).__name__}."))


def _size(source: Source) -> int:
    return source.size if isinstance(source, SourceFile) else 0
