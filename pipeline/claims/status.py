"""Planned or achieved: by the words of the sentence, the headings above it and the title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.claims.periods import year_in
from pipeline.claims.quantities import REACH
from pipeline.language.in_force import LexicalPattern, any_word, words
from pipeline.patterns import beginning
from pipeline.records import Block, ClaimStatus, Quantity, Sentence

_CUES = ("achieved", "achieved_here", "planned", "planned_verb", "planned_noun")
_CUE = LexicalPattern(
    lambda: (
        beginning(["2", *(word for role in _CUES for word in words(role))])
        + rf"(?:(?P<number>20\d\d)年|(?P<achieved>{any_word('achieved')})|(?P<here>{any_word('achieved_here')})|(?P<planned>{any_word('planned')}"
        rf"|(?:(?<![需主重首次纪摘扼简只年极已共])(?:{any_word('planned_verb')})"
        rf"|(?<![^,;。:!?()\s年月初们市县区局校还也均又再底前内])(?:{any_word('planned_noun')}))(?={any_word('planned_act')}|到?20)))"
    )
)
_DEADLINE_AFTER = re.compile(
    r"[^,;。\d]{0,10}(?:20\d\d年|(?:将|拟)?于)?[^,;。]{0,6}(?:底前|日前|年内)(?:全部|全面|基本){0,2}(?:完成|补齐|竣工|销号|投用|建成|到位|清零|开工)"
)
_AIM_AFTER = re.compile(r"的?(?:年度|预期|规划|既定)(?:目标)?(?:任务|目标|要求)|的?目标(?!责任|考核)")
_AIM_BEFORE = re.compile(r"(?:(?<![”支持行动培养人才资助培育提升训练引才奖励改造])计划|目标|指标)$")
_EARLY = 3  # up to this month a report tells of the year before
_CLAUSE_END = re.compile(r"[,;]")
_ORIGIN = re.compile(r"(?:由|从)(?:[^,;。、]{0,8}的)?(?:每[人生名户]){0,2}(?:每?[月年]?[\d.]+[^\d,;。、到至]{1,4}、)?$")
_PLANNED_SECTION = LexicalPattern(
    lambda: (
        any_word("planned_heading")
        + r"|(?:今年|20\d\d年)的?(?:重点|主要|政府)?(?:工作|任务)(?!回顾|总结|报告|汇报|情况|完成|开展|自评)"
    )
)
_ACHIEVED_SECTION = LexicalPattern(lambda: any_word("achieved_heading"))


def annexes(text: str, blocks: Sequence[Block]) -> list[str]:
    """For each block the title of the annex that it stands in; empty in the document proper, whose title is the first."""
    titles = 0
    current = ""
    found = []
    for block in blocks:
        if block.role == "title":
            titles += 1
            current = text[block.start : block.end].strip() if titles > 1 else ""
        found.append(current)
    return found


def past_year(report_year: int | None, published: date | None) -> int | None:
    """The last year of which a document tells results: that of its report, or of its date unless that is early in the year."""
    if published is None:
        return report_year
    written = published.year if published.month > _EARLY else published.year - 1
    return max(written, report_year or 0)


class Outlook:
    """What the headings of a document make of the quantities below them: results or plans.

    A heading says so by its words (工作回顾, 下一步打算) or by its year: a report that looks back on one year and ahead to the next
    has a top heading for each. A top heading after a plan that says nothing goes on with the plan.
    """

    def __init__(
        self, blocks: Sequence[Block], text: str, title: str, report_year: int | None, past: int | None
    ) -> None:
        self._title = self._of(title, past)
        self._past = past
        self._top: dict[str, ClaimStatus | None] = {}
        self._known: dict[tuple[str, ...], ClaimStatus] = {}
        first_year = report_year
        last: ClaimStatus | None = None
        for block in blocks:
            if block.role == "title":
                last = None
            if block.role != "heading" or block.level != 1:
                continue
            heading = text[block.start : block.end].strip()
            year = year_in(heading)
            status = self._of(heading, first_year)
            if year and status is None:
                first_year = year
            last = status or ("planned" if last == "planned" and not year else None)
            self._top[heading.rstrip("。:：")] = last

    @staticmethod
    def _of(heading: str, year_before: int | None) -> ClaimStatus | None:
        if _ACHIEVED_SECTION.search(heading):
            return "achieved"
        year = year_in(heading)
        if _PLANNED_SECTION.search(heading) or (year and year_before and year > year_before):
            return "planned"
        return None

    def status(self, section: tuple[str, ...]) -> ClaimStatus:
        """Of the quantities in a section, given by its headings from the highest down: the lowest that says anything decides."""
        if section not in self._known:
            self._known[section] = self._of_section(section)
        return self._known[section]

    def _of_section(self, section: tuple[str, ...]) -> ClaimStatus:
        for heading in reversed(section):
            status = self._top.get(heading.rstrip("。:：")) or self._of(heading, self._past)
            if status is not None:
                return status
        return self._title or "achieved"


def is_origin(content: str, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a quantity is the level from which a change starts: 从2375元提高到2423元."""
    before = content[max(sentence.start, quantity.start - 20) : quantity.start]
    return ("从" in before or "由" in before) and _ORIGIN.search(before) is not None


class Cues:
    """The words of planning and achieving in a document, found once for all quantities of a sentence."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._ordinal = -1
        self._found: list[re.Match[str]] = []
        self._starts: list[int] = []

    def before(self, sentence: Sentence, quantity: Quantity) -> Iterator[re.Match[str]]:
        """Those of the sentence of a quantity that stand near before it."""
        if sentence.ordinal != self._ordinal:
            self._ordinal = sentence.ordinal
            self._found = list(_CUE.finditer(self._content, sentence.start, sentence.end))
            self._starts = [cue.start() for cue in self._found]
        for number in range(bisect_left(self._starts, quantity.start - REACH), len(self._found)):
            cue = self._found[number]
            if cue.end() > quantity.start:
                return
            # What follows a verb of planning must stand before the quantity, too: 将2000余名 is no year.
            follows = cue["planned"] is not None and cue["planned"] not in words("planned")
            if cue.end() + follows <= quantity.start:
                yield cue


def status_of(
    content: str,
    sentence: Sentence,
    quantity: Quantity,
    default: ClaimStatus,
    report_year: int | None,
    past: int | None,
    cues: Cues,
) -> ClaimStatus:
    """Planned for an aim, target, plan or future act; the nearest cue before the quantity in its sentence decides.

    Args:
        default: by the headings above.
        report_year: the year that the document reports on.
        past: the last year that was over, or in the main, when it was written (see `past_year`).
        cues: of the document.
    """
    if _AIM_AFTER.match(content, quantity.end, min(quantity.end + 12, sentence.end)):
        return "planned"
    reach = min(quantity.end + 32, sentence.end)
    dated = content.find("前", quantity.end, reach) >= 0 or content.find("年内", quantity.end, reach) >= 0
    if dated and _DEADLINE_AFTER.match(content, quantity.end, reach):
        return "planned"
    if _AIM_BEFORE.search(content, max(sentence.start, quantity.start - 3), quantity.start):
        return "planned"
    if is_origin(content, sentence, quantity):
        return "achieved"  # where a planned growth starts from
    status = default
    for cue in cues.before(sentence, quantity):
        if cue["number"]:
            year = int(cue["number"])
            if past is not None and year > past:
                status = "planned"
            elif report_year is not None and year < report_year:
                status = "achieved"
        elif cue["here"]:
            if default == "achieved" or _CLAUSE_END.search(content, cue.end(), quantity.start) is None:
                status = "achieved"
        else:
            status = "planned" if cue["planned"] else "achieved"
    return status
