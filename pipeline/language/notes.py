"""Marks of notes beside quantities and names: 床位65⁴张, 学校41⁽①⁾所, 教师980[5]名.

A mark says where a note belongs and is no part of what it stands at. A raised number is a mark, unless it is a power: behind a unit of
Latin letters (m²), behind a length (米²) or behind ten (10⁴).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.han import HAN

SUPERSCRIPTS: dict[str, str] = dict(
    zip("0123456789+-−–—()[]（）［］〔〕【】,，、", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻⁽⁾⁽⁾⁽⁾⁽⁾⁽⁾⁽⁾⸴⸴⸴", strict=True)
)
"""Raised forms of what stands in powers and in marks of notes."""

_NUMBER = "[⁰¹²³⁴-⁹⁺⁻⸴]+"
_RAISED = re.compile(rf"[ ]?(?:(?P<number>{_NUMBER})|⁽[^⁽⁾\n]{{1,8}}⁾)[ ]?")
# What copies of pages leave of a raised mark. Only between a number and what it counts: elsewhere brackets hold years and the like.
_PLAIN = re.compile(rf"(?<=[\d万亿])\[(?:注?\d{{1,2}}|[注①-⑳])\](?=[{HAN}%‰])")
_BASE = re.compile(r"(?:[A-Za-zμΩ]|(?<![\d.])(?<!\d,)10|米|公里)$")
_ABBREVIATION = re.compile(r"[A-Z]{3}$")  # a word, no unit: GDP¹
_REACH = 5


def note_marks(content: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each mark of a note in folded text, with the blanks that set it apart."""
    for match in _RAISED.finditer(content):
        before = content[max(0, match.start() - _REACH) : match.start()]
        between_digits = before[-1:].isdecimal() and content[match.end() : match.end() + 1].isdecimal()
        if not between_digits and not (match["number"] and is_base(before)):
            yield match.span()
    for match in _PLAIN.finditer(content):
        yield match.span()


def is_base(before: str) -> bool:
    """Whether a raised number behind `before` is its power."""
    return _BASE.search(before) is not None and _ABBREVIATION.search(before) is None
