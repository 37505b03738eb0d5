"""A set of 64-bit keys, each with a slot of its own, looked up for whole arrays at once.

This is perfect hashing by hash and displace. A key's hash names a bucket; the bucket's displacement, found
when the table was built, sends each of its keys to a slot that no other key has. A look-up is two gathers and one
comparison, for any number of keys at once, and the key in the slot says whether the asked one is there at all: no
false hits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_Keys = npt.NDArray[np.uint64]
_Slots = npt.NDArray[np.intp]

# Odd constants of splitmix64: every bit of a key reaches every bit of its hash.
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_STEP = np.uint64(11)
_ODD = np.uint64(1)
_KEYS_PER_BUCKET = 4
_LOAD = 0.9
_TRIES = 1 << 16


@dataclass(frozen=True, slots=True)
class StaticTable:
    """Keys in slots. Other arrays may be laid out by slot, `len(table.keys)` long."""

    displacements: npt.NDArray[np.uint16]
    keys: npt.NDArray[Any]
    """uint32 or uint64 by slot; an empty slot holds the highest number of the type, which is no key."""

    def find(self, keys: _Keys) -> tuple[_Slots, npt.NDArray[np.bool_]]:
        """The slot of every key, and whether the key is in the table; without it the slot means nothing."""
        slots = _slots(*_hash(keys, len(self.displacements)), self.displacements, len(self.keys))
        return slots, (self.keys[slots] == keys) & (keys != np.iinfo(self.keys.dtype).max)


def build_table(keys: _Keys) -> StaticTable:
    """A table of distinct keys, always the same for the same keys.

    Raises:
        ValueError: keys that repeat or cannot be told apart.
    """
    if len(np.unique(keys)) < len(keys):
        raise ValueError("keys repeat")
    size = int(len(keys) / _LOAD) + 1
    n_buckets = 1 << max(0, (len(keys) // _KEYS_PER_BUCKET).bit_length())
    buckets, low, step = _hash(keys, n_buckets)
    displacements = np.zeros(n_buckets, dtype=np.uint16)
    taken = np.zeros(size, dtype=np.bool_)
    counts = np.bincount(buckets, minlength=n_buckets)
    by_bucket = np.argsort(buckets, kind="stable")
    firsts = np.concatenate(([0], np.cumsum(counts)))
    # Full buckets first, while there is room; all buckets of a size side by side.
    for count in range(int(counts.max(initial=0)), 0, -1):
        pending = np.flatnonzero(counts == count)
        members = by_bucket[firsts[pending][:, None] + np.arange(count)]
        for displacement in range(_TRIES):
            if not len(pending):
                break
            slots = _displace(low[members], step[members], np.uint64(displacement), size)
            fits = _fitting(slots, taken)
            taken[slots[fits]] = True
            displacements[pending[fits]] = displacement
            pending, members = pending[~fits], members[~fits]
        if len(pending):
            raise ValueError("keys cannot be told apart")
    dtype = np.uint32 if not len(keys) or keys.max() < _LOW else np.uint64
    stored = np.full(size, np.iinfo(dtype).max, dtype=dtype)
    stored[_slots(buckets, low, step, displacements, size)] = keys
    return StaticTable(displacements, stored)


def _fitting(slots: _Slots, taken: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which rows of slots are free, without repetition, and claimed by no row before them."""
    free = np.asarray(~taken[slots].any(axis=1))
    ordered = np.sort(slots, axis=1)
    free &= (ordered[:, 1:] != ordered[:, :-1]).all(axis=1)
    rows = np.flatnonzero(free)
    claimed, first = np.unique(slots[rows], return_index=True)
    owner = rows[first // slots.shape[1]]
    fits: npt.NDArray[np.bool_] = free.copy()
    fits[rows] = (owner[np.searchsorted(claimed, slots[rows])] == rows[:, None]).all(axis=1)
    return fits


def _hash(keys: _Keys, n_buckets: int) -> tuple[_Slots, _Keys, _Keys]:
    """Bucket, start and step of every key."""
    mixed = keys * _FIRST
    mixed ^= mixed >> _HALF
    mixed *= _SECOND
    # The highest bits are the best mixed.
    buckets = mixed >> np.uint64(64 - n_buckets.bit_length() + 1) if n_buckets > 1 else np.zeros_like(keys)
    return buckets.astype(np.intp), mixed & _LOW, (mixed >> _STEP) & _LOW | _ODD


def _slots(buckets: _Slots, low: _Keys, step: _Keys, displacements: npt.NDArray[np.uint16], size: int) -> _Slots:
    return _displace(low, step, displacements[buckets].astype(np.uint64), size)


def _displace(low: _Keys, step: _Keys, displacement: _Keys | np.uint64, size: int) -> _Slots:
    start: _Keys = (low + displacement * step) & _LOW
    return ((start * np.uint64(size)) >> _HALF).astype(np.intp)
