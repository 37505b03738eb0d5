"""What stands behind a head inside the name of a school: faculties, sections, renamings."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline.fold import fold
from pipeline.ner.inner_heads import (
    after_other_university,
    ends_in_section,
    holds_renaming,
    is_faculty,
    is_university_with_faculty,
)
from pipeline.ner.schools import find_schools
from tests.ner.drawn import names

UNIVERSITIES = ("青禾大学", "澜江理工大学", "云岭师范大学", "凭江学院")
FIELDS = ("机械工程", "材料科学与工程", "计算机科学与技术", "经济与管理", "音乐", "外国语", "法", "马克思主义")
COLLEGES = ("青禾大学与云州师范学院", "青禾大学参观云州学院", "青禾大学、音乐学院")


@pytest.mark.parametrize(("university", "field"), list(product(UNIVERSITIES, FIELDS)))
def test_a_faculty_behind_its_university_is_no_school(university: str, field: str) -> None:
    name = f"{university}{field}学院"
    assert is_faculty(name, len(university), len(name))
    found = [name[school.start : school.end] for school in find_schools(f"{name}教授李明出席。")]
    assert found == [university]


@pytest.mark.parametrize("field", ["法", "医", "商", "工", "文"])
def test_one_character_before_college_is_a_field_behind_a_university(field: str) -> None:
    assert is_university_with_faculty(f"青禾大学{field}学院", 0, 7)


@pytest.mark.parametrize(
    ("first", "second"), [("青禾大学", "澜州师范大学"), ("云岭师范大学", "凭江大学"), ("青禾大学", "江州大学")]
)
def test_no_university_stands_in_another(first: str, second: str) -> None:
    text = f"包括{first}{second}、白水学院。"
    end = 2 + len(first) + len(second)
    assert after_other_university(text, 2, end) == 2 + len(first)
    assert after_other_university(text, 2 + len(first), end) == 2 + len(first)
    assert f"{first}{second}" not in names(text, "SCHOOL")


@pytest.mark.parametrize("name", ["青禾大学附属白水大学", "青禾大学城白水大学", "白水大学", "青禾大学白水学院"])
def test_a_university_may_hold_what_is_none(name: str) -> None:
    assert after_other_university(name, 0, len(name)) == 0


@pytest.mark.parametrize("text", COLLEGES)
def test_a_college_behind_another_is_one(text: str) -> None:
    start = max(text.rfind("云州"), text.rfind("音乐"))
    assert not is_faculty(text, start, len(text))


def test_a_college_with_a_name_of_its_own_is_no_faculty() -> None:
    """Plain words are a field; a place and what no dictionary has are names of independent colleges."""
    for name, expected in (
        ("青禾大学机械工程学院", True),
        ("青禾大学汇澜学院", False),
        ("青禾大学宁波理工学院", False),
    ):
        assert is_university_with_faculty(name, 0, len(name)) is expected


@pytest.mark.parametrize("section", ["初中部", "高中部", "小学部", "幼儿部", "高中段", "义务段"])
def test_a_section_is_outside(section: str) -> None:
    name = f"柘木中学{section}"
    assert ends_in_section(name, 0, len(name))
    assert not ends_in_section("柘木小学本部", 0, len("柘木小学本部"))


@pytest.mark.parametrize(
    ("school", "verb", "after"),
    list(product(("启新学堂", "河口小学堂", "柘木小学"), ("改", "改为"), ("第二高等小学", "县立第一小学"))),
)
def test_schools_end_before_a_renaming(school: str, verb: str, after: str) -> None:
    text = f"{school}{verb}{after},"
    assert holds_renaming(text, 0, len(text) - 1)
    assert after in [text[found.start : found.end] for found in find_schools(text)]


@pytest.mark.parametrize("asked", ["哪", "这", "那"])
def test_a_demonstrative_and_a_classifier_name_no_school(asked: str) -> None:
    assert find_schools(f"青禾{asked}所中学出的人才多") == []


def test_counted_schools_of_a_place_are_no_school() -> None:
    assert find_schools("院士与15所宁波中学的故事") == []


@pytest.mark.parametrize("ordinal", ["第二期", "首轮", "第三轮", "新一轮", "第五届"])
def test_programs_in_quotes_take_their_ordinal(ordinal: str) -> None:
    assert f"{ordinal}“登峰”培育工程" in names(fold(f"深入实施{ordinal}“登峰”培育工程。"), "PROGRAM")


@pytest.mark.parametrize("behind", ["办主任李明", "组成员", "县教师"])
def test_a_body_of_a_project_is_no_part_of_its_name(behind: str) -> None:
    assert "“青苗计划”" in names(fold(f"深入实施“青苗计划”,“青苗计划”项目{behind}到会。"), "PROGRAM")


@pytest.mark.parametrize("runner", ["县委", "市政府", "我县", "全区"])
def test_programs_begin_behind_who_runs_them(runner: str) -> None:
    found = names(fold(f"按照{runner}教育攻坚三年行动计划要求。"), "PROGRAM")
    assert all(not name.startswith(runner) for name in found)
