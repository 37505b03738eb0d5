"""Totals and their parts: 26所(其中小学19所、初中7所), and shares that make up a whole: 60%、30%和10%.

Parts that exceed their total are wrong wherever they stand. Parts that fall short are a list of some of them, unless the list is
meant to be whole: it stands in a parenthesis or behind 分别 or 按…分 without 其中 or 含, it names the rest (其余, 其他), or it falls so
little short that nothing else can be meant. 等 behind the last part says that there are others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.results import compared, plain
from pipeline.checks.stated import Stated, is_exact, places_of, rounding, scale_of
from pipeline.records import Check, Claim, Severity

_SOME = re.compile(r"其中|含|包括|包含|如[,:]|主要")
_WHOLE = re.compile(r"\($|分别|按[^,;。:]{1,12}分[,:]?|:$|分为|由[^,;。]{0,12}组成")
_REST = re.compile(r"其余|其他|其它|余下|剩余|另")
_OTHERS = re.compile(r"[^,;。:、()\d]{0,8}等(?!级)")
_JOINED = re.compile(r"[^。!?\n]*")
_NEW_LIST = re.compile(r"\)[^(]*其中|。")
_LITTLE = Decimal("0.105")
"""Part of a total that a list of its parts may leave out and still be meant to be whole; a list of the main ones leaves out more. Of
own samples and official reports no list of some parts left out less than a tenth and an eighth of them."""
_NEAR = Decimal("0.3")
"""Part of a total by which a next figure may exceed it and still belong to its list; more is another thing."""
_TOTAL = re.compile(r"(?:共计|合计|总计|总共|共|一共)(?:有|为|达)?$")
_REACH = 30


def sums(stated: Stated) -> Iterator[Check]:
    """A check for each list of at least two parts of a total."""
    parts: dict[str, list[Claim]] = {}
    for claim in stated.claims:
        if claim.part_of:
            parts.setdefault(claim.part_of, []).append(claim)
    for claim_id, members in parts.items():
        whole = stated.known[claim_id]
        for group in _lists(stated, _continued(stated, whole, members)):
            if len(group) > 1 and all(map(_states_value, (whole, *group))):
                yield _sum(stated, whole, group)
    yield from _totals_behind(stated)


def _states_value(claim: Claim) -> bool:
    return claim.value is not None and claim.value_max is None


def _continued(stated: Stated, whole: Claim, members: Sequence[Claim]) -> list[Claim]:
    """The parts with the next figure of their list where it was left out of it because the total would be exceeded."""
    at = stated.claims.index(members[-1])
    following = stated.claims[at + 1] if at + 1 < len(stated.claims) else None
    if following is None or following.part_of or not whole.value or not _is_alike(whole, following):
        return list(members)
    gap = stated.between(members[-1], following)
    total = sum((member.value or Decimal(0) for member in (*members, following)), Decimal(0))
    continues = len(gap) <= _REACH and not re.search(r"[。;!?\n]", gap) and gap.count("(") == gap.count(")")
    exceeds = whole.value < total <= whole.value * (1 + _NEAR)
    return [*members, following] if continues and exceeds else list(members)


def _is_alike(whole: Claim, part: Claim) -> bool:
    same = part.unit_norm == whole.unit_norm and part.dimension == whole.dimension
    return same and part.change == whole.change and part.status == whole.status and is_exact(part)


def _lists(stated: Stated, members: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The members parted where another breakdown of the same total begins: 189所(小学97所、初中92所),其中寄宿制57所."""
    current = [members[0]]
    for before, member in pairwise(members):
        gap = stated.between(before, member)
        if _NEW_LIST.search(gap) or "其中" in gap or (gap.count(")") > gap.count("(") and "(" not in gap):
            yield current
            current = []
        current.append(member)
    yield current


def _sum(stated: Stated, whole: Claim, parts: Sequence[Claim]) -> Check:
    total = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    value = whole.value or Decimal(0)
    tolerance = _tolerance((whole, *parts))
    reason = f"the parts {' + '.join(part.text for part in parts)} add up to {plain(total)}, the whole is {plain(value)}"
    if abs(total - value) <= tolerance:
        return compared("sum", (whole, *parts), value, total, tolerance, reason)
    severity = _severity(stated, whole, parts, total, tolerance)
    if not severity:
        return compared("sum", (whole, *parts), value, total, tolerance, reason, verdict="partial")
    return compared("sum", (whole, *parts), value, total, tolerance, reason, severity)


def _severity(stated: Stated, whole: Claim, parts: Sequence[Claim], total: Decimal, tolerance: Decimal) -> Severity:
    """How sure it is that parts that differ from their total are wrong; empty when they are some of several."""
    value = whole.value or Decimal(0)
    if not all(map(is_exact, (whole, *parts))):
        return "look" if total > value + max(tolerance, value / 10) else ""
    if total > value:
        return "certain" if total <= value * (1 + _NEAR) or _is_closed(stated, whole, parts) else "look"
    if _OTHERS.match(stated.content, parts[-1].end):
        return ""
    if _is_closed(stated, whole, parts) or _names_rest(stated, parts):
        return "certain" if total >= value / 2 else "likely"
    return "likely" if value - total <= value * _LITTLE else ""


def _is_closed(stated: Stated, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the list is said to be whole: it is a parenthesis of its own, or what leads to it says so."""
    lead = stated.between(whole, parts[0])[-_REACH:]
    return _WHOLE.search(lead) is not None and not _SOME.search(lead)


def _names_rest(stated: Stated, parts: Sequence[Claim]) -> bool:
    return any(_REST.search(stated.between(before, part)) for before, part in pairwise(parts))


def _tolerance(claims: Sequence[Claim]) -> Decimal:
    """What rounding explains: half a unit each of figures with decimals. Whole numbers of one scale add up exactly."""
    if not any(map(places_of, claims)) and len({scale_of(claim) for claim in claims}) == 1:
        return Decimal(0)
    return sum(map(rounding, claims), Decimal(0))


def _totals_behind(stated: Stated) -> Iterator[Check]:
    """小学19所、初中7所,共26所: a total that follows its parts."""
    for claims in stated.sentences:
        for at, whole in enumerate(claims):
            if at < 2 or not _TOTAL.search(stated.before(whole, 6)) or not is_exact(whole):
                continue
            parts = _run_before(stated, claims, at)
            total = sum((part.value or Decimal(0) for part in parts), Decimal(0))
            if len(parts) > 1 and total == whole.value:
                yield _sum(stated, whole, parts)


def _run_before(stated: Stated, claims: Sequence[Claim], at: int) -> list[Claim]:
    """The figures of the kind of the one at `at` that stand before it in one run."""
    run: list[Claim] = []
    following = claims[at]
    for claim in reversed(claims[:at]):
        if not _is_alike(claims[at], claim) or re.search(r"[。!?\n]", stated.between(claim, following)):
            break
        run.insert(0, claim)
        following = claim
    return run
