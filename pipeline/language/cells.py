"""Text as cells, the smallest parts that words are made of, and pieces, the stretches that hold words.

A cell is a Chinese character, a run of digits (with the points and commas between digits), a run of other letters, a run of
blanks, or a mark. No word reaches over a mark, a blank or a given border, so the pieces between them can be read side by
side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.language import han
from pipeline.language.numerals import CHINESE

LONGEST_PIECE = 256
"""Cells; what is longer without a mark is no clause, and is cut."""
BLANK, MARK, HAN, DIGITS, LETTERS = range(5)
_CODES = 0x110000
_BASIC = 0x10000
_CHINESE = 0x40000
"""The code points below it are all that Chinese is written with."""
_POINT, _COMMA = ord("."), ord(",")

Positions = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cells:
    """The cells of a text, in order; they tile it."""

    starts: Positions
    """Offset of each cell, and behind the last the length of the text."""
    kinds: npt.NDArray[np.uint8]
    symbols: npt.NDArray[np.uint32]
    """The code point of a Chinese character, 0 of other cells."""
    piece_starts: Positions
    """The first cell of each piece."""
    piece_ends: Positions
    """The cell behind the last of each piece."""

    def __len__(self) -> int:
        return len(self.kinds)

    def part(self, cells: slice, start: int) -> Cells:
        """Some cells that begin at the offset `start`; no piece is partly in them."""
        first, last = np.searchsorted(self.piece_starts, (cells.start, cells.stop))
        pieces = slice(first, last)
        return Cells(
            self.starts[cells.start : cells.stop + 1] - start,
            self.kinds[cells],
            self.symbols[cells],
            self.piece_starts[pieces] - cells.start,
            self.piece_ends[pieces] - cells.start,
        )


def read_cells(text: str, borders: Iterable[int]) -> Cells:
    """The cells and pieces of a text.

    Args:
        text: folded text.
        borders: offsets that no word reaches over, in any order.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kinds = _kinds()[codes]
    points = np.flatnonzero((codes[1:-1] == _POINT) | (codes[1:-1] == _COMMA)) + 1
    kinds[points[(kinds[points - 1] == DIGITS) & (kinds[points + 1] == DIGITS)]] = DIGITS
    cut = np.zeros(len(codes) + 1, dtype=np.bool_)
    cut[np.fromiter(borders, np.intp)] = True
    begins = (kinds == HAN) | (kinds == MARK) | cut[:-1]
    begins[:1] = True
    begins[1:] |= kinds[1:] != kinds[:-1]
    starts = np.flatnonzero(begins)
    kinds = kinds[starts]
    symbols = np.where(kinds == HAN, codes[starts], np.uint32(0))
    piece_starts, piece_ends = _pieces(kinds >= HAN, cut[starts])
    return Cells(np.append(starts, len(codes)), kinds, symbols, piece_starts, piece_ends)


def _pieces(inside: Flags, cut: Flags) -> tuple[Positions, Positions]:
    """Start and end of the runs of cells in words, parted before the cells that are cut off."""
    padded = np.concatenate(([False], inside, [False]))
    parted = np.flatnonzero((padded[1:] != padded[:-1]) | (padded[1:] & np.append(cut, True)))
    starts, ends = parted[:-1], parted[1:]
    held = inside[starts]
    starts, ends = starts[held], ends[held]
    if not len(starts) or (ends - starts).max() <= LONGEST_PIECE:
        return starts, ends
    parts = -((starts - ends) // LONGEST_PIECE)
    number = np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)
    starts = np.repeat(starts, parts) + number * LONGEST_PIECE
    return starts, np.minimum(starts + LONGEST_PIECE, np.repeat(ends, parts))


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """The kind of cell that each code point is in."""
    kinds = np.full(_CODES, MARK, dtype=np.uint8)
    characters = "".join(map(chr, range(_CHINESE)))
    kinds[np.flatnonzero([*map(str.isalnum, characters[:_BASIC])])] = LETTERS
    kinds[np.flatnonzero([*map(str.isspace, characters[:_BASIC])])] = BLANK
    kinds[ord("0") : ord("9") + 1] = DIGITS
    for block in re.finditer(f"[{han.HAN}]+", characters):
        kinds[block.start() : block.end()] = HAN
    kinds[[ord(numeral) for numeral in CHINESE]] = HAN
    return kinds
