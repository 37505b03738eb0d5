"""Bounds that hold for the members of a list: 不低于60%和80%, 超过100家、50家.

What stands before the first member of a list holds for those behind it, as a verb or 约 does, where nothing but the mark of the list parts
them and they are of one unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Quantity

_LISTED = re.compile(r"\s?(?:[、和与及]|以及)\s?")
_LONGEST = 4


def carried(content: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, of which members of a list have the bound that stands before its first.

    Args:
        content: folded text of the document.
        quantities: in order.
    """
    found: list[Quantity] = []
    for quantity in quantities:
        if found and quantity.comparator == "eq" and _shares_bound(content, found[-1], quantity):
            quantity = replace(quantity, comparator=found[-1].comparator)
        found.append(quantity)
    return found


def _shares_bound(content: str, before: Quantity, quantity: Quantity) -> bool:
    if before.comparator == "eq" or before.unit != quantity.unit or quantity.start - before.end > _LONGEST:
        return False
    stands_before = not before.text.startswith(before.number_text) or before.number_text not in before.text
    return stands_before and _ends_plain(before) and _LISTED.fullmatch(content, before.end, quantity.start) is not None


def _ends_plain(quantity: Quantity) -> bool:
    """Whether nothing behind its unit bounds a quantity: 80%以上 bounds itself alone."""
    return quantity.text.endswith((quantity.unit or quantity.number_text, quantity.number_text))
