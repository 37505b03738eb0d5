"""Figures of a wrong order of magnitude."""

from __future__ import annotations

import pytest

from tests.checks.conftest import ChecksOf, ClaimsOf

OTHERS = "全省一般公共预算收入3826亿元。全省教育投入412亿元。全省交通投资530亿元。全省社会保障支出610亿元。"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("澄江县政府工作报告\n全县常住人口41亿人。全县有学校26所。", "41亿人"),
        ("新建公路5.3亿公里。", "5.3亿公里"),
        ("对优秀教师一次性奖励2亿元。", "2亿元"),
        (f"{OTHERS}全省财政安排职业教育专项资金2510.1万元。", "2510.1万元"),
        ("全县生产总值243.7万元。", "243.7万元"),
        ("市场主体由5500亿户增加到1.46亿户。", "1.46亿户"),
        ("补发资助资金12.9亿元,惠及103人。", "12.9亿元"),
        ("处1亿元以上2万元以下的罚款。", "1亿元以上"),
        ("造成损失5000亿元以上不足1亿元的事故。", "5000亿元以上"),
        ("可以处5亿元以下的罚款。", "5亿元以下"),
        ("平台注册用户达166亿。", "166亿"),
        ("观测场周边1亿米范围内不得堆放杂物。", "1亿米"),
        ("云石省政府工作报告\n2025年，全国国内生产总值95933万元。", "95933万元"),
        ("浙江省政府工作报告\n2025年，全省地区生产总值增长54%。", "54%"),
    ],
)
def test_wan_for_yi_and_yi_for_wan_are_suspect(claims_of: ClaimsOf, text: str, figure: str) -> None:
    assert claims_of(text)[figure].suspect


@pytest.mark.parametrize(
    "text",
    [
        "全县常住人口41万人。全县有学校26所。",
        f"{OTHERS}对优秀园区给予50万元奖励。人均可支配收入3.2万元。",
        "补发资助资金12.9万元,惠及103人。",
        "全国人口14.1亿人。全国汽车保有量3.5亿辆。",
        "望湖小学全年支出2.1万元用于维修。",
        "平均每年增加2053亿元。",
        "处2万元以上5万元以下的罚款。造成损失5000万元以上不足1亿元的事故。",
        "平台注册用户达166万。距学校200米以内不得设摊。",
        "浙江省政府工作报告\n2025年，全省地区生产总值增长5.4%，五年增长54%。",
    ],
)
def test_figures_of_their_own_order_are_believed(claims_of: ClaimsOf, text: str) -> None:
    assert not any(claim.suspect for claim in claims_of(text).values())


def test_product_of_heads_and_what_each_gets(checks_of: ChecksOf) -> None:
    [check] = checks_of("发放补助120万元,惠及学生1000人,人均1200元。", "product")
    assert (check.verdict, check.stated, check.expected) == ("passed", 1200000, 1200000)
    [check] = checks_of("发放补助120亿元,惠及学生1000人,人均1200元。", "product")
    assert (check.verdict, check.severity) == ("failed", "likely")
