"""Rates that cannot be, and percent for percentage points."""

from __future__ import annotations

import pytest

from tests.checks.conftest import ClaimsOf


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("义务教育巩固率达985%。", "985%"),
        ("调查失业率控制在550%以内。", "550%以内"),
        ("投诉量下降120%。", "120%"),
        ("生产总值增长620%。", "620%"),
        ("今年经济增长预期目标为500%左右。", "500%左右"),
        ("环保投资占生产总值的比例首次超过100%。", "超过100%"),
    ],
)
def test_rates_out_of_bounds_are_suspect(claims_of: ClaimsOf, text: str, figure: str) -> None:
    assert claims_of(text)[figure].suspect


@pytest.mark.parametrize(
    "text",
    [
        "完成预算的102.3%。",
        "学前教育毛入园率达105%。",
        "相当于2019年的180%。",
        "商店增加到1837家,增长136%。",
        "资金由347亿元增加到1670亿元,增长381%。",
        "产值增长超200%。",
        "增长目标完成120%。",
        "产值完成计划的比例超过100%。",
    ],
)
def test_rates_against_a_reference_may_exceed_a_hundred(claims_of: ClaimsOf, text: str) -> None:
    assert not any(claim.suspect for claim in claims_of(text).values())


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("普惠园占比62.3个百分点。", "62.3个百分点"),
        ("巩固率提高到95个百分点。", "95个百分点"),
        ("城镇调查失业率5.7个百分点左右。", "5.7个百分点左右"),
        ("人均可支配收入年均增长5个百分点。", "5个百分点"),
        ("出口、进口分别增长18.6个百分点、13.4%。", "13.4%"),
        ("巩固率比上年提高2%。", "2%"),
    ],
)
def test_percent_and_points_in_each_other_s_place_are_suspect(claims_of: ClaimsOf, text: str, figure: str) -> None:
    assert claims_of(text)[figure].suspect


@pytest.mark.parametrize(
    "text",
    [
        "巩固率比上年提高2个百分点。",
        "入学率达99%,高于全国1.2个百分点。",
        "语文、数学、英语及格率分别提高9个、10.7个和10.5个百分点。",
        "消费拉动经济增长3.1个百分点。",
        "生产总值每增长1个百分点的增量,相当于五年前1.5个百分点。",
        "产品研制周期缩短20%。",
        "出口增长8.3%、7.9%。",
    ],
)
def test_percent_and_points_in_their_own_place_are_believed(claims_of: ClaimsOf, text: str) -> None:
    assert not any(claim.suspect for claim in claims_of(text).values())
