"""What stands before a quantity and speaks of it: the words of its clause, and those before the list that it goes on.

每生每年小学650元、初中850元 says 每生每年 of both; 累计投入5亿元,建成学校12所 says 累计 of the first alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.language.han import HAN
from pipeline.language.in_force import governs
from pipeline.patterns import when_used
from pipeline.records import Quantity, Sentence

_REACH = 48
_QUANTITY = "0"
_LONGEST_LIST = 24
_CLAUSES = when_used(r".*[,;。:!?\n]", re.DOTALL)
_LISTED = when_used(rf"(?:[、和与及]|以及)[{HAN}]{{0,12}}")
_ELLIPSIS = when_used(rf"[、和与及,]\s?(?:[{HAN}]{{0,5}})")

_RATE = when_used(r"[每均共总]")


class Governed(NamedTuple):
    """The words before a quantity; 0 stands for another quantity.

    Attributes:
        own: those of its clause from the last quantity on.
        shared: those before the list that it goes on in the same clause; empty for others.
        same: the same, where nothing but the place of what is counted is new: 每生每年小学650元,|初中|850元.
    """

    own: str
    shared: str
    same: str


NOTHING = Governed("", "", "")


class Governing:
    """The words before the quantities of a document.

    Args:
        content: folded text of the document.
        placed: the quantities with their sentences, in order.
        came_from: the index of the level from which each came, which has the same words before it; else None.
    """

    def __init__(
        self, content: str, placed: Sequence[tuple[Quantity, Sentence]], came_from: Sequence[int | None]
    ) -> None:
        self._content, self._placed, self._came_from = content, placed, came_from

    def of(self, index: int) -> Governed:
        """The words before a quantity."""
        first = index
        while self._goes_on(first) and index - first < _LONGEST_LIST:
            first -= 1
        found = Governed(self._own(first), "", "")
        for member in range(first + 1, index + 1):
            gap = self._gap(member)
            same = self._is_same(member, gap)
            found = Governed(
                self._own(member),
                f"{found.shared or found.same}{found.own}"[-_REACH:] if same or _LISTED.fullmatch(gap) else "",
                f"{found.same}{found.own}"[-_REACH:] if same else "",
            )
        return found

    def _goes_on(self, index: int) -> bool:
        """Whether the words before the last quantity may say something of this one, too."""
        if not self._is_next(index):
            return False
        gap = self._gap(index)
        return self._is_same(index, gap) or _LISTED.fullmatch(gap) is not None

    def _is_same(self, index: int, gap: str) -> bool:
        if self._came_from[index] is not None:
            return True
        previous, quantity = self._placed[index - 1][0], self._placed[index][0]
        return previous.unit.partition("/")[0] == quantity.unit.partition("/")[0] and _is_elliptical(gap)

    def _is_next(self, index: int) -> bool:
        """Whether the quantity before is of the same sentence."""
        return index > 0 and self._placed[index - 1][1].start == self._placed[index][1].start

    def _gap(self, index: int) -> str:
        quantity, sentence = self._placed[index]
        start = self._placed[index - 1][0].end if self._is_next(index) else sentence.start
        return self._content[max(start, quantity.start - _REACH) : max(start, quantity.start)]

    def _own(self, index: int) -> str:
        gap = self._gap(index)
        mark = _CLAUSES.match(gap)
        return gap[mark.end() :] if mark else f"{_QUANTITY * self._is_next(index)}{gap}"


def _is_elliptical(gap: str) -> bool:
    """Whether nothing but the name of what is counted stands between two quantities."""
    return _ELLIPSIS.fullmatch(gap) is not None and not (_RATE.search(gap) or governs(gap[1:3]))
