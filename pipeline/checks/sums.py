"""Totals and their parts: 26所(其中小学19所、初中7所), 排查1893处,已整改1850处,其余43处.

Parts that exceed their total are wrong wherever they stand. Parts that fall short are a list of some of them, unless the list is
meant to be whole: it stands in a parenthesis or behind 分别, 分配给 or 按…分 without 其中 or 含, it names the rest (其余, 其他), or it falls so
little short that nothing else can be meant. 等 behind the last part says that there are others; so may a list of kinds of schools, of
which those with the fewest pupils are left out.

Claims link a part to its total only while it fits, so a list that is wrong is linked in part; where it ends is how it is written
(`breakdowns`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from pipeline.checks.breakdowns import Breakdown, are_levels, breakdowns, is_difference
from pipeline.checks.results import compared, plain
from pipeline.checks.stated import Stated, is_exact, places_of, rounding, scale_of
from pipeline.indicators.catalogue import split_words
from pipeline.indicators.matcher import bare_part
from pipeline.patterns import PARENTHESES, when_used
from pipeline.records import Check, Claim, Severity, Verdict
from pipeline.resources import read_toml

_SOME = when_used(r"其中|含|包括|包含|如[,:]|主要")
_WHOLE = when_used(r"\($|分别|按[^,;。:]{1,12}分[,:]?|:$|分(?:为|成|配|布)|由[^,;。]{0,12}组成")
_REST = when_used(r"(?:其余|其他|其它|余下|剩余|另外?)[^,;。、:\d]{0,8}$")
_OTHERS = when_used(r"[^,;。:、()\d]{0,8}等(?!级)")
_CHANGES = when_used(
    r"(?:[由从较]|比(?!例|重|率)|相当于|目标|计划|上年|去年)[^,;。:、]{0,20}$|(?:到|至|成)(?:了|约|近)?$"
)
_AMONG = when_used(r"[^。!?\n\d]{0,10}?(?:其中|[(,]含|按[^,;。:]{1,12}分)[:,]?[^。;!?\n\d,、()]{1,14}")
_LISTED = when_used(r"[、和与及]|,?和")
_LITTLE = Decimal("0.12")
"""Part of a total that a list of its parts may leave out and still be meant to be whole."""
_SLIP = Decimal("0.03")
"""The same of kinds of schools, of which there are many: those with fewer pupils than any that is named may be left out."""
_NEAR = Decimal("0.3")
"""Part of a total by which a next figure may exceed it and still belong to its list; more is another thing."""
_MANY = 3
_CLAUSES = when_used("[,;。]")
_TINY = Decimal("0.0001")
"""Part of a total of money that is too small to be worth naming."""
_TOTAL = when_used(r"(?:共计|合计|总计|总共|一共|共)(?:有|为|达)?$")
_ADDED = when_used(r"(?:共计|合计|总计)(?:有|为|达)?$")
_WAYS_TO_COUNT_OUT = (
    (
        re.compile(r"[^。;!?\n\d]{0,16},既[^,。;!?\n\d]{0,16}"),
        re.compile(r"[^。;!?\n\d,]{0,16},[又也][^,。;!?\n\d]{0,16}"),
    ),
    (
        re.compile(r"[^。;!?\n\d]{0,12}[,:]第一[年期批][^,。;!?\n\d]{0,6}"),
        re.compile(r"[,、]第[二三四五六][年期批][^,。;!?\n\d]{0,6}"),
    ),
)
"""What stands before the first part and before each other one."""
_INCOME = when_used(r"收入(?:总额|总计|合计)?(?:完成|达到?|为)?$")
_SPENT = when_used(r"[、,](?:总)?支出(?:总额|总计|合计)?(?:完成|达到?|为)?")
_PLUS = when_used(r"[,、](?:再?加上?[^,;。\d]{1,14}|上年(?:结转|结余)[^,;。\d]{0,8})")
_IN_ALL = when_used(r"[,、][^,;。\d]{0,12}(?:总|共|合计)[^,;。\d]{0,6}")
_LEFT = when_used(r"[、,](?:收支相抵,?)?(?:当年|本年|当期|本期|收支)(?:净)?结余(?:为)?")
"""What is left over from other years (滚存结余, 年终结余) is no difference of these."""
_REACH = 60
_MOST_PARTS = 24
_SLIPS = (Decimal(10**4), 1 / Decimal(10**4), Decimal(10), 1 / Decimal(10))


def check(stated: Stated) -> Iterator[Check]:
    """A check for each list of at least two parts of a total, for each total behind its parts, and for each rest."""
    judged = set()
    for whole, groups in _parts(stated):
        judged.add(whole.claim_id)
        for parts, is_row in groups:
            if len(parts) > 1:
                yield _sum(stated, whole, parts, is_row)
            yield from _tiny(whole, parts)
    for whole, following in pairwise(stated.claims):
        if whole.claim_id not in judged:
            yield from _among(stated, whole, following)
    for claims in stated.sentences:
        yield from _totals_behind(stated, claims)
        yield from _rests(stated, claims)
        yield from _told_apart(stated, claims)
        yield from _balances(stated, claims)


def _parts(stated: Stated) -> Iterator[tuple[Claim, list[tuple[Sequence[Claim], bool]]]]:
    """Figures with the lists of their parts, each with whether all of it is one row.

    Claims give as parts what does not exceed the figure, so what they give is a part of a list that is wrong; how the list is written
    says where it ends. Where the parts that the claims give add up, they are the list.
    """
    linked = {whole.claim_id: groups for whole, groups in _linked(stated)}
    written: dict[str, list[Breakdown]] = {}
    for found in breakdowns(stated):
        if not _is_one_of_several(stated, stated.places[found.whole.claim_id]):
            written.setdefault(found.whole.claim_id, []).append(found)
    for claim in stated.claims:
        groups, lists = linked.get(claim.claim_id, ()), written.get(claim.claim_id, ())
        rows = [_ids(found.parts) for found in lists if found.is_row]
        over = [
            _ids(group) for group in groups if _adds_up(claim, group)
        ]  # what follows is no part, unless a row goes on
        told = [
            found
            for found in lists
            if not any(_ids(found.parts) <= _ids(group) for group in groups)
            and (found.is_row or not any(group <= _ids(found.parts) for group in over))
        ]
        kept = [group for group in groups if not any(_ids(group) < _ids(found.parts) for found in told)]
        if any(_adds_up(claim, group) for group in kept):
            told = []
        if kept or told:
            yield (
                claim,
                [
                    *((group, any(row <= _ids(group) for row in rows)) for group in kept),
                    *((found.parts, found.is_row) for found in told),
                ],
            )


def _linked(stated: Stated) -> Iterator[tuple[Claim, list[list[Claim]]]]:
    """Figures with those that the claims give as parts of them, parted into lists."""
    parts: dict[str, list[Claim]] = {}
    for claim in stated.claims:
        if claim.part_of:
            parts.setdefault(claim.part_of, []).append(claim)
    for claim_id, members in parts.items():
        whole = stated.known[claim_id]
        if not all(map(_has_value, (whole, *members))) or _is_one_of_several(stated, stated.places[claim_id]):
            continue
        if is_difference(stated, whole):
            continue
        members = [member for member in members if _is_of_time(whole, member)]
        if members and not are_levels(stated, whole, members):
            going_on = _continued(stated, whole, members, stated.places[members[-1].claim_id])
            yield whole, list(_lists(stated, whole, going_on))


def _ids(claims: Sequence[Claim]) -> frozenset[str]:
    return frozenset(claim.claim_id for claim in claims)


def _adds_up(whole: Claim, parts: Sequence[Claim]) -> bool:
    return len(parts) > 1 and abs(sum(map(_value, parts), Decimal(0)) - _value(whole)) <= _tolerance((whole, *parts))


def _is_one_of_several(stated: Stated, place: int) -> bool:
    """Whether a total stands in a list, so that its parts are those of all: 2.81亿元、3.12亿元,其中上级补助1.74亿元、1.89亿元."""
    before, whole = stated.claims[place - 1], stated.claims[place]
    return (
        place > 0
        and before.unit_norm == whole.unit_norm
        and _LISTED.fullmatch(stated.between(before, whole)) is not None
    )


def _has_value(claim: Claim) -> bool:
    return claim.value is not None and claim.value_max is None


def _value(claim: Claim) -> Decimal:
    return claim.value or Decimal(0)


def _continued(stated: Stated, whole: Claim, members: Sequence[Claim], last: int) -> list[Claim]:
    """The parts with the next figure of their list where it was left out of it because the total would be exceeded."""
    if sum(map(_value, members), Decimal(0)) == _value(whole):
        return list(members)  # a list that adds up is over
    adds_up = abs(sum(map(_value, members), Decimal(0)) - _value(whole)) <= _tolerance((whole, *members))
    for following in stated.claims[last + 1 : last + 3]:
        if following.dimension in ("ratio", "ratio_change"):
            continue
        gap = stated.between(members[-1], following)
        ends = re.search(r"[。!?\n]" if whole.dimension == "money" and not adds_up else r"[。;!?\n]", gap)
        if following.part_of or ends or len(gap) > _REACH or gap.count("(") != gap.count(")"):
            break
        total = sum(map(_value, (*members, following)), Decimal(0))
        if _is_alike(whole, following) and _value(whole) < total <= _value(whole) * (1 + _NEAR):
            return [*members, following]
        break
    return list(members)


def _is_alike(whole: Claim, part: Claim) -> bool:
    return _is_of_kind(whole, part) and _is_of_time(whole, part)


def _is_of_kind(whole: Claim, part: Claim) -> bool:
    same = (part.unit_norm, part.dimension, part.status) == (whole.unit_norm, whole.dimension, whole.status)
    return same and part.change in ("none", whole.change) and is_exact(part)


def _is_of_time(whole: Claim, part: Claim) -> bool:
    return not whole.period or not part.period or whole.period == part.period


def _lists(stated: Stated, whole: Claim, members: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The members parted where another breakdown of the same total begins: 189所(小学97所、初中92所),其中寄宿制学校57所.

    One in a parenthesis within the list is a part of a part; levels of two times are no parts: 由40元提高到80元.
    """
    depth = of_list = _opened(stated.between(whole, members[0]))
    current = [members[0]]
    for before, member in pairwise(members):
        gap = stated.between(before, member)
        depth += _opened(gap)
        if depth > of_list or _is_part_of_part(stated, before, member):
            continue
        if "其中" in gap or "。" in gap or depth < of_list:
            yield current
            current = []
        of_list = depth
        current.append(member)
    if not any(_CHANGES.search(stated.before(member, 24).rpartition("\n")[2]) for member in current):
        yield current


def _opened(text: str) -> int:
    """Parentheses that a stretch of text opens and does not close."""
    return text.count("(") - text.count(")")


def _is_part_of_part(stated: Stated, before: Claim, member: Claim) -> bool:
    """Whether a figure is told of what was counted right before it: 幼儿园10所,幼儿园中民办1所."""
    counted = before.subject
    return (
        len(counted) > 1
        and re.match(rf"[,;、(]\s?{re.escape(counted)}[中内里]", stated.between(before, member)) is not None
    )


def _sum(stated: Stated, whole: Claim, parts: Sequence[Claim], is_row: bool = False) -> Check:
    counted = parts if is_row else _adding_up(stated, whole, parts) or parts
    total, value = sum(map(_value, counted), Decimal(0)), _value(whole)
    tolerance = _tolerance((whole, *counted))
    claims = (whole, *counted)
    reason = _told(counted, total, value)
    if abs(total - value) <= tolerance:
        return compared("sum", claims, value, total, tolerance, reason)
    severity = _severity(stated, whole, parts, total, tolerance)
    verdict: Verdict = "failed" if severity else "partial"
    return compared("sum", claims, value, total, tolerance, reason, severity, verdict)


def _told(parts: Sequence[Claim], total: Decimal, value: Decimal) -> str:
    """The reason of a check of a sum, with both numbers."""
    written = " + ".join(part.text for part in parts)
    return f"the parts {written} add up to {plain(total)}, the whole is {plain(value)}"


def _adding_up(stated: Stated, whole: Claim, parts: Sequence[Claim]) -> list[Claim]:
    """The last of the parts, with what follows them, that add up exactly: 劳动力7620人,其中女劳动力3718人,农业劳动力5228人,工业劳动力2392人.

    One list may part a total in two ways, of which the other is told in part.
    """
    if sum(map(_value, parts), Decimal(0)) == _value(whole):
        return list(parts)
    last = stated.places[parts[-1].claim_id]
    behind = [claim for claim in stated.claims[last + 1 : last + 4] if claim.sentence == parts[-1].sentence]
    run = [*parts, *(claim for claim in behind if _is_alike(whole, claim) and claim.part_of in ("", whole.claim_id))]
    starts: dict[Decimal, int] = {}
    total = Decimal(0)
    for place, claim in enumerate(run):
        if place:
            starts.setdefault(total, place)
        total += _value(claim)
        if 0 < place < len(parts) and total == _value(whole):
            return run[: place + 1]
        start = starts.get(total - _value(whole), place)
        if start < place:
            return run[start : place + 1]
    return []


def _severity(stated: Stated, whole: Claim, parts: Sequence[Claim], total: Decimal, tolerance: Decimal) -> Severity:
    """How sure it is that parts that differ from their total are wrong; empty when they are some of several."""
    value = _value(whole)
    if not all(map(is_exact, (whole, *parts))):
        return "look" if total > value + max(tolerance, value / 10) else ""
    if any(abs(total - _value(part) + _value(part) * slip - value) <= tolerance for part in parts for slip in _SLIPS):
        return "likely"
    by_one = not tolerance and abs(total - value) == scale_of(whole)
    is_whole = by_one or _are_whole(stated, whole, parts) or _is_closed(stated, whole, parts)
    if total > value and any(_value(part) >= value for part in parts):
        return (
            "likely" if is_whole or _value(parts[0]) >= value else "look"
        )  # 其中住宅32万户,移动电话350万户: another thing
    if total > value:
        if len(parts) < _MANY and not is_whole:
            return "look"  # 其中私人汽车202万辆,新能源汽车26万辆: one may be of the other
        return "certain" if total <= value * (1 + _NEAR) or _is_closed(stated, whole, parts) else "look"
    if _OTHERS.match(stated.content, parts[-1].end):
        return ""
    if _is_closed(stated, whole, parts) or any(_REST.search(stated.before(part, 16)) for part in parts[1:]):
        return "certain" if total >= value / 2 else "likely"
    short = value - total
    if short > value * _LITTLE:
        return ""
    if not is_whole:
        return "look"
    return "look" if value * _SLIP < short < min(map(_value, parts)) and _are_stages(whole, parts) else "likely"


def _are_whole(stated: Stated, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether parts are all that there are, by how they are told.

    In a row (小学19所、初中7所) they are, and where the name of the whole ends the name of each (中央财政赤字 and 地方财政赤字), or two are each other's
    contrast. In clauses of their own, each with its growth, some parts are told.
    """
    if not any(_CLAUSES.search(PARENTHESES.sub("", stated.between(*pair))) for pair in pairwise(parts)):
        return True
    names = [part.subject for part in parts]
    if whole.subject and all(name != whole.subject and name.endswith(whole.subject) for name in names):
        return True
    return len(parts) == 2 and any(
        (one in names[0] and other in names[1]) or (other in names[0] and one in names[1]) for one, other in contrasts()
    )


@cache
def contrasts() -> tuple[tuple[str, str], ...]:
    """Words that part things in two: 中央 and 地方, 男 and 女."""
    return tuple((one, other) for one, other in read_toml("magnitudes.toml")["contrast"]["pairs"])


def _are_stages(whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether parts are kinds of schools, and the whole does not say of which it is made (义务教育学校, 中小学)."""
    if any(word in whole.subject for word, (dimension, _) in split_words().items() if dimension == "stage"):
        return False
    stages = {dict(bare_part(part.subject)).get("stage") for part in parts}
    return None not in stages and len(stages) > 1


def _is_closed(stated: Stated, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the list is said to be whole: it is a parenthesis of its own, or what leads to it says so."""
    lead = stated.between(whole, parts[0])
    return not _SOME.search(lead) and ("(" in lead or _WHOLE.search(lead) is not None)


def _tolerance(claims: Sequence[Claim]) -> Decimal:
    """What rounding explains: half a unit of each figure with decimals. Whole numbers of one scale add up exactly."""
    if not any(map(places_of, claims)) and len(set(map(scale_of, claims))) == 1:
        return Decimal(0)
    return sum(map(rounding, claims), Decimal(0))


def _tiny(whole: Claim, parts: Sequence[Claim]) -> Iterator[Check]:
    for part in parts:
        if part.dimension == "money" and 0 < _value(part) < _value(whole) * _TINY and is_exact(whole):
            reason = f"the part {part.text} is less than a ten-thousandth of {whole.text}"
            yield compared("sum", (part, whole), _value(part), _value(whole), Decimal(0), reason, "likely")


def _among(stated: Stated, whole: Claim, part: Claim) -> Iterator[Check]:
    """A part that nobody took for one, since it is larger than its total (校舍12栋,其中教学楼15栋), or next to nothing of it."""
    if (
        not _has_value(whole)
        or whole.base
        or whole.dimension in ("ratio", "ratio_change", "rate", "number", "duration")
    ):
        return
    if not is_exact(whole) or not _is_alike(whole, part):
        return
    gap = stated.between(whole, part)
    if is_difference(stated, whole) or not _AMONG.fullmatch(gap) or _CHANGES.search(gap) or re.search("[每均]", gap):
        return
    if _value(part) > _value(whole):
        reason = f"the part {part.text} is more than its whole, {whole.text}"
        yield compared("sum", (whole, part), _value(whole), _value(part), Decimal(0), reason, "likely")
    yield from _tiny(whole, [part])


def _totals_behind(stated: Stated, claims: Sequence[Claim]) -> Iterator[Check]:
    """小学19所、初中7所,共26所: a total that follows its parts."""
    for at, whole in enumerate(claims):
        if at > 1 and is_exact(whole) and _TOTAL.search(stated.before(whole, 6)):
            parts = _run_before(stated, claims, at)
            if len(parts) > 1 and sum(map(_value, parts), Decimal(0)) == whole.value:
                yield _sum(stated, whole, parts)
            elif len(parts) > 1 and _ADDED.search(stated.before(whole, 6)) and not _is_explained(stated, whole):
                yield from _total_off(whole, parts)


def _total_off(whole: Claim, parts: Sequence[Claim]) -> Iterator[Check]:
    """小学19所、初中7所(合计28所): a total that the text says was added up, and that differs a little from the parts before it."""
    runs = [parts[at:] for at in range(len(parts) - 1)]
    nearest = min(runs, key=lambda run: abs(sum(map(_value, run), Decimal(0)) - _value(whole)))
    total, value = sum(map(_value, nearest), Decimal(0)), _value(whole)
    tolerance = _tolerance((whole, *nearest))
    if not all(map(is_exact, nearest)) or abs(total - value) > value * _LITTLE:
        return
    severity: Severity = "" if abs(total - value) <= tolerance else "likely"
    reason = _told(nearest, total, value)
    yield compared("sum", (whole, *nearest), value, total, tolerance, reason, severity)


def _is_explained(stated: Stated, whole: Claim) -> bool:
    """Whether the last figures of the kind in the paragraph add up to a total when growth, and what stands in parentheses, is left out."""
    total, tolerance = Decimal(0), rounding(whole)
    place, following = stated.places[whole.claim_id], whole
    for claim in reversed(stated.claims[max(0, place - _MOST_PARTS) : place]):
        gap, following = stated.between(claim, following), claim
        if "\n" in gap:
            return False
        if _is_of_kind(whole, claim) and _opened(gap) >= 0:
            total += _value(claim)
            tolerance += rounding(claim)
            if abs(total - _value(whole)) <= tolerance:
                return True
    return False


def _run_before(stated: Stated, claims: Sequence[Claim], at: int) -> list[Claim]:
    """The figures of the kind of the one at `at` that stand before it in one run."""
    run: list[Claim] = []
    for claim in reversed(claims[max(0, at - _MOST_PARTS) : at]):
        if not _is_of_kind(claims[at], claim):  # what was added up may be of several times
            break
        run.insert(0, claim)
    return run


def _told_apart(stated: Stated, claims: Sequence[Claim]) -> Iterator[Check]:
    """Parts that a sentence counts out behind their whole: 共25项,既有A的15项,又有B的10项; 分三年共60万元,第一年30万元,第二年20万元,第三年10万元."""
    for at, whole in enumerate(claims):
        if whole.part_of or not is_exact(whole):
            continue
        for first, next_ones in _WAYS_TO_COUNT_OUT:
            parts: list[Claim] = []
            for before, part in pairwise(claims[at : at + _MOST_PARTS]):
                said = next_ones if parts else first
                if not _is_of_kind(whole, part) or not said.fullmatch(stated.between(before, part)):
                    break
                parts.append(part)
            if len(parts) > 1 and not any(part.part_of for part in parts):
                yield _counted_out(whole, parts)


def _counted_out(whole: Claim, parts: Sequence[Claim]) -> Check:
    total, value = sum(map(_value, parts), Decimal(0)), _value(whole)
    tolerance = _tolerance((whole, *parts))
    severity: Severity = "" if abs(total - value) <= tolerance else "likely"
    reason = _told(parts, total, value)
    return compared("sum", (whole, *parts), value, total, tolerance, reason, severity)


def _rests(stated: Stated, claims: Sequence[Claim]) -> Iterator[Check]:
    """排查1893处,已整改1850处,其余43处: what is left of a total when its part is taken off."""
    for at, rest in enumerate(claims):
        if at < 2 or rest.part_of or not is_exact(rest) or not _REST.search(stated.before(rest, 16)):
            continue
        place = stated.places[rest.claim_id]
        near = stated.claims[max(0, place - _MOST_PARTS) : place]
        same = [claim for claim in near if claim.sentence >= rest.sentence - 1 and _is_alike(rest, claim)]
        for count in range(2, len(same) + 1):
            whole, *parts = same[-count:]
            if not parts[-1].part_of and (count == 2 or _SOME.search(stated.between(whole, parts[0]))):
                found = _rest(whole, parts, rest)
                if found is not None:
                    yield found
                    break


def _rest(whole: Claim, parts: Sequence[Claim], rest: Claim) -> Check | None:
    """The check of what is left of a total when its parts are taken off; None when something else may be meant."""
    left = _value(whole) - sum(map(_value, parts), Decimal(0))
    off = abs(left - _value(rest))
    tolerance = _tolerance((whole, *parts, rest))
    if off > max(tolerance, _value(whole) * _LITTLE):
        return None
    taken = " and ".join(part.text for part in parts)
    reason = f"{whole.text} less {taken} is {plain(left)}, the rest is {plain(_value(rest))}"
    severity: Severity = "" if off <= tolerance else "likely"
    return compared("sum", (rest, whole, *parts), _value(rest), left, tolerance, reason, severity)


def _balances(stated: Stated, claims: Sequence[Claim]) -> Iterator[Check]:
    """What is left of an income (收入14.2亿元、支出12.9亿元,当年结余1.3亿元), and what comes to it (收入合计30亿元,加上上年结转2亿元,总数32亿元)."""
    for one, other, third in zip(claims, claims[1:], claims[2:], strict=False):
        gaps = stated.between(one, other), stated.between(other, third)
        if not (_is_of_kind(one, other) and _is_of_kind(one, third) and is_exact(one)):
            continue
        found = None
        if _SPENT.fullmatch(gaps[0]) and _LEFT.fullmatch(gaps[1]) and _INCOME.search(stated.before(one, 12)):
            found = _rest(one, [other], third)
        elif _PLUS.fullmatch(gaps[0]) and _IN_ALL.fullmatch(gaps[1]) and not _is_explained(stated, third):
            found = _rest(third, [one], other)
        if found is not None:
            yield found
