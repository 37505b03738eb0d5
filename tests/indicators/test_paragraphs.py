"""Figures whose kind of schools is told before their sentence, or in the list in which they stand."""

from __future__ import annotations

import pytest

from pipeline import Config, extract

TITLE = "青禾县2023年教育事业统计\n"


def said(text: str) -> dict[str, str]:
    """Indicator and breakdown of each figure, by its words."""
    return {
        claim.text: f"{claim.indicator} {claim.breakdown}".strip()
        for claim in extract(TITLE + text, Config(words=False)).claims
    }


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        ("小学", "primary"),
        ("初中", "junior"),
        ("普通高中", "senior"),
        ("中等职业学校", "vocational"),
        ("特殊教育学校", "special"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "——{}。校数17所;毕业4008人;招生3675人;在校生22250人。校舍总面积25.48万平方米,图书81.27万册。",
        "全县{}17所,比上年减少2所。毕业4008人;招生3675人;在校生22250人。校舍总面积25.48万平方米。",
        "{}17所;毕业生4008人;招生3675人,比上年增加18人;在校生22250人。",
    ],
)
def test_the_kind_of_schools_of_a_paragraph_goes_on(text: str, kind: str, stage: str) -> None:
    found = said(text.format(kind))
    assert found["17所"] == f"schools stage={stage}"
    assert found["4008人"] == f"graduates stage={stage}"
    assert found["3675人"] == f"intake stage={stage}"
    assert found["22250人"] == f"pupils stage={stage}"
    assert found.get("25.48万平方米", f"building_area stage={stage}") == f"building_area stage={stage}"


@pytest.mark.parametrize(
    "text",
    [
        "在园幼儿1.9万人,普通高中在校生1.1万人。全县教职工总数5516人。",
        "全县有小学31所、初中12所。共有教职工5516人。",
        "小学31所。全县各级各类学校专任教师5516人。",
        "中等职业学校在校生增加两倍。各级各类学校在校学生5516人。",
        "提高义务教育阶段困难学生补助标准。学生资助惠及学生5516人。",
        "高等学校的学生达到6.6万人。老年大学的学生5516人。",
    ],
)
def test_what_is_of_all_schools_is_of_no_kind(text: str) -> None:
    [found] = [value for figure, value in said(text).items() if figure == "5516人"]
    assert "stage" not in found


def test_pupils_of_a_list_are_those_of_the_schools_beside_them() -> None:
    found = said("全县现有公办中小学349所,在校生156928人,其中:小学312所,学生91635人;初级中学37所,学生65293人。")
    assert found["91635人"] == "pupils stage=primary"
    assert found["65293人"] == "pupils stage=junior"


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("入园幼儿3776人。", "3776人", "intake stage=preschool"),
        ("离园(班)幼儿3660人。", "3660人", "graduates stage=preschool"),
        ("在园(班)幼儿9878人。", "9878人", "kindergarten_children"),
        ("园舍建筑面积15.8万平方米。", "15.8万平方米", "building_area stage=preschool"),
        ("仪器设备值9010万元。", "9010万元", "equipment_value"),
        ("学前三年幼儿入园率96%。", "96%", "preschool_gross_enrolment"),
        ("专任教师中专科以上学历比例87.6%。", "87.6%", "teacher_college_share"),
        ("小学阶段教育专任教师660人。", "660人", "teachers stage=primary"),
        ("在校生4200人,其中女生2100人。", "2100人", "pupils gender=female"),
        ("全县共有各类学校和幼儿园53所。", "53所", "schools"),
        ("全县义务教育中小学30所。", "30所", "schools stage=compulsory"),
        ("全县共有教职工(含其他教育机构)5840人。", "5840人", "teaching_staff"),
        ("普惠性幼儿园在园幼儿1.69万人,占总数的90.8%。", "90.8%", "inclusive_preschool_coverage"),
    ],
)
def test_names_of_the_statistics_of_education(text: str, figure: str, expected: str) -> None:
    assert said(text)[figure] == expected


def test_a_kind_of_schools_is_no_name_of_one() -> None:
    found = said("现有各级各类学校33所。其中:高级中学1所,完全中学2所,初级中学30所。")
    assert not any("school=" in value for value in found.values())


def test_what_covers_a_place_is_no_rate_that_the_sentence_names_before() -> None:
    found = said("普惠性幼儿园覆盖率达70.4%,实现了乡镇公办幼儿园100%全覆盖。")
    assert found["100%"] == ""
