"""What the network sees of each character: its symbol, a hash of it and the next one, and what the lexicons say.

All lexicons are part of the model file: a model always sees what it was trained with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.segment.static_table import StaticTable

Symbols = npt.NDArray[np.uint16]
Codes = npt.NDArray[np.uint32]

PAIR_ROWS = 1 << 16
"""Rows of the table of pairs; pairs that share a row share its weights."""
OUTSIDE, UNKNOWN = 0, 1
"""Symbols of line breaks (and of what is before and behind the text), and of characters that no training text held."""
WORD_BEGINS, WORD_GOES_ON, LINK_BEGINS, LINK_GOES_ON, PLACE_BEGINS, PLACE_GOES_ON, SURNAME, SURNAME_OR_WORD = (
    np.uint16(1 << bit) for bit in range(8)
)
"""What the lexicons say of a character; a set of these is a row of the third table."""
FLAG_ROWS = 1 << 8
MIN_ENTRY, MAX_ENTRY = 2, 4
"""Characters of an entry that is looked up; surnames of one character have no entry but a column."""

_PLANE = 0x10000


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words, divisions and compound surnames by a perfect hash; surnames of one character by code point."""

    entries: StaticTable
    begins: npt.NDArray[np.uint16]
    """By slot: flags of the first character of the entry."""
    goes_on: npt.NDArray[np.uint16]
    """By slot: flags of each further character."""
    surnames: npt.NDArray[np.uint16]
    """By code point: `SURNAME`, `SURNAME_OR_WORD` or 0."""

    def flags(self, codes: Codes) -> npt.NDArray[np.uint16]:
        """By character: what the lexicons say of it, for all entries that cover it."""
        found: npt.NDArray[np.uint16] = self.surnames[codes]
        for size in range(MIN_ENTRY, MAX_ENTRY + 1):
            if len(codes) < size:
                break
            slots, known = self.entries.find(entry_keys(codes, size))
            at = np.flatnonzero(known)
            slots = slots[at]
            found[at] |= self.begins[slots]
            for offset in range(1, size):
                found[at + offset] |= self.goes_on[slots]
        return found


def entry_keys(codes: Codes, size: int) -> npt.NDArray[np.uint64]:
    """The keys of all runs of `size` characters, by their start."""
    wide = codes.astype(np.uint64)
    keys = wide[: len(codes) - size + 1].copy()
    for offset in range(1, size):
        keys |= wide[offset : len(codes) - size + 1 + offset] << np.uint64(16 * offset)
    return keys


def codes_of(text: str) -> Codes:
    """The code points of `text`, those beyond the basic plane as one that no lexicon has; lone surrogates are characters too."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    narrow: Codes = np.minimum(codes, np.uint32(_PLANE - 1))
    return narrow


def pair_rows(symbols: Symbols) -> npt.NDArray[Any]:
    """By character: the row of the pair of it and the next one (behind the last one `OUTSIDE`)."""
    mixed = symbols.astype(np.uint32)
    mixed *= np.uint32(0x9E3779B1)
    mixed[:-1] += symbols[1:].astype(np.uint32) * np.uint32(0x85EBCA77)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    return mixed >> np.uint32(16)
