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


def occurrences(names: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """The spans at which any of the names stands, in text order, without overlaps; where several begin, the longest.

    Args:
        names: of two characters at least.
    """
    by_beginning: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names), key=len, reverse=True):
        by_beginning[name[:2]].append(name)
    if not by_beginning or len(text) < 2:
        return
    wanted = np.zeros(_SLOTS, dtype=np.bool_)
    wanted[_slots("".join(by_beginning))[::2]] = True
    free = 0
    for start in np.flatnonzero(wanted[_slots(text)]).tolist():
        if start < free:
            continue
        for name in by_beginning.get(text[start : start + 2], ()):
            if text.startswith(name, start):
                free = start + len(name)
                yield start, free
                break


def _slots(text: str) -> npt.NDArray[np.uint32]:
    """By character but the last: a slot for it and the next one; others may share it."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    slots: npt.NDArray[np.uint32] = (codes[:-1] * np.uint32(31) + codes[1:]) & np.uint32(_SLOTS - 1)
    return slots
