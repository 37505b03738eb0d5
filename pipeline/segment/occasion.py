"""What kind of document it is, and which year it reports on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

from pipeline.fold import fold
from pipeline.language.dates import TO, YEAR, DateExpression, find_dates, hides_year
from pipeline.language.han import HAN
from pipeline.language.outlook import Times, of_clauses, of_heading
from pipeline.patterns import any_of
from pipeline.records import DocumentType
from pipeline.resources import read_lexicon, read_toml

_BEHIND = re.compile(r"(?:[(（][^()（）]*[)）]|[(（《》)）”\s\d—-])+$")
"""Behind the word that names the kind of a document: (2021—2025年), (征求意见稿)."""
_LEAST = 2.0
_MAKES = re.compile(rf"制定(?:了)?本(?!地区|行政|区域|[院市省县校])(?P<what>[{HAN}]{{2,8}})(?![{HAN}])")
"""In the sentence that says what a document is for: 为…,制定本办法; not 制定本地区规划."""
_ARTICLE = re.compile(r"(?:^|[。;\s])第[〇零一二三四五六七八九十百]{1,5}条\s")
"""Where an article of rules begins; one that is cited stands within a sentence."""
_SPOKEN = re.compile(r"会议?上|大会上|会上|开幕")
# Of a school year it is the second: 2022—2023学年.
_YEAR = re.compile(rf"(?:{YEAR}{TO}(?={YEAR}\s?学年))?({YEAR})\s?(?:{TO}{YEAR}\s?)?(?:学?年|$)")
_UNTIL_YEAR = re.compile(rf"{YEAR}年?(?:{TO}|\s?到\s?)({YEAR})\s?年(?!级)")
_FIGURE = re.compile(rf"[^。;\n]{{0,60}}?(?<![\d.])(?!{YEAR})\d[\d,.]*(?!\s?[\d,.年月日号届:/-])")
"""Behind a year whose figures are told; dates and ranks are none."""
_OF_NOW = re.compile(
    rf"(?<!学)(?:{any_of(word for word, distance in read_toml('dates.toml')['relative_years'].items() if abs(distance) <= 1)}|年末)"
)
"""What is seen from a year that a document tells of."""
_EARLY = 4
"""Up to this month a report is on the year before."""
_CLAUSE = 48
"""Characters around a year that tell whether it is told of or planned."""
_COMPARED = frozenset("比较与同于由从")
"""Before a year, what is compared with it."""
_TARGET = frozenset("到至")
"""Before a year, the end of what is planned, unless results are told of it."""
_IN = "于"
"""Before a year that is not compared with, the time of an event: 创办于1952年."""
_SINCE = ("以来", "起", "至今", "开始")
"""Behind a year since which something is so."""
_UNDATED = frozenset(("plan", "rules"))
"""What looks ahead or holds for good: the years of such a text do not tell when it was made."""
_FIRST_LINES = 3
"""Title and first lines, of which one may begin with the year that the text is about."""
_OPENING_WORDS = 24
_OFTEN = 5
"""Number of times from which a year counts though others are named more in sum."""
_SHARE = 0.4
"""Least share of that number that another year must have."""
_REVIEW = 5
"""Years that a report looks back on, at most: those of a plan. What spreads its years wider tells a history."""
_NEAR = 6
"""Years by which the last year of results may differ from the one that is named most."""


@cache
def _type_cues() -> dict[str, list[tuple[str, DocumentType, float]]]:
    found: dict[str, list[tuple[str, DocumentType, float]]] = {"start": [], "end": [], "title": [], "head": []}
    for place, cue, kind, weight in read_lexicon("document_types.tsv"):
        found[place].append((cue, kind, float(weight)))  # type: ignore[arg-type]
    return found


def document_type(title: str, head: Sequence[str]) -> DocumentType:
    """What kind of document it is, by the sum of what its title and its first lines say, else by what it calls itself.

    Args:
        title: of the document; empty when it has none.
        head: its first lines, folded.
    """
    named = _named_type(title, head)
    return named if named != "other" else _type_of_text("\n".join(head))


def _type_of_text(text: str) -> DocumentType:
    """What a text without a telling title is: it has articles, or is what its first lines say is being made (制定本规划)."""
    if len(_ARTICLE.findall(text)) > 1 or _ARTICLE.match(text):
        return "rules"
    if _day_of_lead(text) is not None:
        return "news"
    made = _MAKES.search(text)
    if made is None:
        return "other"
    return max(
        [(len(cue), kind) for cue, kind, _ in _type_cues()["end"] if made["what"].endswith(cue)], default=(0, "other")
    )[1]


def _day_of_lead(text: str) -> DateExpression | None:
    """The day with which a report of an event begins, with a comma behind it: 2017年2月18日,发布会在北京召开."""
    first = next(find_dates(text[:_OPENING_WORDS]), None)
    if first is None or first.start or first.kind != "day" or first.reference != "named":
        return None
    return first if text.startswith(",", first.end) else None


def _named_type(title: str, head: Sequence[str]) -> DocumentType:
    cues = _type_cues()
    scores: defaultdict[DocumentType, float] = defaultdict(float)
    bare = _BEHIND.sub("", fold(title))
    last = [(len(cue), kind, weight) for cue, kind, weight in cues["end"] if bare.endswith(cue)]
    if last:
        _, named, weight = max(last)
        scores[named] += weight
    for cue, kind, weight in cues["start"]:
        if bare.startswith(cue):
            scores[kind] += weight
    for place, text in (("title", bare), ("head", "\n".join(head))):
        for cue, kind, weight in cues[place]:
            if cue in text:
                scores[kind] += weight
    best: DocumentType = max(scores, key=lambda kind: scores[kind], default="other")
    return best if scores[best] >= _LEAST else "other"


def report_year(
    title: str,
    kind: DocumentType,
    head: Sequence[str],
    headings: Sequence[str],
    body: Sequence[str],
    written: int | None,
) -> int | None:
    """The year that a document reports on; of a report that looks ahead as well, the one that it looks back on.

    Args:
        title: of the document.
        kind: what it is.
        head: its first lines, folded.
        headings: the headings of the highest level, folded.
        body: its blocks, folded.
        written: the year in which it was published or numbered.
    """
    if kind == "news" and (day := _day_of_lead("\n".join(head))) is not None and day.years:
        return day.years[1]
    if kind in ("work_report", "other") and (found := _of_meeting(head) or _of_headings(headings)):
        return found
    match = _YEAR.search(fold(title))
    if match is not None:
        until = _UNTIL_YEAR.search(fold(title))
        # An audit of 2022 to 2023 reports on 2023; a plan for 2024 to 2026 begins with 2024.
        named = int(until[1]) if until and written is not None and int(until[1]) <= written else int(match.group(1))
        looks_back = (
            of_heading(fold(title)[match.start() :], Times()).says == "reporting"
        )  # 政府工作报告解读:2024年工作回顾
        is_speech = "政府工作报告" in title and not title.endswith("年度政府工作报告") and not looks_back
        return named - 1 if is_speech else named  # a government's report has the year in which it is given
    plans = [found.years[0] for found in find_dates(fold(title)) if found.kind == "plan" and found.years]
    if plans and kind == "plan":
        return plans[0]
    if kind == "profile" or hides_year("\n".join(head)):
        return None
    if written is not None:
        return _of_text(body, written)
    if kind in _UNDATED and not title:
        return None
    return None if kind == "other" and (not _has_now(body) or _is_history(body)) else _by_tense(body)


def _of_meeting(head: Sequence[str]) -> int | None:
    """The year before the meeting at which a report is given, or the year of it when that is late."""
    text = "".join(head[:4])
    spoken = _SPOKEN.search(text)
    if spoken is None:
        return None
    days = [day for found in find_dates(text[: spoken.end()]) if (day := _first_day(found)) is not None]
    return (days[-1][0] - (days[-1][1] <= _EARLY)) if days else None


def _first_day(found: DateExpression) -> tuple[int, int] | None:
    """Year and month of a day that is named."""
    return (found.years[0], found.months[0]) if found.kind == "day" and found.years and found.months else None


def _of_headings(headings: Sequence[str]) -> int | None:
    """The year that a heading looks back on, or the one before that which a heading plans."""
    ahead: list[int] = []
    open_years: set[int] = set()
    for heading in headings:
        said = of_heading(heading, Times()).says
        for found in find_dates(heading):
            if found.years and found.kind == "year" and said == "reporting":
                return found.years[0]
            if found.years and found.kind in ("year", "plan") and said == "planned":
                ahead.append(found.years[0])
            elif found.years and found.kind == "year":
                open_years.add(found.years[0])
    if not ahead and len(open_years) > 1:
        ahead.append(max(open_years))  # 砥砺奋进的2025年, then 实干争先的2026年
    return min(ahead) - 1 if ahead else None


def _of_text(body: Sequence[str], written: int) -> int | None:
    """The year of which the text tells most figures, before that of writing, where it stands out; else that of writing.

    A year since which something is so, or up to which it is planned, does not count, nor one of an event without figures.
    """
    named = (
        match
        for text in body
        for match in _YEAR.finditer(text)
        if not _is_edge(text, match, written) and _FIGURE.match(text, match.end())
    )
    years = Counter(int(match[1]) for match in named)
    if not years:
        return written
    recent = years[written], years[written - 1]
    if 3 * sum(recent) >= sum(years.values()):  # tables and histories name many a year before
        return written if recent[0] >= recent[1] else written - 1
    # Plans name years to come, which a date of publication tells apart; but sharing sites date their uploads at will.
    reported = {year: count for year, count in years.items() if year <= written}
    trusted = reported if 2 * sum(reported.values()) >= sum(years.values()) else dict(years)
    most = max(trusted, key=lambda year: (trusted[year], year))
    is_told = trusted[most] >= _OFTEN or 2 * trusted[most] > sum(years.values())
    return most if is_told else written


def _is_edge(text: str, year: re.Match[str], written: int) -> bool:
    """Whether a year is that in which something began that goes on (2012年以来), or one to come by which it is planned (到2025年)."""
    is_target = int(year[1]) > written and text[max(0, year.start() - 1) : year.start()] in _TARGET
    return is_target or text.startswith(_SINCE, year.end())


def _has_now(body: Sequence[str]) -> bool:
    """Whether a text has a year of its own, which a description of a place or a body has not.

    It begins with one, or tells of years by their distance from one: 去年, 上年, 年末.
    """
    begins = (next(find_dates(text[:_OPENING_WORDS]), None) for text in body[:_FIRST_LINES])
    if any(found is not None and found.start == 0 and found.kind == "year" for found in begins):
        return True
    return any(_OF_NOW.search(text) for text in body)


def _is_history(body: Sequence[str]) -> bool:
    """Whether no year is named often, and most are further back from the last than a report looks."""
    told: Counter[int] = Counter()
    for text in body:
        for found in find_dates(text):
            is_compared = text[max(0, found.start - 1) : found.start] in _COMPARED - {_IN}
            if found.reference == "named" and found.years and found.years[0] == found.years[1] and not is_compared:
                told[found.years[0]] += 1
    recent = sum(count for year, count in told.items() if year >= max(told) - _REVIEW)
    return bool(told) and max(told.values()) < _OFTEN and 2 * recent <= sum(told.values())


def _by_tense(body: Sequence[str]) -> int | None:
    """The year up to which a text tells results and behind which it plans: where the tense of its years turns."""
    said: defaultdict[int, float] = defaultdict(float)
    times: Counter[int] = Counter()
    targets: Counter[int] = Counter()
    for text in body:
        for found in find_dates(text):
            if found.reference != "named" or found.years is None or found.years[0] != found.years[1]:
                continue
            if text[max(0, found.start - 1) : found.start] in _COMPARED:
                continue
            outlook = of_clauses(text, found.end, min(len(text), found.end + _CLAUSE))
            tells = outlook.reporting - outlook.planned
            is_target = tells <= 0 and text[max(0, found.start - 1) : found.start] in _TARGET
            said[found.years[0]] += -1 if is_target else max(-1, min(1, tells))
            targets[found.years[0]] += is_target
            times[found.years[0]] += 1
    if not times:
        return None
    most = max(times, key=lambda year: (times[year], year))
    if times[most] < _OFTEN and said[most] < 1 and 2 * times[most] <= sum(times.values()):
        return None
    often = {year for year, count in times.items() if count >= _SHARE * times[most]}
    candidates = sorted(year for year in often if most <= year <= most + _NEAR)
    if said[most] < 0:
        candidates = sorted(year for year in often if most - _NEAR <= year <= most)
        if all(2 * targets[year] > times[year] for year in candidates):
            return None  # the end of a plan does not tell when it was made
    return max(candidates, key=lambda last: sum(v if year <= last else -v for year, v in said.items()))
