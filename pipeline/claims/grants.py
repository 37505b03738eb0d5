"""What rules give or take, and from whom: 对新认定的企业,分别给予100万元、50万元的奖励; 逾期不改正的,处以5000元罚款.

The sum is named by the noun behind it, which a whole list shares, else by the verb before it. Whom it is for stands behind 对, between
the verb of giving and the sum, or at the head of the clause with 每 or 单个; what a sentence says so holds until it names another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.claims.phrases import LIST_GAP, SPLIT
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word
from pipeline.patterns import PARENTHESES, last_match
from pipeline.records import Quantity, Sentence


class Grant(NamedTuple):
    """What a sum is and whom it is for, as the text has it; empty for what it does not say."""

    subject: str
    scope: str


_REACH, _BEHIND, _FAR = 40, 36, 400
"""Characters before the first of a list of sums, and behind the last, in which its words stand; before it, in which whom it is for stands."""
_GIVES = LexicalPattern(lambda: rf"{any_word('giving_verb')}|{any_word('grant')}")
_RULE = LexicalPattern(
    lambda: (
        rf"(?<![{HAN}])(?:对(?!口|应)|凡)[^。]{{2,160}}?(?:{_GIVES.pattern})|每[个家名项户件][^,;。]{{0,60}}?(?:{_GIVES.pattern})"
        rf"|(?<![{HAN}])新[^,;。\d]{{4,60}},(?:分别|一次性|最高|再)?(?:{_GIVES.pattern})"
        rf"|(?:最高|一次性|不超过|按[^,;。]{{0,30}}?\d%)[^,;。\d]{{0,8}}?(?:{_GIVES.pattern})"
        rf"|(?:{_GIVES.pattern})[^,;。\d]{{0,12}}(?:最高|一次性|不超过)"
        rf"|的,[^,;。]{{0,24}}?(?:{_GIVES.pattern})"
        rf"|(?:处以?|并处)[^,;。]{{0,24}}?罚款"
    )
)
_NAMED_BEHIND = LexicalPattern(
    lambda: (
        rf"(?:以[上下内])?(?:\d[\d.]*[万亿]?元以下)?(?:的(?:比例|标准))?(?:,?(?:连续[^,;。]{{1,6}}|全部|一次性|分期|逐年)?(?:{any_word('giving_verb')})(?:一定的?|相应的?)?)?的?"
        rf"(?P<noun>(?:[{HAN}A-Za-z]|“[^”]{{1,12}}”){{0,10}}?(?:{any_word('grant', 'fund')}))(?![{HAN}])"
    )
)
_NAMED_BEFORE = LexicalPattern(
    lambda: rf"(?P<before>.*)(?P<noun>{any_word('grant')})(?!资金|金|基金)[{HAN}]{{0,8}}?(?:每[人个家名项户件])?$"
)
_SHARE_OF = re.compile(rf"按照?(?:不超过|其|该|最高)?(?P<noun>[{HAN}()]{{2,20}}?)的?(?:最高)?$")
_ATTRIBUTE = LexicalPattern(lambda: rf"的(?!{any_word('giving_verb')})[^的,;。]*$")
"""Before a grant that is a noun: 录取到本科院校的|一次性补助."""
_VERB_BEFORE = LexicalPattern(lambda: rf"(?:{_GIVES.pattern}|最高|按照?)[^,;。]{{0,24}}$|处$")
_WHO = LexicalPattern(
    lambda: (
        rf"(?:(?:(?<![{HAN}])|(?<=[并可应]))对(?!口|应)于?|(?<![{HAN}])凡是?)(?P<who>[^;。]{{2,140}}?)"
        rf"(?=(?:,(?:由[^,;。]{{2,16}}|经[^,;。]{{2,12}}))?,?(?:分别|一次性|再|另|最高|按照?|可|根据|每[年月人个家项]|分[^,;。]{{1,4}}年|[给予共])*(?:{_GIVES.pattern}|按照?|根据|处?$))"
    )
)
_ELLIPTIC = LexicalPattern(
    lambda: rf"(?:^|[,;。:])(?P<who>(?!其中)[^,;。:]{{4,60}}?)的,(?=[^,;。]{{0,30}}?(?:{_GIVES.pattern}))"
)
_HEAD = LexicalPattern(lambda: rf"(?<=;)(?P<who>[^,;。\d]{{4,60}}?)[,]?(?:分别|一次性|最高|再)*(?:{_GIVES.pattern})")
"""The recipient at the head of another member of such a rule: 对…给予100万元;新认定的中心给予50万元."""
_EACH = LexicalPattern(
    lambda: (
        rf"(?:^|[,;。])(?P<who>[每单][个家名项户人所套座件台条](?!最高|一次性|按|累计|可|再)[{HAN}]{{1,8}}?)(?=每?年度?|最高|按|累计|可|不超过|再|一次性|{_GIVES.pattern})"
    )
)
_TO = LexicalPattern(
    lambda: rf"(?:{any_word('giving_verb')})(?P<who>[{HAN}]{{2,12}}?)(?:各|每[人家个])?(?=(?:最高|不超过|一次性)?$)"
)
_NO_RECIPIENT = re.compile(r"最高|一次性|不超过|不低于|不少于|额$|[费值入]$|一定|奖|补|资助|投|贡献|发生|年$")
_DIGIT = re.compile(r"\d")
_SHORTEST_WHO, _LONGEST_WHO = 3, 28


def granted_from(content: str, start: int, end: int) -> int:
    """Where a sentence begins to say what those are given who fulfil a condition, or what a breach costs; its end where it does not.

    Args:
        content: folded text of the document.
        start: where the sentence begins.
        end: and ends.
    """
    rule = _RULE.search(content, start, end)
    if rule is None:
        return end
    if content.startswith(("对", "凡", "每", "新"), rule.start()):
        return rule.start()
    return max(start, content.rfind(";", start, rule.start()) + 1)


def given(content: str, sentence: Sentence, quantities: Sequence[Quantity]) -> Mapping[int, Grant]:
    """The sums that a sentence of such a rule gives or takes, by the start of the quantity.

    Args:
        content: folded text of the document.
        sentence: the sentence.
        quantities: its quantities, in order.
    """
    if _GIVES.search(content, sentence.start, sentence.end) is None or (
        granted_from(content, sentence.start, sentence.end) == sentence.end
    ):
        return {}
    found: dict[int, Grant] = {}
    last, floor = "", sentence.start
    for members in _lists(content, quantities):
        first = members[0]
        clause, floor = content[max(floor, first.start - _REACH) : first.start], members[-1].end
        if first.dimension not in ("money", "ratio"):
            continue
        head = clause[max(clause.rfind(mark) for mark in ",;。:") + 1 :]
        noun = _noun(content, head, members[-1], sentence.end) or (last if _is_bare(head) else "")
        if not noun:
            continue
        last = noun
        who = _recipient(content, sentence, first, head)
        parts = [part for part in SPLIT.split(who) if part] if len(members) > 1 else []
        for index, member in enumerate(members):
            found[member.start] = Grant(noun, parts[index] if len(parts) == len(members) else who)
    return found


def _lists(content: str, quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    """The quantities, those together that nothing but the marks of a list parts."""
    lists: list[list[Quantity]] = []
    for quantity in quantities:
        before = lists[-1][-1] if lists else None
        if (
            before is not None
            and before.dimension == quantity.dimension
            and 0 < quantity.start - before.end <= 2
            and LIST_GAP.fullmatch(content, before.end, quantity.start)
        ):
            lists[-1].append(quantity)
        else:
            lists.append([quantity])
    return lists


def _noun(content: str, head: str, quantity: Quantity, end: int) -> str:
    """What names a sum: the noun behind it, else the verb before it; of a share, what it is of."""
    share = _SHARE_OF.search(head) if quantity.dimension == "ratio" else None
    if share is not None:
        return share["noun"]
    behind = _NAMED_BEHIND.match(content, quantity.end, min(end, quantity.end + _BEHIND))
    if behind is not None and _VERB_BEFORE.search(head):
        return behind["noun"]
    before = _NAMED_BEFORE.match(head)
    is_verb = before is not None and not _ATTRIBUTE.search(before["before"])
    return before["noun"] if before is not None and is_verb else ""


def _is_bare(head: str) -> bool:
    """Whether nothing but a verb of giving, or a year of several, stands before a sum in its clause."""
    return re.fullmatch(r"(?:第[一二三四五]年|每年|最高|再|另|给予|不超过|分别|一次性)+", head) is not None


def _recipient(content: str, sentence: Sentence, quantity: Quantity, head: str) -> str:
    """Whom a sum is for; empty when the sentence does not say."""
    if (to := _TO.search(head)) is not None and not _NO_RECIPIENT.search(to["who"]):
        return to["who"]
    whole = max(sentence.start, quantity.start - _FAR)
    low = max(whole, content.rfind(";", whole, quantity.start) + 1)
    if (each := last_match(_EACH.compiled, content, low, quantity.start)) is not None:
        return each["who"]
    for start in (low, whole):
        for pattern in (_WHO, _ELLIPTIC, *([_HEAD] if start > whole else ())):
            if (named := last_match(pattern.compiled, content, start, quantity.start)) is not None:
                return _short(named["who"])
    return ""


def _short(who: str) -> str:
    """The recipients without parentheses and without a condition that names figures or is long."""
    first = (who := PARENTHESES.sub("", who.strip(" ,的"))).partition(",")[0]
    who = first if len(first) > _SHORTEST_WHO else who
    if _DIGIT.search(who) or len(who) > _LONGEST_WHO:
        who = who[who.rfind("的") + 1 :]
    return "" if _DIGIT.search(who) else who.strip(" ,的")
