"""What the review server needs of the stages before it, as protocols, so that tests can stand in for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from classify.suggestion import Suggestion
from extract.document import Document
from extract.recognition import OcrChoice
from ingest.source_file import Refusal, SourceFile


class Reading(Protocol):
    """The part of :class:`extract.reader.Reader` that is used here."""

    def documents(self, sources: Iterable[SourceFile | Refusal], /) -> Iterator[Document]:
        """Documents in the order of ``sources``."""
        ...

    def page_image(self, path: Path, media_type: str, number: int, /, *, scale: float) -> bytes:
        """A page as PNG; raises :class:`corpus.errors.ReadError`."""
        ...


class Suggesting(Protocol):
    """The part of :class:`classify.suggest.Suggester` that is used here."""

    def suggest(self, document: Document, /) -> tuple[Suggestion, ...]:
        """The suggestions from one document."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Stages:
    """How to get at the stages."""

    #: A reader that is open inside the context.
    open_reader: Callable[[], AbstractContextManager[Reading]]
    #: The suggester of a framework id; may take seconds, and is asked once per framework.
    load_suggester: Callable[[str], Suggesting]


def real_stages(workers: int, ocr: OcrChoice = OcrChoice.AUTO) -> Stages:
    """The stages themselves, with that number of reading processes and that engine of character recognition."""
    # Encoders take seconds to import; a test, or a server that only shows packs, does not need them.
    from classify.suggest import load_suggester  # noqa: PLC0415
    from extract.reader import Reader  # noqa: PLC0415

    return Stages(open_reader=lambda: Reader(workers=workers, ocr=ocr), load_suggester=load_suggester)
