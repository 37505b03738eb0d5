"""Which nouns a classifier counts (`models/classifier_nouns.tsv`): 所 goes with 高中, not with 条件."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.claims.words import Tagged
from pipeline.resources import read_lexicon


@cache
def _ratios() -> Mapping[tuple[str, str], float]:
    return {(unit, end): float(ratio) for unit, end, ratio in read_lexicon("classifier_nouns.tsv")}


def fits(unit: str, words: Sequence[Tagged]) -> list[float]:
    """By word: binary logarithm of how much more often the classifier counts a noun that ends in it than nouns at large; 0 where nothing is known."""
    known = _ratios()
    return [known.get((unit, word.text)) or known.get((unit, word.text[-1]), 0.0) for word in words]
