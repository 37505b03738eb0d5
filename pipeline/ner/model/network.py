"""Scores of every tag at every character: a small convolutional network, run on numpy.

A character's symbol, pair and flags are rows of tables, which are added; five convolutions over three characters each, ever
further apart, see 16 characters to both sides; a matrix makes scores of what they see. The text goes through in
windows that fit the cache; what a window says of a character does not depend on where it begins.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.ner.model.arrays import DILATIONS, REACH, Convolution, ModelArrays, Weights
from pipeline.ner.model.features import OUTSIDE, codes_of, pair_rows
from pipeline.ner.model.products import product

_WINDOW = 1024
_MARGIN = REACH + 1
GAP = "\n" * _MARGIN
"""What parts texts that are read at once: nothing that stands in one is seen from another."""


def score(text: str, model: ModelArrays, gaps: Sequence[int] = ()) -> Weights:
    """By tag and character: how well the tag fits there, before its neighbours have a say.

    Args:
        gaps: where a `GAP` stands. What is before and behind it gets the scores that it has alone.
    """
    codes = codes_of(text)
    # What is before the text looks like a line break, for every convolution alike.
    symbols = np.full(len(codes) + 2 * _MARGIN, OUTSIDE, dtype=np.uint16)
    symbols[_MARGIN : _MARGIN + len(codes)] = model.symbols[codes]
    flags = np.zeros(len(symbols), dtype=np.uint16)
    flags[_MARGIN : _MARGIN + len(codes)] = model.lexicon.flags(codes)
    for gap in gaps:
        outside = slice(_MARGIN + gap, _MARGIN + gap + len(GAP))
        symbols[outside], flags[outside] = OUTSIDE, 0
    pairs = pair_rows(symbols)
    scores = np.empty((model.output.shape[1], len(codes)), dtype=np.float32)
    for start in range(0, len(codes), _WINDOW):
        end = min(start + _WINDOW, len(codes))
        window = slice(start, end + 2 * _MARGIN)
        scores[:, start:end] = _score_window(symbols[window], pairs[window], flags[window], model)
    return scores


def _score_window(
    symbols: npt.NDArray[np.uint16], pairs: npt.NDArray[np.uint32], flags: npt.NDArray[np.uint16], model: ModelArrays
) -> Weights:
    """Scores of all characters but `_MARGIN` at both ends."""
    channels: Weights = model.pairs.take(pairs, axis=0).astype(np.float32)
    channels *= model.pair_unit
    channels += model.characters.take(symbols, axis=0)
    channels += model.flags.take(flags, axis=0)
    for convolution, dilation in zip(model.convolutions, DILATIONS, strict=True):
        channels = _convolve(channels, convolution, dilation)
    scores = product(channels[1:-1], model.output)
    scores += model.output_bias
    return scores.T


def _convolve(channels: Weights, convolution: Convolution, dilation: int) -> Weights:
    """`dilation` characters shorter at both ends. The first layer, which may change the width, adds nothing of what it sees."""
    size = len(channels) - 2 * dilation
    before, here, behind = convolution.weights
    result = product(channels[:size], before)
    step = product(channels[dilation : dilation + size], here)
    result += step
    result += product(channels[2 * dilation :], behind, out=step)
    result += convolution.bias
    np.maximum(result, 0, out=result)
    if channels.shape[1] == result.shape[1]:
        result += channels[dilation : dilation + size]
    return result
