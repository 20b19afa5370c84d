"""A BERT encoder for inference only.

Devlin et al. 2019, "BERT", with the post-norm layers of the original. It computes what the implementation of the
transformers library computes (a test compares them), without its import of four seconds and 250 MB and with half of its
time per text: query, key and value are one product, and texts stand one after the other without padding, so that
products take all tokens at once; only attention looks at texts side by side, each filled up to the longest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

#: Turns a 32-bit linear layer into the form that is used.
LinearForm = Callable[[nn.Linear], nn.Module]


def unchanged(layer: nn.Linear) -> nn.Module:
    """The linear layer as it is."""
    return layer


@dataclass(frozen=True, kw_only=True, slots=True)
class SideBySide:
    """Where the tokens of texts that follow each other stand when every text begins a row of its own."""

    #: Number of texts and tokens of the longest.
    rows: int
    columns: int
    #: The place of each token, counted row by row.
    places: Tensor
    #: Shape ``(rows, 1, 1, columns)``: 0 where a token stands, minus infinity where a row is filled up.
    mask: Tensor

    @classmethod
    def of(cls, lengths: Sequence[int]) -> SideBySide:
        """The places for texts of these lengths, in tokens."""
        rows, columns = len(lengths), max(lengths)
        taken = torch.arange(columns) < torch.tensor(lengths)[:, None]
        mask = torch.zeros(rows, columns).masked_fill(~taken, float("-inf"))
        return cls(rows=rows, columns=columns, places=taken.flatten().nonzero().squeeze(1), mask=mask[:, None, None, :])


class BertLayer(nn.Module):
    """One layer: attention over all tokens, then a product of each token alone, each added to what came in."""

    def __init__(
        self, weights: dict[str, Tensor], prefix: str, *, heads: int, epsilon: float, form: LinearForm
    ) -> None:
        super().__init__()
        attention = f"{prefix}attention."
        parts = [f"{attention}self.{part}" for part in ("query", "key", "value")]
        self._heads = heads
        self._qkv = form(_linear(weights, *parts))
        self._out = form(_linear(weights, f"{attention}output.dense"))
        self._out_norm = _norm(weights, f"{attention}output.LayerNorm", epsilon)
        self._wide = form(_linear(weights, f"{prefix}intermediate.dense"))
        self._narrow = form(_linear(weights, f"{prefix}output.dense"))
        self._norm = _norm(weights, f"{prefix}output.LayerNorm", epsilon)

    def forward(self, states: Tensor, side: SideBySide) -> Tensor:
        """States of shape ``(tokens, width)`` in and out; ``side`` says which tokens make a text."""
        tokens, width = states.shape
        split = self._qkv(states).view(tokens, 3 * self._heads, width // self._heads)
        states = self._out_norm(states + self._out(self._attend(split, side).reshape(tokens, width)))
        normed: Tensor = self._norm(states + self._narrow(functional.gelu(self._wide(states))))
        return normed

    @staticmethod
    def _attend(split: Tensor, side: SideBySide) -> Tensor:
        """What each token takes from the others of its text; ``(tokens, 3 * heads, size)`` in, a third of it out."""
        tokens, parts, size = split.shape
        if side.rows * side.columns > tokens:
            filled = split.new_zeros(side.rows * side.columns, parts, size)
            filled[side.places] = split
            split, mask = filled, side.mask
        else:
            mask = None
        query, key, value = split.view(side.rows, side.columns, 3, parts // 3, size).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask).transpose(1, 2)
        return mixed.reshape(side.rows * side.columns, parts // 3, size)[side.places]


class BertEncoder(nn.Module):
    """The states of a text's tokens after the last layer."""

    def __init__(self, folder: Path, *, form: LinearForm = unchanged) -> None:
        """Load the configuration and weights in ``folder``; ``form`` says how linear layers are computed."""
        super().__init__()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        weights = load_file(folder / "model.safetensors")
        epsilon = float(config["layer_norm_eps"])
        self._words = weights["embeddings.word_embeddings.weight"]
        # Every token is of the first kind: there is one text.
        self._places = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._norm = _norm(weights, "embeddings.LayerNorm", epsilon)
        self._layers = nn.ModuleList(
            BertLayer(
                weights,
                f"encoder.layer.{number}.",
                heads=int(config["num_attention_heads"]),
                epsilon=epsilon,
                form=form,
            )
            for number in range(int(config["num_hidden_layers"]))
        )

    def forward(self, texts: Sequence[Sequence[int]]) -> list[Tensor]:
        """For the token ids of each text its states, of shape ``(tokens, width)``."""
        lengths = [len(text) for text in texts]
        ids = torch.tensor([token for text in texts for token in text])
        places = torch.cat([self._places[:length] for length in lengths])
        states: Tensor = self._norm(self._words[ids] + places)
        side = SideBySide.of(lengths)
        for layer in self._layers:
            states = layer(states, side)
        return list(torch.split(states, lengths))


def _linear(weights: dict[str, Tensor], *names: str) -> nn.Linear:
    """One linear layer with the outputs of the named ones, one after the other."""
    weight = torch.cat([weights[f"{name}.weight"] for name in names])
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight = nn.Parameter(weight, requires_grad=False)
    layer.bias = nn.Parameter(torch.cat([weights[f"{name}.bias"] for name in names]), requires_grad=False)
    return layer


def _norm(weights: dict[str, Tensor], name: str, epsilon: float) -> nn.LayerNorm:
    weight = weights[f"{name}.weight"]
    norm = nn.LayerNorm(weight.shape[0], eps=epsilon)
    norm.weight = nn.Parameter(weight, requires_grad=False)
    norm.bias = nn.Parameter(weights[f"{name}.bias"], requires_grad=False)
    return norm
