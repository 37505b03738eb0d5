"""Figures against what their indicator can be in a province, a city, a county, a school: a county with four million pupils."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.levels import Level, level_of
from pipeline.checks.results import compared, plain
from pipeline.checks.stated import Stated, places_of, scale_of
from pipeline.indicators.catalogue import Indicator, PlaceLevel, indicators
from pipeline.records import Check, Claim, Severity

_LEVELS: dict[Level, PlaceLevel] = {"province": "province", "city": "city", "county": "county", "school": "school"}

_FAR = 10
"""Times by which an amount or a count is beyond its range when a scale word is wrong; by less, the range may be."""


def check(stated: Stated) -> Iterator[Check]:
    """A failed check for each level beyond the range of its indicator (`models/indicators.toml`)."""
    named = [claim for claim in stated.claims if claim.indicator]
    if not named:
        return
    known, document = indicators(), level_of(stated)
    for claim in named:
        level = _level(claim, document)
        if level is not None and claim.value is not None:
            yield from _beyond(claim, claim.value, known[claim.indicator], level)


def _level(claim: Claim, document: Level | None) -> PlaceLevel | None:
    """The level of the place that a figure is for: that of its code (GB/T 2260), else that of the document."""
    if claim.region_code:
        province, city, county = claim.region_code[:2], claim.region_code[2:4], claim.region_code[4:]
        if province == "00":
            return None
        return "county" if county != "00" else "city" if city != "00" else "province"
    return _LEVELS.get(document) if document else None


def _beyond(claim: Claim, value: Decimal, indicator: Indicator, level: PlaceLevel) -> Iterator[Check]:
    if level not in indicator.ranges or claim.unit_norm != indicator.units[0] or claim.per or claim.norm:
        return
    if claim.change != "none" or claim.rate_kind or claim.value_max is not None:
        return
    if claim.dimension == "count" and places_of(claim) and scale_of(claim) == 1:
        return  # 4.6个 for each thousand
    least, most = indicator.ranges[level]
    if claim.breakdown or claim.part_of:
        least = min(least, Decimal(0))
    if not least <= value <= most:
        bound = least if value < least else most
        reason = f"{claim.text} is beyond {plain(least)} to {plain(most)}, which it can be at the level of the document"
        far = value > most * _FAR if value > most else value * _FAR < least and claim.comparator == "eq"
        severity: Severity = "likely" if far or claim.unit_norm == "percent" else "look"
        yield compared("range", (claim,), value, bound, Decimal(0), reason, severity)
