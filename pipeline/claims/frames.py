"""Frames: which stretches of a document tell results, which plan, and for which years, with or without headings.

Each block speaks for a frame by its heading, its opening formula and the tense of its clauses (`pipeline.language.outlook`);
the cheapest way through the blocks decides, where a change costs little at a heading and much within a section.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise

from pipeline.claims.periods import Dates, Period, heading_periods, is_within, last_year, spoken_frames, years_of
from pipeline.fold import fold
from pipeline.language.dates import DateExpression, find_dates, hides_year
from pipeline.language.outlook import (
    FRAMES,
    FrameKind,
    Outlook,
    Times,
    of_clauses,
    of_heading,
    of_opening,
    of_title,
    opening_places,
)
from pipeline.records import Block, Metadata, PeriodSource

_EARLY = 3
"""Up to this month a document tells of the year before."""
_LOOKS_BACK = frozenset(["work_report", "bulletin", "self_assessment", "news", "other"])
"""Types whose report year was over, or in the main, when they were written."""
OF_THE_DAY = frozenset(["news", "notice", "other"])
"""Types that tell of days near that on which they were written, not of a year."""
_FROM_NOW_ON: dict[FrameKind, frozenset[str]] = {
    "planned": frozenset(["notice", "other", "rules"]),
    "reporting": frozenset(["notice", "rules"]),
}
"""Types in which what is planned, or told, is for no year unless they name one; reports, plans and budgets are for a year."""
_FIRST_LINES = 12
"""Lines that may hold the year of a document, as for its metadata."""
_HEADLINE = 32
"""Longest line that may stand as a heading without number."""
_NO_HEADLINE = re.compile(r"[,;。:!?、\d%]$|[,;。](?=.)")
_SENTENCE = "。"
"""What a heading has before it."""
_WHERE = {"reporting": "<past>", "planned": "<ahead>"}
_ENDS = frozenset("。:;!?)）”")
_FORMULA = 40
"""Characters at the start of a stretch in which an opening formula names its years."""
_HALF = len("2025-01/2025-06")
_BY = "到"
"""Before the day by which something is to be reached."""
_SURE = 5.0
"""What speaks so strongly for a frame is explicit."""
_TENSE = 1.5
"""Most that the tense of one block says."""
_UNDER_HEADING, _UNDER_TITLE = 1.2, 0.5
"""What an explicit heading, or the title, says of each stretch under it."""
_RESULTS = 0.25
"""What speaks for results in a document that says nothing."""
_CHANGE = {"title": 1.0, "explicit": 2.0, "heading": 5.0, "formula": 4.0, "text": 8.0}
"""What a change of frame costs, by what a block is."""
_REPORTING, _BACKGROUND = FRAMES.index("reporting"), FRAMES.index("background")


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds at a place of a document unless its sentence says otherwise."""

    kind: FrameKind
    period: Period
    is_sure: bool = True
    """Whether a heading, the title or an opening formula says so, not the tense alone."""


def times_of(metadata: Metadata) -> Times:
    """What years were over when a document was written."""
    year, published, title = metadata.report_year, metadata.published, fold(metadata.title)
    if year is None and metadata.document_type == "profile":
        return Times()  # a description is of no year, whenever it was put on a page
    if year is not None and of_title(title, metadata.document_type).says == "planned":
        # A plan is made before its years, or, when it is for several, while they run.
        end = max((years_of(period.text)[1] for period in heading_periods(title)), default=year)
        last = max(year, min(published.year, end)) - 1 if published else year - 1
        return Times(last, last)
    told = _year_told_of(published)
    past = max(told, year or 0) if told is not None else year
    if past is None:
        return Times()
    if published is not None and published.month > _EARLY:
        return Times(published.year - 1, past)
    return Times(past if metadata.document_type in _LOOKS_BACK else past - 1, past)


def _year_told_of(published: date | None) -> int | None:
    return None if published is None else published.year - (published.month <= _EARLY)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A block, or the part of a paragraph that an opening formula begins."""

    start: int
    line: str
    level: int | None
    """Of a heading, -1 of a title, 0 of a line that is like a heading; None for others."""
    outlook: Outlook
    cost: float
    """Of a change of frame before it."""
    is_explicit: bool = False
    """Whether it begins with an opening formula."""
    told: FrameKind | None = None
    """What a formula, the headings above it or the title say of it."""


class Frames:
    """The frame of each place of a document.

    Attributes:
        times: what years were over when it was written.
        of_report: the year that it reports on; empty when it is not known.
        kinds: of its stretches, in order.
        now: the year that 今年 is said in; None when it is not known.
        dates: as they are meant then.
    """

    def __init__(self, content: str, blocks: Sequence[Block], metadata: Metadata) -> None:
        self.times = Times() if metadata.report_year is None and _hides_year(content, blocks) else times_of(metadata)
        self.of_report = str(metadata.report_year) if metadata.report_year else ""
        self._type = metadata.document_type
        title = of_title(fold(metadata.title), metadata.document_type).decided
        own = [block for block in blocks if block.kind == "content"]
        stretches = list(_Stretches(content, self.times, title, bool(metadata.title)).of(own))
        self._starts = [stretch.start for stretch in stretches]
        self.kinds = _decode(title, stretches)
        self._sure = [stretch.told == kind for stretch, kind in zip(stretches, self.kinds, strict=True)]
        self.now = self._year_of_writing(stretches, metadata)
        written = metadata.published if metadata.document_type in OF_THE_DAY else None
        self.dates = Dates(content, self.now, self.times.past, list(_paragraphs(content, own)), written)
        self._frames = [
            Frame(kind, period, is_sure)
            for kind, period, is_sure in zip(self.kinds, self._periods_of(stretches), self._sure, strict=True)
        ]
        self._spoken = spoken_frames(content, own, self.times.past is not None)
        self._spoken_starts = [start for start, _ in self._spoken]

    def at(self, position: int) -> Frame:
        """The frame at `position`."""
        index = max(0, bisect_right(self._starts, position) - 1)
        if index >= len(self.kinds):
            return Frame("reporting", self.default_period("reporting"))
        frame = self._frames[index]
        spoken = self._spoken_at(position, frame.kind, frame.period.text)
        return replace(frame, period=Period.of(spoken, "section")) if spoken else frame

    def default_period(self, kind: FrameKind) -> Period:
        """What a frame is for when nothing says it: a report on a year plans the next, a notice tells what holds from now on."""
        if self._type in _FROM_NOW_ON.get(kind, ()):
            return Period()
        return Period.of(self._default_year(kind), "document")

    def _default_year(self, kind: FrameKind) -> str:
        if self.fits(self.of_report, kind):
            return self.of_report
        if self.times.past is None:
            return self.of_report
        return str((self.times.over or self.times.past) + 1 if kind == "planned" else self.times.past)

    def fits(self, period: str, kind: FrameKind) -> bool:
        """Whether a period may be that of results, or of plans."""
        ahead = kind == "planned"
        return bool(period) and is_within(period, self.times.over if ahead else self.times.past, ahead)

    def _spoken_at(self, position: int, kind: FrameKind, heading: str) -> str:
        index = bisect_right(self._spoken_starts, position) - 1
        said = self._spoken[index][1] if index >= 0 else ""
        if not said:
            return ""
        end = last_year(heading) or self.times.past
        period = said
        if said in ("five", "one"):
            if kind == "planned":
                return ""
            period = "" if end is None else f"{end - 4}/{end}" if said == "five" else str(end)
        return period if self.fits(period, kind) else ""

    def _year_of_writing(self, stretches: Sequence[_Stretch], metadata: Metadata) -> int | None:
        """That of news, else the year after the last of results when 今年 is mostly planned for, else the last of results."""
        past = self.times.past
        if metadata.document_type == "news" and metadata.published:
            return metadata.published.year
        if past is None or self.times.over != past:
            return past
        said = [
            (1 if kind == "planned" else -1) * stretch.line.count("今年")
            for stretch, kind in zip(stretches, self.kinds, strict=True)
        ]
        return past + (sum(said) > 0)

    def _periods_of(self, stretches: Sequence[_Stretch]) -> list[Period]:
        """Of each stretch, what the lowest heading names that has years of its frame; an opening formula speaks for the whole section."""
        named: list[tuple[int, tuple[Period, ...]]] = [(-1, ())]
        of_stretches: list[Period] = []
        for stretch, kind in zip(stretches, self.kinds, strict=True):
            if stretch.level is not None:
                while len(named) > 1 and named[-1][0] >= stretch.level:
                    named.pop()
                source: PeriodSource = "document" if stretch.level < 0 else "section"
                named.append((stretch.level, heading_periods(stretch.line, source, self.times.over, self.of_report)))
            elif opened := self._opened(stretch, kind):
                top = min(1, len(named) - 1)
                named[top] = named[top][0], (Period.named(opened, "section"), *named[top][1])
            elif (aim := self._aim(stretch, kind)) is not None:
                named[-1] = named[-1][0], (aim, *named[-1][1])
            found = (
                period
                for level, periods in reversed(named)
                for period in _in_turn(level, periods, kind)
                if self.fits(period.text, kind)
            )
            of_stretches.append(next(found, None) or self.default_period(kind))
        return of_stretches

    def _aim(self, stretch: _Stretch, kind: FrameKind) -> Period | None:
        """The day by which what a paragraph and those behind it plan is to be reached: 到2027年,…; None where it names none first."""
        if kind != "planned" or not stretch.line.startswith(_BY):
            return None
        found = next(self.dates.between(stretch.start, stretch.start + len(_BY) + _FORMULA), None)
        if found is None or found.start > stretch.start + len(_BY) or not found.years:
            return None
        if (
            found.since
            or found.kind not in ("year", "plan")
            or not stretch.line.startswith(",", found.end - stretch.start)
        ):
            return None
        period = Period.named(found, "section")
        return replace(period, first=period.last)

    def _opened(self, stretch: _Stretch, kind: FrameKind) -> DateExpression | None:
        """The years that the first words of a paragraph open: 今年, “十五五”时期; None for none."""
        for found in self.dates.between(stretch.start, stretch.start + _FORMULA):
            opens = found.start == stretch.start or (stretch.is_explicit and kind == "planned")
            is_whole = found.kind in ("year", "years", "plan", "months") and not (found.since or found.edge)
            if opens and is_whole and found.years and self.times.of(found.years) == _WHERE.get(kind):
                return found
        return None


class _Stretches:
    """Reads the stretches of a document: what each says, and how dear a change is.

    Args:
        content: folded text.
        times: what years were over when it was written.
        title: what its title says.
        is_titled: whether it has one; what kind a text says it is tells less of each of its parts.
    """

    def __init__(self, content: str, times: Times, title: Outlook, is_titled: bool) -> None:
        self._content, self._times, self._is_titled = content, times, is_titled
        self._above: list[tuple[int, Outlook]] = [(-1, title)]
        """Headings that hold, by level, with what they say; the title at the bottom."""
        self._titles = 0

    def of(self, blocks: Sequence[Block]) -> Iterator[_Stretch]:
        """The stretches of the content, in order."""
        before = _SENTENCE
        for block in blocks:
            line = self._content[block.start : block.end].strip()
            if block.role == "title":
                yield self._title(block, line)
                before = _SENTENCE
            elif (head := self._head(block, line, before)) is not None:
                yield head
                before = _SENTENCE
            else:
                yield from self._parts(block)
                before = line or before

    def _title(self, block: Block, line: str) -> _Stretch:
        self._titles += 1
        outlook = of_title(line, "").decided if self._titles > 1 else Outlook()
        if self._titles > 1 and outlook.says:
            self._above = [(-1, outlook)]
        return _Stretch(block.start, line, -1, outlook, _CHANGE["title"])

    def _head(self, block: Block, line: str, before: str) -> _Stretch | None:
        """A heading, or a line that is like one, behind a whole sentence, and says something; None for other blocks."""
        may_be = block.role == "paragraph" and 4 <= len(line) <= _HEADLINE and _NO_HEADLINE.search(line) is None
        may_be = may_be and before[-1] in _ENDS
        if block.role != "heading" and not may_be:
            return None
        outlook = of_heading(line, self._times)
        is_sure = max(outlook) >= _SURE
        if block.role != "heading" and (not is_sure or _is_of_series(line)):
            return None
        was_sure = False
        while self._above and self._above[-1][0] >= block.level:
            was_sure = max(self._above.pop()[1]) >= _SURE
        self._above.append((block.level, outlook))
        is_cheap = is_sure or was_sure or block.level <= 1
        return _Stretch(block.start, line, block.level, outlook, _CHANGE["explicit" if is_cheap else "heading"])

    def _parts(self, block: Block) -> Iterator[_Stretch]:
        places = [at for at in opening_places(self._content, block.start, block.end) if at > block.start]
        under = self._under()
        for start, end in pairwise([block.start, *places, block.end]):
            outlook = of_opening(self._content, start, end, self._times)
            explicit = max(outlook) >= _SURE
            told = outlook.says if explicit else under.says if self._is_titled or len(self._above) > 1 else None
            cost = _CHANGE["formula" if explicit else "text"]
            if block.role != "table":
                outlook = _plus(outlook, _tense(of_clauses(self._content, start, end)))
            yield _Stretch(start, self._content[start:end], None, _plus(outlook, under), cost, explicit, told)

    def _under(self) -> Outlook:
        """What the headings say of the text below them: the lowest that says anything."""
        for level, outlook in reversed(self._above):
            if max(outlook) >= _SURE or (level < 0 and outlook.says):
                weight = _UNDER_TITLE if level < 0 else _UNDER_HEADING
                return Outlook(*(weight * (value > 0) for value in outlook))
        return Outlook()


def _paragraphs(content: str, blocks: Sequence[Block]) -> Iterator[int]:
    """Where paragraphs begin: a block may be a line of one, or a point counted within it (一是)."""
    last = 0
    for block in blocks:
        if not last or "\n" in content[last : block.start]:
            yield block.start
        last = max(block.start, 1)


def _in_turn(level: int, periods: Sequence[Period], kind: FrameKind) -> Sequence[Period]:
    """The periods of a heading, of which plans are for the second half of a year (上半年工作总结和下半年计划)."""
    if kind != "planned" or all(len(period.text) != _HALF for period in periods):
        return periods
    ahead = [period for period in periods if not period.text.endswith("-06")]
    return ahead if ahead or level < 0 else periods


def _hides_year(content: str, blocks: Sequence[Block]) -> bool:
    """Whether the first lines of a document mask its year."""
    own = (block for block in blocks if block.kind == "content")
    return any(hides_year(content[block.start : block.end]) for block in islice(own, _FIRST_LINES))


def _is_of_series(line: str) -> bool:
    """Whether a line names several years and nothing that is told or planned: the caption of a chart, 2017-2021年全县粮食产量."""
    return of_heading(line, Times()).says is None and any(found.kind == "years" for found in find_dates(line))


def _tense(outlook: Outlook) -> Outlook:
    """What a stretch says by its tense, between -1.5 and 1.5: the more the less mixed and the longer it is."""
    balance = (outlook.reporting - outlook.planned) / (outlook.reporting + outlook.planned + 1)
    return Outlook(reporting=max(0.0, balance) * _TENSE, planned=max(0.0, -balance) * _TENSE)


def _plus(one: Outlook, other: Outlook) -> Outlook:
    return Outlook(one[0] + other[0], one[1] + other[1], one[2] + other[2])


def _decode(title: Outlook, stretches: Sequence[_Stretch]) -> list[FrameKind]:
    """The frame of each stretch: the best way through all of them (Viterbi)."""
    best = [title.reporting + _RESULTS, title.planned, title.background]
    before: list[list[int]] = []
    numbers = range(len(FRAMES))
    for stretch in stretches:
        stay = [(best[frame], frame) for frame in numbers]
        move = max(stay, key=lambda found: (found[0], -found[1]))
        # Of equals a change comes late: a heading tells of what is under it.
        chosen = [max((move[0] - stretch.cost, move[1]), stay[frame], key=lambda found: found[0]) for frame in numbers]
        if stretch.level is not None:  # behind a background what is told goes on to be what is
            chosen[_REPORTING] = max(chosen[_REPORTING], stay[_BACKGROUND], key=lambda found: found[0])
        before.append([source for _, source in chosen])
        best = [score + gain for (score, _), gain in zip(chosen, stretch.outlook, strict=True)]
    path: list[int] = []
    frame = max(numbers, key=lambda number: (best[number], -number))
    for sources in reversed(before):
        path.append(frame)
        frame = sources[frame]
    return [FRAMES[number] for number in reversed(path)]
