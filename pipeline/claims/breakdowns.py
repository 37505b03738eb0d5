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
from pipeline.records import Quantity

_MARKER = re.compile(r"其中|包括|含(?!量|义|氧)|按[^,;。()]{1,12}分")
_SENTENCE_END = re.compile(r"[。!?;\n]")
_TOLERANCE = Decimal("1.001")


def parts(content: str, quantities: Sequence[Quantity], differences: Sequence[Difference]) -> list[int | None]:
    """For each quantity the index of the whole that it is a part of, or None.

    Args:
        content: folded text of the document.
        quantities: all quantities of a stretch of text (a document), in order.
        differences: parallel to `quantities`; a growth rate is no part.
    """
    wholes: list[int | None] = [None] * len(quantities)
    for index, quantity in enumerate(quantities):
        if not _can_count(quantity):
            continue
        bracket = _bracket(content, quantity.end)
        if bracket is not None:
            inside = [
                j
                for j in range(index + 1, len(quantities))
                if bracket[0] <= quantities[j].start and quantities[j].end <= bracket[1]
            ]
            _link(content, quantities, wholes, index, inside)
    for index, quantity in enumerate(quantities):
        if _can_count(quantity):
            marked = _marked_members(content, quantities, index)
            _link(content, quantities, wholes, index, marked)
    return wholes


def _bracket(content: str, position: int) -> tuple[int, int] | None:
    """The parenthesis that opens within the noun behind a number, as (start, end) of its inside."""
    opening = re.compile(r"[^,;。:、()\d\n]{0,16}\(").match(content, position)
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


def _marked_members(content: str, quantities: Sequence[Quantity], index: int) -> list[int]:
    """Quantities after 其中 that may be parts of the one at `index`, which must be the nearest of its kind before it."""
    whole = quantities[index]
    limit = min(len(content), whole.end + 300)
    marker = _MARKER.search(content, whole.end, min(limit, whole.end + 60))
    if marker is None:
        return []
    between = content[whole.end : marker.start()]
    if between.count("。") > 1 or "\n\n" in between or ")" in between and "(" not in between:
        return []
    if any(
        same_kind(whole, quantities[j]) and quantities[j].start < marker.start() for j in range(index + 1, len(quantities))
    ):
        return []
    members = []
    for j in range(index + 1, len(quantities)):
        member = quantities[j]
        if member.start < marker.end():
            continue
        previous_end = quantities[j - 1].end
        if _SENTENCE_END.search(content, max(marker.end(), previous_end), member.start):
            break
        if same_kind(whole, member):
            members.append(j)
        elif member.dimension not in ("ratio", "ratio_change", "rate") and members:
            break
    return members


def _link(
    content: str, quantities: Sequence[Quantity], wholes: list[int | None], index: int, members: Sequence[int]
) -> None:
    whole = quantities[index]
    total = Decimal(0)
    limit = (whole.value_max or whole.value or Decimal(0)) * _TOLERANCE
    for member in members:
        part = quantities[member]
        if wholes[member] is not None or not same_kind(whole, part) or part.value is None:
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
