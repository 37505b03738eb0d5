"""Cells of a table in a PDF, and the text of those that are written on several lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LATIN_END = re.compile(r"[A-Za-z,;)]$")
_DIGIT_END = re.compile(r"\d$")
_NUMBER = re.compile(r"[-+－−±]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
# What a number ends with that goes on in the next line, and what that line begins with.
_OPEN_END = re.compile(r"[\d,.，．]$")
_OPEN_START = re.compile(r"[\d,.，．%]")
_MARK_END = re.compile(r"[,.，．]$")
_MARK_START = re.compile(r"[,.，．]")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of one line."""

    text: str
    left: float
    right: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left


@dataclass(slots=True)
class Strip:
    """A line of a table: its cells by column."""

    cells: dict[int, Cell]
    bottom: float
    height: float
    number: int
    """Of the line that it is."""


def join(above: str, below: str, full: bool) -> str:
    """Two lines of a cell as one text; numbers that only stand below each other stay apart.

    Args:
        above: the text of the upper lines.
        below: the next line.
        full: whether the line above fills its column, so that it was wrapped and not ended.
    """
    if _LATIN_END.search(above) and below[:1].isascii() and below[:1].isalpha():
        return f"{above} {below}"
    if _DIGIT_END.search(above) and below[:1].isdigit() and not full and not is_cut(above, below):
        return f"{above} {below}"
    return above + below


def is_number(text: str) -> bool:
    """Whether a cell holds a number that is written whole."""
    return _NUMBER.fullmatch(text.strip()) is not None


def is_cut(above: str, below: str) -> bool:
    """Whether two lines are parts of one number by their own looks: 1,23 and 4, or 20. and 3."""
    if not _OPEN_END.search(above) or not _OPEN_START.match(below):
        return False
    marked = _MARK_END.search(above) or _MARK_START.match(below) or not is_number(above)
    return bool(marked) and is_number(above + below)
