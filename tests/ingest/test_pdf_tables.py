"""Tables of PDFs by kind: what reaches the claims is a row a line, each cell in its column."""

from __future__ import annotations

import pytest
from office_files import Placed, Rule, cells, pdf

from pipeline.clean import clean
from pipeline.config import Config
from pipeline.ingest import read_document
from pipeline.language.text import Text
from pipeline.records import RawDocument

COLUMNS = (60.0, 250.0, 360.0, 480.0)
HEADER = ("学段", "学校（所）", "学生（人）", "经费（万元）")
ROWS = (
    ("小学", "86", "31,020", "1,200.5"),
    ("普通初级中学", "23", "", "980"),
    ("特殊教育学校", "", "126", ""),
    ("合计", "109", "31,146", "2,180.5"),
)


def _read(*pages: list[Placed | Rule]) -> RawDocument:
    return read_document(pdf(pages), "a.pdf", Config())


def _lines(document: RawDocument, kind: str) -> list[str]:
    return [document.text[item.start : item.end] for item in document.layout if item.kind == kind]


def _rows(*pages: list[Placed | Rule]) -> list[str]:
    return _lines(_read(*pages), "table_row")


def _tabbed(*rows: tuple[str, ...]) -> list[str]:
    return ["\t".join(row).replace("\n", "").rstrip() for row in rows]


def _grid(xs: tuple[float, ...], ys: tuple[float, ...]) -> list[Placed | Rule]:
    return [Rule(x, ys[0], x, ys[-1]) for x in xs] + [Rule(xs[0], y, xs[-1], y) for y in ys]


@pytest.mark.parametrize("size", [9, 12, 16])
@pytest.mark.parametrize("align", [0, 0.5, 1])
@pytest.mark.parametrize("pitch", [1.5, 2.2])
def test_empty_cells_keep_their_column(size: float, align: float, pitch: float) -> None:
    table = cells((HEADER, *ROWS), COLUMNS, 700, size, pitch * size, align)
    assert _rows([Placed(200, 760, "各学段情况表", 16), *table]) == _tabbed(HEADER, *ROWS)


@pytest.mark.parametrize(
    "order", [lambda item: (item.x, -item.y), lambda item: (-item.x, item.y), lambda item: -item.y]
)
def test_cells_are_rows_in_whatever_order_they_are_drawn(order: object) -> None:
    table = sorted(cells((HEADER, *ROWS), COLUMNS, 700), key=order)  # type: ignore[call-overload]
    assert _rows(table) == _tabbed(HEADER, *ROWS)


WRAPPED = (
    (("项目", "2022年", "2023年"), ("义务教育\n公用经费", "1200.5", "1180"), ("合计", "1500", "1490.5")),
    (("项目", "2022年", "2023年"), ("义务教育学校\n校舍维修改造\n资金", "35", "40"), ("合计", "35", "40")),
    (("项目", "学校\n（所）", "学生\n（人）"), ("小学", "12", "3600"), ("初中", "3", "1800")),
    (("项目", "2022年", "2023年"), ("公用经费", "2,163,0\n28", "12,345,\n678"), ("合计", "98", "97")),
    (("项目", "2022年", "2023年"), ("义务教育公用\n经费", "1,163,0\n28", "980"), ("合计", "98", "97")),
)


@pytest.mark.parametrize("rows", WRAPPED)
@pytest.mark.parametrize("pitch", [22, 30])
def test_a_wrapped_cell_is_one_cell(rows: tuple[tuple[str, ...], ...], pitch: float) -> None:
    assert _rows(cells(rows, (80, 260, 380), 700, pitch=pitch)) == _tabbed(*rows)


def test_a_label_that_is_wrapped_around_the_middle_is_one_cell() -> None:
    label = [Placed(80, 680, "义务教育", 12), Placed(80, 665, "公用经费", 12)]
    table = [*cells([("项目", "2022年", "2023年")], (80, 260, 380), 710), *label]
    table += cells([("", "1200.5", "1180"), ("合计", "1500", "1490")], (80, 260, 380), 672.5, pitch=30)
    assert _rows(table) == ["项目\t2022年\t2023年", "义务教育公用经费\t1200.5\t1180", "合计\t1500\t1490"]


def test_rows_are_never_joined_to_one() -> None:
    rows = (("东河乡", "3", "1200"), ("西山乡", "4", "1210"))
    table = cells([("乡镇", "学校", "学生")], (80, 260, 380), 710) + cells(rows, (80, 260, 380), 675, pitch=16)
    assert _rows(table) == ["乡镇\t学校\t学生", "东河乡\t3\t1200", "西山乡\t4\t1210"]


def test_section_heads_are_rows_of_their_own() -> None:
    rows = (
        ("项目", "2022年", "2023年"),
        ("一、收入", "", ""),
        ("财政拨款", "1200.5", "1180"),
        ("事业收入", "30", "20"),
    )
    rows += (("二、支出", "", ""), ("人员经费", "1000", "990"))
    assert _rows(cells(rows, (80, 260, 380), 700)) == _tabbed(*rows)


def test_fields_above_a_table_are_no_row_of_it() -> None:
    fields = [Placed(80, 730, "编制单位：青岭县教育局", 10), Placed(430, 730, "单位：万元", 10)]
    document = _read([*fields, *cells((HEADER, *ROWS), COLUMNS, 700)])
    assert _lines(document, "paragraph") == ["编制单位：青岭县教育局", "单位：万元"]
    assert _lines(document, "table_row") == _tabbed(HEADER, *ROWS)


def test_two_tables_with_a_heading_between_have_columns_of_their_own() -> None:
    first = cells((("项目", "2022年", "2023年"), ("小学", "12", "13"), ("初中", "6", "")), (80, 260, 380), 700)
    second = cells(
        (("学段", "男", "女", "计"), ("小学", "5", "", "5"), ("初中", "7", "8", "15")), (80, 150, 210, 270), 600
    )
    found = _rows([*first, Placed(80, 630, "教师情况", 12), *second])
    assert found == [
        "项目\t2022年\t2023年",
        "小学\t12\t13",
        "初中\t6",
        "学段\t男\t女\t计",
        "小学\t5\t\t5",
        "初中\t7\t8\t15",
    ]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_over_page_breaks(repeated: bool) -> None:
    rows = [(f"第{n}小学", str(n + 3), "" if n > 9 else str(n + 50), str(n + 300)) for n in range(1, 31)]
    pages: list[list[Placed | Rule]] = []
    for start in range(0, 30, 10):
        page: list[Placed | Rule] = [Placed(80, 800, "青岭县教育局", 9), Placed(290, 40, f"— {start // 10 + 1} —", 10)]
        head = [HEADER] if repeated or not start else []
        pages.append([*page, *cells([*head, *rows[start : start + 10]], COLUMNS, 740)])
    document = _read(*pages)
    body = _tabbed(*rows)
    if repeated:
        body[10:10], body[21:21] = _tabbed(HEADER), _tabbed(HEADER)
    assert _lines(document, "table_row") == _tabbed(HEADER) + body
    assert len(_lines(document, "boilerplate")) == 6
    between = document.text.split("第1小学")[1].split("第30小学")[0]
    assert "青岭县教育局" not in between
    assert "—" not in between


CUT = (("项目", "2022年", "2023年"), ("学前教育经费", "1200.5", "1180"), ("义务教育学校校舍", "35", "40"))


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(
    ("rest", "row", "others"),
    [
        ("维修改造资金", "义务教育学校校舍维修改造资金\t35\t40", []),
        ("维修改造及设备\n购置", "义务教育学校校舍维修改造及设备购置\t35\t40", []),
        ("二、学生资助", "义务教育学校校舍\t35\t40", ["二、学生资助"]),
    ],
)
def test_a_cell_that_a_page_break_cuts_is_whole(ruled: bool, rest: str, row: str, others: list[str]) -> None:
    x = (80, 260, 380)
    below = 770 - 15 * rest.count("\n")
    pages = [
        [*cells(CUT, x, 720, pitch=30), Placed(290, 40, "— 1 —", 10)],
        [
            *cells([(rest, "", "")], x, 790),
            *cells([("合计", "1500", "1490")], x, below - 6),
            Placed(290, 40, "— 2 —", 10),
        ],
    ]
    if ruled:
        xs = (70.0, 186.0, 370.0, 500.0)
        pages[0] += _grid(xs, (740.0, 710.0, 680.0, 650.0))
        pages[1] += _grid(xs, (810.0, below + 12.0, below - 14.0))
    document = _read(*pages)
    rows = document.text.split("\n— 1 —")[0].split("\n")
    assert rows == ["项目\t2022年\t2023年", "学前教育经费\t1200.5\t1180", row, *others, "合计\t1500\t1490"]


def test_a_table_may_be_the_whole_file() -> None:
    rows = [(str(n), f"第{n}小学", str(n + 300)) for n in range(1, 13)]
    pages: list[list[Placed | Rule]] = [
        [
            *cells(rows[start : start + 4], (80, 150, 380), 712, pitch=26),
            *_grid((70, 140, 370, 500), (730, 704, 678, 652, 626)),
        ]
        for start in (0, 4, 8)
    ]
    document = _read(*pages)
    assert _lines(document, "table_row") == document.text.split("\n") == _tabbed(*rows)
    blocks = clean(Text(document.text), document.layout)
    assert [block.kind for block in blocks] == ["content"]


def test_headers_over_several_columns_stand_in_the_first_of_them() -> None:
    columns = (80.0, 220.0, 290.0, 360.0, 430.0)
    groups = [Placed(80, 730, "学段", 12), Placed(243, 740, "学生", 12), Placed(383, 740, "教师", 12)]
    years = cells([("", "2022年", "2023年", "2022年", "2023年")], columns, 720, align=0.5)
    table = [*groups, *years, *cells([("小学", "120", "130", "12", "13")], columns, 700, align=0.5)]
    found = [row.split("\t") for row in _rows(table)]
    assert found[0][1] == "学生"
    assert found[0][3] == "教师"
    assert found[-2][1:] == ["2022年", "2023年", "2022年", "2023年"]
    assert found[-1] == ["小学", "120", "130", "12", "13"]


def test_a_head_at_the_middle_of_its_rows_stands_in_the_first_of_them() -> None:
    columns = (80.0, 180.0, 290.0)
    rows = [("类别", "学段", "人数"), ("", "小学", "12"), ("", "初中", "30"), ("", "小学", "7"), ("奖励", "初中", "8")]
    rows += [("", "高中", "9"), ("合计", "", "66")]
    table = [*cells(rows, columns, 700), Placed(80, 670, "资助", 12)]
    expected = [("类别", "学段", "人数"), ("资助", "小学", "12"), ("", "初中", "30"), ("奖励", "小学", "7")]
    assert _rows(table) == _tabbed(*expected, ("", "初中", "8"), ("", "高中", "9"), ("合计", "", "66"))


def test_cells_that_nearly_touch_are_parted_by_the_columns_of_the_table() -> None:
    rows = (("项目", "2022年", "2023年"), ("小学", "1200.50", "1180.25"), ("初中", "80", "98"), ("高中", "7", "9"))
    assert _rows(cells(rows, (80, 240, 287), 700, align=0.5)) == _tabbed(*rows)


def test_ruling_lines_say_what_is_a_cell() -> None:
    rows = (("项目", "上年\n（元）", "本年\n（元）"), ("公用\n经费", "123456\n78", "9876543"), ("合计", "", "12"))
    xs, ys = (74.0, 120.0, 166.0, 230.0), (716.0, 680.0, 644.0, 620.0)
    table = cells(rows, (80, 122, 172), 700, pitch=21)
    assert _rows([*table, *_grid(xs, ys)]) == _tabbed(*rows)


def test_cells_without_a_line_between_are_one_cell() -> None:
    rules = [Rule(70, y, 430, y) for y in (720, 660, 600)] + [Rule(160, y, 430, y) for y in (690, 630)]
    rules += [Rule(x, 720, x, 600) for x in (70, 160, 430)] + [Rule(x, 690, x, 600) for x in (250, 340)]
    text = [Placed(90, 685, "学段", 12), Placed(280, 700, "学生（人）", 12), Placed(90, 625, "小学", 12)]
    text += cells([("2021年", "2022年", "2023年")], (180, 270, 360), 670)
    text += cells([("12", "", "14"), ("15", "16", "17")], (180, 270, 360), 640, pitch=30)
    expected = ["学段\t学生（人）", "\t2021年\t2022年\t2023年", "小学\t12\t\t14", "\t15\t16\t17"]
    assert _rows([*text, *rules]) == expected


def test_rows_without_lines_between_them_stay_apart_in_a_frame() -> None:
    table = cells((HEADER, *ROWS), COLUMNS, 700)
    rules = _grid((50.0, 240.0, 350.0, 470.0, 570.0), (716.0, 692.0, 606.0))
    assert _rows([*table, *rules]) == _tabbed(HEADER, *ROWS)


def test_columns_of_running_text_are_no_table() -> None:
    text = "全县教育系统认真贯彻落实决策部署"
    page = [Placed(x, 700 - 18 * n, text, 12) for x in (60, 320) for n in range(8)]
    assert _rows(page) == []


@pytest.mark.parametrize("pitch", [15, 18, 22, 26])
def test_letter_spacing_is_no_gap_between_cells(pitch: float) -> None:
    text = "全县现有学校41所投入300万元"
    page = [Placed(60 + pitch * n, 700, character, 12) for n, character in enumerate(text)]
    assert _lines(_read([*page, Placed(90, 660, "全县有幼儿园12所。", 12)]), "paragraph")[0] == text


@pytest.mark.parametrize("size", [9, 12, 16])
@pytest.mark.parametrize("pitch", [2.2, 2.6, 3.2, 4.5])
def test_characters_set_wide_are_no_cells(size: float, pitch: float) -> None:
    texts = "全县现有学校41所，", "投入资金3000万元。"
    page = [
        Placed(40 + pitch * size * n, 700 - 40 * row, character, size)
        for row, text in enumerate(texts)
        for n, character in enumerate(text)
    ]
    lines = _read([*page, Placed(60, 500, "全县有幼儿园12所。", 12)]).text.split("\n")
    assert "".join(lines[:-1]) == "".join(texts)


@pytest.mark.parametrize("blank", [" ", "  ", "\u3000"])
def test_blanks_between_all_characters_are_no_text(blank: str) -> None:
    assert _read([Placed(40, 700, blank.join("全县现有学校41所。"), 12)]).text == "全县现有学校41所。"


def test_characters_above_columns_are_cells() -> None:
    week, days = "日一二三四五六", [str(day) for day in range(8, 15)]
    x = [60.0 + 40 * n for n in range(7)]
    assert _rows(cells([tuple(week), tuple(days), tuple(days)], x, 700)) == ["\t".join(week), *["\t".join(days)] * 2]


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("全县教育经费总投入为人民币2,163,028", "元，其中一半用于农村学校。"), "2,163,028元"),
        (("全县教育经费总投入的年度数额为人民币3", "000万元，其中一半用于农村学校。"), "3000万元"),
        (("全县教育经费用于农村的份额增加到了20.", "3%，其中一半用于维修。"), "20.3%"),
        (("全县教育经费总投入为人民币约合12,345,", "678元，其中一半用于维修。"), "12,345,678元"),
    ],
)
def test_a_number_that_a_line_end_cuts_is_whole(lines: tuple[str, str], number: str) -> None:
    page = [Placed(90, 700 - 28 * n, line, 16) for n, line in enumerate(("学" * 18, *lines))]
    assert number in _read([*page]).text
