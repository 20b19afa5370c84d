"""Opens office files that are protected by a password. Runs in child processes only."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format.ooxml import OOXMLFile

from corpus.errors import ErrorCode, ReadError
from ingest.mediatype import zip_type


@contextmanager
def unlocked(path: Path, passwords: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """The open form of an encrypted office file, with its type; it is deleted when the context ends.

    Raises :class:`ReadError` with ``encrypted`` when no password opens it, ``broken_document`` when it is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="assay-") as folder, path.open("rb") as locked:
        opened = Path(folder) / "opened"
        if not any(_opens(locked, password, opened) for password in passwords):
            raise ReadError(ErrorCode.ENCRYPTED, "None of the passwords that were given opens it.")
        yield opened, zip_type(opened)


def _opens(locked: IO[bytes], password: str, target: Path) -> bool:
    locked.seek(0)
    try:
        office = OOXMLFile(locked)
        office.load_key(password=password, verify_password=True)
        with target.open("wb") as stream:
            office.decrypt(stream)
    except InvalidKeyError:
        return False
    except (DecryptionError, FileFormatError, ParseError) as error:
        raise ReadError(ErrorCode.BROKEN_DOCUMENT, f"Decrypting it gave {type(error).__name__}.") from error
    return True
