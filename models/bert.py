"""A BERT encoder of one text at a time, for inference only.

Devlin et al. 2019, "BERT", with the post-norm layers of the original. It computes what the implementation of the
transformers library computes (a test compares them), without its import of four seconds and 250 MB and with half of its
time per text: query, key and value are one product, and nothing is masked, since one text needs no padding.
"""

from __future__ import annotations

import json
from collections.abc import Callable
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

    def forward(self, states: Tensor) -> Tensor:
        """States of shape ``(tokens, width)`` in and out."""
        tokens, width = states.shape
        split = self._qkv(states).view(tokens, 3, self._heads, width // self._heads)
        query, key, value = split.permute(1, 2, 0, 3)
        mixed = functional.scaled_dot_product_attention(query, key, value)
        states = self._out_norm(states + self._out(mixed.transpose(0, 1).reshape(tokens, width)))
        normed: Tensor = self._norm(states + self._narrow(functional.gelu(self._wide(states))))
        return normed


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

    def forward(self, ids: Tensor) -> Tensor:
        """States of shape ``(tokens, width)`` for token ids of shape ``(tokens,)``."""
        states: Tensor = self._norm(self._words[ids] + self._places[: len(ids)])
        for layer in self._layers:
            states = layer(states)
        return states


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
