from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.language.text import Text
from pipeline.records import Block
from pipeline.segment import structure

REPORT = """青岭县教育局2023年工作汇报
2023年，全县教育系统扎实工作，现将有关情况汇报如下：
一、主要成效
（一）学位供给不断增加。新建幼儿园3所，新增学位810个。
（二）办学条件持续改善
1.推进校舍建设。
投入资金2600万元，改造校舍1.3万平方米。
2.更新教学设备。更换课桌椅4200套。
二、存在问题
一是发展不够均衡。城乡差距仍然较大。
3所学校尚未达标，仍需努力。
学段\t学校
小学\t84
青岭县教育局
2023年12月20日
"""


def _structure(text: str) -> tuple[Block, ...]:
    return structure(Text(text), clean(Text(text)), ())


def _rows(text: str) -> list[tuple[str, int, str, str]]:
    return [(b.role, b.level, b.numbering, text[b.start : b.end].strip()[:8]) for b in _structure(text)]


def test_structure_reads_roles_levels_and_numbering() -> None:
    assert _rows(REPORT)[:-1] == [
        ("title", 0, "", "青岭县教育局20"),
        ("paragraph", 0, "", "2023年，全县"),
        ("heading", 1, "一、", "一、主要成效"),
        ("heading", 2, "（一）", "（一）学位供给不"),
        ("paragraph", 0, "", "新建幼儿园3所，"),
        ("heading", 2, "（二）", "（二）办学条件持"),
        ("heading", 3, "1.", "1.推进校舍建设"),
        ("paragraph", 0, "", "投入资金2600"),
        ("heading", 3, "2.", "2.更新教学设备"),
        ("paragraph", 0, "", "更换课桌椅420"),
        ("heading", 1, "二、", "二、存在问题"),
        ("heading", 2, "一是", "一是发展不够均衡"),
        ("paragraph", 0, "", "城乡差距仍然较大"),
        ("paragraph", 0, "", "3所学校尚未达标"),
        ("table", 0, "", "学段\t学校"),
        ("table", 0, "", "小学\t84"),
        ("signature", 0, "", "青岭县教育局"),
        ("signature", 0, "", "2023年12月"),
    ]


def test_structure_knows_the_headings_above() -> None:
    section = next(b.section for b in _structure(REPORT) if "2600万元" in REPORT[b.start : b.end])
    assert section == ("一、主要成效", "（二）办学条件持续改善", "1.推进校舍建设")


def test_structure_joins_a_title_over_lines_and_knows_the_annex() -> None:
    text = (
        "青岭县人民政府办公室关于印发\n青岭县学前教育\n三年行动方案的通知\n各乡镇人民政府：\n现将方案印发给你们，请认真组织实施。\n"
        "青岭县人民政府办公室\n2023年3月1日\n青岭县学前教育三年行动方案\n一、总体目标\n到2025年，毛入园率达到95%以上。"
    )
    roles = [b.role for b in _structure(text)]
    assert roles[:3] == ["title"] * 3
    assert roles[3:] == ["paragraph", "paragraph", "signature", "signature", "title", "heading", "paragraph"]


def test_structure_takes_notes_behind_a_report_for_an_annex() -> None:
    text = f"{REPORT}\n名词解释\n“一校一案”：每校制定一个改进方案。\n"
    blocks = [b for b in _structure(text) if b.kind == "content"]
    assert [b.role for b in blocks[-2:]] == ["title", "paragraph"]
    assert blocks[-1].section == ()


def test_structure_points_end_where_the_report_turns_to_something_else() -> None:
    text = (
        "县政府工作报告\n一、五年工作回顾\n去年工作如下。\n一是教育提质。\n新建学校2所。\n二是民生改善。\n新增就业900人。\n"
        "各位代表！五年来，我们新建学校12所。\n二、今后工作\n再接再厉。\n"
    )
    sections = {text[b.start : b.end].strip(): b.section for b in _structure(text) if b.role == "paragraph"}
    assert sections["新增就业900人。"] == ("一、五年工作回顾", "二是民生改善")
    assert sections["各位代表！五年来，我们新建学校12所。"] == ("一、五年工作回顾",)


@pytest.mark.parametrize(
    "line",
    ["2.5万名学生受益，比上年增加300人。", "12所学校完成改造，新增学位900个。", "3年来新建学校9所，扩建学校4所。"],
)
def test_structure_takes_no_quantity_for_a_numbering(line: str) -> None:
    text = f"青岭县教育局工作汇报\n全县教育事业发展情况良好，各项工作有序推进。\n{line}"
    assert _structure(text)[-1].numbering == ""


def test_structure_nests_dotted_numbers() -> None:
    text = "应急预案\n1 总则\n1.1 目的\n为保障校园安全，制定本预案。\n1.2 分级\n1.2.1 特大事件由省级负责。\n2 组织\n成立领导小组，下设办公室。"
    assert [(b.numbering, b.level) for b in _structure(text) if b.level] == [
        ("1", 1), ("1.1", 2), ("1.2", 2), ("1.2.1", 3), ("2", 1)
    ]  # fmt: skip


@given(
    st.lists(
        st.sampled_from([*REPORT.splitlines(), "", "第1页 共2页", "　　（三）其他。后文", "1.", "一、"]), max_size=20
    )
)
def test_structure_tiles_and_keeps_boilerplate(lines: list[str]) -> None:
    text = "\n".join(lines)
    before = clean(Text(text))
    blocks = structure(Text(text), before, ())
    assert "".join(text[b.start : b.end] for b in blocks) == text
    assert [b.ordinal for b in blocks] == list(range(len(blocks)))

    def removed(tiles: tuple[Block, ...]) -> list[str]:
        return [
            text[b.start : b.end].strip() for b in tiles if b.kind == "boilerplate" and text[b.start : b.end].strip()
        ]

    assert removed(blocks) == removed(before)


def _headings(text: str) -> list[tuple[str, int]]:
    return [(text[b.start : b.end].strip(), b.level) for b in _structure(text) if b.role == "heading"]


def test_structure_splits_points_counted_in_one_paragraph() -> None:
    text = "县教育局工作总结\n工作如下。\n一是补短板。新建学校2所。二是强师资。培养教师100名。\n其他事项按要求推进。\n"
    assert _headings(text) == [("一是补短板。", 1), ("二是强师资。", 1)]


def test_structure_keeps_counted_points_whole_unless_each_has_text() -> None:
    text = "县教育局工作总结\n问题如下。\n一是场地不足。活动场地仅有3处。二是课程同质化。\n其他事项按要求推进。\n"
    assert _headings(text) == []


def test_structure_takes_articles_and_the_end_of_a_list_for_no_headings() -> None:
    text = (
        "校车安全管理办法\n第一条 为加强管理，制定本办法。\n第二条 校车应当具备下列条件：\n（一）有校车5辆以上；\n"
        "（二）有健全的安全管理制度。\n第三条 学校应当签订责任书。\n"
    )
    assert _headings(text) == []


def test_structure_does_not_number_a_formula_that_layout_broke() -> None:
    text = "县生态环境工作总结\n全年空气质量优良，PM\n2.5平均浓度为30微克。\n持续改善环境质量。\n"
    assert _headings(text) == []


@pytest.mark.parametrize(
    "row", ["项目\t2022年\t2023年", "项目  2022年  2023年", "乡镇  学校（所）  学生（人）", "1  东河乡  1200", "资助 | 120.5 | 130", "预算金额（万元）：356.8"]
)  # fmt: skip
def test_structure_takes_no_row_for_a_title_or_a_heading(row: str) -> None:
    rest = "资助  120.5  130\n培训  30  24.6\n教材  12  8"
    for text in (
        f"{row}\n{rest}",
        f"{row}\n{REPORT}",
        f"{REPORT}\n附件1\n{row}\n{rest}",
        f"{REPORT}\n{row}\n2023年1月5日",
    ):
        blocks = [block for block in _structure(text) if text[block.start : block.end].strip() == row]
        assert [block.role in ("title", "heading", "signature") for block in blocks] == [False]


def test_structure_finds_the_title_above_a_table() -> None:
    text = "青岭县2023年学校情况表\n乡镇\t学校（所）\n东河乡\t3\n西山乡\t4"
    assert [b.role for b in _structure(text)] == ["title", "table", "table", "table"]


def test_structure_keeps_a_title_that_states_a_figure_or_is_spaced_out() -> None:
    for title in ("关于下达补助资金300万元的通知", "青岭县  2023年  工作总结"):
        assert _structure(f"{title}\n{REPORT}")[0].role == "title"
