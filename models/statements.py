"""The statements of a framework that passages are compared with, as vectors.

A criterion is represented by its intent, its evidence indicators and its contradictions: a passage that tells of an
incident bears on the criterion as much as one that tells of good practice.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import ErrorCode, ModelError
from corpus.framework import Framework
from models.encoder import Encoder, Vectors

#: Dimensions of an array with one vector in each row.
_TABLE = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Statements:
    """The texts that stand for the criteria of a framework, in order."""

    texts: tuple[str, ...]
    #: Position in the framework of the criterion of each text.
    owners: npt.NDArray[np.int64]

    @property
    def sha256(self) -> str:
        """The hash of the texts; vectors made for other texts do not fit."""
        return hashlib.sha256("\n".join(self.texts).encode()).hexdigest()


def statements_of(framework: Framework) -> Statements:
    """The statements of every criterion of a framework."""
    texts: list[str] = []
    owners: list[int] = []
    for index, criterion in enumerate(framework.criteria):
        own = [criterion.intent.text]
        own += [indicator.text for indicator in criterion.evidence]
        own += [contradiction.text for contradiction in criterion.contradictions]
        texts += own
        owners += [index] * len(own)
    return Statements(texts=tuple(texts), owners=np.array(owners, dtype=np.int64))


def vectors_of(statements: Statements, encoder: Encoder, shipped: Path) -> Vectors:
    """The vectors of the statements: those in the file ``shipped`` when they fit, computed otherwise.

    The file is a NumPy archive without pickled objects, with one array per ``<encoder>-<sha256 of the texts>``.

    Raises :class:`ModelError` with ``release_invalid`` when the file is damaged or holds something else.
    """
    key = f"{encoder.name}-{statements.sha256}"
    if not shipped.is_file():
        return encoder.encode_statements(statements.texts)
    try:
        with shipped.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            stored = np.asarray(archive[key], dtype=np.float32) if key in archive else None
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(ErrorCode.RELEASE_INVALID, f"{shipped.name} cannot be read: {error}.") from error
    if stored is None:
        return encoder.encode_statements(statements.texts)
    if stored.ndim != _TABLE or len(stored) != len(statements.texts):
        detail = f"{shipped.name}: found vectors of shape {stored.shape} for {len(statements.texts)} statements."
        raise ModelError(ErrorCode.RELEASE_INVALID, detail)
    return stored


def save_vectors(frameworks: Sequence[Statements], encoders: Sequence[Encoder], shipped: Path) -> None:
    """Write the vectors of statements, in half precision, where :func:`vectors_of` looks for them."""
    arrays = {
        f"{encoder.name}-{statements.sha256}": encoder.encode_statements(statements.texts).astype(np.float16)
        for statements in frameworks
        for encoder in encoders
    }
    np.savez(shipped, allow_pickle=False, **arrays)
