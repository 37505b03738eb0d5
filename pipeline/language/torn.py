"""Quantities that a line break tears: 2,163,028 / 元, 61. / 4%, 56万人 / 次.

A line that ends within a quantity goes on in the next, however short it is. What two lines show alone decides: a number without its unit
at the end of one, and the unit, with nothing that makes it another word, at the head of the other.
"""

from __future__ import annotations

import re

from pipeline.language.comparators import AFTER, BEFORE, BEFORE_PATTERN, NEGATED, NOT_AFTER
from pipeline.language.dates import YEAR
from pipeline.language.han import HAN
from pipeline.language.in_force import is_word
from pipeline.language.numerals import CHINESE, CHINESE_DIGIT, LARGE_SCALE, SCALE
from pipeline.language.units import CURRENCY_SIGNS, DENOMINATOR, RATE_OF_SIGNS, SUBUNITS, UNIT_PATTERN, UNITS
from pipeline.patterns import any_of, when_used

_REACH = 24
_NEAR = 10
_DIGIT = when_used(r"\d")
_NUMERAL = when_used(rf"[\d{CHINESE}半]")
_UNIT = rf"[余多]?[{LARGE_SCALE}]{{0,2}}(?:{UNIT_PATTERN})"
"""A unit with its scale word, as it stands behind digits: 余万元, 亿元, 所."""
_ENDS_TEXT = frozenset("。;!?:)》”’」』】")
"""Characters that end no part of a quantity; most lines end with one."""
_COLUMNS = when_used(r"\t|[ ]{2}|[|｜]")
_NUMBER_ENDS = when_used(
    rf"(?P<before>^|[^\d.,])(?P<number>\d[\d,]*(?:\.\d+)?[余多]?[{SCALE}]{{0,2}}|[百佰]分之[{CHINESE}\d.]*|[{CHINESE}]*[{SCALE}][{CHINESE}]*[余多几]?)$"
)
_NUMBERED = "图表页章节号"
"""Last characters of what a number behind them only numbers."""
_NO_QUANTITY_BEHIND = frozenset(f"第{_NUMBERED}")
_ANNEX = when_used(r"附[件录]\d+$")
_UNIT_BEGINS = when_used(rf"[余多]?[{LARGE_SCALE}]{{0,2}}[余多]?(?P<unit>{UNIT_PATTERN})")
_SCALE_BEGINS = when_used(rf"[{LARGE_SCALE}](?![{HAN}])")
_NUMERAL_BEGINS = when_used(rf"[\d{CHINESE}.]+")
_CLOSES = when_used(rf"$|[^{HAN}A-Za-z]|以[上下内]|左右|的")
_POINT_ENDS = when_used(rf"[{HAN}][^\d]?\d[\d,]*[.,]$")
_BARE_ENDS = when_used(
    rf"[{HAN}](?<![{_NUMBERED}])(?P<number>\d{{1,4}}(?:\.\d+)?|(?=[{CHINESE}]*[{SCALE}])[{CHINESE}]{{2,}})$"
)
_YEAR = when_used(YEAR)
_NUMERALS_BEGIN = when_used(rf"[{CHINESE}]+[余多几]?(?:{UNIT_PATTERN})")
_DIGIT_ENDS = when_used(rf"[{HAN}](?<![第周初高期月日之星])[{CHINESE_DIGIT}]$")
_SCALE_AND_UNIT_BEGIN = when_used(rf"[{SCALE}][{CHINESE}]*[余多几]?(?:{UNIT_PATTERN})")
_DIGITS_BEGIN = when_used(rf"\d+(?:\.\d+)?{_UNIT}")
_DIGITS_END = when_used(r"[^\d.]\d{1,3}(?:,\d{3})*$")
_POINT_BEGINS = when_used(rf"(?:\.\d+|,\d{{3}}(?:\.\d+)?){_UNIT}")
_ZEROS_BEGIN = when_used(rf"0\d*[{LARGE_SCALE}]{{0,2}}(?:{UNIT_PATTERN})")
_BEFORE_UNIT = when_used(rf"[\d{CHINESE}余多几半]")
_GROUP_ENDS = when_used(r"[^\d.]\d{1,3}(?:,\d{3})*,(?P<group>\d{1,2})$")
_GROUP_BEGINS = when_used(rf"(?P<group>\d{{1,2}})(?!\d){_UNIT}")
_LONGEST_UNIT = 4
# No line ends with one of these but to go on: 总投资约, 面积超过, 每人每年.
_COMPARATOR_ENDS = when_used(rf"[{HAN},、](?P<word>{any_of(BEFORE)})$")
_EACH_OF_ENDS = when_used(rf"每(?:{DENOMINATOR})$")
_FIGURE_BEGINS = when_used(rf"\d[\d,.]*{_UNIT}")
_RANGE_ENDS = when_used(rf"\d[{SCALE}]{{0,2}}(?:{UNIT_PATTERN})?[ ]?[-—–~至]{{1,2}}$")
_MINUS_ENDS = when_used(rf"[{HAN}:][-−–]$")
_SIGN_ENDS = when_used(rf"(?:{any_of(CURRENCY_SIGNS)})$")
_PER_ENDS = when_used(rf"\d[{SCALE}]{{0,2}}(?:{UNIT_PATTERN})[/每]$")
_RATE_BEGINS = when_used(rf"(?:{DENOMINATOR})(?![{HAN}])")
_AMOUNT_BEGINS = when_used(r"\d[\d,]*(?:\.\d+)?(?!\d)")
_RANGE_BEGINS = when_used(rf"[-—–~至]{{1,2}}\d[\d,.]*{_UNIT}(?<![年月日])")
_STROKE_BEGINS = when_used(rf"{RATE_OF_SIGNS}(?![{HAN}])")
_QUANTITY_ENDS = when_used(rf"[\d{CHINESE}][余多几]?[{SCALE}]{{0,2}}(?:{UNIT_PATTERN})$")
_BARE_OR_QUANTITY_ENDS = when_used(rf"[{HAN}]\d[\d,.]*(?:{_UNIT})?$")
_MORE_ENDS = when_used(rf"[\d{CHINESE}]个[半多余]$")
_MORE_BEGINS = when_used(rf"(?:{any_of(unit[1:] for unit in UNITS if unit[0] == '个' and unit[1:])})")
_EACH_ENDS = when_used("每$")
_EACH_BEGINS = when_used(rf"(?:{DENOMINATOR})(?:每(?:{DENOMINATOR}))?(?:{BEFORE_PATTERN})?\d")
# What a break may stand in the middle of, each read over both lines: 不低 / 于300元, 三分 / 之一, 三点 / 五万亩, 2元 / 5角.
_BOUND = when_used(rf"(?P<word>{BEFORE_PATTERN})\d[\d,.]*{_UNIT}")
_FRACTION = when_used(rf"[百佰]分之[{CHINESE}](?P<more>[十点])[{CHINESE}]?|[{CHINESE}\d](?P<word>分之)[{CHINESE}\d]")
_POINT = when_used(rf"[{CHINESE}](?P<word>[点點])[{CHINESE_DIGIT}]+[{LARGE_SCALE}]*(?:{UNIT_PATTERN})")
_WITHIN = (
    (when_used(rf"[{''.join(sorted({word[-1] for word in (*BEFORE, *NEGATED)}))}]\d"), _BOUND),
    (when_used("分之"), _FRACTION),
    (when_used("[点點]"), _POINT),
)
"""Each with what tells that it may be there."""
_SMALL_CHANGE = when_used(
    "|".join(
        rf"[\d{CHINESE}]{unit}(?:\d{{1,2}}|[{CHINESE_DIGIT}])(?:{any_of(smaller)})(?![{HAN}](?<![钱整的]))"
        for unit, smaller in SUBUNITS.items()
    )
)
_DASH = "[-—–~至]"
_TORN = (
    (when_used(r"[.,]\n\d"), _POINT_ENDS, _DIGITS_BEGIN),  # 61. / 4%
    (when_used(r"\d\n[.,]"), _DIGITS_END, _POINT_BEGINS),  # 61 / .4%
    (when_used(r"\d\n0"), _DIGITS_END, _ZEROS_BEGIN),  # 3 / 000人
    (when_used("[半多余]\n"), _MORE_ENDS, _MORE_BEGINS),  # 一个半 / 小时
    (when_used(rf"{_DASH}\n\d"), _RANGE_ENDS, _FIGURE_BEGINS),  # 30— / 50万元
    (when_used(rf"\n{_DASH}"), _BARE_OR_QUANTITY_ENDS, _RANGE_BEGINS),  # 30 / —50万元
    (when_used(r"[-−–]\n\d"), _MINUS_ENDS, _FIGURE_BEGINS),  # 增速- / 2.4%
    (when_used(r"\n\d"), _SIGN_ENDS, _AMOUNT_BEGINS),  # ¥ / 86,400
    (when_used("[/每]\n"), _PER_ENDS, _RATE_BEGINS),  # 9,200元/ / 年
    (when_used("\n/"), _QUANTITY_ENDS, _STROKE_BEGINS),  # 9,200元 / /年
    (when_used("每\n"), _EACH_ENDS, _EACH_BEGINS),  # 每 / 人300元
)
"""How a quantity goes over a break: the characters on both sides of it, which tell nearly all breaks apart, the end of the first line,
and the beginning of the second."""
_AFTER_ENDS = tuple((word[:size], word[size:]) for word in AFTER for size in range(len(word) if len(word) > 1 else 0))
_WORD_CLOSES = when_used(r"[,;。、)的]|$")
_MEASURES = frozenset(("money", "ratio", "ratio_change", "area", "length", "mass", "volume", "energy", "power"))


def is_torn(before: str, after: str) -> bool:
    """Whether a line break stands within a quantity.

    Args:
        before: a folded line, or lines already joined, without white space around it.
        after: the next line that shows something, likewise.
    """
    if before[-1:] in _ENDS_TEXT:
        return False
    left, right = before[-_REACH:].rpartition("\n")[2], after[:_REACH]
    if _NUMERAL.search(left[-_NEAR:] + right[:_NEAR]) is None or _COLUMNS.search(left) or _COLUMNS.search(right):
        return False
    return (
        _goes_over(left, right)
        or _parts_number_and_unit(left, right)
        or _tears_number(left, right)
        or _tears_unit(left, right)
        or _tears_group(left, right)
        or (_DIGIT.match(right) is not None and _awaits_quantity(left) and _FIGURE_BEGINS.match(right) is not None)
        or _tears_word_behind(left, right)
        or _breaks_within(left, right)
    )


def _goes_over(left: str, right: str) -> bool:
    """61. / 4%, 30— / 50万元, 9,200元/ / 年: what one line ends with and the other begins with go together."""
    edges = f"{left[-1:]}\n{right[:1]}"
    return any(at_break.search(edges) and ends.search(left) and begins.match(right) for at_break, ends, begins in _TORN)


def _parts_number_and_unit(left: str, right: str) -> bool:
    number = _NUMBER_ENDS.search(left)
    if number is None or number["before"] in _NO_QUANTITY_BEHIND or _ANNEX.search(left):
        return False
    if number["number"].endswith("之"):
        return _NUMERAL_BEGINS.match(right) is not None
    unit = _UNIT_BEGINS.match(right)
    if unit is None:
        return _SCALE_BEGINS.match(right) is not None
    return not _heads_line(number["number"], unit) and _has_unit(number, unit)


def _heads_line(number: str, unit: re.Match[str]) -> bool:
    """Whether what looks like a unit begins another word (2021 / 版) or is a letter that numbers the line."""
    plain, behind = UNITS[unit["unit"]], unit.string[unit.end() : unit.end() + 1]
    if len(plain.text) == 1 and plain.text.isascii() and plain.text.isalpha():
        return True
    return plain.begins_words and (behind.isspace() or _YEAR.fullmatch(number) is not None)


def _has_unit(number: re.Match[str], unit: re.Match[str]) -> bool:
    """Whether the unit at the head of a line is that of the number at the end of the line before."""
    plain, right = UNITS[unit["unit"]], unit.string
    closes = _CLOSES.match(right, unit.end()) is not None
    if number.start("number") == 0:  # cells of a table stand each on a line
        return closes and unit.end() < len(right)
    if closes:
        return True
    if number["before"] == ":" or not plain.after_chinese:
        return False  # the value of a label, which ends its line
    return plain.dimension in _MEASURES or not is_word(right[unit.start("unit") : unit.end() + 1])


def _tears_number(left: str, right: str) -> bool:
    """12 / 860人, 1.8 / 6亿元, 七百六 / 十万元: a bare number behind words ends a line, and digits with a unit begin the next."""
    if _DIGIT_ENDS.search(left) and not is_word(left[-2:]) and _SCALE_AND_UNIT_BEGIN.match(right):
        return True  # 三 / 百余人
    bare = _BARE_ENDS.search(left)
    if bare is None or _YEAR.fullmatch(bare["number"]):
        return False
    begins = _DIGITS_BEGIN.match(right) if bare["number"][-1].isascii() else _NUMERALS_BEGIN.match(right)
    return begins is not None and not begins.group().endswith(("年", "月", "日"))


def _tears_group(left: str, right: str) -> bool:
    """1,2 / 60万元: three digits of a group on two lines."""
    ends, begins = _GROUP_ENDS.search(left), _GROUP_BEGINS.match(right)
    return ends is not None and begins is not None and len(ends["group"] + begins["group"]) == 3


def _tears_unit(left: str, right: str) -> bool:
    """56万人 / 次, 1.2个百分 / 点: the two ends of a unit."""
    return any(
        _BEFORE_UNIT.fullmatch(left[-size - 1 : -size]) is not None
        and left[-size:] + right[:length] in UNITS
        and _CLOSES.match(right, length) is not None
        for size in range(1, _LONGEST_UNIT)
        for length in range(1, min(_LONGEST_UNIT, len(right) + 1))
    )


def _tears_word_behind(left: str, right: str) -> bool:
    """95%以 / 上, 300人左 / 右, 50人 / 以上: a word behind a quantity, torn or alone on its line."""
    return any(
        left.endswith(head)
        and right.startswith(tail)
        and (head or _WORD_CLOSES.match(right, len(tail)))
        and _QUANTITY_ENDS.search(left[: len(left) - len(head)])
        for head, tail in _AFTER_ENDS
    )


def _breaks_within(left: str, right: str) -> bool:
    """Whether a word of comparison, a fraction, a decimal in words or small change goes over the break."""
    joined, at = left + right, len(left)
    for telling, pattern in _WITHIN:
        if telling.search(joined, max(0, at - _NEAR)) is None:
            continue
        for match in pattern.finditer(joined, max(0, at - _NEAR)):
            start, end = match.span(match.lastgroup or 0)
            if start - (pattern is not _BOUND) < at < end + (pattern is not _BOUND):
                return joined[start - 1] not in NOT_AFTER.get(match.group(match.lastgroup or 0), "")
    return left[-1:] in SUBUNITS and any(
        match.start() < at < match.end() for match in _SMALL_CHANGE.finditer(joined, max(0, at - _NEAR))
    )


def _awaits_quantity(left: str) -> bool:
    ends = _COMPARATOR_ENDS.search(left)
    if ends is None:
        return "每" in left and _EACH_OF_ENDS.search(left) is not None
    return left[ends.start("word") - 1] not in NOT_AFTER.get(ends["word"], "")
