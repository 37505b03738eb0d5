"""What a quantity counts or measures, in the words of the text.

A number stands behind its noun (小学19所, 参与率超95%) or before it (16名书记). What stands before the number in
its clause is stripped of adverbs and verbs; if a noun phrase is left, it is the subject, unless it ends in a verb that
governs the number (组织16名书记), for then the noun is behind. Three quantities speak of another's thing: a share (占比3.9%), a bare
difference (增幅13.46%) and a multiple (是上年的2.3倍) take the subject before them; with 分别 the values take the subjects before
them in order; the members of an elliptic list (6人1校获表彰) share what they got. Money is named by its fund, else by the word of
spending. The words are data (`models/lexicon.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.claims.changes import Difference
from pipeline.claims.phrases import (
    COMPARISON,
    GOT,
    LIST_GAP,
    SPLIT,
    TO,
    clause_before,
    clause_of,
    noun_behind,
    object_of_getting,
    trim,
)
from pipeline.claims.quantities import REACH
from pipeline.claims.respectively import assign_respectively
from pipeline.claims.scope_names import is_scope_name, without_scope_name
from pipeline.claims.words import VERBAL, tagged
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon, per_lexicon, words
from pipeline.patterns import any_of
from pipeline.records import Quantity, Sentence

_GOVERNING_VERB = LexicalPattern(
    lambda: rf"(?:{any_of(w for w in words('lead') if w[-1] not in '来年中前底末')}|[为对向给把将含建设聘招派购选])$"
)
_SPENT = LexicalPattern(lambda: rf"(?:{any_word('spending_word')})(?:[了约近超达共])?$")
_FUND = LexicalPattern(lambda: rf"(?:{any_word('fund')})$")
_SPENT_FUND = re.compile(
    r"^.*(?:安排|拨付|下达|发放|筹措|筹集|落实|争取|投入)(?=[^的]{2,}(?:资金|经费|专款|补助|补贴|基金)$)"
)
_IS_MONEY = LexicalPattern(lambda: rf"(?:{any_word('fund')}|[额费款金值入出产债价资])$")
_CASUALTIES = re.compile(r"(?:造成|导致|致)$")
_SHARE = re.compile(
    r"(?P<part>[^,;。]*?)(?:约|仅|共|各|分别|只|已|均|的)?(?<!所)占(?!地|用|比|有|道|据|领)(?P<whole>[^,;。]*)$"
)
_MULTIPLE = re.compile(
    r"(?P<part>[^,;。]*?)(?:仅|只|已|均|约)?(?:是|为|达到?|相当于|(?<!所)占|[不高低]?[高低]于|不?[少多]于|不超过|超过|完成(?P<done>))"
    r"(?P<whole>[^,;。]{1,16})的$"
)
_DEED = re.compile(r"[^,;。:!?\n\d]{3,}")
"""What was done all the while: 连续五年开展国家公园GEP核算."""
_MILESTONE = LexicalPattern(lambda: rf"(?:{any_word('milestone')})$")
_DEPENDENT = LexicalPattern(lambda: any_word("dependent_measure"))
_MEASURE = LexicalPattern(lambda: rf"(?:{any_word('measure')})$")
_OF_WHICH = re.compile(
    r"(?:(?<![^,;。:()\n])在)?(?:上述|以上|这些)?(?P<whole>[^,;。:()]{2,14}?)(?:之)?(?:中|里)[,:]\s?$"
)
_MEMBER = re.compile(r"(?:^|[,;:、(])(?:其中|包括|仅|而|含){0,2}$")
_OF_ALL = re.compile(r"(?P<whole>[^,;。:()]{2,16}?)(?:之)?(?:中|里),[^,;。]*$")
_BUILDING = LexicalPattern(lambda: rf"(?:{any_word('building_verb')})$")
_ACTIVITY = LexicalPattern(lambda: rf"(?:{any_word('activity_verb')})$")
_FINISHING = LexicalPattern(lambda: rf"(?:{any_word('finishing_verb')})$")
_SPENDING = LexicalPattern(lambda: rf"(?:{any_word('spending_verb')})$")
_SPENT_BEHIND = LexicalPattern(
    lambda: rf"(?:的标准|标准)?,?(?:{any_word('spending_word')})(?P<fund>[^,;。\d]{{2,12}}?)(?=[,;。\d]|$)"
)
_FROM = re.compile(r"(?:由|从)(?:[^,;。、]{0,8}的|原来|原先|过去|最初|上年|去年|年初|\d{4}年[底末]?)?$")
_AMONG = re.compile(r"(?P<whole>[^,;。:()]{0,13}?[^初高职完其])(?:之中|当中|中|里),?(?:已|就|仅|共)?有?")
"""Between a whole and some of it: 11个市中9个."""
_PART_OF_PERSONS = re.compile(
    r"(?P<whole>[^,;。:()的]{2,14}?[^初高职完其])中(?:具有|拥有|获得?|持有?|达到?|有)[^,;。:()]{2,}$"
)
"""学生中|获得奖励的120名."""
_COMPARED_WITH = re.compile(
    r"[较比超](?:[“上去前同]|\d|年度?(?:计划|预算|目标)|计划|预期|全[国省市县区]|平均)|(?:高于|低于|超过)(?:全[国省市县区]|计划|预期|年度)"
)
"""What a level or a change is measured against, which is no subject: 完成投资2929亿元、|超年度计划|28%."""
_ABOUT = re.compile(r"对(?![外口应])")
_MEASURED = LexicalPattern(
    lambda: rf"[{HAN}]{{0,8}}(?:{any_word('measure')}|[率度量数额值])(?:达到?|为|约|在|过|超过?)?"
)
_OF_MEASURE = re.compile(rf"(?:以[上下内])?的(?=[{HAN}]{{2}})")
"""Between a number of things and a measure that tells which of them, and behind that."""
_NEXT_MEMBERS = re.compile(rf"[{HAN}]{{1,12}}、[{HAN}]{{1,16}}(?<![、和与及])")
"""Between two numbers: what the first counts, and what stands before the second in a list."""
_PAUSE = re.compile(r"[;。:\n]")
_SPAN = re.compile(r"[两几\d一二三四五六七八九十]{1,3}年(?:间|内|来|共|累计|新增)?")
_ORDINAL = re.compile(r"^.*第[\d一二三四五六七八九十]{1,3}[个家条座所]")
_NOUN_FOLLOWS = re.compile(rf"[{HAN}]{{2,}}")
_IS_RATE = re.compile(r"(?:[率度额量]|水平)$")
_KEEPS = re.compile(r"(?:保持|维持|实现|达到|有|以|按照?|取得)$")
_MEASURE_END = LexicalPattern(lambda: rf"(?:{any_word('measure')}|[率度量数值额费价比长宽高积重])$")
"""Nouns that take a quantity (面积3000平方米教学楼); others are followed by the noun that the quantity modifies (海南电网500千伏主网架)."""
_SAME_CLAUSE = re.compile(r"[^,;。:]*")
_EXAMPLES_END = re.compile(r"等(?:地|人|校|单位)?$")
_LABEL = re.compile(r"(?:^|[。;\n])\s{0,4}(?P<label>[^,;。:()\n\d]{2,20}):[^;。\n]*$")
_ACT_BEHIND = LexicalPattern(lambda: rf"(?<=.[^化])(?:(?:{any_word('act_behind')})[和、]?){{1,3}}$")
_SCOPE_ONLY = LexicalPattern(lambda: rf"(?:{any_word('scope')})(?:仍|共|还|已)?")
_UNDERGOES = re.compile(r"未|尚未|被(?!评|授|命名|确定|认定|列)")
_SHARES = frozenset(("fraction", "half", "percent_words", "tenths"))
_NOUN_UNITS = frozenset("人校班园县区市镇乡村省国站馆院队店")
_ACT_UNITS = frozenset("场届期次班轮项")
ACTIVITY_UNITS = frozenset(("人次", "台次", "场次", "批次", "班次", "轮次", "次", "课时", "学时"))


def subjects(
    content: str,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    differences: Sequence[Difference],
    heading: str,
    scope_names: Collection[str] = (),
) -> list[str]:
    """One subject for each quantity of a sentence, in order; empty when the sentence names none.

    Args:
        content: folded text of the document.
        sentence: the sentence, with offsets into `content`.
        quantities: its quantities in order.
        differences: whether each is a difference; a bare difference speaks of the quantity before.
        heading: the nearest heading, the last resort.
        scope_names: names of places and schools in the document.
    """
    gaps = [
        content[quantities[index - 1].end if index else sentence.start : quantity.start][-REACH:]
        for index, quantity in enumerate(quantities)
    ]
    behinds = _behind_each(content, sentence, quantities, gaps)
    found: list[str] = []
    last = ""
    taken = ""  # the noun behind the quantity before, which is not the subject of this one
    outside = ""  # the subject before an open parenthesis
    for gap, behind, quantity, difference in zip(gaps, behinds, quantities, differences, strict=True):
        if gap.count(")") > gap.count("("):
            last = outside or last
        subject, taken = _subject(gap, behind, quantity, difference, last, taken, bool(found))
        subject = _owned(subject, last, gap)
        if not taken and subject != last and _is_member(gap, subject) and is_scope_name(subject, scope_names):
            before = content[max(sentence.start, quantity.start - REACH) : quantity.start]
            subject = _counted_by_scope(before, quantity, quantities, found, scope_names) or subject
        if gap.count("(") > gap.count(")"):
            outside = last
        last = (trim(clause_of(gap, bool(found))) if _MILESTONE.search(subject) else subject) or last
        found.append(subject)
    assign_respectively(content, sentence, quantities, found, scope_names)
    return _filled(found, heading)


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
        if _NEXT_MEMBERS.fullmatch(gaps[index + 1]):
            behinds[index] = behinds[index].partition("、")[0]  # 两个阶级、社会主义和资本主义两条道路
        if gaps[index + 1] == "":  # 6人1校获表彰: both got what stands behind the last
            behinds[index] = behinds[index + 1]
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


def _counted_by_scope(
    before: str, quantity: Quantity, quantities: Sequence[Quantity], found: Sequence[str], scope_names: Collection[str]
) -> str:
    """What a quantity counts that only says where: 公办园24所,其中临港区10所; 600分以上考生中,云泽一中132人."""
    topic = _OF_ALL.search(before)
    if topic:
        return topic["whole"]
    for index in range(len(found) - 1, -1, -1):
        if quantities[index].unit == quantity.unit and not is_scope_name(found[index], scope_names):
            return without_scope_name(found[index], scope_names) or found[index]  # 鹤山区开班29个,临港区25个
    if quantity.dimension == "count" or found:
        return ""
    return clause_before(before, follows=False)  # 人口自然增长率,四川省由29‰降到6.1‰


def _owned(subject: str, last: str, gap: str) -> str:
    """A bare measure with the owner that the quantity before names: 林下经济总面积202万亩、产值突破百亿.

    A quantity that is no measure (工业企业达7.6万家、增加值增长3%) owns the measure of the same clause.
    """
    if not last or not (_DEPENDENT.fullmatch(subject) or _ABOUT.match(subject)):
        return subject
    measure = _MEASURE.search(last)
    if measure is not None:
        stem = last[: measure.start()]
        return f"{last if _SCOPE_ONLY.fullmatch(stem) else stem}{subject}"  # 国内|生产总值
    return f"{last}{subject}" if gap.startswith("、") and _SAME_CLAUSE.fullmatch(gap) else subject


def _subject(
    gap: str, behind: str, quantity: Quantity, difference: Difference, last: str, taken: str, follows: bool
) -> tuple[str, str]:
    """The subject, and the noun behind the number when that is where it was found."""
    after = _noun_after(behind, quantity)
    if follows and (_shares_list(gap, behind, quantity, after) or TO.fullmatch(gap)):
        return last, ""
    among = _AMONG.fullmatch(gap) if follows and quantity.dimension == "count" else None
    if among is not None:
        return trim(among["whole"]), ""
    clause = clause_of(gap, follows)
    origin = _FROM.search(clause) if "由" in clause or "从" in clause else None
    if origin is not None and not difference.base:
        moved = trim(clause[: origin.start()]) or _told_before(gap, follows, last)
        counts_after = after and quantity.dimension == "count" and not TO.match(behind)  # 从15个县扩大到57个县
        if moved and not counts_after:
            return moved, ""
    shared = named_before = ""
    if taken and clause.startswith(taken):
        named_before = taken
        clause = clause[len(taken) :]
        shared = taken if quantity.rule in _SHARES else ""  # 48所学校课后服务100%覆盖
    if difference.change != "none":
        clause = COMPARISON.sub("", clause)
    topic = _OF_WHICH.search(gap) if gap.rstrip()[-1:] in (",", ":") else None
    share = _SHARE.search(clause) if "占" in clause else None
    if quantity.dimension in ("ratio", "number") and share is not None:
        part = trim(share["part"])
        if named_before and _DEPENDENT.fullmatch(part):
            part = named_before + part
        return part or (topic["whole"] if topic else "") or last, ""
    is_multiple = quantity.dimension in ("ratio", "number") and clause.endswith("的")
    multiple = _MULTIPLE.match(clause) if is_multiple else None
    if multiple is not None:
        owner = trim(multiple["part"])
        if (
            owner and multiple["done"] is not None and not owner.endswith(("任务", "目标", "指标"))
        ):  # 芷岸学校完成工程量的65%, but 支出12亿元,完成预算的98%
            return trim(multiple["whole"]) or owner, ""
        return owner or last, ""
    front = _front(clause, after, gap, follows)
    if named_before and _DEPENDENT.fullmatch(front):
        return named_before + front, ""
    if (
        gap.endswith(("(", "(共", "(共计"))
        and not after
        and (named := trim(SPLIT.split(clause_of(gap[: gap.rindex("(")], follows))[-1]))
    ):
        return named, ""  # 午餐质量(217人)和接送拥堵(183人)
    if front and _SCOPE_ONLY.fullmatch(front):
        front = ""
    own = front or shared
    if _is_rate_of(quantity, behind, after, clause):
        return after, after
    # 容纳了|全县|六成多学生: the place goes with the noun behind the share.
    if (
        own
        and quantity.rule in _SHARES
        and not (after and (clause.endswith(tuple(words("scope"))) or _GOVERNING_VERB.search(clause)))
    ):
        return own, ""
    if (
        quantity.dimension == "money"
        or quantity.unit_norm.startswith("CNY")
        or (not quantity.unit and _SPENT.search(clause))
    ):
        return _money(front, clause, after, behind, last), ""
    if quantity.dimension not in ("count", "rate", "number", "duration"):
        if (
            front
            and after
            and clause.endswith(front)
            and _modifies(quantity, behind)
            and not _MEASURE_END.search(front)
        ):
            return SPLIT.split(after)[0], after
        if front and not (_GOVERNING_VERB.search(clause) and after):
            return front, ""
        return (topic["whole"] if topic and not after else "") or after or last, after
    return _count(front, clause, after, behind, quantity, last, gap)


def _noun_after(behind: str, quantity: Quantity) -> str:
    """The noun phrase behind a number, unless it is a milestone that a level has passed: 突破500亿元|大关."""
    after = noun_behind(behind)
    return "" if after and quantity.dimension != "count" and _MILESTONE.search(after) else after


def _shares_list(gap: str, behind: str, quantity: Quantity, after: str) -> bool:
    """Whether a quantity is a member of a list that names its thing once, before the first."""
    if LIST_GAP.fullmatch(gap) is None:
        return False
    return quantity.dimension != "count" or not (after or object_of_getting(behind))


def _is_rate_of(quantity: Quantity, behind: str, after: str, clause: str) -> bool:
    """Whether the noun behind a share is the rate that it is: 保持8%的|增长率."""
    if quantity.dimension != "ratio" or not after or not behind.startswith("的"):
        return False
    return _IS_RATE.search(after) is not None and _KEEPS.search(clause) is not None


def _front(clause: str, after: str, gap: str, follows: bool) -> str:
    """The noun phrase before a number, its label, or nothing where it only says against what or how long."""
    front = trim(clause) or ("" if after else _label(gap, follows))
    if follows and (_COMPARED_WITH.match(front) or _SPAN.fullmatch(front)):
        return ""
    among = None if after else _PART_OF_PERSONS.match(front)
    return front if among is None else among["whole"]


def _told_before(gap: str, follows: bool, last: str) -> str:
    """What the clause before tells of: the quantity before where nothing else is named (规模连续9年|居于世界首位,从…)."""
    goes_on = follows and gap.count(",") == 1 and not gap.startswith(",") and _PAUSE.search(gap) is None
    return (last if goes_on else "") or clause_before(gap, follows)


def _label(gap: str, follows: bool) -> str:
    """The noun of a label whose quantity follows at once: 专任教师:980名."""
    label = gap.rstrip()
    return trim(clause_of(label[:-1], follows)) if label.endswith(":") else ""


def _modifies(quantity: Quantity, behind: str) -> bool:
    """Whether a quantity is an attribute of the noun behind it: 500千伏主网架工程, 排名前1%的学科; 子女100%入读 is none."""
    return behind.startswith("的") if quantity.dimension == "ratio" else _NOUN_FOLLOWS.match(behind) is not None


def _count(
    front: str, clause: str, after: str, behind: str, quantity: Quantity, last: str, before: str
) -> tuple[str, str]:
    if _EXAMPLES_END.search(clause):
        label = _LABEL.search(before)
        got = object_of_getting(behind)
        own = (got or after) if quantity.unit in _NOUN_UNITS else (_to_head(after, quantity.unit) or got)
        return own or (label["label"] if label else "") or last or front, own
    if quantity.unit.partition("/")[0] in _NOUN_UNITS:
        if front and _UNDERGOES.match(behind):
            return front, ""
        if front and not after and not GOT.match(behind) and _is_closed(behind):
            return front, ""
        verb = _GOVERNING_VERB.search(clause)
        if verb and not front and _is_closed(behind) and quantity.unit == "人":
            return verb.group(), ""
        got = object_of_getting(behind)
        if got and _CASUALTIES.search(clause):
            return got, got
        if front and len(got) <= 2:
            return front, ""  # 代表七百余人参加
        return got or after or front or last, got or after
    if front and clause.endswith("连续") and trim(after) == after:
        return front, ""  # 区域创新能力连续9年全国第一
    measured = _MEASURE.search(front) if front and behind.startswith("的") else None
    if measured:  # 全省第4个吞吐量超千万人次的机场
        return _ORDINAL.sub("", front), ""
    if after:
        if quantity.unit in _ACT_UNITS:
            return after, after
        noun = _without_measure(after, behind)
        return _ACT_BEHIND.sub("", _to_head(noun, quantity.unit)), noun
    if front:
        return (_activity(clause, front) if quantity.unit in ACTIVITY_UNITS else "") + front, ""
    verb = _GOVERNING_VERB.search(clause) if quantity.unit in ACTIVITY_UNITS else None
    if verb:
        return verb.group(), ""
    got = object_of_getting(behind) if GOT.match(behind) else ""
    if not (got or last) and clause.endswith("连续") and (deed := _DEED.match(behind)):
        got = trim(deed.group())
    building = _BUILDING.search(clause) or (None if last else _FINISHING.search(clause))
    return got or (building.group() if building else "") or last, got


def _activity(clause: str, thing: str) -> str:
    """The verb right before what it acts on, where times are counted: 回访|当事人285人次."""
    if not clause.endswith(thing):
        return ""
    before = len(clause) - len(thing)
    acting = _ACTIVITY.search(clause, 0, before)
    if acting:
        return acting.group()
    last = tagged(clause, 0, before)[-1:]
    return last[0].text if last and last[0].tag in VERBAL and not last[0].leads else ""


@per_lexicon
def _counted_by(classifier: str) -> re.Pattern[str]:
    nouns = lexicon().parameters("counted_by").items()
    return re.compile(any_of(noun for noun, classifiers in nouns if classifier in classifiers))


@per_lexicon
def _counted_as(classifier: str) -> re.Pattern[str]:
    """Ends of the nouns that a classifier counts, wherever they stand."""
    nouns = lexicon().parameters("owner_by").items()
    return re.compile(rf"(?:{any_of(noun for noun, classifiers in nouns if classifier in classifiers)})$")


def _to_head(noun: str, unit: str) -> str:
    """The noun phrase up to the noun that its classifier counts: 4起|特大煤矿瓦斯爆炸事故|调查处理情况, 11所|小学|的教育教学工作."""
    head = _counted_by(unit).search(noun)
    if head:
        return noun[: head.end()]
    owner = noun.find("的")
    return noun[:owner] if owner > 0 and _counted_as(unit).search(noun, 0, owner) else noun


def _without_measure(noun: str, behind: str) -> str:
    """The counted things without what is told of them next: 203个断面|水质优良率达100%."""
    measure = _MEASURE.search(noun)
    rest = behind[behind.find(noun) + len(noun) :].lstrip()  # empty where the next quantity follows
    if measure is None or measure.start() < 2 or (rest and _is_closed(rest)):
        return noun
    return noun[: measure.start()]


def _is_closed(behind: str) -> bool:
    """Whether nothing is said behind the number."""
    return not behind.strip() or behind.lstrip()[0] in ",;。:!?)、(\n."


def _money(front: str, clause: str, after: str, behind: str, last: str) -> str:
    named_behind = bool(after) and _FUND.search(after) is not None
    if front and not (named_behind and (behind.startswith("的") or not _IS_MONEY.search(front))):
        spending = _SPENDING.search(front)
        if spending and not _IS_MONEY.search(front, 0, spending.start()):
            return spending.group()
        return _SPENT_FUND.sub("", front)
    if named_behind:
        return after
    spent = _SPENT.search(clause)
    if spent:
        return spent.group().rstrip("了约近超达共")
    verb = _SPENT_BEHIND.match(behind)
    return (verb["fund"] if verb else "") or after or last


def _filled(found: Sequence[str], heading: str) -> list[str]:
    """Subjects with each empty one taken from the quantity before, the first from the heading."""
    filled: list[str] = []
    last = heading
    for subject in found:
        last = subject or last
        filled.append(last)
    return filled
