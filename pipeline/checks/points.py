"""Percent and percentage points: 入学率提高2个百分点 but 收入增长2%.

A level has no percentage points (占比62个百分点), an amount does not grow by them (产值增长5个百分点), and a rate that moves by percent
(入学率提高2%) says something else than it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.results import doubted
from pipeline.checks.stated import Stated
from pipeline.records import Check, Claim

_REACH = 60
_SENTENCE = re.compile(r"[^。;!?]*$")
_CLAUSE = re.compile(r"[^,;。:!?\n]*$")
# Right before a level: 提高到, 占总数的, 保持在, 入学率.
_LEVEL = re.compile(
    r"(?:[提增上升减下降扩回调][^,;。\d]{0,3}[到至]|达到?|达至|[增降升]至|占[^,;。\d]{0,12}|保持[^,;。\d]{0,6}在?|控制在|稳定在|维持在|"
    r"(?<![幅速])为|超过?|突破|高达|仅|约|近)(?:了|约|近|最高|不足)?$"
)
_RATE_RIGHT_BEFORE = re.compile(
    r"(?:率|比重|占比|比例|增速|增幅|涨幅|降幅|盖度|覆盖面|份额)(?:均|都|已|仅|约|近|超|[:(])?$"
)
# A change by points moves, compares or pulls.
_MOVES = re.compile(r"[增减升降高低涨跌回提快慢缩扩压拉落超差优好变调每]|贡献|放缓|收窄|相当|影响|改善|偏离|浮动")
_RATE = re.compile(
    r"率|比重|占比|比例|份额|增速|增幅|涨幅|降幅|速度|指数|水平|贡献|覆盖|度|达标|优良|合格|赤字|税负|占|差"
)
_GROWS = re.compile(r"增长(?:了|约|近|超过?|达)?$")
_LISTED = re.compile(r"[、和与及]|,和")
_RATE_MOVES = re.compile(
    r"(?:率|比重|占比|比例|增速)(?:预计|同比|环比|逐年|均|分别|[较比][^,;。:]{1,14}?)?"
    r"(?:提高|提升|上升|下降|降低|增加|高于|低于|回升|回落|减少|高|低)(?:了|约|近)?$"
)
_BY_RATIO = re.compile(r"(?:利率|汇率|效率|税率|费率|频率|功率|速率|生产率|产出率|利用率|不良品?率)")


def check(stated: Stated) -> Iterator[Check]:
    """A failed check for each figure that is in percentage points and cannot be, or in percent and can hardly be."""
    for before, claim in zip([None, *stated.claims], stated.claims, strict=False):
        if claim.rule == "table_cell":
            continue
        if claim.unit_norm == "percentage_point":
            reason = _points_doubted(stated, claim, before)
        elif claim.unit == "%" and claim.change != "none":
            reason = _percent_doubted(stated, claim)
        else:
            continue
        if reason:
            yield doubted("points", (claim,), "likely", reason)


def _points_doubted(stated: Stated, claim: Claim, before: Claim | None) -> str:
    sentence = _text(_SENTENCE, stated, claim)
    clause = _text(_CLAUSE, stated, claim)
    if before is not None and _LISTED.fullmatch(stated.between(before, claim)):
        if before.unit == "%":
            return f"{claim.text} stands in one list with {before.text}: percent, or percentage points"
        return ""
    pulls = re.search(r"拉动|贡献|相差|差距|[高低]于|[增涨降跌]幅|每", clause) is not None
    if not pulls and claim.change == "none" and (_LEVEL.search(clause) or not _MOVES.search(clause)):
        return f"{claim.text}: a level is measured in percent, not in percentage points"
    if claim.change == "none" and _RATE_RIGHT_BEFORE.search(clause):
        return f"{claim.text}: a level is measured in percent, not in percentage points"
    if _GROWS.search(clause) and not pulls and not _RATE.search(clause) and not _RATE.search(claim.subject):
        return f"{claim.text}: an amount grows by percent, not by percentage points"
    in_percent = "%" in sentence or "百分" in sentence
    if claim.change != "none" and not pulls and not in_percent and not _RATE.search(sentence + claim.subject):
        return f"{claim.text}: an amount changes by percent, not by percentage points"
    return ""


def _percent_doubted(stated: Stated, claim: Claim) -> str:
    clause = _text(_CLAUSE, stated, claim)
    if _RATE_MOVES.search(clause) and not _BY_RATIO.search(clause) and claim.base:
        return f"{claim.text}: a rate moves by percentage points, not by percent"
    return ""


def _text(pattern: re.Pattern[str], stated: Stated, claim: Claim) -> str:
    found = pattern.search(stated.before(claim, _REACH))
    return found.group() if found else ""
