"""What all documents of a folder say of one thing comes together in one row."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

import pipeline
from pipeline.errors import ConfigurationError
from pipeline.panels import PANEL_FILE, write_panel, write_wide
from pipeline.panels.rounding import interval
from pipeline.panels.unmatched import likely, unmatched
from pipeline.records import Comparator
from pipeline.tables.schemas import PANEL

Folder = Callable[..., Path]

OF_2022 = (
    "发布时间：2023-03-01\n浙江省2022年国民经济和社会发展统计公报\n2022年，社会消费品零售总额30123亿元，增长4.0%。"
)
OF_2023 = (
    "发布时间：2024-03-01\n浙江省2023年国民经济和社会发展统计公报\n2023年，全省生产总值82567亿元，比上年增长5.1%。"
    "社会消费品零售总额32077亿元，增长6.5%。"
)
REPORT = (
    "发布时间：2024-01-20\n浙江省政府工作报告\n——2024年1月20日在浙江省第十四届人民代表大会第二次会议上\n一、2023年工作回顾\n"
    "全省生产总值突破8.2万亿元、增长6%。\n二、2024年工作安排\n主要预期目标是：地区生产总值增长5.5%左右。"
)
COUNTY = "绍兴市上虞区2023年教育统计公报\n2023年，全区现有小学45所，在校生3.21万人；学前三年毛入园率99.1%。"


def one(frame: pd.DataFrame, **wanted: Any) -> pd.Series[Any]:
    """The row with these values."""
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    [(_, row)] = frame.iterrows()
    return row


def test_growth_and_target_of_a_province(folder: Folder) -> None:
    frame = pipeline.panel(folder(bulletin=OF_2023, report=REPORT))
    gross = frame[frame.indicator == "gross_regional_product"]
    target = one(gross, status="planned")
    assert (target.period, target.measure, target.value, target.comparator) == ("2024", "growth", 5.5, "approx")
    assert (target.region, target.region_code, target.region_level) == ("浙江省", "330000", "province")
    level = one(gross, measure="level")
    assert (level.value, level.unit, level.n_documents, level.revised, level.conflict) == (
        8.2567e12,
        "CNY",
        2,
        False,
        False,
    )


def test_a_later_document_revises_and_what_was_said_before_is_kept(folder: Folder) -> None:
    frame = pipeline.panel(folder(bulletin=OF_2023, report=REPORT))
    growth = one(frame, indicator="gross_regional_product", measure="growth", period="2023")
    assert (growth.value, growth.source, growth.revised, growth.conflict) == (5.1, "bulletin.txt", True, False)
    [earlier] = growth.revisions
    assert earlier.startswith("6 (")


def test_documents_of_one_day_contradict_each_other(folder: Folder) -> None:
    other = OF_2023.replace("5.1%", "5.6%")
    row = one(pipeline.panel(folder(a=OF_2023, b=other)), indicator="gross_regional_product", measure="growth")
    assert (row.value, row.conflict, row.revised, row.n_documents) == (5.1, True, False, 2)
    [told] = row.conflicts
    assert told.startswith("5.6 (")


def test_rounding_is_no_contradiction(folder: Folder) -> None:
    rough = OF_2023.replace("82567亿元", "8.26万亿元")
    row = one(pipeline.panel(folder(a=OF_2023, b=rough)), indicator="gross_regional_product", measure="level")
    assert (row.value, row.conflict, row.n_claims) == (8.2567e12, False, 2)


@pytest.mark.parametrize(("stated", "check"), [("6.5%", "agrees"), ("9.5%", "differs")])
def test_growth_is_held_against_the_levels(folder: Folder, stated: str, check: str) -> None:
    frame = pipeline.panel(folder(before=OF_2022, now=OF_2023.replace("6.5%", stated)))
    row = one(frame, indicator="retail_sales", measure="growth", period="2023")
    assert (row.implied_growth, row.growth_check) == (6.49, check)


def test_growth_without_prices_need_not_follow_from_the_levels(folder: Folder) -> None:
    before = "浙江省2022年国民经济和社会发展统计公报\n2022年，全省生产总值77715亿元。"
    row = one(pipeline.panel(folder(before=before, now=OF_2023)), indicator="gross_regional_product", measure="growth")
    assert (row.implied_growth, row.growth_check) == (6.24, "")


def test_breakdowns_and_counties(folder: Folder) -> None:
    frame = pipeline.panel(folder(county=COUNTY))
    assert set(frame.region_code) == {"330604"}
    assert set(frame.region_path) == {"浙江省 > 绍兴市"}
    pupils = one(frame, indicator="pupils")
    assert (pupils.breakdown, pupils.value, pupils.unit) == ("stage=primary", 32100, "person")


def test_only_what_is_asked_for(folder: Folder) -> None:
    out = folder(bulletin=OF_2023)
    assert set(pipeline.panel(out, ["retail_sales"]).indicator) == {"retail_sales"}
    assert set(pipeline.panel(out, ["地区生产总值"]).indicator) == {"gross_regional_product"}
    with pytest.raises(ConfigurationError, match="C063"):
        pipeline.panel(out, ["幸福感"])


def test_every_row_leads_to_its_claim(folder: Folder) -> None:
    out = folder(bulletin=OF_2023, report=REPORT, county=COUNTY)
    claims = pipeline.load(out, "claims").set_index("claim_id")
    for row in pipeline.panel(out).itertuples():
        claim = claims.loc[row.claim_id]
        assert (claim.indicator, claim.doc_id, claim.period) == (row.indicator, row.doc_id, row.period)
        assert abs(row.value) == claim.value


def test_file_has_the_schema_and_does_not_depend_on_what_was_there(folder: Folder) -> None:
    out = folder(bulletin=OF_2023, report=REPORT)
    count = write_panel(out)
    first = (out / PANEL_FILE).read_bytes()
    assert write_panel(out) == count
    assert (out / PANEL_FILE).read_bytes() == first
    assert pq.read_schema(out / PANEL_FILE).equals(PANEL)
    assert not list((out / ".run").glob("tmp*"))


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="C009"):
        write_panel(tmp_path)


def test_nothing_to_tell_is_an_empty_panel(folder: Folder) -> None:
    out = folder(note="青禾县通知\n请各校做好准备。")
    assert len(pipeline.panel(out)) == 0
    assert len(write_wide(out).read_text(encoding="utf-8-sig").splitlines()) == 1


def test_wide_has_a_line_per_place_and_period(folder: Folder) -> None:
    out = folder(bulletin=OF_2023, other=OF_2023.replace("5.1%", "5.6%"), report=REPORT, county=COUNTY)
    write_panel(out)
    with write_wide(out).open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["region"], line["period"], line["status"]) for line in lines] == [
        ("浙江省", "2023", "achieved"),
        ("浙江省", "2024", "planned"),
        ("上虞区", "2023", "achieved"),
    ]
    assert lines[0]["地区生产总值 (CNY)"] == "8256700000000"
    assert lines[0]["地区生产总值 增速 (percent)"] == "5.1*"  # two documents of one day, two rates
    assert lines[1]["地区生产总值 增速 (percent)"] == "约5.5"
    assert lines[2]["在校学生数 stage=primary (person)"] == "32100"


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        (("5.67", "5.67", "eq"), ("5.671", "5.671", "eq"), True),
        (("5.67", "5.67", "eq"), ("5.68", "5.68", "eq"), True),  # 5.675 is both
        (("5.67", "5.67", "eq"), ("5.69", "5.69", "eq"), False),
        (("5", "5", "eq"), ("5.4", "5.4", "eq"), True),
        (("5", "5.0", "eq"), ("5.4", "5.4", "eq"), False),
        (("56700", "5.67万", "eq"), ("56712", "56712", "eq"), True),
        (("56700", "5.67万", "eq"), ("56812", "56812", "eq"), False),
        (("100", "100", "gt"), ("104", "104", "eq"), True),
        (("100", "100", "gt"), ("204", "204", "eq"), False),
        (("95", "95", "ge"), ("99.9", "99.9", "eq"), True),
        (("95", "95", "le"), ("99.9", "99.9", "eq"), False),
        (("3000", "三千", "eq"), ("3012", "3012", "eq"), True),
    ],
)
def test_intervals(first: tuple[str, str, Comparator], second: tuple[str, str, Comparator], meet: bool) -> None:
    one, other = (interval(Decimal(value), None, text, comparator) for value, text, comparator in (first, second))
    assert one.meets(other) is meet
    assert other.meets(one) is meet


def test_subjects_that_no_indicator_takes(folder: Folder) -> None:
    text = "青禾县{}年工作总结\n全县社区食堂38家。"
    out = folder(a=text.format(2022), b=text.format(2023))
    found = {entry.subject: entry for entry in unmatched(out)}
    assert found["社区食堂"].n_documents == 2
    assert unmatched(out, least_documents=3) == []


def test_likely_indicators_share_unit_and_characters() -> None:
    assert likely("九年制义务教育巩固比例", "percent", "none")[0] == "compulsory_retention"
    assert likely("九年制义务教育巩固比例", "CNY", "none") == ()


def test_level_of_another_order_than_the_year_before(folder: Folder) -> None:
    slipped = OF_2023.replace("社会消费品零售总额32077亿元", "社会消费品零售总额32077万元")
    frame = pipeline.panel(folder(before=OF_2022, now=slipped))
    sales = frame[(frame.indicator == "retail_sales") & (frame.measure == "level")]
    assert dict(zip(sales.period, sales.growth_check, strict=True)) == {"2022": "", "2023": "leaps"}


def test_a_mean_over_years_is_of_no_single_year(folder: Folder) -> None:
    text = (
        "浙江省政府工作报告\n——2026年1月20日在浙江省第十四届人民代表大会第四次会议上\n2026年主要预期目标是：地区生产总值增长5%。\n"
        "2026年，围绕经济发展提出6项指标，其中地区生产总值年均增长4.5%。"
    )
    frame = pipeline.panel(folder(report=text))
    assert set(frame[frame.measure == "growth"].value) == {5.0}
