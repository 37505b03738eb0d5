"""Percent and percentage points: 入学率提高2个百分点 but 收入增长2%.

A level has no percentage points (占比62个百分点), an amount does not grow by them (产值增长5个百分点), and a rate that moves by percent
(入学率提高2%) says something else than it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.results import doubted
from pipeline.checks.stated import Stated
from pipeline.language.clauses import CLAUSE_SO_FAR
from pipeline.patterns import when_used
from pipeline.records import Check, Claim

_REACH = 60
_SENTENCE = when_used(r"[^。;!?]*$")
# Right before a level: 提高到, 占总数的, 保持在, 入学率.
_LEVEL = when_used(
    r"(?:[提增上升减下降扩回调][^,;。\d]{0,3}[到至]|达到?|达至|[增降升]至|占[^,;。\d]{0,12}|保持[^,;。\d]{0,6}在?|控制在|稳定在|维持在|"
    r"(?<![幅速])为|超过?|突破|高达|仅|约|近)(?:了|约|近|最高|不足)?$"
)
_PULLS = when_used(r"拉动|下拉|拖累|贡献|相差|差距|[高低]于|[增涨降跌]幅|每")
_RATE_RIGHT_BEFORE = when_used(
    r"(?:率|比重|占比|比例|增速|增幅|涨幅|降幅|盖度|覆盖面|份额)(?:均|都|已|仅|约|近|超|[:(])?$"
)
# A change by points moves, compares or pulls.
_MOVES = when_used(r"[增减升降高低涨跌回提快慢缩扩压拉落超差优好变调每]|贡献|放缓|收窄|相当|影响|改善|偏离|浮动")
_RATE = when_used(
    r"率|比重|占比|比例|份额|增速|增幅|涨幅|降幅|速度|指数|水平|贡献|覆盖|度|达标|优良|合格|赤字|税负|占|差"
)
_GROWS = when_used(r"增长(?:了|约|近|超过?|达)?$")
_LISTED = when_used(r"[、和与及]|,和")
_RATE_MOVES = when_used(
    r"(?:率|比重|占比|比例|增速)(?:预计|同比|环比|逐年|均|分别|[较比][^,;。:]{1,14}?)?"
    r"(?:提高|提升|上升|下降|降低|增加|高于|低于|回升|回落|减少|高|低)(?:了|约|近)?$"
)
_BY_RATIO = when_used(r"(?:利率|汇率|效率|税率|费率|频率|功率|速率|生产率|产出率|利用率|不良品?率)")


def check(stated: Stated) -> Iterator[Check]:
    """A failed check for each figure that is in percentage points and cannot be, or in percent and can hardly be."""
    for before, claim in zip([None, *stated.claims], stated.claims, strict=False):
        in_points = claim.unit_norm == "percentage_point"
        if claim.rule == "table_cell" or not claim.unit or not (in_points or claim.unit == "%"):
            continue
        if before is not None and _LISTED.fullmatch(stated.between(before, claim)):
            if {before.unit_norm, claim.unit_norm} == {"percent", "percentage_point"}:
                reason = f"{claim.text} stands in one list with {before.text}: percent, or percentage points"
                yield doubted("points", (claim, before), "likely", reason)
            if in_points:
                continue
        reason = _points_doubted(stated, claim) if in_points else _percent_doubted(stated, claim)
        if reason:
            yield doubted("points", (claim,), "likely", reason)


def _points_doubted(stated: Stated, claim: Claim) -> str:
    """Why a figure in percentage points is doubted; empty when it is not."""
    sentence = _text(_SENTENCE, stated, claim)
    clause = _text(CLAUSE_SO_FAR, stated, claim)
    is_level = _LEVEL.search(clause) or not _MOVES.search(clause) or _RATE_RIGHT_BEFORE.search(clause)
    if _PULLS.search(clause):
        return ""
    if claim.change == "none":
        return f"{claim.text}: a level is measured in percent, not in percentage points" if is_level else ""
    if _GROWS.search(clause) and not _RATE.search(clause + claim.subject):
        return f"{claim.text}: an amount grows by percent, not by percentage points"
    if not _RATE.search(sentence + claim.subject) and "%" not in sentence and "百分" not in sentence:
        return f"{claim.text}: an amount changes by percent, not by percentage points"
    return ""


def _percent_doubted(stated: Stated, claim: Claim) -> str:
    """Why a figure in percent is doubted; empty when it is not."""
    clause = _text(CLAUSE_SO_FAR, stated, claim)
    if claim.change != "none" and _RATE_MOVES.search(clause) and not _BY_RATIO.search(clause) and claim.base:
        return f"{claim.text}: a rate moves by percentage points, not by percent"
    return ""


def _text(pattern: re.Pattern[str], stated: Stated, claim: Claim) -> str:
    found = pattern.search(stated.before(claim, _REACH))
    return found.group() if found else ""
