"""The network of `pipeline.ner.model` in torch, for training."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from pipeline.ner.model.arrays import DILATIONS, LAYERS, REACH, tag_slices
from pipeline.ner.model.features import FLAG_ROWS, PAIR_ROWS

MARGIN = REACH
_BLOCKED = -1e4
_KEPT = 0.9999
"""Of the weights of a table, the share that eight bits hold as they are; the few larger ones are cut."""


class Network(nn.Module):  # type: ignore[misc]
    """Tables, convolutions, scores of tags, and the transitions of each layer's chain.

    Args:
        n_symbols: rows of the table of characters.
        width: channels of the tables.
        channels: of the convolutions; other than `width`.
    """

    def __init__(self, n_symbols: int, width: int, channels: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.characters = nn.Embedding(n_symbols, width)
        self.pairs = nn.Embedding(PAIR_ROWS, width)
        self.flags = nn.Embedding(FLAG_ROWS, width)
        for table, scale in ((self.characters, 0.3), (self.pairs, 0.1), (self.flags, 0.1)):
            nn.init.normal_(table.weight, std=scale)
        widths = [width, *[channels] * len(DILATIONS)]
        self.convolutions = nn.ModuleList(
            nn.Conv1d(before, after, 3, dilation=dilation)
            for before, after, dilation in zip(widths[:-1], widths[1:], DILATIONS, strict=True)
        )
        self.dropout = nn.Dropout(dropout)
        n_tags = sum(2 * len(labels) + 1 for labels in LAYERS)
        self.output = nn.Linear(channels, n_tags)
        self.transitions = nn.ParameterList(
            [nn.Parameter(torch.zeros(2 * len(labels) + 1, 2 * len(labels) + 1)) for labels in LAYERS]
        )

    def steps(self, layer: int) -> Tensor:
        """The transitions of a layer; an inside stands only behind its own begin or inside."""
        table = self.transitions[layer]
        blocked = torch.zeros_like(table)
        for tag in range(2, len(table), 2):
            blocked[:, tag] = _BLOCKED
            blocked[tag - 1 : tag + 1, tag] = 0.0
        return table + blocked

    def forward(self, symbols: Tensor, pairs: Tensor, flags: Tensor) -> Tensor:
        """By text, character and tag; `MARGIN` characters at both ends have no scores."""
        seen = self.characters(symbols) + self.pairs(pairs) + self.flags(flags)
        channels = self.dropout(seen).transpose(1, 2)
        for convolution, dilation in zip(self.convolutions, DILATIONS, strict=True):
            result = torch.relu(convolution(channels))
            if result.shape[1] == channels.shape[1]:
                result = result + channels[:, :, dilation:-dilation]
            channels = result
        scores: Tensor = self.output(self.dropout(channels.transpose(1, 2)))
        return scores


def local_loss(scores: Tensor, bits: Tensor, inside: Tensor) -> Tensor:
    """Mean of minus the logarithm of the chance of an allowed tag, each character for itself.

    Args:
        bits: by text, character and tag: whether the tag is allowed.
        inside: by text and character: whether it is one, not filling.
    """
    total = scores.new_zeros(())
    for tags in tag_slices():
        own, ok = scores[..., tags], bits[..., tags]
        chance = torch.logsumexp(own.masked_fill(~ok, _BLOCKED), -1) - torch.logsumexp(own, -1)
        total = total - (chance * inside).sum()
    return total / inside.sum()


def chain_loss(network: Network, scores: Tensor, bits: Tensor, inside: Tensor) -> Tensor:
    """Minus the logarithm of the chance of all sequences of allowed tags, per character."""
    total = scores.new_zeros(())
    for layer, tags in enumerate(tag_slices()):
        own = scores[..., tags]
        # Both sums in one recursion: the allowed sequences, and all.
        both = torch.cat((own.masked_fill(~bits[..., tags], _BLOCKED), own))
        sums = _forward(both, network.steps(layer), torch.cat((inside, inside)))
        half = len(sums) // 2
        total = total - (sums[:half] - sums[half:]).sum()
    return total / inside.sum()


def _forward(scores: Tensor, transitions: Tensor, inside: Tensor) -> Tensor:
    """By text: the logarithm of the sum over all sequences, O before the first character and behind the last."""
    steps = transitions.exp()
    now = scores[:, 0] + transitions[0]
    for at in range(1, scores.shape[1]):
        peak = now.max(-1, keepdim=True).values
        ahead = torch.log((now - peak).exp() @ steps + 1e-30) + peak + scores[:, at]
        now = torch.where(inside[:, at, None] > 0, ahead, now)
    return torch.logsumexp(now + transitions[:, 0], -1)


def stored(network: Network) -> dict[str, npt.NDArray[Any]]:
    """The weights as `pipeline.ner.model.arrays` reads them: whole numbers of eight bits (tables) or sixteen."""
    found: dict[str, npt.NDArray[Any]] = {}

    def put(name: str, weights: Tensor, bits: int) -> None:
        plain = weights.detach().numpy().astype(np.float32)
        most = 2 ** (bits - 1) - 1
        unit = float(np.quantile(np.abs(plain), _KEPT if bits == 8 else 1.0)) / most or 1.0
        found[name] = np.clip(np.rint(plain / unit), -most, most).astype(f"i{bits // 8}")
        found[f"{name}_unit"] = np.array(unit, dtype=np.float32)

    put("characters", network.characters.weight, 8)
    put("pairs", network.pairs.weight, 8)
    put("flags", network.flags.weight, 8)
    for number, convolution in enumerate(network.convolutions):
        put(f"convolution{number}", convolution.weight.permute(2, 1, 0), 16)
        found[f"convolution{number}_bias"] = convolution.bias.detach().numpy().astype(np.float32)
    put("output", network.output.weight.T, 16)
    found["output_bias"] = network.output.bias.detach().numpy().astype(np.float32)
    for number in range(len(LAYERS)):
        found[f"transitions{number}"] = network.steps(number).detach().numpy().astype(np.float32)
    return found
