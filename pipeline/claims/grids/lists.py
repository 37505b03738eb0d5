"""Cells that hold a list: 书费:100元;住宿费:800元/年."""

from __future__ import annotations

import re

from pipeline.claims.grids.measures import noun_dimension
from pipeline.claims.grids.result import TextCell

_ITEM = re.compile(
    r"(?:(?<=[\s;,、。)])|^)(?:\(?\d{1,2}[.、)]\s?|[①-⑳]\s?)?(?P<label>[^\s,;。:()\d①-⑳]{1,16}(?:\([^()]{1,8}\))?)(?<![为是共达到])\s?:\s{0,4}"
    r"(?=[每约近超¥￥$]{0,2}[人生月年学期天]{0,2}\d)"
)


def listed(content: str, span: tuple[int, int], row: str, column: str, period: str) -> list[TextCell]:
    """A cell of words as its items, each with its own label; the cell itself when it holds no list.

    Args:
        content: folded text.
        span: of the cell.
        row: what names its row.
        column: what names its column.
        period: that its quantities are for.
    """
    start, end = span
    own = row if column in row else f"{row}{column}"
    items = list(_ITEM.finditer(content[start:end]))
    if not items:
        return [TextCell(start, end, own, period)]
    starts = [start + item.start("label") for item in items]
    parts = [TextCell(start, starts[0], own, period)] if starts[0] > start else []
    for item, first, last in zip(items, starts, [*starts[1:], end], strict=True):
        label = item["label"]
        measured = noun_dimension(column) and not noun_dimension(label)
        subject = f"{row}{column}{label}" if measured else f"{row}{label}"
        parts.append(TextCell(first + len(item.group()) - (item.start("label") - item.start()), last, subject, period))
    return parts
