"""Which period a quantity is for: a date in its sentence, else the frame of the text, else the heading, else the report.

A review of a year and of five years changes its frame by a sentence, not by a heading: 五年来, 这五年 and 的五年 open
the five years, 这一年, 一年来 and 2025年是 the year. A frame holds until the next one or the next top heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipeline.claims.quantities import REACH
from pipeline.language.numerals import parse_numeral
from pipeline.patterns import last_match
from pipeline.records import Block, Quantity, Sentence

DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?(?:[-—–~至]\s?(?P<to>(?:19|20)\d\d))?\s?(?:年|学年|届)"
    r"(?:度|底|末)?(?:\s?(?P<month>\d{1,2})\s?月(?:底|末|份)?(?:\s?(?P<day>\d{1,2})\s?[日号])?)?"
)
"""A date with its year, in folded text."""

_COMPARED = re.compile(r"(?:比|较|与|同|于|由|从)$")
# 2004年升格为本科院校,现有两个校区: what is told of the present is not of the date before it.
_NOW = re.compile(r"[,;](?:学校|全[省市县区校]|我[省市县区校])?(?:现有|现设|目前|如今|现已)")
# A day of the year that is spoken of, or some: 8月14日, 8月11日至18日.
_DAY = re.compile(
    r"(?<![\d年])(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:\s?[至—\-](?:(?P<to_month>\d{1,2})月)?(?P<to_day>\d{1,2})日)?(?!\s?[至—\-])"
)
# The n-th five-year plan began in 1981 for n = 6; 十四五 is 2021 to 2025.
_PLAN = r"“(?P<number>十[一二三四五六七八]|[七八九十])五”"
_PLAN_PERIOD = re.compile(rf"{_PLAN}(?:时期|期间|以来)")
_PLAN_HEADING = re.compile(_PLAN)
_SINCE = re.compile(r"以来|起至今|至今")
# The year before or after the one of writing, as the topic of a clause: 去年受理投诉136件, not 比去年.
_RELATIVE = re.compile(
    r"(?=[去上明来下])(?:^|(?<=[,;。:\n ]))(?:去年|上年(?!度?末|同期)|(?P<next>明年|来年|下一年))(?!同期|底|末|以来)"
)
# A month as the topic of a clause, its year said before: 8月,第九中学建成招生.
_MONTH = re.compile(r"(?<=[,;。:\n 】])(?P<month>\d{1,2})月(?:份|底|末)?,")
# A part of a year as the topic of a clause: 一季度, 前三季度, 上半年, 1—8月, 1月至8月.
_PART_OF_YEAR = re.compile(
    r"第?(?P<quarter>[一二三四])季度|前(?P<quarters>[二两三])个?季度|(?P<half>[上下])半年"
    r"|(?<![\d月])(?P<first>\d{1,2})月?份?\s?[-—–~至到]\s?(?P<last>\d{1,2})月(?!\d)"
)
_CHINESE_YEAR = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}年")
_FRAME = re.compile(
    r"(?=[五这的过经一刚12])(?:(?P<five>五年来|这五年|的五年|过去五年|经过五年|五年接续|五年累计|五年间)"
    r"|(?P<one>这一年|一年来|过去一年|过去的一年|刚刚过去的(?:19|20)\d\d年|(?P<year>(?:19|20)\d\d)年(?:是|,(?:我们|全))))"
)
_ENDED = re.compile(r"[^,;。]{0,4}五年(?:增长|累计|提高|下降|共)")


def period_of(content: str, sentence: Sentence, quantity: Quantity, frame: str, now: str) -> str:
    """ISO-like period: ``2018``, ``2018-09``, ``2018-10-31``, ``2018/2020``.

    Args:
        content: folded text of the document.
        sentence: the sentence of the quantity.
        quantity: the quantity.
        frame: what holds when the sentence names no date (see `Frames`).
        now: the year that 去年 and 以来 are said in; empty when it is not known.
    """
    period = ""
    reach = max(sentence.start, quantity.start - REACH)
    named = content.find("年", reach, quantity.start) >= 0 or content.find("届", reach, quantity.start) >= 0
    at = reach
    for match in DATE.finditer(content, reach, quantity.start) if named else ():
        if not _COMPARED.search(content, max(sentence.start, match.start() - 1), match.start()):
            period = "" if _NOW.search(content, match.end(), quantity.start) else _iso(match)
            if now and _SINCE.match(content, match.end()) and period[:4] < now:
                period = f"{period[:4]}/{now}"
            at = match.end()
    if now and content.find("年", at, quantity.start) >= 0:
        relative = last_match(_RELATIVE, content, at, quantity.start)
        if relative:
            period = str(int(now) + (1 if relative["next"] else -1))
    year = period[:4] or (frame if len(frame) == 4 else "")
    in_month = year and len(period) in (0, 4) and content.find("月", reach, quantity.start) >= 0
    month = last_match(_MONTH, content, reach, quantity.start) if in_month else None
    if month and 1 <= int(month["month"]) <= 12:
        period = f"{year}-{int(month['month']):02d}"
    if year and len(period) in (0, 4, 7):
        part = last_match(
            _PART_OF_YEAR, content, max(reach, content.rfind("。", reach, quantity.start) + 1), quantity.start
        )
        months = (
            months_of(part)
            if part and not _COMPARED.search(content, max(reach, part.start() - 1), part.start())
            else None
        )
        if months and 1 <= months[0] < months[1] <= 12:
            period = f"{year}-{months[0]:02d}/{year}-{months[1]:02d}"
    dated = year and content.find("日", reach, quantity.start) > 0
    for match in _DAY.finditer(content, reach, quantity.start) if dated else ():
        if 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31:
            period = _day(year, match["month"], match["day"])
            if match["to_day"]:
                period += f"/{_day(year, match['to_month'] or match['month'], match['to_day'])}"
    if (
        not period
        and named
        and len(frame) == 4
        and _ENDED.search(content, max(sentence.start, quantity.start - 10), quantity.start)
    ):
        return _five_years(frame)
    if not period and content.find("五”", reach, quantity.start) >= 0:
        plan = last_match(_PLAN_PERIOD, content, reach, quantity.start)
        period = _plan_years(plan) if plan else ""
    return period or frame


class Frames:
    """The period that holds at each place of a document when its sentence names none.

    Attributes:
        of_report: the year that the document reports on; empty when it is not known.
    """

    def __init__(self, content: str, blocks: Sequence[Block], report_year: int | None) -> None:
        self.of_report = str(report_year) if report_year else ""
        self._years: dict[tuple[str, ...], str] = {}
        frames: dict[int, str] = {}  # by their start; empty where a top heading ends the one before
        for match in _FRAME.finditer(content):
            frames[match.start()] = "five" if match["five"] else match["year"] or "one"
        for block in blocks:
            if block.role in ("heading", "title") and block.level <= 1 and frames.get(block.start, "one") == "one":
                frames[block.start] = ""
        self._starts = sorted(frames)
        self._frames = [frames[start] for start in self._starts]

    def at(self, position: int, section: tuple[str, ...]) -> str:
        """The period at `position` under the headings of `section`."""
        if section not in self._years:
            self._years[section] = heading_year(section) or self.of_report
        heading = self._years[section]
        index = bisect_right(self._starts, position) - 1
        spoken = self._frames[index] if index >= 0 else ""
        year = heading[-4:] if len(heading) in (4, 9) else ""
        if spoken == "five" and year:
            return _five_years(year)
        if spoken == "one" and year:
            return year
        return spoken if spoken.isdigit() else heading


def heading_year(section: Iterable[str]) -> str:
    """The period that the nearest heading names, a year before a plan period; or an empty string."""
    for heading in reversed(list(section)):
        if match := DATE.search(heading):
            return _iso(match)
        if plan := _PLAN_PERIOD.search(heading) or _PLAN_HEADING.search(heading):
            return _plan_years(plan)
        if chinese := _CHINESE_YEAR.search(heading):
            return str(parse_numeral(chinese.group()[:-1]))
    return ""


def months_of(part: re.Match[str]) -> tuple[int, int] | None:
    """First and last month of a part of a year, as written; None when the match holds none.

    Args:
        part: with the groups ``half`` (上, 下), ``quarter``, ``quarters`` (how many from the first on), ``first`` and ``last``.
    """
    if part["half"]:
        return (1, 6) if part["half"] == "上" else (7, 12)
    if part["quarter"]:
        last = 3 * int(parse_numeral(part["quarter"]) or 0)
        return last - 2, last
    if part["quarters"]:
        return 1, 3 * int(parse_numeral(part["quarters"]) or 0)
    return (int(part["first"]), int(part["last"])) if part["first"] else None


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _plan_years(plan: re.Match[str]) -> str:
    first = 1981 + 5 * (int(parse_numeral(plan["number"]) or 0) - 6)
    return f"{first}/{first + 4}"


def _five_years(year: str) -> str:
    return f"{int(year) - 4}/{year}"


def _iso(match: re.Match[str]) -> str:
    if match["to"]:
        return f"{match['year']}/{match['to']}"
    parts = [match["year"]] + [f"{int(match[name]):02d}" for name in ("month", "day") if match[name]]
    return "-".join(parts)
