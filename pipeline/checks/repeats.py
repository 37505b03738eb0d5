"""The same fact told twice in a document: the same subject, scope, period and kind of unit, so the same value (62.4亿斤, 312万吨)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.results import compared, plain
from pipeline.checks.stated import Stated, digits_of, is_exact, rounding
from pipeline.language.units import compared_by
from pipeline.records import Check, Claim, Severity

_LEAST_NAME = 4
"""Characters of a subject from which on it names one thing; shorter ones (学校, 投资) are of many."""
_SLIPS = (Decimal(10), Decimal(100), Decimal(10**4))
_LEAST = 100
"""Smaller values are told of many things."""
_CONVERTED = Decimal("0.0001")
"""Part of a value by which it may be off when a unit was converted: 亩 are 666.67 m²."""
_GENERAL = ("ratio_change", "duration", "number")


def check(stated: Stated) -> Iterator[Check]:
    """A check for each fact that is told again."""
    first: dict[tuple[str, ...], Claim] = {}
    for claim in stated.claims:
        if len(claim.subject) < _LEAST_NAME or not claim.value or not is_exact(claim) or claim.dimension in _GENERAL:
            continue
        if claim.rule == "table_cell" or not digits_of(claim) or claim.part_of or not claim.period:
            continue
        unit, _ = compared_by(claim.unit_norm)
        fact = (claim.subject, claim.scope, claim.period, unit, claim.change, claim.base, claim.status)
        before = first.setdefault(fact, claim)
        if before is not claim and before.value and before.sentence != claim.sentence:
            yield _again(before, claim, before.value, claim.value)


def _again(before: Claim, claim: Claim, told: Decimal, again: Decimal) -> Check:
    tolerance = max(rounding(before), rounding(claim))
    if before.unit_norm != claim.unit_norm:
        (_, one), (_, other) = compared_by(before.unit_norm), compared_by(claim.unit_norm)
        told *= one / other
        tolerance = max(rounding(before) * one / other, rounding(claim)) + again * _CONVERTED
    reason = f"{claim.subject} is {before.text} before and {claim.text} here"
    severity: Severity = "" if abs(told - again) <= tolerance else "look"
    if severity and max(told, again) >= _LEAST and any(max(told, again) / slip == min(told, again) for slip in _SLIPS):
        severity = "likely"
        reason = f"{reason}, {plain(max(told, again) / min(told, again))} times as much"
    return compared("repeat", (claim, before), again, told, tolerance, reason, severity)
