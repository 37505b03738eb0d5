"""An amount, for how many it is, and what one gets: 发放补助120万元,惠及1000人,人均1200元.

Where all three are told, the amount is their product. Where two are, the quotient has to be what one person can get.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.checks.results import compared, plain
from pipeline.checks.stated import Stated, is_exact, rounding
from pipeline.patterns import when_used
from pipeline.records import Check, Claim, Severity

_HEADS = ("person", "person_time", "household", "笔")
_AID = when_used(r"资助|补助|补贴|减免|救助|奖励|奖学金|助学|退费|退还|返还|补发|培训|贷款|慰问|津贴")
_TO = when_used(r"惠及|受益|涉及|覆盖|资助|减免|补助|补贴|发放|救助|奖励|慰问|培训|获|补发|退还|[、,]$")
_EACH = when_used(r"(?:[人生户师]均|平均每[人名户]|每[人名生户])[^,;。:\d]{0,6}$")
_GETS = (Decimal(1), Decimal(10**6))
"""Yuan that one person gets in aid, in training or in a loan, at least and at most."""
_BREAKS = when_used(r"[。!?\n;]")
_REACH = 40
_SLIPS = tuple(Decimal(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))
_CLOSE = Decimal("0.02")


def check(stated: Stated) -> Iterator[Check]:
    """A check for each amount that stands beside the number of those who get it."""
    for claims in stated.sentences:
        for at, amount in enumerate(claims):
            if not _is_amount(amount):
                continue
            heads = _heads(stated, claims, at)
            each = next((claim for claim in claims[at + 1 : at + 4] if _is_each(stated, claim)), None)
            for count in heads:
                if each is not None and each.start > count.start and all(map(is_exact, (amount, count, each))):
                    yield from _product(amount, count, each)
                elif _AID.search(stated.before(amount, 16) + amount.subject) and _is_for(stated, amount, count):
                    yield from _quotient(amount, count)


def _is_amount(claim: Claim) -> bool:
    return claim.unit_norm == "CNY" and claim.value is not None and claim.value > 0 and claim.value_max is None


def _is_each(stated: Stated, claim: Claim) -> bool:
    return _is_amount(claim) and _EACH.search(stated.before(claim, 14)) is not None


def _heads(stated: Stated, claims: Sequence[Claim], at: int) -> list[Claim]:
    """The number of heads right before or right behind an amount, in the same clause or the next."""
    amount = claims[at]
    found = []
    for other, gap in (
        (claims[at - 1], stated.between(claims[at - 1], amount)) if at else (None, ""),
        (claims[at + 1], stated.between(amount, claims[at + 1])) if at + 1 < len(claims) else (None, ""),
    ):
        if other is None or other.unit_norm not in _HEADS or not other.value or other.value_max is not None:
            continue
        if len(gap) <= _REACH and not _BREAKS.search(gap) and "其中" not in gap and not _EACH.search(gap):
            found.append(other)
    return found[:1]


def _is_for(stated: Stated, amount: Claim, count: Claim) -> bool:
    """Whether what stands between an amount and a number of heads says that these get it."""
    gap = stated.between(*sorted((amount, count), key=lambda claim: claim.start))
    return _TO.search(gap) is not None and not re.search("招聘|新增|引进|新建", gap)


def _product(amount: Claim, count: Claim, each: Claim) -> Iterator[Check]:
    """Whether an amount is that of one times their number."""
    if amount.value is None or count.value is None or each.value is None:
        return
    expected = count.value * each.value
    tolerance = rounding(amount) + rounding(count) * each.value + rounding(each) * count.value + expected * _CLOSE
    severity: Severity = "" if abs(amount.value - expected) <= tolerance else "look"
    if severity and any(abs(amount.value / slip - expected) <= tolerance for slip in _SLIPS):
        severity = "likely"
    reason = f"{count.text} times {each.text} is {plain(expected)}, the text says {plain(amount.value)}"
    yield compared("product", (amount, count, each), amount.value, expected, tolerance, reason, severity)


def _quotient(amount: Claim, count: Claim) -> Iterator[Check]:
    """Whether one can get as much as an amount parted among them all."""
    if amount.value is None or not count.value or (amount.comparator, count.comparator) != ("eq", "eq"):
        return
    each = amount.value / count.value
    least, most = _GETS
    if least <= each <= most:
        return
    bound = most if each > most else least
    reason = f"{amount.text} for {count.text} is {plain(each)} for each, beyond {plain(bound)}"
    yield compared("product", (amount, count), each, bound, Decimal(0), reason, "likely")
