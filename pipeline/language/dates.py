"""Dates and periods as texts name them: 2022年3月5日, 2020—2022年, 1—8月, 上半年, 2022-2023学年, “十四五”时期, 去年, 截至2023年底.

`find_dates` reads them; what only has to recognize one builds its pattern from those below. Sources: GB/T 7408 (calendar dates), GB/T 15835
(Arabic and Chinese numerals in texts), and the numbering of the five-year plans.
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
OPENING_YEAR = re.compile(rf"^(?:{YEAR}年?度?)")
"""The year that a title begins with: 2023年度, 2023."""
_MASKED_YEAR = re.compile(r"20[Xx×*○]{2}\s?年")
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
_TOLD_OF: dict[str, int] = _WORDS["told_of_years"]
_BY_DISTANCE = {*_RELATIVE, *_TOLD_OF}
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
# What an expression may begin with: most numbers and words are passed over by this alone, most others by its first character.
_FIRST = f"“截{_NUMBER}第前春夏秋冬上下{''.join({word[0] for word in (*_BY_DISTANCE, *_PAST, *_FUTURE)})}"
DATE_BEGINS = frozenset(_FIRST)
"""The characters with which dates begin, digits left out."""
_LEAD = (
    rf"\d(?:\d\d\d|\d?(?:\s?(?:{DASH}|[到月季])|年))|[{_NUMBER}两](?:[〇○零{_NUMBER}]{{0,3}}(?:{_UNTIL}|[年五季、])|九[〇○零])|[“第]"
    rf"|截[至止]|前\s?[\d{_NUMBER}两]|[春夏秋冬]季|[上下]半|{any_of((*_BY_DISTANCE, *_PAST, *_FUTURE))}"
)
_DATE = re.compile(
    rf"(?=[\d{_FIRST}])(?={_LEAD})"
    rf"(?P<until>截[至止]到?\s?)?(?:"
    rf"(?<!\d)(?P<full_year>{YEAR})(?P<mark>[-/.])(?P<full_month>{_MONTH})(?P=mark)(?P<full_day>{_DAY})(?!\d)"
    rf"|(?<!\d)(?:“(?P<plan>十[一二三四五六七八]?|[一二三四五六七八九])五”(?:时期|期间|规划)?|(?P<bare_plan>十[一二三四五六七八])五(?:时期|期间|规划)"
    rf"|第(?P<counted_plan>[{_NUMBER}]{{1,3}})个五年(?:计划|规划)(?:时期|期间)?)"
    rf"|(?P<past>{any_of(_PAST)})?(?P<past_years>(?<!\d)\d{{1,2}}|[{_NUMBER}两]{{1,2}})年(?(past)来?|(?:以?来))"
    rf"|(?P<future>{any_of(_FUTURE)})(?P<future_years>\d{{1,2}}|[{_NUMBER}两]{{1,2}})年"
    rf"|(?P<head>(?:(?<!\d){_YEARS}|(?<![以过年基相往应])(?<!结转)(?P<relative>{any_of(_BY_DISTANCE)})(?![级纪轻龄均]|度?结[转余]))(?P<year_edge>[底末初])?)?"
    rf"(?:(?(head)\s?|(?<!\d年))(?:{_MONTHS}|{_PART}|(?(head){_CHINESE_MONTH}|(?!)))|(?(head)|(?!)))"
    r")(?P<edge>[底末初](?!次))?(?P<since>以来|起至今|至今|起(?=[,;。每]))?"
)
_FROM_THEN = "起"
_FIRST_PLAN = 1951
"""Five years before the first plan would have begun, counted as the third and those behind it were."""
_EARLY_PLANS = {1: 1953, 2: 1958}
"""The first years of the two plans before; the third began after three years without one."""

_SHORTEST_MONTH = 28
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}

Kind = Literal["day", "month", "months", "quarter", "half", "season", "school_year", "year", "years", "plan"]
Reference = Literal["named", "context", "relative"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date or period as written at ``text[start:end]``; both ends of it belong to it."""

    start: int
    end: int
    kind: Kind
    reference: Reference
    """Whether its year is written, left to what was said before (1—8月, 同年), or told by its distance from the year reported on (去年)."""
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
        if self.kind in ("plan", "years") and self.edge and not self.since:
            return last if self.edge == "end" else first  # “十四五”末
        return first if first == last else f"{first}/{last}"

    def of(self, year: int) -> DateExpression:
        """The same part of `year`, when the expression leaves its year to what was said before; else itself."""
        return self if self.years else replace(self, years=(year, year))

    @property
    def _first(self) -> date | None:
        if self.years is None:
            return None
        month = self.months[0] if self.months else 1
        return _date(self.years[0], month, self.days[0] if self.days else 1)

    @property
    def _last(self) -> date | None:
        if self.years is None:
            return None
        month = self.months[1] if self.months else 12
        return _date(self._last_year, month, self.days[1] if self.days else 31)

    @property
    def _last_year(self) -> int:
        """A winter, a school year and 11月至3月 end in the year after the one that is named."""
        first, last = self.years or (0, 0)
        return last + (first == last and self.months is not None and self.months[1] < self.months[0])


def _iso(year: int, month: int, day: int | None) -> str:
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def days_of(period: str) -> tuple[date, date]:
    """First and last day of a period as `DateExpression.period` writes it.

    Args:
        period: not empty.
    """
    first, _, last = period.partition("/")
    begin = [int(part) for part in first.split("-")]
    end = [int(part) for part in (last or first).split("-")]
    return _date(*[*begin, 1, 1][:3]), _date(*[*end, *(12, 31)[len(end) - 1 :]])


def _date(year: int, month: int, day: int) -> date:
    """A day, or the last of a month that is shorter: 29 February of a year that is not known."""
    return date(year, month, day if day <= _SHORTEST_MONTH else min(day, monthrange(year, month)[1]))


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


def hides_year(text: str) -> bool:
    """Whether a text masks the year that it tells of: 20XX年, 20**年; folded."""
    return _MASKED_YEAR.search(text) is not None


def years_behind(text: str, found: DateExpression) -> int | None:
    """How many years a date is behind the one that was named last: 0 of 同年, 1 of 次年; None of other dates."""
    return _TOLD_OF.get(text[found.start : found.start + 2])


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
    first = text[position : position + 1]
    if first not in DATE_BEGINS and not first.isdecimal():
        return None
    match = _DATE.match(text, position)
    return None if match is None or match["cohort"] else match.end()


@dataclass(frozen=True, slots=True)
class _Part:
    """What part of its years an expression names: first and last month and day."""

    kind: Kind = "year"
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None


def _read(match: re.Match[str], reference_year: int | None) -> DateExpression | None:
    years, part = _years(match, reference_year), _part(match)
    if years and years[0] != years[1]:
        part = _part_of_years(match, part)
    if (years and years[1] < years[0]) or not _is_calendar(years, part):
        return None
    since = _is_since(match["since"], part, years, reference_year)
    if since and years and reference_year and years[0] < reference_year:
        years = years[0], reference_year
        part = _Part(part.kind, part.months and (part.months[0], 12), part.days and (part.days[0], 31))
    reference: Reference = "relative" if _is_relative(match) else "named" if years else "context"
    return DateExpression(
        match.start(), match.end(), part.kind, reference, years, part.months, part.days, _edge(match), since
    )


def _is_since(word: str | None, part: _Part, years: tuple[int, int] | None, reference_year: int | None) -> bool:
    """Whether something went on from a time: 2018年以来; 自2015年起,每年, of a year that was over."""
    if word != _FROM_THEN:
        return word is not None
    return part.kind == "year" and years is not None and reference_year is not None and years[0] < reference_year


def _edge(match: re.Match[str]) -> Literal["", "start", "end"]:
    word = match["edge"] or match["year_edge"]
    return "start" if word == "初" else "end" if word or match["until"] else ""


def _is_relative(match: re.Match[str]) -> bool:
    return match["relative"] in _RELATIVE or any(match[group] is not None for group in ("past_years", "future"))


def _years(match: re.Match[str], reference_year: int | None) -> tuple[int, int] | None:
    """First and last year; None when the text leaves them to what was said before, or the year they count from is not known."""
    if match["full_year"]:
        return (year := int(match["full_year"])), year
    if match["year"]:
        first = _number(match["year"])
        to = match["to"] or match["year_to"]
        return first, (_number(to) if len(to) == 4 else first // 100 * 100 + int(to)) if to else first
    if number := match["plan"] or match["bare_plan"] or match["counted_plan"]:
        plan = _number(number)
        first = _EARLY_PLANS.get(plan, _FIRST_PLAN + 5 * plan)
        return first, first + 4
    if reference_year is None:
        return None
    if match["relative"]:
        distance = _RELATIVE.get(match["relative"])
        return None if distance is None else (reference_year + distance, reference_year + distance)
    if match["past_years"]:
        return reference_year - _number(match["past_years"]) + 1, reference_year
    if match["future"]:
        return reference_year + 1, reference_year + _number(match["future_years"])
    return None


def _part(match: re.Match[str]) -> _Part:
    if match["full_year"]:
        month, day = int(match["full_month"]), int(match["full_day"])
        return _Part("day", (month, month), (day, day))
    if match["month"]:
        return _months_and_days(match)
    if match["chinese_month"]:
        month = 1 if match["chinese_month"] == "元" else _number(match["chinese_month"])
        if match["chinese_day"]:
            return _Part("day", (month, month), (day := _number(match["chinese_day"]), day))
        return _Part("month", (month, month))
    if match["season"]:
        first, last = _WORDS["terms" if match["term"] else "seasons"].get(match["season"], (1, 12))
        return _Part("season", (first, last))
    return _named_part(match) or (_Part("school_year", (9, 8)) if match["school"] else _Part())


def _named_part(match: re.Match[str]) -> _Part | None:
    """Halves, quarters and what begins with January."""
    if match["half"]:
        return _Part("half", (1, 6) if match["half"] == "上" else (7, 12))
    if match["quarters"]:
        return _Part("months", (1, 3 * _number(match["quarters"])))
    if match["quarter"]:
        first, last = _number(match["quarter"]), _number(match["quarter_to"] or match["quarter"])
        return _Part("quarter" if first == last else "months", (3 * first - 2, 3 * last))
    return _Part("months", (1, _number(match["first_months"]))) if match["first_months"] else None


def _months_and_days(match: re.Match[str]) -> _Part:
    months = int(match["month"]), int(match["month_to"] or match["month"])
    if match["day"]:
        return _Part(
            "day", months, (_number(match["day"]), _number(match["day_to"] or match["day_end"] or match["day"]))
        )
    if match["third"]:
        return _Part("month", months, _THIRDS[match["third"][0]])
    return _Part("month" if months[0] == months[1] else "months", months)


def _part_of_years(match: re.Match[str], part: _Part) -> _Part:
    """The part of several years: 2021年至2022年6月 begins with the first of them."""
    if part.kind == "year":
        return _Part("plan" if match["plan"] or match["bare_plan"] or match["counted_plan"] else "years")
    if match["to"] is None or part.kind == "school_year" or part.months is None:
        return part
    return _Part("day" if part.days else "months", (1, part.months[1]), part.days and (1, part.days[1]))


def _is_calendar(years: tuple[int, int] | None, part: _Part) -> bool:
    if part.kind != "day" or part.months is None or part.days is None:
        return True
    first, last = years or (2000, 2000)
    return all(
        day <= monthrange(year, month)[1]
        for year, month, day in zip((first, last), part.months, part.days, strict=True)
    )


def _number(text: str) -> int:
    return int(parse_numeral(text.strip(" 日号")) or 0)
