"""A level, what it was before, by how much it changed and at which rate: three of them say what the fourth is.

由100亿元增加到120亿元,增加20亿元,增长20%; 达到120亿元,比上年增加20亿元,增长20%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.results import compared, plain
from pipeline.checks.stated import Stated, is_exact, places_of, rounding
from pipeline.patterns import when_used
from pipeline.records import Check, Claim, Severity

_FROM = when_used(r"(?:由|从)[^,;。:!?\n]{0,20}$")
_TO = when_used(
    r"[^,;。:!?\n\d]{0,8}(?:增|减|升|降|扩|提|涨|跌|压|缩|回落|发展|上调|下调|调整|变|转|达)[^,;。:!?\n\d]{0,8}(?:到|至|为|成)(?:[^,;。:!?\n]{0,12})"
)
_LISTED = when_used("[、和与及]")
"""Before the last of several levels, each of which changes: 分别由600元、1000元提高到1000元、1500元."""
_FARTHEST = Decimal(100)
"""Times by which a level rises or falls from one time to another; nothing official does so by more."""
_NEAR = 40
_SLIPS = tuple(Decimal(10) ** power for power in (-4, -2, -1, 1, 2, 4))
_RATES = ("percent",)


def check(stated: Stated) -> Iterator[Check]:
    """A check for each level whose change is told in two ways, and for each pair of levels that lie too far apart."""
    for claims in stated.sentences:
        for at, (before, after) in enumerate(pairwise(claims)):
            if _is_from_to(stated, before, after):
                yield from _from_to(stated, before, after, claims[at + 2 : at + 4])
        for at in range(len(claims) - 2):
            yield from _level(stated, *claims[at : at + 3])


def _is_from_to(stated: Stated, before: Claim, after: Claim) -> bool:
    return (
        before.unit_norm == after.unit_norm
        and before.unit_norm != ""
        and before.value_max is None
        and after.value_max is None
        and _FROM.search(stated.before(before, 30)) is not None
        and _TO.fullmatch(stated.between(before, after)) is not None
    )


def _from_to(stated: Stated, before: Claim, after: Claim, behind: Sequence[Claim]) -> Iterator[Check]:
    """Checks of two levels and of what stands right behind them: the difference, or the rate of growth."""
    if not before.value or not after.value or before.value < 0 or after.value < 0:
        return
    place = stated.places[before.claim_id]
    in_row = place > 0 and _LISTED.fullmatch(stated.between(stated.claims[place - 1], before)) is not None
    if before.value == after.value and is_exact(before) and is_exact(after) and not in_row:
        reason = f"from {before.text} to {after.text} is no change"
        yield compared("from_to", (after, before), after.value, before.value, Decimal(0), reason, "likely")
    ratio = after.value / before.value
    if not 1 / _FARTHEST <= ratio <= _FARTHEST and min(before.value, after.value) > 1:
        reason = f"from {before.text} to {after.text} is {plain(ratio)} times as much"
        yield compared("from_to", (after, before), after.value, before.value, Decimal(0), reason, "likely")
    for change in behind[:1]:
        if change.change == "none" or not is_exact(change) or len(stated.between(after, change)) > _NEAR:
            continue
        if change.unit_norm == after.unit_norm or (
            after.unit_norm == "percent" and change.unit_norm == "percentage_point"
        ):
            yield from _difference(before, after, change)
        elif change.unit_norm == "percent":
            yield from _growth(after, change, before.value, (after, change, before), rounding(before))


def _difference(before: Claim, after: Claim, change: Claim) -> Iterator[Check]:
    if before.value is None or after.value is None or change.value is None:
        return
    expected = abs(after.value - before.value)
    tolerance = sum(map(rounding, (before, after, change)), Decimal(0))
    reason = f"from {before.text} to {after.text} is a change by {plain(expected)}, the text says {plain(change.value)}"
    yield compared(
        "from_to",
        (change, before, after),
        change.value,
        expected,
        tolerance,
        reason,
        _severity(change.value, expected, tolerance),
    )


def _level(stated: Stated, level: Claim, one: Claim, other: Claim) -> Iterator[Check]:
    """达到120亿元,比上年增加20亿元,增长20%: the rate that follows from a level and its change."""
    if level.change != "none" or one.change == "none" or other.change != one.change or not level.value:
        return
    amount, rate = (one, other) if other.unit_norm == "percent" else (other, one)
    if rate.unit_norm != "percent" or amount.unit_norm != level.unit_norm or amount.unit_norm == "percent":
        return
    if not all(map(is_exact, (level, amount, rate))) or amount.value is None or one.period != other.period:
        return
    gap = stated.between(level, one) + stated.between(one, other)
    if len(gap) > _NEAR or re.search(r"[;。!?\n]|其中", gap) or amount.value == 0:
        return
    before = level.value - amount.value if amount.change == "up" else level.value + amount.value
    if before > 0:
        uncertain = rounding(level) + rounding(amount)
        yield from _growth(level, rate, before, (rate, level, amount), uncertain, amount)


def _growth(
    after: Claim, rate: Claim, before: Decimal, claims: Sequence[Claim], uncertain: Decimal, amount: Claim | None = None
) -> Iterator[Check]:
    """Whether a rate is that of the change from `before` to the value of `after`."""
    if after.value is None or rate.value is None or before <= 0:
        return
    expected = abs(after.value - before) / before * 100
    own = rounding(amount) * 2 if amount else rounding(after)
    tolerance = rounding(rate) + (own + uncertain) / before * 100 + Decimal("0.1") * (places_of(rate) > 0)
    reason = (
        f"from {plain(before)} to {after.text} is a change by {plain(expected)}%, the text says {plain(rate.value)}%"
    )
    yield compared(
        "growth", claims, rate.value, expected, tolerance, reason, _severity(rate.value, expected, tolerance)
    )


def _severity(stated: Decimal, expected: Decimal, tolerance: Decimal) -> Severity:
    """Nothing within rounding; likely where a point or a scale word is misplaced; else to look at: growth may be at constant prices."""
    if abs(stated - expected) <= tolerance:
        return ""
    for slip in _SLIPS:
        if abs(stated / slip - expected) <= max(tolerance, expected / 20):
            return "likely"
    return "look"
