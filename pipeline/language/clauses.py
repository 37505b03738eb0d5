"""Clauses of a text."""

from __future__ import annotations

import re
from bisect import bisect_right

_MARK = re.compile(r"[,;。!?\n]")
CLAUSE_SO_FAR = re.compile(r"[^,;。:!?\n]*$")
"""What stands before a place in its clause; a colon begins one, too."""


class Clauses:
    """Where the clauses of a text begin: behind a comma, a semicolon, the end of a sentence or line.

    Args:
        content: the folded text.
    """

    def __init__(self, content: str) -> None:
        self._starts = [match.end() for match in _MARK.finditer(content)]

    def start(self, position: int, floor: int) -> int:
        """Where the clause of `position` begins, not before `floor`."""
        index = bisect_right(self._starts, position) - 1
        return max(floor, self._starts[index]) if index >= 0 else floor

    def end(self, position: int) -> int | None:
        """The mark that ends the clause of `position`; None in the last."""
        index = bisect_right(self._starts, position)
        return self._starts[index] - 1 if index < len(self._starts) else None
