"""Fits weights so that the right candidates weigh most: softmax over the candidates of each quantity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.claims.options import Candidate

Vector = npt.NDArray[np.float64]

_RATE, _MOMENTUM, _SCALE = 0.15, 0.9, 0.99
_RAREST = 3
"""Candidates that must have a feature for it to weigh anything."""


@dataclass(frozen=True, slots=True)
class Example:
    """A quantity.

    Attributes:
        candidates: all of them.
        right: positions of those that are right, at least one.
        weight: of the example.
    """

    candidates: Sequence[Candidate]
    right: Collection[int]
    weight: float = 1.0


def fit(examples: Sequence[Example], penalty: float, rounds: int) -> dict[str, float]:
    """The weight of each feature.

    Args:
        examples: what is learned from.
        penalty: of the squares of weights.
        rounds: steps over all examples.
    """
    counts = Counter(f for example in examples for candidate in example.candidates for f in candidate.features())
    names = sorted(feature for feature, count in counts.items() if count >= _RAREST)
    numbers = {name: number for number, name in enumerate(names)}
    lines = [[numbers[f] for f in c.features() if f in numbers] for e in examples for c in e.candidates]
    features = np.array([number for line in lines for number in line], dtype=np.intp)
    rows = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    sizes = np.array([len(example.candidates) for example in examples])
    starts = np.cumsum(sizes) - sizes
    right = np.array([i in example.right for example in examples for i in range(len(example.candidates))])
    importance = np.repeat([example.weight for example in examples], sizes)
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for turn in range(1, rounds + 1):
        scores: Vector = np.bincount(rows, weights[features], len(lines)).astype(np.float64)
        excess = (
            _shares(scores, starts, sizes) - _shares(np.where(right, scores, -np.inf), starts, sizes)
        ) * importance
        slope: Any = np.bincount(features, excess[rows], len(names)) + penalty * weights
        mean = _MOMENTUM * mean + (1 - _MOMENTUM) * slope
        square = _SCALE * square + (1 - _SCALE) * slope**2
        rate = _RATE if turn < 0.6 * rounds else 0.3 * _RATE
        weights = weights - rate * (mean / (1 - _MOMENTUM**turn)) / (np.sqrt(square / (1 - _SCALE**turn)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def _shares(scores: Vector, starts: npt.NDArray[np.intp], sizes: npt.NDArray[np.intp]) -> Vector:
    """The probability of each candidate among those of its quantity."""
    highest = np.repeat(np.maximum.reduceat(scores, starts), sizes)
    odds = np.exp(scores - highest)
    total: Vector = odds / np.repeat(np.add.reduceat(odds, starts), sizes)
    return total
