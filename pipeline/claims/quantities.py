"""Quantities: numeric tokens with their comparators, rates and ranges, and whether they state anything at all.

`pipeline.claims.tokens` finds the numerals. Here two of them are joined to a range (3—5亿元), a unit is carried
back over a list (15、22个百分点), what touches a token on the left (近, 每月) and on the right (以上) is taken in, and what
states no quantity is dropped: a date, an ordinal, a bare number, a Chinese numeral that only looks like a count. What a
quantity means in its sentence is the business of the other modules of this folder.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.claims.exclusions import excluded
from pipeline.claims.fixed_words import is_balanced, is_in_fixed_word
from pipeline.claims.labels import with_label_unit
from pipeline.claims.tokens import Token, find_tokens, is_counted_noun
from pipeline.language.comparators import AFTER, BEFORE_PATTERN, NOT, NOT_AFTER, kind_before, words_of
from pipeline.language.dates import YEAR
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, governs, is_common_word
from pipeline.language.numerals import plain
from pipeline.language.units import DENOMINATOR, UNITS, norm_of
from pipeline.patterns import any_of, when_used
from pipeline.records import Comparator, Quantity

_LONGEST_COMPARATOR = 9
REACH = 400
"""Characters: a word further before a quantity than this says nothing of it. It bounds the work in a sentence without end."""

_PER = when_used(rf"每(?:一)?(?P<per>{DENOMINATOR})$")
_NEXT_SCALE = 100
_SEPARATOR = when_used(r"\s?(?:[-—–~～]{1,2}|至|到)\s?")
_BETWEEN = when_used(r"\s?[和与]\s?")
_BETWEEN_END = when_used(r"之间|间")
_LIST_SEPARATOR = when_used(r"[、,，和与及×xX*]\s?")
_ABOUT = when_used(rf"(?P<word>约)(?![谈定束见请访会法车稿言])[占有为达需合计]?(?:{YEAR}年)?[{HAN}、]{{0,16}}$")
# What is at least or at most a share of something: 不低于标准的85%; or at least done so often: 至少配备1名.
_EXTREME = when_used(r"最[高低]\d")
_EXTREME_REACH = 12
_SHORT_OF = when_used(rf"(?P<word>不足|不到)(?:[{HAN}]{{1,12}})$")
_SHARES = ("fraction", "half", "tenths", "percent_words")
_MORE_BEHIND = when_used(r"(?:多|有余)(?=[,;。、)])")
_MORE_UNITS = ("倍", "元", "米", "公里", "吨", "亩")
_BEYOND = when_used(r"(?<!以)上$|(?<!通)过$")
_AFTER_ONE = when_used(r"(?:所|座|处|家|栋|幢|个百分点|百分点|番)")
_GROWS = when_used(rf"[{HAN}]{{0,4}}(?:增|扩|发展|变|提高|减|降|上升)")
# A count behind its noun at the end of a clause: 指挥中心一个, not an article.
_ONE_BEHIND = when_used(
    rf"(?![每第有另同某各这那哪逐唯单统为合独专])[{HAN}]一(?:[个名位所家座艘辆台套处栋幢间枚份项件])(?=[,;。、)\n])"
)
_BUILT_ONE = when_used(
    r"(?:新建|新增|新设|建成|建设|建立|改建|扩建|改扩建|迁建|拟建|投用|创建|增设|设立|成立|开办|开工|再建|续建|翻|整合为|盖|添)(?:了|起)?$"
)
_CUT_BY_HALF = when_used(r"(?:压缩|减少|下降|降低|缩短|增加|提高|减)(?:了)?$")
_HALF_OF = when_used(rf"[,;。、]一半[{HAN}]")
_LEVEL = when_used(
    r"(?:由|从|为|至|到|达|达到|是|约|在|降|升|降低|下降|上升|提高|提升|缩小|扩大|增加|减少)(?:上年的|去年的|原来的|原先的)?$"
)
_TIMED = when_used(
    r"(?:天数|日数|时长|连续|为期|历时|长达|延长|提前|缩短|累计|平均|延长至|缩短至|每天|每日|用|(?:压缩|缩短|缩减|延长|压减)[到至为]|压缩|达|达到|增加|减少|共|满|训|时间|居住|停留)$"
)
_ALWAYS_MEASURED = frozenset(("小时", "个小时", "分钟", "秒", "毫秒", "微秒", "h", "min", "s", "ms", "岁", "周岁"))

_DECIMAL = when_used(r"\d{1,3}\.\d{1,2}")
_UNIT_AHEAD = when_used(r"单位[:为][^\d。;\n]{0,20}$|(?:单位|[(/]|[（])(?:[:为是])?[ ]?$|(?<=[^\d.])[/]$")
_UNIT_BEHIND = when_used(r"(?:[、和或][^,;。\d]{1,6}){0,4}为(?:计量)?单位|计(?=[,;。、)\n]|$)")
_SECTION_NUMBER = when_used(r"\d{1,2}\.\d{1,2}[万千百多余]?")
_SECTION_HEAD = when_used(rf"(?:^|\n)[ \t]{{0,6}}(?P<number>\d{{1,2}}\.\d+)(?=[{HAN} ])")
_LINE_HEAD = when_used(r"(?:^|\n)[ \t]{0,6}$")
_NOUN_BEHIND = when_used(rf"[{HAN}]{{2}}")
_ENDS = when_used(r"[,;。、)\n]|$")
_MEASURE_BEFORE = LexicalPattern(
    lambda: (
        rf"(?:{any_word('measure')}|[{HAN}](?<![参倍系])数|金额|总额|数额|费用|资金|经费|预算|得分|评分|成绩|均分|分值|指数|系数|比值)"
        r"(?:仅|约|只)?(?:为|是|达到?|有|[:(])?[ ]?$"
    )
)
# 两 counts; 二 before a classifier is an ordinal or part of a name (二套房, 二次供水, 工业二部), but for these in laws and old texts.
_TWO = frozenset("二贰貳")
_COUNTED_WITH_TWO = frozenset("个個人位份名字座户")
_OF_DIGITS = frozenset(("count", "area", "volume", "data"))
_MANY = 20
"""六安 and 三伏 are names, 一百二十伏 is measured."""
_MEASURES = frozenset(("mass", "area", "volume"))
_SMALL_CHANGE = when_used(r"[元块价费钱每收交付售缴币]$")

_BREAK_THROUGH = "突破"
_BROKEN_THROUGH = when_used(rf"[项批](?!大关|关口)[{HAN}“]")
"""Behind a number of things in which one breaks through: 突破一批关键技术, but 专利突破1000项."""
_BEFORE = when_used(rf"(?P<word>{BEFORE_PATTERN})\s?(?:[（(])?$")
_AFTER = when_used(rf"[ ]?\(?(?P<word>{any_of(AFTER)})\)?")
# Not touching the number: no less than a share of something (不低于标准的85%), or at least so often (至少配备1名, 最低可贷5万元, 最低须自筹总投资的30%).
_SHARE_OF = r"[^,;。、:\d]{1,14}(?:的|标准|水平)$"
_DONE = rf"(?:[^,;。、:()的\d]{{1,10}}$|{_SHARE_OF})"


def _may() -> str:
    return rf"[可能须需应要不]|(?:{any_word('spending_word')}|给予|配备|配置|申报|填报|缴纳)\d*$"


_AT_LEAST = LexicalPattern(lambda: rf"{NOT}(?:{words_of('ge')}){_SHARE_OF}|(?:至少|最少|最低(?={_may()})){_DONE}")
_AT_MOST = LexicalPattern(lambda: rf"{NOT}(?:{words_of('le')}){_SHARE_OF}|(?:至多|最多|最高(?={_may()})){_DONE}")
# 最高收取停车费5元, 最低按照4500元的标准: a verb behind it makes a bound of it, a noun (最高气温) or a verb of reaching a fact.
_EXTREME_ACT = when_used(rf"最(?P<kind>[高低])(?P<act>[^,;。、:()的\d]{{1,10}}|{_SHARE_OF[:-1]})$")
_FACT = when_used(r"[年月日亩单上升降涨跌增减回突超达为是].*|.*[价额率].*|.*(?:[线温分数度为是达至到有过]|标准)")
_VERBS_OF_ONE = "奖补给付交缴收罚贷借领赔按由"


def find_quantities(content: str, written: str = "") -> list[Quantity]:
    """All quantities that folded text states, in text order; `text` is a slice of `content`.

    Args:
        content: folded text.
        written: the same text before folding, of the same length; `content` when empty.
    """
    sections = frozenset(match["number"] for match in _SECTION_HEAD.finditer(content))
    return [
        quantity
        for token in join_tokens(content, find_tokens(content, excluded(content), written))
        if not _is_part_of_word(content, token)
        and not _numbers_section(content, token, quantity := to_quantity(content, token), sections)
        and states_quantity(content, token, quantity)
    ]


def join_tokens(content: str, tokens: list[Token]) -> list[Token]:
    """Tokens with the two ends of each range joined, units carried back over lists and taken from labels."""
    return [
        token if token.unit else with_label_unit(content, token)
        for token in _carry_units(content, _join_ranges(content, tokens))
    ]


def _join_ranges(content: str, tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    for token in tokens:
        range_token = _range(content, joined[-1], token) if joined else None
        if range_token is not None:
            joined[-1] = range_token
        else:
            joined.append(token)
    return joined


def _range(content: str, low: Token, high: Token) -> Token | None:
    """The two as one token, or None when they are no range."""
    if low.value is None or high.value is None or (low.value_max, high.value_max) != (None, None):
        return None
    gap = content[low.end : high.start]
    if gap in ("以上", "以上至", "以上、") and content.startswith("以下", high.end):
        return _bounded(content, low, high)
    if not _joins(content, gap, high):
        return None
    unit = _unit_of_both(low, high)
    if low.unit not in ("", unit):
        return None
    value = low.value
    if low.multiplier == 1 and (not low.unit or _has_currency_before(low)):
        value = _in_scale(value, high.value, high.multiplier)
    if value >= high.value:
        return None
    number_text = content[low.start : high.number_end]
    return high._replace(
        start=low.start, number_text=number_text, value=value, value_max=high.value, unit=unit, rule="range"
    )


def _unit_of_both(low: Token, high: Token) -> str:
    """The unit of a range: that of its high end, or of the low one where it is said first (¥300-500)."""
    said_first = low.rule == "percent_words" or _has_currency_before(low)
    return low.unit if said_first and not high.unit else high.unit


def _has_currency_before(token: Token) -> bool:
    return token.unit != "" and token.end == token.number_end


def _joins(content: str, gap: str, high: Token) -> bool:
    """Whether what stands between two numbers joins them to a range: 3—5, 3至5, 3和5之间."""
    if len(gap) > 4:
        return False
    if _SEPARATOR.fullmatch(gap):
        return True
    return _BETWEEN.fullmatch(gap) is not None and _BETWEEN_END.match(content, high.end) is not None


def _in_scale(low: Decimal, high: Decimal, multiplier: Decimal) -> Decimal:
    """The low end in the scale of the high one (3—5亿元), unless it is written in full (5000—1万元)."""
    scaled = low * multiplier
    in_full = scaled >= high and multiplier > low >= multiplier / _NEXT_SCALE
    return low if in_full else scaled


def _bounded(content: str, low: Token, high: Token) -> Token | None:
    """1万元以上10万元以下: the two ends of what a rule allows."""
    if low.value is None or high.value is None or low.value >= high.value or low.unit not in ("", high.unit):
        return None
    number_text = content[low.start : high.number_end]
    end = high.end + len("以下")
    return high._replace(
        start=low.start, end=end, number_text=number_text, value=low.value, value_max=high.value, rule="range"
    )


def _carry_units(content: str, tokens: list[Token]) -> list[Token]:
    """In 提高15、22个百分点 the first number has the unit of the last."""
    carried = list(tokens)
    for index in range(len(carried) - 2, -1, -1):
        token, following = carried[index], carried[index + 1]
        if (
            not token.unit
            and token.rule in ("number_arabic", "range")
            and following.unit
            and not following.chinese
            and _LIST_SEPARATOR.fullmatch(content[token.end : following.start])
            and (token.multiplier > 1 or following.multiplier == 1)
        ):
            carried[index] = token._replace(unit=following.unit, rule="list")
    return carried


def to_quantity(content: str, token: Token) -> Quantity:
    """The token with the comparators and the rate that touch it (`text` grows by them)."""
    start, comparator = _compared_before(content, token)
    per = _PER.search(content, max(0, start - 5), start)
    if start < token.start:
        per = per or _PER.search(content, max(0, token.start - 5), token.start)
    if start == token.start and token.bare_scale and _BEYOND.search(content, max(0, start - 2), start):
        start, comparator = start - 1, "gt"  # 上万户, 过百人
    unit = token.unit
    if per and unit and "/" not in unit:
        unit = f"{unit}/{per['per']}"
        start = min(start, per.start())
    end, comparator = _compared_behind(content, token, unit, comparator)
    if comparator == "eq" and per and start == per.start():
        bound = _BEFORE.search(content, max(0, start - _LONGEST_COMPARATOR), start)
        comparator = kind_before(bound["word"]) if bound else "eq"  # 最低|每年280元
    if comparator == "eq":
        comparator = _distant_comparator(content, token, start)
    norm, dimension = norm_of(unit)
    return Quantity(
        start=start,
        end=end,
        text=content[start:end],
        value=plain(token.value),
        value_max=plain(token.value_max),
        number_text=token.number_text,
        unit=unit,
        unit_norm=norm,
        dimension=dimension,
        comparator=comparator,
        rule=token.rule,
        doubt=token.doubt,
    )


def _compared_before(content: str, token: Token) -> tuple[int, Comparator]:
    """Where a quantity starts with the comparator right before its number (近3万人), and what it says."""
    start = token.start
    before = _BEFORE.search(content, max(0, start - _LONGEST_COMPARATOR), start)
    if (
        before
        and not _is_other_word(content, before.start(), before["word"])
        and not _is_extreme(content, before, token.end)
        and not (before["word"] == _BREAK_THROUGH and _BROKEN_THROUGH.match(content, token.end - len(token.unit)))
    ):
        return before.start(), kind_before(before["word"])
    return start, token.comparator


def _compared_behind(content: str, token: Token, unit: str, comparator: Comparator) -> tuple[int, Comparator]:
    """Where a quantity ends with the comparator behind its number (3万人以上, 2倍多), and what both say."""
    end = token.end
    after = _AFTER.match(content, end)
    if after and (unit or token.multiplier > 1 or token.rule in _SHARES or "." in token.number_text):
        end, comparator = after.end(), AFTER[after["word"]]
    more = _MORE_BEHIND.match(content, end) if unit in _MORE_UNITS else None
    return (more.end(), "gt") if more else (end, comparator)


def _is_extreme(content: str, before: re.Match[str], end: int) -> bool:
    """Whether 最高 and 最低 stand side by side as what there is (最高3000元,最低1000元), rather than as a bound."""
    if before["word"] not in ("最高", "最低"):
        return False
    return (
        _EXTREME.search(content, max(0, before.start() - _EXTREME_REACH), before.start()) is not None
        or _EXTREME.search(content, end, end + _EXTREME_REACH) is not None
    )


def _is_other_word(content: str, start: int, word: str) -> bool:
    """Whether a comparator is the second half of another word (节约, 附近)."""
    return start > 0 and content[start - 1] in NOT_AFTER.get(word, "")


def _distant_comparator(content: str, token: Token, start: int) -> Comparator:
    """A comparator in front of the number that does not touch it but still governs it: 约占总数的0.2%."""
    if _governs(_ABOUT, content, start):
        return "approx"
    if token.rule in _SHARES and _governs(_SHORT_OF, content, start):
        return "lt"
    window = content[max(0, start - 22) : start]
    if "不" in window or "至" in window or "最" in window:
        if _AT_LEAST.search(window):
            return "ge"
        if _AT_MOST.search(window):
            return "le"
        extreme = _EXTREME_ACT.search(window) if "最" in window else None
        if extreme and _is_act(extreme["act"]):
            return "ge" if extreme["kind"] == "低" else "le"
    return "eq"


def _is_act(words: str) -> bool:
    """Whether what stands behind 最高 or 最低 is done, rather than reached or a noun."""
    return (governs(words[:2]) or words[0] in _VERBS_OF_ONE) and _FACT.fullmatch(words) is None


def _governs(comparator: re.Pattern[str], content: str, start: int) -> bool:
    match = comparator.search(content, max(0, start - 18), start)
    return match is not None and not _is_other_word(content, match.start(), match["word"])


def states_quantity(content: str, token: Token, quantity: Quantity) -> bool:
    """Whether a numeral states a quantity in running text, rather than being a word, an article, a date or an ordinal."""
    if token.rule in ("percent_words", "fraction", "mask", "tenths"):
        return True
    touched = quantity.start < token.start or quantity.end > token.end or token.comparator != "eq"
    if token.rule == "half":
        return touched or _is_half(content, token)
    if token.bare_scale and (content[token.start - 1 : token.start] == "每" or _names_unit(content, token)):
        return False  # 每千人 is what a rate is per, (万人) the unit of a column
    unit = UNITS.get(quantity.unit.partition("/")[0])
    if unit is not None and unit.dimension == "duration":
        return _is_measured_time(content, quantity, touched, unit.text)
    if token.chinese:
        return _chinese_counts(content, token, quantity, touched)
    return bool(quantity.unit) or token.multiplier > 1 or touched or _states_bare(content, token)


def _is_part_of_word(content: str, token: Token) -> bool:
    """Whether a numeral in words is part of an idiom or a noun: 千头万绪, 三步走."""
    if token.rule not in ("number_chinese", "tenths", "half"):
        return False
    is_half = token.bare_scale and is_balanced(content, token.start, token.end)
    return is_half or is_in_fixed_word(content, token.start, token.end)


def _is_half(content: str, token: Token) -> bool:
    """Whether 一半 or 半数 is half of something (占一半, 减少一半) rather than a word."""
    return (
        content.startswith("半数", token.start)
        or _HALF_OF.search(content, max(0, token.start - 1), token.end + 1) is not None
        or content[token.start - 1 : token.start] in tuple("占达到为过近的把")
        or _CUT_BY_HALF.search(content, max(0, token.start - 3), token.start) is not None
    )


def _states_bare(content: str, token: Token) -> bool:
    """Whether digits without a unit state a quantity: 3和5之间, 12部门, 由2.1, 辍学人数0."""
    return (
        (token.rule == "range" and _BETWEEN_END.match(content, token.end) is not None)
        or is_counted_noun(content, token.start, token.end)
        or ("." in token.number_text and _LEVEL.search(content, max(0, token.start - 5), token.start) is not None)
        or _is_measured(content, token)
    )


def _names_unit(content: str, token: Token) -> bool:
    """Whether a scale word with its unit is the unit of what is told elsewhere: (万人), 单位:万元, 图书/万册, 以亿元为单位."""
    before = content[max(0, token.start - 24) : token.start]
    return _UNIT_AHEAD.search(before) is not None or _UNIT_BEHIND.match(content, token.end) is not None


def _numbers_section(content: str, token: Token, quantity: Quantity, sections: frozenset[str]) -> bool:
    """Whether a decimal at the head of a line numbers it: 2.1人员经费. Nobody counts 2.1 persons there.

    Args:
        sections: the decimals at the heads of all lines.
    """
    if "." not in token.number_text or _SECTION_NUMBER.fullmatch(token.number_text) is None:
        return False
    if (
        quantity.dimension == "count"
        and token.multiplier == 1
        and is_common_word(content[token.end - 1 : token.end + 1])
    ):
        return True  # 附件3:4.1门类设置表
    at_head = _LINE_HEAD.search(content, max(0, token.start - 8), token.start) is not None
    if at_head and _has_neighbour(token.number_text, sections):
        return True
    return (
        at_head
        and ((quantity.dimension == "count" and token.multiplier == 1) or not quantity.unit)
        and _NOUN_BEHIND.match(content, token.end) is not None
    )


def _has_neighbour(number: str, sections: frozenset[str]) -> bool:
    """Whether a line begins with the next or the last number of the same section: 5.1亩均效益评价, 5.2项目库建设."""
    section, _, own = number.partition(".")
    return own.isdigit() and not sections.isdisjoint((f"{section}.{int(own) + 1}", f"{section}.{int(own) - 1}"))


def _is_measured(content: str, token: Token) -> bool:
    """Whether a bare number stands right behind what it measures and ends there: 辍学人数0, 评分(89.23)."""
    return (
        _ENDS.match(content, token.end) is not None
        and not (token.number_text[:2] in ("19", "20") and len(token.number_text) == 4)
        and _MEASURE_BEFORE.search(content, max(0, token.start - 12), token.start) is not None
    )


def _chinese_counts(content: str, token: Token, quantity: Quantity, touched: bool) -> bool:
    """Whether a Chinese numeral counts something."""
    plain = quantity.unit.partition("/")[0]
    if not plain:
        return _chinese_counts_alone(content, token, quantity, touched)
    unit = UNITS[plain]
    if not unit.after_chinese or unit.dimension in ("score", "data"):
        return unit.dimension not in _OF_DIGITS and _reaches(token, _MANY)
    if not touched:
        if _is_second(token, plain):
            return False
        if content[token.end - 1] in "角毛" and len(token.number_text) == 1:
            return _SMALL_CHANGE.search(content, max(0, token.start - 1), token.start) is not None  # 三角
        if token.number_text in ("一", "壹") and "半" not in quantity.text:
            return _one_counts(content, token, quantity, unit.dimension)
    if token.bare_scale:
        return unit.dimension != "money" or touched
    return content[token.start - 1 : token.start] != "第" and token.value != 0


def _chinese_counts_alone(content: str, token: Token, quantity: Quantity, touched: bool) -> bool:
    """Whether a Chinese numeral without unit counts something: 近三万, 不少于二十, 十亿人口."""
    if token.multiplier > 1 and touched:
        return True
    if token.start - quantity.start >= 2 and _reaches(token, 10):
        return True
    return token.multiplier >= 10**4 and not token.bare_scale and content.startswith("人口", token.end)


def _one_counts(content: str, token: Token, quantity: Quantity, dimension: str) -> bool:
    """Whether 一 with its unit counts (新建学校一所, 由一家增至三家) rather than being an article."""
    if _AFTER_ONE.match(content, token.number_end) is not None and (
        dimension == "ratio_change" or _BUILT_ONE.search(content, max(0, token.start - 5), token.start) is not None
    ):
        return True
    if content[token.start - 1 : token.start] in tuple("由从") and _GROWS.match(content, token.end):
        return True
    if dimension in _MEASURES:
        return _ENDS.match(content, quantity.end) is not None  # 猪肉一两、
    return dimension == "count" and _ONE_BEHIND.match(content, token.start - 1) is not None


def _is_second(token: Token, unit: str) -> bool:
    """Whether 二 with its unit is an ordinal or part of a name: 二套房, 二次供水."""
    return token.number_text in _TWO and UNITS[unit].dimension == "count" and unit not in _COUNTED_WITH_TWO


def _reaches(token: Token, least: int) -> bool:
    return token.value is not None and token.value >= least


def _is_measured_time(content: str, quantity: Quantity, touched: bool, unit: str) -> bool:
    """Whether a length of time is measured (连续5年, 不少于2小时) rather than a date (近5年, 3年来)."""
    if (
        unit in _ALWAYS_MEASURED
        or _DECIMAL.fullmatch(quantity.number_text)
        or "个半" in quantity.text
        or quantity.text.endswith("以下")
    ):  # 三年以上七年以下
        return True
    start = quantity.start
    if touched and content[start] not in "近前后":
        return True
    return _TIMED.search(content, max(0, start - 4), start) is not None
