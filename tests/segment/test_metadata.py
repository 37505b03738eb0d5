from __future__ import annotations

from datetime import date

import pytest

from pipeline.clean import clean
from pipeline.language.text import Text
from pipeline.records import Metadata
from pipeline.segment import read_metadata, structure

BODY = "2022年，全县教育系统扎实工作，新建幼儿园3所，新增学位810个，各项事业稳步发展。"


def _metadata(text: str, known: tuple[tuple[str, str], ...] = ()) -> Metadata:
    return read_metadata(Text(text), structure(Text(text), clean(Text(text)), ()), known)


def test_metadata_reads_the_boilerplate() -> None:
    text = (
        "欢迎来到蓝天公文网！\n青岭县教育局工作总结\n来源：青岭日报 发布时间：2023-01-06 浏览次数：12\n"
        f"{BODY}\n本文来源：http://www.example.com/a/1.html"
    )
    assert _metadata(text) == Metadata(
        title="青岭县教育局工作总结",
        site="蓝天公文网",
        url="http://www.example.com/a/1.html",
        publisher="青岭日报",
        published=date(2023, 1, 6),
        region="青岭县",
        report_year=2022,
        document_type="work_report",
    )


def test_metadata_takes_its_own_number_not_a_cited_one() -> None:
    cited = f"青岭县教育局工作总结\n按照《意见》（青政发〔2021〕9号）要求，{BODY}"
    assert _metadata(cited).document_number == ""
    own = f"青岭县人民政府关于发展学前教育的意见\n青政发〔2022〕3号\n{BODY}"
    assert _metadata(own).document_number == "青政发〔2022〕3号"


def test_metadata_prefers_what_the_format_says() -> None:
    known = (("SiteName", "青岭县政府门户"), ("PubDate", "2023-02-01 09:00"), ("ContentSource", "县教育局"))
    metadata = _metadata(f"青岭县教育局工作总结\n{BODY}", known)
    assert (metadata.site, metadata.published, metadata.publisher) == ("青岭县政府门户", date(2023, 2, 1), "县教育局")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("青岭县2021年教育工作总结", 2021),
        ("政府工作报告\n——2023年1月9日在青岭县第十届人民代表大会第二次会议上", 2022),
        ("政府工作报告\n一、2020年工作回顾", 2020),
        ("《政府工作报告》解读二：2024年工作回顾", 2024),
        ("青岭县2024年政府工作报告", 2023),
        ("青岭县学前教育三年行动计划（2023—2025年）", 2023),
    ],
)
def test_metadata_knows_the_year_of_the_report(text: str, year: int) -> None:
    assert _metadata(f"{text}\n{BODY}").report_year == year


@pytest.mark.parametrize("year", [2022, 2025])
def test_metadata_takes_no_year_of_the_end_of_a_plan_for_that_of_a_report(year: int) -> None:
    text = f"到{year}年,建成青岭湖示范园区10个。\n到{year}年,培育骨干企业200家。\n到{year}年,公共平台服务不少于2万次。"
    assert _metadata(text).report_year is None


def test_metadata_takes_no_year_since_which_something_is_so_for_that_of_a_report() -> None:
    text = "青岭县学生资助\n2024年9月26日\n2012年以来,全县累计资助学生3万人次。"
    known = (("PubDate", "2024-09-26"),)
    assert _metadata(text, known).report_year == 2024


@pytest.mark.parametrize(
    "text",
    [
        "青岭社北河2019年2月28日电 记者获悉,全县资助学生3万人次。",
        "青岭县学前教育意见\n加强普惠幼儿园建设。\n青岭县人民政府办公室2019年2月28日印发",
    ],
)
def test_metadata_finds_the_day_of_a_dateline_and_of_issue(text: str) -> None:
    assert _metadata(text).published == date(2019, 2, 28)


def test_metadata_of_nothing_is_empty() -> None:
    assert _metadata("") == Metadata()
    assert _metadata("公元2023年13月45日").published is None


def test_metadata_reads_the_table_of_an_official_portal() -> None:
    text = (
        "索 引 号：\t000123/2021-00045\t主题分类：\t教育\n发文机关：\t青岭县人民政府\t成文日期：\t2021年03月05日\n"
        "标　　题：\t青岭县学校安全条例\n发文字号：\t县令第12号\t发布日期：\t2021年03月09日\n"
        f"青岭县学校安全条例\n{BODY}"
    )
    metadata = _metadata(text)
    assert metadata.index_number == "000123/2021-00045"
    assert metadata.publisher == "青岭县人民政府"
    assert metadata.document_number == "县令第12号"
    assert metadata.published == date(2021, 3, 5)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("为规范茶园建设，制定本办法。\n茶园面积不少于20亩。", "rules"),
        ("为加快竹编产业发展，制定了本行动计划。\n新建车间5个。", "plan"),
        ("为落实上级部署，制定本指导意见。\n新建车间5个。", "plan"),
        ("要因地制宜，制定本地区规划。\n新建车间5个。", "other"),
        ("第四章　罚则\n第九条　逾期不改的，处五千元罚款。\n第十条　本章自公布之日起施行。", "rules"),
        ("第九条　逾期不改的，处五千元罚款。", "rules"),
        ("根据第九条、第十条的规定，对12家企业罚款。\n根据第九条，再查3家。", "other"),
        ("2019年3月18日，竹编博览会在青岭县开幕。\n来自各地的300名代表参加。", "news"),
    ],
)
def test_metadata_reads_the_kind_of_a_text_without_title(text: str, kind: str) -> None:
    assert _metadata(text).document_type == kind


@pytest.mark.parametrize("day", ["2019年3月18日", "2017年2月9日", "2021年1月30日至31日"])
def test_metadata_of_a_report_of_an_event_have_the_year_of_its_day(day: str) -> None:
    assert _metadata(f"{day}，茶叶发布会在梨花市召开。市长在会上致辞，300名代表参加。").report_year == int(day[:4])


def test_metadata_of_a_text_that_looks_ahead_have_no_year_of_their_own() -> None:
    text = "为推进云计算发展，制定本行动计划。\n到2027年，建成中心5个。到2027年，培育企业30家。到2030年，产值60亿元。"
    assert _metadata(text).report_year is None
