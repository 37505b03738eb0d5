"""Figures in a row, of which each belongs to one of several parts: 小学、初中在校生分别为5.1万人、2.3万人,分别增长3%、4%.

分别 says that the first is of the first part and so on. The parts are words that split, told in a row (小学、初中) that may count them (小学93所、
初中20所,在校生分别为…); or, for growth, the figures of the row before (资助学生4.1万人次、3200万元,分别增长4.6%、8.9%).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Generic, TypeVar

from pipeline.indicators.catalogue import Breakdown, split_words
from pipeline.patterns import any_of, last_match, when_used

T = TypeVar("T")

_RESPECTIVE = when_used(r"分别[^,;。:、()!?\d]{0,12}$")
_JOINED = when_used("[、和及与,]{1,2}")
_NAMED = when_used(r"[、和及与,]{1,2}[^,;。:、()!?\d]{1,12}")
"""Between figures of a row each of which has its own name: 投资553亿元、研发投入133亿元."""
_SEGMENT = when_used("[;。!?]")
_CLAUSE = when_used("[,:]")
_LEAST = 2


class Rows(Generic[T]):
    """Reads the figures of a document in order; `T` is what is known of each."""

    def __init__(self) -> None:
        self._row: list[T] = []
        self._series: list[T] = []
        self._series_before: list[T] = []
        self._end = -1
        self._lead = ""
        self.is_respective = False
        """Whether each figure of the row belongs to one of several parts."""

    def read(self, before: str, start: int) -> None:
        """Go on to the next figure.

        Args:
            before: the sentence up to it, folded; empty at the beginning of a sentence.
            start: where it starts.
        """
        gap = before[len(before) - (start - self._end) :] if 0 <= start - self._end <= len(before) else ""
        if gap and _JOINED.fullmatch(gap):
            return
        self._row = []
        self._lead = before
        self.is_respective = "分别" in before and _RESPECTIVE.search(before) is not None
        if self.is_respective or not (gap and _NAMED.fullmatch(gap)):
            self._series_before = self._series if gap and not _SEGMENT.search(gap) else []
            self._series = []

    def add(self, known: T, end: int) -> None:
        """What is known of the figure that was read last, and where it ends."""
        self._row.append(known)
        self._series.append(known)
        self._end = end

    @property
    def of_before(self) -> T | None:
        """What is known of the figure that stands at the same place in the row before; None without such a row."""
        at, told = len(self._row), self._series_before
        return told[at] if len(told) >= _LEAST and at < len(told) else None

    def part(self) -> tuple[Breakdown, str]:
        """The part to which the figure belongs, and what stands between the parts and 分别; both empty where no parts are told in a row."""
        segment = _SEGMENT.split(self._lead)[-1]
        told = segment[: segment.rfind("分别")]
        found = last_match(_parts(), told)
        if found is None:
            return (), ""
        words = _words().findall(found.group())
        splits = [split_words()[word] for word in words]
        at = len(self._row)
        if at >= len(splits) or len({dimension for dimension, _ in splits}) > 1 or len(set(splits)) < len(splits):
            return (), ""
        rest = told[found.end() :]
        return (splits[at],), "" if _CLAUSE.search(rest) else rest


@cache
def _words() -> re.Pattern[str]:
    return re.compile(any_of(split_words()))


@cache
def _parts() -> re.Pattern[str]:
    word = rf"{any_of(split_words())}(?:\d[\d.]*[^,;。:、()!?\d]{{0,3}})?"
    return re.compile(f"{word}(?:[、和及与]{word})+")
