"""Breakdowns: 26所(其中小学19所、初中7所). Parts are linked to the whole, and the sums are checked.

A whole is followed by an opening parenthesis or by 其中, 含, 包括; its parts count the same kind of thing (persons with
persons) and do not exceed it. Inside a parenthesis every such figure is a part; after 其中 the parts go on until the sentence
ends, the kind changes, or the sum would exceed the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.claims.changes import Difference
from pipeline.claims.quantities import REACH
from pipeline.records import Quantity

_MARKER = re.compile(r"其中|包括|含(?!量|义|氧)|按[^,;。()]{1,12}分(?=[,:])")
_THINGS = ("institution", "organization", "个", "处")
"""Classifiers that change with the noun within one list: 小学48所、教学点23个."""
_NEVER_PARTS = ("ratio", "ratio_change", "rate", "duration", "number")
_TOLERANCE = Decimal("1.001")
"""Parts may exceed their whole by rounding."""
_OPENING = re.compile(r"[^,;。:、()\d\n]{0,16}\(")
_SHARE_TOLERANCE = Decimal(1)
"""Percentage points by which a stated share may differ from its part over its whole."""


def parts(content: str, quantities: Sequence[Quantity], differences: Sequence[Difference]) -> list[int | None]:
    """For each quantity the index of the whole that it is a part of, or None.

    Args:
        content: folded text of the document.
        quantities: all quantities of a stretch of text (a document), in order.
        differences: parallel to `quantities`; a growth rate is no part.
    """
    wholes: list[int | None] = [None] * len(quantities)
    for index, quantity in enumerate(quantities):
        if _can_count(quantity):
            _link(content, quantities, wholes, index, _marked_members(content, quantities, differences, index))
    for index, quantity in enumerate(quantities):
        bracket = _bracket(content, quantity.end) if _can_count(quantity) else None
        if bracket is not None:
            _link(content, quantities, wholes, index, _within(quantities, index, bracket))
    return wholes


def _within(quantities: Sequence[Quantity], index: int, bracket: tuple[int, int]) -> list[int]:
    members = []
    for j in range(index + 1, len(quantities)):
        if quantities[j].end > bracket[1]:
            break
        members.append(j)
    return members


def _bracket(content: str, position: int) -> tuple[int, int] | None:
    """The parenthesis that opens within the noun behind a number, as (start, end) of its inside."""
    opening = _OPENING.match(content, position)
    if opening is None:
        return None
    depth = 1
    for at in range(opening.end(), min(len(content), opening.end() + 400)):
        if content[at] == "(":
            depth += 1
        elif content[at] == ")":
            depth -= 1
            if depth == 0:
                return opening.end(), at
    return None


def _marked_members(
    content: str, quantities: Sequence[Quantity], differences: Sequence[Difference], index: int
) -> list[int]:
    """Quantities after 其中 that may be parts of the one at `index`, the nearest of its kind before it.

    A growth against a base stands between a level and its parts without being their whole:
    31.27万人,比上年增加1.15万人,其中本科生17.03万人.
    """
    whole = quantities[index]
    bracket = _bracket(content, whole.end)
    start = bracket[1] if bracket and not _MARKER.search(content, *bracket) else whole.end
    marker = _MARKER.search(content, start, min(len(content), start + 60))
    if marker is None or _leaves(content, whole.end, marker.start()):
        return []
    for j in range(index + 1, len(quantities)):
        if quantities[j].start >= marker.start():
            break
        inside = _depth(content, whole.end, quantities[j].start) > _depth(content, whole.end, marker.start())
        growth = differences[j].base and differences[index].change == "none"
        if same_kind(whole, quantities[j]) and not growth and not inside:
            return []
    if differences[index].base and _level_before(content, quantities, differences, index):
        return []
    members: list[int] = []
    depth = 0
    at = marker.end()
    for j in range(index + 1, len(quantities)):
        member = quantities[j]
        if member.start < marker.end():
            continue
        between = content[at : member.start]
        at = member.end
        depth += between.count("(") - between.count(")")
        if depth < 0 or _ends_breakdown(between, whole) or member.start - marker.end() > REACH:
            break  # the parenthesis or the sentence of the breakdown is over
        if depth > 0 or differences[j].base or member.dimension in _NEVER_PARTS:
            continue
        if not same_kind(whole, member):
            if not members and member.comparator != "eq":
                continue  # a threshold that defines the part: 其中亿元以上项目58个
            break
        members.append(j)
    return members


def _ends_breakdown(between: str, whole: Quantity) -> bool:
    """Whether what stands between two figures ends a list of parts. Sums of money are listed over semicolons."""
    return any(mark in between for mark in ("。!?\n" if whole.dimension == "money" else "。!?;\n"))


def _depth(content: str, start: int, end: int) -> int:
    """Parentheses open at `end` that were not at `start`."""
    return content.count("(", start, end) - content.count(")", start, end)


def _leaves(content: str, start: int, end: int) -> bool:
    """Whether the text between a figure and 其中 goes on to something else."""
    between = content[start:end]
    return between.count("。") > 1 or "\n" in between.strip("\n") or between.count(")") > between.count("(")


def _level_before(content: str, quantities: Sequence[Quantity], differences: Sequence[Difference], index: int) -> bool:
    """Whether a level of the same kind stands before a growth in its sentence."""
    for j in range(index - 1, max(-1, index - 20), -1):
        if "。" in content[quantities[j].end : quantities[index].start]:
            return False
        if same_kind(quantities[index], quantities[j]) and differences[j].change == "none":
            return True
    return False


def _link(
    content: str, quantities: Sequence[Quantity], wholes: list[int | None], index: int, members: Sequence[int]
) -> None:
    whole = quantities[index]
    total = Decimal(0)
    limit = (whole.value_max or whole.value or Decimal(0)) * _TOLERANCE
    for member in members:
        part = quantities[member]
        listed = same_kind(whole, part) or (whole.unit_norm in _THINGS and part.unit_norm in _THINGS)
        if wholes[member] is not None or not listed or part.value is None:
            continue
        if part.value > limit:
            break
        if total + part.value > limit and total > 0 and not _closed(content, whole, part):
            break
        wholes[member] = index
        total += part.value


def _closed(content: str, whole: Quantity, part: Quantity) -> bool:
    """Whether one parenthesis holds the part, so that it belongs to the whole whatever the sum."""
    bracket = _bracket(content, whole.end)
    return bracket is not None and bracket[0] <= part.start <= bracket[1]


def _can_count(quantity: Quantity) -> bool:
    return quantity.value is not None and quantity.dimension in ("count", "money", "area", "length", "mass", "energy")


def same_kind(whole: Quantity, part: Quantity) -> bool:
    """Whether two figures count the same kind of thing, so that one may be a part of the other."""
    return part.value is not None and part.dimension == whole.dimension and part.unit_norm == whole.unit_norm


def consistency(content: str, quantities: Sequence[Quantity], wholes: Sequence[int | None]) -> list[str]:
    """Whether breakdowns add up and shares agree, for each quantity.

    Returns:
        Of a whole with at least two parts ``adds_up``, ``partial`` (the parts fall short: a list of some) or ``exceeds``; of a share
        that is stated behind a part (硕士92名,占比32.6%) ``share_agrees`` or ``share_differs``; else an empty string.
    """
    sums: dict[int, list[Decimal]] = {}
    for member, whole in enumerate(wholes):
        value = quantities[member].value
        if whole is not None and value is not None:
            sums.setdefault(whole, []).append(value)
    verdicts = [""] * len(quantities)
    for whole, values in sums.items():
        if len(values) > 1:
            verdicts[whole] = _compare(sum(values, Decimal(0)), quantities[whole])
    for index in range(1, len(quantities)):
        part, whole_index = quantities[index - 1], wholes[index - 1]
        share = quantities[index]
        if whole_index is None or share.unit != "%" or not _SHARE.fullmatch(content[part.end : share.start]):
            continue
        whole_value = quantities[whole_index].value
        if whole_value and part.value is not None and share.value is not None:
            stated = part.value / whole_value * 100
            verdicts[index] = "share_agrees" if abs(stated - share.value) <= _SHARE_TOLERANCE else "share_differs"
    return verdicts


_SHARE = re.compile(r",\s?(?:约)?占(?:比|总数的|全部的)?(?:为|达)?")


def _compare(total: Decimal, whole: Quantity) -> str:
    value = whole.value or Decimal(0)
    if abs(total - value) <= value * (_TOLERANCE - 1):
        return "adds_up"
    return "partial" if total < value else "exceeds"
