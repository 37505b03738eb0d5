"""What a quantity counts or measures, in the words of the text.

A number stands behind its noun (小学19所, 参与率超95%) or before it (16名书记). What stands before the number in
its clause is stripped of adverbs and verbs; if a noun phrase is left, it is the subject, unless it ends in a verb that
governs the number (组织16名书记), for then the noun is behind. Three quantities speak of another's thing: a share (占比3.9%), a bare
difference (增幅13.46%) and a multiple (是上年的2.3倍) take the subject before them; with 分别 the values take the subjects before
them in order; the members of an elliptic list (6人1校获表彰) share what they got. Money is named by its fund, else by the word of
spending. The words are data (`models/lexicon.tsv`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from typing import NamedTuple

from pipeline.claims.aims import may_tell_outcome, outcome_of
from pipeline.claims.changes import Difference
from pipeline.claims.phrases import (
    clause_before,
    clause_of,
    first_member,
    trim,
)
from pipeline.claims.quantities import REACH
from pipeline.claims.respectively import assign_respectively
from pipeline.claims.scope_names import is_scope_name, without_scope_name
from pipeline.claims.subject_rules import (
    ACTIVITY_UNITS,
    DEPENDENT,
    DIVISIONS,
    MEASURE,
    MILESTONE,
    NOUN_UNITS,
    SCOPE_ONLY,
    Context,
    Found,
    subject_of,
)
from pipeline.claims.word_edges import is_act
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word
from pipeline.patterns import when_used
from pipeline.records import Quantity, Sentence

_MEMBER = when_used(r"(?:^|[,;:、(])(?:其中|包括|仅|而|含){0,2}$")
_OF_ALL = when_used(r"(?P<whole>[^,;。:()]{2,16}?)(?:之)?(?:中|里),[^,;。]*$")
_OF_REGION = when_used(rf"[{HAN}]{{2,6}}?(?:地区|片区)(?=[{HAN}]{{2}})(?!生产)")
"""A subject that says where by a part of the land, which no list of places has."""
_ABOUT = when_used(r"对(?![外口应])")
_MEASURED = LexicalPattern(
    lambda: rf"[{HAN}]{{0,8}}(?:{any_word('measure')}|[率度量数额值])(?:达到?|为|约|在|过|超过?)?"
)
_OF_MEASURE = when_used(rf"(?:以[上下内])?的(?=[{HAN}]{{2}})")
"""Between a number of things and a measure that tells which of them, and behind that."""
_NEXT_MEMBERS = when_used(rf"[{HAN}]{{1,12}}、[{HAN}]{{1,16}}(?<![、和与及])")
"""Between two numbers: what the first counts, and what stands before the second in a list."""
_NEXT_EXAMPLES = when_used(rf"[{HAN}]{{1,12}}[、和与及][{HAN}、]{{1,24}}等(?:地)?")
"""The same, where examples of what the second counts stand before it."""
_REACHED = LexicalPattern(
    lambda: (
        rf"(?P<owner>(?!通过|[在以对向由为从])[{HAN}]{{2,}}?)(?:累计|[已共])?(?:实现|完成)(?P<measure>{any_word('measure', 'dependent_measure')})"
    )
)
"""An owner, the verb of reaching and a measure: 第二产业|实现|增加值."""
_AIMS = 16
"""Quantities before one among which the aim stands of which it is the outcome."""
_PASSED = LexicalPattern(lambda: any_word("milestone"))
"""Behind a level: what was passed with it is no thing that is counted (500亿元|大关)."""
_EACH_ITS_OWN = when_used(rf"分别[{HAN}]{{0,4}}$")
_TOTAL = when_used(r"(?:总计|合计|共计|总量|总数)(?:为|是|达到?|约)?$")
"""Before the sum of all that a list told: 债务转贷收入90亿元,收入|总计为|129亿元."""
_SAME_CLAUSE = when_used(r"[^,;。:]*")


class Rules(NamedTuple):
    """What the rules say of the quantities of a sentence."""

    subjects: list[str]
    settled: Set[int]
    """The quantities whose subjects are decided over the sentence as a whole: in order with others, by an aim told before, by the whole of a
    list of places, by the act that was done so often."""


def subjects(
    content: str,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    differences: Sequence[Difference],
    heading: str,
    scope_names: Collection[str] = (),
    before: Sequence[str] = (),
) -> Rules:
    """What the rules say: one subject for each quantity of a sentence, in order; empty when the sentence names none.

    Args:
        content: folded text of the document.
        sentence: the sentence, with offsets into `content`.
        quantities: its quantities in order.
        differences: whether each is a difference; a bare difference speaks of the quantity before.
        heading: the nearest heading, the last resort.
        scope_names: names of places and schools in the document.
        before: the subjects of the sentence before, in the same paragraph.
    """
    gaps = _gaps(content, sentence, quantities)
    behinds = _behind_each(content, sentence, quantities, gaps)
    found: list[str] = []
    settled: set[int] = set()
    last = ""
    taken = ""  # the noun behind the quantity before, which is not the subject of this one
    outside = ""  # the subject before an open parenthesis
    for index, (gap, behind, quantity, difference) in enumerate(
        zip(gaps, behinds, quantities, differences, strict=True)
    ):
        if gap.count(")") > gap.count("("):
            last = outside or last
        is_last = index + 1 == len(quantities)
        outcome = _of_outcome(gap, behind, before, found)
        subject, taken = outcome or subject_of(
            Context(gap, behind, quantity, difference, last, taken, bool(found), is_last)
        )
        subject = _owned(subject, last, gap)
        counted = ""
        if not taken and subject != last:
            left = content[max(sentence.start, quantity.start - REACH) : quantity.start]
            counted = _of_member(gap, left, subject, quantity, quantities, found, scope_names)
            subject = counted or subject
        outside = _outside(gap, subject or last, last, outside)
        last = _told(gap, subject, bool(found)) or last
        if outcome or counted or _is_settled(quantity, subject, behind):
            settled.add(index)
        found.append(subject)
    each = list(found)
    assign_respectively(content, sentence, quantities, found, scope_names)
    return Rules(_filled(found, heading), settled | _told_together(gaps, each, found))


def _gaps(content: str, sentence: Sentence, quantities: Sequence[Quantity]) -> list[str]:
    """What stands before each quantity, up to the one before."""
    starts = [sentence.start, *(quantity.end for quantity in quantities)]
    return [content[start : quantity.start][-REACH:] for start, quantity in zip(starts, quantities, strict=False)]


def _told(gap: str, subject: str, follows: bool) -> str:
    """What later quantities may speak of: of a milestone, what has passed it."""
    return trim(clause_of(gap, follows)) if MILESTONE.search(subject) else subject


def _is_settled(quantity: Quantity, subject: str, behind: str) -> bool:
    """Whether a milestone is passed, or an act is counted: what stands beside the quantity does not change that."""
    return _PASSED.match(behind) is not None or (quantity.unit in ACTIVITY_UNITS and is_act(subject[:2]))


def _told_together(gaps: Sequence[str], each: Sequence[str], together: Sequence[str]) -> set[int]:
    """The quantities that share what is told with their neighbours: 分别, nothing between (6人|1校获表彰), what their order gave another subject."""
    return {
        index
        for index, gap in enumerate(gaps)
        if each[index] != together[index] or _EACH_ITS_OWN.search(gap) or (index and not gap)
    }


def _of_outcome(gap: str, behind: str, before: Sequence[str], found: Sequence[str]) -> Found | None:
    """What was aimed at, where the clause only says how much of it was done: 收入预算30亿元,实际完成|31亿元."""
    if not may_tell_outcome(gap):
        return None
    earlier = [*before[-_AIMS:], *found[-_AIMS:]]
    outcome = outcome_of(clause_of(gap, True), behind, earlier) if earlier else ""
    return (outcome, "") if outcome else None


def _outside(gap: str, subject: str, last: str, outside: str) -> str:
    """The subject that holds again where the parenthesis before a quantity closes."""
    if gap.endswith("("):
        return subject  # 小学占比(2.3%)较上届(2.1%)上升0.2个百分点
    return last if gap.count("(") > gap.count(")") else outside


def _behind_each(content: str, sentence: Sentence, quantities: Sequence[Quantity], gaps: Sequence[str]) -> list[str]:
    """What stands behind each quantity, where the noun is that it counts."""
    behinds = [
        content[
            quantity.end : min(
                quantities[index + 1].start if index + 1 < len(quantities) else sentence.end, quantity.end + 48
            )
        ]
        for index, quantity in enumerate(quantities)
    ]
    for index in range(len(quantities) - 2, -1, -1):
        if _NEXT_EXAMPLES.fullmatch(gaps[index + 1]):
            behinds[index] = first_member(behinds[index])  # 12个商圈和|滨河商场等16个商店
        elif _NEXT_MEMBERS.fullmatch(gaps[index + 1]):
            behinds[index] = behinds[index].partition("、")[0]  # 两个阶级、社会主义和资本主义两条道路
        if (
            gaps[index + 1] == ""
        ):  # 6人1校获表彰: both got what stands behind the last, but of 8乡|326个行政村 it is counted
            apart = quantities[index].unit in DIVISIONS and quantities[index + 1].unit not in NOUN_UNITS
            behinds[index] = "" if apart else behinds[index + 1]
        elif (
            quantities[index].dimension == "count"
            and _MEASURED.fullmatch(gaps[index + 1])
            and (counted := _OF_MEASURE.match(behinds[index + 1]))
        ):
            behinds[index] = behinds[index + 1][counted.end() :]  # 5家年产值过亿元的供应商
    return behinds


def _is_member(gap: str, name: str) -> bool:
    """Whether a name begins a clause or a member of a list: 其中|临港区, not 设立|责任区."""
    at = gap.rfind(name) if name else -1
    return at >= 0 and _MEMBER.search(gap, 0, at) is not None


def _of_member(
    gap: str,
    before: str,
    subject: str,
    quantity: Quantity,
    quantities: Sequence[Quantity],
    found: Sequence[str],
    scope_names: Collection[str],
) -> str:
    """What is counted of a member of a list that only says where; empty for others."""
    if not _is_member(gap, subject) or not is_scope_name(subject, scope_names):
        return ""
    return _counted_by_scope(before, quantity, quantities, found, scope_names)


def _counted_by_scope(
    before: str, quantity: Quantity, quantities: Sequence[Quantity], found: Sequence[str], scope_names: Collection[str]
) -> str:
    """What a quantity counts that only says where: 公办园24所,其中临港区10所; 600分以上考生中,云泽一中132人."""
    topic = _OF_ALL.search(before)
    if topic:
        return topic["whole"].removeprefix("在")
    for index in range(len(found) - 1, -1, -1):
        if quantities[index].unit == quantity.unit and not is_scope_name(found[index], scope_names):
            if _OF_REGION.match(found[index]):
                return ""  # 北部地区人口占39%,南部地区占25%
            return without_scope_name(found[index], scope_names) or found[index]  # 鹤山区开班29个,临港区25个
    if quantity.dimension == "count" or found:
        return ""
    return clause_before(before, follows=False)  # 人口自然增长率,四川省由29‰降到6.1‰


def _owned(subject: str, last: str, gap: str) -> str:
    """A bare measure with the owner that the quantity before names: 林下经济总面积202万亩、产值突破百亿.

    A quantity that is no measure (工业企业达7.6万家、增加值增长3%) owns the measure of the same clause.
    """
    if (reached := _REACHED.fullmatch(subject)) is not None:
        return reached["owner"] + reached["measure"]
    if not last or not (DEPENDENT.fullmatch(subject) or _ABOUT.match(subject)) or _TOTAL.search(gap):
        return subject
    measure = MEASURE.search(last)
    if measure is not None:
        stem = last[: measure.start()]
        return f"{last if SCOPE_ONLY.fullmatch(stem) else stem}{subject}"  # 国内|生产总值
    return f"{last}{subject}" if gap.startswith("、") and _SAME_CLAUSE.fullmatch(gap) else subject


def _filled(found: Sequence[str], heading: str) -> list[str]:
    """Subjects with each empty one taken from the quantity before, the first from the heading."""
    filled: list[str] = []
    last = heading
    for subject in found:
        last = subject or last
        filled.append(last)
    return filled
