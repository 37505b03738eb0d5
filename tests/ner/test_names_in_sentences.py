"""Names of whole sentences: what the decoder makes of a campus, a part of a body, a credit, and of what only looks like a name."""

from __future__ import annotations

import pytest

from pipeline.ner.reading import read_names
from pipeline.records import MentionLabel
from tests.language.analyses import analysis_of


def names(text: str, label: MentionLabel) -> list[str]:
    """The names of a label, in text order."""
    analysis = analysis_of(text)
    return [analysis.content[name.start : name.end] for name in read_names(analysis) if name.label == label]


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("迁建青禾小学教育集团镜湖校区,新增学位300个。", "青禾小学教育集团镜湖校区"),
        ("青禾小学南校区开学。", "青禾小学南校区"),
    ],
)
def test_a_campus_belongs_to_the_name_of_its_school(text: str, school: str) -> None:
    assert names(text, "SCHOOL") == [school]


@pytest.mark.parametrize(
    "text",
    [
        "在全体公民中普及法律常识。",
        "内蒙古是祖国的北大门。",
        "直升小学:30人",
        "第二学期开设课程12门。",
        "拓宽职校学生成长通道。",
        "青禾市云岭区因无农村学校未实施。",
    ],
)
def test_what_only_looks_like_a_school_is_none(text: str) -> None:
    assert names(text, "SCHOOL") == []


def test_initials_of_a_school_are_known_where_its_name_stands() -> None:
    assert names("云州职业技术学院新建教学楼1栋。云职院现有学生3000人。", "SCHOOL") == ["云州职业技术学院", "云职院"]


def test_a_national_program_is_named_without_its_level() -> None:
    assert names("参加国家级国培计划16人次。", "PROGRAM") == ["国培计划"]


@pytest.mark.parametrize(
    "text",
    [
        "联系人:刘 迎 18600000000\n",
        "联系人:刘  迎 电话:010-60000000\n",
        "填报技术支持:孙 圳 021-60000000\n",
    ],
)
def test_blanks_may_part_a_name(text: str) -> None:
    assert [name.replace(" ", "") for name in names(text, "PERSON")] in (["刘迎"], ["孙圳"])


@pytest.mark.parametrize("text", ["规格:高 度\n", "备注:无 关\n", "简介:学 校\n"])
def test_a_word_that_blanks_part_is_no_name(text: str) -> None:
    assert names(text, "PERSON") == []


@pytest.mark.parametrize(
    "text",
    [
        "赠送一辆东方之星轿车。",
        "联系人:文明办 电话18600000000",
    ],
)
def test_what_only_begins_like_a_person_is_none(text: str) -> None:
    assert names(text, "PERSON") == []


def test_a_transliterated_name_is_read_to_its_end() -> None:
    assert names("该国教育部部长谢尔盖·克拉夫佐夫强调。", "PERSON") == ["谢尔盖·克拉夫佐夫"]


def test_the_mark_of_an_item_is_no_part_of_a_name() -> None:
    assert names("(1)暖心助学行动\n暖心助学行动是公益活动。", "PROGRAM") == ["暖心助学行动", "暖心助学行动"]


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("依托国家重点研发计划开展研究。", "国家重点研发计划"),
        ("启动“云上书院”重点专项。", "“云上书院”重点专项"),
        ("推行“青禾夜谈”制度。", "“青禾夜谈”制度"),
    ],
)
def test_a_program_is_known_by_the_nation_or_by_what_stands_behind_its_quotes(text: str, program: str) -> None:
    assert names(text, "PROGRAM") == [program]


def test_a_plan_that_stands_alone_on_its_line_is_named_without_its_years() -> None:
    assert names("附件\n基础教育共同体建设行动计划(2020-2025)\n", "PROGRAM") == ["基础教育共同体建设行动计划"]


def test_what_is_said_of_all_bodies_names_none() -> None:
    assert names("由省教育厅牵头,各市政府配合。", "ORG") == ["省教育厅"]


def test_a_pronoun_is_no_part_of_a_program() -> None:
    assert "本重大研究计划" not in names("本重大研究计划将每年举办1次交流会。", "PROGRAM")
