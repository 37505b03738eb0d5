"""Whole documents: which stretches tell results and which plan, and for which years."""

from __future__ import annotations

import random

import pytest

import pipeline
from pipeline.facts import Facts
from tests.claims.conftest import ClaimsOf

_PLACES = ("云岭省", "青梧省", "沙川自治区", "澜江市")


def _report(year: int, place: str, headings: tuple[str, str]) -> str:
    """A report given early in a year, its two parts under any headings."""
    return f"""{place}政府工作报告
——{year}年1月{random.Random(year).randint(8, 28)}日在{place}第十届人民代表大会第三次会议上

各位代表：

现在，我代表{place}人民政府，向大会作政府工作报告，请予审议。

{headings[0]}

刚刚过去的一年，我们克服困难，全年新建公路310公里，完成投资42亿元，居民收入增长6.1%。

深入实施清泉工程，改造水厂23座，供水能力达到90万吨，获评全国先进。

五年来，累计建成学校117所，解决了通勤难题。

{headings[1]}

今年经济社会发展的主要预期目标是：居民收入增长5.5%左右，新增就业8万人。

推进园区建设。加快建设北港新区，实施重点项目36个，支持企业改造，完善配套道路19公里。

加强民生保障。办好实事，新建养老院14家，扩大医保覆盖面，健全救助体系。
"""


_HEADINGS = (
    ("一、砥砺前行，过去一年硕果累累", "二、勇毅笃行，奋力开创新局面"),
    ("一、回首来路", "二、开局起势"),
    ("{before}年工作回顾", "{year}年重点工作"),
    ("一、{before}年主要工作", "二、{year}年主要工作"),
)


@pytest.mark.parametrize("headings", _HEADINGS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_report_tells_of_the_year_before_and_plans_its_own(
    claims_of: ClaimsOf, headings: tuple[str, str], seed: int
) -> None:
    drawn = random.Random(seed)
    year, place = drawn.randint(1985, 2031), drawn.choice(_PLACES)
    first, second = (heading.format(before=year - 1, year=year) for heading in headings)
    claims = claims_of(_report(year, place, (first, second)))
    told = {text: (claims[text].status, claims[text].period) for text in ("310公里", "42亿元", "23座", "90万吨")}
    assert set(told.values()) == {("achieved", str(year - 1))}
    assert (claims["117所"].status, claims["117所"].period) == ("achieved", f"{year - 5}/{year - 1}")
    planned = {text: (claims[text].status, claims[text].period) for text in ("8万人", "36个", "19公里", "14家")}
    assert set(planned.values()) == {("planned", str(year))}


@pytest.mark.parametrize("year", [1993, 2010, 2026])
def test_the_report_year_is_never_that_of_the_plan(year: int) -> None:
    facts = pipeline.extract(_report(year, "云岭省", _HEADINGS[0]), pipeline.Config(words=False))
    assert (facts.metadata.report_year, facts.metadata.document_type) == (year - 1, "work_report")


def test_a_plan_tells_of_what_there_is(claims_of: ClaimsOf) -> None:
    claims = claims_of(
        "澜江市“十四五”教育发展规划\n\n一、发展基础\n\n“十三五”时期，新建学校61所，毛入园率达到91%。\n\n"
        "二、主要目标\n\n到2025年，毛入园率达到96%，新建学校45所。\n\n三、主要任务\n\n扩大资源供给，改造校舍78万平方米。\n"
    )
    assert {claims[text].status for text in ("61所", "91%")} == {"achieved"}
    assert {claims[text].status for text in ("96%", "45所", "78万平方米")} == {"planned"}


def test_a_budget_is_planned_and_what_it_is_compared_with_is_not_its_period(claims_of: ClaimsOf) -> None:
    claims = claims_of(
        "青溪县交通局2018年部门预算情况说明\n\n一、部门预算情况说明\n\n2018年一般公共预算收入3249万元，比2017年减少145万元。\n"
    )
    assert (claims["3249万元"].status, claims["3249万元"].period) == ("planned", "2018")


def test_an_aim_that_was_passed_is_a_result(claims_of: ClaimsOf) -> None:
    claims = claims_of("2021年工作总结\n\n一、2021年工作回顾\n\n新增就业超过预期目标；居民收入9422元。\n")
    assert claims["9422元"].status == "achieved"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("云岭省2023年预算执行情况和2024年预算草案的报告", "budget"),
        ("关于公布示范学校名单的通知", "notice"),
        ("澜江市“十四五”水利发展规划", "plan"),
        ("澜江市物业管理办法（试行）", "rules"),
        ("澜江市2022年统计公报", "bulletin"),
        ("澜江市职业教育自查自评报告", "self_assessment"),
        ("关于沙某某等同志任免的通知", "appointment"),
        ("澜江市教育局2022年工作总结及2023年工作打算", "work_report"),
    ],
)
def test_the_type_of_a_document(text: str, kind: str) -> None:
    facts: Facts = pipeline.extract(f"{text}\n\n各单位按照要求，结合实际，开展了这项工作，取得了成绩。\n")
    assert facts.metadata.document_type == kind


_PLAN = """青禾县“十四五”教育发展规划

一、发展基础
“十三五”时期，全县教育成绩显著。新建幼儿园{0}所，改造校舍{1}万平方米，入园率达到{2}%。

二、主要目标
到2025年，新增学位{3}个，普惠率达到90%，入园率由{2}%提高到95%。

三、重点任务
新建幼儿园{4}所，投入资金1.2亿元。
"""


@pytest.mark.parametrize("seed", range(5))
def test_a_plan_looks_back_before_it_plans(claims_of: ClaimsOf, seed: int) -> None:
    draw = random.Random(seed)
    figures = [
        draw.randint(11, 19),
        draw.randint(3, 9),
        draw.randint(81, 89),
        draw.randint(3000, 9000),
        draw.randint(21, 60),
    ]
    claims = pipeline.extract(_PLAN.format(*figures), pipeline.Config(words=False)).claims
    assert [claim.status for claim in claims] == ["achieved"] * 3 + ["planned"] * 2 + ["achieved"] + ["planned"] * 3
    assert [claim.period for claim in claims[:3]] == ["2016/2020", "2016/2020", "2020"]


_FIVE_YEARS = """青禾县“十四五”时期工作总结

五年来，新建公路{0}公里，公路里程达到{1}公里，新增就业{2}万人，城镇化率{3}%，累计投入资金{4}亿元，粮食产量突破{1}万吨。
"""


@pytest.mark.parametrize("seed", range(5))
def test_levels_of_several_years_are_of_their_end_and_what_came_of_them_of_all(seed: int) -> None:
    draw = random.Random(seed)
    text = _FIVE_YEARS.format(*(draw.randint(21, 79) for _ in range(5)))
    claims = pipeline.extract(text, pipeline.Config(words=False)).claims
    assert [claim.period for claim in claims] == ["2021/2025", "2025", "2021/2025", "2025", "2021/2025", "2025"]


@pytest.mark.parametrize("kind", ["资源", "农业", "产业", "民族"])
def test_a_heading_of_plans_says_nothing_of_what_stands_above(kind: str) -> None:
    facts = pipeline.extract(
        f"云杉乡\n一、基本情况\n全乡共有8个行政村。\n二、{kind}情况\n全乡茶园面积420公顷，苗圃35公顷。建成了水库。\n"
        "三、未来发展方向\n计划建成冷库3座。\n"
    )
    assert [claim.status for claim in facts.claims] == ["achieved", "achieved", "achieved", "planned"]
