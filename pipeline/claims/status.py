"""Planned or achieved: by the words and dates of the sentence, else by the frame of the stretch that it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.claims.periods import Dates, is_compared
from pipeline.claims.quantities import REACH
from pipeline.claims.words import uses
from pipeline.language.dates import DateExpression
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, words
from pipeline.language.outlook import FrameKind, Times, of_clauses
from pipeline.language.vocabulary import counted
from pipeline.patterns import beginning, when_used
from pipeline.records import ClaimStatus, Quantity, Sentence

_CUES = ("achieved", "achieved_here", "planned", "planned_verb", "planned_noun")
_CUE = LexicalPattern(
    lambda: (
        beginning([*(word for role in _CUES for word in words(role)), "将", _FORESEEN])
        + rf"(?:(?P<achieved>{any_word('achieved')})|(?P<here>{any_word('achieved_here')})|(?P<planned>{any_word('planned')}"
        rf"|(?:(?<![需主重首次纪摘扼简只年极已共])(?:{any_word('planned_verb')})"
        rf"|(?<![^,;。:!?()\s年月初们市县区局校还也均又再底前内])(?:{any_word('planned_noun')}))(?={any_word('planned_act')}|到?20))"
        rf"|(?P<future>将)(?=[{HAN}])|(?P<foreseen>{_FORESEEN}))"
    )
)
_DEADLINE_AFTER = when_used(
    r"[^,;。\d]{0,10}(?:20\d\d年|(?:将|拟)?于)?[^,;。]{0,6}(?:底前|日前|年内)(?:全部|全面|基本){0,2}(?:完成|补齐|竣工|销号|投用|建成|到位|清零|开工)"
)
_AIM_AFTER = when_used(r"的?(?:年度|预期|规划|既定)(?:目标)?(?:任务|目标|要求)|的?目标(?!责任|考核)")
_AIM_BEGINS = frozenset("的年预规既")
_AIM_BEFORE = when_used(
    r"(?:(?<![”支持行动培养人才资助培育提升训练引才奖励改造])(?:计划|目标|指标)|(?:年初|收入|支出)预算|(?:预算|计划|目标|任务|指标)(?:数|值|额)?为)$"
)
_LONGEST_AIM = 5
_AIM_ENDS = frozenset("划标算务数值额为")
_REACHED = when_used(r"(?:超过|高于|好于|完成|实现|达到|超额完成)了?$")
"""Before an aim that was reached: 超过预期目标."""
_BEYOND = when_used(r"(?:超|高于|优于|好于|快于|低于|比|较|完成)[^,;。]{0,6}$")
"""Before an aim that a result is measured by: 超年度计划28%."""
_BASIS = "基础上"
"""Behind what there is already."""
_HAS_NOW = when_used(rf"(?<![^,;。:\n])[{HAN}]{{0,4}}?(?:现在|目前|当前|如今)[{HAN}]{{0,8}}有")
"""What there is at the time of writing, whatever is planned: 现在全国有100多个城市."""
_BY_YEAR = when_used(r"(?:^|[,;。:\s])到$")
_ASKED = ("不少于", "不低于", "不小于")
"""What is asked for at least, where nothing tells that it was reached."""
_IS_BASIS = when_used(r"(?:的[^,;。]{0,6})?基础上")
_NEXT_YEAR = "来年"
_FUTURE = frozenset(("未来",))
_OF_ITS_CLAUSE = "总投资"
"""Behind 计划, what a plan says of a thing that is being built: 计划总投资80亿元,完成投资30亿元."""
_WON = LexicalPattern(lambda: rf"争取[^,;。:]{{0,16}}(?:{any_word('fund')}|限额|额度|资金|债券)")
"""What was striven for and got, in what tells results."""
_FORESEEN = "预计"
_LEVEL_VERBS = frozenset("达增有超为")
"""Verbs of one character behind 将 that no noun begins with: 将达85%."""
_PAIR = 2
_CLAUSE_END = when_used(r"[,;]")


def _is_verb(text: str) -> bool:
    """Whether a word of two characters is a verb by itself."""
    word = counted().get(text) if len(text) == _PAIR else None
    return word is not None and uses().get(text, word.pos) in ("v", "vm")


class Cues:
    """The words of planning and achieving in a document, found once for all quantities of a sentence.

    Args:
        content: folded text of the document.
        foresees: whether it was written in the midst of what it tells of, so that 预计 speaks of what was to come.
    """

    def __init__(self, content: str, foresees: bool) -> None:
        self._content, self._foresees = content, foresees
        self._ordinal = -1
        self._found: list[re.Match[str]] = []
        self._starts: list[int] = []

    def _is_no_cue(self, cue: re.Match[str], sentence: Sentence) -> bool:
        """Whether 来年 is half of the word before (以来|年均), or a cue within a quotation names what was done: 强化“五个必须坚持”."""
        start = cue.start()
        if cue["foreseen"] and not self._foresees:
            return True
        if cue["future"] and not self._is_future(cue.end()):
            return True
        if cue.group() in _FUTURE and self._modifies(cue.end()):
            return True
        if cue.group() == _NEXT_YEAR and start > 0 and self._content[start - 1] in "以过年基相往":
            return True
        return self._content.rfind("“", sentence.start, start) > self._content.rfind("”", sentence.start, start)

    def _modifies(self, behind: int) -> bool:
        """Whether a noun follows 未来, which then says what kind of thing it is: 未来产业."""
        word = counted().get(self._content[behind : behind + _PAIR])
        return word is not None and word.pos == "n"

    def _is_future(self, behind: int) -> bool:
        """Whether a verb follows 将, which then says what will be; before a noun it says what something is done with."""
        return self._content[behind] in _LEVEL_VERBS or _is_verb(self._content[behind : behind + _PAIR])

    def before(self, sentence: Sentence, quantity: Quantity) -> Iterator[re.Match[str]]:
        """Those of the sentence of a quantity that stand near before it."""
        if sentence.ordinal != self._ordinal:
            self._ordinal = sentence.ordinal
            cues = _CUE.finditer(self._content, sentence.start, sentence.end)
            self._found = [cue for cue in cues if not self._is_no_cue(cue, sentence)]
            self._starts = [cue.start() for cue in self._found]
        for number in range(bisect_left(self._starts, quantity.start - REACH), len(self._found)):
            cue = self._found[number]
            if cue.end() > quantity.start:
                return
            # What follows a verb of planning must stand before the quantity, too: 将2000余名 is no year.
            if cue["planned"] is None and self._content.find(_BASIS, cue.end(), quantity.start) >= 0:
                continue  # 在现有12所的基础上,新建8所
            follows = cue["future"] is not None or (
                cue["planned"] is not None and cue["planned"] not in words("planned")
            )
            if cue.end() + follows <= quantity.start:
                yield cue


def said_status(
    content: str, sentence: Sentence, quantity: Quantity, frame: FrameKind, times: Times, cues: Cues, dates: Dates
) -> ClaimStatus | None:
    """What the sentence says: planned for an aim, target, plan or future act; the nearest cue or date before the quantity decides.

    None when it says nothing.

    Args:
        frame: of the stretch of the document.
        times: what years were over when it was written.
        cues: of the document.
        dates: of the document.
    """
    if _is_aim(content, sentence, quantity):
        return "planned"
    if _IS_BASIS.match(content, quantity.end):
        return "achieved"  # 在连续两年增长13%的基础上
    last = dates.last if frame != "reporting" else None
    said: list[tuple[int, ClaimStatus]] = [
        (found.start, status)
        for found in dates.between(max(sentence.start, quantity.start - REACH), quantity.start)
        if (status := _dated(content, sentence, found, times, last))
    ]
    for cue in cues.before(sentence, quantity):
        if cue["planned"] and _REACHED.search(content, max(sentence.start, cue.start() - 4), cue.start()):
            said.append((cue.start(), "achieved"))
        elif not cue["here"]:
            if not _holds_no_more(content, cue, quantity, frame):
                said.append((cue.start(), "achieved" if cue["achieved"] else "planned"))
        elif frame != "planned" or _CLAUSE_END.search(content, cue.end(), quantity.start) is None:
            said.append((cue.start(), "achieved"))
    return max(said)[1] if said else _by_the_by(content, sentence, quantity, frame)


def _by_the_by(content: str, sentence: Sentence, quantity: Quantity, frame: FrameKind) -> ClaimStatus | None:
    """What a sentence without a cue says: what there is now among plans was reached, what is asked for at least is not."""
    if frame == "planned" and _HAS_NOW.search(content, sentence.start, quantity.start):
        return "achieved"
    return "planned" if frame != "reporting" and quantity.text.startswith(_ASKED) else None


def _holds_no_more(content: str, cue: re.Match[str], quantity: Quantity, frame: FrameKind) -> bool:
    """Whether a word of planning says nothing of a quantity: behind 计划总投资 in another clause, or funds that were striven for and got."""
    if content.startswith(_OF_ITS_CLAUSE, cue.end()) and _CLAUSE_END.search(content, cue.end(), quantity.start):
        return True
    return frame != "planned" and _WON.match(content, cue.start(), quantity.start) is not None


def _is_aim(content: str, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a quantity is called an aim or is due by a day: 279所的年度任务, 140间于2023年底前补齐."""
    end = quantity.end
    may_be = content[end : end + 1] in _AIM_BEGINS
    if may_be and _AIM_AFTER.match(content, end, min(end + 12, sentence.end)):
        return True
    reach = min(end + 32, sentence.end)
    dated = content.find("前", end, reach) >= 0 or content.find("年内", end, reach) >= 0
    if dated and _DEADLINE_AFTER.match(content, end, reach):
        return True
    return is_named_aim(content, sentence, quantity)


def is_named_aim(content: str, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the word right before a quantity calls it an aim: 年初预算为30亿元, of the year that is told of."""
    if content[quantity.start - 1 : quantity.start] not in _AIM_ENDS:
        return False
    aim = _AIM_BEFORE.search(content, max(sentence.start, quantity.start - _LONGEST_AIM), quantity.start)
    if aim is None or quantity.dimension not in ("ratio", "ratio_change"):
        return aim is not None
    return _BEYOND.search(content, max(sentence.start, aim.start() - 8), aim.start()) is None


def _dated(
    content: str, sentence: Sentence, found: DateExpression, times: Times, last: int | None
) -> ClaimStatus | None:
    """What a date says: planned after the years told of; achieved when they were over and the clause is about it."""
    if found.years is None or is_compared(content, found, sentence):
        return None
    where = times.of(found.years)
    if times.over is None and found.years[1] == last and _is_deadline(content, sentence, found):
        return "planned"
    if where == "<ahead>" and not found.since:
        # A day of the year of writing may be the one when it was written.
        return "planned" if found.kind != "day" or content.startswith(("前", "之前", "起"), found.end) else None
    if where == "<past>":
        clause = max(content.rfind(mark, sentence.start, found.start) for mark in ",;:。") + 1
        # 确保2020年的项目完工 is a plan for what was left over.
        is_plan = of_clauses(content, max(clause, sentence.start), found.start).planned > 0
        return None if is_plan else "achieved"
    return None


def _is_deadline(content: str, sentence: Sentence, found: DateExpression) -> bool:
    """Whether a clause begins with the year by which something is reached: 到2020年,…, the last that the text names."""
    by = _BY_YEAR.search(content, max(sentence.start - 1, found.start - _LONGEST_AIM), found.start)
    return by is not None and found.kind == "year" and content.startswith(",", found.end)


_HEADER = LexicalPattern(
    lambda: rf"(?P<planned>{any_word('planned_column')})|(?P<achieved>{any_word('achieved_column')})"
)


def header_status(column: str) -> ClaimStatus | None:
    """What the name of a column or row says: 计划数, 预算 or 决算, 实际完成; the last word of it decides."""
    said: ClaimStatus | None = None
    for match in _HEADER.finditer(column):
        said = "planned" if match["planned"] else "achieved"
    return said
