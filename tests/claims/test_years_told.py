"""For when a figure is that several years, a rule, a notice, a meeting or the head of a section is told of."""

from __future__ import annotations

import pytest

from tests.claims.conftest import ClaimsOf

_REPORT = "云泽县人民政府工作报告\n——2026年1月12日在云泽县第十九届人民代表大会第五次会议上\n"
_FIVE = f"{_REPORT}一、“十四五”时期主要成就\n"


@pytest.mark.parametrize(
    ("clause", "quantity"),
    [
        ("水电装机160万千瓦。", "160万千瓦"),
        ("国家级茶园示范区23个。", "23个"),
        ("茶叶研发投入强度从2.1%提高到3.3%。", "3.3%"),
        ("县道通车里程超过120公里。", "超过120公里"),
        ("居民人均可支配收入超3.1万元。", "超3.1万元"),
        ("医保覆盖9万人。", "9万人"),
        ("茶企、合作社分别增至37家、14家。", "14家"),
        ("物流通道新增16条、达到54条。", "54条"),
        ("茶园面积达到12万亩,其中有机茶园3万亩。", "3万亩"),
        ("全县建有敬老院12所。", "12所"),
    ],
)
def test_what_stands_at_the_end_of_several_years_is_of_the_last(
    claims_of: ClaimsOf, clause: str, quantity: str
) -> None:
    assert claims_of(_FIVE + clause)[quantity].period == "2025"


@pytest.mark.parametrize(
    ("clause", "quantity"),
    [
        ("建成茶厂23座。", "23座"),
        ("培育茶企8家、合作社30家。", "30家"),
        ("公共预算支出3.4亿元。", "3.4亿元"),
        ("9部作品获北河文艺奖。", "9部"),
        ("累计推出259项改革,其中56项为全省首创。", "56项"),
        ("财政支出中民生占比超过80%。", "超过80%"),
        ("茶园游客接待量连续增长,平均每年增长12%。", "12%"),
        ("新增发电装机19万千瓦,采煤能力80万吨。", "80万吨"),
    ],
)
def test_what_came_of_several_years_is_of_all(claims_of: ClaimsOf, clause: str, quantity: str) -> None:
    assert claims_of(_FIVE + clause)[quantity].period == "2021/2025"


@pytest.mark.parametrize(
    ("clause", "period"),
    [
        ("近三年累计,茶叶产值增长10%。", "2023/2025"),
        ("七年来,全县茶叶产值增长10%。", "2019/2025"),
        ("茶农满意率连续7年保持10%。", "2019/2025"),
        ("茶叶产值十年增加10%。", "2016/2025"),
    ],
)
def test_years_that_a_clause_counts_end_with_those_told_of(claims_of: ClaimsOf, clause: str, period: str) -> None:
    assert claims_of(f"{_REPORT}一、2025年工作回顾\n{clause}")["10%"].period == period


def test_years_that_a_text_only_counts_are_those_that_it_is_about(claims_of: ClaimsOf) -> None:
    text = "云泽县第一个五年计划要点\n\n第一个五年计划期间,办茶厂12座。\n五年内,全县将新增茶园800亩。\n"
    assert [claims_of(text)[quantity].period for quantity in ("12座", "800亩")] == ["1953/1957", "1953/1957"]


@pytest.mark.parametrize("compared", ["同1978年相比,", "与一九七八年相比,", "同一九七八年相比,"])
def test_year_that_is_compared_with_another_is_the_one_told_of(claims_of: ClaimsOf, compared: str) -> None:
    assert claims_of(f"1982年{compared}茶叶产量增长16%。")["16%"].period == "1982"


def test_level_before_a_change_is_of_the_year_before_that(claims_of: ClaimsOf) -> None:
    claims = claims_of(f"{_REPORT}一、2025年工作回顾\n茶叶税收由上年的46万元增加到92万元。")
    assert (claims["46万元"].period, claims["92万元"].period) == ("2024", "2025")


def test_level_before_a_change_is_of_the_first_of_the_years(claims_of: ClaimsOf) -> None:
    assert claims_of("2018年到2022年,茶厂由12座增加到20座。")["12座"].period == "2018"


@pytest.mark.parametrize("kind", ["通知", "函", "申报指南"])
def test_what_a_notice_asks_for_is_of_no_year(claims_of: ClaimsOf, kind: str) -> None:
    notice = f"关于推荐茶叶科研项目的{kind}\n\n各乡镇:\n拟遴选茶叶科研项目12个。\n云泽县农业局\n2023年6月3日\n"
    assert claims_of(notice)["12个"].period == ""


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("申报材料一式三份。", "三份"),
        ("每个单位限申报1项。", "1项"),
        ("茶样不宜少于5份。", "不宜少于5份"),
        ("审评员一般不少于3人。", "不少于3人"),
        ("方案需至少覆盖八个环节。", "八个"),
        ("已实施成效,300字以内。", "300字以内"),
    ],
)
def test_norm_is_what_a_call_asks_for(claims_of: ClaimsOf, text: str, quantity: str) -> None:
    claim = claims_of(f"云泽县茶叶示范园申报方案(2023年)\n\n{text}\n")[quantity]
    assert claim.norm


@pytest.mark.parametrize("term", ["较大事件", "严重茶害"])
def test_norm_is_what_comes_under_a_term(claims_of: ClaimsOf, term: str) -> None:
    claims = claims_of(f"凡符合下列情形之一的,为{term}:1.茶园受害500亩以上的;2.损失10万元以上的。")
    assert claims["500亩以上"].norm
    assert claims["10万元以上"].norm


@pytest.mark.parametrize("by", ["到2027年,", "到2027年,全县茶业基本转型。"])
def test_day_at_the_head_of_a_section_holds_for_its_paragraphs(claims_of: ClaimsOf, by: str) -> None:
    plan = f"云泽县茶业发展实施方案\n\n一、目标\n{by}茶厂改造完成。\n供给能力提升。打造茶叶品牌15个。\n二、保障\n选派干部8名。\n"
    claims = claims_of(plan)
    assert (claims["15个"].period, claims["8名"].period) == ("2027", "")


@pytest.mark.parametrize(
    ("title", "period"), [("数字云泽2021行动方案", "2021"), ("云泽县茶业行动方案(2021-2023)", "2021/2023")]
)
def test_title_names_years_without_the_word(claims_of: ClaimsOf, title: str, period: str) -> None:
    assert claims_of(f"{title}\n\n一、任务\n打造茶叶品牌15个。\n")["15个"].period == period


def test_halves_of_a_year_are_told_by_title_heading_and_sentence(claims_of: ClaimsOf) -> None:
    text = (
        "云泽县2025年上半年工作总结和下半年工作计划\n\n一、上半年工作\n新建茶厂3座。截至6月底,全县茶农2.1万人。\n"
        "二、下半年工作计划\n下半年计划新建茶厂2座。\n"
    )
    found = {quantity: claim.period for quantity, claim in claims_of(text).items()}
    assert found == {"3座": "2025-01/2025-06", "2.1万人": "2025-06", "2座": "2025-07/2025-12"}


def test_those_who_met_are_of_the_day(claims_of: ClaimsOf) -> None:
    news = "2023年5月16日,茶业大会在云泽县召开。大会发布了成果。茶企代表共300余人参加大会。"
    assert claims_of(news)["300余人"].period == "2023-05-16"


def test_year_that_a_thing_is_made_for_is_not_that_of_figures(claims_of: ClaimsOf) -> None:
    text = f"{_REPORT}一、2025年工作回顾\n启动面向2030年的茶叶科研项目,新设试验站6个。"
    assert (claims_of(text)["6个"].period, claims_of(text)["6个"].status) == ("2025", "achieved")


@pytest.mark.parametrize(
    ("text", "quantity", "status"),
    [
        ("到2020年,茶叶良种率超过85%。", "超过85%", "planned"),
        ("在连续两年增长13%的基础上,力争更快。", "13%", "achieved"),
        ("茶业发展纲要要求,亩产分别达到40斤。", "40斤", "planned"),
    ],
)
def test_status_is_told_by_aims_bases_and_outlines(claims_of: ClaimsOf, text: str, quantity: str, status: str) -> None:
    plan = f"云泽县茶业发展规划纲要\n\n一、任务\n加快发展茶业。{text}\n"
    assert claims_of(plan)[quantity].status == status


def test_status_of_what_there_is_now_among_plans(claims_of: ClaimsOf) -> None:
    text = f"{_REPORT}二、2026年工作安排\n要关心困难茶农。现在全县有120个茶村建立了互助社。"
    assert claims_of(text)["120个"].status == "achieved"
