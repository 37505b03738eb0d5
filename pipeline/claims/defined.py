"""Groups that a figure defines: 60岁及以上|人口124526人, 0—17岁|人口93193人, 亿元以上|项目58个.

The figure is no count of the things behind it but tells which of them are meant: without it 人口 would be all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Quantity

_BOUND = re.compile(r"(?:以[上下内外]|之[上下内])$")
"""At the end of a figure that bounds a group from one side."""
_BEYOND = ("过", "超")
"""Before a sum or a size, the same: 过千万元|项目8个, 超10亿元|集群3个."""
_NO_SIZES = frozenset(("count", "ratio", "ratio_change", "rate", "number", "duration"))
_NEXT = re.compile(r"[、,;。:]")
"""Between a noun and a number that is not its own: 300个以上示范村、|2500个."""
_AGES = frozenset(("岁", "周岁"))
_OF = "的"


def with_bounds(content: str, quantities: Sequence[Quantity], subjects: Sequence[str]) -> list[str]:
    """The subjects of the quantities of a sentence, those that a figure right before them bounds with that figure.

    Args:
        content: folded text of the document.
        quantities: of one sentence, in order.
        subjects: one for each.
    """
    named: list[str] = []
    for index, subject in enumerate(subjects):
        quantity = quantities[index]
        if not index or not subject or content.startswith(subject, quantity.end):
            named.append(subject)
        elif _bounds(quantities[index - 1]):
            named.append(_bounded(content, quantities[index - 1], quantity, subject))
        else:  # 60岁及以上人口1.2万人,占23.3%
            named.append(named[-1] if subject == subjects[index - 1] else subject)
    return named


def _bounded(content: str, before: Quantity, quantity: Quantity, subject: str) -> str:
    start = before.end + content.startswith(_OF, before.end)
    is_behind = content.startswith(subject, start) and _NEXT.search(content, start, quantity.start) is None
    return content[before.start : start] + subject if is_behind else subject


def _bounds(quantity: Quantity) -> bool:
    """Whether a figure tells which things are meant: an age, 以上, 以下; a share never does."""
    if quantity.unit.startswith("%") or quantity.dimension in ("ratio", "ratio_change"):
        return False
    if quantity.dimension not in _NO_SIZES and quantity.text.startswith(_BEYOND):
        return True
    return quantity.unit in _AGES or _BOUND.search(quantity.text) is not None
