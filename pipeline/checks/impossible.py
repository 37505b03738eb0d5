"""Figures that cannot be, whatever else the document says: a rate of 20230%, a level of 985%, a fall by 120%, 2022多万."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.results import compared, doubted, plain
from pipeline.checks.stated import Stated, digits_of
from pipeline.records import Check, Claim

_YEAR = re.compile(r"20[0-3]\d")
_COUNTIES = re.compile(r"(?:个)?(?:县|市县|区县|县区|市辖区)(?![级域城])")
_HIGHEST_RATE = Decimal(1000)
"""Percent; above it a rate or growth is not believed. Official growth rates above tenfold are written in 倍."""
_HIGHEST_GROWTH = Decimal(150)
"""Percent; above it official texts write 倍, as they do from a doubling on (GB/T 15835 leaves both open)."""
_ALL = Decimal(100)
_LONGEST_COUNT = 9
"""Digits; a plain integer this long would be written with 万 or 亿 (GB/T 15835)."""
# What a share may exceed: it is measured against a reference rather than being a part of a whole.
_OF_REFERENCE = re.compile(
    r"完成|超额|预算|计划|任务|目标|相当于|毛入|标准|基准|基数|按|达到?[^,;。]{1,12}的|[为是][^,;。]{1,12}的|不低于|不超过|不高于|"
    r"负债|赔|偿|储备|产能|产销|依存|杠杆|保障|强度|浓度|指数|收缴|续保|充足|拨备|比上年|比去年|同比|环比|增|升|涨|提高|上浮|高出"
)
_REACH = 24
_CLAUSE = re.compile(r"[^,;。:!?\n]*$")


def impossible(stated: Stated) -> Iterator[Check]:
    """A failed check for each figure that cannot be."""
    for claim in stated.claims:
        check = _check(stated, claim)
        if check is not None:
            yield check


def _check(stated: Stated, claim: Claim) -> Check | None:
    if claim.suspect:
        return doubted("reading", (claim,), "certain", claim.suspect_reason)
    if claim.value is None:
        return None
    if claim.unit_norm in ("percent", "percentage_point"):
        return _rate(stated, claim, claim.value)
    digits = digits_of(claim)
    year = _YEAR.fullmatch(digits) is not None
    if year and not digits.endswith("0") and claim.comparator == "gt" and re.search(r"[多余]", claim.text):
        return doubted("year", (claim,), "certain", f"{claim.text}: 多 or 余 follows a round number, {digits} is a year")
    if _YEAR.fullmatch(claim.number_text) and _COUNTIES.match(stated.content, claim.end):
        reason = f"{claim.text}: no city or province has that many counties, and the number is a year"
        return doubted("year", (claim,), "certain", reason)
    if len(digits) >= _LONGEST_COUNT and not re.search("[,，.．]", claim.number_text):
        reason = f"{digits} is too long for a count written without 万 or 亿"
        return doubted("length", (claim,), "certain", reason)
    return None


def _rate(stated: Stated, claim: Claim, value: Decimal) -> Check | None:
    """A rate that is out of all bounds."""
    if claim.unit_norm == "percentage_point":
        if abs(value) <= _ALL:
            return None
        reason = f"a change by {plain(value)} percentage points is not possible"
        return compared("rate", (claim,), value, _ALL, Decimal(0), reason, "certain")
    if value >= _HIGHEST_RATE:
        reason = f"a rate of {plain(value)}% is not possible"
        return compared("rate", (claim,), value, _HIGHEST_RATE, Decimal(0), reason, "certain")
    if value <= _ALL:
        return None
    if claim.change == "down":
        reason = f"a fall by {plain(value)}% is more than there was"
        return compared("rate", (claim,), value, _ALL, Decimal(0), reason, "certain")
    if claim.change == "up":
        if value <= _HIGHEST_GROWTH or claim.comparator != "eq":
            return None
        reason = f"a growth by {plain(value)}% would be written in 倍"
        return compared("rate", (claim,), value, _HIGHEST_GROWTH, Decimal(0), reason, "likely")
    clause = _CLAUSE.search(stated.before(claim, _REACH))
    if clause is not None and not _OF_REFERENCE.search(clause.group()) and claim.comparator in ("eq", "approx", "near"):
        reason = f"a share of {plain(value)}% is more than the whole"
        return compared("rate", (claim,), value, _ALL, Decimal(0), reason, "likely")
    return None
