"""Figures against what an indicator can be at the level of the document: a gross enrolment rate of 9.5%, a county with 4 million pupils."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.checks.levels import Level, level_of
from pipeline.checks.results import compared, plain
from pipeline.checks.stated import Stated
from pipeline.records import Check


@dataclass(frozen=True, slots=True)
class Range:
    """What an indicator can be.

    Attributes:
        unit: canonical unit of the bounds.
        bounds: the least and the greatest value, by level.
    """

    unit: str
    bounds: Mapping[Level, tuple[Decimal, Decimal]]


Ranges = Mapping[str, Range]
"""By the id of the indicator that a claim is of; the change of an indicator has an id of its own, or no range."""


def check(stated: Stated, indicators: Mapping[str, str], ranges: Ranges) -> Iterator[Check]:
    """A failed check for each level beyond the range of its indicator.

    Args:
        stated: the document.
        indicators: ids of indicators by the id of the claim; a claim without one is left out.
        ranges: of the indicators.
    """
    level = level_of(stated) if indicators and ranges else None
    if level is None:
        return
    for claim in stated.claims:
        known = ranges.get(indicators.get(claim.claim_id, ""))
        if known is None or claim.value is None or claim.unit_norm != known.unit or level not in known.bounds:
            continue
        least, most = known.bounds[level]
        if claim.change == "none" and not least <= claim.value <= most:
            bound = least if claim.value < least else most
            reason = (
                f"{claim.text} is beyond {plain(least)} to {plain(most)}, which it can be at the level of the document"
            )
            yield compared("range", (claim,), claim.value, bound, Decimal(0), reason, "likely")
