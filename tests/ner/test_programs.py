"""Names of programs: quoted, unquoted, in lists; and what is none."""

from __future__ import annotations

import pytest

from pipeline.fold import fold
from pipeline.ner.programs import find_programs


def names(text: str) -> list[str]:
    return [text[item.start : item.end] for item in find_programs(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("巩固“双减”政策成效。", ["“双减”政策"]),
        ("“护苗2024”专项行动有序推进。", ["“护苗2024”专项行动"]),
        ("实施“青苗”教师培养工程,打造“学在东山”教育品牌。", ["“青苗”教师培养工程", "“学在东山”教育品牌"]),
        ("构建“1+3+N”防控体系。", ["“1+3+N”防控体系"]),
        ("组织“小手拉大手”活动。", ["“小手拉大手”活动"]),
        ("编制“十四五”规划。", ["“十四五”规划"]),
    ],
)
def test_programs_quotes_with_a_head_noun(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_programs_quotes_alone_need_someone_who_runs_them() -> None:
    assert names("坚持开展“园长夜谈”,面向家长。") == ["“园长夜谈”"]
    assert names("启动“海燕”“小水滴”。") == ["“海燕”", "“小水滴”"]
    assert names("家长反映“三点半”很难。") == []


def test_programs_lists_with_a_counted_head() -> None:
    assert names("“海燕”“小水滴”“春芽”三个项目惠及学生。") == ["“海燕”", "“小水滴”", "“春芽”"]


def test_programs_tied_to_another() -> None:
    assert names("深入实施“三名”培养工程和“青蓝工程”。") == ["“三名”培养工程", "“青蓝工程”"]
    text = "大力实施学前教育普惠扩容工程、义务教育强校提质行动。"
    assert names(text) == ["学前教育普惠扩容工程", "义务教育强校提质行动"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深入实施蓝色根脉强基工程。", ["蓝色根脉强基工程"]),
        ("制订特殊教育发展第三轮行动计划。", ["特殊教育发展第三轮行动计划"]),
        ("实施XX市第二期特殊教育提升计划。", ["第二期特殊教育提升计划"]),
        ("大力推进作风建设年活动。", ["作风建设年活动"]),
        ("落实乡村教师支持计划。", ["乡村教师支持计划"]),
        ("实施信息技术应用能力提升工程2.0。", ["信息技术应用能力提升工程2.0"]),
    ],
)
def test_programs_without_quotes(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_programs_in_book_marks_are_documents_unless_they_go_somewhere() -> None:
    assert names("印发《县域高中振兴行动计划》。") == []
    assert names("开展《民法典》进校园活动。") == ["《民法典》进校园活动"]


def test_programs_return_without_quotes_or_head() -> None:
    assert names("打造“学在东山”教育品牌。“学在东山”影响扩大。")[1:] == ["“学在东山”"]


@pytest.mark.parametrize(
    "text",
    [
        "树牢“四个意识”,坚定“四个自信”,做到“两个维护”。",
        "推进东山书院扩建工程、教学楼维修工程、食堂改造工程。",
        "完成年度招生计划,制定工作方案和应急预案。",
        "补齐“短板”,消除“大班额”,打通“最后一公里”。",
        "召开教育工作会议,开展校园文化活动和社会实践活动。",
    ],
)
def test_programs_leave_out_attitudes_works_and_routine(text: str) -> None:
    assert names(text) == []
