"""Where the words before a figure and behind it end being what is counted."""

from __future__ import annotations

import pytest

import pipeline


def _claim(text: str, figure: str) -> pipeline.Claim:
    return next(claim for claim in pipeline.extract(text, pipeline.Config(words=False)).claims if claim.text == figure)


@pytest.mark.parametrize(
    ("text", "figure", "subject"),
    [
        ("2018年柘木市共资助困难幼儿176人。", "176人", "困难幼儿"),  # an adverb shows the verb
        ("我矿已实现减员112人。", "112人", "减员"),
        ("省财政拟安排“三农”投入71亿元。", "71亿元", "“三农”投入"),
        ("学校目前有教学班13个。", "13个", "教学班"),
        ("柘木2018年新建公办幼儿园31个。", "31个", "公办幼儿园"),
        ("实施项目12个，总投资3亿元。", "12个", "项目"),  # 项 makes no noun of 实施
        ("资助金额达5亿元。", "5亿元", "资助金额"),
        ("资助规模不超过40人。", "不超过40人", "资助规模"),
        ("意向项目12个，在谈项目8个。", "8个", "在谈项目"),
        ("工业总产值一九七七年比一九七六年增长14.3%。", "14.3%", "工业总产值"),
        ("定位精度优于20米。", "20米", "定位精度"),
        ("机组投入运行的装机容量达到2.13亿千瓦。", "2.13亿千瓦", "机组投入运行的装机容量"),
        ("去年底企业数量超过5200户。", "超过5200户", "企业数量"),
        ("全年城镇新增就业980人。", "980人", "城镇新增就业"),
    ],
)
def test_what_stands_before_a_figure(text: str, figure: str, subject: str) -> None:
    assert _claim(text, figure).subject == subject


@pytest.mark.parametrize(
    ("text", "figure", "subject"),
    [
        ("建设89个具有示范带动作用的产业项目。", "89个", "产业项目"),
        ("培育5家年产值过亿元的供应商，建立10个平台。", "5家", "供应商"),
        ("支持10家左右行业（产品）电商平台。", "10家左右", "行业(产品)电商平台"),
        ("开发10个智能物流与仓储装备。", "10个", "智能物流与仓储装备"),
        ("指导全镇十一所小学的教学工作。", "十一所", "小学"),
        ("9万名学生每天享受营养餐。", "9万名", "学生"),
        ("两个阶级、社会主义和资本主义两条道路。", "两个", "阶级"),
        ("形成15套系统解决方案。", "15套", "系统解决方案"),
        ("建设6个未来产业加速园。", "6个", "未来产业加速园"),
        ("生产总值达到556亿元，首次突破500亿元大关。", "突破500亿元", "生产总值"),
        ("排放量仍然处于2000吨左右的高位。", "2000吨左右", "排放量"),
        ("今后若干年保持8%的增长率。", "8%", "增长率"),
    ],
)
def test_what_stands_behind_a_figure(text: str, figure: str, subject: str) -> None:
    assert _claim(text, figure).subject == subject


@pytest.mark.parametrize(
    ("text", "figure", "scope"),
    [
        ("110家示范工厂的生产效率平均提升32%，研发周期缩短28%。", "28%", "110家示范工厂"),
        ("两所高校实现升格，5所高职院校入选。", "5所", ""),  # no figure is told of the first
        ("省属企业完成产业类投资553亿元，研发投入133亿元。", "133亿元", "省属企业"),
        ("为企业提供场景服务30次。", "30次", "企业"),
    ],
)
def test_topics_that_are_counted_or_act(text: str, figure: str, scope: str) -> None:
    assert _claim(text, figure).scope == scope


def test_parts_of_parts_and_some_of_a_number() -> None:
    text = "增加值26亿元。其中，第一产业4亿元；第二产业8亿元，其中工业6亿元；第三产业14亿元。"
    wholes = {claim.text: claim.part_of for claim in pipeline.extract(text, pipeline.Config(words=False)).claims}
    assert wholes == {"26亿元": "", "4亿元": "c1", "8亿元": "c1", "6亿元": "c3", "14亿元": "c1"}
    assert _claim("听课的13名教师中有12名教师合格。", "12名").part_of == "c1"
    assert _claim("课堂数1271个，其中公共课171门，专业课467门。", "467门").part_of == "c1"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("柘木镇概况\n全镇有学校12所。", ""),  # says nothing of when
        ("柘木县2023年工作总结\n全县有学校12所。", "2023"),
    ],
)
def test_what_no_word_dates(text: str, period: str) -> None:
    assert _claim(text, "12所").period == period
