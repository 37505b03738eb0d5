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
_ROOM = 32
"""Steps that are made before what is known of the last ones is moved to the end of its table."""


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
    costs = arcs.costs.take(cells, axis=1).astype(np.float64)
    per_cell = arcs.per_cell.take(cells, axis=1).astype(np.float64)
    entering = arcs.entering.take(cells, axis=1).astype(np.float64)
    boundaries = arcs.boundaries.take(cells).astype(np.float64)
    words = np.empty(len(cells))
    runs = np.empty((len(OPENING), len(cells)))
    opened = np.empty(runs.shape, dtype=np.bool_)
    run = np.full((len(OPENING), n_stretches), np.inf)
    # What it costs to have a boundary, by step, the last step first: the row behind is that of the step before.
    longest = len(costs)
    totals = np.full((longest + _ROOM, n_stretches), np.inf)
    at = _ROOM
    totals[at] = 0.0
    for start, end in pairwise(bounds):
        width = end - start
        begun = totals[at, :width] + _OPENING
        run = run[:, :width] + entering[:, start:end]
        np.less_equal(begun, run, out=opened[:, start:end])
        np.minimum(begun, run, out=run)
        run += per_cell[:, start:end]
        runs[:, start:end] = run
        ended = totals[at : at + longest, :width] + costs[:, start:end]
        best = np.minimum(ended.min(axis=0), run.min(axis=0), out=words[start:end])
        if not at:
            totals[_ROOM + 1 :] = totals[: longest - 1]
            at = _ROOM + 1
        at -= 1
        np.add(best, boundaries[start:end], out=totals[at, :width])
    return words, runs, opened
