"""What the costs of covers tell: which words the best one has, and how sure each boundary is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.language.arcs import DATE, NUMBER, NUMERAL, OPENING, OTHER, UNKNOWN, UNREAD, Arcs, Costs
from pipeline.language.cells import Cells, Positions
from pipeline.language.covers import Covers, Sums, cover


@dataclass(frozen=True)
class Reading:
    """The best cover of a text. By token:"""

    firsts: Positions
    """Its first cell."""
    kinds: npt.NDArray[np.int16]
    """Its part of speech, as a position in `Arcs.pos`."""
    costs: Sums
    reaching: npt.NDArray[np.int16]
    """By cell: the part of speech of the last word of the best cover that ends with it."""
    until: Sums
    """By cell: what that cover costs from the start of the piece on."""

    def part(self, cells: slice) -> Reading:
        """That of some cells, at whose ends no token is parted."""
        first, last = np.searchsorted(self.firsts, (cells.start, cells.stop))
        tokens = slice(first, last)
        return Reading(
            self.firsts[tokens] - cells.start,
            self.kinds[tokens],
            self.costs[tokens],
            self.reaching[cells],
            self.until[cells],
        )


def read(cells: Cells, arcs: Arcs, covers: Covers) -> Reading:
    """The best cover, from what the best covers of all beginnings of pieces cost."""
    words = _by_cell(covers, covers.words, len(cells), 0.0)
    before = _before(words + arcs.boundaries, cells.piece_starts)
    lengths, kinds = _last_words(arcs, covers, words, before)
    outside = np.ones(len(cells), dtype=np.bool_)
    outside[covers.cells] = False
    lengths[outside], kinds[outside] = 1, OTHER
    firsts, lasts = _follow(lengths, cells.piece_starts, cells.piece_ends)
    begins = outside.copy()
    begins[firsts] = True
    ends = outside
    ends[lasts] = True
    firsts, lasts = np.flatnonzero(begins), np.flatnonzero(ends)
    costs = words[lasts] - before[firsts]
    costs[kinds[lasts] == OTHER] = 0.0
    return Reading(firsts, kinds[lasts], costs, kinds, words)


def _last_words(arcs: Arcs, covers: Covers, words: Sums, before: Sums) -> tuple[Positions, npt.NDArray[np.int16]]:
    """By cell: the length and the part of speech of the last word of the best cover up to it."""
    n_cells = len(words)
    places = np.arange(n_cells)
    opened = np.zeros((len(OPENING), n_cells), dtype=np.bool_)
    opened[:, covers.cells] = covers.opened
    firsts = np.maximum.accumulate(np.where(opened, places, 0), axis=1)
    # What no word explains is a run.
    numeral = _by_cell(covers, covers.runs[NUMERAL], n_cells, np.inf) == words
    lengths = places + 1 - np.where(numeral, firsts[NUMERAL], firsts[UNKNOWN])
    number = np.where(arcs.per_cell[NUMERAL] > 0, DATE, NUMBER)
    kinds = np.where(numeral, number, UNREAD).astype(np.int16)
    for length in range(1, min(len(arcs.costs), n_cells) + 1):
        last = length - 1
        exact = np.flatnonzero(before[: n_cells - last] + arcs.costs[last, last:] == words[last:]) + last
        lengths[exact] = length
        kinds[exact] = arcs.kinds[last, exact]
    return lengths, kinds


def _follow(lengths: Positions, starts: Positions, ends: Positions) -> tuple[Positions, Positions]:
    """First and last cells of the words of all pieces, from their ends on, in no order."""
    lasts, floors = ends - 1, starts
    all_firsts, all_lasts = [lasts[:0]], [lasts[:0]]
    while len(lasts):
        firsts = lasts - lengths[lasts] + 1
        all_firsts.append(firsts)
        all_lasts.append(lasts)
        more = firsts > floors
        lasts, floors = firsts[more] - 1, floors[more]
    return np.concatenate(all_firsts), np.concatenate(all_lasts)


def margins(cells: Cells, arcs: Arcs, covers: Covers) -> Sums:
    """By cell, and for the end of the text: how much cheaper the best cover is that has a boundary before the cell.

    Than the best that has none; infinite where every cover has one.
    """
    n_cells = len(cells)
    back = cover(_flipped(arcs), n_cells - cells.piece_ends, n_cells - cells.piece_starts)
    words = _by_cell(covers, covers.words, n_cells, 0.0)
    words_from = _by_cell(back, back.words, n_cells, 0.0)[::-1]
    before = _before(words + arcs.boundaries, cells.piece_starts)
    # What a cover costs from the boundary behind each cell on.
    behind = np.append(words_from[1:], 0.0) + arcs.boundaries
    behind[cells.piece_ends - 1] = 0.0
    without = np.full(n_cells + 1, np.inf)
    for last in range(1, min(len(arcs.costs), n_cells)):
        whole = before[: n_cells - last] + arcs.costs[last, last:] + behind[last:]
        for shift in range(last):
            inner = without[last - shift : n_cells - shift]
            np.minimum(inner, whole, out=inner)
    runs = _by_cell(covers, covers.runs, n_cells, np.inf)
    runs_from = _by_cell(back, back.runs, n_cells, np.inf)[:, ::-1]
    for run, opening in enumerate(OPENING):
        whole = runs[run, :-1] + runs_from[run, 1:] - opening + arcs.entering[run, 1:]
        np.minimum(without[1:-1], whole, out=without[1:-1])
    found: Sums = np.full(n_cells + 1, np.inf)
    inside = np.ones(n_cells, dtype=np.bool_)
    inside[cells.piece_starts] = False
    at = covers.cells[inside[covers.cells]]
    found[at] = without[at] - (before[at] + words_from[at])
    return found


def _by_cell(covers: Covers, columns: npt.NDArray[np.float64], n_cells: int, empty: float) -> Sums:
    """What is given by column, by cell."""
    values = np.full((*columns.shape[:-1], n_cells), empty)
    values[..., covers.cells] = columns
    return values


def _before(totals: Sums, starts: Positions) -> Sums:
    """By cell: what a cover costs up to the boundary before it."""
    before = np.zeros(len(totals))
    before[1:] = totals[:-1]
    before[starts] = 0.0
    return before


def _flipped(arcs: Arcs) -> Arcs:
    """The same words over the cells from the last to the first."""
    costs: Costs = np.full_like(arcs.costs, np.inf)
    for last, layer in enumerate(arcs.costs):
        costs[last, last:] = layer[last:][::-1]
    entering = np.zeros_like(arcs.entering)
    entering[:, 1:] = arcs.entering[:, :0:-1]
    boundaries = np.zeros_like(arcs.boundaries)
    boundaries[:-1] = arcs.boundaries[-2::-1]
    return Arcs(costs, arcs.kinds, arcs.pos, arcs.per_cell[:, ::-1], entering, boundaries)
