"""Quantities: numbers with their units, comparators and ranges, found in folded text.

For newcomers: one regular expression finds every numeral with what may follow it (余, 万, a unit, /生); plain code then
looks at what touches it on the left (近, 每月) and on the right (以上), joins the two ends of a range, carries the unit back
over a list (15、22个百分点), and drops what states no quantity: a date, an ordinal, a bare number, a Chinese numeral that
only looks like a count. What a quantity means in its sentence is the business of the other modules of this folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.claims.exclusions import Spans, excluded
from pipeline.claims.numerals import ARABIC, CHINESE, CHINESE_DIGIT, LARGE_SCALE, SCALE, SMALL_SCALE, parse_numeral
from pipeline.claims.units import DENOMINATOR, UNIT_PATTERN, UNITS, norm_of
from pipeline.fold import fold
from pipeline.records import Comparator, Quantity
from pipeline.resources import read_lexicon, read_toml

_DIGITS = f"{CHINESE_DIGIT}{SCALE}"
_CN_NUMBER = rf"[{CHINESE}]+(?:[点點][{CHINESE_DIGIT}]+[{LARGE_SCALE}]*)?"
_NUMBER = rf"(?:{ARABIC}|{_CN_NUMBER})"
# Thousands set apart by a space, as bulletins print them; only before a unit, since cells of a table look alike.
_SPACED = rf"\d{{1,3}}(?:[ ]\d{{3}})+(?:\.\d+)?(?=[余多]?[{LARGE_SCALE}]?(?:{UNIT_PATTERN}))"
_ARABIC_MIXED = rf"{ARABIC}(?:[{SCALE}]+\d{{1,4}}(?:\.\d+)?(?=[{SCALE}]))*"

_PATTERN = re.compile(
    rf"""
    (?<![0-9A-Za-z.+])
    (?P<sign>[-−负負](?=[\d{CHINESE_DIGIT}]))?
    (?:
      (?P<percent>[百佰]\s?分\s?之\s?(?:(?P<percent_number>{_NUMBER})))
    | (?P<denominator>{_NUMBER})分之(?P<numerator>{_NUMBER})
    | (?<=[\u4e00-\u9fff])(?P<over>\d{{1,2}})/(?P<under>\d{{1,3}})(?=[,。;、的以左])
    | (?P<half>(?:过)?半数|一半|过半)
    | (?P<mask>(?:\*{{1,4}}|[×X]{{1,4}})(?P<mask_scale>[{LARGE_SCALE}]{{0,2}})(?={UNIT_PATTERN}))
    | (?P<number>{_SPACED}|{_ARABIC_MIXED}|(?P<vague>好几|[几幾数數])?{_CN_NUMBER})
      (?P<inside>[余餘多几幾来])?
      (?P<scale>[{SCALE}]+(?:\d(?!\d|[年月日.]))?)?
      (?P<inside2>[余餘多](?![数为于余]|元化))?
    )
    (?P<space>[ ]?)(?P<unit>{UNIT_PATTERN})?
    (?P<rate>(?:/|每)(?:{DENOMINATOR})(?:[·./](?:{DENOMINATOR}))*)?
    """,
    re.VERBOSE,
)

_PER = re.compile(rf"每(?:一)?(?P<per>{DENOMINATOR})$")
_SEPARATOR = re.compile(r"\s?(?:[-—–~～]{1,2}|至|到)\s?")
_LIST_SEPARATOR = re.compile(r"[、,和与及]\s?")
_ADJACENT_DIGITS = re.compile(
    rf"(?P<head>[{CHINESE_DIGIT}{SMALL_SCALE}]*?)(?P<low>[{CHINESE_DIGIT}])(?P<high>[{CHINESE_DIGIT}])(?P<tail>[{SCALE}]*)"
)
_ABOUT = re.compile(r"(?P<word>约)(?![谈定束见请访会法车稿言])(?:[占有为达需合计]|[\u4e00-\u9fff、]{1,16})$")
_SHORT_OF = re.compile(r"(?P<word>不足|不到)(?:[\u4e00-\u9fff]{1,12})$")
_SHARES = ("fraction", "half", "tenths", "percent_words")
_AFTER_CHENG = frozenset("功立为员果长本都绩就效品熟型套分交年人因份像见")
_AFTER_ONE = re.compile(r"(?:所|座|处|家|栋|幢|个百分点|百分点|番)")
_BUILT_ONE = re.compile(
    r"(?:新建|新增|新设|建成|建设|建立|改建|扩建|改扩建|迁建|拟建|投用|创建|增设|设立|成立|开办|开工|再建|续建|翻|整合为)(?:了|起)?$"
)
_CUT_BY_HALF = re.compile(r"(?:压缩|减少|下降|降低|缩短|增加|提高|减)(?:了)?$")
_LEVEL = re.compile(r"(?:由|从|为|至|到|达|达到|是|约|在|降|升)(?:上年的|去年的|原来的|原先的)?$")

_COMPARATORS = read_toml("comparators.toml")
_BEFORE: dict[str, Comparator] = {word: kind for kind, words in _COMPARATORS["before"].items() for word in words}
_AFTER: dict[str, Comparator] = {word: kind for kind, words in _COMPARATORS["after"].items() for word in words}
_INSIDE: dict[str, Comparator] = {word: kind for kind, words in _COMPARATORS["inside"].items() for word in words}
_NOT_AFTER: dict[str, str] = _COMPARATORS["not_after"]


def _longest_first(words: dict[str, Comparator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BEFORE_PATTERN = re.compile(rf"(?P<word>{_longest_first(_BEFORE)})\s?(?:[（(])?$")
_AFTER_PATTERN = re.compile(rf"\(?(?:{_longest_first(_AFTER)})\)?")
_COUNTED = tuple(row[0] for row in read_lexicon("claims_counted_nouns.tsv"))
_COUNTED_PATTERN = re.compile(rf"(?:{'|'.join(sorted(_COUNTED, key=len, reverse=True))})(?!标)")
_UNITLESS = ("percent_words", "fraction", "half")
_MASKABLE = ("money", "ratio", "ratio_change", "count", "area")
_NOT_A_SUM_NOUN = frozenset("人总户度指分次个倍基多少系函参计岁")


@dataclass(frozen=True, slots=True)
class _Token:
    """A numeral as the pattern found it, before its neighbours are looked at."""

    start: int
    number_end: int
    end: int
    number_text: str
    value: Decimal | None
    value_max: Decimal | None
    multiplier: Decimal
    """Product of the scale words, for the low end of a range that leaves them out."""
    unit: str
    chinese: bool
    bare_scale: bool
    """The numeral has no digit: 百名, 万户."""
    comparator: Comparator
    rule: str


def find_quantities(content: str) -> list[Quantity]:
    """All quantities that folded text states, in text order; `text` is a slice of `content`."""
    blocked = excluded(content)
    tokens = [token for match in _PATTERN.finditer(content) if (token := _token(content, match, blocked)) is not None]
    tokens = _carry_units(content, _join_ranges(content, tokens))
    return [quantity for token in tokens if (quantity := _quantity(content, token)) is not None]


def parse_quantity(text: str) -> Quantity | None:
    """The quantity that a short string states, e.g. ``近3000万元``; None when it states none.

    Args:
        text: a bare quantity; full-width forms are folded. Of several quantities the first counts.

    Returns:
        `Quantity` with offsets into `text`.
    """
    folded = fold(text)
    found = find_quantities(folded)
    if not found:
        bare = parse_numeral(folded.strip())
        if bare is None:
            return None
        start = len(folded) - len(folded.lstrip())
        number = folded.strip()
        end = start + len(number)
        return Quantity(start, end, text[start:end], bare, None, text[start:end], "", "", "number", "eq", "bare")
    quantity = found[0]
    return replace(quantity, text=text[quantity.start : quantity.end])


def _token(content: str, match: re.Match[str], blocked: Spans) -> _Token | None:
    start, end = match.span()
    if blocked.overlaps(start, end):
        return None
    unit = match["unit"] or ""
    if unit and _COUNTED_PATTERN.match(content, match.start("unit")):
        unit = ""
    rule = "number"
    value_max: Decimal | None = None
    comparator: Comparator = "eq"
    multiplier = Decimal(1)
    chinese = False
    bare_scale = False
    number_end = match.start("space")
    if match["percent"]:
        value, unit, rule = parse_numeral(match["percent_number"]), "%", "percent_words"
        if value is None:
            return None
        end = number_end
    elif match["denominator"]:
        denominator, numerator = parse_numeral(match["denominator"]), parse_numeral(match["numerator"])
        if not denominator or numerator is None:
            return None
        value, unit, rule, end = numerator / denominator, "", "fraction", number_end
    elif match["over"]:
        if int(match["under"]) == 0:
            return None
        value, unit, rule, end = Decimal(match["over"]) / Decimal(match["under"]), "", "fraction", number_end
    elif match["half"]:
        value, unit, rule, end = Decimal("0.5"), "", "half", number_end
        comparator = "gt" if match["half"].startswith("过") else "eq"
    elif match["mask"]:
        value, rule = None, "mask"
        if not unit or UNITS[unit].dimension not in _MASKABLE or not UNITS[unit].after_chinese:
            return None
    else:
        read = _read_number(content, match)
        if read is None:
            return None
        value, value_max, multiplier, comparator, chinese, bare_scale = read
        rule = "number_chinese" if chinese else "number_arabic"
    if not unit and rule.startswith("number"):
        end = number_end
        following = content[end : end + 1]
        if following.isascii() and (following.isalpha() or following == "+"):
            return None
    if unit == "成":
        if content[match.end("unit") : match.end("unit") + 1] in _AFTER_CHENG:
            return None
        if value is None:
            return None
        value, value_max, unit, rule, end = value * 10, value_max and value_max * 10, "%", "tenths", match.end("unit")
        if content[end : end + 1] in ("多", "余"):
            comparator, end = "gt", end + 1
    elif unit and rule not in _UNITLESS:
        end = match.end("unit")
    if match["rate"] and unit:
        unit = f"{unit}/{re.sub('[./]', '·', match['rate'][1:])}"
        end = match.end("rate")
    if match["sign"] in ("负", "負") and value is not None:
        value = -value
    elif match["sign"] and not _NEGATIVE.search(content, max(0, start - 1), start):
        start += 1  # a dash, which joins the ends of a range
    unit = unit.removeprefix("个") if unit in ("个百分点", "个千分点") else unit
    return _Token(
        start, number_end, end, content[start:number_end], value, value_max, multiplier, unit, chinese, bare_scale, comparator, rule
    )


def _read_number(
    content: str, match: re.Match[str]
) -> tuple[Decimal, Decimal | None, Decimal, Comparator, bool, bool] | None:
    """Value, upper value, scale, comparator, whether Chinese, whether without a digit; None when it is no numeral."""
    text = match["number"].replace(" ", "")
    comparator: Comparator = "eq"
    if match["vague"]:
        if content[match.start() - 1 : match.start()] in _NOT_A_SUM_NOUN:
            return None
        text = text[len(match["vague"]) :]
        if text[0] not in SCALE:
            return None
        comparator = "gt"
    for group in ("inside", "inside2"):
        if match[group]:
            comparator = _INSIDE.get(match[group].translate(_SIMPLIFY), "gt")
    scale = match["scale"] or ""
    chinese = text[0] not in "0123456789"
    adjacent = _ADJACENT_DIGITS.fullmatch(text) if chinese else None
    value_max = None
    if adjacent and _is_ascending(adjacent["low"], adjacent["high"]) and (adjacent["tail"] or scale or match["unit"]):
        low = parse_numeral(adjacent["head"] + adjacent["low"] + adjacent["tail"] + scale)
        value_max = parse_numeral(adjacent["head"] + adjacent["high"] + adjacent["tail"] + scale)
        value = low
    else:
        value = parse_numeral(text + scale)
    if value is None:
        return None
    multiplier = Decimal(1)
    for word in scale if not chinese else _SMALL.sub("", text + scale):
        multiplier *= parse_numeral(word) or 1
    return value, value_max, multiplier, comparator, chinese, not any(c in CHINESE_DIGIT for c in text) and chinese


_SMALL = re.compile(rf"[^{LARGE_SCALE}]")
_NEGATIVE = re.compile(r"[为率达是至到降长]$")
_SIMPLIFY = str.maketrans("餘幾數", "余几数")


def _is_ascending(low: str, high: str) -> bool:
    first, second = parse_numeral(low), parse_numeral(high)
    return first is not None and second is not None and 0 < first and second == first + 1


def _join_ranges(content: str, tokens: list[_Token]) -> list[_Token]:
    """Two numbers around a dash or 至 become one token with `value_max`."""
    joined: list[_Token] = []
    for token in tokens:
        low = joined[-1] if joined else None
        if (
            low is not None
            and low.value is not None
            and token.value is not None
            and low.value_max is None
            and token.value_max is None
            and (not low.unit or low.unit == token.unit)
            and low.end <= token.start
            and token.start - low.end <= 4
            and _SEPARATOR.fullmatch(content[low.end : token.start])
        ):
            value = low.value
            if not low.unit and low.multiplier == 1 and token.multiplier > 1:
                value *= token.multiplier
            if value < token.value:
                number_text = content[low.start : token.number_end]
                joined[-1] = replace(
                    token,
                    start=low.start,
                    number_text=number_text,
                    value=value,
                    value_max=token.value,
                    rule="range",
                    bare_scale=False,
                )
                continue
        joined.append(token)
    return joined


def _carry_units(content: str, tokens: list[_Token]) -> list[_Token]:
    """In 提高15、22个百分点 the first number has the unit of the last."""
    carried = list(tokens)
    for index in range(len(carried) - 2, -1, -1):
        token, following = carried[index], carried[index + 1]
        if (
            not token.unit
            and not token.chinese
            and token.rule in ("number_arabic", "range")
            and following.unit
            and not following.chinese
            and _LIST_SEPARATOR.fullmatch(content[token.end : following.start])
            and (token.multiplier > 1 or following.multiplier == 1)
        ):
            carried[index] = replace(token, unit=following.unit, rule="list")
    return carried


def _quantity(content: str, token: _Token) -> Quantity | None:
    """The token with its comparators and its rate, or None when it states no quantity."""
    start, end, comparator, unit = token.start, token.end, token.comparator, token.unit
    per = _PER.search(content, max(0, start - 5), start)
    before = _BEFORE_PATTERN.search(content, max(0, start - 6), start)
    word = ""
    if before:
        word, at = before["word"], before.start()
        if content[at - 1 : at] and content[at - 1] in _NOT_AFTER.get(word, ""):
            word = ""
        else:
            start, comparator = at, _BEFORE[word]
            per = _PER.search(content, max(0, start - 5), start) or per
    if not word and token.bare_scale and content[start - 1 : start] == "上" and content[start - 2 : start - 1] != "以":
        start, comparator, word = start - 1, "gt", "上"
    if per and unit and "/" not in unit:
        unit = f"{unit}/{per['per']}"
        start = min(start, per.start())
    after = _AFTER_PATTERN.match(content, end)
    if after and (unit != "" or token.rule in _SHARES):
        end, comparator = after.end(), _AFTER[after.group().strip("()")]
    elif after and token.multiplier > 1:
        end, comparator = after.end(), _AFTER[after.group().strip("()")]
    if comparator == "eq" and _governs(_ABOUT, content, start):
        comparator = "approx"
    elif comparator == "eq" and token.rule in _SHARES and _governs(_SHORT_OF, content, start):
        comparator = "lt"
    compared = bool(word) or token.comparator != "eq" or end > token.end
    if not _states_quantity(content, token, unit, compared, start, end):
        return None
    norm, dimension = norm_of(unit)
    return Quantity(
        start=start,
        end=end,
        text=content[start:end],
        value=token.value,
        value_max=token.value_max,
        number_text=token.number_text,
        unit=unit,
        unit_norm=norm,
        dimension=dimension,
        comparator=comparator,
        rule=token.rule,
    )


def _governs(comparator: re.Pattern[str], content: str, start: int) -> bool:
    """Whether a comparator in front of the number, not touching it, still governs it: 约占总数的0.2%."""
    clause = content[max(0, start - 18) : start]
    match = comparator.search(clause)
    if match is None:
        return False
    return clause[: match.start()][-1:] not in tuple(_NOT_AFTER.get(match["word"], ""))


def _states_quantity(content: str, token: _Token, unit: str, compared: bool, start: int, end: int) -> bool:
    if token.rule in ("percent_words", "fraction", "mask", "tenths"):
        return True
    if token.rule == "half":
        return (
            compared
            or content[start - 1 : start] in tuple("占达到为过近的")
            or _CUT_BY_HALF.search(content, max(0, start - 3), start) is not None
        )
    if token.bare_scale and content[start - 1 : start] == "每":
        return False  # 每千人 is what a rate is per
    plain = unit.partition("/")[0]
    known = UNITS.get(plain)
    if known is not None and known.dimension == "duration":
        return _is_measured_time(content, start, compared, plain)
    if token.chinese:
        return _chinese_counts(content, token, unit, compared, start)
    if unit:
        return True
    if token.multiplier > 1 or token.comparator != "eq":
        return True
    if _COUNTED_PATTERN.match(content, end):
        return True
    return "." in token.number_text and _LEVEL.search(content, max(0, start - 5), start) is not None


def _chinese_counts(content: str, token: _Token, unit: str, compared: bool, start: int) -> bool:
    """Whether a Chinese numeral counts something, rather than being a word, an article or an ordinal."""
    plain = unit.partition("/")[0]
    if not plain:
        return token.multiplier > 1 and compared
    known = UNITS[plain]
    if not known.after_chinese or known.dimension in ("score", "data"):
        return token.value is not None and token.value >= 20 and known.dimension == "score"
    if token.number_text in ("一", "壹") and not compared:
        return bool(_AFTER_ONE.match(content, token.number_end)) and (
            known.dimension == "ratio_change" or _BUILT_ONE.search(content, max(0, start - 5), start) is not None
        )
    if token.bare_scale:
        return known.dimension != "money" or compared
    return content[start - 1 : start] != "第" and token.value != 0


_TIMED = re.compile(r"(?:天数|日数|时长|连续|为期|历时|长达|延长|提前|缩短|累计|平均|延长至|缩短至|每天|每日|用|压缩|达|达到|增加|减少|共|满|训|时间)$")


def _is_measured_time(content: str, start: int, compared: bool, unit: str) -> bool:
    """Whether a length of time is measured (连续5年, 不少于2小时) rather than a date (近5年, 3年来)."""
    if unit in ("小时", "个小时", "分钟", "秒", "学时", "课时"):
        return True
    if unit in ("岁", "周岁"):
        return True
    return compared and content[start : start + 1] not in "近前后" or _TIMED.search(content, max(0, start - 4), start) is not None
