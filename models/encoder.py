"""Sentence encoders whose weights come inside installed packages, checked by sha256 before they are used.

An encoder turns a text into a vector of unit length. Each text is encoded alone, so that its vector does not depend on
the texts it is encoded with: the same passage gets the same score in every pack.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import ErrorCode, ModelError

Vectors = npt.NDArray[np.float32]

_CHUNK = 1024 * 1024


class Encoder(Protocol):
    """Turns texts into vectors of unit length."""

    @property
    def name(self) -> str:
        """The name under which a model release refers to the encoder."""
        ...

    @property
    def sha256(self) -> str:
        """The hash of the file with the weights."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text; shape ``(len(texts), dimension)``.

        Long texts must be divided before: an encoder reads a limited number of tokens.
        """
        ...

    def encode_statements(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`encode`, in the best form of the encoder whatever it costs: statements are encoded once."""
        ...


def check_weights(path: Path, expected: str, package: str) -> None:
    """Refuse weights that are missing or not the expected ones.

    Raises :class:`ModelError` with ``encoder_missing`` or ``encoder_mismatch``.
    """
    if not path.is_file():
        raise ModelError(ErrorCode.ENCODER_MISSING, f"Found no '{path.name}' of the package {package}.")
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != expected:
        detail = f"Found sha256 {digest.hexdigest()} for '{path.name}' of {package}, expected {expected}."
        raise ModelError(ErrorCode.ENCODER_MISMATCH, detail)
