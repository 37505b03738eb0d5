"""What each feature weighs for each label: `models/ner_weights.tsv`, fitted by ``make train-weights``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.ner.features import Columns, Spans
from pipeline.ner.model import LABELS
from pipeline.resources import read_lexicon

FILE = "ner_weights.tsv"


@dataclass(frozen=True)
class Weights:
    """Weights by feature, then by label in the order of `LABELS`; a feature that is not there weighs nothing."""

    by_feature: Mapping[str, npt.NDArray[np.float64]]

    def scores(self, spans: Spans, columns: Columns) -> npt.NDArray[np.float64]:
        """By candidate: the weighted sum of its features."""
        known = [name for name in columns if name in self.by_feature]
        if not known:
            return np.zeros(len(spans.starts))
        weights = np.array([self.by_feature[name] for name in known])[:, spans.labels]
        weights *= np.array([columns[name] for name in known])
        scores: npt.NDArray[np.float64] = weights.sum(axis=0)
        return scores

    def rows(self) -> Iterator[tuple[str, str, float]]:
        """(feature, label, weight), sorted."""
        for name, weights in sorted(self.by_feature.items()):
            for label, weight in sorted(zip(LABELS, weights.tolist(), strict=True)):
                yield name, label, weight


@cache
def load_weights() -> Weights:
    """The shipped weights.

    Raises:
        ConfigurationError: C007 when the file is missing or damaged.
    """
    found: dict[str, npt.NDArray[np.float64]] = {}
    for name, label, weight in read_lexicon(FILE):
        found.setdefault(name, np.zeros(len(LABELS)))[LABELS.index(label)] = float(weight)
    return Weights(found)
