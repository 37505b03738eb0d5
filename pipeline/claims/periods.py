"""Which period a quantity is for: a date in its sentence, else the frame of the text, else the heading, else the report.

A review of a year and of five years changes its frame by a sentence, not by a heading: 五年来, 这五年 and 的五年 open
the five years, 这一年, 一年来 and 2025年是 the year. A frame holds until the next one or the next top heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from pipeline.claims.narrative import dated, is_of_event, scene, told_of, turns_to_present
from pipeline.claims.quantities import REACH
from pipeline.language.dates import DASH, YEAR, DateExpression, days_of, find_dates
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word
from pipeline.language.numerals import parse_numeral
from pipeline.records import Block, ClaimStatus, PeriodSource, Quantity, Sentence
from pipeline.resources import read_toml

_COMPARED = re.compile(rf"(?P<with>[比较与同于由从]|面向|着眼)(?:{YEAR}年?[、和与]){{0,3}}$")
_FARTHEST = 19
"""Characters between such a word and the last of the years behind it."""
_BY_DISTANCE = tuple(read_toml("dates.toml")["relative_years"])
_BASIS = re.compile(r"[^,;。\d年]{0,10}(?:为基[数期]|不变价|可比价|的?基础上|相比)")
"""Behind a year that others are compared with: 按2020年不变价格, 以2020年为基数."""
_MULTIPLE = re.compile(r"(?:是|为|相当于|达到?|占)(?:了|到)?$")
_OF_IT = re.compile(
    r"(?:末|底|同期)?(?![^,;。:]{0,8}(?:预算|计划|目标|任务|指标))[^,;。:\d]{0,12}的(?:约|近)?[\d.一二两三四五六七八九十百]{1,6}(?:多|余)?(?:倍|%|成(?!立))"
)
"""Around a year of whose value a multiple or a share is told: 是2011年的1.54倍."""
_OF_DATE = frozenset("的(")
"""Between a date and the level of then."""
_FROM = frozenset("于由从")
"""Before a year, what is compared with it; before a range, when it begins."""
_SINCE = frozenset("自由从")
_FROM_TO = "年到"
"""Between two years that are the ends of a change: 1978年到1982年."""
_TOPIC_BEFORE = re.compile(r"[,;。:\n 】]$")
_OF_YEARS = re.compile(rf"(?<![{HAN}])(?P<number>[两三四五六七八九十])年(?:[内中间]|期间|合计|累计|共|计划)[^。]*$")
"""Before a quantity, what is of the years that the text is about: 五年内, 三年合计."""
_OF_YEARS_REACH = 200
"""Characters before a quantity in which such years are named."""
_LAST_DATES = 24
"""Dates among which the day of a meeting is looked for."""
_FRAME = re.compile(
    rf"(?=[五这的过经一刚12])(?:(?P<five>五年来|这五年|的五年|过去五年(?:[及和与暨](?P<last>{YEAR})年)?|经过五年|五年接续|五年累计|五年间)"
    rf"|(?P<one>这一年|一年来|过去一年|过去的一年|刚刚过去的{YEAR}年|(?P<year>{YEAR})年(?:是|,(?:我们|全))))"
)
_CLAUSE_MARK = re.compile(r"[,;。:!?\n]")
_UNTIL = LexicalPattern(lambda: rf"(?:^|[^{HAN}]|{any_word('planned', 'planned_verb', 'planned_noun')})[到至]$")
"""Before a year, the day by which: 到2025年, 力争到2025年; but 提高到2025年的8%."""
_LONGEST_AIM = 6
_TO = frozenset("到至")
_ONE_YEAR = len("2018")
_DASHES = ("—", "--")
_PARTS = frozenset(("months", "quarter", "half"))
"""Kinds of dates that reports of figures are for."""
_REACH = 3000
"""Characters for which a date holds that a paragraph has put before its figures."""
_DAY = timedelta(days=1)
_HALF_YEAR, _DAYS_OF_YEAR = 182, 366
_LEAD = 4
"""Characters before the date that a sentence begins with: white space, 至, 自."""
_TITLE_YEARS = re.compile(rf"(?<!\d)(?P<first>{YEAR})(?:(?=[{HAN}](?<!年))|\s?{DASH}{{1,2}}\s?(?P<last>{YEAR})(?=\)))")
"""In a title, the years that it names without 年: 数字云泽2021行动方案, (2021-2023)."""
_ENDED = re.compile(
    r"(?<![〇○零一二三四五六七八九\d])(?:(?P<number>[两三四五六七八九十]|\d{1,2})年(?:增长|增加|累计|提高|下降|共)|连续(?P<run>[两二三四五六七八九十]|\d{1,2})年)[^,;。、]*$"
)
"""Before a quantity that came of the years that ended: 规模五年增长近10倍, 连续7年保持98%."""
_ENDED_REACH = 16


class Dates:
    """The dates of a document, read once.

    Attributes:
        now: the year that 今年 and 去年 are said in; None when it is not known.
        last: the last year that it names; None when it names none.

    Args:
        content: folded text of the document.
        now: see above.
        past: the last year told of; None when it is not known.
        paragraphs: where its blocks begin, in order.
        written: the day on which it was written, where it tells of days near that one; else None.
    """

    def __init__(
        self, content: str, now: int | None, past: int | None, paragraphs: Sequence[int], written: date | None = None
    ) -> None:
        self.now, self._written = now, written
        found = find_dates(content, past)
        # 以来 and 近三年 reach to the last year told of, 今年 and 去年 are seen from the year of writing.
        seen = found if now == past else (_seen_from(content, now, past, date) for date in found)
        self._dates = tuple(dated(content, seen, paragraphs))
        self._starts = [found.start for found in self._dates]
        self.last = max((found.years[1] for found in self._dates if found.years), default=None)
        self._content, self._paragraphs = content, paragraphs
        self._leads = list(_leads(content, paragraphs))
        self._scenes: dict[int, DateExpression | None] = {}
        self._spans: dict[int, Period] = {}

    def narrated(self, sentence: Sentence, position: int) -> str:
        """The year that the sentence before `sentence` in its paragraph begins with, if it holds at `position`; else empty."""
        place = bisect_right(self._paragraphs, sentence.start) - 1
        start = self._paragraphs[place] if place >= 0 else 0
        end = start + len(self._content[start : sentence.start].rstrip())
        start = max(start, self._content.rfind("。", start, max(start, end - 1)) + 1)
        dates = list(self.between(start, sentence.start))
        return told_of(self._content, dates, position) if dates and dates[0].start - start <= _LEAD else ""

    def scene(self, sentence: Sentence, position: int, status: ClaimStatus, alone: bool) -> Period:
        """What the date sets that the paragraph of a sentence, or the one which its list belongs to, named last before it.

        Empty where none does, or where the sentence has a date of its own before `position`.

        A date by which something is to be reached holds for what else is planned (到2025年,….建设20个中心), a part of a year for what else is
        told (1—8月,….新增就业2万人), the years of a plan where nothing else says any.

        Args:
            sentence: that asks.
            position: where what is asked for stands.
            status: whether that was reached.
            alone: whether nothing else says for when it is.
        """
        if any(found.years for found in self.between(sentence.start, position)):
            return Period()
        found = self._scene(sentence.start)
        if found is None or not found.years or found.since or not self._content.startswith(",", found.end):
            return Period()
        if status == "achieved":
            return Period.named(found, "section") if found.kind in _PARTS else Period()
        if alone and found.kind in ("plan", "years"):
            return Period.named(found, "section")
        if found.edge != "end" and self._content[found.start - 1 : found.start] not in _TO:
            return Period()
        period = Period.named(found, "section")
        return replace(period, first=period.last)

    def _scene(self, position: int) -> DateExpression | None:
        """The date last put before the sentence at `position`, in its paragraph or in that before its list of paragraphs with dashes."""
        if position not in self._scenes:
            place = bisect_right(self._paragraphs, position) - 1
            start = max(self._leads[place] if place >= 0 else 0, position - _REACH)
            self._scenes[position] = scene(self._content, list(self.between(start, position)), position)
        return self._scenes[position]

    def span(self, number: int) -> Period:
        """The so many years that the text names most often; empty where it names none."""
        if number not in self._spans:
            named = Counter(
                found.period
                for found in self._dates
                if found.years
                and not (found.since or found.edge)
                and found.kind in ("plan", "years")
                and found.years[1] - found.years[0] + 1 == number
            )
            self._spans[number] = Period.of(max(named, key=lambda text: named[text], default=""), "sentence")
        return self._spans[number]

    def met(self, position: int) -> Period:
        """The day on which those met who are counted at `position`: the last that was named."""
        index = bisect_left(self._starts, position)
        for found in reversed(self._dates[max(0, index - _LAST_DATES) : index]):
            year = found.years[0] if found.years else self.near(found)
            if found.kind == "day" and year is not None:
                return Period.named(found.of(year), "section")
        return Period()

    def near(self, found: DateExpression) -> int | None:
        """The year of a day that is named without one: that in which it is nearest to the day of writing; None where that is not known."""
        if self._written is None or found.kind != "day" or found.months is None or found.days is None:
            return None
        of_year = 30 * (found.months[0] - self._written.month) + found.days[0] - self._written.day
        return self._written.year + (of_year < -_HALF_YEAR) - (of_year > _HALF_YEAR)

    def between(self, start: int, end: int) -> Iterator[DateExpression]:
        """Those within ``content[start:end]``."""
        for index in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            if self._dates[index].end <= end:
                yield self._dates[index]


@dataclass(frozen=True, slots=True)
class Period:
    """What a quantity is for.

    Attributes:
        text: ``2018``, ``2018-09``, ``2018-10-31``, ``2018/2020``; empty when it is not known.
        source: what says so; empty when nothing does.
        first: its first day.
        last: its last day; the same of a moment: of what stood at the end of 2018.
    """

    text: str = ""
    source: PeriodSource = ""
    first: date | None = None
    last: date | None = None

    @classmethod
    @lru_cache(4096)
    def of(cls, text: str, source: PeriodSource) -> Period:
        """The period that is written so; empty for an empty `text`."""
        first, last = days_of(text) if text else (None, None)
        return cls(text, source if text else "", first, last)

    @classmethod
    def named(cls, found: DateExpression, source: PeriodSource) -> Period:
        """The period that a date names, whose year is known."""
        return cls(found.period, source, found.first, found.last)

    @property
    def is_stated(self) -> bool:
        """Whether the sentence says it."""
        return self.source in ("stated", "sentence")


def _leads(content: str, paragraphs: Sequence[int]) -> Iterator[int]:
    """For each paragraph where that one begins which leads to it: itself, or that before a list of paragraphs with dashes."""
    lead = 0
    for start in paragraphs:
        if not content.startswith(_DASHES, start):
            lead = start
        yield lead


def period_of(content: str, dates: Dates, sentence: Sentence, quantity: Quantity, frame: Period) -> Period:
    """What a quantity in running text is for.

    Args:
        content: folded text of the document.
        dates: its dates.
        sentence: the sentence of the quantity.
        quantity: the quantity.
        frame: what holds when the sentence names no date (see `pipeline.claims.frames`).
    """
    reach = max(sentence.start, quantity.start - REACH)
    said: DateExpression | None = None
    plan: DateExpression | None = None
    for found in dates.between(reach, quantity.start):
        if found.kind == "plan" and not found.edge:
            if is_compared(content, found, sentence):
                continue
            said = found if _is_named_for(content, found, reach, quantity) else said
            plan = found if found.since or content[found.end - 1] in "期间" else plan
        elif _is_own(content, found, sentence, quantity):
            return Period.named(found, "stated")
        elif is_compared(content, found, sentence):
            continue
        else:
            said = _held(content, dates, found, said, reach, quantity, frame)
    return _resolved(content, dates, said, plan, sentence, quantity, frame)


def _held(
    content: str,
    dates: Dates,
    found: DateExpression,
    said: DateExpression | None,
    reach: int,
    quantity: Quantity,
    frame: Period,
) -> DateExpression | None:
    """Which date holds behind `found`, behind which another may have held before (`said`)."""
    if _is_span(found) and found.kind == "years":
        return found if _tells_of_years(content, found, reach, frame) else said
    if found.reference == "named":
        return None if turns_to_present(content, found.end, quantity.start) else found
    if found.years and (found.months or _is_other_year(content, found, reach, dates.now, said is not None)):
        return found
    year = "" if said else str(dates.near(found) or "")
    return _in_context(content, found, said.period if said else year, frame.text, quantity) or said


def _tells_of_years(content: str, found: DateExpression, reach: int, frame: Period) -> bool:
    """Whether years that are counted from that of writing are the topic of a clause, and no other name of those told of: 近三年,…."""
    start = found.start - (content[found.start - 1] == "在")
    if start != reach and _TOPIC_BEFORE.search(content, reach, start) is None:
        return False
    assert found.years is not None
    return not frame.text or not is_long(frame) or _number_of(*years_of(frame.text)) != _number_of(*found.years)


def _number_of(first: int, last: int) -> int:
    return last - first + 1


def _resolved(
    content: str,
    dates: Dates,
    said: DateExpression | None,
    plan: DateExpression | None,
    sentence: Sentence,
    quantity: Quantity,
    frame: Period,
) -> Period:
    """What a quantity is for by the last date that may hold for it, but not by that of an event where nothing tells what year it is."""
    if said is None or (not frame.text and is_of_event(content, said, quantity.start)):
        return _unsaid(content, dates, plan, sentence, quantity, frame)
    period = _said(content, said, quantity)
    return _of_ended(content, sentence, quantity, period) or period


def _unsaid(
    content: str, dates: Dates, plan: DateExpression | None, sentence: Sentence, quantity: Quantity, frame: Period
) -> Period:
    """What a quantity is for whose sentence names no year: the years that ended or were named before, those of a plan, else what holds."""
    if plan is None and not is_long(frame):
        counted = _OF_YEARS.search(content, max(sentence.start, quantity.start - _OF_YEARS_REACH), quantity.start)
        if counted and (span := dates.span(int(parse_numeral(counted["number"]) or 0))).text:
            return span
    ended = _of_ended(content, sentence, quantity, frame)
    return ended or (_said(content, plan, quantity) if plan is not None else frame)


def _of_ended(content: str, sentence: Sentence, quantity: Quantity, period: Period) -> Period | None:
    """The years that a quantity came of, where its clause counts them and a period says with which they ended; else None."""
    if (last := last_year(period.text)) is None:
        return None
    ended = _ENDED.search(content, max(sentence.start, quantity.start - _ENDED_REACH), quantity.start)
    if ended is None:
        return None
    number = parse_numeral(ended["number"] or ended["run"]) or 1
    return Period.of(f"{last - int(number) + 1}/{last}", period.source)


def _said(content: str, found: DateExpression, quantity: Quantity) -> Period:
    """The period of a date of the sentence: the day by which, where it is one that is reached (到2025年,…)."""
    behind = found.end + content.startswith(",", found.end)  # 2023年,全县有
    clause = _CLAUSE_MARK.search(content, behind, quantity.start) is None
    period = Period.named(found, "stated" if clause else "sentence")
    if (
        found.edge
        or content[found.start - 1 : found.start] not in _TO
        or _UNTIL.search(content, max(0, found.start - _LONGEST_AIM), found.start) is None
    ):
        return period
    return replace(period, first=period.last)


def is_long(period: Period) -> bool:
    """Whether a period is of several years."""
    return period.first is not None and period.last is not None and (period.last - period.first).days > _DAYS_OF_YEAR


def of_last_year(period: Period) -> Period:
    """The last year of a period of several, which is not empty."""
    assert period.last is not None
    return Period.of(str(period.last.year), period.source)


def at_end(period: Period, told: date | None) -> Period:
    """When a level was that was reached within several years: on their last day, or when it was told; else `period`."""
    if period.first is None or period.last is None or not is_long(period):
        return period
    day = min(period.last, told) if told is not None and told > period.first else period.last
    return replace(period, text=str(day.year), first=day, last=day)


def before(period: Period) -> Period:
    """When the level was that changed within a period: the end of the time before it, of the same length of name."""
    if period.first is None:
        return period
    is_moment = period.first == period.last
    day = (days_of(period.text)[0] if is_moment else period.first) - _DAY
    text = day.isoformat()[: len(period.text.partition("/")[0])]
    return replace(period, text=text, first=day, last=day)


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
    if _BASIS.match(content, found.end) or _is_measure_of(content, found, sentence):
        return True
    compared = _COMPARED.search(content, max(sentence.start, found.start - _FARTHEST), found.start)
    is_range = found.kind in ("years", "months") or (found.years is not None and found.years[0] != found.years[1])
    return compared is not None and not (is_range and compared["with"] in _FROM)


def _is_measure_of(content: str, found: DateExpression, sentence: Sentence) -> bool:
    """Whether a date is that of the value of which a multiple or a share is told."""
    told = _MULTIPLE.search(content, max(sentence.start, found.start - 4), found.start)
    return told is not None and _OF_IT.match(content, found.end) is not None


def _is_named_for(content: str, found: DateExpression, reach: int, quantity: Quantity) -> bool:
    """Whether the years of a plan are named for a quantity: “十三五”1940个断面, “十四五”在全国布设3646个."""
    return found.end == quantity.start or (_heads_clause(content, found, reach) and content[found.end] == "在")


def _is_own(content: str, found: DateExpression, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a date is that of a level which stands right behind it: 较2020年的9323亿元增加, 降到去年的1.5%, 与上届(74%)持平."""
    stands_behind = found.years is not None and content[found.end : quantity.start].strip() in _OF_DATE
    return stands_behind and not _is_measure_of(content, found, sentence)


def started(content: str, found: DateExpression, sentence: Sentence) -> DateExpression | None:
    """When the change began that a date says: 与2020年相比, 从2016年到2020年; None where it does not."""
    if found.years is None:
        return None
    if is_compared(content, found, sentence):
        return found
    is_range = found.period.count("/") > 0 and found.kind != "plan"
    from_to = (
        content[max(sentence.start, found.start - 1) : found.start] in _SINCE
        or _FROM_TO in content[found.start : found.end]
    )
    if not is_range or not from_to:
        return None
    months = found.months and (found.months[0], found.months[0])
    return replace(found, kind="month" if months else "year", years=(found.years[0],) * 2, months=months, days=None)


def _is_other_year(content: str, found: DateExpression, reach: int, now: int | None, behind: bool) -> bool:
    """Whether the year before or after the one of writing is the topic of a clause: 去年受理投诉136件, not 比去年.

    So is that of writing behind another: 去年支持近300户,今年扩大到512户.
    """
    if (found.years == (now, now) and not behind) or found.kind == "years" or found.since or found.edge:
        return False
    return _heads_clause(content, found, reach) and not content.startswith("同期", found.end)


def _heads_clause(content: str, found: DateExpression, reach: int) -> bool:
    return found.start == reach or _TOPIC_BEFORE.search(content, reach, found.start) is not None


def _in_context(
    content: str, found: DateExpression, said: str, frame: str, quantity: Quantity
) -> DateExpression | None:
    """A day or part of the year that is spoken of, with its year; None when it is none of a known year."""
    year = said[:4] or _year_of(frame)
    if not year or (found.kind != "day" and found.months is None):
        return None
    if found.kind == "month":
        is_topic = content.startswith(",", found.end) and _heads_clause(content, found, 0)
        return found.of(int(year)) if is_topic and len(said) in (0, 4) else None
    if found.kind == "season" or (found.kind != "day" and content.find("。", found.end, quantity.start) >= 0):
        return None
    return found.of(int(year))


def _year_of(period: str) -> str:
    """The year that a period lies in; empty for one of several, or none."""
    return period[:_ONE_YEAR] if period and len(set(years_of(period))) == 1 else ""


def heading_periods(
    heading: str, source: PeriodSource = "section", over: int | None = None, year: str = ""
) -> tuple[Period, ...]:
    """The periods that a heading names: years before plans and days left out, else in order.

    Args:
        heading: folded.
        source: what the heading is of.
        over: the last year that was over, from which 今后五年 is counted; None where that is not known.
        year: what a part of a year is of that the heading names without one (上半年工作总结); empty where that is not known.
    """
    named = [
        found.of(int(year)) if year and found.kind in _PARTS else found
        for found in find_dates(heading, over)
        if found.kind != "day" and (found.reference == "named" or _is_span(found) or (year and found.kind in _PARTS))
    ]
    ordered = sorted(named, key=lambda found: found.kind == "plan")
    periods = tuple(Period.named(found, source) for found in ordered if found.period)
    bare = _TITLE_YEARS.search(heading) if source == "document" and not periods else None
    if bare is None:
        return periods
    return (Period.of("/".join(filter(None, (bare["first"], bare["last"]))), source),)


def _is_span(found: DateExpression) -> bool:
    """Whether a date is of years that are counted from that of writing: 今后五年."""
    return found.reference == "relative" and found.years is not None and found.years[0] < found.years[1]


def spoken_frames(content: str, blocks: Sequence[Block], is_dated: bool) -> list[tuple[int, str]]:
    """Where sentences open a frame, and which: `five` years, `one` year, or the years; empty where a top heading ends the one before.

    Args:
        content: folded text of the document.
        blocks: of the document.
        is_dated: whether it is known what years were over when it was written.
    """
    frames: dict[int, str] = {}
    five, one = "five", "one"
    for match in _FRAME.finditer(content):
        if match["last"]:
            five = _five_years(match["last"])  # 过去五年及2020年
        if match["year"] and not is_dated:
            one = match["year"]  # 1986年是…的一年。过去一年
        frames[match.start()] = five if match["five"] else match["year"] or one
    for block in blocks:
        if block.role in ("heading", "title") and block.level <= 1 and frames.get(block.start, one) == one:
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
