"""Quantities that were corrupted at the source: flagged with a reason, never repaired.

Document-sharing sites replace digits carelessly to make copies look new: every 10 becomes the year (2023个县, 办复率20230%,
220231万元), or one digit string is pasted over many. A year-like count alone proves nothing (2021万元 may be true), so it is
suspected only when the document shows the same replacement somewhere beyond doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from pipeline.language.dates import DASH, YEAR
from pipeline.records import Quantity

_YEAR = re.compile(r"20[0-3]\d")
_DOUBLED_YEAR = re.compile(rf"(?<!\d)({YEAR})\s?{DASH}?\s?\1(?=年|\D?学年)")
_DIGITS = re.compile(r"[\d,]+")
_COUNTIES = re.compile(r"(?:个)?(?:县|市县|区县|县区|市辖区)(?![级域城])")
_HIGHEST_RATE = Decimal(1000)
"""Percent; above it a rate or growth is not believed. Official growth rates above tenfold are written in 倍."""
_LONGEST_COUNT = 9
"""Digits; a plain integer this long would be written with 万 or 亿 (GB/T 15835)."""


def suspicions(content: str, quantities: Sequence[Quantity]) -> list[str]:
    """A reason for each quantity, empty when there is none to doubt it."""
    digits = [_digits(quantity) for quantity in quantities]
    reasons = [_alone(quantity, own) for quantity, own in zip(quantities, digits, strict=True)]
    years = _pasted_years(content, quantities, reasons)
    pasted = _pasted(quantities, digits)
    return [
        reason or _counted_by_year(content, quantity) or _shared(own, pasted, years)
        for quantity, own, reason in zip(quantities, digits, reasons, strict=True)
    ]


def _pasted_years(content: str, quantities: Sequence[Quantity], reasons: Sequence[str]) -> list[str]:
    """The years that stand in digits beyond doubt where no year belongs, sorted."""
    years = {match[1] for match in _DOUBLED_YEAR.finditer(content)}
    for quantity, reason in zip(quantities, reasons, strict=True):
        if reason and not quantity.doubt:  # two readings are no replaced digits
            years.update(_YEAR.findall(quantity.number_text))
    return sorted(years)


def _counted_by_year(content: str, quantity: Quantity) -> str:
    if _YEAR.fullmatch(quantity.number_text) and _COUNTIES.match(content, quantity.end):
        return f"{quantity.text}: no city or province has that many counties, and the number is a year"
    return ""


def _shared(digits: str, pasted: Counter[str], years: Sequence[str]) -> str:
    """What the digits of a quantity have in common with others of the document."""
    if digits in pasted:
        return f"the digits {digits} are pasted over {pasted[digits]} quantities of the document"
    year = next((year for year in years if year in digits), "")
    return f"the year {year} stands in digits of other quantities of the document too" if year else ""


def _alone(quantity: Quantity, digits: str) -> str:
    """What a quantity shows by itself."""
    if quantity.doubt:
        return quantity.doubt
    if quantity.value is None:
        return ""
    if quantity.unit == "%" and quantity.value >= _HIGHEST_RATE:
        return f"a rate of {quantity.value}% is not possible"
    if quantity.dimension == "ratio_change" and abs(quantity.value) > 100 and quantity.unit_norm == "percentage_point":
        return f"a change by {quantity.value} percentage points is not possible"
    if (
        quantity.comparator == "gt"
        and re.search(r"[多余]", quantity.text)
        and _YEAR.fullmatch(digits)
        and not digits.endswith("0")
    ):
        return f"{quantity.text}: 多 or 余 follows a round number, {digits} is a year"
    if len(digits) >= _LONGEST_COUNT and "," not in quantity.number_text and "." not in quantity.number_text:
        return f"{digits} is too long for a count written without 万 or 亿"
    return ""


def _digits(quantity: Quantity) -> str:
    match = _DIGITS.match(quantity.number_text)
    return match.group().replace(",", "") if match else ""


def _pasted(quantities: Sequence[Quantity], digits: Sequence[str]) -> Counter[str]:
    """Long digit strings that stand for many different things."""
    seen: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    for quantity, own in zip(quantities, digits, strict=True):
        if len(own) >= 6 and not own.endswith("000"):
            counts[own] += 1
            seen.setdefault(own, set()).add(quantity.unit)
    return Counter({own: count for own, count in counts.items() if count >= 3 and len(seen[own]) >= 2})
