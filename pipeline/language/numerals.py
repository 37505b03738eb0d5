"""Numerals as they are written in Chinese text, to exact decimals.

A Chinese numeral is read in sections. Within a section of four digits 十 百 千 multiply the digit before
them; 万 and 亿 multiply everything that stands before them and is not yet multiplied by something larger (三亿五千万 is
3·10⁸ + 5000·10⁴, but 五千万亿 is (5000·10⁴)·10⁸). Arabic digits may stand wherever Chinese ones may: 3亿5000万, 1.3万.
After a multiplier a single last digit without 零 is short for the next lower place: 两千三 is 2300, 1万5 is 15000.
Source: GB/T 15835 (Arabic and Chinese numerals in texts) and common usage.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS: dict[str, int] = {
    **dict.fromkeys("零〇○", 0),
    **dict.fromkeys("一壹弌", 1),
    **dict.fromkeys("二贰貳两兩俩倆", 2),
    **dict.fromkeys("三叁參参仨", 3),
    **dict.fromkeys("四肆", 4),
    **dict.fromkeys("五伍", 5),
    **dict.fromkeys("六陆陸", 6),
    **dict.fromkeys("七柒", 7),
    **dict.fromkeys("八捌", 8),
    **dict.fromkeys("九玖", 9),
}
_MULTIPLIERS: dict[str, int] = {
    **dict.fromkeys("十拾", 10),
    **dict.fromkeys("百佰", 100),
    **dict.fromkeys("千仟", 1000),
    **dict.fromkeys("万萬", 10**4),
    **dict.fromkeys("亿億", 10**8),
}
_CONTRACTED = {"廿": "二十", "卅": "三十", "卌": "四十"}
_LARGE = frozenset("万萬亿億")

SCALE_VALUES: dict[str, Decimal] = {word: Decimal(value) for word, value in _MULTIPLIERS.items()}
"""What each scale word multiplies by."""

CHINESE_DIGIT = "".join(DIGITS)
SMALL_SCALE = "十拾百佰千仟"
LARGE_SCALE = "万萬亿億"
SCALE = SMALL_SCALE + LARGE_SCALE
FINANCIAL = "壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟"
"""Characters that are numerals on cheques only; alone they are mostly other words (陆地, 拾起)."""
CHINESE = CHINESE_DIGIT + SCALE + "".join(_CONTRACTED)
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""Digits, grouped in threes by commas or not: a comma followed by anything but exactly three digits ends a clause."""

LONGEST = 40
"""Longer runs of digits are no numerals, and their value would not be exact."""

_TOKEN = re.compile(rf"(?P<arabic>{ARABIC})|(?P<digit>[{CHINESE_DIGIT}])|(?P<scale>[{SCALE}])|(?P<point>[点點])")
_PLAIN = re.compile(rf"(?P<number>{ARABIC})(?P<scale>[{LARGE_SCALE}]?)")
_NO_DIGIT_HERE = re.compile(f"[俩倆仨][{CHINESE_DIGIT}]|(?<=.)[两兩](?![{SCALE}])")
"""夫妻俩|一个: two or three persons join no digit behind them; 三十|两: behind another numeral 两 is a digit only before a scale word,
else the unit of mass."""
_POSITIONAL = re.compile(rf"[{CHINESE_DIGIT}]{{2,}}")


def parse_numeral(text: str) -> Decimal | None:
    """The value of a numeral, or None when `text` is not wholly one.

    Args:
        text: folded text of a numeral alone: ``1,236``, ``3亿5000万``, ``二百三十``, ``一点九三万``, ``二〇二三``.

    Returns:
        The exact value. Repeated digits in a row without a multiplier are read as places (二〇二三 → 2023).
    """
    if len(text) > LONGEST:
        return None
    plain = _PLAIN.fullmatch(text)
    if plain:
        return Decimal(plain["number"].replace(",", "")) * (_MULTIPLIERS[plain["scale"]] if plain["scale"] else 1)
    if _NO_DIGIT_HERE.search(text):
        return None
    for contracted, full in _CONTRACTED.items():
        text = text.replace(contracted, full)
    if _POSITIONAL.fullmatch(text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    tokens = _tokens(text)
    return _evaluate(tokens) if tokens else None


def plain(value: Decimal | None, factor: Decimal = Decimal(1)) -> Decimal | None:
    """`value` times `factor`, 13000 rather than 13000.0."""
    if value is None:
        return None
    value *= factor
    return value.to_integral_value() if value == value.to_integral_value() else value


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            return []
        tokens.append((match.lastgroup or "", match.group()))
        position = match.end()
    return tokens


def _evaluate(tokens: list[tuple[str, str]]) -> Decimal | None:
    total = Decimal(0)  # multiplied by 万 or 亿 already
    section = Decimal(0)  # 千, 百 and 十 of the section being read
    number: Decimal | None = None  # the last digits, not multiplied yet
    lowest = 1  # the last multiplier, for the short form 两千三
    after_zero = False
    index = 0
    while index < len(tokens):
        kind, text = tokens[index]
        index += 1
        if kind == "point":
            number, index = _decimals(tokens, index, number)
            if number is None:
                return None
        elif kind == "scale":
            total, section = _multiplied(total, section, number, text)
            number, lowest, after_zero = None, _MULTIPLIERS[text], False
        elif number:
            return None  # two numbers in a row
        elif kind == "arabic":
            number = Decimal(text.replace(",", ""))
        else:
            after_zero = DIGITS[text] == 0 or (after_zero and number == 0)
            number = Decimal(DIGITS[text])
    if number is not None and _is_short_form(tokens, lowest, after_zero):
        number *= lowest // 10
    return total + section + (number or 0)


def _multiplied(total: Decimal, section: Decimal, number: Decimal | None, word: str) -> tuple[Decimal, Decimal]:
    """Total and section once a scale word multiplies what stands before it."""
    multiplier = _MULTIPLIERS[word]
    if word not in _LARGE:
        return total, section + (number or 1) * multiplier
    pending = section + (number or 0)
    if total and total < multiplier:
        return (total + pending) * multiplier, Decimal(0)
    if number is None and section == 0:
        return (total or 1) * Decimal(multiplier), Decimal(0)
    return total + pending * multiplier, Decimal(0)


def _decimals(tokens: list[tuple[str, str]], index: int, number: Decimal | None) -> tuple[Decimal | None, int]:
    """Reads the digits after 点, from `index` on; returns the number with its decimals and the index of the next token."""
    digits = ""
    while index < len(tokens) and tokens[index][0] in ("digit", "arabic"):
        kind, text = tokens[index]
        digits += str(DIGITS[text]) if kind == "digit" else text
        index += 1
    if not digits.isdigit():
        return None, index
    return (number or Decimal(0)) + Decimal(f"0.{digits}"), index


def _is_short_form(tokens: list[tuple[str, str]], lowest: int, after_zero: bool) -> bool:
    """Whether the last digit stands for the place below the last multiplier (两千三, 1万5)."""
    kind, text = tokens[-1]
    if lowest < 100 or after_zero or len(tokens) < 2 or tokens[-2][0] != "scale":
        return False
    return kind == "digit" or (kind == "arabic" and len(text) == 1)
