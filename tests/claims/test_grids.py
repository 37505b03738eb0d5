"""Tables in text."""

from __future__ import annotations

from tests.claims.conftest import ClaimsOf

_TABLE = """青石县2022年国民经济和社会发展统计公报

表1 主要指标
指标\t绝对数（亿元）\t比上年增长（%）
第一产业\t52.3\t3.1
第二产业\t98.07\t-1.2

表2 学校情况 单位：人
类别\t在校生\t专任教师
小学\t12,480\t640
初中\t6120\t402
"""


def test_grids_cells_take_label_scale_and_unit(claims_of: ClaimsOf) -> None:
    claim = claims_of(_TABLE)["52.3"]
    assert (claim.value, claim.unit, claim.subject, claim.change) == (5230000000, "元", "第一产业", "none")


def test_grids_growth_column_and_negative_cells(claims_of: ClaimsOf) -> None:
    claims = claims_of(_TABLE)
    assert (claims["3.1"].unit, claims["3.1"].change, claims["3.1"].base) == ("%", "up", "上年")
    assert (claims["-1.2"].value, claims["-1.2"].change) == (claims["-1.2"].value.copy_abs(), "down")


def test_grids_unit_line_above_the_table_and_column_names(claims_of: ClaimsOf) -> None:
    claim = claims_of(_TABLE)["12,480"]
    assert (claim.value, claim.unit, claim.subject) == (12480, "人", "小学在校生")


def test_grids_years_in_the_first_column_are_no_quantities(claims_of: ClaimsOf) -> None:
    text = "年份\t招生（人）\n2020\t310\n2021\t325\n"
    found = {t: (c.subject, c.period) for t, c in claims_of(text).items()}
    assert found == {"310": ("招生", "2020"), "325": ("招生", "2021")}


def test_grids_cells_apart_by_spaces(claims_of: ClaimsOf) -> None:
    text = "指标    绝对数（亿元）    比上年增长（%）\n第一产业    52.3    3.1\n第二产业    98.1    -1.2\n"
    claims = claims_of(text)
    assert (claims["98.1"].value, claims["98.1"].subject) == (9810000000, "第二产业")
    assert (claims["-1.2"].change, claims["-1.2"].base) == ("down", "上年")


def test_grids_cells_on_lines(claims_of: ClaimsOf) -> None:
    text = "全年主要指标如下：\n指标\n产量（万吨）\n比上年增长（%）\n粮食\n33.5\n1.2\n油料\n4.6\n-0.8\n以上数据为初步统计数。\n"
    claims = claims_of(text)
    assert {t: c.subject for t, c in claims.items()} == {
        "33.5": "粮食产量",
        "1.2": "粮食产量",
        "4.6": "油料产量",
        "-0.8": "油料产量",
    }
    assert (claims["33.5"].value, claims["33.5"].unit) == (335000, "吨")


def test_grids_layout_without_a_unit_is_no_table(claims_of: ClaimsOf) -> None:
    assert claims_of("姓名    职务\n张清    校长\n\n共有教师35名。\n").keys() == {"35名"}


def test_grids_unit_column_among_cells_on_lines_and_caption_above_a_header(claims_of: ClaimsOf) -> None:
    cells = "学段 单位 2024年 比上年增长(%) 小学 万元/生 1.36 4.2 初中 万元/生 1.92 -3.5".replace(" ", "\n")
    lines = f"河源市教育经费情况分析\n\n全年经费总投入增长较快。\n表2  生均经费\n{cells}\n以上数据为快报数，最终数据以年报为准。\n"
    claims = claims_of(lines)
    assert (claims["1.36"].value, claims["1.36"].unit, claims["1.36"].subject) == (13600, "元/生", "小学")
    spaced = "表1  各学段学生情况\n指标      2023年(万人)    增减幅(%)\n小学      18.27           -3.3\n初中      8.78            3.9\n"
    assert claims_of(spaced)["18.27"].value == 182700


def test_grids_headers_and_labels_that_span_cells(claims_of: ClaimsOf) -> None:
    students = "学段\t学校数(所)\t在校学生(人)\t\t增长(%)\n\t\t男生\t女生\n小学\t30\t5200\t4890\t2.3\n"
    funds = "地区\t指标\t数值(万元)\n城关镇\t公用经费\t120\n\t建设经费\t305.5\n"
    claims = claims_of(f"全县教育情况如下。\n{students}{funds}")
    assert {text: (claim.subject, claim.unit, claim.change) for text, claim in claims.items()} == {
        "30": ("小学学校数", "所", "none"),
        "5200": ("小学在校学生男生", "人", "none"),
        "4890": ("小学在校学生女生", "人", "none"),
        "2.3": ("小学", "%", "up"),
        "120": ("城关镇公用经费", "元", "none"),
        "305.5": ("城关镇建设经费", "元", "none"),
    }
