"""Figures that cannot be, whatever else the document says: a rate of 20230%, a level of 985%, a fall by 120%, 2022多万, from 3亿 up to 5万."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.results import compared, doubted, plain
from pipeline.checks.stated import RECENT_YEAR, Stated, digits_of, places_of
from pipeline.language.clauses import CLAUSE_SO_FAR
from pipeline.patterns import when_used
from pipeline.records import Check, Claim

_COUNTIES = when_used(r"(?:个)?(?:县|市县|区县|县区|市辖区)(?![级域城])")
_HIGHEST_RATE = Decimal(1000)
"""Percent; above it a rate or growth is not believed. Official growth rates above tenfold are written in 倍."""
_HIGHEST_GROWTH = Decimal(200)
"""Percent; above it official texts write 倍, as they do from a doubling on (GB/T 15835 leaves both open)."""
_ALL = Decimal(100)
_LONGEST_COUNT = 9
"""Digits; a plain integer this long would be written with 万 or 亿 (GB/T 15835)."""
# What a share may exceed: it is measured against a reference rather than being a part of a whole.
_OF_REFERENCE = when_used(
    r"完成|超额|预算|计划|任务|目标|相当于|毛入|标准|基准|基数|按[^,;。]{0,16}$|[为是][^,;。]{1,12}的|负债|赔|偿|储备|产能|产销|依存|杠杆|保障|强度|"
    r"浓度|指数|CPI|PPI|收缴|续保|充足|拨备|上浮|比上年|比去年"
)
_GREW = when_used(r"增长(?:预期)?目标|(?:增长|增加|增幅|增速|涨幅|上涨|同比|环比)(?![^,;。]{0,6}[到至为])")
_COMPOUND = "年复合"
_OF_GROWTH = when_used("[增降涨][速幅][^,;。:]*$")
"""A rate of growth, that may rise by more than a share can: 增速比上年提高102.3个百分点."""
_CUT_BEHIND = when_used("的(?:幅度|比例)[^,;。:]{0,4}(?:压减|压缩|削减|核减|缩减|下降|降低|减少|递减)")
"""Behind the part that is taken off: 按不低于5%的幅度压减."""
_PART_OF = when_used("占[^,;。]*(?:比例|比重|份额)")
_REACH = 24
_SPAN = when_used(r"[、,]?但?(?:不足|不满|低于|不超过|小于)?")
_BELOW = when_used("(?:不足|不满|低于|小于)$")


def check(stated: Stated, agreed: Collection[str] = ()) -> Iterator[Check]:
    """A failed check for each figure that cannot be.

    Args:
        stated: the document.
        agreed: ids of claims that other figures of the document bear out.
    """
    for claim in stated.claims:
        found = None if claim.claim_id in agreed else _check(stated, claim)
        if found is not None:
            yield found
    for low, high in pairwise(stated.claims):
        if _is_span(stated, low, high) and low.value and high.value and low.value > high.value:
            reason = f"{low.text} is more than {high.text}, up to which it is said to reach"
            yield compared("bounds", (low, high), low.value, high.value, Decimal(0), reason, "certain")


def _is_span(stated: Stated, low: Claim, high: Claim) -> bool:
    """Whether two figures are the ends of one span: 1万元以上5万元以下, 10吨以上不足50吨."""
    return (
        low.comparator in ("ge", "gt")
        and high.unit_norm == low.unit_norm
        and (high.comparator in ("le", "lt") or _BELOW.search(stated.before(high, 4)) is not None)
        and _SPAN.fullmatch(stated.between(low, high)) is not None
    )


def _check(stated: Stated, claim: Claim) -> Check | None:
    if claim.suspect:
        return doubted("reading", (claim,), "certain", claim.suspect_reason)
    if claim.value is None:
        return None
    if claim.unit_norm in ("percent", "percentage_point"):
        return _rate(stated, claim, claim.value)
    digits = digits_of(claim)
    year = RECENT_YEAR.fullmatch(digits) is not None
    if year and not digits.endswith("0") and claim.comparator == "gt" and re.search(r"[多余]", claim.text):
        return doubted(
            "year", (claim,), "certain", f"{claim.text}: 多 or 余 follows a round number, {digits} is a year"
        )
    if RECENT_YEAR.fullmatch(claim.number_text) and _COUNTIES.match(stated.content, claim.end):
        reason = f"{claim.text}: no city or province has that many counties, and the number is a year"
        return doubted("year", (claim,), "certain", reason)
    if len(digits) >= _LONGEST_COUNT and not re.search("[,，.．]", claim.number_text):
        reason = f"{digits} is too long for a count written without 万 or 亿"
        return doubted("length", (claim,), "certain", reason)
    return None


def _rate(stated: Stated, claim: Claim, value: Decimal) -> Check | None:
    """A rate that is out of all bounds."""
    if claim.unit_norm == "percentage_point":
        if abs(value) <= _ALL or _OF_GROWTH.search(stated.before(claim, _REACH)):
            return None
        reason = f"a change by {plain(value)} percentage points is not possible"
        return compared("rate", (claim,), value, _ALL, Decimal(0), reason, "certain")
    if value >= _HIGHEST_RATE:
        reason = f"a rate of {plain(value)}% is not possible"
        return compared("rate", (claim,), value, _HIGHEST_RATE, Decimal(0), reason, "certain")
    found = CLAUSE_SO_FAR.search(stated.before(claim, _REACH))
    clause = found.group() if found else ""
    if value == _ALL and claim.comparator == "gt" and _PART_OF.search(clause):
        reason = "a part of more than 100% is more than the whole"
        return compared("rate", (claim,), value, _ALL, Decimal(0), reason, "likely")
    if value <= _ALL or claim.rule == "percent_words":
        return None  # 百分之一百七十八: who writes in words does not mind 倍
    if claim.change == "down" or _CUT_BEHIND.match(stated.content, claim.end):
        reason = f"a fall by {plain(value)}% is more than there was"
        return compared("rate", (claim,), value, _ALL, Decimal(0), reason, "certain")
    if claim.change == "up" or _GREW.search(clause):
        if claim.rate_kind == "annual_average" or _COMPOUND in clause:
            reason = f"a growth by {plain(value)}% in each of several years is not possible"
            return compared("rate", (claim,), value, _ALL, Decimal(0), reason, "likely")
        if (
            value <= _HIGHEST_GROWTH
            or claim.value_max is not None
            or places_of(claim)  # 黄金产量增长303.3%: who computed it did not misplace the point
            or (claim.comparator != "eq" and value % 50 == 0 and value <= 3 * _ALL)
        ):
            return None
        reason = f"a growth by {plain(value)}% would be written in 倍"
        return compared("rate", (claim,), value, _HIGHEST_GROWTH, Decimal(0), reason, "likely")
    if _OF_REFERENCE.search(clause):
        return None
    reason = f"a share of {plain(value)}% is more than the whole"
    return compared("rate", (claim,), value, _ALL, Decimal(0), reason, "likely")
