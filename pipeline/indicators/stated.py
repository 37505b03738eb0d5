"""Whether a sentence says that things are there (现有学校12所), or what is done with some of them (新建学校12所)."""

from __future__ import annotations

import re
from functools import cache

from pipeline.indicators.catalogue import FILE, normal
from pipeline.indicators.matcher import readings
from pipeline.language.in_force import LexicalPattern, governs, words
from pipeline.patterns import any_of, last_match, when_used
from pipeline.resources import read_toml

_ROLES = (
    *("activity_verb", "building_verb", "finishing_verb", "getting_verb", "middle_verb", "rise_of"),
    *("running_verb", "running_verb_of_clause", "spending_verb", "planned_act"),
)
# 在 and 会 are among them, and in every other sentence.
_ACTS = LexicalPattern(lambda: any_of(word for role in _ROLES for word in words(role) if len(word) > 1))
_CLAUSE_END = when_used("[,:()、]")
_SENTENCE_PART = when_used("[,;:。!?]")
_LEVELS = when_used(r"(?:[由从][^,;。]{0,10}|[增减降升压扩提][^,;。\d]{0,3}[到至为成]|[到至])$")
_ALL_OF = when_used(r"(?:[全本][省市区县州盟旗镇乡校]|全部|所有)(?:的)?(?:约|近)?$")
_OF_KIND = when_used(r"[^省市区县州盟旗国]的$")
"""Before a thing: 带宽低于100兆的|学校 are some of them, 全市的|学校 all."""
_HAVE = when_used("[当之]?中,?(?:就|便)?[有,]")
"""Behind the whole of which a part is told: 59名学生中有15名住校."""
_OF_ALL = when_used(r"全部|\((?:其中|含)")
_OF_THEM = when_used("[当之]?[中里]")
_ENDS = when_used(r"$|[\d,;。:、()和及与!?\s]")
_VERB = 2
_NUMBER = when_used(r"\d")
_AGAINST = when_used("[较比]")
_RIGHT_BEFORE = 4
"""Characters before a number that tell of what stands behind it."""
_STATE_FIRMS = when_used("[省市区县国]属(?:国有)?(?:企业|国企)|中央企业|央企")
_AFTER = "后"
"""扣除房地产开发投资后,固定资产投资增长2.7%: a clause that says what the next one leaves out."""
_AMONG = "中"
"""Behind all those of whom some are counted: 在校生|中|随迁子女1360人."""
_REST = "其余"
_REST_IS = when_used(f"{_REST}(?![均都]?[为是])")
"""其余民办园12所 are some; 其余为硕士研究生1516人 are all of these."""
_SEGMENT_END = when_used("[;。!?]")
_ASIDE = when_used(r"\([^()]*\)|\d[\d.]*[^\d,;。:()、]{1,3}(?:及|\(含\))?以[上下内]的?")
"""What tells which things are meant, and is no act: (56人及以上), 56人以上."""


def is_stock(before: str, subject: str, name: str) -> bool:
    """Whether the number of things is stated as what is there.

    Args:
        before: the sentence up to the quantity, folded.
        subject: what is counted, folded.
        name: its name in normal form, without what parts it (在校生 of 小学在校生).

    Whichever stands nearer to the number decides: a word of being there, or a verb of doing. Names such as 在校生 say themselves that
    they are there, and so does a list that nothing is done with: 小学85所,幼儿园107所. So do levels between which a number moves (由117个减少到6个).
    """
    segment = _ASIDE.sub("", _SEGMENT_END.split(before)[-1]).strip()
    subject = _ASIDE.sub("", subject)
    part = _SENTENCE_PART.split(segment)[-1]
    if subject not in part:  # it stands behind its number: 现有3所初中、5所小学
        return (
            _ALL_OF.search(part) is not None
            or _is_there(part) is True
            or _ends_there(part)
            or (not part and _goes_on(segment))
        )
    if _LEVELS.search(part.rpartition(subject)[2]):
        return True
    clause = _CLAUSE_END.split(segment)[-1].strip()
    if _OF_KIND.search(part.rpartition(subject)[0]):
        return False
    if _pattern("inherent").match(name):
        lead = clause.rpartition(subject)[0] if subject in clause else clause
        verb = lead[-_VERB:]
        return _ACTS.search(lead) is None and not (governs(verb) and _pattern("there").search(verb) is None)
    there = _is_there(segment)
    if there is not None or not clause.endswith(subject):
        return there is True
    opener = clause.removesuffix(subject)
    if opener.endswith(_AMONG) and _pattern("inherent").search(opener) is not None:
        return True
    return (not opener or _pattern("opener").fullmatch(opener) is not None or _is_bare(opener)) and not _has_verb(
        _CLAUSE_END.split(segment)[0].strip().replace(subject, "")
    )


def is_of_some(before: str, after: str, subject: str) -> bool:
    """Whether some of the things are counted: 有3所学校未达标, 学生中22名住校; of 全部68所学校均达标 it is all.

    Args:
        before: the sentence up to the quantity, folded.
        after: what follows the quantity in the sentence, folded.
        subject: what is counted, folded.
    """
    part = _SENTENCE_PART.split(before)[-1]
    if subject in part:
        return _OF_THEM.match(part.rpartition(subject)[2]) is not None
    text = after.removeprefix("的")
    if not text.startswith(subject) or _ENDS.match(text, len(subject)) or _ALL_OF.search(part):
        return False
    return not is_all(before, after, subject)


def is_all(before: str, after: str, subject: str) -> bool:
    """Whether all things are counted that the sentence is about: 98所学校食堂全部达标; 409个教学班(其中小学379个…).

    Args:
        before: the sentence up to the quantity, folded.
        after: what follows the quantity in the sentence, folded.
        subject: what is counted, folded.
    """
    text = after.removeprefix("的")
    if not text.startswith(subject):
        return False
    alone = not _SENTENCE_PART.split(before)[-1].strip()
    return _HAVE.match(text, len(subject)) is not None or (alone and _OF_ALL.match(text, len(subject)) is not None)


def _goes_on(segment: str) -> bool:
    """Whether the clause before says that things are there, so that a list of them goes on: 现有教师137人,|34个教学班; 在编教师92人,|34个教学班."""
    before = _SENTENCE_PART.split(segment.rstrip(","))[-1].strip()
    bare = _pattern("inherent").match(before) is not None and _ACTS.search(before) is None
    return bare or ("有" in before and _is_there(before) is True)


def _is_bare(text: str) -> bool:
    """Whether a text is nothing but words for a whole place and words that split: 全县特殊教育学校."""
    return any(not reading.name for reading in readings(normal(text)))


def _is_there(text: str) -> bool | None:
    """Whether a word of being there stands nearest to the end of a text, or a verb of doing; None when neither is in it."""
    there, act = last_match(_pattern("there"), text), last_match(_ACTS.compiled, text)
    if there is None:
        return None if act is None else False
    return act is None or act.end() <= there.start()


def _ends_there(part: str) -> bool:
    """Whether a word of being there stands right before the number, though it may tell of an act as well: 开设|8个教学班."""
    there = last_match(_pattern("there"), part)
    return there is not None and there.end() == len(part) and _LEVELS.search(part) is None


def is_other(before: str, subject: str, name: str) -> bool:
    """Whether the number is of less than all: how much of the thing an act reaches (带动出口415亿元), what is left of it (其他民办园12所), it
    without a part (扣除房地产后增长4.6%), how many there could be (可容纳学生1700人), or what some have of it (省属企业研发投入12亿元).

    Args:
        before: the sentence up to the quantity, folded.
        subject: what is counted or measured, folded.
        name: its name in normal form, which may itself say that it is reached (营养改善计划惠及学生).
    """
    *_, last, part = ["", *_SENTENCE_PART.split(before)]
    if last.endswith(_AFTER) and _pattern("without").search(last) is not None:
        return True
    lead, _, gap = part.rpartition(subject) if subject in part else (part[-_RIGHT_BEFORE:], "", "")
    rest = _ASIDE.sub("", part.replace(subject, ""))  # 教职工(含其他机构) are all of them
    reached = _pattern("reached").search(gap)
    named = _pattern("reached").search(name)
    says_so = named is not None and named.start() > 0  # of 惠及学生 it is not said by what
    return (
        (_pattern("reached").search(lead) is not None and not says_so)
        or (reached is not None and reached.start() > 0)  # of 免学费惠及1200人 it is what is counted
        or _REST_IS.search(_pattern("rest").sub(_REST, rest)) is not None
        or any(_pattern(kind).search(rest) is not None for kind in ("capacity", "holder", "without"))
    )


def is_of_state_firms(before: str, subject: str) -> bool:
    """Whether the clause right before speaks of state firms and goes on with what they spend: 省属企业创新加快,研发投入增长12%."""
    *_, last, part = ["", *_SENTENCE_PART.split(before)]
    return part.startswith(subject) and _STATE_FIRMS.search(last) is not None


def is_new(before: str, subject: str) -> bool:
    """Whether what is added is told as new things (新增教学班12个), and not as a number that grew (在校生比上年增加300人)."""
    part = _SENTENCE_PART.split(before)[-1]
    if subject not in part and _AGAINST.search(part):
        return False  # 基站达231万个,较上年新增88万个
    return _pattern("new").search(part.rpartition(subject)[0] if subject in part else part) is not None


def _has_verb(clause: str) -> bool:
    """Whether a clause has a verb; a kind of schools and its number (普通高中141所) has none."""
    return not _is_bare(_NUMBER.split(clause)[0]) and any(governs(clause[at : at + 2]) for at in range(len(clause) - 1))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(read_toml(FILE)["stated"][kind]))
