"""The best tags of many pieces of text, side by side.

For newcomers: the recursion runs from the last character of a piece to the first, as in spacy-pkuseg, with all pieces of
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
    best = _best_ahead(here, transitions, active, offsets)
    pointers = _pointers(here, best, transitions, offsets, piece, step)
    tags[columns] = _follow(best, pointers, active, offsets)


def _best_ahead(here: _Scores, transitions: _Scores, active: _Positions, offsets: _Positions) -> _Scores:
    """By tag and column: the score of the best tags from there to the end of the piece."""
    best = here.copy()
    n_tags = len(here)
    edges = np.ascontiguousarray(transitions.T)[:, :, None]
    buffer = np.empty(n_tags * n_tags * int(active[0]))
    bounds = offsets.tolist()
    for before, start, end in zip(bounds[:-2], bounds[1:-1], bounds[2:], strict=True):
        width = end - start
        sums = buffer[: n_tags * n_tags * width].reshape(n_tags, n_tags, width)
        np.add(best[:, None, before : before + width], here[None, :, start:end], out=sums)
        np.add(sums, edges, out=sums)
        np.maximum.reduce(sums, axis=0, out=best[:, start:end])
    return best


def _pointers(
    here: _Scores, best: _Scores, transitions: _Scores, offsets: _Positions, piece: _Positions, step: _Positions
) -> _Tags:
    """By tag and column: the tag of the next character. Of equally good ones, the last."""
    pointers = np.zeros(best.shape, dtype=np.int8)
    first = int(offsets[1])
    ahead = best[:, offsets[step[first:] - 1] + piece[first:]]
    for tag in range(len(best)):
        for following in range(len(best)):
            sums = ahead[following] + here[tag, first:]
            sums += transitions[tag, following]
            pointers[tag, first:][sums >= best[tag, first:]] = following
    return pointers


def _follow(best: _Scores, pointers: _Tags, active: _Positions, offsets: _Positions) -> _Tags:
    """The tag of every column, from the first character of each piece on. Of equally good ones there, the first."""
    width = best.shape[1]
    chosen: _Tags = np.argmax(best, axis=0).astype(np.int8)
    flat = pointers.reshape(-1)
    rows = np.arange(len(best), dtype=np.intp) * width
    bounds, counts = offsets.tolist(), active.tolist()
    for step in range(len(counts) - 2, -1, -1):
        ahead, known = bounds[step + 1], counts[step + 1]
        cells = rows[chosen[ahead : ahead + known]]
        cells += np.arange(ahead, ahead + known)
        flat.take(cells, out=chosen[bounds[step] : bounds[step] + known])
    return chosen
