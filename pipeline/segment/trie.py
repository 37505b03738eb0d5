"""Words as paths through a tree of symbols, walked for many positions of a text at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.segment.static_table import StaticTable, build_table

ROOT = 0


@dataclass(frozen=True, slots=True)
class Trie:
    """A tree of symbols; nodes are numbers, the root is 0, and as nobody's child 0 also says that there is none."""

    steps: StaticTable
    """Of node and symbol in one key."""
    children: npt.NDArray[np.int32]
    """By slot of `steps`: the node that the step leads to."""
    words: npt.NDArray[np.int32]
    """By node: the number of the word that ends there, 0 for none."""
    inner: npt.NDArray[np.bool_]
    """By node: whether a longer word goes on from there."""

    def step(self, nodes: npt.NDArray[np.int32], symbols: npt.NDArray[np.uint16]) -> npt.NDArray[np.int32]:
        """The children of `nodes` by `symbols`, 0 where there is none."""
        slots, found = self.steps.find(_key(nodes, symbols))
        return np.where(found, self.children[slots], np.int32(ROOT))


def build_trie(words: Sequence[Sequence[int]]) -> Trie:
    """A trie of words of symbols; the first word gets the number 1, the next 2, …

    Args:
        words: distinct and not empty; symbols are 1 to 65535.
    """
    lengths = np.array([len(word) for word in words], dtype=np.intp)
    # All symbols in one row; word i begins at firsts[i].
    row = np.array([symbol for word in words for symbol in word], dtype=np.uint16)
    firsts = np.cumsum(lengths) - lengths
    nodes = np.zeros(len(words), dtype=np.int32)
    keys = [np.zeros(0, dtype=np.uint64)]
    count = 1
    for depth in range(int(lengths.max(initial=0))):
        longer = np.flatnonzero(lengths > depth)
        steps, inverse = np.unique(_key(nodes[longer], row[firsts[longer] + depth]), return_inverse=True)
        nodes[longer] = count + inverse
        keys.append(steps)
        count += len(steps)
    ends = np.zeros(count, dtype=np.int32)
    ends[nodes] = np.arange(1, len(words) + 1)
    every = np.concatenate(keys)
    inner = np.zeros(count, dtype=np.bool_)
    inner[(every >> np.uint64(16)).astype(np.intp)] = True
    table = build_table(every)
    children = np.zeros(len(table.keys), dtype=np.int32)
    children[table.find(every)[0]] = np.arange(1, count)
    return Trie(table, children, ends, inner)


def _key(nodes: npt.NDArray[np.int32], symbols: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint64]:
    return (nodes.astype(np.uint64) << np.uint64(16)) | symbols
