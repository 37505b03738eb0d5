"""What a quantity counts or measures, by the words around it: an ordered table of rules, the first that finds something decides.

Each rule knows one way of saying it: a share (占比3.9%), a multiple (是上年的2.3倍), money by its fund, a noun before the number
(小学19所) or behind it (16名书记). The words are data (`models/lexicon.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.claims.changes import Difference
from pipeline.claims.phrases import (
    COMPARISON,
    GOT,
    LIST_GAP,
    TO,
    clause_before,
    clause_of,
    first_member,
    last_member,
    noun_behind,
    object_of_getting,
    trim,
)
from pipeline.claims.predicates import before_act, before_predicate, governed_noun, is_done, is_governed, is_verb
from pipeline.claims.unread import may_hold_verb
from pipeline.claims.words import ACTS, VERBAL, VERBS, tagged
from pipeline.language.dates import date_end
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon, per_lexicon, words
from pipeline.patterns import any_of, when_used
from pipeline.records import Quantity

_GOVERNING_VERB = LexicalPattern(
    lambda: rf"(?:{any_of(w for w in words('lead') if w[-1] not in '来年中前底末')}|[为对向给把将含建设聘招派购选])$"
)
_SPENT = LexicalPattern(lambda: rf"(?:{any_word('spending_word')})(?:[了约近超达共])?$")
_FUND = LexicalPattern(lambda: rf"(?:{any_word('fund')})$")
_SPENT_FUND = when_used(
    r"^.*(?:安排|拨付|下达|发放|筹措|筹集|落实|争取|投入)(?=[^的]{2,}(?:资金|经费|专款|补助|补贴|基金)$)"
)
_IS_MONEY = LexicalPattern(lambda: rf"(?:{any_word('fund')}|[额费款金值入出产债价资])$")
_CASUALTIES = when_used(r"(?:造成|导致|致)$")
_SHARE = when_used(
    r"(?P<part>[^,;。]*?)(?:约|仅|共|各|分别|只|已|均|的)?(?<!所)占(?!地|用|比|有|道|据|领)(?P<whole>[^,;。]*)$"
)
_MULTIPLE = when_used(
    r"(?P<part>[^,;。]*?)(?:仅|只|已|均|约)?(?:是|为|达到?|相当于|(?<!所)占|[不高低]?[高低]于|不?[少多]于|不超过|超过|完成(?P<done>))"
    r"(?P<whole>[^,;。]{1,16})的$"
)
_AIM = when_used(
    r"(?P<part>[^,;。]*?)(?:超额|已|共|累计)?完成了?(?:[全当本]年|年初|年度|调整|上级|省定|市定|县定|下达|既定)*(?:预算|计划|目标|任务)(?:数|任务|目标)?$"
)
"""Before a share, the aim of which it is: 完成年初预算|100%."""
_PULLED = when_used(
    r"(?P<doer>[^,;。]*?)(?:共同|合计|分别|可)?拉动[^,;。]{2,}(?:增长|上涨|上升|下降|提高|回升)(?:约|近|了)?$"
)
_CONTRIBUTION = when_used(r"(?:对[^,;。]{2,14}?)?的?贡献率$")
_AT_RATE = when_used(r"(?:按照?|依照?)[^,;。:]{2,16}的$")
_NEXT_WORD = 6
"""Characters behind a number in which the next word is read."""
_JOINTS = ("、", "和", "与", "及")
_HEADLESS = when_used(r"的(?:已|共|仅|只|就)?(?:达到?|有|占|为)?$")
"""At the end of a clause that tells which of the things named before are counted: 已开通客运的达660个."""
_DEED = when_used(r"[^,;。:!?\n\d]{3,}")
"""What was done all the while: 连续五年开展国家公园GEP核算."""
MILESTONE = LexicalPattern(lambda: rf"(?:{any_word('milestone')})$")
DEPENDENT = LexicalPattern(lambda: any_word("dependent_measure"))
MEASURE = LexicalPattern(lambda: rf"(?:{any_word('measure')})$")
_OF_WHICH = when_used(
    r"(?:(?<![^,;。:()\n])在)?(?:上述|以上|这些)?(?P<whole>[^,;。:()]{2,14}?)(?:之)?(?:中|里)[,:]\s?$"
)
_BUILDING = LexicalPattern(lambda: rf"(?:{any_word('building_verb')})$")
_ACTIVITY = LexicalPattern(lambda: rf"(?:{any_word('activity_verb')})$")
_FINISHING = LexicalPattern(lambda: rf"(?:{any_word('finishing_verb')})$")
_SPENDING = LexicalPattern(lambda: rf"(?:{any_word('spending_verb')})$")
_SPENT_BEHIND = LexicalPattern(
    lambda: rf"(?:的标准|标准)?,?(?:{any_word('spending_word')})(?!了)(?P<fund>[^,;。\d]{{2,12}}?)(?=[,;。\d]|$)"
)
_FROM = when_used(r"(?:由|从)(?:[^,;。、]{0,8}的|原来|原先|过去|最初|上年|去年|年初|\d{4}年[底末]?)?$")
_FROM_AMOUNT = when_used(r"从[^,;。、的]{2,8}$")
"""Before a level that something came from, named itself: 起征点|从月销售额3万元提高到15万元."""
_AMONG = when_used(r"(?P<whole>[^,;。:()]{0,13}?[^初高职完其])(?:之中|当中|中|里),?(?:已|就|仅|共)?有?")
"""Between a whole and some of it: 11个市中9个."""
_PART_OF_PERSONS = when_used(
    r"(?P<whole>[^,;。:()的]{2,14}?[^初高职完其])中(?:具有|拥有|获得?|持有?|达到?|有)[^,;。:()]{2,}$"
)
"""学生中|获得奖励的120名."""
_COMPARED_WITH = when_used(
    r"[较比超](?:[“上去前同]|\d|年度?(?:计划|预算|目标)|计划|预期|全[国省市县区]|平均)|(?:高于|低于|超过)(?:全[国省市县区]|计划|预期|年度)"
)
"""What a level or a change is measured against, which is no subject: 完成投资2929亿元、|超年度计划|28%."""
_BASE = when_used(rf"(?:^|[),;])(?:{COMPARISON.pattern})")
_COMPARES_WITH = when_used(r"(?:相?[比较]之?|相比于?|相较于?|[与同和])")
_THEN = when_used(r"(?:同期|同时|[底末初])?的?")
"""Behind a time with which another is compared, before the level of that time."""
_PAUSE = when_used(r"[;。:\n]")
_SPAN = when_used(r"[两几\d一二三四五六七八九十]{1,3}年(?:间|内|来|共|累计|新增)?")
_ORDINAL = when_used(r"^.*第[\d一二三四五六七八九十]{1,3}[个家条座所]")
_NOUN_FOLLOWS = when_used(rf"[{HAN}]{{2,}}")
_IS_RATE = when_used(r"(?:[率度额量]|水平)$")
_KEEPS = when_used(r"(?:保持|维持|实现|达到|有|以|按照?|取得)$")
_MEASURE_END = LexicalPattern(lambda: rf"(?:{any_word('measure')}|[率度量数值额费价比长宽高积重])$")
"""Nouns that take a quantity (面积3000平方米教学楼); others are followed by the noun that the quantity modifies (海南电网500千伏主网架)."""
_EXAMPLES_END = when_used(r"等(?:地|人|校|单位)?$")
_LABEL = when_used(r"(?:^|[。;\n])\s{0,4}(?P<label>[^,;。:()\n\d]{2,20}):[^;。\n]*$")
_ACT_BEHIND = LexicalPattern(lambda: rf"(?<=.[^化])(?:(?:{any_word('act_behind')})[和、]?){{1,3}}$")
SCOPE_ONLY = LexicalPattern(lambda: rf"(?:{any_word('scope')})(?:至今|迄今)?(?:仍|共|还|已)?")
_UNDERGOES = when_used(r"未|尚未|被(?!评|授|命名|确定|认定|列)")
_ENDS_A_NOUN = ("n", "q", "unknown")
_BARE = 3
"""Characters of a measure that nothing modifies, at most."""
_OF_A_MEASURE = frozenset(("年", "月", "日", "年均", "人均", "户均", "年度", "总"))
_HOUSEHOLDS = frozenset("户人口")
"""Classifiers that stand side by side for the same people: 192户826人."""
_SHARES = frozenset(("fraction", "half", "percent_words", "tenths"))
DIVISIONS = frozenset("县区市镇乡村省国")
NOUN_UNITS = frozenset("人校班园县区市镇乡村省国站馆院队店")
_ACT_UNITS = frozenset("场届期次班轮项")
ACTIVITY_UNITS = frozenset(("人次", "台次", "场次", "批次", "班次", "轮次", "次", "课时", "学时"))

Found = tuple[str, str]
"""The subject, and the noun behind the number when that is where it was found."""


@dataclass(frozen=True, slots=True)
class Context:
    """A quantity of a sentence and what stands around it.

    Attributes:
        gap: the text between it and the quantity before, or the start of the sentence.
        behind: the text behind it, up to the next.
        last: the subject of the quantity before.
        taken: the noun behind the quantity before, which is not the subject of this one.
        follows: whether a quantity stands before it in the sentence.
        is_last: whether none stands behind it.
    """

    gap: str
    behind: str
    quantity: Quantity
    difference: Difference
    last: str
    taken: str
    follows: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """What the rules read: the words around a quantity.

    Attributes:
        after: the noun phrase behind the number.
        clause: the clause before the number, without the noun of the quantity before and without comparisons.
        front: the noun phrase at its end.
        named: the noun of the quantity before, where the clause begins with it.
    """

    context: Context
    after: str
    clause: str
    front: str
    named: str

    @property
    def own(self) -> str:
        """The noun phrase before the number, unless it only says where."""
        return "" if self.front and SCOPE_ONLY.fullmatch(self.front) else self.front

    @property
    def whole(self) -> str:
        """What it is some of, by a topic before it: 专任教师中,|…; empty without one."""
        gap = self.context.gap
        topic = _OF_WHICH.search(gap) if gap.rstrip()[-1:] in (",", ":") else None
        return topic["whole"] if topic else ""


def subject_of(context: Context) -> Found:
    """What a quantity counts or measures; empty when nothing says it."""
    clause = clause_of(context.gap, context.follows)
    after = _noun_told_of(context, clause)
    if context.follows and (_goes_on(context, after) or _is_of_other_time(clause)):
        return context.last, ""
    among = _AMONG.fullmatch(context.gap) if context.follows and context.quantity.dimension == "count" else None
    if among is not None and not _is_other_kind(after, among["whole"]):
        return trim(among["whole"]), ""
    if moved := _moved(context, clause, after):
        return moved, ""
    named = context.taken if context.taken and _begins_with(clause, context.taken) else ""
    clause = clause[len(named) :]
    if context.difference.change != "none":
        clause = COMPARISON.sub("", clause)
    return _first(_RULES, _Around(context, after, clause, _front(clause, after, context.gap, context.follows), named))


def _begins_with(clause: str, noun: str) -> bool:
    """Whether a clause begins with a noun that is no part of a longer word: 18个班,|班额约50人."""
    rest = clause[len(noun) :]
    return clause.startswith(noun) and (len(rest) != 1 or not tagged(rest, 0, 1)[0].tag.startswith(_ENDS_A_NOUN))


def _is_object_of_verb(context: Context, clause: str) -> bool:
    """Whether a verb right before a quantity, or before the list that it goes on, acts on what it counts; or 的 before it makes a name of it."""
    if context.gap.endswith("、") or clause.endswith("的"):
        return True
    return clause[-1:] not in ("有", "让", "使") and _ends_in_verb(clause)


def _governs(clause: str) -> bool:
    """Whether the verb of a clause, that of having too, stands right before a number."""
    return clause.endswith("有") or _ends_in_verb(clause)


def _is_other_kind(after: str, whole: str) -> bool:
    """Whether the noun behind a number is not that of which it counts some: 255个行政村中有225个|贫困村."""
    read = tagged(after, 0, len(after))
    return len(after) > 1 and read[0].text not in whole and not any(word.tag in VERBAL for word in read)


def _goes_on(context: Context, after: str) -> bool:
    """Whether a quantity speaks of the thing of the one before: in a list, of the level from which it came, of the same people (192户|826人)."""
    if _shares_list(context.gap, context.behind, context.quantity, after) or TO.fullmatch(context.gap):
        return True
    return not context.gap and not context.taken and context.quantity.unit in _HOUSEHOLDS


def _is_of_other_time(clause: str) -> bool:
    """Whether a clause only tells with which other time the quantity before is compared: 人口为2.6人,比2010年的|3.1人减少0.5人."""
    compares = _COMPARES_WITH.match(clause)
    end = date_end(clause, compares.end()) if compares else None
    return end is not None and _THEN.fullmatch(clause, end) is not None


_Rule = Callable[[_Around], Found | None]


def _first(rules: Sequence[_Rule], around: _Around) -> Found:
    return next(found for rule in rules if (found := rule(around)) is not None)


def _moved(context: Context, clause: str, after: str) -> str:
    """What a level was of that changed: 覆盖面|从15个县扩大到57个县."""
    origin = _FROM.search(clause) if "由" in clause or "从" in clause else None
    if origin is None and TO.match(context.behind):
        origin = _FROM_AMOUNT.search(clause)
    if origin is None or context.difference.base:
        return ""
    counts_after = after and context.quantity.dimension == "count" and not TO.match(context.behind)
    return (
        ""
        if counts_after
        else trim(clause[: origin.start()]) or _told_before(context.gap, context.follows, context.last)
    )


def _contributed(around: _Around) -> Found | None:
    """What a growth owes to something: 第三产业拉动经济增长|3.4个百分点 is of what contributes."""
    is_points = around.context.quantity.dimension == "ratio_change"
    pulled = _PULLED.match(around.clause) if is_points and "拉动" in around.clause else None
    if pulled is None:
        return None
    found = trim(pulled["doer"]) or _CONTRIBUTION.sub("", around.context.last)
    return (found, "") if found else None


def _share(around: _Around) -> Found | None:
    """占比3.9%: of what stands before 占."""
    share = _SHARE.search(around.clause) if "占" in around.clause else None
    if share is None or around.context.quantity.dimension not in ("ratio", "number"):
        return None
    part = trim(share["part"])
    if around.named and DEPENDENT.fullmatch(part):
        part = around.named + part
    if not part and around.context.behind.startswith("的") and around.after:
        return around.after, around.after  # 占排放量65%以上的|污染源
    return part or around.whole or around.context.last, ""


def _multiple(around: _Around) -> Found | None:
    """是上年的2.3倍; 芷岸学校完成工程量的65%, but 支出12亿元,完成预算的98%."""
    is_multiple = around.context.quantity.dimension in ("ratio", "number") and around.clause.endswith("的")
    multiple = _MULTIPLE.match(around.clause) if is_multiple else None
    if multiple is None:
        return None
    owner = trim(multiple["part"])
    if multiple["done"] is not None and not owner.endswith(("任务", "目标", "指标")):
        is_of_last = not owner and _AIM.match(around.clause[:-1]) is not None
        return ("" if is_of_last else trim(multiple["whole"])) or owner or around.context.last, ""
    return owner or around.context.last, ""


def _of_budget(around: _Around) -> Found | None:
    """Of what an aim is reached: 教育支出1595万元,完成年初预算|100%."""
    aim = _AIM.match(around.clause) if around.context.quantity.dimension == "ratio" else None
    if aim is None:
        return None
    found = trim(aim["part"]) or around.context.last
    return (found, "") if found else None


def _dependent(around: _Around) -> Found | None:
    """A bare measure of the noun behind the number before: 48所学校|覆盖率."""
    return (around.named + around.front, "") if around.named and DEPENDENT.fullmatch(around.front) else None


def _headless(around: _Around) -> Found | None:
    """Those of the things named before that do something: 702个村|已通客车的达660个."""
    counts = around.context.quantity.dimension == "count" and not around.after
    return (around.named, "") if around.named and counts and _HEADLESS.search(around.clause) else None


def _in_parenthesis(around: _Around) -> Found | None:
    """午餐质量(217人)和接送拥堵(183人); behind a base the same measure of that: 比例为73.2%,较上届|(74.0%)下降0.8个百分点."""
    gap = around.context.gap
    if around.after or not gap.endswith(("(", "(共", "(共计")):
        return None
    before = gap[: gap.rindex("(")]
    if around.context.last and _BASE.search(before):
        return around.context.last, ""
    named = trim(last_member(clause_of(before, around.context.follows)))
    return (named, "") if named else None


def _of_things(around: _Around) -> Found | None:
    """A share of things in a list of such: 所有市级政府、90.05%的|县级政府."""
    context, after = around.context, around.after
    is_share = context.quantity.unit == "%" and context.difference.change == "none"
    if not (is_share and after and context.behind.startswith("的") and context.gap.endswith(_JOINTS)):
        return None
    return None if _IS_RATE.search(after) else (after, after)


def _at_rate(around: _Around) -> Found | None:
    """What is done at a rate of something else: 按在校学生总数的1%配备|公共课教师."""
    if around.context.quantity.dimension != "ratio" or _AT_RATE.search(around.clause) is None:
        return None
    behind = around.context.behind
    read = tagged(behind, 0, min(len(behind), _NEXT_WORD))
    done = noun_behind(behind[read[0].end :]) if read and read[0].tag in VERBAL else ""
    return (done, "") if done else None


def _rate(around: _Around) -> Found | None:
    """保持8%的|增长率."""
    context = around.context
    return (around.after,) * 2 if _is_rate_of(context.quantity, context.behind, around.after, around.clause) else None


def _in_words(around: _Around) -> Found | None:
    """A share in words: 48所学校课后服务100%覆盖; but of 容纳了|全县|六成多学生 the place goes with the noun behind."""
    if around.context.quantity.rule not in _SHARES:
        return None
    goes_behind = around.after and (
        around.clause.endswith(tuple(words("scope"))) or _GOVERNING_VERB.search(around.clause)
    )
    own = around.own or around.named
    return (own, "") if own and not goes_behind else None


def _money(around: _Around) -> Found | None:
    """Money by its fund, else by the word of spending."""
    quantity = around.context.quantity
    is_money = quantity.dimension == "money" or quantity.unit_norm.startswith("CNY")
    if not (is_money or (not quantity.unit and _SPENT.search(around.clause))):
        return None
    named = _fund(around.own, around.clause, around.after, around.context.behind, around.context.last)
    return (_fund_told(around.context) or named if named in words("spending_word") else named), ""


def _fund_told(context: Context) -> str:
    """The fund that stands before the clause of a bare verb of spending, as its label or as what was set up: 教育支出:|预算安排."""
    gap = context.gap
    at = max(gap.rfind(mark) for mark in ",;:。\n")
    if at < 0 or gap[at] not in ",:":
        return ""
    told = trim(clause_of(gap[:at], context.follows))
    return told if _FUND.search(told) or (gap[at] == ":" and _IS_MONEY.search(told)) else ""


def _measured(around: _Around) -> Found | None:
    """A measure: its noun stands before it, or it is an attribute of the noun behind (500千伏|主网架)."""
    context, after, front = around.context, around.after, around.own
    if context.quantity.dimension in ("count", "rate", "number", "duration"):
        return None
    is_attribute = front and after and around.clause.endswith(front) and _modifies(context.quantity, context.behind)
    if is_attribute and not _MEASURE_END.search(front):
        return first_member(after), after
    if front and not (_GOVERNING_VERB.search(around.clause) and after):
        return front, ""
    return ("" if after else around.whole) or after or context.last, after


def _noun_after(behind: str, quantity: Quantity) -> str:
    """The noun phrase behind a number, unless it is a milestone that a level has passed: 突破500亿元|大关."""
    after = noun_behind(behind)
    is_milestone = after and quantity.dimension != "count" and MILESTONE.search(after)
    return "" if is_milestone else after


def _noun_told_of(context: Context, clause: str) -> str:
    """The noun phrase behind a number without the verb that tells of it, and without what goes with the next number: 学校|招生|500人."""
    after = _noun_after(context.behind, context.quantity)
    if after and context.behind.startswith(after) and may_hold_verb(after) and is_governed(clause):
        noun = governed_noun(after, context.behind[len(after) :])
        if noun != after:
            return before_predicate(noun, is_object=False)
    if context.is_last or not (after and context.behind.endswith(after)):
        return before_predicate(after, _is_object_of_verb(context, clause)) if may_hold_verb(after) else after
    after = before_act(after)
    counts_before = context.quantity.dimension == "count" and clause and not _governs(clause)
    is_of_next = counts_before and len(after) <= _BARE and _MEASURE_END.search(after)
    return "" if is_of_next else after  # 主变1台|容量90000千伏安


def _shares_list(gap: str, behind: str, quantity: Quantity, after: str) -> bool:
    """Whether a quantity is a member of a list that names its thing once, before the first."""
    if LIST_GAP.fullmatch(gap) is None or (not gap and quantity.unit in DIVISIONS and not GOT.match(behind)):
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


def _of_examples(around: _Around) -> Found | None:
    """柳溪、云州等|12个县: examples are none of it."""
    if not _EXAMPLES_END.search(around.clause):
        return None
    context = around.context
    label = _LABEL.search(context.gap)
    got = object_of_getting(context.behind)
    is_noun = context.quantity.unit in NOUN_UNITS
    own = (got or around.after) if is_noun else (_to_head(around.after, context.quantity.unit) or got)
    return own or (label["label"] if label else "") or context.last or around.own, own


def _of_members(around: _Around) -> Found | None:
    """Persons, schools and the like, whose classifier may stand for the noun: 代表|七百余人参加, 3人|获奖."""
    quantity = around.context.quantity
    return _first(_OF_MEMBERS, around) if quantity.unit.partition("/")[0] in NOUN_UNITS else None


def _undergoes(around: _Around) -> Found | None:
    """教师12人|未达标."""
    return (around.own, "") if around.own and _UNDERGOES.match(around.context.behind) else None


def _closes(around: _Around) -> Found | None:
    """Nothing is said behind the number: 教师12人, or the verb alone before it: 参加12人."""
    behind, front = around.context.behind, around.own
    if front and not around.after and not GOT.match(behind) and _is_closed(behind):
        return front, ""
    verb = _GOVERNING_VERB.search(around.clause)
    unit = around.context.quantity.unit
    if verb and not front and _is_closed(behind) and unit == "人":
        return verb.group(), ""
    if unit in DIVISIONS and not (front or around.after) and _is_closed(behind) and (verb or not around.clause):
        return unit, ""  # 辖|7镇|8乡
    return None


def _got(around: _Around) -> Found | None:
    """What persons or schools got, else the noun beside: 3人|获奖."""
    got, front = object_of_getting(around.context.behind), around.own
    if got and _CASUALTIES.search(around.clause):
        return got, got
    if front and (len(got) <= 2 or _is_object(around.clause, front) or _names_people(front, around)):
        return front, ""  # 代表七百余人参加, 吸纳困难户132人就近就业
    return got or around.after or front or around.context.last, got or around.after


def _names_people(noun: str, around: _Around) -> bool:
    """Whether a noun before a number of persons names them: 专家、代表|1000人参加会议."""
    return around.context.quantity.unit == "人" and noun.endswith(tuple(words("sums_up_people")))


def _is_object(clause: str, thing: str) -> bool:
    """Whether a thing is what the verb right before it acts on."""
    return clause.endswith(thing) and _ends_in_verb(clause[: len(clause) - len(thing)])


def _ends_in_verb(clause: str) -> bool:
    read = tagged(clause, 0, len(clause))
    return bool(read) and read[-1].tag in VERBAL


def _lasting(around: _Around) -> Found | None:
    """区域创新能力|连续9年全国第一."""
    if not around.clause.endswith("连续"):
        return None
    if around.own and trim(around.after) == around.after:
        return around.own, ""
    is_of_last = around.context.last and not around.own and is_verb(around.after)
    return (around.context.last, "") if is_of_last else None  # 粮食产量|居全国首位,连续7年增产


def _by_its_measure(around: _Around) -> Found | None:
    """全省第4个|吞吐量|超千万人次的机场."""
    measured = MEASURE.search(around.own) if around.own and around.context.behind.startswith("的") else None
    return (_ORDINAL.sub("", around.own), "") if measured else None


def _counted_behind(around: _Around) -> Found | None:
    """16名|书记."""
    after, unit = around.after, around.context.quantity.unit
    if not after:
        return None
    if unit in _ACT_UNITS:
        return after, after
    noun = _without_measure(after, around.context.behind)
    return _ACT_BEHIND.sub("", _to_head(noun, unit)), noun


def _counted_before(around: _Around) -> Found | None:
    """小学|19所, 回访当事人|285人次; 培训|285人次."""
    acts = around.context.quantity.unit in ACTIVITY_UNITS
    if around.own:
        return (_activity(around.clause, around.own) if acts else "") + around.own, ""
    verb = _GOVERNING_VERB.search(around.clause) if acts else None
    return (verb.group(), "") if verb and verb.group() not in words("trail") else None


def _told_of(around: _Around) -> Found | None:
    """The topic of the clause before where this one says but how many: 学生资助覆盖全学段,累计达到|14亿人次."""
    says_only_how_many = around.clause.endswith(tuple(words("trail"))) and not trim(around.clause)
    if not says_only_how_many or around.after or around.context.last or around.context.quantity.dimension != "count":
        return None
    before = clause_before(around.context.gap, around.context.follows)
    verbs = (word.start for word in tagged(before, 0, len(before)) if word.tag in VERBS and word.start)
    topic = before[: next(verbs, 0)]
    return (topic, "") if len(topic) > 1 else None


def _done(around: _Around) -> Found | None:
    """What was got, done or built, else the subject before: 连续五年|开展公园核算, 建成|3处."""
    behind, clause, last = around.context.behind, around.clause, around.context.last
    got = object_of_getting(behind) if GOT.match(behind) else ""
    if not (got or last) and clause.endswith("连续") and (deed := _DEED.match(behind)):
        got = trim(deed.group())
    building = _BUILDING.search(clause) or (None if last else _FINISHING.search(clause))
    return got or (building.group() if building else "") or last, got


_OF_MEMBERS: tuple[_Rule, ...] = (_undergoes, _closes, _got)
"""Rules of what is counted by a classifier that may be the noun, the last of which always finds something."""
_RULES: tuple[_Rule, ...] = (
    _of_things,
    _at_rate,
    _contributed,
    _share,
    _multiple,
    _of_budget,
    _headless,
    _dependent,
    _in_parenthesis,
    _rate,
    _in_words,
    _money,
    _measured,
    _of_examples,
    _of_members,
    _lasting,
    _by_its_measure,
    _counted_behind,
    _counted_before,
    _told_of,
    _done,
)
"""Rules of all quantities, the last of which always finds something."""


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
    measure = MEASURE.search(noun)
    rest = behind[behind.find(noun) + len(noun) :].lstrip()  # empty where the next quantity follows
    if measure is None or measure.start() < 2 or (rest and _is_closed(rest)):
        return noun
    return noun[: _measure_start(noun, measure.start())] or noun


def _measure_start(noun: str, start: int) -> int:
    """Where a measure begins with what tells which one it is: 75家企业|年销售收入."""
    for word in reversed(tagged(noun, 0, start)):
        if word.tag not in ACTS and word.text not in _OF_A_MEASURE:
            return word.end
    return start


def _is_closed(behind: str) -> bool:
    """Whether nothing is said behind the number."""
    return not behind.strip() or behind.lstrip()[0] in ",;。:!?)、(\n."


def _fund(front: str, clause: str, after: str, behind: str, last: str) -> str:
    named_behind = bool(after) and _FUND.search(after) is not None
    if named_behind and is_done(front):
        return after
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
