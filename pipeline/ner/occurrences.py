"""Where known names stand in a text.

The names differ from document to document, so a pattern of them would be made and compiled for a single use. A table of their first two
characters passes over nearly all places of the text at once; the few that are left are compared with the names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

_SLOTS = 1 << 16

Table = npt.NDArray[np.bool_]


def occurrences(names: Iterable[str], text: str, not_before: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """The spans at which any of the names stands, in text order, without overlaps; where several begin, the longest.

    Args:
        names: of two characters at least.
        not_before: characters before which a name is none.
    """
    by_beginning: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names), key=len, reverse=True):
        by_beginning[name[:2]].append(name)
    if not by_beginning or len(text) < 2:
        return
    free = 0
    for start in likely(table_of(by_beginning), text):
        if start < free:
            continue
        for name in by_beginning.get(text[start : start + 2], ()):
            end = start + len(name)
            if text.startswith(name, start) and text[end : end + 1] not in not_before:
                free = end
                yield start, free
                break


def table_of(beginnings: Iterable[str]) -> Table:
    """The table of beginnings, of two characters each, that `likely` looks for."""
    table = np.zeros(_SLOTS, dtype=np.bool_)
    table[_slots("".join(beginnings))[::2]] = True
    return table


def likely(table: Table, text: str) -> list[int]:
    """Where one of the beginnings of a table stands, and a few places more, in text order."""
    return np.flatnonzero(table[_slots(text)]).tolist() if len(text) > 1 else []


def _slots(text: str) -> npt.NDArray[np.uint32]:
    """By character but the last: a slot for it and the next one; others may share it."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    slots: npt.NDArray[np.uint32] = (codes[:-1] * np.uint32(31) + codes[1:]) & np.uint32(_SLOTS - 1)
    return slots
