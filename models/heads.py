"""Trained heads: linear weights that turn n-grams and vectors of a passage into one logit for each criterion.

They travel as a NumPy archive without pickled objects and two lists in plain text. Weights are kept in half
precision: the last bits of a weight move no score.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import ErrorCode, ModelError

Floats = npt.NDArray[np.float32]

ARRAYS = "heads.npz"
NGRAMS = "ngrams.txt"
EXEMPLARS = "exemplars.txt"
FILES = (ARRAYS, NGRAMS, EXEMPLARS)
_TABLE = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class LinearHead:
    """Weights of one sort of input."""

    #: Shape ``(features, criteria)``.
    weights: Floats
    #: Shape ``(criteria,)``.
    bias: Floats
    #: What is taken from the input first; shape ``(features,)``.
    centre: Floats

    def logits(self, inputs: Floats) -> Floats:
        """Shape ``(passages, features)`` in, ``(passages, criteria)`` out."""
        return ((inputs - self.centre) @ self.weights + self.bias).astype(np.float32)


@dataclass(frozen=True, kw_only=True, slots=True)
class Exemplars:
    """Labelled passages to show beside a suggestion, as unit vectors of the multilingual encoder in 8 bits."""

    #: Shape ``(exemplars, dimension)``, 127 for 1.
    vectors: npt.NDArray[np.int8]
    #: Whether an exemplar was labelled with a criterion; shape ``(exemplars, criteria)``.
    labels: npt.NDArray[np.bool_]
    #: One line each.
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HeadArrays:
    """Everything of a trained release that is no number of its manifest."""

    ngrams: tuple[str, ...]
    rarity: Floats
    #: By the sort of their input: ``lexical``, ``general``, ``english``.
    heads: dict[str, LinearHead]
    exemplars: Exemplars


def save_heads(arrays: HeadArrays, folder: Path) -> dict[str, str]:
    """Write the files into a folder; gives the sha256 of each by its name.

    The same arrays give the same bytes: entries of the archive carry no times.
    """
    for name, lines in ((NGRAMS, arrays.ngrams), (EXEMPLARS, arrays.exemplars.texts)):
        (folder / name).write_text("\n".join(lines), encoding="utf-8", newline="\n")
    entries: dict[str, npt.NDArray[np.generic]] = {"rarity": arrays.rarity.astype(np.float16)}
    for name, head in sorted(arrays.heads.items()):
        entries[f"{name}.weights"] = head.weights.astype(np.float16)
        entries[f"{name}.bias"] = head.bias.astype(np.float32)
        entries[f"{name}.centre"] = head.centre.astype(np.float16)
    entries["exemplars.vectors"] = arrays.exemplars.vectors
    entries["exemplars.labels"] = np.packbits(arrays.exemplars.labels, axis=1)
    with zipfile.ZipFile(folder / ARRAYS, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in entries.items():
            with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w") as stream:
                np.lib.format.write_array(stream, np.asanyarray(array), allow_pickle=False)
    return {name: _sha256(folder / name) for name in FILES}


def load_heads(folder: Path, expected: dict[str, str], criteria: int) -> HeadArrays:
    """The arrays of a release with so many criteria.

    Raises :class:`ModelError` with ``release_invalid`` when a file is missing, is not the one that the manifest names
    by its sha256, or holds arrays that do not fit each other.
    """
    for name in FILES:
        if not (folder / name).is_file():
            raise ModelError(ErrorCode.RELEASE_INVALID, f"Found no '{name}' in '{folder.name}'.")
        if (found := _sha256(folder / name)) != expected.get(name):
            detail = f"Found sha256 {found} for '{name}', expected {expected.get(name)}."
            raise ModelError(ErrorCode.RELEASE_INVALID, detail)
    ngrams = tuple((folder / NGRAMS).read_text(encoding="utf-8").split("\n"))
    with (folder / ARRAYS).open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
        entries = {name: archive[name] for name in archive.files}
    heads = {
        name.removesuffix(".weights"): LinearHead(
            weights=entries[name].astype(np.float32),
            bias=entries[f"{name.removesuffix('.weights')}.bias"],
            centre=entries[f"{name.removesuffix('.weights')}.centre"].astype(np.float32),
        )
        for name in entries
        if name.endswith(".weights")
    }
    exemplars = Exemplars(
        vectors=entries["exemplars.vectors"],
        labels=np.unpackbits(entries["exemplars.labels"], axis=1, count=criteria).astype(np.bool_),
        texts=tuple((folder / EXEMPLARS).read_text(encoding="utf-8").split("\n")),
    )
    arrays = HeadArrays(ngrams=ngrams, rarity=entries["rarity"].astype(np.float32), heads=heads, exemplars=exemplars)
    _check_shapes(arrays, criteria)
    return arrays


def _check_shapes(arrays: HeadArrays, criteria: int) -> None:
    if len(arrays.rarity) != len(arrays.ngrams):
        detail = f"Found {len(arrays.ngrams)} n-grams and {len(arrays.rarity)} weights for them."
        raise ModelError(ErrorCode.RELEASE_INVALID, detail)
    if len(arrays.exemplars.texts) != len(arrays.exemplars.vectors):
        detail = f"Found {len(arrays.exemplars.texts)} exemplars and {len(arrays.exemplars.vectors)} vectors of them."
        raise ModelError(ErrorCode.RELEASE_INVALID, detail)
    for name, head in arrays.heads.items():
        labels = head.weights.shape[1] if head.weights.ndim == _TABLE else 0
        if labels != criteria:
            detail = f"Found a head '{name}' for {labels} criteria, expected {criteria}."
            raise ModelError(ErrorCode.RELEASE_INVALID, detail)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
