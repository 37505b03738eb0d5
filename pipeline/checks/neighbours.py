"""Figures of one list that lie thousands of times apart, as 万 for 亿 makes them: 给予100万元、50亿元、30万元奖励; and spans that reach so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.checks.results import compared, plain
from pipeline.checks.stated import Stated
from pipeline.patterns import when_used
from pipeline.records import Check, Claim

_LISTED = when_used(r"(?:\([^()]{0,8}\))?[、和与或及](?:[^,;。:()、\d\n]{0,6})")
_SPAN = when_used(r"(?:以上)?[、,]?(?:到|至|但?不足|但?不满|但?低于)?")
_SCALE = when_used(r"\d\s?([万亿])$")
_FAR = Decimal(1000)
"""Times by which the figures of one list, and the ends of one span, do not differ unless a scale word is wrong."""


def check(stated: Stated) -> Iterator[Check]:
    """A failed check for each figure that alone in its list has another scale word and is thousands of times the others, or a thousandth."""
    for claims in stated.sentences:
        run: list[Claim] = []
        for claim in (*claims, None):
            if claim is not None and run and _goes_on(stated, run[-1], claim):
                run.append(claim)
                continue
            yield from _odd(stated, run)
            run = [claim] if claim is not None else []


def _goes_on(stated: Stated, before: Claim, claim: Claim) -> bool:
    gap = stated.between(before, claim)
    return claim.unit_norm == before.unit_norm != "" and (
        _LISTED.fullmatch(gap) is not None or (before.comparator in ("ge", "gt") and _SPAN.fullmatch(gap) is not None)
    )


def _odd(stated: Stated, run: Sequence[Claim]) -> Iterator[Check]:
    scales = [_scale(claim) for claim in run]
    times_said = Counter(scales)
    if len(run) < 2 or times_said[""]:
        return
    for claim, scale in zip(run, scales, strict=True):
        if times_said[scale] > 1 or not claim.value:
            continue
        others = [other for other in run if other is not claim]
        values = [other.value or Decimal(0) for other in others]
        nearest = max(values) if scale == "亿" else min(values)
        low, high = sorted((claim.value, nearest))
        if low > 0 and high / low >= _FAR:
            times = plain(high / low)
            reason = f"{claim.text} and {others[0].text} of one list lie {times} times apart"
            yield compared(
                "magnitude",
                (claim, *others),
                claim.value,
                nearest,
                nearest * _FAR,
                reason,
                "likely",
            )
            return


def _scale(claim: Claim) -> str:
    """万 or 亿 behind the digits of a figure that states one value; else empty."""
    found = _SCALE.search(claim.number_text)
    return found[1] if found is not None and claim.value_max is None else ""
