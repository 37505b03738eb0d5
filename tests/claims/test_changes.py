"""Growth or level, and against what."""

from __future__ import annotations

import pytest

from tests.claims.conftest import ClaimsOf


@pytest.mark.parametrize(
    ("text", "quantity", "change", "base"),
    [
        ("全县在校生比上年增加40人。", "40人", "up", "上年"),
        ("学生近视率较去年下降1.14个百分点。", "1.14个百分点", "down", "去年"),
        ("地区生产总值同比增长5.2%。", "5.2%", "up", "同比"),
        ("高考上线率高于全市平均水平1.93个百分点。", "1.93个百分点", "up", "全市平均水平"),
        ("食堂达标率低于全省2.5个百分点。", "2.5个百分点", "down", "全省"),
        ("全年新增学位3200个。", "3200个", "up", ""),
        ("高分考生比去年多33人。", "33人", "up", "去年"),
        ("与上年相比增加289.4万元。", "289.4万元", "up", "上年"),
        ("居民消费价格涨幅控制在3%以内。", "3%以内", "up", ""),
        ("人口自然增长率为-1.85‰。", "-1.85‰", "down", ""),
        ("教师周转房数量翻一番。", "一番", "up", ""),
        ("普惠园覆盖率提高到80%。", "80%", "none", ""),
        ("教育投入增至3亿元。", "3亿元", "none", ""),
        ("新建幼儿园2所。", "2所", "none", ""),
        ("取消看护点53所。", "53所", "none", ""),
        ("改造提升服务区24个。", "24个", "none", ""),
        ("创新能力全国排名提升4位。", "4位", "up", ""),
        ("铁路运营里程新增1700公里、突破7000公里。", "突破7000公里", "none", ""),
        ("生活标准不低于最低标准的1.6倍。", "1.6倍", "none", ""),
    ],
)
def test_changes_tell_growth_from_level(claims_of: ClaimsOf, text: str, quantity: str, change: str, base: str) -> None:
    claim = claims_of(text)[quantity]
    assert (claim.change, claim.base) == (change, base)


def test_changes_base_may_stand_in_the_clause_or_the_sentence_before(claims_of: ClaimsOf) -> None:
    assert claims_of("与2020年相比,博士教师净增137人。")["137人"].base == "2020年"
    claims = claims_of("收入12.86亿元,同比增长6.8%。其中:税收收入7.91亿元,增长9.4%。")
    assert claims["9.4%"].base == "同比"


def test_changes_a_total_behind_an_addition_is_a_level(claims_of: ClaimsOf) -> None:
    assert claims_of("新增上市公司45家、总数达1224家。")["1224家"].change == "none"


def test_changes_bare_growth_takes_the_base_before(claims_of: ClaimsOf) -> None:
    claims = claims_of("高分考生337人,比上年增加40人,增幅13.46%。")
    assert [claims[text].base for text in ("337人", "40人", "13.46%")] == ["", "上年", "上年"]


def test_changes_members_inherit_the_base_of_their_whole(claims_of: ClaimsOf) -> None:
    claims = claims_of("粮食产量比上年增长2%,其中夏粮增长1%。")
    assert (claims["1%"].change, claims["1%"].base) == ("up", "上年")


def test_changes_a_list_shares_its_verb(claims_of: ClaimsOf) -> None:
    claims = claims_of("资助人次和金额分别较去年增加13.7%、20.3%。")
    assert [(claims[t].change, claims[t].base) for t in ("13.7%", "20.3%")] == [("up", "去年")] * 2


def test_changes_the_added_is_the_last_number_of_its_phrase(claims_of: ClaimsOf) -> None:
    claims = claims_of("转移支付新增32名代课教师人员经费64.5万元。")
    assert (claims["32名"].change, claims["64.5万元"].change) == ("none", "up")


def test_changes_from_and_to_are_levels_and_by_is_growth(claims_of: ClaimsOf) -> None:
    claims = claims_of("入学率由93.8%提高到94.2%,提高0.4个百分点。")
    assert [claims[t].change for t in ("93.8%", "94.2%", "0.4个百分点")] == ["none", "none", "up"]


@pytest.mark.parametrize("basis", ["按可比口径", "按可比价格计算", "可比", "按不变价格"])
@pytest.mark.parametrize("measure", ["税收", "茶叶产值"])
def test_what_makes_a_comparison_fair_is_no_base_and_no_subject(claims_of: ClaimsOf, basis: str, measure: str) -> None:
    claim = claims_of(f"青禾市2024年总结\n\n{measure}30亿元，{basis}增长5.2%。")["5.2%"]
    assert (claim.subject, claim.base, claim.change) == (measure, "", "up")


@pytest.mark.parametrize(("verb", "change"), [("增产", "up"), ("减产", "down")])
def test_change_of_what_is_yielded_stands_behind_the_verb(claims_of: ClaimsOf, verb: str, change: str) -> None:
    assert claims_of(f"全县{verb}竹笋30万吨以上。")["30万吨以上"].change == change


@pytest.mark.parametrize(
    ("text", "comparators"),
    [
        ("合格率分别不低于60%和80%。", ["ge", "ge"]),
        ("茶企超100家、50家。", ["gt", "gt"]),
        ("覆盖率分别达到60%、70%以上。", ["eq", "ge"]),
        ("合格率不低于60%，新建茶园80个。", ["ge", "eq"]),
        ("面积约20亩、30间。", ["approx", "eq"]),
    ],
)
def test_bounds_before_a_list_hold_for_its_members(claims_of: ClaimsOf, text: str, comparators: list[str]) -> None:
    assert [claim.comparator for claim in claims_of(text).values()] == comparators


def test_change_on_which_other_things_build_is_not_that_of_their_figure(claims_of: ClaimsOf) -> None:
    assert claims_of("在普遍增产粮食的基础上抓好茶园30万亩。")["30万亩"].change == "none"
