"""What stands before a quantity and speaks of it: the words of its clause, and those before the list that it goes on.

每生每年小学650元、初中850元 says 每生每年 of both; 累计投入5亿元,建成学校12所 says 累计 of the first alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.language.han import HAN
from pipeline.language.in_force import governs
from pipeline.patterns import last_match
from pipeline.records import Quantity, Sentence

_REACH = 48
_QUANTITY = "0"
_MARK = re.compile(r"[,;。:!?\n]")
_LISTED = re.compile(rf"(?:[、和与及]|以及)[{HAN}]{{0,12}}")
_ELLIPSIS = re.compile(rf"[、和与及,]\s?(?:[{HAN}]{{0,5}})")

_RATE = re.compile(r"[每均共总]")


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


def governed(
    content: str, placed: Sequence[tuple[Quantity, Sentence]], came_from: Sequence[int | None]
) -> list[Governed]:
    """The words before each quantity of a document.

    Args:
        content: folded text of the document.
        placed: the quantities with their sentences, in order.
        came_from: the index of the level from which each came, which has the same words before it; else None.
    """
    found: list[Governed] = []
    previous, end, of_sentence = None, 0, -1
    for index, (quantity, sentence) in enumerate(placed):
        is_next = previous is not None and sentence.start == of_sentence
        start = end if is_next else sentence.start
        gap = content[max(start, quantity.start - _REACH) : quantity.start] if quantity.start > start else ""
        mark = last_match(_MARK, gap)
        own = gap[mark.end() :] if mark else f"{_QUANTITY * is_next}{gap}"
        shared = same = ""
        if is_next and previous is not None:
            before = found[-1]
            alike = previous.unit.partition("/")[0] == quantity.unit.partition("/")[0]
            if came_from[index] is not None or (alike and _is_elliptical(gap)):
                same = f"{before.same}{before.own}"
            if same or _LISTED.fullmatch(gap):
                shared = f"{before.shared or before.same}{before.own}"
        found.append(Governed(own, shared[-_REACH:], same[-_REACH:]))
        previous, end, of_sentence = quantity, quantity.end, sentence.start
    return found


def _is_elliptical(gap: str) -> bool:
    """Whether nothing but the name of what is counted stands between two quantities."""
    return _ELLIPSIS.fullmatch(gap) is not None and not (_RATE.search(gap) or governs(gap[1:3]))
