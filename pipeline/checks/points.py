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
_CLAUSES = re.compile(r"[^。;!?\n]*$")
_CLAUSE = re.compile(r"[^,。;:!?\n]*$")
# What moves, compares or pulls: a change by points has one of these before it in its sentence.
_MOVES = re.compile(r"[增减升降高低涨跌回提快慢缩扩压拉落超差多少领优好变调每]|贡献|放缓|收窄|相当|影响|改善|由正|偏离|浮动|上浮")
_RATE = re.compile(r"率|比重|占比|比例|份额|增速|增幅|涨幅|降幅|幅度|指数|水平|速度|贡献|普及|覆盖|程度|达标|优良|合格|满意|赤字|强度|浓度|成本|税|息|度|面|占")
_GROWS = re.compile(r"增长(?:了|约|近|超过?|达|为)?$")
_RATE_MOVES = re.compile(
    r"(?:率|比重|占比|比例|增速)(?:预计|同比|环比|逐年|均|分别|[较比][^,;。:]{1,14}?)?"
    r"(?:提高|提升|上升|下降|降低|增加|高于|低于|回升|回落|减少|高|低)(?:了|约|近|[^,;。:\d到至为]{0,10})?$"
)
_BY_RATIO = re.compile(r"(?:利率|汇率|效率|税率|费率|频率|功率|速率|生产率|产出率)")


def percent_or_points(stated: Stated) -> Iterator[Check]:
    """A failed check for each figure that is in percentage points and cannot be, or in percent and can hardly be."""
    for claim in stated.claims:
        if claim.unit_norm == "percentage_point":
            reason = _points_doubted(stated, claim)
        elif claim.unit == "%" and claim.change != "none":
            reason = _percent_doubted(stated, claim)
        else:
            continue
        if reason:
            yield doubted("points", (claim,), "likely", reason)


def _points_doubted(stated: Stated, claim: Claim) -> str:
    before = _CLAUSES.search(stated.before(claim, _REACH))
    clauses = before.group() if before else ""
    if not _MOVES.search(clauses):
        return f"{claim.text}: a level is measured in percent, not in percentage points"
    clause = _CLAUSE.search(clauses)
    if clause and _GROWS.search(clause.group()) and not _RATE.search(clauses) and not _RATE.search(claim.subject):
        return f"{claim.text}: an amount grows by percent, not by percentage points"
    return ""


def _percent_doubted(stated: Stated, claim: Claim) -> str:
    before = _CLAUSE.search(stated.before(claim, _REACH))
    clause = before.group() if before else ""
    if _RATE_MOVES.search(clause) and not _BY_RATIO.search(clause):
        return f"{claim.text}: a rate moves by percentage points, not by percent"
    return ""
