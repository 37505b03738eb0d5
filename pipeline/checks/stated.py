"""What a document states, as the checks read it, and how exactly a figure is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipeline.fold import fold
from pipeline.patterns import when_used
from pipeline.records import Claim, Metadata

_DIGITS = when_used(r"\d[\d,]*(?:\.(?P<places>\d+))?")
_HALF = Decimal("0.5")
RECENT_YEAR = when_used(r"20[0-3]\d")
"""A year that may have been pasted over a figure."""


@dataclass(frozen=True)
class Stated:
    """The figures of a document with their text.

    Attributes:
        content: folded text; the offsets of the claims point into it.
        claims: in text order.
        metadata: of the document.
    """

    content: str
    claims: Sequence[Claim]
    metadata: Metadata

    @cached_property
    def known(self) -> dict[str, Claim]:
        """Claims by their id."""
        return {claim.claim_id: claim for claim in self.claims}

    @cached_property
    def places(self) -> dict[str, int]:
        """Index of each claim by its id."""
        return {claim.claim_id: place for place, claim in enumerate(self.claims)}

    @cached_property
    def sentences(self) -> tuple[tuple[Claim, ...], ...]:
        """The claims of each sentence that has any, in order."""
        grouped: dict[int, list[Claim]] = {}
        for claim in self.claims:
            grouped.setdefault(claim.sentence, []).append(claim)
        return tuple(map(tuple, grouped.values()))

    def before(self, claim: Claim, reach: int) -> str:
        """Up to `reach` characters before a claim."""
        return self.content[max(0, claim.start - reach) : claim.start]

    def between(self, one: Claim, other: Claim) -> str:
        """What stands between two claims, the first of which comes first."""
        return self.content[one.end : other.start]


def digits_of(claim: Claim) -> str:
    """The integer digits that a figure is written with, folded, without thousands commas; empty when it is written in words."""
    written = _written(claim)
    return written.group().partition(".")[0].replace(",", "") if written else ""


def number_of(claim: Claim) -> str:
    """The same with its decimals."""
    written = _written(claim)
    return written.group().replace(",", "") if written else ""


def places_of(claim: Claim) -> int:
    """How many decimals a figure is written with."""
    written = _written(claim)
    return len(written["places"] or "") if written else 0


def has_commas(claim: Claim) -> bool:
    """Whether commas part the thousands of a figure, as no year has them."""
    written = _written(claim)
    return written is not None and "," in written.group()


def scale_of(claim: Claim) -> Decimal:
    """What a one in the last integer digit of a figure as written is worth: 10000 of 35.2万元; 1 of one that is written in words."""
    written = _written(claim)
    if written is None or not claim.value:
        return Decimal(1)
    number = Decimal(written.group().replace(",", ""))
    return abs(claim.value) / number if number else Decimal(1)


def rounding(claim: Claim) -> Decimal:
    """By how much the true value may differ from the written one: half a unit of the last decimal; nothing for a plain whole number."""
    places, scale = places_of(claim), scale_of(claim)
    if places == 0 and scale == 1:
        return Decimal(0)
    return _HALF.scaleb(-places) * scale


def is_exact(claim: Claim) -> bool:
    """Whether a figure says what there is, rather than a bound or a range."""
    return claim.comparator == "eq" and claim.value is not None and claim.value_max is None


def figures(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Decimal]]:
    """Those of `claims` that state one value, with it."""
    for claim in claims:
        if claim.value is not None and claim.value_max is None:
            yield claim, claim.value


def _written(claim: Claim) -> re.Match[str] | None:
    return _DIGITS.search(fold(claim.number_text))
