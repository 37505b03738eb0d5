"""Levels from which others came: 由7473公里增至9310公里, 每生每年5元提高至10元, 由3所、5所分别增加到7所、9所.

Of two levels the first is the origin of the second when 由 or 从 opens the first and a word that reaches (到, 至, 突破) the second, or
when nothing but a verb of change that reaches stands between them. Both measure the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.claims.changes import Difference
from pipeline.language.in_force import LexicalPattern, any_word
from pipeline.language.units import norm_of
from pipeline.records import Quantity

_FAR = 64
"""Characters between an origin and what came of it."""
_BACK = 3
"""Quantities between them at most, a change for instance: 由12所增加3所到15所."""
_OPEN = 24
"""Characters from 由 to its quantity."""
_FROM = re.compile(r"[由从][^,;。:、!?\n]*$")
_LISTED = re.compile(r"[、和与及]\s?")
_END = re.compile(r"[;。!?\n]")
_REACHES = re.compile(
    r"(?:[到至]|[变转改升降增减扩缩调]为|调整为|[变增升扩减降缩]成|突破|跃上|迈上)了?(?:[^,;。:、\d]|\d{2,4}年|\d{1,2}月){0,14}$"
)
_MAY_REACH = re.compile(r"[到至为成]|突破|[跃迈]上")
_TOLD = re.compile(r"[,、](?!同比|环比|比)[^,;。:、\d]{0,8}")
"""Between two levels and the change from one to the other."""
_PER = r"(?:每[^,;。\d]{1,2})*"
_CHANGED = LexicalPattern(
    lambda: (
        rf"(?:逐步|逐年|大幅|再|分别|统一|相应){{0,2}}(?:{any_word('rise', 'fall')}|调整|变|升|降|涨|扩|增)(?:[到至]|调整为)了?(?:{_PER}|(?:\d{{4}}年的))$"
    )
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A level from which another came.

    Attributes:
        index: of the quantity that it became.
        start: where the words begin that may say when it was: behind 由, else right before it.
    """

    index: int
    start: int


class Origins:
    """Which quantities of a document came from which.

    Attributes:
        came_from: for each quantity the index of the level from which it came, or None.
        became: the origins, by their index.
    """

    def __init__(self, content: str, quantities: Sequence[Quantity], changes: Sequence[Difference]) -> None:
        self._content, self._quantities, self._changes = content, quantities, changes
        self.came_from: list[int | None] = [None] * len(quantities)
        self.became: dict[int, Origin] = {}
        for index in range(1, len(quantities)):
            if (found := self._origin(index)) is not None:
                self._link(index, *found)
        self._link_lists()

    def span_of(self, index: int) -> tuple[int, int] | None:
        """The two levels between which a change lies that is told right behind them: 由8万亿元增长至42.3万亿元,年均增长|20.3%."""
        if not index or self._changes[index].change == "none" or self._changes[index].base:
            return None
        origin = self.came_from[index - 1]
        between = self._content[self._quantities[index - 1].end : self._quantities[index].start]
        return None if origin is None or _TOLD.fullmatch(between) is None else (origin, index - 1)

    def _link(self, index: int, origin: int, start: int) -> None:
        self.came_from[index] = origin
        self.became[origin] = Origin(index, start)

    def _origin(self, index: int) -> tuple[int, int] | None:
        """The index of the level from which a quantity came, and where the words begin that say when that was."""
        content, own = self._content, self._quantities[index]
        before = self._quantities[index - 1]
        gap = content[before.end : own.start]
        if len(gap) > _FAR or not _MAY_REACH.search(gap + own.text[:2]):
            return None
        both_levels = self._changes[index - 1].change == self._changes[index].change
        if both_levels and _CHANGED.fullmatch(gap) and _alike(before, own):
            opened = self._opened(index - 1)
            return index - 1, self._dated(before) if opened is None else opened
        return self._opened_origin(index) if own.text.startswith("突破") or _REACHES.search(gap) else None

    def _opened_origin(self, index: int) -> tuple[int, int] | None:
        """The same, of a quantity before which a word that reaches stands."""
        content, own = self._content, self._quantities[index]
        for origin in range(index - 1, max(-1, index - 1 - _BACK), -1):
            first = self._quantities[origin]
            between = content[first.end : own.start]
            if len(between) > _FAR or _END.search(between) or between.count(",") > 1 or origin in self.became:
                return None
            head = self._list_before(origin)[0]  # 由3所、5所
            opened = self._opened(head)
            if opened is not None:
                return (origin, opened) if _alike(first, own) else None
            if self._changes[origin].change == "none" and not self._is_listed(origin):
                return None  # 从12个村抽调30人到5所学校
        return None

    def _opened(self, index: int) -> int | None:
        """Where 由 or 从 opens a quantity; None when neither does."""
        first = self._quantities[index]
        floor = self._quantities[index - 1].end if index else 0
        match = _FROM.search(self._content, max(floor, first.start - _OPEN), first.start)
        return match.start() + 1 if match else None

    def _dated(self, first: Quantity) -> int:
        """Where a date would begin that says when a level was that nothing opens: 2020年的5元."""
        return first.start - len("2020年的") if self._content[first.start - 1] == "的" else first.start

    def _link_lists(self) -> None:
        """Members of two lists of the same length came from each other in turn: 由3所、5所分别增加到7所、9所."""
        for index in [index for index, origin in enumerate(self.came_from) if origin is not None]:
            origin = self.came_from[index]
            assert origin is not None
            firsts = self._list_before(origin)
            lasts = self._list_behind(index)
            if len(firsts) == len(lasts) > 1:
                start = self._opened(firsts[0])
                for one, other in zip(firsts, lasts, strict=True):
                    self._link(other, one, self._quantities[firsts[0]].start if start is None else start)

    def _list_before(self, index: int) -> list[int]:
        members = [index]
        while members[0] and self._is_listed(members[0]):
            members.insert(0, members[0] - 1)
        return members

    def _list_behind(self, index: int) -> list[int]:
        members = [index]
        while members[-1] + 1 < len(self._quantities) and self._is_listed(members[-1] + 1):
            members.append(members[-1] + 1)
        return members

    def _is_listed(self, index: int) -> bool:
        gap = self._content[self._quantities[index - 1].end : self._quantities[index].start]
        return len(gap) <= 2 and _LISTED.fullmatch(gap) is not None


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities measure the same: money and money, whatever they are per; one may leave out its unit."""
    dimensions = [norm_of(quantity.unit.partition("/")[0])[1] for quantity in (one, other)]
    return dimensions[0] == dimensions[1] or not (one.unit and other.unit)
