"""Numeric tokens: every numeral of a text with what belongs to it on the right (余, 万, unit, 半, 角, /生).

A regular expression finds all of them in one pass; `_read` then turns each match into a value. A token is
not yet a quantity: it knows nothing of comparators, ranges and of whether it counts anything (see `pipeline.claims.quantities`).
千 before 米, 克 or 瓦 belongs to the unit, which is the same quantity either way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import NamedTuple

from pipeline.claims.exclusions import NOWHERE, Spans
from pipeline.claims.fixed_words import begins_noun
from pipeline.claims.signs import BELOW_ZERO, read_sign
from pipeline.language.comparators import INSIDE
from pipeline.language.han import HAN, ONE_HAN
from pipeline.language.in_force import LexicalPattern, frequency, is_common_word, is_word, lexicon, per_lexicon
from pipeline.language.numerals import (
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
from pipeline.language.spacing import parts_fields
from pipeline.language.units import (
    CODES,
    CURRENCY_SIGNS,
    FRACTIONS,
    OF_UNITS,
    RATE,
    SUBUNITS,
    UNIT_PATTERN,
    UNITS,
    rate_unit,
)
from pipeline.patterns import any_of, when_used
from pipeline.records import Comparator

_KILO = rf"(?!{OF_UNITS}|分[点比数制率位])"
_OTHER_SCALE = SCALE.replace("千", "").replace("仟", "")
_OTHER_CHINESE = re.sub("[千仟两兩]", "", CHINESE)
_SCALES = rf"(?:[{_OTHER_SCALE}]|[千仟]{_KILO})"
# 两 is a digit at the start of a numeral, before a scale word and in 一两个 and 三两个; elsewhere it is the unit of mass.
_FEW = r"(?<=[一三])[两兩](?=[个名天位次年所家件人处项条])"
_PLAIN = rf"(?![百千]分[点比数制率])[{_OTHER_CHINESE}]"
_CN_NUMBER = (
    rf"(?:[两兩](?![两兩])|{_PLAIN}|[千仟]{_KILO})(?:{_PLAIN}|[千仟]{_KILO}|[两兩](?=[{SCALE}])|{_FEW})*"
    rf"(?:[点點][{CHINESE_DIGIT}]+[{LARGE_SCALE}]*)?"
)
_NUMBER = rf"(?:{ARABIC}|{_CN_NUMBER})"
_UNIT_NEXT = rf"(?=[余多]?[{LARGE_SCALE}]?(?:{UNIT_PATTERN}))"
# Thousands set apart by a space, as bulletins print them; only before a unit, since cells of a table look alike.
_SPACED = rf"\d{{1,3}}(?:[ ]\d{{3}}){{1,4}}(?!\d)(?:\.\d+)?{_UNIT_NEXT}"
# Digits that a comma or a space parts where no thousands end: 3,000,00万元, 1 3万名.
_BROKEN = rf"\d{{1,3}}(?:,\d{{1,9}}){{1,6}}(?:\.\d+)?{_UNIT_NEXT}|(?:(?<=[{HAN}])|(?<=[{HAN}][ ]))(?:\d{{1,3}}(?:[ ]\d+){{1,3}}(?:\.\d+)?(?=[ ]?{_UNIT_NEXT})|\d(?:[ ]\d){{2,8}}(?=[ ]?[{LARGE_SCALE}]?(?:{UNIT_PATTERN})))"
# A decimal point at half height, as newspapers print it; a date looks alike (5·12) but has no measure behind it.
_RAISED = rf"\d+·\d+(?=[%‰{LARGE_SCALE}]|个?百分点|倍|公里|公斤|平方)"
_ARABIC_MIXED = rf"{ARABIC}(?:{_SCALES}+\d{{1,4}}(?:\.\d+)?(?={_SCALES}))*"
# Digits right behind a scale word, or behind its 零, go on with the number: 3万4000, 3万2千500, 2千零30万; a single one does as short
# for the next place (3万4). No two figures stand together without anything between them, but for a year or a share.
_GOES_ON = (
    rf"(?:\d{{1,8}}[{SMALL_SCALE}]?|[{CHINESE_DIGIT}{SMALL_SCALE}]{{1,9}})(?:[{LARGE_SCALE}]\d{{1,4}})?"
    rf"(?:[万萬](?:\d{{2,4}}|\d,\d{{3}})|[千仟]\d{{2,3}}|[百佰]\d{{2}}|[{SCALE}]零\d{{1,3}})(?:\.\d+)?(?![\d.年月日%‰])"
)
_SIGN = r"[-−–—+负負]"
# What a half or more of may stand before: 一个半|百分点, 2个多|小时.
_AFTER_MORE = any_of(unit[1:] for unit in UNITS if unit[0] == "个" and unit[1:])

_RATE = when_used(RATE)
_RATE_BEGINS = ("/", "每")
_NOTHING = "(?!)"


def _written(mask: str, spaced: str, broken: str) -> str:
    """Regular expression for a number as written, with what belongs to it, its rate apart.

    Args:
        mask: what stands for a hidden number.
        spaced: a number of which spaces part the thousands.
        broken: one parted elsewhere.
    """
    return rf"""
    (?=[-−–—+负負\d{CHINESE}*×X几幾数數好过半一对對¥$€£CEGHJRU]|人民币)  # what a token may begin with: most characters are passed over by this alone
    (?:(?<![0-9A-Za-z.+])|(?<=[A-Za-z])(?={_SIGN}))
    (?P<sign>(?:{_SIGN}|{BELOW_ZERO})(?=[\d{CHINESE_DIGIT}{SMALL_SCALE}]))?
    (?P<currency>(?:{any_of(CURRENCY_SIGNS)})[ ]?(?=\d))?
    (?:
      [百佰]\s?分\s?(?:之\s?)?(?P<percent>{_NUMBER})
    | (?:(?P<whole>{_NUMBER})又)?(?P<denominator>{_NUMBER})分之(?P<numerator>{_NUMBER})
    | (?<!/)(?P<over>\d{{1,2}})/(?P<under>\d{{1,3}})(?![\d/.年月日号])
    | (?P<half>(?:过)?半数|一半|过半|[对對]折)
    | (?P<half_unit>半)(?=个?多?(?:百分|千分)点|个?小时|亩|公里|公斤|斤|吨|里)
    | (?P<mask>{mask})
    | (?P<number>{spaced}|(?P<broken>{broken})|(?P<raised>{_RAISED})|{_GOES_ON}|{_ARABIC_MIXED}|(?P<vague>好几|[几幾数數])?{_CN_NUMBER})
      (?P<inside>[余餘多几幾来])?
      (?P<scale>{_SCALES}+(?:\d(?!\d|[年月日.]))?)?
      (?P<inside2>[余餘多](?![数为于余]|元化))?
    )
    (?P<space>[ ]?)(?P<unit>[个個][多余半](?={_AFTER_MORE})|{UNIT_PATTERN})?
    """


_PATTERN = when_used(_written(_NOTHING, _NOTHING, _NOTHING), re.VERBOSE)
_WITH_RARE = when_used(
    _written(
        rf"(?:\*{{1,4}}|[×X]{{1,4}})[{LARGE_SCALE}]{{0,2}}(?={UNIT_PATTERN})",
        _SPACED,
        rf"(?!{ARABIC}{_UNIT_NEXT})(?:{_BROKEN})",
    ),
    re.VERBOSE,
)
_RARE = when_used(r"[*×X]|\d \d|\d,(?!\d{3}(?!\d))\d")
"""What a text holds in which numbers are hidden or oddly parted; all others do with a pattern of a third."""
_ADJACENT_DIGITS = when_used(
    rf"(?P<head>[{CHINESE_DIGIT}{SCALE}]*?)(?P<low>[{CHINESE_DIGIT}])(?P<high>[{CHINESE_DIGIT}])(?P<tail>[{SCALE}]*)"
)
_SUBUNIT = when_used(rf"(?P<number>\d{{1,2}}|[{CHINESE_DIGIT}])(?P<unit>角|毛|分钟|分|秒|两|兩|(?![{HAN}\d]))")
_SECONDS = when_used(r"\d{1,2}秒")
_CURRENCY_END = when_used(r"[钱整]")
_HALF_MORE = when_used(r"半(?![数个年月天价径封])")
_NUMERAL = when_used(rf"[{CHINESE}]")


@per_lexicon
def _counted(where: str) -> frozenset[str]:
    """The nouns that are counted without a classifier there."""
    return frozenset(noun for noun, places in lexicon().parameters("counted_noun").items() if where in places)


_COUNTED = LexicalPattern(lambda: rf"(?:{any_of(_counted('anywhere'))})(?!标)")
_SCHOOL_ENDS = frozenset("学校园院中")
# In a list the noun ends where the next member or clause begins, and its last syllable tells that it is a site or an institution.
_COUNTED_IN_LIST = LexicalPattern(
    lambda: (
        rf"(?:[{HAN}]{{0,4}}?(?:{any_of(_counted('listed'))})"
        rf"|[{HAN}]{{1,4}}?(?:{any_of(_counted('suffix'))}))(?=[,;。、()和与及\d\n]|等|组成|参[加与评]|$)"
    )
)
_LISTS = when_used(rf"(?:[、和与及有设辖括含共建成:(]|[,;](?:其中)?|\d[{HAN}]{{1,4}})$")
# A member of a list of counted nouns, and those before it.
_MEMBER = when_used(rf"[{HAN}]{{2,5}}(?=[,;。、)和与及\n]|$)")
_NEXT_MEMBER = when_used(rf"[、和及]\d{{1,5}}[{HAN}]{{2,5}}[,、和及]")
_MEMBERS_BEFORE = when_used(rf"(?:\d{{1,5}}[{HAN}]{{1,5}}[、和及]){{1,6}}$")
_DIGIT_THEN_NOUN = when_used(rf"\d(?=[{HAN}])")
_LIST_REACH = 40
_UNIT = when_used(UNIT_PATTERN)
_MEASURES = frozenset(text[:2] for text, unit in UNITS.items() if len(text) > 1 and unit.dimension != "count")
"""The first two characters of units of several that count nothing."""
_ONE = Decimal(1)
_HALF = Decimal("0.5")
_ROW = when_used(rf"[{HAN}] $")
_ONE_GROUP = when_used(r"\d{1,3} (?!000)\d{3}")
_CODE = when_used(r"[A-Za-z]\d{1,4}[-—/]$")
"""G25-|3标段: a code goes on."""
_CODE_BEHIND = when_used(r"[A-Za-z+]")
_MORE_UNIT = when_used(_AFTER_MORE)
_NO_FRACTION_BEHIND = frozenset(":/第表图号栋期")
_WIDE_COMMA = when_used(r"(?<=\d)(，)(?=(?P<group>\d{3}(?!\d))|\d)")
_NO_THOUSANDS = when_used(r"(?:第|/|\.)\d{1,3}$")
_MASKABLE = ("money", "ratio", "ratio_change", "count", "area")
_NOT_A_SUM = frozenset("人总户度指分次个倍基多少系函参计岁")
_NO_SHARE = frozenset("群功立为员果长本都绩就效品熟型套分交年人因份像见扣算合旧叠价现线射")
_SIMPLIFIED = str.maketrans("餘幾數", "余几数")
_FINANCIAL = frozenset(FINANCIAL)
_NOT_LARGE = when_used(rf"[^{LARGE_SCALE}]")
_TWO_DIGITS = when_used(r"[一二三四五六七八九壹贰叁肆伍陆柒捌玖]{2}")
"""三七: no number is written so, but for shares (八五折)."""
_DIGITLESS = when_used(rf"[^{CHINESE_DIGIT}\d]+")


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
    doubt: str = ""
    """Why the number may be another; empty for most."""

    @property
    def chinese(self) -> bool:
        """Whether the numeral is written without Arabic digits."""
        return self.rule == "number_chinese"

    @property
    def bare_scale(self) -> bool:
        """Whether the numeral has no digit: 百名, 万户."""
        return self.chinese and _DIGITLESS.fullmatch(self.number_text) is not None


def find_tokens(content: str, blocked: Spans = NOWHERE, written: str = "") -> list[Token]:
    """All numeric tokens of folded text, in text order, not overlapping; those that overlap `blocked` are left out, unread.

    Args:
        content: folded text.
        blocked: where numbers state nothing.
        written: the same text before folding, of the same length; `content` when empty. A full-width comma between digits parts
            clauses more often than thousands.
    """
    scanned = _with_clause_commas(content, written) if written else content
    pattern = _WITH_RARE if _RARE.search(scanned) else _PATTERN
    tokens: list[Token] = []
    end = 0
    for match in _numbers(pattern, scanned):
        number = max(match.start(), match.end("sign"), match.end("currency"))
        if match.start() < end or blocked.covers(number) or _CODE.search(scanned, max(0, number - 6), number):
            continue
        token = _read(scanned, match, end)
        if token is not None and not blocked.overlaps(token.start, token.end):
            tokens.append(token)
            end = token.end
    return tokens


def _numbers(pattern: re.Pattern[str], content: str) -> Iterator[re.Match[str]]:
    """The numbers of a text with their units; none begins within the rate of another (3袋每百公里)."""
    at = 0
    while match := pattern.search(content, at):
        rate = _rate_at(content, match.end())
        at = rate.end() if rate else match.end()
        yield match


def _with_clause_commas(content: str, written: str) -> str:
    """`content` with the full-width commas between digits kept that group no thousands: 约占全国1/10，386万名."""
    kept = [m.start(1) for m in _WIDE_COMMA.finditer(written) if not _is_group(written, m)]
    if not kept:
        return content
    pieces = [
        content[start:end] for start, end in zip([0, *(at + 1 for at in kept)], [*kept, len(content)], strict=True)
    ]
    return "，".join(pieces)


def _is_group(written: str, comma: re.Match[str]) -> bool:
    """Whether exactly three digits follow the comma, and what stands before it is no ordinal, fraction or decimal."""
    return (
        comma["group"] is not None and _NO_THOUSANDS.search(written, max(0, comma.start() - 4), comma.start(1)) is None
    )


def is_counted_noun(content: str, start: int, end: int) -> bool:
    """Whether the number at ``content[start:end]`` counts a noun without a classifier (1项目, 12部门; 全区有3幼儿园、12小学).

    A noun whose first syllable is a unit (2|园区) needs no list around it.
    """
    if _COUNTED.match(content, end):
        return True
    if not content[end - 1].isascii() or _begins_measure(content, end):
        return False
    match = _COUNTED_IN_LIST.match(content, end)
    noun = match.group() if match is not None else ""
    if len(noun) < 2:
        return _is_beside_counted(content, start, end)
    is_listed = noun in _counted("listed")
    unit = UNITS.get(noun[0])
    if unit is None:  # 配套3超市; 新华12小学 is a name
        return (is_listed and noun[-1] not in _SCHOOL_ENDS) or _is_in_list(content, start, end + len(noun))
    if len(noun) == 2:  # 2|园区, 2|支行; 所 and 个 are classifiers; 2校|开展试点; 14分场
        return not unit.after_chinese or is_listed or _is_beside_counted(content, start, end)
    if _goes_on(content, end + 1):
        return _is_in_list(content, start, end + len(noun))
    return _is_beside_counted(content, start, end)


def _begins_measure(content: str, end: int) -> bool:
    """Whether a unit of several characters that counts nothing stands there: 220千伏|变电站."""
    if content[end : end + 2] not in _MEASURES:
        return False
    measure = _UNIT.match(content, end)
    return measure is not None and len(measure.group()) > 1 and UNITS[measure.group()].dimension != "count"


def _is_in_list(content: str, start: int, end: int) -> bool:
    """Whether a number and its noun, ``content[start:end]``, stand where a list of counted nouns begins or goes on."""
    return _LISTS.search(content, max(0, start - 6), start) is not None or _NEXT_MEMBER.match(content, end) is not None


def _is_beside_counted(content: str, start: int, end: int) -> bool:
    """Whether a noun stands in a list of counted ones: 13监测哨 behind 2口岸局、5查验站."""
    unit = UNITS.get(content[end : end + 1])
    is_classifier = unit is not None and unit.after_chinese and unit.dimension == "count"
    if _MEMBER.match(content, end) is None or (is_classifier and not _goes_on(content, end + 1)):
        return False
    before = _MEMBERS_BEFORE.search(content, max(0, start - _LIST_REACH), start)
    return before is not None and any(
        _COUNTED_IN_LIST.match(content, digit.end()) is not None
        for digit in _DIGIT_THEN_NOUN.finditer(content, before.start(), start)
    )


def _read(content: str, match: re.Match[str], previous_end: int) -> Token | None:
    number_end = match.start("space")
    number_start = max(match.start(), match.end("sign"), match.end("currency"))
    number_text = content[number_start:number_end]
    bare = Token(match.start(), number_end, number_end, number_text, None, None, _ONE, "", "eq", "")
    read = _number if match["number"] else next(read for group, read in _READERS if match[group])
    token = read(content, match, bare)
    if token is None:
        return None
    if match["currency"]:
        token = _in_currency(token, CURRENCY_SIGNS[match["currency"].strip()])
        rate = None if match["unit"] else _rate_at(content, match.end())
        if rate:
            token = token._replace(unit=rate_unit(token.unit, rate.group()), end=rate.end())
    return read_sign(content, match["sign"], token, previous_end) if match["sign"] else token


def _percent(_content: str, match: re.Match[str], bare: Token) -> Token | None:
    """百分之三十."""
    value = parse_numeral(match["percent"])
    return None if value is None else bare._replace(value=value, unit="%", rule="percent_words")


def _fraction_in_words(_content: str, match: re.Match[str], bare: Token) -> Token | None:
    """三分之一, 一又二分之一."""
    token = _fraction(bare, parse_numeral(match["numerator"]), parse_numeral(match["denominator"]))
    whole = parse_numeral(match["whole"]) if match["whole"] else None
    if token is None or token.value is None or whole is None:
        return token
    return token._replace(value=whole + token.value)


def _half(_content: str, match: re.Match[str], bare: Token) -> Token:
    """一半, 过半."""
    return bare._replace(value=_HALF, rule="half", comparator="gt" if match["half"].startswith("过") else "eq")


def _half_unit(content: str, match: re.Match[str], bare: Token) -> Token | None:
    """半小时, 半个百分点."""
    token = _with_unit(content, match, bare._replace(value=_HALF, rule="number_chinese"), match["unit"] or "")
    if token is not None and token.unit[:1] in ("个", "個") and token.unit[1:] in UNITS:
        return token._replace(unit=token.unit[1:])
    return token


def _slashed(content: str, match: re.Match[str], bare: Token) -> Token | None:
    """1/3 as a fraction, where a noun follows or words or another fraction stand before it: not 3/4月, not the page 1/3."""
    over, under = Decimal(match["over"]), Decimal(match["under"])
    before, after = content[match.start() - 1 : match.start()], content[match.end("under") : match.end("under") + 1]
    if not 0 < over < under or before in _NO_FRACTION_BEHIND:
        return None
    of_something = ONE_HAN.match(after) is not None
    in_words = ONE_HAN.match(before) is not None or before in ("、", ",", "和")
    if not (of_something or (in_words and after in ("", *",，;。、)\n"))):
        return None
    return _fraction(bare._replace(number_end=match.end("under"), end=match.end("under")), over, under)


def _in_currency(token: Token, unit: str) -> Token:
    """A number behind a sign of currency; a unit behind it, too, has to agree."""
    if not token.unit:
        return token._replace(unit=unit)
    if token.unit == unit or (unit == "元" and token.unit == "人民币"):
        return token
    doubtful = token._replace(doubt=f"the sign before it says {unit}, the unit behind it {token.unit}")
    return doubtful._replace(unit=unit) if token.unit == "元" else doubtful  # $300万元: the sign names the currency


def _fraction(bare: Token, numerator: Decimal | None, denominator: Decimal | None) -> Token | None:
    if numerator is None or not denominator:
        return None
    return bare._replace(value=numerator / denominator, rule="fraction")


def _masked(_content: str, match: re.Match[str], bare: Token) -> Token | None:
    """**万元: how much is hidden."""
    unit = UNITS.get(match["unit"] or "")
    if unit is None or unit.dimension not in _MASKABLE or not unit.after_chinese:
        return None
    return bare._replace(unit=unit.text, end=match.end("unit"), rule="mask")


_READERS: tuple[tuple[str, Callable[[str, re.Match[str], Token], Token | None]], ...] = (
    ("percent", _percent),
    ("denominator", _fraction_in_words),
    ("over", _slashed),
    ("half", _half),
    ("half_unit", _half_unit),
    ("mask", _masked),
)
"""What reads a match that is more than a number, by the group that tells it."""


def _number(content: str, match: re.Match[str], bare: Token) -> Token | None:
    """A number in digits or words, with what stands in and behind it."""
    if match["vague"] and not _is_vague_sum(content, match):
        return None
    text, doubt = _digits(content, match)
    scale, unit = match["scale"] or "", match["unit"] or ""
    chinese = text[0] not in "0123456789"
    values = _chinese_values(text, scale, unit) if chinese else _values(text, scale, may_be_adjacent=False)
    if values is None:
        return None
    token = Token(
        start=bare.start,
        number_end=bare.number_end,
        end=bare.end,
        number_text=bare.number_text,
        value=values[0],
        value_max=values[1],
        multiplier=_multiplier(_NOT_LARGE.sub("", text + scale) if chinese else scale),
        unit="",
        comparator=_comparator_inside(match),
        rule="number_chinese" if chinese else "number_arabic",
        doubt=doubt,
    )
    if not unit or _begins_other(content, match, token):
        return None if _CODE_BEHIND.match(content, token.end) else token
    if text in _FINANCIAL and UNITS[unit].dimension != "money":
        return None
    return _with_unit(content, match, token, unit)


def _is_vague_sum(content: str, match: re.Match[str]) -> bool:
    """Whether 几 or 数 counts the scale word behind it: 几百, 数千, but not 人数千."""
    begins_scale = match["number"][len(match["vague"])] in SCALE
    return begins_scale and content[match.start() - 1 : match.start()] not in _NOT_A_SUM


def _digits(content: str, match: re.Match[str]) -> tuple[str, str]:
    """The numeral without 几 or 数 before it and without what parts its digits, and why it may be another number."""
    written = match["number"]
    text = written[len(match["vague"] or "") :].replace(" ", "")
    if match["raised"]:
        return text.replace("·", "."), ""
    if match["broken"]:
        return text.replace(",", ""), f"{written}: a comma or a space parts the digits where no thousands end"
    is_row = " " in written and _ROW.search(content, max(0, match.start() - 2), match.start()) is not None
    return text, f"{written}: one number in groups, or two" if is_row and _ONE_GROUP.fullmatch(written) else ""


def _multiplier(words: str) -> Decimal:
    return prod((SCALE_VALUES.get(word, _ONE) for word in words), start=_ONE) if words else _ONE


def _comparator_inside(match: re.Match[str]) -> Comparator:
    """What 余, 多, 来 or 几 in a number says of it."""
    inside = match["inside2"] or match["inside"]
    if inside:
        return INSIDE.get(inside.translate(_SIMPLIFIED), "gt")
    return "gt" if match["vague"] else "eq"


def _begins_other(content: str, match: re.Match[str], token: Token) -> bool:
    """Whether what looks like the unit of a number begins a counted noun, another word or the next field."""
    start, end = match.span("unit")
    unit = match["unit"]
    return (
        is_counted_noun(content, token.start, start)
        or (token.multiplier == 1 and not token.chinese and _begins_word(content, start, end))
        or (match["space"] != "" and (unit in CODES or parts_fields(content, token.start, start)))
        or (unit in UNITS and UNITS[unit].begins_words and _goes_on(content, end))
        or begins_noun(content, start, end)
    )


def _chinese_values(text: str, scale: str, unit: str) -> tuple[Decimal, Decimal | None] | None:
    """As `_values`, of a numeral in words; None for two digits that are no number (三七), unless of shares."""
    values = _values(text, scale, may_be_adjacent=bool(unit or scale or len(text) > 2))
    if values is None or values[1] is not None or unit in ("成", "折"):
        return values
    return None if _TWO_DIGITS.fullmatch(text + scale) else values


def _values(text: str, scale: str, may_be_adjacent: bool) -> tuple[Decimal, Decimal | None] | None:
    """Value and, for two neighbouring digits (三四十, 三五百), the value with the second."""
    adjacent = _ADJACENT_DIGITS.fullmatch(text) if may_be_adjacent and len(text) <= LONGEST else None
    if adjacent:
        low, high = (parse_numeral(adjacent["head"] + adjacent[d] + adjacent["tail"] + scale) for d in ("low", "high"))
        first, second = parse_numeral(adjacent["low"]), parse_numeral(adjacent["high"])
        if low is not None and high is not None and first and (second == first + 1 or _is_idiom(adjacent)):
            return min(low, high), max(low, high)
    value = parse_numeral(text + scale)
    return None if value is None else (value, None)


def _begins_word(content: str, start: int, end: int) -> bool:
    """Whether a unit of one character and the next one are a word, and another begins behind it: 总分3|组织|录取, 2|道路|交通."""
    return (
        end - start == 1
        and content[end : end + 1] != "为"  # 其余400人为初中生
        and is_common_word(content[start : start + 2])
        and is_word(content[start + 2 : start + 4])
        and not is_word(content[end : end + 2])
    )


def _goes_on(content: str, end: int) -> bool:
    """Whether the last character of a unit begins a word (3|页岩, 12|管理人员, 5|集装箱) that is commoner than the next (3版|图书)."""
    own = max(frequency(content[end - 1 : end + more]) for more in (1, 2, 3))
    return own > frequency(content[end : end + 2])


def _is_idiom(adjacent: re.Match[str]) -> bool:
    """三五百人 and 三两个: a few, though the digits are no neighbours in order; but 十三五 is a plan."""
    return not adjacent["head"] and adjacent["low"] + adjacent["high"] in ("三五", "三两", "三兩")


def _with_unit(content: str, match: re.Match[str], token: Token, unit: str) -> Token | None:
    end = match.end("unit")
    if unit in ("成", "折"):
        return _tenths(content, token, end)
    value = token.value or Decimal(0)
    if unit[0] in "个個" and unit[1:] in ("多", "余", "半"):
        return _half_or_more(content, token, unit[1:], end)
    if token.chinese and _HALF_MORE.match(content, end):
        return token._replace(value=value + Decimal("0.5"), unit=unit, end=end + 1)
    if unit == "分" and _SECONDS.match(content, end):
        unit = "分钟"
    if unit in SUBUNITS:
        value, end = _subunits(content, value, unit, end)
    rate = _rate_at(content, end)
    if unit in FRACTIONS:
        value, unit = value * Decimal(FRACTIONS[unit]["worth"]), FRACTIONS[unit]["unit"]
    if rate and (content[end] == "/" or UNITS[unit].dimension != "count"):  # 41所|每所30人
        unit, end = rate_unit(unit, rate.group()), rate.end()
    return token._replace(value=value, unit=_without_classifier(unit), end=end)


def _rate_at(content: str, at: int) -> re.Match[str] | None:
    """The rate that stands at an offset, behind a unit or the smaller units that follow it: 9,200元|/年, 98元5角|/天."""
    return _RATE.match(content, at) if content[at : at + 1] in _RATE_BEGINS else None


def _without_classifier(unit: str) -> str:
    """个百分点 as 百分点."""
    measure = UNITS.get(unit[1:]) if unit[0] in "个個" else None
    return measure.text if measure is not None and measure.dimension == "ratio_change" else unit


def _half_or_more(content: str, token: Token, word: str, end: int) -> Token | None:
    """一个半小时 is 1.5小时, 2个多百分点 more than two, 三个半月 3.5个月."""
    behind = _MORE_UNIT.match(content, end)
    if behind is None or token.value is None:
        return None
    unit = behind.group() if behind.group() in UNITS else f"个{behind.group()}"
    end = behind.end()
    if rate := _rate_at(content, end):
        unit, end = rate_unit(unit, rate.group()), rate.end()
    if word == "半":
        return token._replace(value=token.value + _HALF, unit=unit, end=end)
    return token._replace(comparator="gt", unit=unit, end=end)


def _tenths(content: str, token: Token, end: int) -> Token | None:
    """三成 and 八五折 in percent."""
    following = content[end : end + 1]
    if token.value is None or following in _NO_SHARE or token.value >= 100:  # 百亿成林, 百折不挠
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
    last = Fraction(1)
    added = Fraction(0)
    while (part := _SUBUNIT.match(content, end)) and part["unit"] in worth:
        # 九块九 is 9.9, 九块九毛九 9.99, 40秒12 40.12
        last = Fraction(worth[part["unit"]]) if part["unit"] else last / 10 ** len(part["number"])
        added += Fraction(parse_numeral(part["number"]) or 0) * last
        end = part.end()
    value += Decimal(added.numerator) / added.denominator
    if UNITS[unit].dimension == "money" and _CURRENCY_END.match(content, end):
        end += 1
    return value, end
