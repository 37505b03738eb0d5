"""Which candidates are names: the chances of all sets of candidates that do not overlap, weighed by their scores.

Candidates of one layer that share characters exclude each other. A set is the more probable the higher the sum of its
scores (a semi-Markov chain over candidates), so the chance of a candidate is the sum over all sets that hold it. Clusters of
candidates that touch each other are counted side by side: step t is the t-th candidate of every cluster that has one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.ner.candidates import LAYERS
from pipeline.ner.features import Spans
from pipeline.records import MentionLabel

_LEAST = 0.46
"""A name must be this probable: half of the F1 that the decoder reaches, from where on a name more does F1 good rather than harm
(Lipton et al., Optimal thresholding of classifiers to maximize F1 measure, 2014)."""

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Clusters:
    """Candidates of one layer, grouped so that those of different groups share no character.

    Candidates are numbered by their ends; every cluster has one slot more than candidates, for what is before its first.
    """

    order: Positions
    """By number: the candidate."""
    slots: Positions
    """By number: the slot of the sums up to and with it; the one before it is that of the sums without it."""
    before: Positions
    """By number: the slot of the sums over all that end where it starts or earlier."""
    steps: list[Positions]
    """By step: the numbers of the t-th candidates of all clusters that have one."""
    firsts: Positions
    """The first slot of each cluster."""
    lasts: Positions
    """The last slot of each cluster."""

    @classmethod
    def of(cls, starts: Positions, ends: Positions) -> Clusters:
        """The clusters of spans, none of which is empty."""
        order = np.lexsort((starts, ends))
        by_start = np.argsort(starts, kind="stable")
        reach = np.maximum.accumulate(ends[by_start]) if len(order) else ends
        opens = np.ones(len(order), dtype=np.bool_)
        opens[1:] = starts[by_start][1:] >= reach[:-1]
        cluster = np.empty(len(order), dtype=np.intp)
        cluster[by_start] = np.cumsum(opens) - 1
        cluster = cluster[order]
        first = np.flatnonzero(np.concatenate(([True], cluster[1:] != cluster[:-1]))) if len(order) else cluster
        place = np.arange(len(order)) - first[cluster]
        sizes = np.diff(np.append(first, len(order)))
        earlier = np.searchsorted(ends[order], starts[order], side="right")
        before = np.maximum(earlier, first[cluster]) + cluster
        by_place = np.argsort(place, kind="stable")
        cuts = np.cumsum(np.bincount(place)).tolist()
        firsts = first + np.arange(len(first))
        return cls(
            order,
            np.arange(len(order)) + cluster + 1,
            before,
            [by_place[start:end] for start, end in pairwise([0, *cuts])],
            firsts,
            firsts + sizes,
        )

    def chances(self, scores: Floats) -> tuple[Floats, float]:
        """How probable each candidate is, and the logarithm of the sum over all sets.

        Args:
            scores: by candidate; minus infinite for those that no set may hold.
        """
        own = scores[self.order]
        n_slots = len(self.order) + len(self.firsts)
        sums = np.zeros(n_slots)
        for step in self.steps:
            slots = self.slots[step]
            sums[slots] = np.logaddexp(sums[slots - 1], sums[self.before[step]] + own[step])
        flow = np.zeros(n_slots)
        flow[self.lasts] = 1.0
        chances = np.empty(len(own))
        for step in reversed(self.steps):
            slots, before = self.slots[step], self.before[step]
            through = flow[slots] * np.exp(sums[before] + own[step] - sums[slots])
            chances[step] = through
            flow[slots - 1] += flow[slots] * np.exp(sums[slots - 1] - sums[slots])
            flow[before] += through
        found = np.empty(len(own))
        found[self.order] = chances
        return found, float(sums[self.lasts].sum())


def chosen(spans: Spans, chances: Floats) -> list[int]:
    """The candidates that are names: those that are probable enough, and of those that overlap in a layer the most probable."""
    kept: list[int] = []
    taken: dict[MentionLabel, set[int]] = {}
    for labels in LAYERS:
        of_layer: set[int] = set()
        taken |= dict.fromkeys(labels, of_layer)
    for place in np.argsort(-chances, kind="stable").tolist():
        if chances[place] <= _LEAST:
            break
        candidate = spans.candidates[place]
        own = taken[candidate.label]
        characters = range(candidate.start, candidate.end)
        if own.isdisjoint(characters):
            own.update(characters)
            kept.append(place)
    return kept
