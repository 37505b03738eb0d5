"""The cheapest cover of many stretches of cells, side by side.

All stretches go in step: step t is the t-th cell of every stretch that has one, so a step is a handful of operations on
arrays, whatever the number of stretches.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.language.arcs import OPENING, Arcs
from pipeline.language.cells import Flags, Positions

Sums = npt.NDArray[np.float64]
_OPENING = np.array(OPENING)[:, None]


@dataclass(frozen=True)
class Covers:
    """What the cheapest covers cost, from the start of each stretch to each of its cells.

    By column: a column is a cell of a stretch; columns are ordered by step, then by stretch, the longest first.
    """

    cells: Positions
    words: Sums
    """With a word, or a run, that ends with the cell."""
    runs: Sums
    """By run: in such a run, which may go on."""
    opened: Flags
    """By run: whether it begins with the cell."""
    lasts: Positions
    """By stretch: its last column."""


def cover(arcs: Arcs, starts: Positions, ends: Positions) -> Covers:
    """The cheapest covers of stretches of cells; stretches may overlap, none is empty."""
    lengths = ends - starts
    order = np.argsort(-lengths, kind="stable")
    n_steps = int(lengths.max(initial=0))
    active = len(lengths) - np.cumsum(np.bincount(lengths, minlength=n_steps + 1))[:n_steps]
    bounds = np.concatenate(([0], np.cumsum(active)))
    step = np.repeat(np.arange(n_steps), active)
    stretch = np.arange(bounds[-1]) - bounds[step]
    cells = starts[order][stretch] + step
    words, runs, opened = _sums(arcs, cells, bounds.tolist(), len(lengths))
    lasts = np.empty(len(lengths), dtype=np.intp)
    lasts[order] = bounds[lengths[order] - 1] + np.arange(len(lengths))
    return Covers(cells, words, runs, opened, lasts)


def _sums(arcs: Arcs, cells: Positions, bounds: list[int], n_stretches: int) -> tuple[Sums, Sums, Flags]:
    costs = arcs.costs[:, cells].astype(np.float64)
    per_cell = arcs.per_cell[:, cells].astype(np.float64)
    entering = arcs.entering[:, cells].astype(np.float64)
    boundaries = arcs.boundaries[cells].astype(np.float64)
    words = np.empty(len(cells))
    runs = np.empty((len(OPENING), len(cells)))
    opened = np.empty(runs.shape, dtype=np.bool_)
    run = np.full((len(OPENING), n_stretches), np.inf)
    # What it costs to have a boundary, by step; the last few.
    totals = [np.zeros(n_stretches)]
    for start, end in pairwise(bounds):
        width = end - start
        begun = totals[-1][:width] + _OPENING
        run = run[:, :width] + entering[:, start:end]
        np.less_equal(begun, run, out=opened[:, start:end])
        np.minimum(begun, run, out=run)
        run += per_cell[:, start:end]
        runs[:, start:end] = run
        best = words[start:end]
        np.minimum(run[0], run[1], out=best)
        for length in range(min(len(totals), len(costs))):
            np.minimum(best, totals[-1 - length][:width] + costs[length, start:end], out=best)
        totals.append(best + boundaries[start:end])
        if len(totals) > len(costs):
            del totals[0]
    return words, runs, opened
