"""Lists that a text gives as the parts of a figure, found by how they are written and not by whether they add up.

教学班52个(本部34个、云杉校区18个); 招生6218人,其中省内3420人、省外2798人; 名额660个,分配给城区298个、镇级362个. The parts have the unit of the
whole; changes, shares and figures of other units between them belong to the part before (服务1480名,…开班25个、1236名). The strongest mark
between the first two parts is that of the list: a stronger one ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.checks.stated import Stated, is_exact
from pipeline.language.han import HAN
from pipeline.patterns import PARENTHESES, last_match, when_used
from pipeline.records import Claim

_NOUN = r"(?:(?:19|20)\d\d年)?[^,;。:、()!?\n\d]{0,16}"
_WHICH = when_used(r"(?:这|这些[^,;。]{0,4})?(?:其\s?中|按[^,;。:()\d]{1,12}分)[,:]?")
_ASIDE = when_used(rf"[^,;。:!?()\n\d]{{0,14}}\((?:其中[,:]?|含|包括|分别为?|即|按[^,;。:()]{{1,12}}分[,:]?)?{_NOUN}")
_PARTED = when_used(
    rf"[^,;。:!?()\n\d]{{0,16}}[,:]?(?:分(?:配给?|为|成|别为|布在|布于|解为)|划分为|由{_NOUN}组成|按[^,;。:()]{{1,12}}分[,:]?){_NOUN}"
)
_INCLUDED = when_used(rf"[^,;。:!?()\n\d]{{0,10}}[,:](?:包括|包含|含|既包?含){_NOUN}")
_STOPS = when_used(r"其\s?中|另|此外|同时|共计?|合计|总计|相当于|超过|高于|低于|每|均|较|新增")
_LEVEL_OF_TIME = when_used(r"(?:到|至|成|由|从|[于比])(?:了|约|近)?$")
_YEAR = when_used(r"[(、,;:和](?:(?:19|20)\d\d年?|[今去前上]年)$")
_OVER_YEARS = when_used(r"[近过这][一二两三四五六七八九十\d]年|累计|共|年来|以来|期间")
_MARKS = "和及与、", ",", ";"
_GENERAL = ("ratio", "ratio_change", "rate", "duration", "number")
_MARK_OF_TEST = "分"
"""扣2分(5分): points that are given, and no parts."""
_BY = "按"
_SKIPPED = 6
"""Figures of other kinds that may stand between two parts."""
_MOST_PARTS = 24
_REACH = 120
_NEAR = 40
_BREAKS = when_used(r"[。;!?\n()]")
_MARK = when_used(r"[,;、]|(?<=[^\d])[和及与]")
_LONGEST = 18
"""Characters of the name of a part."""
_NOUN_END = 2
"""Characters that the names of a whole and its parts share at their end, where nothing but these tells that they are of one kind."""
_PAUSE = when_used(r"(?:其\s?中|分)[,:][^。;]*$")
"""其中 with a pause begins a list of clauses: 其中:基本支出…;项目支出…."""
_UNNAMED = when_used(r"[;。!?)\s]")
_NAMED = when_used(rf"[{HAN}A-Za-z]")
_ENDS = when_used(r"[。!?]|(?<![,、])\n")
"""A line that ends with a comma goes on in the next."""
_DIFFERENCE = when_used(
    r"(?:净[增减]|占[^,;。:\d]{0,10}|[超短增减多少欠节][收支]|多于|少于|结转|(?:比(?!例|重)|较)[^,;。:\d]{0,10})$"
)
"""Before an amount that is no whole: 收入12.86亿元,超收2890万元,其中税收7.91亿元."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure and the list of its parts.

    Attributes:
        whole: the figure.
        parts: at least two, in text order.
        is_row: whether 、 or 和 joins them, so that all of them are of the list.
    """

    whole: Claim
    parts: tuple[Claim, ...]
    is_row: bool


def breakdowns(stated: Stated) -> Iterator[Breakdown]:
    """The lists of parts of a document, in text order."""
    for at in range(1, len(stated.claims)):
        found = _led_to(stated, at)
        if found is None:
            continue
        whole, is_aside = found
        parts, strength = _list(stated, whole, at, is_aside)
        is_list = (
            strength < len(_MARKS) or is_aside or _are_alike(parts) or _PAUSE.search(stated.before(parts[0], _NEAR))
        )
        if len(parts) > 1 and is_list and not are_levels(stated, whole, parts):
            yield Breakdown(whole, tuple(parts), strength == 1)


def _are_alike(parts: Sequence[Claim]) -> bool:
    """Whether the names of parts end alike, as those of classes do: 中央财政赤字 and 地方财政赤字, 夏粮 and 秋粮."""
    return len({part.subject[-1:] for part in parts}) == 1 and len({part.subject for part in parts}) == len(parts)


def _led_to(stated: Stated, at: int) -> tuple[Claim, bool] | None:
    """The whole of which the figure at `at` is the first part, and whether the parts stand in a parenthesis."""
    before, first = stated.claims[at - 1], stated.claims[at]
    if (
        first.dimension in _GENERAL
        or first.unit == _MARK_OF_TEST
        or not _is_level(first)
        or _UNNAMED.search(stated.before(first, 1))
    ):
        return None
    gap = stated.between(before, first) if first.start - before.end <= _REACH else ""
    aside = _ASIDE.fullmatch(gap)
    if aside is not None or _PARTED.fullmatch(gap) or _INCLUDED.fullmatch(gap):
        is_named = gap[-1] not in "含括(" or _is_noun_of(before, first)
        return (before, aside is not None) if is_named and _is_whole(before, first) else None
    text = stated.before(first, _NEAR)
    lead = last_match(_WHICH, text)
    if lead is None or _BREAKS.search(text, lead.end()):
        return None
    whole = _whole_before(stated, at, first.start - len(text) + lead.start())
    return None if whole is None else (whole, False)


def _whole_before(stated: Stated, at: int, start: int) -> Claim | None:
    """The nearest figure of the unit before 其中, in its sentence or, where 其中 begins one, in the sentence before.

    Args:
        stated: the document.
        at: of the first part; figures of other units may stand between 其中 and it (其中城区开班29个、服务1480名).
        start: where 其中 starts.
    """
    first = stated.claims[at]
    for whole in reversed(stated.claims[max(0, at - _SKIPPED) : at]):
        if whole.start >= start:
            if whole.unit_norm == first.unit_norm:
                return None
            continue
        if stated.content.startswith(_BY, start) and _is_listed(stated, whole):
            continue  # 按水源分,…其他0.5亿立方米。按结构分: in both ways all of it is parted
        told = stated.content[whole.end : start].rstrip()
        if len(told) > _REACH or re.search(r"[。;!?\n]", told[:-1]) or told[-1:] in ("!", "?"):
            return None
        if told.count(")") <= told.count("(") and _is_whole(whole, first) and not is_difference(stated, whole):
            return whole
    return None


def is_difference(stated: Stated, claim: Claim) -> bool:
    """Whether a figure is by how much another one differs, or what it is measured against, so that parts behind it are not its own."""
    return _DIFFERENCE.search(stated.before(claim, 12)) is not None


def _is_listed(stated: Stated, claim: Claim) -> bool:
    """Whether a figure stands behind 其中 or 按…分 in its sentence."""
    return _WHICH.search(_ENDS.split(stated.before(claim, _REACH))[-1]) is not None


def _is_level(claim: Claim) -> bool:
    return claim.change == "none" and is_exact(claim) and bool(claim.value)


def _is_whole(whole: Claim, part: Claim) -> bool:
    """Whether a figure may have the other as a part; what came newly (新增学位1140个) may."""
    is_amount = is_exact(whole) and not whole.base and whole.change in ("none", "up")
    return is_amount and (whole.unit_norm, whole.status) == (part.unit_norm, part.status)


def _list(stated: Stated, whole: Claim, at: int, is_aside: bool) -> tuple[list[Claim], int]:
    """The figure at `at` and those that go on with its list, and how strong the mark is that joins them."""
    parts, strength, depth, skipped = [stated.claims[at]], 0, 0, 0
    is_paused = _PAUSE.search(stated.before(parts[0], _NEAR)) is not None and not _is_within(stated, whole)
    nested = False
    for before, claim in zip(stated.claims[at:], stated.claims[at + 1 : at + _MOST_PARTS * 2], strict=False):
        step = stated.between(before, claim)
        depth += _opened(step)
        nested = is_paused and ((nested and ";" not in step) or "其中" in step)
        if depth < 0 or skipped > _SKIPPED:
            break
        if depth > 0:
            continue
        gap = PARENTHESES.sub("", stated.between(parts[-1], claim))
        if (_ENDS.search(gap) and not is_aside) or len(gap) > _REACH:
            break
        if nested or not (_is_level(claim) and _is_whole(whole, claim)):
            skipped += not nested
            continue
        mark = _strength(gap)
        if len(parts) > 1 and claim.value == whole.value:
            break  # …;总支出30亿元 behind the parts of 总收入30亿元
        if mark == len(_MARKS) and not (is_paused or is_aside or strength):
            break  # 其中工业投资7亿元;第三产业投资5亿元
        if (strength and mark > strength and not is_paused) or not _is_part(whole, claim, gap):
            break
        strength, skipped = strength or mark, 0
        parts.append(claim)
    return parts, strength


def _is_within(stated: Stated, whole: Claim) -> bool:
    """Whether a figure is itself behind 其中, so that what follows its parts may be of the list in which it stands."""
    return "其中" in stated.before(whole, _REACH).rpartition("。")[2].rpartition("\n")[2]


def _is_part(whole: Claim, claim: Claim, gap: str) -> bool:
    """Whether a figure is a part by what stands between it and the part before: a mark, its name and nothing that begins something else."""
    own = _MARK.split(gap)[-1]
    named = _NAMED.search(own) is not None or _is_named(whole, claim, gap)
    return _strength(gap) > 0 and named and not _STOPS.search(own) and len(own) <= _LONGEST


def _is_named(whole: Claim, part: Claim, gap: str) -> bool:
    """Whether the name of a part stands before figures of other units (临港区25个、1236名), or behind its number (21个指标,包括13个预期性指标)."""
    return _NAMED.search(gap) is not None and (re.search(r"\d", gap) is not None or _is_noun_of(whole, part))


def _is_noun_of(whole: Claim, part: Claim) -> bool:
    return part.subject[-_NOUN_END:] == whole.subject[-_NOUN_END:]


def _strength(gap: str) -> int:
    """How strong the strongest mark is that parts two figures: 3 for ;, 2 for a comma, 1 for 、 and 和, 0 for none."""
    return max((rank for rank, marks in enumerate(_MARKS, 1) if any(mark in gap for mark in marks)), default=0)


def _opened(text: str) -> int:
    return text.count("(") - text.count(")")


def are_levels(stated: Stated, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the figures are the same thing at several times: 在校生1200人(2019年1100人、2020年1150人); of 近三年招聘642名 they are parts."""
    leads = [stated.before(part, 8) for part in parts]
    if any(_LEVEL_OF_TIME.search(lead) for lead in leads):
        return True
    of_years = sum(_YEAR.search(lead) is not None for lead in leads)
    return of_years > 0 and not (of_years == len(parts) and _OVER_YEARS.search(stated.before(whole, 30)))
