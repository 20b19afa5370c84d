"""Linear layers in 8 bits, for processors without a graphics card."""

from __future__ import annotations

import warnings

import torch
from torch import nn

#: Symmetric signed 8-bit values reach from -127 to 127.
_REACH = 127.0


class Int8Linear(nn.Module):
    """A linear layer whose weights are 8-bit integers with one scale per output; its input is rounded as it comes."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        weight = layer.weight.detach()
        scales = (weight.abs().amax(dim=1) / _REACH).clamp(min=1e-8).double()
        zeros = torch.zeros_like(scales, dtype=torch.long)
        with warnings.catch_warnings():
            # Deprecated without a successor that is fast on AVX2; the exact pin of torch keeps it there.
            warnings.filterwarnings("ignore", message=".*quantize_per_channel.*", category=UserWarning)
            rounded = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
        bias = None if layer.bias is None else layer.bias.detach()
        self._packed = torch.ops.quantized.linear_prepack(rounded, bias)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """The layer's output for inputs of shape ``(..., features)``."""
        # Products of two full 8-bit values overflow the 16-bit sums of AVX2; one bit less on one side prevents it.
        return torch.ops.quantized.linear_dynamic(inputs, self._packed, True)  # type: ignore[no-any-return]
