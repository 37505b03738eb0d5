"""Dates and periods as texts name them: 2022年3月5日, 2020—2022年, 1—8月, 上半年, 2022-2023学年, “十四五”时期, 去年, 截至2023年底.

`find_dates` reads them; what only has to recognize one builds its pattern from those below. Sources: GB/T 7408 (calendar dates), GB/T 15835
(Arabic and Chinese numerals in texts), and the numbering of the five-year plans, of which the sixth began in 1981.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pipeline.language.numerals import parse_numeral
from pipeline.patterns import any_of
from pipeline.resources import read_toml

YEAR = r"(?:19|20)\d\d"
"""A year in digits."""
CHINESE_YEAR = r"(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}"
"""A year in Chinese digits."""
DASH = r"[-—–~至]"
TO = rf"\s?{DASH}\s?"
"""Between the two ends of a range."""
FULL_DATE = rf"{YEAR}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}"
"""A day with its year, as pages and signatures give it, without 日: 2022-03-05, 2022.3.5, 2022年3月5."""
WEEKDAY = r"(?:星期.|周.)"
CLOCK = r"\d{1,2}\s?[:时]\s?\d{1,2}"
"""A time of day."""

_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NUMBER = "一二三四五六七八九十"
_CHINESE_TWELVE = "(?:十[一二]?|[一二三四五六七八九])"
_WORDS = read_toml("dates.toml")
_PAST: list[str] = _WORDS["spans"]["past"]
_FUTURE: list[str] = _WORDS["spans"]["future"]
_RELATIVE: dict[str, int] = _WORDS["relative_years"]
_UNTIL = r"\s?(?:[-—–~]{1,2}|至|到)\s?"
_YEARS = (
    rf"(?P<year>{YEAR}|{CHINESE_YEAR})(?:年?{_UNTIL}(?P<to>{YEAR}|{CHINESE_YEAR}|(?<=[-—–])\d\d(?!\d)))?"
    r"\s?(?:(?:(?P<school>学年)|年(?!级)|(?P<cohort>届))度?|(?=[上下]半年|第?[一二三四1-4]季度|前[二两三]个?季度|[春秋]季))"
)
_MONTHS = (
    rf"(?<![\d.第])(?P<month>{_MONTH})(?:\s?月份?(?P<day>\s?{_DAY}(?:\s?[日号]|(?={_UNTIL}{_DAY}\s?[日号])))?|(?={_UNTIL}{_MONTH}\s?月))"
    rf"(?P<third>[上中下]旬)?"
    rf"(?:{_UNTIL}(?:(?:(?P<year_to>{YEAR})\s?年\s?)?(?P<month_to>{_MONTH})\s?月份?(?P<day_to>\s?{_DAY}\s?[日号])?|(?P<day_end>{_DAY})\s?[日号]))?"
)
_CHINESE_MONTH = rf"(?P<chinese_month>元|{_CHINESE_TWELVE})月(?:(?P<chinese_day>[{_NUMBER}]{{1,3}})[日号])?"
_PART = (
    r"(?P<half>[上下])半年度?|(?<![提目以之])前(?P<quarters>[一二两三1-3])个?季度"
    rf"|第?(?P<quarter>[一二三四1-4])(?:季度)?(?:(?:{_UNTIL}|、)第?(?P<quarter_to>[二三四2-4]))*季度"
    rf"|(?<![提目以之])前(?P<first_months>{_MONTH}(?=个?月)|{_CHINESE_TWELVE}(?=个月))个?月|(?P<season>[春夏秋冬])季(?P<term>学期)?"
)
_DATE = re.compile(
    rf"(?=[\d“截{_NUMBER}第前春夏秋冬上下{''.join({word[0] for word in (*_RELATIVE, *_PAST, *_FUTURE)})}])"
    rf"(?P<until>截[至止]到?\s?)?(?:"
    rf"(?<!\d)(?P<full_year>{YEAR})(?P<mark>[-/.])(?P<full_month>{_MONTH})(?P=mark)(?P<full_day>{_DAY})(?!\d)"
    rf"|(?<!\d)(?:“(?P<plan>十[一二三四五六七八]?|[七八九])五”(?:时期|期间|规划)?|(?P<bare_plan>十[一二三四五六七八])五(?:时期|期间|规划))"
    rf"|(?P<past>{any_of(_PAST)})?(?P<past_years>(?<!\d)\d{{1,2}}|[{_NUMBER}两]{{1,2}})年(?(past)来?|来)"
    rf"|(?P<future>{any_of(_FUTURE)})(?P<future_years>\d{{1,2}}|[{_NUMBER}两]{{1,2}})年"
    rf"|(?P<head>(?:(?<!\d){_YEARS}|(?<![以过年基相往])(?P<relative>{any_of(_RELATIVE)})(?![级纪轻龄均]))(?P<year_edge>[底末初])?)?"
    rf"(?:(?(head)\s?|(?<!\d年))(?:{_MONTHS}|{_PART}|(?(head){_CHINESE_MONTH}|(?!)))|(?(head)|(?!)))"
    r")(?P<edge>[底末初](?!次))?(?P<since>以来|起至今|至今)?"
)
_FIRST_PLAN = 1951
"""Five years before the first plan would have begun, counted as the sixth was."""

Kind = Literal["day", "month", "months", "quarter", "half", "season", "school_year", "year", "years", "plan"]
Reference = Literal["named", "context", "relative"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date or period as written at ``text[start:end]``; both ends of it belong to it."""

    start: int
    end: int
    kind: Kind
    reference: Reference
    """Whether its year is written, left to what was said before (1—8月), or told by its distance from the year reported on (去年)."""
    years: tuple[int, int] | None
    """First and last; None when the text leaves them to what was said before, or the year they are counted from is not known."""
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    edge: Literal["", "start", "end"] = ""
    """A moment rather than a period: 年初, 年底, 截至…."""
    since: bool = False
    """Whether it is where a period begins: 2018年以来."""

    @property
    def first(self) -> date | None:
        """Its first day; None when its year is not known."""
        return self._last if self.edge == "end" else self._first

    @property
    def last(self) -> date | None:
        """Its last day; None when its year is not known."""
        return self._first if self.edge == "start" else self._last

    @property
    def period(self) -> str:
        """``2018``, ``2018-09``, ``2018-10-31``, ``2018/2020``, ``2021-01/2021-06``; empty when its year is not known."""
        if self.years is None:
            return ""
        if self.since or self.months is None or self.kind in ("season", "school_year"):
            first, last = (str(year) for year in self.years)
        else:
            days = self.days if self.kind == "day" else None
            first, last = (
                _iso(self.years[0], self.months[0], days and days[0]),
                _iso(self._last_year, self.months[1], days and days[1]),
            )
        return first if first == last else f"{first}/{last}"

    def of(self, year: int) -> DateExpression:
        """The same part of `year`, when the expression leaves its year to what was said before; else itself."""
        return self if self.years else replace(self, years=(year, year))

    @property
    def _first(self) -> date | None:
        if self.years is None:
            return None
        return date(self.years[0], self.months[0] if self.months else 1, self.days[0] if self.days else 1)

    @property
    def _last(self) -> date | None:
        if self.years is None:
            return None
        month = self.months[1] if self.months else 12
        length = monthrange(self._last_year, month)[1]
        return date(self._last_year, month, min(self.days[1], length) if self.days else length)

    @property
    def _last_year(self) -> int:
        """A winter, a school year and 11月至3月 end in the year after the one that is named."""
        first, last = self.years or (0, 0)
        return last + (first == last and self.months is not None and self.months[1] < self.months[0])


def _iso(year: int, month: int, day: int | None) -> str:
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def find_dates(text: str, reference_year: int | None = None) -> Iterator[DateExpression]:
    """The dates and periods that `text` names, in order, without overlaps.

    Args:
        text: folded text.
        reference_year: the year that 今年 is, that 近三年 ends with and 以来 reaches to.

    A part of a year without its year (8月, 上半年) has `years` None; `DateExpression.of` gives it one.
    """
    for match in _DATE.finditer(text):
        found = _read(match, reference_year)
        if found is not None:
            yield found


def first_day(text: str) -> date | None:
    """The first day that folded text names with its year; None when it names none."""
    for found in re.findall(FULL_DATE, text):
        try:
            return date(*map(int, re.findall(r"\d+", found)))
        except ValueError:
            continue
    return None


def date_end(text: str, position: int) -> int | None:
    """Where the date or period ends that begins at `position`; None when none does. 2023届 is what its members are called."""
    match = _DATE.match(text, position)
    return None if match is None or match["cohort"] else match.end()


def _read(match: re.Match[str], reference_year: int | None) -> DateExpression | None:
    years = _years(match, reference_year)
    kind, months, days = _part(match)
    if match["to"] and months and kind != "school_year":  # 2021年至2022年6月
        kind, months, days = "day" if days else "months", (1, months[1]), days and (1, days[1])
    if years and kind == "year" and years[0] != years[1]:
        kind = "plan" if match["plan"] or match["bare_plan"] else "years"
    if kind == "day" and not _is_calendar(years, months, days):
        return None
    since = match["since"] is not None
    if since and years and reference_year and years[0] < reference_year:
        years, months, days = (years[0], reference_year), months and (months[0], 12), days and (days[0], 31)
    if years and years[1] < years[0]:
        return None
    last = match["edge"] or match["year_edge"]
    edge: Literal["", "start", "end"] = "start" if last == "初" else "end" if last or match["until"] else ""
    reference: Reference = "relative" if _is_relative(match) else "context" if years is None else "named"
    return DateExpression(match.start(), match.end(), kind, reference, years, months, days, edge, since)


def _is_relative(match: re.Match[str]) -> bool:
    return any(match[group] is not None for group in ("relative", "past_years", "future"))


def _years(match: re.Match[str], reference_year: int | None) -> tuple[int, int] | None:
    """First and last year; None when the text leaves them to what was said before, or the year they count from is not known."""
    if match["full_year"]:
        return (year := int(match["full_year"])), year
    if match["year"]:
        first = _number(match["year"])
        to = match["to"] or match["year_to"]
        return first, (_number(to) if len(to) == 4 else first // 100 * 100 + int(to)) if to else first
    if number := match["plan"] or match["bare_plan"]:
        first = _FIRST_PLAN + 5 * _number(number)
        return first, first + 4
    if reference_year is None:
        return None
    if match["relative"]:
        return (year := reference_year + _RELATIVE[match["relative"]]), year
    if match["past_years"]:
        return reference_year - _number(match["past_years"]) + 1, reference_year
    if match["future"]:
        return reference_year + 1, reference_year + _number(match["future_years"])
    return None


def _part(match: re.Match[str]) -> tuple[Kind, tuple[int, int] | None, tuple[int, int] | None]:
    """What part of its years an expression names: kind, first and last month, first and last day."""
    if match["full_year"]:
        month, day = int(match["full_month"]), int(match["full_day"])
        return "day", (month, month), (day, day)
    if match["month"]:
        return _months_and_days(match)
    if match["chinese_month"]:
        month = 1 if match["chinese_month"] == "元" else _number(match["chinese_month"])
        days = (day := _number(match["chinese_day"]), day) if match["chinese_day"] else None
        return "day" if days else "month", (month, month), days
    if match["half"]:
        return "half", (1, 6) if match["half"] == "上" else (7, 12), None
    if match["quarters"]:
        return "months", (1, 3 * _number(match["quarters"])), None
    if match["quarter"]:
        first, last = _number(match["quarter"]), _number(match["quarter_to"] or match["quarter"])
        return "quarter" if first == last else "months", (3 * first - 2, 3 * last), None
    if match["first_months"]:
        return "months", (1, _number(match["first_months"])), None
    if match["season"]:
        months = (_WORDS["terms"] if match["term"] else _WORDS["seasons"]).get(match["season"])
        return "season", months and (months[0], months[1]), None
    return ("school_year", (9, 8), None) if match["school"] else ("year", None, None)


def _months_and_days(match: re.Match[str]) -> tuple[Kind, tuple[int, int], tuple[int, int] | None]:
    first = int(match["month"])
    last = int(match["month_to"] or first)
    if match["day"]:
        day = _number(match["day"])
        end = _number(match["day_to"] or match["day_end"] or match["day"])
        return "day", (first, last), (day, end)
    if match["third"]:
        day = {"上": 1, "中": 11, "下": 21}[match["third"][0]]
        return "month", (first, last), (day, day + 9 if day < 21 else 31)
    return "month" if first == last else "months", (first, last), None


def _is_calendar(years: tuple[int, int] | None, months: tuple[int, int] | None, days: tuple[int, int] | None) -> bool:
    return all(
        day <= monthrange((years or (2000, 2000))[end], (months or (1, 1))[end])[1]
        for end, day in enumerate(days or ())
    )


def _number(text: str) -> int:
    return int(parse_numeral(text.strip(" 日号")) or 0)
