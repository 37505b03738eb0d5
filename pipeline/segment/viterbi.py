"""The best tags of many pieces of text, side by side.

The recursion runs from the last character of a piece to the first, as in spacy-pkuseg, with all pieces of
a group in step: step t is the t-th character from the end of every piece that has one. Sums are added in the order of
the reference and of equal sums the same one is chosen, so that the tags agree to the last bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_Scores = npt.NDArray[np.float64]
_Positions = npt.NDArray[np.intp]
_Tags = npt.NDArray[np.int8]
_COLUMNS = 1 << 16
"""Roughly how many characters a group has, so that its arrays fit the cache."""


def best_tags(scores: _Scores, transitions: _Scores, starts: _Positions, ends: _Positions) -> _Tags:
    """The best tag of every position inside a piece; 0 elsewhere.

    Args:
        scores: by position and tag.
        transitions: by tag and the tag after it.
        starts, ends: of the pieces; none is empty, none overlap.
    """
    tags = np.zeros(len(scores), dtype=np.int8)
    by_length = np.argsort(starts - ends, kind="stable")
    first = 0
    while first < len(by_length):
        longest = int(ends[by_length[first]] - starts[by_length[first]])
        group = by_length[first : first + max(1, _COLUMNS // longest)]
        _decode_group(scores, transitions, starts[group], ends[group], tags)
        first += len(group)
    return tags


def _decode_group(scores: _Scores, transitions: _Scores, starts: _Positions, ends: _Positions, tags: _Tags) -> None:
    """Pieces from the longest to the shortest."""
    lengths = ends - starts
    # Columns are ordered by step, then by piece; `active` pieces take part in a step.
    n_steps = int(lengths[0])
    active = len(lengths) - np.cumsum(np.bincount(lengths, minlength=n_steps + 1))[:n_steps]
    offsets = np.concatenate(([0], np.cumsum(active)))
    step = np.repeat(np.arange(n_steps), active)
    piece = np.arange(offsets[-1]) - offsets[step]
    columns = ends[piece] - 1 - step
    here = np.ascontiguousarray(scores[columns].T)
    best = _best_ahead(here, transitions, offsets)
    # The column of the next character, where there is one.
    ahead = offsets[step[len(lengths) :] - 1] + piece[len(lengths) :]
    tags[columns] = _follow(best, _next_cells(here, best, transitions, ahead), active, offsets)


def _best_ahead(here: _Scores, transitions: _Scores, offsets: _Positions) -> _Scores:
    """By tag and column: the score of the best tags from there to the end of the piece."""
    best = here.copy()
    n_tags = len(here)
    # Axes are the next tag, the tag, the column.
    of_next, of_tag = best[:, None], here[None]
    edges = np.ascontiguousarray(transitions.T)[:, :, None]
    bounds = offsets.tolist()
    sums = np.empty((n_tags, n_tags, 0))
    for before, start, end in zip(bounds[:-2], bounds[1:-1], bounds[2:], strict=True):
        width = end - start
        if width != sums.shape[2]:
            sums = np.empty((n_tags, n_tags, width))
        np.add(of_next[:, :, before : before + width], of_tag[:, :, start:end], out=sums)
        np.add(sums, edges, out=sums)
        np.maximum.reduce(sums, axis=0, out=best[:, start:end])
    return best


def _next_cells(here: _Scores, best: _Scores, transitions: _Scores, ahead: _Positions) -> _Positions:
    """By tag and column: the cell, tag times columns plus column, that follows. Of equally good ones, the last tag.

    Args:
        ahead: the columns that follow; the first columns have none.
    """
    n_tags, n_columns = best.shape
    first = n_columns - len(ahead)
    next_best = best[:, ahead]
    cells = np.zeros((n_tags, n_columns), dtype=np.intp)
    for tag in range(n_tags):
        pointers = np.zeros(len(ahead), dtype=np.int8)
        for following in range(n_tags):
            sums = next_best[following] + here[tag, first:]
            sums += transitions[tag, following]
            pointers[sums >= best[tag, first:]] = following
        np.multiply(pointers, n_columns, out=cells[tag, first:], dtype=np.intp)
        cells[tag, first:] += ahead
    return cells


def _follow(best: _Scores, next_cells: _Positions, active: _Positions, offsets: _Positions) -> _Tags:
    """The tag of every column, from the first character of each piece on. Of equally good ones there, the first."""
    n_columns = best.shape[1]
    cells = np.argmax(best, axis=0) * n_columns + np.arange(n_columns)
    flat = next_cells.reshape(-1)
    bounds, counts = offsets.tolist(), active.tolist()
    for step in range(len(counts) - 2, -1, -1):
        start, ahead, known = bounds[step], bounds[step + 1], counts[step + 1]
        # No cell is out of bounds; with "wrap", numpy writes straight into `out`.
        flat.take(cells[ahead : ahead + known], out=cells[start : start + known], mode="wrap")
    tags: _Tags = (cells // n_columns).astype(np.int8)
    return tags
