"""Shares: 硕士92名,占教师的32.6% against the part and the whole, and shares that are told to make up all: 60%、30%和10%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.results import compared, plain
from pipeline.checks.stated import Stated, is_exact, rounding
from pipeline.patterns import when_used
from pipeline.records import Check, Claim, Severity

_SHARE = when_used(r"[,(]?\s?(?:约|分别)?占(?:比|[^,;。:()\d]{0,14}?的(?:比重|比例)?|总数|全部)?(?:为|达到?)?(?:约)?")
_BARE = when_used(r"[,(]?\s?(?:约|分别)?占(?:比|总数的?|全部的?)?(?:为|达到?)?(?:约)?")
_OF_ALL = when_used(r"(?:分别占|占比分别|比重分别|比例分别|构成|结构)[^,;。\d]{0,10}$")
_LISTED = when_used(r"[、和与及:]|,?和")
_ALL = Decimal(100)
_OFF = Decimal(1)
"""Percentage points by which a share may differ from its part over its whole: the whole may be counted at another time."""
_SLIPS = tuple(Decimal(10) ** power for power in (-2, -1, 1, 2))
_REACH = 12
"""Figures before a share among which its whole is looked for."""
_NEAR_ALL = Decimal(12)


def check(stated: Stated) -> Iterator[Check]:
    """A check for each share whose part and whole are told, and for each list of shares that make up a whole."""
    for before, claims in pairwise(((), *stated.sentences)):
        for at, share in enumerate(claims):
            if at and share.unit_norm == "percent" and share.change == "none" and share.value and is_exact(share):
                told = (*before[-_REACH:], *claims[max(0, at - _REACH) : at])
                others = _told_with(stated, claims, at) if "分别" in stated.between(told[-1], share) else 0
                yield from _share(stated, told, told[-1 - others], share)
        yield from _shares_of_all(stated, claims)


def _told_with(stated: Stated, claims: Sequence[Claim], at: int) -> int:
    """How many shares stand behind the first of a list: 博士40人、硕士60人,分别占20%和30%."""
    last = at
    while last + 1 < len(claims) and _LISTED.fullmatch(stated.between(claims[last], claims[last + 1])):
        last += 1
    return min(last - at, at - 1)


def _share(stated: Stated, told: Sequence[Claim], part: Claim, share: Claim) -> Iterator[Check]:
    if not part.value or not is_exact(part) or part.dimension in ("ratio", "ratio_change", "rate", "duration"):
        return
    if not _SHARE.fullmatch(stated.between(told[-1], share)):
        return
    whole = stated.known.get(part.part_of)
    candidates = (
        [whole] if whole else [claim for claim in told if claim.unit_norm == part.unit_norm and claim is not part]
    )
    bare = whole is not None and _BARE.fullmatch(stated.between(told[-1], share)) is not None
    checks = [found for other in reversed(candidates) if (found := _against(share, part, other, bare))]
    if checks:
        yield next((check for check in checks if check.verdict == "passed"), checks[0])


def _against(share: Claim, part: Claim, whole: Claim, bare: bool) -> Check | None:
    """The check of a share against a whole; None where another whole may be meant, as where the text names one (占预算收入的33%)."""
    if not whole.value or not part.value or not share.value or not is_exact(whole) or whole.value <= part.value:
        return None
    expected = part.value / whole.value * _ALL
    tolerance = max(_OFF, rounding(share) + rounding(part) / whole.value * _ALL)
    severity: Severity = "" if abs(expected - share.value) <= tolerance else "look"
    if severity and bare:
        severity = "likely"
    if severity and any(abs(share.value / slip - expected) <= rounding(share) / slip for slip in _SLIPS):
        severity = "likely"
    if severity == "look":
        return None
    reason = f"{part.text} of {whole.text} is {plain(expected)}%, the text says {plain(share.value)}%"
    return compared("share", (share, part, whole), share.value, expected, tolerance, reason, severity)


def _shares_of_all(stated: Stated, claims: Sequence[Claim]) -> Iterator[Check]:
    """分别占60%、30%和10%: shares in one list that make up a hundred percent, or nearly."""
    run: list[Claim] = []
    for claim in (*claims, None):
        goes_on = claim is not None and claim.unit_norm == "percent" and claim.change == "none" and is_exact(claim)
        if goes_on and claim and (not run or _LISTED.fullmatch(stated.between(run[-1], claim))):
            run.append(claim)
            continue
        if len(run) > 2 and _OF_ALL.search(stated.before(run[0], 24)):
            yield from _all(run)
        run = [claim] if goes_on and claim else []


def _all(run: Sequence[Claim]) -> Iterator[Check]:
    total = sum((claim.value or Decimal(0) for claim in run), Decimal(0))
    tolerance = sum(map(rounding, run), Decimal(0)) + Decimal("0.1")
    reason = f"the shares {' + '.join(claim.text for claim in run)} add up to {plain(total)}%, a whole is 100%"
    if abs(total - _ALL) <= tolerance:
        yield compared("shares", run, total, _ALL, tolerance, reason)
    elif _ALL < total <= _ALL + _NEAR_ALL:
        yield compared("shares", run, total, _ALL, tolerance, reason, "look")
