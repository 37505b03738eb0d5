"""Words that the model parted are put together again when a dictionary knows the whole but not all the parts.

Spacy-pkuseg tries every run of seven, then six, …, two words of every piece, string by string. A merge is
rare, so here one walk through the dictionary from every word, all words at once, finds the stretches in which there may
be one, and only these go through the same loop.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pipeline.segment.model_arrays import MergeArrays
from pipeline.segment.trie import ROOT

_Positions = npt.NDArray[np.intp]
_MOST = 7


def find_inner_starts(
    codes: npt.NDArray[np.uint32], starts: _Positions, ends: _Positions, pieces: _Positions, merges: MergeArrays
) -> _Positions:
    """Which words begin inside a merged one.

    Args:
        codes: code points of the text.
        starts, ends: of the words in it, in text order.
        pieces: by word: the number of the piece that it belongs to, in text order.

    Returns:
        Positions in `starts`.
    """
    if not len(starts):
        return np.zeros(0, dtype=np.intp)
    first, last = _known_runs(codes, starts, ends, pieces, merges)
    is_known = np.zeros(len(starts), dtype=np.bool_)
    is_known[first[first == last]] = True
    unknown_before = np.concatenate(([0], np.cumsum(~is_known)))
    some_unknown = unknown_before[last + 1] > unknown_before[first]
    candidates = some_unknown & (last > first) & (last - first < _MOST)
    if not candidates.any():
        return np.zeros(0, dtype=np.intp)
    known = set(zip(first.tolist(), (last + 1).tolist(), strict=True))
    inner: list[int] = []
    for start, end in _stretches(first, last, candidates):
        kept = _merge(list(range(start, end + 1)), known)
        inner.extend(set(range(start, end)).difference(kept))
    return np.array(inner, dtype=np.intp)


def _stretches(first: _Positions, last: _Positions, candidates: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Start and end of the stretches of words that overlapping runs cover, of those with a candidate among them.

    No merge reaches out of a stretch, so each can be merged by itself.
    """
    runs = np.flatnonzero(last > first)
    runs = runs[np.argsort(first[runs], kind="stable")]
    reach = np.maximum.accumulate(last[runs])
    opening = np.concatenate(([True], first[runs][1:] > reach[:-1]))
    stretch = np.cumsum(opening) - 1
    starts = first[runs][opening].tolist()
    ends = (reach[np.append(np.flatnonzero(opening)[1:] - 1, len(runs) - 1)] + 1).tolist()
    for number in np.unique(stretch[candidates[runs]]).tolist():
        yield starts[number], ends[number]


def _known_runs(
    codes: npt.NDArray[np.uint32], starts: _Positions, ends: _Positions, pieces: _Positions, merges: MergeArrays
) -> tuple[_Positions, _Positions]:
    """First and last words of all runs of words in one piece that make a word of the dictionary."""
    symbols = merges.symbols[codes]
    word_ending = np.full(len(codes) + 1, -1, dtype=np.intp)
    word_ending[ends] = np.arange(len(ends))
    last_of_piece = np.append(np.flatnonzero(np.diff(pieces)), len(pieces) - 1)
    limits = ends[last_of_piece[np.searchsorted(last_of_piece, np.arange(len(pieces)))]]
    words = np.arange(len(starts))
    nodes = np.full(len(starts), ROOT, dtype=np.int32)
    firsts, lasts = [], []
    depth = 0
    while len(words):
        nodes = merges.words.step(nodes, symbols[starts[words] + depth])
        depth += 1
        stops = word_ending[starts[words] + depth]
        at = np.flatnonzero((merges.words.words[nodes] > 0) & (stops >= 0))
        firsts.append(words[at])
        lasts.append(stops[at])
        alive = np.flatnonzero(merges.words.inner[nodes] & (nodes != ROOT) & (starts[words] + depth < limits[words]))
        words, nodes = words[alive], nodes[alive]
    return np.concatenate(firsts), np.concatenate(lasts)


def _merge(bounds: list[int], known: set[tuple[int, int]]) -> list[int]:
    """Bounds of words without those inside merged ones; the longest runs first, from left to right."""
    for count in range(_MOST, 1, -1):
        at = 0
        while at + count < len(bounds):
            parts = zip(bounds[at : at + count], bounds[at + 1 : at + count + 1], strict=True)
            if (bounds[at], bounds[at + count]) in known and not all(part in known for part in parts):
                del bounds[at + 1 : at + count]
            at += 1
    return bounds
