"""Subject, unit and change together name an indicator, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.indicators.catalogue import by_name, write_breakdown
from pipeline.indicators.matcher import match
from pipeline.language.divisions import find
from pipeline.records import Change

GDP = "gross_regional_product"


@pytest.mark.parametrize(
    ("subject", "unit", "change", "indicator", "measure", "breakdown"),
    [
        *[
            (name, "CNY", "none", GDP, "level", "")
            for name in ("地区生产总值", "全省生产总值", "GDP", "经济总量", "我市经济总量")
        ],
        ("全省地区生产总值", "percent", "up", GDP, "growth", ""),
        ("地区生产总值增速", "percent", "none", GDP, "growth", ""),
        ("经济增长", "percent", "up", GDP, "growth", ""),
        ("全社会研发经费支出占地区生产总值的比重", "percent", "none", "rnd_intensity", "level", ""),
        ("单位国内生产总值能耗", "percent", "down", "energy_intensity", "growth", ""),
        ("居民消费价格涨幅", "percent", "none", "cpi", "growth", ""),
        ("常住人口城镇化率", "percentage_point", "up", "urbanisation", "change", ""),
        ("城镇新增就业", "person", "up", "new_jobs", "level", ""),
        ("农村居民人均可支配收入", "CNY", "none", "disposable_income", "level", "urban_rural=rural"),
        ("全县普通高中在校生人数", "person", "none", "pupils", "level", "stage=senior"),
        ("农村小学专任教师", "person", "none", "teachers", "level", "stage=primary urban_rural=rural"),
        ("在校生", "person", "up", "pupils", "change", ""),
        ("幼儿园", "institution", "none", "schools", "level", "stage=preschool"),
        ("学前三年毛入园率", "percent", "none", "preschool_gross_enrolment", "level", ""),
        ("高中阶段毛入学率", "percent", "none", "senior_gross_enrolment", "level", ""),
    ],
)
def test_names_an_indicator(
    subject: str, unit: str, change: Change, indicator: str, measure: str, breakdown: str
) -> None:
    found = match(subject, unit, change)
    assert found is not None
    assert (found.indicator.id, found.measure, write_breakdown(found.breakdown)) == (indicator, measure, breakdown)


@pytest.mark.parametrize(
    ("subject", "unit", "change", "base"),
    [
        ("", "percent", "up", "同比"),  # a rate of nothing named
        ("增长", "percent", "up", ""),
        ("海洋生产总值占比", "CNY", "none", ""),
        ("城市副中心生产总值", "CNY", "none", ""),  # a part that is no division
        ("地区生产总值", "person", "none", ""),  # the unit tells that something else is counted
        ("地区生产总值", "percent", "none", ""),  # neither a level nor a rate of growth
        ("地区生产总值", "percentage_point", "up", "全国"),
        ("高中阶段毛入学率", "percentage_point", "up", "全省平均水平"),  # above others, not above itself
        ("高中阶段毛入学率", "percent", "up", ""),  # percent of percent: by how much is not said
        ("小学", "个", "up", ""),  # places at schools are counted so, schools are not
        ("公办高等教育毛入学率", "percent", "none", ""),  # it is not split so
    ],
)
def test_forces_nothing(subject: str, unit: str, change: Change, base: str) -> None:
    assert match(subject, unit, change, base) is None


def test_place_at_the_head_of_the_subject() -> None:
    found = match("上虞区小学在校生", "person", "none", within=find("浙江省"))
    assert found is not None
    assert found.place == find("浙江省绍兴市上虞区")
    assert write_breakdown(found.breakdown) == "stage=primary"


@given(st.text(alphabet="全省市小学初中农村在校生人数地区生产总值的GDP增速", max_size=200))
def test_any_subject_is_read_in_bounded_steps(subject: str) -> None:
    match(subject * 5, "person", "none")


@given(st.sampled_from(sorted(by_name())), st.sampled_from(("percent", "CNY", "person", "institution")))
def test_a_name_never_leads_to_another_indicator(name: str, unit: str) -> None:
    found = match(name, unit, "none")
    assert found is None or found.indicator in [entry.indicator for entry in by_name()[name]]
