"""Pictures of pages: rendered in a child process, kept in memory while they are likely to be asked for again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from contextlib import ExitStack
from importlib.metadata import version

from review_api.blobs import BlobStore
from review_api.stages import Reading, Stages

#: Bytes of pictures kept; a reviewer goes back and forth over some dozens of pages of 200 to 800 kB.
CACHE_BYTES = 64 * 1024 * 1024

#: Another version may paint the same page differently.
_PAINTER = version("pypdfium2")


class PageImages:
    """The pictures of pages of one blob store. Close it at the end: it holds reader processes."""

    def __init__(self, *, blobs: BlobStore, stages: Stages) -> None:
        self._blobs = blobs
        self._stages = stages
        self._open = ExitStack()
        self._reader: Reading | None = None
        # A reader serves one caller at a time.
        self._reading = threading.Lock()
        self._cached: OrderedDict[str, bytes] = OrderedDict()
        self._cached_bytes = 0

    @staticmethod
    def tag(sha256: str, number: int, scale: float) -> str:
        """What names the picture: equal tags mean equal pictures."""
        return hashlib.sha256(f"{sha256}/{number}/{scale!r}/{_PAINTER}".encode()).hexdigest()

    def image(self, sha256: str, media_type: str, number: int, *, scale: float) -> bytes:
        """PNG of page ``number`` (from 1) of a document; scale 1 is 72 dots per inch.

        Raises :class:`corpus.errors.ReadError` when it cannot be painted, :class:`corpus.errors.ReviewError` with
        ``not_found`` when the bytes of the document are not kept.
        """
        tag = self.tag(sha256, number, scale)
        with self._reading:
            if tag in self._cached:
                self._cached.move_to_end(tag)
                return self._cached[tag]
            if self._reader is None:
                self._reader = self._open.enter_context(self._stages.open_reader())
            image = self._reader.page_image(self._blobs.path(sha256), media_type, number, scale=scale)
            self._cached[tag] = image
            self._cached_bytes += len(image)
            while self._cached_bytes > CACHE_BYTES:
                _, dropped = self._cached.popitem(last=False)
                self._cached_bytes -= len(dropped)
            return image

    def close(self) -> None:
        """End the reader processes."""
        with self._reading:
            self._open.close()
            self._reader = None
