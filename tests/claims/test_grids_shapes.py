"""Shapes of tables: parts over a page break, subheadings, cells on lines, forms, lists in cells, cells that ran together."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from pipeline.claims.grids import find_cells
from tests.claims.conftest import ClaimsOf

_TITLE = "安远县2023年教育事业统计公报\n\n以下为有关情况的说明，请各单位参照执行，做好相关工作。\n"
_HEADER = "乡镇\t学校（所）\t学生（人）\n"
_SUBJECTS = {"5": "石桥镇学校", "1200": "石桥镇学生", "4": "柳林镇学校", "980": "柳林镇学生"}


@pytest.mark.parametrize(
    "between",
    [
        "",
        "\n",
        "\n— 12 —\n",
        "注：学生数含住校生\n",
        "乡镇\t学校（所）\t学生（人）\n",
        "城区\n",
        "续表\n",
        "城区\t\t\n",
        "\n第3页\n\n",
    ],
)
def test_grids_go_on_over_what_stands_between(claims_of: ClaimsOf, between: str) -> None:
    text = f"{_TITLE}{_HEADER}石桥镇\t5\t1200\n{between}柳林镇\t4\t980\n"
    assert {text: claim.subject for text, claim in claims_of(text).items()} == _SUBJECTS


def test_grids_with_one_row_and_with_equal_rows(claims_of: ClaimsOf) -> None:
    assert claims_of(f"{_TITLE}{_HEADER}石桥镇\t5\t1200\n")["1200"].subject == "石桥镇学生"
    equal = claims_of(f"{_TITLE}{_HEADER}石桥镇\t5\t1200\n石桥镇\t5\t1200\n柳林镇\t4\t980\n")
    assert {text: claim.subject for text, claim in equal.items()} == _SUBJECTS


def test_grids_subheadings_tell_rows_of_one_name_apart(claims_of: ClaimsOf) -> None:
    table = "学段\t人数（人）\n公办\n小学\t1200\n民办\n小学\t300\n"
    assert {t: c.subject for t, c in claims_of(_TITLE + table).items()} == {
        "1200": "公办小学人数",
        "300": "民办小学人数",
    }


@pytest.mark.parametrize(
    "table",
    [
        "学校    班级数    学生数\n一中    30    1500\n二中    24    1180\n",
        "学校    班级数    学生数\n一中    30    1500\n",
        "          班级数      学生数\n一中      30          1500\n二中      24          1180\n",
        "学校\n班级数\n学生数\n一中\n30\n1500\n二中\n24\n1180\n三中\n18\n900\n",
        "序号\n学校\n班级数\n学生数\n1\n一中\n30\n1500\n2\n二中\n24\n1180\n3\n三中\n18\n900\n",
    ],
)
def test_grids_without_a_unit_where_the_columns_agree(claims_of: ClaimsOf, table: str) -> None:
    claims = claims_of(_TITLE + table)
    assert (claims["30"].subject, claims["1500"].subject) == ("一中班级数", "一中学生数")


def test_grids_wide_rows_apart_by_spaces_are_not_wrapped_prose(claims_of: ClaimsOf) -> None:
    header = "指标名称                        计量单位        2022年        2023年        比上年增长（%）\n"
    row = "普通小学校舍建筑面积            万平方米        35.62         36.10         1.3\n"
    other = "普通初中校舍建筑面积            万平方米        28.05         27.90         -0.5\n"
    claims = claims_of(_TITLE + header + row + other)
    assert (str(claims["35.62"].value), claims["35.62"].period) == ("356200", "2022")
    assert (claims["-0.5"].change, claims["-0.5"].subject) == ("down", "普通初中校舍建筑面积")


def test_grids_list_of_numbered_names_without_header(claims_of: ClaimsOf) -> None:
    found = claims_of(f"{_TITLE}1\n一小\n320\n2\n二小\n450\n3\n三小\n280\n")
    assert {text: claim.subject for text, claim in found.items()} == {"320": "一小", "450": "二小", "280": "三小"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("常住人口（万人）：52.3", ("52.3", "523000", "人", "常住人口")),
        ("学费（元/学期）：4800", ("4800", "4800", "元/学期", "学费")),
        ("发行总额（亿）10.00", ("10.00", "1000000000", "", "发行总额")),
        ("辍学人数：0", ("0", "0", "", "辍学人数")),
        ("总投资：3560万元", ("3560万元", "35600000", "元", "总投资")),
        ("2022年招生人数（人）：300", ("300", "300", "人", "招生人数")),
        ("预算金额（万元）\t356.8\t学生数（人）\t1300", ("356.8", "3568000", "元", "预算金额")),
        (
            "采购项目\t课桌\n项目编号\tQH-01\n预算金额\t356.8万元\n电话\t0791-88136781",
            ("356.8万元", "3568000", "元", "预算金额"),
        ),
        (
            "申报学校\t一中\t申报时间\t2023年5月\n班级数\t30\t学生数\t1500\n教师数\t98\t校长数\t3",
            ("1500", "1500", "", "学生数"),
        ),
        ("小学\t学校（所）\t30\n\t学生（人）\t5200\n初中\t学校（所）\t12", ("5200", "5200", "人", "小学学生")),
    ],
)
def test_grids_forms_and_label_lines(claims_of: ClaimsOf, text: str, expected: tuple[str, str, str, str]) -> None:
    claim = claims_of(f"{_TITLE}{text}\n")[expected[0]]
    assert (claim.text, str(claim.value), claim.unit, claim.subject) == expected


@pytest.mark.parametrize(
    "text", ["联系电话：88136781", "浏览次数：1234", "建校年份：1956", "单位：万人", "页数：12", "（万人）"]
)
def test_grids_labels_of_codes_take_no_quantity(claims_of: ClaimsOf, text: str) -> None:
    assert [
        c for c in claims_of(f"{_TITLE}{text}\n").values() if any(character.isdigit() for character in c.text)
    ] == []


def test_grids_cells_with_own_units_beside_bare_ones(claims_of: ClaimsOf) -> None:
    table = "指标\t2023年\t增长\n生产总值\t120.5亿元\t5.2%\n学校\t41所\t2所\n结余\t-3.2亿元\t-1.5%\n班级\t30\t\n"
    found = {t: (str(c.value), c.unit, c.change) for t, c in claims_of(_TITLE + table).items()}
    assert found == {
        "120.5亿元": ("12050000000", "元", "none"),
        "5.2%": ("5.2", "%", "up"),
        "41所": ("41", "所", "none"),
        "2所": ("2", "所", "up"),
        "-3.2亿元": ("-320000000", "元", "none"),
        "-1.5%": ("1.5", "%", "down"),
        "30": ("30", "", "none"),
    }


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("约300人", ("300", "人", "approx")),
        ("3000余名", ("3000", "名", "gt")),
        ("不低于85%", ("85", "%", "ge")),
        ("≥300", ("300", "人", "ge")),
        ("1.2万人次", ("12000", "人次", "eq")),
        ("120（扩招）", ("120", "人", "eq")),
        ("¥1,200.50", ("1200.50", "元", "eq")),
    ],
)
def test_grids_cells_with_words_of_quantity(claims_of: ClaimsOf, cell: str, expected: tuple[str, str, str]) -> None:
    claims = claims_of(f"{_TITLE}学校\t规模（人）\n一中\t{cell}\n二中\t81\n")
    claim = next(c for c in claims.values() if c.text != "81")
    assert (str(claim.value), claim.unit, claim.comparator) == expected
    assert claim.subject == "一中规模"


def test_grids_cells_that_hold_lists(claims_of: ClaimsOf) -> None:
    table = (
        "类别\t代收费\n小学\t1. 书费：100元（多退少补） 2. 校服：240元；保险：每年80元\n初中\t一年级45人、二年级43人\n"
    )
    found = {t: (c.unit, c.subject) for t, c in claims_of(_TITLE + table).items()}
    assert found == {
        "100元": ("元", "小学书费"),
        "240元": ("元", "小学代收费校服"),
        "每年80元": ("元/年", "小学代收费保险"),
        "45人": ("人", "一年级"),
        "43人": ("人", "二年级"),
    }


def test_grids_counts_and_shares_behind_labels(claims_of: ClaimsOf) -> None:
    plan = "27\t会计学9\t（11000元）\n31\t工程管理16\t（12000元）\n35\t护理学（涉外方向）23\t（13000元）\n"
    found = {t: c.subject for t, c in claims_of(_TITLE + plan).items()}
    assert (found["9"], found["16"], found["23"]) == ("会计学", "工程管理", "护理学(涉外方向)")
    weights = "类别\t名称\t权重\n人才培养（45%）\t生源质量\t30%\n\t培养结果\t15%\n"
    assert claims_of(_TITLE + weights)["45%"].subject == "人才培养"


@pytest.mark.parametrize("cell", ["120.545.3", "1,2003,400", "12.5%3.1%", "120.5 45.3", "(120.5)"])
def test_grids_cells_that_ran_together_are_suspect(claims_of: ClaimsOf, cell: str) -> None:
    claims = claims_of(f"{_TITLE}学校\t经费（万元）\n一中\t{cell}\n二中\t81.5\n")
    doubted = [claim for claim in claims.values() if claim.text != "81.5"]
    assert len(doubted) == 1
    assert doubted[0].suspect
    assert not claims["81.5"].suspect


def test_grids_slices_and_never_overlap() -> None:
    cells = [
        "指标",
        "2022年",
        "学生数（人）",
        "",
        "—",
        "12",
        "1,200",
        "120.545.3",
        "约300人",
        "单位：万元",
        "%",
        "合计",
        "-3.2",
        "(5)",
    ]
    cells += [
        "一年级45人、二年级43人",
        "书费：100元；校服：80元",
        "工程管理16",
        "A-01",
        "同比",
        "1:15",
        "2021",
        "\u200b",
        "年 份",
        "1",
        "2",
    ]
    dice = random.Random(7)
    for _ in range(1500):
        separator = dice.choice(["\t", "   ", "\n"])
        lines = [separator.join(dice.choices(cells, k=dice.randint(1, 5))) for _ in range(dice.randint(1, 7))]
        content = "\n".join(lines).replace("（", "(").replace("）", ")").replace("：", ":").replace("；", ";")
        grid = find_cells(content, 2023)
        spans = sorted((cell.quantity.start, cell.quantity.end) for cell in grid.cells)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert all(cell.quantity.text == content[slice(cell.quantity.start, cell.quantity.end)] for cell in grid.cells)
        assert all(cell.quantity.value is not None or cell.quantity.doubt for cell in grid.cells)


@pytest.mark.parametrize("blank", [" ", "   ", "\u3000", "\u3000\u3000"])
def test_grids_of_columns_apart_by_any_blank(claims_of: ClaimsOf, blank: str) -> None:
    rows = [("学校", "一年级", "二年级"), ("桥头小学", "118", "126"), ("城西小学", "205", "193")]
    text = "各校在籍学生情况（单位：人）\n" + "\n".join(blank.join(row) for row in rows)
    claims = claims_of(text)
    assert {text: (claim.unit, claim.subject) for text, claim in claims.items()} == {
        "118": ("人", "桥头小学一年级"),
        "126": ("人", "桥头小学二年级"),
        "205": ("人", "城西小学一年级"),
        "193": ("人", "城西小学二年级"),
    }


def test_lines_of_labels_take_the_unit_above_them(claims_of: ClaimsOf) -> None:
    claims = claims_of("金额单位：人民币万元\n收入总计：4,318.25\n支出总计：-90.70")
    assert [(float(c.value or 0), c.unit, c.subject) for c in claims.values()] == [
        (43182500, "元", "收入总计"),
        (-907000, "元", "支出总计"),
    ]


def test_rows_with_bars_stay_rows_around_a_page_number(claims_of: ClaimsOf) -> None:
    text = "科目 | 预算数（万元） | 决算数（万元）\n工资福利 | 812.40 | 806.15\n— 6 —\n资本支出 | 145.20 | 150.96\n对个人补助 | 67.80 | 66.35\n"
    assert {text: claim.subject for text, claim in claims_of(text).items()} == {
        "812.40": "工资福利预算数",
        "806.15": "工资福利决算数",
        "145.20": "资本支出预算数",
        "150.96": "资本支出决算数",
        "67.80": "对个人补助预算数",
        "66.35": "对个人补助决算数",
    }
