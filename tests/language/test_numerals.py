"""Numerals: every way to write a number gives its exact value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.numerals import parse_numeral

_DIGITS = "零一二三四五六七八九"
_FINANCIAL = "零壹贰叁肆伍陆柒捌玖"


def _write_section(number: int, digits: str, units: tuple[str, str, str]) -> str:
    """1 to 9999 in Chinese, with 零 for inner gaps."""
    text, gap = "", False
    for place, unit in ((1000, units[0]), (100, units[1]), (10, units[2]), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + unit
            gap = False
        else:
            gap = True
    return text


def write_chinese(number: int, digits: str = _DIGITS, units: tuple[str, str, str] = ("千", "百", "十")) -> str:
    """A whole number below 10^12 in Chinese, written by the school rule, independently of the parser."""
    if number == 0:
        return "零"
    text = ""
    for scale, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, scale)
        if section:
            text += ("零" if text and section < 1000 else "") + _write_section(section, digits, units) + unit
        elif text and number and not text.endswith("零"):
            text += "零"
    return text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,236", "1236"),
        ("3亿5000万", "350000000"),
        ("1万5", "15000"),
        ("两千三", "2300"),
        ("一百零五", "105"),
        ("十", "10"),
        ("廿五", "25"),
        ("贰佰叁拾万", "2300000"),
        ("一点九三", "1.93"),
        ("二十点一万", "201000"),
        ("4.78万亿", "4780000000000"),
        ("五千万亿", "5000000000000000"),
        ("五亿零六", "500000006"),
        ("二〇二三", "2023"),
        ("萬", "10000"),
    ],
)
def test_numerals_reads_every_notation(text: str, value: str) -> None:
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "学校", "1,23,4", "点五点", "三所", "9" * 41])
def test_numerals_refuses_what_is_none(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_numerals_chinese_round_trip(number: int) -> None:
    assert parse_numeral(write_chinese(number)) == number


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_numerals_financial_round_trip(number: int) -> None:
    assert parse_numeral(write_chinese(number, _FINANCIAL, ("仟", "佰", "拾"))) == number


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_numerals_decimals_are_exact(number: Decimal) -> None:
    assert parse_numeral(f"{number:f}万") == number * 10000


@given(st.integers(min_value=0, max_value=10**15))
def test_numerals_grouped_digits_round_trip(number: int) -> None:
    assert parse_numeral(f"{number:,}") == number
