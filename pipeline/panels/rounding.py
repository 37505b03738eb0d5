"""What a number may stand for: 5.67万亿 for anything from 5.665 to 5.675."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.records import Comparator

_HALF = Decimal("0.5")
_INFINITE = Decimal("Infinity")
_LOOSE = Decimal("0.05")
"""Share by which 约 and 近 may miss."""
_BEYOND = Decimal("0.1")
"""Share by which what is 超 a number may be beyond it: nobody says 超100亿 of 200."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers that a statement agrees with, both ends included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether both may be of one number."""
        return self.low <= other.high and other.low <= self.high

    def negative(self) -> Interval:
        """The same with the sign changed."""
        return Interval(-self.high, -self.low)


def interval(value: Decimal, value_max: Decimal | None, number_text: str, comparator: Comparator) -> Interval:
    """The interval of a stated number without sign.

    Args:
        value: the number, or the low end of a range.
        value_max: the high end of a range.
        number_text: as written, which tells to how many digits it is given.
        comparator: how it bounds the truth.
    """
    if value_max is not None:
        return Interval(value, value_max)
    step = _step(value, number_text) * _HALF
    loose, beyond = abs(value) * _LOOSE, abs(value) * _BEYOND
    wide = max(step, loose)
    ends: Mapping[Comparator, tuple[Decimal, Decimal]] = {
        "eq": (step, step),
        "approx": (wide, wide),
        "near": (wide, step),
        "gt": (step, max(step, beyond)),
        "ge": (step, _INFINITE),
        "lt": (max(step, beyond), step),
        "le": (_INFINITE, step),
    }
    below, above = ends[comparator]
    return Interval(value - below, value + above)


def _step(value: Decimal, number_text: str) -> Decimal:
    """Worth of the last digit that is given: of those behind the point, else the last that is no zero."""
    plain = "".join(character for character in number_text if character.isdigit() or character == ".")
    try:
        number = Decimal(plain)
    except ArithmeticError:
        number = Decimal(0)
    if "." in plain and number and value:
        return abs(value) / number * Decimal(1).scaleb(-len(plain.partition(".")[2]))
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
