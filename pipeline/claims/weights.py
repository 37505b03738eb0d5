"""What the named features of a candidate weigh (`models/claim_weights.tsv`, fitted by `pipeline.training.claims`).

A clue is a function that names features, with what it names them of; clues of one kind recur all the time, so each is weighed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from pipeline.resources import read_lexicon

FILE = "claim_weights.tsv"
Clue = tuple[Any, ...]
"""A function that gives names of features, and its arguments."""


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature; one that is missing weighs nothing."""
    return {feature: float(weight) for feature, weight in read_lexicon(FILE)}


def features(clues: Iterable[Clue]) -> tuple[str, ...]:
    """The features that clues name."""
    return tuple(feature for clue in clues for feature in _named(clue))


def _named(clue: Clue) -> Iterable[str]:
    name: Callable[..., Iterable[str]] = clue[0]
    return name(*clue[1:])


@lru_cache(maxsize=1 << 15)
def weight(clue: Clue) -> float:
    """What the features of a clue weigh together."""
    known = weights()
    return sum(known.get(feature, 0.0) for feature in _named(clue))
