"""Figures against what their indicator can be in a province, a city, a county, a school: a county with four million pupils."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.levels import LEVELS, Level, level_of
from pipeline.checks.results import compared, plain
from pipeline.checks.scales import is_of_all, magnitudes
from pipeline.checks.stated import Stated, digits_of, places_of, scale_of
from pipeline.indicators.catalogue import Indicator, indicators
from pipeline.language.units import compared_by
from pipeline.patterns import when_used
from pipeline.records import Check, Claim, Severity

_PROVINCES = 40
"""Times by which the nation may have more than the largest province."""
_OF_ALL = 10
"""Times by which the nation has at least more than the least province can have."""
_TEN_THOUSANDS = when_used(r"\d\s?万$")
_DOLLAR = Decimal(5)
"""Yuan: what a dollar was worth, between 1.5 and 8.6 since 1978; ranges are wider."""

_YEAR_BEFORE = when_used(r"\d")
_YEARS = when_used(r"(?<!\d)(?:[二两三四五六七八九十]+|\d{1,2})年[^,;。]*$")
"""五年增长50%."""
_YEARLY = "annual_average"
_WITHIN_YEARS = ("", "year_on_year", _YEARLY)
_AGAINST_YEAR = when_used(r"[同与和比较](?:19|20)\d\d年[^。!?\n]*$")
"""1986年同1978年相比: each growth of the sentence is over those years."""
_SENTENCE = 100
_REACH = 16
_FAR_RATE = Decimal("1.25")
_FAR = 10
"""Times by which an amount or a count is beyond its range when a scale word is wrong; by less, the range may be."""


def check(stated: Stated) -> Iterator[Check]:
    """A failed check for each level beyond the range of its indicator (`models/indicators.toml`)."""
    named = [claim for claim in stated.claims if claim.indicator]
    if not named:
        return
    known, document = indicators(), level_of(stated)
    for claim in named:
        level, indicator = _level(claim, document), known[claim.indicator]
        if level is not None and claim.value is not None:
            yield from _beyond(claim, _in_first_unit(claim, claim.value, indicator), indicator, level)
            yield from _too_fast(stated, claim, claim.value, indicator, level)


def _in_first_unit(claim: Claim, value: Decimal, indicator: Indicator) -> Decimal | None:
    """A value in the first unit of its indicator; None when it is in no unit of it."""
    first = indicator.units[0]
    if claim.unit_norm not in indicator.units or claim.unit_norm == first:
        return value if claim.unit_norm == first else None
    (one, worth), (other, worth_of_first) = compared_by(claim.unit_norm), compared_by(first)
    if one == other:
        return value * worth / worth_of_first
    if (claim.unit_norm, first) == ("USD", "CNY"):
        return value * _DOLLAR
    of_firms = {claim.unit_norm, first} == {"household", "organization"} and _TEN_THOUSANDS.search(claim.number_text)
    return value if of_firms else None


def _level(claim: Claim, document: Level | None) -> Level | None:
    """The level of the place that a figure is for: that of its code (GB/T 2260), else that of the document."""
    if claim.region_code:
        province, city, county = claim.region_code[:2], claim.region_code[2:4], claim.region_code[4:]
        if province == "00":
            return "nation"
        return "county" if county != "00" else "city" if city != "00" else "province"
    if claim.unit_norm == "percent":  # how high a rate can be hangs little on the place
        return document if document is not None and is_of_all(claim) else "county"
    if document == "nation" and (not is_of_all(claim) or not _TEN_THOUSANDS.search(claim.number_text)):
        return None  # who says 我国 often need not speak of all of it; 万 for 亿 is told from that
    return document


def _too_fast(stated: Stated, claim: Claim, value: Decimal, indicator: Indicator, level: Level) -> Iterator[Check]:
    """A growth of production or of incomes within a year by more than there ever was."""
    if not indicator.real or claim.unit_norm != "percent" or claim.rate_kind not in _WITHIN_YEARS:
        return
    is_of_years = not claim.period or "/" in claim.period or _YEARS.search(stated.before(claim, _REACH))
    if _AGAINST_YEAR.search(stated.before(claim, _SENTENCE)):
        return
    if _YEAR_BEFORE.search(claim.base) or (is_of_years and claim.rate_kind != _YEARLY):  # 比2018年增长50%
        return
    most = Decimal(magnitudes("growth")["real"][LEVELS.index(level)])
    if value > most:
        reason = f"{claim.text} is more than {plain(most)}%, by which it grows at most in a year at the level of the document"
        yield compared("range", (claim,), value, most, Decimal(0), reason, "likely")


def _range(indicator: Indicator, level: Level) -> tuple[Decimal, Decimal] | None:
    """What an indicator can be at a level; the nation has all that its provinces have."""
    if level != "nation":
        return indicator.ranges.get(level)
    least, most = indicator.ranges["province"]
    return (least * _OF_ALL, most * _PROVINCES) if indicator.is_total else (least, most)


def _is_far_below(claim: Claim, value: Decimal, least: Decimal) -> bool:
    """Whether a value is too small by more than its range may be wrong; what is written in 万 may be meant in 亿."""
    if _TEN_THOUSANDS.search(claim.number_text):
        return claim.comparator != "le" and value * _FAR / 2 < least
    return claim.comparator == "eq" and value * _FAR < least


def _beyond(claim: Claim, value: Decimal | None, indicator: Indicator, level: Level) -> Iterator[Check]:
    bounds = _range(indicator, level)
    if bounds is None or value is None or claim.per or claim.norm:
        return
    is_growth = indicator.kind == "growth"
    if ((claim.change != "none" or claim.rate_kind) and not is_growth) or claim.value_max is not None:
        return
    if is_growth and claim.change == "down":
        value = -value
    if claim.dimension == "count" and ((places_of(claim) and scale_of(claim) == 1) or not digits_of(claim)):
        return  # 4.6个 for each thousand, and 十万人 of 每十万人
    least, most = bounds
    if claim.breakdown or claim.part_of:
        least = min(least, Decimal(0))
    if not least <= value <= most:
        bound = least if value < least else most
        reason = f"{claim.text} is beyond {plain(least)} to {plain(most)}, which it can be at the level of the document"
        far = value > most * _FAR if value > most else _is_far_below(claim, value, least)
        if claim.unit_norm == "percent":
            far = value > most * _FAR_RATE or value < least / _FAR_RATE
        severity: Severity = "likely" if far else "look"
        yield compared("range", (claim,), value, bound, Decimal(0), reason, severity)
