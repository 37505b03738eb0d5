"""Figures that a line break tears: 2,163,028 / 元, 61. / 4%, 56万人 / 次.

A line that ends within a figure goes on in the next, however short it is. What two lines show alone decides: a number without its unit
at the end of one, and the unit, with nothing that makes it another word, at the head of the other.
"""

from __future__ import annotations

import re

from pipeline.language.numerals import CHINESE, LARGE_SCALE, SCALE
from pipeline.language.units import UNIT_PATTERN, UNITS
from pipeline.language.words import is_word
from pipeline.patterns import any_of
from pipeline.resources import read_toml

_REACH = 24
_COLUMNS = re.compile(r"\t|[ ]{2}")
_NUMBER_ENDS = re.compile(
    rf"(?P<before>^|[^\d.])(?P<number>\d[\d,]*(?:\.\d+)?[余多]?[{SCALE}]{{0,2}}|[百佰]分之[{CHINESE}\d.]*|[{CHINESE}]*[{SCALE}][{CHINESE}]*)$"
)
_NO_QUANTITY_BEHIND = frozenset("第图表件录例款条项页章节号")
_UNIT_BEGINS = re.compile(rf"[余多]?[{LARGE_SCALE}]{{0,2}}(?P<unit>{UNIT_PATTERN})")
_SCALE_BEGINS = re.compile(rf"[{LARGE_SCALE}](?![\u4e00-\u9fff])")
_NUMERAL_BEGINS = re.compile(rf"[\d{CHINESE}.]+")
_CLOSES = re.compile(r"$|[^\u4e00-\u9fffA-Za-z]|以[上下内]|左右|的")
_POINT_ENDS = re.compile(r"[\u4e00-\u9fff][^\d]?\d[\d,]*[.,]$")
_DIGITS_BEGIN = re.compile(rf"\d+[余多]?[{LARGE_SCALE}]{{0,2}}(?:{UNIT_PATTERN})")
_DIGITS_END = re.compile(r"[^\d.]\d{1,3}(?:,\d{3})*$")
_POINT_BEGINS = re.compile(rf"(?:\.\d+|,\d{{3}}(?:\.\d+)?)[余多]?[{LARGE_SCALE}]{{0,2}}(?:{UNIT_PATTERN})")
_ZEROS_BEGIN = re.compile(rf"0\d*[{LARGE_SCALE}]{{0,2}}(?:{UNIT_PATTERN})")
_FIGURE_ENDS = re.compile(rf"[\d{SCALE}](?P<unit>{UNIT_PATTERN})$")
_COMPARATORS = [word for words in read_toml("comparators.toml")["before"].values() for word in words if len(word) > 1]
_COMPARATOR_ENDS = re.compile(rf"(?:{any_of(_COMPARATORS)})$")
_FIGURE_BEGINS = re.compile(rf"\d[\d,.]*[余多]?[{LARGE_SCALE}]{{0,2}}(?:{UNIT_PATTERN})")
_MEASURES = frozenset(("money", "ratio", "ratio_change", "area", "length", "mass", "volume", "energy", "power"))


def is_torn(before: str, after: str) -> bool:
    """Whether a line break stands within a figure.

    Args:
        before: a folded line, without white space around it.
        after: the next line that shows something, likewise.
    """
    left, right = before[-_REACH:], after[:_REACH]
    if _COLUMNS.search(left) or _COLUMNS.search(right):
        return False
    return (
        _parts_number_and_unit(left, right)
        or (_POINT_ENDS.search(left) is not None and _DIGITS_BEGIN.match(right) is not None)
        or (_DIGITS_END.search(left) is not None and _tears_digits(right))
        or _tears_unit(left, right)
        or (_COMPARATOR_ENDS.search(left) is not None and _FIGURE_BEGINS.match(right) is not None)
    )


def _parts_number_and_unit(left: str, right: str) -> bool:
    number = _NUMBER_ENDS.search(left)
    if number is None or number["before"] in _NO_QUANTITY_BEHIND:
        return False
    if number["number"].endswith("之"):
        return _NUMERAL_BEGINS.match(right) is not None
    unit = _UNIT_BEGINS.match(right)
    if unit is None:
        return _SCALE_BEGINS.match(right) is not None
    closes = _CLOSES.match(right, unit.end()) is not None
    if number.start("number") == 0:  # cells of a table stand each on a line
        return closes and unit.end() < len(right)
    if closes:
        return True
    plain = UNITS[unit["unit"]]
    if number["before"] == ":" or not plain.after_chinese:
        return False  # the value of a label, which ends its line
    return plain.dimension in _MEASURES or not is_word(right[unit.start("unit") : unit.end() + 1])


def _tears_digits(right: str) -> bool:
    return _POINT_BEGINS.match(right) is not None or _ZEROS_BEGIN.match(right) is not None


def _tears_unit(left: str, right: str) -> bool:
    """56万人 / 次: the two ends of a unit."""
    figure = _FIGURE_ENDS.search(left)
    if figure is None or not right:
        return False
    return any(
        figure["unit"] + right[:length] in UNITS and _CLOSES.match(right, length) is not None for length in (1, 2)
    )
