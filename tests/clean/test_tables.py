"""Tables are body, in every shape; what a site or a portal says of the page is none."""

from __future__ import annotations

import pytest

from pipeline.clean import clean
from pipeline.language.text import Text
from pipeline.records import Region

ROWS = [
    ["乡镇", "学校（所）", "学生（人）"],
    ["东河乡", "3", "1200"],
    ["西山乡", "4", "1,210"],
    ["西山乡", "4", "1,210"],
    ["合计", "11", "3620"],
]
YEARS = [["项目", "2022年", "2023年"], ["资助", "120.5", "130"], ["培训", "30", "—"], ["教材", "12.5%", "120.5亿元"]]
FEES = [
    ["专业", "学制", "学费（元/年）"],
    ["护理", "三年", "（11000元）"],
    ["会计", "三年", "4800"],
    ["物流", "两年", "4800"],
]
SHAPES = {"tabs": "\t", "blanks": "  ", "wide blanks": "　　　", "bars": " | ", "cells on lines": "\n"}
PAGE = ["首页 > 政务公开 > 统计数据", "浏览次数：1234次"]
TITLE = "青岭县2023年各镇学校情况表"
TAIL = ["打印本页 | 关闭窗口", "上一篇：某县总结"]


def _content(text: str, layout: tuple[Region, ...] = ()) -> list[str]:
    return [
        line for b in clean(Text(text), layout) if b.kind == "content" for line in text[b.start : b.end].splitlines()
    ]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("rows", [ROWS, YEARS, FEES], ids=["counts", "years", "fees"])
def test_clean_keeps_a_page_that_is_only_a_table(rows: list[list[str]], shape: str) -> None:
    table = "\n".join(SHAPES[shape].join(row) for row in rows).splitlines()
    assert _content("\n".join(table)) == table
    assert _content("\n".join([*PAGE, TITLE, *table, *TAIL])) == [TITLE, *table]
    assert _content("\n".join([*PAGE, TITLE, "单位：万元", *table, *TAIL])) == [TITLE, "单位：万元", *table]


def test_clean_keeps_rows_that_only_the_layout_tells() -> None:
    table = [
        "第二批（统招）",
        "8219\t青岭学院\t50名",
        "校址：青岭市",
        "第二批（统招）",
        "8219\t青岭学院\t70名",
        "校址：青岭市",
    ]
    text = "\n".join(["首页 > 招生", "招生计划表", *table, *TAIL])
    start = text.index(table[0])
    layout = tuple(Region(start, text.index(TAIL[0]) - 1, "table_row") for _ in range(1))
    assert _content(text, layout) == ["招生计划表", *table]


@pytest.mark.parametrize("number", ["— 2 —", "第2页", "- 2 -", "第2页 共3页"])
def test_clean_takes_page_numbers_out_of_a_table(number: str) -> None:
    rows = ["\t".join(row) for row in ROWS]
    assert _content("\n".join([TITLE, *rows[:3], number, *rows[3:]])) == [TITLE, *rows]


def test_clean_takes_no_column_of_numbers_for_page_numbers() -> None:
    lines = [cell for number in range(1, 6) for cell in (str(number), f"青岭县第{number}小学", str(100 * number + 4))]
    assert _content("\n".join(lines)) == lines


def test_clean_keeps_a_form() -> None:
    form = ["项目名称：操场改造", "名称：塑胶跑道", "类型：公开招标", "预算金额（万元）：356.8", "采购数量：12台"]
    assert _content("\n".join(form)) == form
    assert _content("\n".join(["首页 > 政府采购", "采购公告", *form, *TAIL])) == ["采购公告", *form]


@pytest.mark.parametrize("separator", ["\t", "："])
def test_clean_takes_the_metadata_of_a_portal_above_a_table(separator: str) -> None:
    record = [
        ("索引号", "000014349/2023-00041"),
        ("发文机关", "青岭县教育局"),
        ("成文日期", "2023年1月5日"),
        ("主题分类", "教育"),
    ]
    rows = ["\t".join(row) for row in ROWS]
    text = "\n".join([*(separator.join(pair) for pair in record), TITLE, *rows])
    assert _content(text) == [TITLE, *rows]


def test_clean_still_takes_fields_and_buttons_in_columns() -> None:
    text = (
        "浏览  318  下载  26\n评论 268 | 点赞 1.1万 | 转发 903\n首页 | 新闻 | 公开\n关于教育工作的汇报\n"
        + "全县教育系统认真落实各项部署，" * 4
    )
    assert _content(text)[0] == "关于教育工作的汇报"
