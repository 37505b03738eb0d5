"""What time a rate, a growth or a sum runs over: 年均, 累计, 同比, 环比, 比上年."""

from __future__ import annotations

import re
from functools import cache

from pipeline.claims.governed import Governed
from pipeline.claims.periods import Period
from pipeline.language.dates import find_dates
from pipeline.records import Change, Quantity, RateKind

_AVERAGE = r"年(?:度|递)?均(?![衡匀可已])|年平均|平均每年|每年平均"
_WORDS = re.compile(rf"(?P<annual_average>{_AVERAGE})|(?P<year_on_year>同比)|(?P<month_on_month>环比)")
_AVERAGED = re.compile(_AVERAGE)
_BEHIND = re.compile(rf"(?:以[上下]|左右)?的?(?:{_WORDS.pattern})")
"""5%的年均增速."""
_MAY_BE = frozenset("以左的年平每同环")
_SAME_TIME = re.compile(r"同比|同期")
_MONTH_BEFORE = re.compile(r"环比|上个?月|上个?季")
_ANY_YEAR = 2000


def rate_kind(content: str, quantity: Quantity, change: Change, base: str, words: Governed, period: Period) -> RateKind:
    """What time a quantity runs over; empty when the text does not say.

    Args:
        content: folded text of the document.
        quantity: the quantity.
        change: whether it is a difference.
        base: what it is measured against.
        words: before it.
        period: that it is for.
    """
    if any("均" in said and _AVERAGED.search(said) for said in (words.own, words.same)):
        return "annual_average"
    behind = _BEHIND.match(content, quantity.end) if content[quantity.end : quantity.end + 1] in _MAY_BE else None
    if behind:
        kind: RateKind = behind.lastgroup  # type: ignore[assignment]
        return kind
    if change != "none" and base:
        if _MONTH_BEFORE.search(base):
            return "month_on_month"
        if _SAME_TIME.search(base) or _is_year_before(base, period.last.year if period.last else None):
            return "year_on_year"
    return "cumulative" if "累计" in words.own or "累计" in words.shared else ""


@cache
def _is_year_before(base: str, year: int | None) -> bool:
    """Whether a base is the year before that of the quantity: 比上年增长5%, 比2022年增长5%, said of 2023."""
    for found in find_dates(base, year or _ANY_YEAR):
        is_known = year is not None or found.reference == "relative"
        return is_known and found.years is not None and found.years == (own := (year or _ANY_YEAR) - 1, own)
    return False
