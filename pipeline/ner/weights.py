"""What each feature weighs for each label: `models/ner_weights.tsv`, fitted by ``make train-weights``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

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
        rows, table = self._table
        known = [name for name in columns if name in rows]
        if not known:
            return np.zeros(len(spans.starts))
        weights = table.take([rows[name] for name in known], axis=0).take(spans.labels, axis=1)
        weights *= np.array([columns[name] for name in known])
        scores: npt.NDArray[np.float64] = weights.sum(axis=0)
        return scores

    @cached_property
    def _table(self) -> tuple[Mapping[str, int], npt.NDArray[np.float64]]:
        """The row of each feature, and its weights by row and label."""
        rows = {name: row for row, name in enumerate(self.by_feature)}
        return rows, np.array(list(self.by_feature.values())).reshape(len(rows), len(LABELS))

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
