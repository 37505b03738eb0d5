"""Whether a stated growth rate follows from the levels of its year and of the year before, and whether a level is of their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.indicators.catalogue import indicators
from pipeline.panels.rounding import Interval
from pipeline.panels.statements import Key, Statement
from pipeline.records import GrowthCheck

_PERCENT = Decimal(100)
_DIGITS = Decimal("0.01")
_LEAP = Decimal(10)
"""Times by which no level rises or falls within a year: a misplaced point, or 万 for 亿."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What the levels say of a growth rate: None where one of them is missing."""

    implied: Decimal | None = None
    check: GrowthCheck = ""


class Levels:
    """The levels of a part of the panel.

    Args:
        stated: the statements that stand, by what they are of.
    """

    def __init__(self, stated: Mapping[Key, Statement]) -> None:
        self._stated = {
            replace(key, unit=""): statement
            for key, statement in stated.items()
            if key.measure == "level" and key.unit == indicators()[key.indicator].units[0]
        }

    def growth(self, key: Key, statement: Statement) -> Growth:
        """What the levels say of a rate against the year before, or of one of them; nothing of other values."""
        if key.measure == "level":
            return self._leap(key)
        if (
            key.measure != "growth"
            or key.unit != "percent"
            or key.rate_kind != "year_on_year"
            or not key.period.isdigit()
        ):
            return Growth()
        level = replace(key, measure="level", rate_kind="", unit="", status="achieved")
        now, before = self._stated.get(level), self._stated.get(replace(level, period=str(int(key.period) - 1)))
        if key.status != "achieved" or now is None or before is None or before.interval.low <= 0:
            return Growth()
        implied = ((now.value / before.value - 1) * _PERCENT).quantize(_DIGITS)
        if indicators()[key.indicator].real:
            return Growth(implied)
        bounds = Interval(
            (now.interval.low / before.interval.high - 1) * _PERCENT,
            (now.interval.high / before.interval.low - 1) * _PERCENT,
        )
        return Growth(implied, "agrees" if bounds.meets(statement.interval) else "differs")

    def _leap(self, key: Key) -> Growth:
        """Whether a level is of another order of magnitude than that of the year before."""
        if not key.period.isdigit():
            return Growth()
        now = self._stated.get(replace(key, unit=""))
        before = self._stated.get(replace(key, unit="", period=str(int(key.period) - 1)))
        if now is None or before is None or now.value <= 0 or before.value <= 0:
            return Growth()
        return Growth(check="" if 1 / _LEAP < now.value / before.value < _LEAP else "leaps")
