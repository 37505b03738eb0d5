"""Where the subject of a figure ends: at the verb that a preposition leads to, before what says since when, at the next list."""

from __future__ import annotations

import pytest

import pipeline


def _subject(text: str, figure: str) -> str:
    claims = pipeline.extract(text, pipeline.Config(words=False)).claims
    return next(claim.subject for claim in claims if claim.text == figure)


@pytest.mark.parametrize(
    ("text", "figure", "subject"),
    [
        ("从两个以上排放口排放污染物的，分别计算。", "两个以上", "排放口"),
        ("按照已经发布的85项信息化标准规范信息化建设。", "85项", "信息化标准"),
        ("在12个乡镇推广节水灌溉技术。", "12个", "乡镇"),
        ("为1200户牧民家庭办理登记。", "1200户", "牧民家庭"),
        ("给320名困难学生发放补助。", "320名", "困难学生"),
        ("从技术、应用两方面分析梳理风险。", "两方面", "技术、应用"),
        ("把36个行政村划分为网格。", "36个", "行政村"),
        ("围绕5大领域部署推进产业。", "5大", "领域"),
        ("从三个方面发力推动产业发展。", "三个", "方面"),
        ("依托柘木等7个省级物联网产业基地，发展传感器。", "7个", "省级物联网产业基地"),  # a comma closes the phrase
        ("在云泽县创建10个智慧物流配送示范城市。", "10个", "智慧物流配送示范城市"),  # the verb stands before
        pytest.param(
            "对3项重点工程建设项目管理情况进行检查。",
            "3项",
            "重点工程建设项目管理情况",
            marks=pytest.mark.xfail(reason="the weights end the phrase at the first noun that 项 counts", strict=True),
        ),
    ],
)
def test_what_a_preposition_governs(text: str, figure: str, subject: str) -> None:
    assert _subject(text, figure) == subject


@pytest.mark.parametrize(
    ("text", "figure", "subject"),
    [
        ("报告书自批准之日起满5年的，应当重新审核。", "5年", "报告书"),
        ("以占工业排放量65%以上的国控污染源为重点。", "65%以上", "国控污染源"),
        ("检查30%以上的县（市、区、旗）。", "30%以上", "县(市、区、旗)"),
        ("将柘木街等12个商圈和滨河商场等16个商店确认为示范。", "12个", "商圈"),
        ("建成5家领航企业、10个5G工厂。", "10个", "5G工厂"),
        ("实施28项优化营商环境的典型做法。", "28项", "典型做法"),
        ("资助强度一般不超过100万元/年。", "不超过100万元/年", "资助强度"),
        ("募集期限自份额发售之日起不得超过3个月。", "不得超过3个月", "募集期限"),
        ("办理时限压缩65%。", "65%", "办理时限"),
        ("我国粮食生产必须争取达到5000亿公斤。", "5000亿公斤", "粮食生产"),
        ("1000总吨以下载运谷物的船舶除外。", "1000总吨以下", "船舶"),
        ("第十条 专家组成员不低于5人。", "不低于5人", "专家组成员"),
        ("来自政府部门、企业的代表超过2000人参加大会。", "超过2000人", "代表"),
        ("具有独立法人资格且正常经营三年以上。", "三年以上", "正常经营"),
        ("粮食产量去年达到1.09万亿斤，连续7年增产。", "7年", "粮食产量"),
        ("粮食产量去年达到1.09万亿斤，连续7年增产。", "1.09万亿斤", "粮食产量"),
        ("生猪出栏12万头，年末存栏8万头。", "8万头", "生猪存栏"),
        ("审减2.5亿元，节约了财政资金。", "2.5亿元", ""),
    ],
)
def test_edges(text: str, figure: str, subject: str) -> None:
    assert _subject(text, figure).endswith(subject) if subject else not _subject(text, figure)


def test_no_scope_begins_with_what_a_copula_tells() -> None:
    text = "原则上为柘木自主创新示范区所在城市，智能产业规模超过50亿元。"
    claims = pipeline.extract(text, pipeline.Config(words=False)).claims
    assert [claim.scope for claim in claims] == [""]


def test_kinds_of_division_stay_with_the_scope() -> None:
    claims = pipeline.extract("青禾、柘木、云泽三省（市）煤炭消费总量下降10%。", pipeline.Config(words=False)).claims
    assert [claim.subject.startswith("(") for claim in claims if claim.text == "10%"] == [False]
