"""Parentheses that belong to a noun phrase: 县(市、区)82个, 国内外高校合作研究院(实验室)20所, 因公出国(境)费用60万元.

The rules read a clause without what stands in parentheses; a subject is copied from the text with them.
"""

from __future__ import annotations

from pipeline.language.han import HAN
from pipeline.language.units import UNIT_PATTERN
from pipeline.patterns import when_used
from pipeline.records import Quantity

_REACH = 60
"""Characters before a quantity within which a phrase is looked for."""
_NOTE = when_used(r"\([^()\d,;。:]{1,16}\)")
_LAST = when_used(
    rf"\((?![含不以下详见注同]|其中|单位|(?:[百千万亿]{{0,2}}(?:{UNIT_PATTERN})|[百千万亿]{{1,3}})\))(?:[{HAN}]{{1,4}}、)*[{HAN}]{{1,4}}\)"
)
"""Behind a phrase, what goes with its last noun, rather than a remark or a unit."""


def with_parentheses(content: str, rule: str, place: int, floor: int, quantity: Quantity, ceiling: int) -> str:
    """The phrase that the rules found, with the parentheses within it and right behind it; empty for one that has none.

    Args:
        content: folded text of the document.
        rule: what the rules found, its parentheses left out.
        place: where it stands as one piece, -1 for nowhere.
        floor: where its sentence begins.
        quantity: of which it is the subject.
        ceiling: where the text behind the quantity ends.
    """
    if not rule:
        return ""
    if place < 0:
        low = max(floor, quantity.start - _REACH)
        if content.find("(", low, quantity.start) < 0:
            return ""
        start, end = _around_notes(content, rule, low, quantity.start)
    else:
        start, end = place, place + len(rule)
    if start < 0:
        return ""
    limit = quantity.start if end <= quantity.start else ceiling
    last = _LAST.match(content, end, limit) if content[end : end + 1] == "(" else None
    if last is not None:
        end = last.end()
    return content[start:end] if last is not None or place < 0 else ""


def _around_notes(content: str, rule: str, low: int, high: int) -> tuple[int, int]:
    """Where a phrase begins and ends that stands in `content[low:high]` with parentheses in it; -1 for nowhere."""
    kept: list[int] = []
    at = low
    for note in _NOTE.finditer(content, low, high):
        kept.extend(range(at, note.start()))
        at = note.end()
    kept.extend(range(at, high))
    found = "".join(content[i] for i in kept).rfind(rule)
    return (-1, -1) if found < 0 or not rule else (kept[found], kept[found + len(rule) - 1] + 1)


def opened(content: str, start: int, end: int) -> int:
    """Parentheses open at `end` that were not at `start`; below zero where one is closed in which `start` stands."""
    return content.count("(", start, end) - content.count(")", start, end)
