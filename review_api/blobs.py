"""Bytes that came in, kept under the sha256 of their content and never changed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import ErrorCode, ReviewError
from review_api.identity import new_id

_SHA256 = re.compile(r"[0-9a-f]{64}")


class BlobStore:
    """The blobs of one data folder: ``blobs/aa/aa...``, and a place for bytes on their way in."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "blobs"
        self._incoming = data_dir / "incoming"

    def clear_incoming(self) -> None:
        """Remove what an earlier server left half received. Only call it when no other server uses the folder."""
        shutil.rmtree(self._incoming, ignore_errors=True)

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """An empty folder on the file system of the blobs, removed at the end."""
        folder = self._incoming / new_id()
        folder.mkdir(mode=0o700, parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def path(self, sha256: str) -> Path:
        """Where the blob of that hash lies. Raises :class:`ReviewError` with ``not_found`` when it is not there."""
        path = self._place(sha256)
        if not path.is_file():
            raise ReviewError(ErrorCode.NOT_FOUND, f"There are no bytes kept under {sha256}.")
        return path

    def keep(self, file: Path, sha256: str) -> Path:
        """The blob, after ``file`` was made it; ``file`` must lie in a workspace and have that hash."""
        place = self._place(sha256)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not place.exists():
            with file.open("rb") as stream:
                # The pack is acknowledged once its row is written; its bytes must not be younger than that.
                os.fsync(stream.fileno())
            # A link shares the bytes with the workspace, and cannot leave half a blob behind.
            try:
                os.link(file, place)
            except FileExistsError:
                pass
            except OSError:
                partial = place.with_name(f"{place.name}.{new_id()}")
                shutil.copyfile(file, partial)
                partial.replace(place)
            place.chmod(0o400)
        return place

    def remove(self, sha256: str) -> None:
        """Delete a blob that nothing needs any more; one that is not there is as good as deleted."""
        self._place(sha256).unlink(missing_ok=True)

    def lay_out(self, sha256: str, target: Path) -> None:
        """Make the blob appear as ``target``, inside a workspace, without copying bytes where the system can."""
        target.parent.mkdir(parents=True, exist_ok=True)
        source = self.path(sha256)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)

    def _place(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ReviewError(ErrorCode.NOT_FOUND, "A blob is named by 64 hexadecimal digits.")
        return self.folder / sha256[:2] / sha256
