"""For when a quantity is that stands at a change, a level or an average over several years."""

from __future__ import annotations

import pytest

from tests.claims.conftest import ClaimsOf

REPORT = "云泽县人民政府工作报告\n——2026年1月12日在云泽县第十九届人民代表大会第五次会议上\n"
FIVE = f"{REPORT}一、“十四五”时期主要成就\n"
"""Five years are told of."""


@pytest.mark.parametrize(("first", "last"), [("2012", "2021"), ("2015", "2024")])
def test_period_of_a_change_is_from_one_level_to_the_other(claims_of: ClaimsOf, first: str, last: str) -> None:
    found = claims_of(f"{REPORT}茶叶交易额由{first}年的8亿元增长至{last}年的42亿元,年均增长20.3%。")
    assert [found[text].period for text in ("8亿元", "42亿元", "20.3%")] == [first, last, f"{first}/{last}"]


@pytest.mark.parametrize("when", ["去年", "2025年"])
def test_period_of_a_level_that_was_reached_is_what_stands_before_it(claims_of: ClaimsOf, when: str) -> None:
    text = f"{FIVE}茶农贫困率从2020年的3.4%降到{when}的1.5%。\n二、今年工作安排\n今年要新建茶园12个。\n"
    assert claims_of(text)["1.5%"].period == "2025"


def test_period_of_an_average_is_the_years_that_are_told_of(claims_of: ClaimsOf) -> None:
    found = claims_of(f"{FIVE}茶叶产值从2020年的3亿元增长到2025年的5亿元,税收大幅增加,茶园面积年均增长6.5%。")
    assert found["6.5%"].period == "2021/2025"


def test_period_of_this_year_stands_beside_that_of_the_last(claims_of: ClaimsOf) -> None:
    found = claims_of(f"{REPORT}二、2026年工作安排\n去年已经支持茶企31户,今年要扩大到52户。")
    assert (found["31户"].period, found["52户"].period, found["52户"].status) == ("2025", "2026", "planned")


def test_period_is_the_plan_that_a_quantity_is_named_after(claims_of: ClaimsOf) -> None:
    found = claims_of("2019年,云泽县在“十三五”1940个茶园监测点基础上优化布局,“十四五”在全县共布设3646个监测点。")
    assert (found["1940个"].period, found["3646个"].period) == ("2016/2020", "2021/2025")


def test_period_of_a_day_without_year_is_that_nearest_to_the_writing(claims_of: ClaimsOf) -> None:
    page = "岩溪县疫苗接种\n发布时间:2022-01-04 15:16\n1月4日,全县接种率达到96.1%。去年12月31日,接种率为88.2%。2021年接种12万剂。"
    assert claims_of(page)["96.1%"].period == "2022-01-04"


def test_period_of_news_counts_last_year_from_its_dateline(claims_of: ClaimsOf) -> None:
    news = (
        "岩溪县资助学生9万人次\n新华社北河2019年2月28日电(记者林溪)2018年全县资助学生9万人次。\n"
        "去年资助金额达2亿元。2018年受助学生3700人。"
    )
    assert claims_of(news)["2亿元"].period == "2018"
