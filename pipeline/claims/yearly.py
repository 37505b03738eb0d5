"""With 分别 each value takes its own year, in order: 2021—2023年的支出分别为3亿元、4亿元、5亿元."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.claims.quantities import REACH
from pipeline.claims.respectively import last_listed
from pipeline.language.dates import DateExpression, find_dates
from pipeline.language.numerals import parse_numeral
from pipeline.records import Quantity, Sentence

_BACK = 240
"""Characters before a sentence within which the years are named that it only counts (三年分别为)."""
_COUNTED = re.compile(
    r"(?<![近前后第\d])(?P<number>[两二三四五六七八九十]|\d)年(?!级|来|度|期|间|内|以|前|后)[^,;。:]*$"
)
_LISTED = re.compile(r"[、和与及]")
_COMPARED = tuple("比较与同于")


def years_of_lists(content: str, sentence: Sentence, quantities: Sequence[Quantity]) -> Mapping[int, str]:
    """By the offset of a quantity: the year that it is for, where a sentence tells values of several years in order.

    Args:
        content: folded text of the document.
        sentence: the sentence.
        quantities: its quantities in order.
    """
    found: dict[int, str] = {}
    if content.find("分别", sentence.start, sentence.end) < 0:
        return found
    index = 0
    while index < len(quantities):
        last = last_listed(content, quantities, index)
        if last > index:
            members = quantities[index : last + 1]
            low = max(sentence.start, members[0].start - REACH)
            years = _years(content, sentence, low, members[0].start, len(members))
            found.update(zip((member.start for member in members), map(str, years), strict=False))
        index = last + 1
    return found


def _years(content: str, sentence: Sentence, low: int, end: int, size: int) -> Sequence[int]:
    """So many years, one after the other, that a list before `end` is for; empty for another list."""
    told = content[low:end]
    if "分别" not in told:
        return ()
    named = [date for date in find_dates(told) if date.years and date.kind in ("year", "years")]
    if named:
        return _in_turn(told, named, size)
    counted = _COUNTED.search(told)
    if counted is None or parse_numeral(counted["number"]) != size:
        return ()
    before = content[max(0, sentence.start - _BACK) : end]
    earlier = [date for date in find_dates(before) if _spans(date, size)]
    return _range(earlier[-1]) if earlier else ()


def _in_turn(told: str, named: Sequence[DateExpression], size: int) -> Sequence[int]:
    """The years of a range, or of dates side by side (2021年、2022年)."""
    last = named[-1]
    if _spans(last, size):
        return _range(last)
    members = named[-size:]
    joined = all(_LISTED.fullmatch(told[one.end : other.start]) for one, other in pairwise(members))
    if not joined or len(members) < size or told[: members[0].start].endswith(_COMPARED):
        return ()
    return [date.years[0] for date in members if date.years]


def _spans(date: DateExpression, size: int) -> bool:
    return date.years is not None and date.kind == "years" and date.years[1] - date.years[0] + 1 == size


def _range(date: DateExpression) -> Sequence[int]:
    assert date.years is not None
    return range(date.years[0], date.years[1] + 1)
