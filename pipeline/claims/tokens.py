"""Numeric tokens: every numeral of a text with what belongs to it on the right (余, 万, unit, 半, 角, /生).

For newcomers: one regular expression finds all of them in one pass; `_read` then turns each match into a value. A token is
not yet a quantity: it knows nothing of comparators, ranges and of whether it counts anything (see `pipeline.claims.quantities`).
千 before 米, 克 or 瓦 belongs to the unit, which is the same quantity either way.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.claims.exclusions import NOWHERE, Spans
from pipeline.claims.numerals import (
    ARABIC,
    CHINESE,
    CHINESE_DIGIT,
    FINANCIAL,
    LARGE_SCALE,
    LONGEST,
    SCALE,
    SCALE_VALUES,
    SMALL_SCALE,
    parse_numeral,
)
from pipeline.claims.units import DENOMINATOR, FRACTIONS, SUBUNITS, UNIT_PATTERN, UNITS
from pipeline.patterns import any_of
from pipeline.records import Comparator
from pipeline.resources import read_lexicon, read_toml

_KILO = "(?![米克瓦伏卡])"
_OTHER_SCALE = SCALE.replace("千", "").replace("仟", "")
_OTHER_CHINESE = CHINESE.replace("千", "").replace("仟", "")
_SCALES = rf"(?:[{_OTHER_SCALE}]|[千仟]{_KILO})"
_CN_NUMBER = rf"(?:[{_OTHER_CHINESE}]|[千仟]{_KILO})+(?:[点點][{CHINESE_DIGIT}]+[{LARGE_SCALE}]*)?"
_NUMBER = rf"(?:{ARABIC}|{_CN_NUMBER})"
# Thousands set apart by a space, as bulletins print them; only before a unit, since cells of a table look alike.
_SPACED = rf"\d{{1,3}}(?:[ ]\d{{3}}){{1,4}}(?!\d)(?:\.\d+)?(?=[余多]?[{LARGE_SCALE}]?(?:{UNIT_PATTERN}))"
_ARABIC_MIXED = rf"{ARABIC}(?:{_SCALES}+\d{{1,4}}(?:\.\d+)?(?={_SCALES}))*"

_PATTERN = re.compile(
    rf"""
    (?=[-−负負\d{CHINESE}*×X几幾数數好过半一对對])  # what a token may begin with: most characters are passed over by this alone
    (?<![0-9A-Za-z.+])
    (?P<sign>[-−负負](?=[\d{CHINESE_DIGIT}{SMALL_SCALE}]))?
    (?:
      [百佰]\s?分\s?(?:之\s?)?(?P<percent>{_NUMBER})
    | (?:(?P<whole>{_NUMBER})又)?(?P<denominator>{_NUMBER})分之(?P<numerator>{_NUMBER})
    | (?<=[\u4e00-\u9fff])(?P<over>\d{{1,2}})/(?P<under>\d{{1,3}})(?=[,。;、的以左])
    | (?P<half>(?:过)?半数|一半|过半|[对對]折)
    | (?P<mask>\*{{1,4}}|[×X]{{1,4}})(?P<mask_scale>[{LARGE_SCALE}]{{0,2}})(?={UNIT_PATTERN})
    | (?P<number>{_SPACED}|{_ARABIC_MIXED}|(?P<vague>好几|[几幾数數])?{_CN_NUMBER})
      (?P<inside>[余餘多几幾来])?
      (?P<scale>{_SCALES}+(?:\d(?!\d|[年月日.]))?)?
      (?P<inside2>[余餘多](?![数为于余]|元化))?
    )
    (?P<space>[ ]?)(?P<unit>{UNIT_PATTERN})?
    (?P<rate>(?:/|每)(?:{DENOMINATOR})(?:[·./](?:{DENOMINATOR}))*)?
    """,
    re.VERBOSE,
)
_ADJACENT_DIGITS = re.compile(
    rf"(?P<head>[{CHINESE_DIGIT}{SMALL_SCALE}]*?)(?P<low>[{CHINESE_DIGIT}])(?P<high>[{CHINESE_DIGIT}])(?P<tail>[{SCALE}]*)"
)
_SUBUNIT = re.compile(rf"(?P<number>\d{{1,2}}|[{CHINESE_DIGIT}])(?P<unit>角|毛|分|两|兩|(?![\u4e00-\u9fff\d]))")
_CURRENCY_END = re.compile(r"[钱整]")
_HALF_MORE = re.compile(r"半(?![数个年月天价径封])")
_NUMERAL = re.compile(rf"[{CHINESE}]")
_NEGATIVE = re.compile(r"[为率达是至到降长]$")
_COUNTED = re.compile(rf"(?:{any_of(row[0] for row in read_lexicon('claims_counted_nouns.tsv'))})(?!标)")
_ONE = Decimal(1)
_MASKABLE = ("money", "ratio", "ratio_change", "count", "area")
_NOT_A_SUM = frozenset("人总户度指分次个倍基多少系函参计岁")
_NO_SHARE = frozenset("功立为员果长本都绩就效品熟型套分交年人因份像见扣")
_INSIDE: dict[str, Comparator] = {w: kind for kind, ws in read_toml("comparators.toml")["inside"].items() for w in ws}
_SIMPLIFIED = str.maketrans("餘幾數", "余几数")
_NOT_LARGE = re.compile(rf"[^{LARGE_SCALE}]")
_DIGITLESS = re.compile(rf"[^{CHINESE_DIGIT}\d]+")


class Token(NamedTuple):
    """A numeral with its unit; offsets into the folded text."""

    start: int
    number_end: int
    end: int
    number_text: str
    value: Decimal | None
    value_max: Decimal | None
    multiplier: Decimal
    """Product of the scale words, for the low end of a range that leaves them out."""
    unit: str
    comparator: Comparator
    """From 余, 多 or 几 inside; `eq` without."""
    rule: str

    @property
    def chinese(self) -> bool:
        """Whether the numeral is written without Arabic digits."""
        return self.rule == "number_chinese"

    @property
    def bare_scale(self) -> bool:
        """Whether the numeral has no digit: 百名, 万户."""
        return self.chinese and _DIGITLESS.fullmatch(self.number_text) is not None


def find_tokens(content: str, blocked: Spans = NOWHERE) -> list[Token]:
    """All numeric tokens of folded text, in text order, not overlapping; those that overlap `blocked` are left out, unread."""
    return [
        token
        for match in _PATTERN.finditer(content)
        if not blocked.covers(max(match.start(), match.end("sign")))
        and (token := _read(content, match)) is not None
        and not blocked.overlaps(token.start, token.end)
    ]


def is_counted_noun(content: str, position: int) -> bool:
    """Whether a noun that is counted without a classifier starts at `position` (1项目, 12部门)."""
    return _COUNTED.match(content, position) is not None


def _read(content: str, match: re.Match[str]) -> Token | None:
    number_end = match.start("space")
    number_text = content[match.start() : number_end]
    bare = Token(match.start(), number_end, number_end, number_text, None, None, _ONE, "", "eq", "")
    if match["percent"]:
        value = parse_numeral(match["percent"])
        token = None if value is None else bare._replace(value=value, unit="%", rule="percent_words")
    elif match["denominator"]:
        token = _fraction(bare, parse_numeral(match["numerator"]), parse_numeral(match["denominator"]))
        whole = parse_numeral(match["whole"]) if match["whole"] else None
        if token is not None and token.value is not None and whole is not None:
            token = token._replace(value=whole + token.value)
    elif match["over"]:
        token = _fraction(bare, Decimal(match["over"]), Decimal(match["under"]))
    elif match["half"]:
        half = match["half"]
        token = bare._replace(value=Decimal("0.5"), rule="half", comparator="gt" if half.startswith("过") else "eq")
    elif match["mask"]:
        token = _masked(bare, match)
    else:
        token = _number(content, match, bare)
    if token is None:
        return None
    return _signed(content, match, token) if match["sign"] else token


def _fraction(bare: Token, numerator: Decimal | None, denominator: Decimal | None) -> Token | None:
    if numerator is None or not denominator:
        return None
    return bare._replace(value=numerator / denominator, rule="fraction")


def _masked(bare: Token, match: re.Match[str]) -> Token | None:
    unit = UNITS.get(match["unit"] or "")
    if unit is None or unit.dimension not in _MASKABLE or not unit.after_chinese:
        return None
    return bare._replace(unit=unit.text, end=match.end("unit"), rule="mask")


def _number(content: str, match: re.Match[str], bare: Token) -> Token | None:
    text = match["number"].replace(" ", "")
    comparator: Comparator = "eq"
    if match["vague"]:
        text = text[len(match["vague"]) :]
        if content[match.start() - 1 : match.start()] in _NOT_A_SUM or text[0] not in SCALE:
            return None
        comparator = "gt"
    for group in ("inside", "inside2"):
        if match[group]:
            comparator = _INSIDE.get(match[group].translate(_SIMPLIFIED), "gt")
    scale = match["scale"] or ""
    chinese = text[0] not in "0123456789"
    values = _values(text, scale, chinese and bool(match["unit"] or scale or len(text) > 2))
    if values is None:
        return None
    multiplier = _ONE
    for word in _NOT_LARGE.sub("", text + scale) if chinese else scale:
        multiplier *= SCALE_VALUES.get(word, _ONE)
    rule = "number_chinese" if chinese else "number_arabic"
    token = bare._replace(value=values[0], value_max=values[1], multiplier=multiplier, comparator=comparator, rule=rule)
    unit = match["unit"] or ""
    if unit and is_counted_noun(content, match.start("unit")):
        unit = ""
    if not unit:
        following = content[token.end : token.end + 1]
        return None if following.isascii() and (following.isalpha() or following == "+") else token
    if chinese and len(text) == 1 and text in FINANCIAL and UNITS[unit].dimension != "money":
        return None
    return _with_unit(content, match, token, unit)


def _values(text: str, scale: str, may_be_adjacent: bool) -> tuple[Decimal, Decimal | None] | None:
    """Value and, for two neighbouring digits (三四十), the value with the second."""
    adjacent = _ADJACENT_DIGITS.fullmatch(text) if may_be_adjacent and len(text) <= LONGEST else None
    if adjacent:
        low, high = (parse_numeral(adjacent["head"] + adjacent[d] + adjacent["tail"] + scale) for d in ("low", "high"))
        first, second = parse_numeral(adjacent["low"]), parse_numeral(adjacent["high"])
        if low is not None and high is not None and first and second == first + 1:
            return low, high
    value = parse_numeral(text + scale)
    return None if value is None else (value, None)


def _with_unit(content: str, match: re.Match[str], token: Token, unit: str) -> Token | None:
    end = match.end("unit")
    if unit in ("成", "折"):
        return _tenths(content, token, end)
    value = token.value or Decimal(0)
    if token.chinese and _HALF_MORE.match(content, end):
        return token._replace(value=value + Decimal("0.5"), unit=unit, end=end + 1)
    if unit in SUBUNITS:
        value, end = _subunits(content, value, unit, end)
    if unit in FRACTIONS:
        value, unit = value * Decimal(FRACTIONS[unit]["worth"]), FRACTIONS[unit]["unit"]
    if match["rate"]:
        unit, end = f"{unit}/{re.sub('[./]', '·', match['rate'][1:])}", match.end("rate")
    unit = unit[1:] if unit[0] in "个個" and unit[1:] in UNITS and UNITS[unit[1:]].dimension == "ratio_change" else unit
    return token._replace(value=value, unit=unit, end=end)


def _tenths(content: str, token: Token, end: int) -> Token | None:
    """三成 and 八五折 in percent."""
    following = content[end : end + 1]
    if token.value is None or following in _NO_SHARE:
        return None
    value = token.value * 10 if token.value <= 10 else token.value
    value_max = token.value_max * 10 if token.value_max is not None else None
    comparator = token.comparator
    if following in ("多", "余"):
        comparator, end = "gt", end + 1
    elif following == "半":
        value, end = value + 5, end + 1
    elif following and token.chinese and following in CHINESE_DIGIT and not _NUMERAL.match(content, end + 1):
        value, end = value + (parse_numeral(following) or 0), end + 1
    return token._replace(value=value, value_max=value_max, unit="%", comparator=comparator, end=end, rule="tenths")


def _subunits(content: str, value: Decimal, unit: str, end: int) -> tuple[Decimal, int]:
    """The value with the smaller units behind it (3元5角), and the new end."""
    worth = SUBUNITS[unit]
    last = Decimal(1)
    while (part := _SUBUNIT.match(content, end)) and part["unit"] in worth:
        last = Decimal(worth[part["unit"]]) if part["unit"] else last / 10  # 九块九 is 9.9, 九块九毛九 9.99
        value += (parse_numeral(part["number"]) or Decimal(0)) * last
        end = part.end()
    if UNITS[unit].dimension == "money" and _CURRENCY_END.match(content, end):
        end += 1
    return value, end


def _signed(content: str, match: re.Match[str], token: Token) -> Token:
    if match["sign"] in "负負" and token.value is not None:
        return token._replace(value=-token.value)
    if _NEGATIVE.search(content, max(0, token.start - 1), token.start):
        return token  # 增长率为-1.85‰: the sign stays in the span
    # a dash, which joins the ends of a range
    return token._replace(start=token.start + 1, number_text=token.number_text[1:])
