"""What the words around a quantity add to its subject.

A subject alone often is less than the name of what is measured. 教育支出18亿元,占财政支出的21%: the second figure is of 教育支出占财政支出比例.
补充教师300名: the verb makes the teachers those who were hired. 课后服务覆盖率100%,参与率95%: a rate is of what its sentence speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.indicators.catalogue import by_end, by_name, normal, same_split, split_words
from pipeline.indicators.matcher import FRACTION, match, without_total
from pipeline.patterns import PARENTHESES, when_used
from pipeline.records import Change

RATES = frozenset({"percent", "permille", "percentage_point", "permille_point", FRACTION})

_SHARE = when_used(
    r"(?:占|相当于)(?:比(?!例|重)[^,;。:()\d]{0,8}|(?P<of>[^,;。:()\d占]{0,16}?)的?(?:比重|比例|份额)[^,;。:()\d]{0,8}|(?:约|近|超过?)?|(?P<whole>[^,;。:()\d占]{1,16}?)的?(?:约|近|超过?)?)$"
)
_ALL_OF_IT = ("总数", "总量", "总人数", "全部")
"""占总数的68%: of all of what is counted."""
_ALL_OF_KIND = when_used("^(?:专任|在职|在编|在岗|全体|全部|所有)")
"""Of staff, that all of them are meant: 高级职称教师占|专任教师."""
_ROW = when_used(r"(?:[约近超]?\d[\d.]*[^,;。:()\d]{0,6}[、和及与])+$")
"""The figures before one in a row: 83.2%、 of 分别占83.2%、94.1%."""
_OF_ONE = {"student": "生均", "institution": "校均", "teacher": "师均", "班": "班均"}
"""What names say of a quantity that is for one pupil, school, teacher or class."""
_AVERAGE = "均"
_FOR_ONE = (_AVERAGE, "每")
_OF_ANY = ("校均", "班均")
"""What is told of a school or a class is a mean only where the text says so: 每班学生不超过45人 is a limit."""
_MONEY = "CNY"
_EACH = when_used(r"(?P<each>[生师人校户班]均|平均每[人名生校班])(?:为|达到?|约|近|已)?$")
_EACH_OF = when_used(r"(?P<each>每[百千万]?(?:名|位)?(?:人口|学生|常住人口|老年人|老人))[^,;。]*[、和及与][^,;。\d]*$")
_RELATION = when_used("(?:[率度比]|标准|定额|覆盖面)$|^(?:受益|受助|参与|惠及)")
"""Names that say how something is measured, and not what; or for whom something is done, and not what."""
_REACHES = ("惠及", "受益", "覆盖")
"""Verbs right before the number of those whom something reaches: 营养改善计划,每年惠及|3700万学生."""
_JOINED = when_used("[、和及与]")
_CLAUSE = when_used("[,;:。!?]")
_PREDICATE = when_used(r"[^,;。:、()!?\d]{2,12}")
_WHOLLY = ("实现", "全")
"""Words of a predicate that say nothing of what it is: 课后服务100%全覆盖."""
_RATIO_BEHIND = when_used("比例|占比|比重|率")
_SAID = when_used(
    r"(?:截[至止][^,;:。!?、]{0,10}?[底末日前])?(?P<name>[^,;:。!?、\d]{2,20}(?:率|比例|比重|占比|覆盖面))[^,;:。!?、\d]{0,8}$"
)
"""The name of a rate that makes up the clause before its figure, from the start of that."""
_SEGMENT = when_used("[;。!?]")
_NEW = "新增"
_AT = "在"
"""A preposition, and the beginning of 在籍, 在学, 在编 and others of those who are there."""
_BARE = 2
"""Characters of 占比 and 标准, which are of anything."""
_BESIDE = when_used(r"\d[\d.万余多]*[所个家户][^,;。:、()\d]{0,10}$")
"""A figure that stands between a verb and the things that are told of both: 惠及79所农村学校|21860名学生."""
_IN_ALL = when_used(r"(?<!占)(?:总量|总数|累计)[^,;。\d]{0,3}$")
_KEPT = 4096
"""Subjects that are kept without the word that splits them: the same ones come again and again."""
_LONGEST = 24
"""Characters of the longest name that is looked for in a sentence."""
_REACH = 80
_TAIL = 8
"""Characters of the longest words right before a quantity that are looked for: 平均每人达到."""


def fuller(
    before: str, after: str, subject: str, unit: str, change: Change, base: str, per: str, heading: str
) -> Iterator[str]:
    """Subjects that say more than the one given, those that the nearest words give first.

    Args:
        before: the sentence up to the quantity, folded.
        after: what follows the quantity in the sentence, folded.
        subject: what is counted or measured, folded.
        unit: canonical unit of the quantity.
        change: whether it is a difference or a growth rate.
        base: what the change is measured against; without one, what is added is new (增加学位3000个).
        per: for one of what the quantity is (`Claim.per`).
        heading: that stands above the sentence, folded.
    """
    if _IN_ALL.search(before, max(0, len(before) - _TAIL)):  # 新登记经营主体320万户,总量达2037万户
        return
    lead = before.rpartition(subject)[0] if subject in before else before
    lead = PARENTHESES.sub("", lead) if "(" in lead else lead
    if lead.endswith(_AT):
        yield _AT + subject
    heads = [verb + subject for verb in _REACHES if lead.endswith(verb)]
    heads.append(subject)
    if unit in RATES:
        acts = list(_predicates(after, subject))
        heads = [*_shares(before, subject), *_of_predicates(acts, subject), subject]
        yield from heads[:-1]
        for act in acts:
            yield from _with_what_stands_before(_CLAUSE.split(before)[-1], f"{act}率", "")
    else:
        each = (_OF_ONE.get(per, "") if _is_for_one(before, unit) else "") or _each(before)
        if each in _OF_ANY:
            each = each if is_average(before) else ""
            if each and subject.endswith(each[0]):  # 有23个教学班,班均41人
                yield each
        if each and each not in subject:
            yield each + subject
        if change == "up" and not base:
            yield _NEW + subject
    for head in heads:
        yield from _with_what_stands_before(lead, head, heading)
    if unit in RATES:
        said = _SAID.match(_CLAUSE.split(before)[-1])
        if said is not None:
            yield said["name"]


def _predicates(after: str, subject: str) -> Iterator[str]:
    """What a part does of which the figure is the share: 在公办学校就读 behind 98%的随迁子女, 覆盖 behind 课后服务100%."""
    found = _PREDICATE.match(after.removeprefix("的").removeprefix(subject))
    if found is not None:
        act = found.group()
        for word in _WHOLLY:
            act = act.removeprefix(word)
        yield act


def _of_predicates(acts: Iterable[str], subject: str) -> Iterator[str]:
    for act in acts:
        yield f"{subject}{act}占比"
        yield f"{subject}{act}率"


def _is_for_one(before: str, unit: str) -> bool:
    """Whether a quantity itself is told to be for one, and not only another in its sentence: 生均占地面积22平方米,建筑面积|7700平方米."""
    clause = _CLAUSE.split(before)[-1]
    return "/" in unit or any(mark in clause for mark in _FOR_ONE)


def is_average(before: str) -> bool:
    """Whether the clause before a quantity says that it is a mean: 平均每班|36人, 班均|36人."""
    return _AVERAGE in _CLAUSE.split(before)[-1]


def _each(before: str) -> str:
    found = _EACH.search(before, max(0, len(before) - _TAIL))
    if found is None and "每" in before:
        found = _EACH_OF.search(before)
    return found["each"] if found is not None else ""


def _shares(before: str, subject: str) -> Iterator[str]:
    """教育支出占财政支出比例 for 21% in 教育支出18亿元,占财政支出的21%."""
    _, named, behind = before.rpartition(subject)
    ratio = _RATIO_BEHIND.match(behind) if named else None
    if ratio is not None:  # the subject was cut before it: 大班额比例降到2%
        yield subject + ratio.group()
    may_be = "占" in before or "相当于" in before
    found = _SHARE.search(_ROW.sub("", before)) if may_be else None
    if found is None:
        return
    whole = found["of"] or found["whole"]
    whole = "" if whole in _ALL_OF_IT else whole
    if whole and normal(subject).endswith(
        _ALL_OF_KIND.sub("", without_total(normal(whole)))
    ):  # 普惠园在园幼儿1.7万人,占全县在园幼儿的90%
        yield f"{subject}占比"
    for part in (subject, *numerators(subject)):
        yield f"{part}占{whole}比例" if whole else f"{part}占比"
    if whole:
        yield f"{whole}{subject}占比"  # 本科以上学历占专任教师的86%


def numerators(subject: str) -> Iterator[str]:
    """The Chinese name of the amount that a share is of, where the subject calls it otherwise."""
    found = match(subject, _MONEY, "none")
    if found is not None:
        yield found.indicator.zh


def _with_what_stands_before(lead: str, end: str, heading: str) -> Iterator[str]:
    """Names of which `end` is the end and the beginning stands before it.

    That of a rate may stand anywhere in the sentence, or in its heading. That of other things is joined to the subject (补充|教师), or to one
    that stands in a row with it (交流轮岗校长112名、|教师). A word that splits may stand between them: 补充|中小学|教师.
    """
    end = normal(end)
    starts = by_end().get(end)
    in_part = starts is None
    if in_part:
        starts = by_end().get(_without_part(end))
    if starts is None:
        return
    lead = normal(lead)
    clause = _BESIDE.sub("", _CLAUSE.split(lead)[-1])
    of_row = bool(_JOINED.match(clause[-1:])) and len(_JOINED.findall(clause)) == 1
    for start in starts:
        if len(start) > 1 and (clause.endswith(start) or (of_row and clause.startswith(start))):
            yield start + end
    if not in_part and len(end) > _BARE and _RELATION.search(end):
        for text in (lead, normal(heading)):
            places = [(_last(start, text), start) for start in starts if len(start) > 1]
            for _, start in sorted((place for place in places if place[0] >= 0), reverse=True):
                yield start + end


@lru_cache(maxsize=_KEPT)
def _without_part(name: str) -> str:
    """A name in normal form without the word that splits with which it begins."""
    length = next((length for length in range(len(name) - 2, 1, -1) if name[:length] in split_words()), 0)
    return name[length:]


def _last(start: str, text: str) -> int:
    """Where the beginning of a name last stands in a text, a word that splits in any wording of it and apart from the rest; -1 when it does not."""
    place = text.rfind(start)
    if place >= 0:
        return place
    for length in range(len(start), 1, -1):
        split = split_words().get(start[:length])
        if split is not None:
            rest = text.rfind(start[length:])
            return min(rest, max(text.rfind(word) for word in same_split(split)))
    return -1


def named_beside(before: str, part: str) -> Iterator[str]:
    """Names in the sentence that a bare part (小学) may be a part of, the nearest first: 生均公用经费提高到小学850元、初中1050元.

    Args:
        before: the sentence up to the quantity, folded.
        part: the subject, nothing but words that split.
    """
    behind = _ROW.sub("", before.rpartition(part)[2])
    share = _SHARE.search(behind)
    if share is not None and _JOINED.match(behind):
        yield behind[1 : share.start()] + "占比"
    text = normal(_SEGMENT.split(before)[-1][-_REACH:])
    for end in range(len(text), 1, -1):
        for start in range(max(0, end - _LONGEST), end - 1):
            if text[start:end] in by_name():
                yield text[start:end]
