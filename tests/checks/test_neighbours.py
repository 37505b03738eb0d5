"""Figures of one list, of an industry, of single works, and what statistics count: 万 for 亿 shows against what can be."""

from __future__ import annotations

import pytest

from tests.checks.conftest import ChecksOf, ClaimsOf

TITLE = "云石省政府工作报告\n2025年，全省经济稳中有进。全省工作会议召开。\n"


@pytest.mark.parametrize("noun", ["奖励", "奖补", "扶持"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_scale_word_in_a_list_of_others(checks_of: ChecksOf, noun: str, place: int) -> None:
    amounts = ["200万元", "50万元", "30万元"]
    assert checks_of(f"分别给予{'、'.join(amounts)}{noun}。", "magnitude") == []
    amounts[place] = amounts[place].replace("万", "亿")
    checks = checks_of(f"分别给予{'、'.join(amounts)}{noun}。", "magnitude")
    assert any(amounts[place] in check.reason for check in checks)


def test_lists_over_some_orders_are_believed(checks_of: ChecksOf) -> None:
    assert checks_of("给予100万元、1000万元和1亿元补助。", "magnitude") == []
    assert checks_of("造成损失1000万元以上1亿元以下的。", "magnitude") == []


@pytest.mark.parametrize("industry", ["人工智能核心产业", "电子信息制造业", "软件和信息技术服务业"])
@pytest.mark.parametrize("measure", ["规模", "收入", "增加值"])
def test_an_industry_is_in_hundred_millions(claims_of: ClaimsOf, industry: str, measure: str) -> None:
    assert claims_of(f"{TITLE}{industry}{measure}达到355万元。")["355万元"].suspect
    assert not claims_of(f"{TITLE}{industry}{measure}达到355亿元。")["355亿元"].suspect


@pytest.mark.parametrize("subject", ["年营业收入", "企业收入", "创业收入"])
def test_what_a_firm_takes_in_is_no_industry(claims_of: ClaimsOf, subject: str) -> None:
    assert not claims_of(f"{TITLE}{subject}达到355万元。")["355万元"].suspect


@pytest.mark.parametrize(("noun", "most"), [("行政村", "6万个"), ("规模以上工业企业", "2万家")])
def test_more_than_statistics_count(claims_of: ClaimsOf, noun: str, most: str) -> None:
    wrong = most.replace("万", "亿")
    assert claims_of(f"整治{wrong}{noun}。")[wrong].suspect
    assert not claims_of(f"整治{most}{noun}。")[most].suspect


@pytest.mark.parametrize("people", ["高校毕业生", "城市居民", "职工"])
def test_more_people_than_there_are(claims_of: ClaimsOf, people: str) -> None:
    assert claims_of(f"惠及2235亿{people}。")["2235亿"].suspect
    assert not claims_of(f"惠及2235万{people}。")["2235万"].suspect


def test_one_works(claims_of: ClaimsOf) -> None:
    assert claims_of(f"{TITLE}年产60亿吨赖氨酸等项目投产。")["60亿吨"].suspect
    assert not claims_of(f"{TITLE}年产60万吨赖氨酸等项目投产。")["60万吨"].suspect
    assert not claims_of(f"{TITLE}原煤产量13亿吨。新建项目多。")["13亿吨"].suspect


def test_index_of_prices_is_no_growth(claims_of: ClaimsOf) -> None:
    for text in ("居民消费价格指数为100.8%。", "全年CPI为100.8%。"):
        claim = claims_of(f"{TITLE}{text}")["100.8%"]
        assert (claim.indicator, claim.suspect) == ("", False)
    assert claims_of(f"{TITLE}居民消费价格上涨0.8%。")["0.8%"].indicator == "cpi"


def test_one_fact_told_three_times_is_no_mask(checks_of: ChecksOf) -> None:
    text = "政府债务余额30595.04万元。一般债务为30595.04万元。债务余额合计30595.04万元。"
    assert checks_of(text, "mask") == []
    assert len(checks_of("小学生785821人。\n初中教师785821人。\n参加培训785821人。", "mask")) == 1


@pytest.mark.parametrize(("whole", "verdict"), [("25项", "passed"), ("26项", "failed")])
def test_parts_counted_out(checks_of: ChecksOf, whole: str, verdict: str) -> None:
    [check] = checks_of(f"提出共{whole}指标,既有省级规划15项指标,又增设10项特色指标。", "sum")
    assert check.verdict == verdict


@pytest.mark.parametrize("word", ["年", "期", "批"])
def test_instalments(checks_of: ChecksOf, word: str) -> None:
    for total, verdict in (("60万元", "passed"), ("54万元", "failed")):
        text = f"分三{word}共给予{total}奖励,第一{word}给予30万元,第二{word}给予20万元,第三{word}给予10万元。"
        [check] = checks_of(text, "sum")
        assert check.verdict == verdict


@pytest.mark.parametrize("limit", ["省核定限额", "债务限额", "法定限额"])
def test_a_limit_of_debt_is_for_no_one_alone(claims_of: ClaimsOf, limit: str) -> None:
    assert not claims_of(f"云石县2023年预算执行情况的报告\n政府债务余额控制在{limit}53.6亿元以内。")[
        "53.6亿元以内"
    ].suspect
