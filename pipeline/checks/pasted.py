"""Digits that were pasted over figures: one string over several of them, or a year in the place of digits.

Document-sharing sites replace digits carelessly to make copies look new: every 10 becomes the year (2023个县, 办复率20230%,
220231万元), or one digit string is pasted over many. Of 13,800 figures of official documents none had a year within its digits,
four were a whole number like 2019 that is no round one, and no bound of a count and no round number (以上, 左右, 多) more than four
significant digits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checks.results import doubted
from pipeline.checks.stated import RECENT_YEAR, Stated, digits_of, has_commas, number_of, places_of
from pipeline.language.dates import DASH, YEAR
from pipeline.patterns import when_used
from pipeline.records import Check, Claim, Severity

_COPIED = range(2020, 2027)
"""Years in which copies were made; those of the document and its neighbours count, too."""
_SURE = ("certain", "likely")
_DOUBLED_YEAR = when_used(rf"(?<!\d)({YEAR})\s?{DASH}?\s?\1(?=年|\D?学年)")
_LONG = 5
"""Digits from which on two figures that share them are no accident."""
_COMPARED = 12
"""Subjects of one digit string that are compared with each other."""
_BY_CHANCE = 40
"""Figures with as many digits in a document, from which on one of them may be like a year, or hold one, by chance."""
_EXACT = 6
"""Significant digits that no bound has."""
_LAND = ("mu", "hectare")
"""Units of land, of which a bound may be exact: 耕地不低于123456亩."""


def check(stated: Stated, impossible: Sequence[Check], beyond: Sequence[Check]) -> Iterator[Check]:
    """A failed check for each figure whose digits were pasted.

    Args:
        stated: the document.
        impossible: what is known to be impossible in it, the evidence that its digits were replaced.
        beyond: what else is known to be wrong in it, of which long digits may have been pasted elsewhere, too.
    """
    exact = list(_too_exact(stated))
    yield from exact
    yield from _masks(stated)
    yield from _pasted_elsewhere(stated, [*exact, *impossible, *beyond])
    years = _replacing_years(stated, impossible)
    likely = _likely_years(stated)
    told = {claim_id for known in impossible for claim_id in known.claim_ids}
    written = Counter(len(digits_of(claim)) for claim in stated.claims if not has_commas(claim))
    for claim in stated.claims:
        found = None if claim.claim_id in told else _year(claim, years, likely)
        if found is not None and (found.severity == "certain" or written[len(digits_of(claim))] < _BY_CHANCE):
            yield found


def _masks(stated: Stated) -> Iterator[Check]:
    """One long digit string over figures of unlike things; one that has decimals in one unit is a fact that is told again."""
    alike: dict[str, list[Claim]] = {}
    for claim in stated.claims:
        digits = number_of(claim) if claim.unit else ""
        if len(digits) >= _LONG and not digits.endswith("000") and len(set(digits)) > 1:
            alike.setdefault(digits, []).append(claim)
    for digits, claims in alike.items():
        units = {claim.unit for claim in claims} - {""}
        if len(units) > 1 or (len(claims) > 2 and not places_of(claims[0]) and _are_unlike(claims)):
            severity: Severity = "certain" if len(units) > 1 and len(claims) > 2 else "likely"
            reason = f"the digits {digits} are pasted over {len(claims)} quantities of the document"
            yield doubted("mask", claims, severity, reason)


def _too_exact(stated: Stated) -> Iterator[Check]:
    """Round numbers and bounds that are told to the last of many digits: 185610项以上, 2098106多项."""
    for claim in stated.claims:
        if claim.comparator == "eq" or claim.value_max is not None or places_of(claim) or claim.unit_norm in _LAND:
            continue
        is_round = claim.comparator == "approx" or claim.dimension == "count"
        if len(number_of(claim).rstrip("0")) >= (_LONG if is_round else _EXACT):
            reason = f"{claim.text}: neither a bound nor a round number has so many digits"
            yield doubted("mask", (claim,), "likely", reason)


def _pasted_elsewhere(stated: Stated, wrong: Sequence[Check]) -> Iterator[Check]:
    """Figures with the long digits of one that cannot be."""
    known = {
        claim_id
        for check in wrong
        if check.severity in _SURE and len(check.claim_ids) == 1
        for claim_id in check.claim_ids
    }
    pasted = {number_of(stated.known[claim_id]) for claim_id in known}
    for claim in stated.claims:
        digits = number_of(claim)
        if digits in pasted and claim.claim_id not in known and len(digits.rstrip("0")) >= _LONG:
            reason = f"the digits {digits} stand in another figure of the document, which they cannot be"
            yield doubted("mask", (claim,), "likely", reason)


def _are_unlike(claims: Sequence[Claim]) -> bool:
    """Whether at least half of the figures are of things that none of the others names: one fact told again names its thing again."""
    told = Counter(claim.subject for claim in claims)
    subjects = list(told)[:_COMPARED]
    alone = [
        subject
        for subject in subjects
        if told[subject] == 1 and not any(_name_one(subject, other) for other in subjects)
    ]
    return 2 * len(alone) >= sum(told[subject] for subject in subjects)


def _name_one(subject: str, other: str) -> bool:
    """Whether two subjects that differ may name one thing.

    What they begin and end with does not tell (一级|指标, 二级|指标; 示范|城市, 示范|基地); of the rest, one is within the other or has over half of its pairs of
    characters.
    """
    if subject == other:
        return False
    begin = _shared(subject, other)
    end = _shared(subject[begin:][::-1], other[begin:][::-1])
    shorter, longer = sorted((subject[begin : len(subject) - end], other[begin : len(other) - end]), key=len)
    pairs = {shorter[at : at + 2] for at in range(len(shorter) - 1)}
    return shorter in longer or sum(pair in longer for pair in pairs) > len(pairs) / 2


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    alike = (a == b for a, b in zip(one, other, strict=False))
    return next((at for at, same in enumerate(alike) if not same), min(len(one), len(other)))


def _replacing_years(stated: Stated, impossible: Sequence[Check]) -> list[str]:
    """The years that stand in digits beyond doubt where no year belongs, sorted."""
    years = {match[1] for match in _DOUBLED_YEAR.finditer(stated.content)}
    for known in impossible:
        if known.rule != "reading":  # two readings are no replaced digits
            years.update(RECENT_YEAR.findall(stated.known[known.claim_ids[0]].number_text))
    return sorted(years)


def _likely_years(stated: Stated) -> re.Pattern[str]:
    """The years that a careless replacement may have put into a document."""
    own = stated.metadata.report_year
    near = () if own is None else range(own - 1, own + 3)
    return re.compile("|".join(map(str, sorted({*_COPIED, *near}))))


def _year(claim: Claim, years: Sequence[str], likely: re.Pattern[str]) -> Check | None:
    digits = digits_of(claim)
    year = next((year for year in years if year in digits), "")
    if year:
        reason = f"the year {year} stands in digits of other quantities of the document too"
        return doubted("year", (claim,), "certain", reason)
    if has_commas(claim):
        return None
    inside = likely.search(digits)
    if inside is None or digits.endswith("000"):
        return None
    if len(digits) >= _LONG or (places_of(claim) and claim.dimension != "money"):
        return doubted(
            "year", (claim,), "likely", f"the year {inside.group()} stands within the digits of {claim.text}"
        )
    if claim.dimension == "count" and len(digits) == len(inside.group()) and not digits.endswith("00"):
        return doubted("year", (claim,), "likely", f"{claim.text}: the year {inside.group()} stands for a count")
    return None
