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
    ],
)
def test_what_only_looks_like_a_school_is_none(text: str) -> None:
    assert names(text, "SCHOOL") == []


def test_initials_of_a_school_are_known_where_its_name_stands() -> None:
    assert names("云州职业技术学院新建教学楼1栋。云职院现有学生3000人。", "SCHOOL") == ["云州职业技术学院", "云职院"]


def test_a_national_program_is_named_without_its_level() -> None:
    assert names("参加国家级国培计划16人次。", "PROGRAM") == ["国培计划"]


def test_blanks_may_part_a_name() -> None:
    assert names("联系人:刘 迎 18600000000\n", "PERSON") == ["刘 迎"]
