"""Which period a quantity is for: a date in its sentence, else the frame of the text, else the heading, else the report.

A review of a year and of five years changes its frame by a sentence, not by a heading: 五年来, 这五年 and 的五年 open
the five years, 这一年, 一年来 and 2025年是 the year. A frame holds until the next one or the next top heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.claims.quantities import REACH
from pipeline.language.dates import YEAR, DateExpression, find_dates
from pipeline.records import Block, Quantity, Sentence
from pipeline.resources import read_toml

_COMPARED = re.compile(r"(?:比|较|与|同|于|由|从)$")
_BY_DISTANCE = tuple(read_toml("dates.toml")["relative_years"])
_BASIS = re.compile(r"[^,;。\d]{0,10}(?:为基[数期]|不变价|可比价|的?基础上|相比)")
"""Behind a year that others are compared with: 按2020年不变价格, 以2020年为基数."""
_FROM = frozenset("于由从")
"""Before a year, what is compared with it; before a range, when it begins."""
# 2004年升格为本科院校,现有两个校区: what is told of the present is not of the date before it.
_NOW = re.compile(r"[,;](?:学校|全[省市县区校]|我[省市县区校])?(?:现有|现设|目前|如今|现已)")
_TOPIC_BEFORE = re.compile(r"[,;。:\n 】]$")
_FRAME = re.compile(
    rf"(?=[五这的过经一刚12])(?:(?P<five>五年来|这五年|的五年|过去五年|经过五年|五年接续|五年累计|五年间)"
    rf"|(?P<one>这一年|一年来|过去一年|过去的一年|刚刚过去的{YEAR}年|(?P<year>{YEAR})年(?:是|,(?:我们|全))))"
)
_ENDED = re.compile(r"[^,;。]{0,4}五年(?:增长|累计|提高|下降|共)")


class Dates:
    """The dates of a document, read once.

    Attributes:
        now: the year that 今年 and 去年 are said in; None when it is not known.
    """

    def __init__(self, content: str, now: int | None, past: int | None) -> None:
        self.now = now
        found = find_dates(content, past)
        # 以来 and 近三年 reach to the last year told of, 今年 and 去年 are seen from the year of writing.
        self._dates = tuple(found if now == past else (_seen_from(content, now, past, date) for date in found))
        self._starts = [found.start for found in self._dates]

    def between(self, start: int, end: int) -> Iterator[DateExpression]:
        """Those within ``content[start:end]``."""
        for index in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            if self._dates[index].end <= end:
                yield self._dates[index]


class Period(NamedTuple):
    """What a quantity is for: ``2018``, ``2018-09``, ``2018-10-31``, ``2018/2020``; and whether its sentence says so."""

    text: str
    is_stated: bool


def period_of(content: str, dates: Dates, sentence: Sentence, quantity: Quantity, frame: str) -> Period:
    """What a quantity in running text is for.

    Args:
        content: folded text of the document.
        dates: its dates.
        sentence: the sentence of the quantity.
        quantity: the quantity.
        frame: what holds when the sentence names no date (see `pipeline.claims.frames`).
    """
    reach = max(sentence.start, quantity.start - REACH)
    said, plan = "", ""
    for found in dates.between(reach, quantity.start):
        if found.kind == "plan":
            plan = found.period if found.since or content[found.end - 1] in "期间" else plan
        elif is_compared(content, found, sentence):
            continue
        elif found.reference == "named":
            said = "" if _NOW.search(content, found.end, quantity.start) else found.period
        elif found.years and (found.months or _is_other_year(content, found, reach, dates.now)):
            said = found.period
        else:
            said = _in_context(content, found, said, frame, quantity) or said
    if said or not frame:
        return Period(said or plan, bool(said or plan))
    if len(frame) == 4 and _ENDED.search(content, max(sentence.start, quantity.start - 10), quantity.start):
        return Period(_five_years(frame), False)
    return Period(plan or frame, bool(plan))


def _seen_from(content: str, now: int | None, past: int | None, found: DateExpression) -> DateExpression:
    """A date that was read as from `past`: 今年 and 去年 are those of `now`, but not 过去一年."""
    if found.reference != "relative" or found.years is None or now is None or past is None:
        return found
    if not content.startswith(_BY_DISTANCE, found.start):
        return found
    first, last = found.years
    return replace(found, years=(first + now - past, last if found.since else last + now - past))


def is_compared(content: str, found: DateExpression, sentence: Sentence) -> bool:
    """Whether a date is what others are compared with, or where a change begins."""
    if found.kind == "day" and found.reference == "context":
        return False
    if _BASIS.match(content, found.end):
        return True
    compared = _COMPARED.search(content, max(sentence.start, found.start - 1), found.start)
    is_range = found.kind in ("years", "months") or (found.years is not None and found.years[0] != found.years[1])
    return compared is not None and not (is_range and compared.group() in _FROM)


def _is_other_year(content: str, found: DateExpression, reach: int, now: int | None) -> bool:
    """Whether the year before or after the one of writing is the topic of a clause: 去年受理投诉136件, not 比去年."""
    if found.years == (now, now) or found.kind == "years" or found.since or found.edge:
        return False
    return _heads_clause(content, found, reach) and not content.startswith("同期", found.end)


def _heads_clause(content: str, found: DateExpression, reach: int) -> bool:
    return found.start == reach or _TOPIC_BEFORE.search(content, reach, found.start) is not None


def _in_context(content: str, found: DateExpression, said: str, frame: str, quantity: Quantity) -> str:
    """The period of a day or part of the year that is spoken of; empty when it is none of a known year."""
    year = said[:4] or (frame if len(frame) == 4 else "")
    if not year:
        return ""
    if found.kind == "day":
        return found.of(int(year)).period
    if found.months is None:
        return ""
    if found.kind == "month":
        is_topic = content.startswith(",", found.end) and _heads_clause(content, found, 0)
        return found.of(int(year)).period if is_topic and len(said) in (0, 4) else ""
    if found.kind == "season" or content.find("。", found.end, quantity.start) >= 0:
        return ""
    return found.of(int(year)).period


def heading_periods(heading: str) -> tuple[str, ...]:
    """The periods that a heading names: years before plans and days left out, else in order."""
    named = [found for found in find_dates(heading) if found.reference == "named" and found.kind != "day"]
    return tuple(found.period for found in sorted(named, key=lambda found: found.kind == "plan") if found.period)


def spoken_frames(content: str, blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """Where sentences open a frame, and which: `five` years, `one` year, or the year; empty where a top heading ends the one before."""
    frames: dict[int, str] = {}
    for match in _FRAME.finditer(content):
        frames[match.start()] = "five" if match["five"] else match["year"] or "one"
    for block in blocks:
        if block.role in ("heading", "title") and block.level <= 1 and frames.get(block.start, "one") == "one":
            frames[block.start] = ""
    return sorted(frames.items())


def last_year(period: str) -> int | None:
    """The year in which a period that is written by years ends."""
    return int(period[-4:]) if len(period) in (4, 9) else None


def years_of(period: str) -> tuple[int, int]:
    """First and last year of a period, which is not empty."""
    first, _, last = period.partition("/")
    return int(first[:4]), int((last or first)[:4])


def is_within(period: str, past: int | None, ahead: bool) -> bool:
    """Whether a period may be that of results, whose first year was over, or of plans, whose last is not.

    Args:
        period: not empty.
        past: the last year told of; None when it is not known.
        ahead: whether plans are asked for.
    """
    first, last = years_of(period)
    return past is None or (last > past if ahead else last <= past or (first <= past and last - first > 1))


def _five_years(year: str) -> str:
    return f"{int(year) - 4}/{year}"
