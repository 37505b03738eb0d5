"""Columns of tables: serial numbers, periods, units, growth and level, headers over several rows."""

from __future__ import annotations

import pytest

from tests.claims.conftest import ClaimsOf

_TITLE = "安远县2023年教育事业统计公报\n\n以下为有关情况的说明，请各单位参照执行，做好相关工作。\n"


@pytest.mark.parametrize("serial", ["序号", "编号", "排名", "No.", "行次", ""])
def test_grids_serial_column_is_no_label_and_no_quantity(claims_of: ClaimsOf, serial: str) -> None:
    table = (
        f"{serial}\t学校名称\t学生数（人）\n1\t安远县第一小学\t1200\n2\t安远县第二小学\t860\n3\t安远县第三小学\t930\n"
    )
    found = {text: claim.subject for text, claim in claims_of(_TITLE + table).items()}
    assert found == {"1200": "安远县第一小学学生数", "860": "安远县第二小学学生数", "930": "安远县第三小学学生数"}


def test_grids_total_under_a_serial_column_is_not_of_the_row_above(claims_of: ClaimsOf) -> None:
    table = "序号\t学校\t教师数（人）\n1\t一中\t98\n2\t二中\t76\n合计\t\t174\n"
    assert claims_of(_TITLE + table)["174"].subject == "合计教师数"


@pytest.mark.parametrize(
    ("header", "periods"),
    [
        ("项目\t2022年\t2023年", ("2022", "2023")),
        ("项目\t2022\t2023", ("2022", "2023")),
        ("项目\t上年\t本年", ("2022", "2023")),
        ("项目\t去年\t今年", ("2022", "2023")),
        ("项目\t上年同期\t本期", ("2022", "2023")),
        ("项目\t2021-2022学年\t2022-2023学年", ("2021/2022", "2022/2023")),
        ("项目\t2022年上半年\t2023年上半年", ("2022-01/2022-06", "2023-01/2023-06")),
        ("项目\t一季度\t前三季度", ("2023-01/2023-03", "2023-01/2023-09")),
        ("项目\t2022年末\t2023年6月", ("2022", "2023-06")),
        ("年 份\t2022年\t2023年", ("2022", "2023")),
    ],
)
def test_grids_period_is_that_of_the_column(claims_of: ClaimsOf, header: str, periods: tuple[str, str]) -> None:
    claims = claims_of(f"{_TITLE}{header}\n在校生（人）\t12000\t12500\n教师（人）\t805\t850\n")
    assert (claims["12000"].period, claims["12500"].period) == periods
    assert {claim.subject for claim in claims.values()} == {"在校生", "教师"}


@pytest.mark.parametrize("name", ["年度", "年份", "年 份", ""])
def test_grids_period_is_that_of_the_row(claims_of: ClaimsOf, name: str) -> None:
    claims = claims_of(f"{_TITLE}{name}\t招生数\t毕业生数\n2021\t310\t280\n2022年\t325\t290\n")
    assert {(c.text, c.subject, c.period) for c in claims.values()} == {
        ("310", "招生数", "2021"),
        ("280", "毕业生数", "2021"),
        ("325", "招生数", "2022"),
        ("290", "毕业生数", "2022"),
    }


@pytest.mark.parametrize(
    ("table", "unit", "value"),
    [
        ("项目\t金额（万元）\n资助\t120.5", "元", 1205000),
        ("项目\t金额/万元\n资助\t120.5", "元", 1205000),
        ("项目\t金额(单位:万元)\n资助\t120.5", "元", 1205000),
        ("单位：万元\n项目\t金额\n资助\t120.5", "元", 1205000),
        ("资助情况表（单位：万元）\n项目\t金额\n资助\t120.5", "元", 1205000),
        ("表3 资助情况  金额单位：人民币万元\n项目\t金额\n资助\t120.5", "元", 1205000),
        ("项目\t单位\t数值\n资助\t万元\t120.5", "元", 1205000),
        ("项目\t数值\n资助（万元）\t120.5", "元", 1205000),
        ("地区\t项目\t数值\n河东\t资助（万元）\t120.5\n\t人数（人）\t30", "元", 1205000),
        ("项目\t金额（元）\n资助\t120.5万元", "元", 1205000),
        ("项目\t学费\n护理\t（120.5万元）", "元", 1205000),
        ("项目\t收费（元/生·学期）\n资助\t120.5", "元/生·学期", "120.5"),
        ("项目\t密度（人/平方公里）\n河东\t120.5", "人/平方公里", "120.5"),
        ("项目\t占比%\n资助\t120.5", "%", "120.5"),
    ],
)
def test_grids_unit_from_wherever_it_stands(claims_of: ClaimsOf, table: str, unit: str, value: int | str) -> None:
    claim = next(c for text, c in claims_of(f"{_TITLE}{table}\n").items() if text.startswith("120.5"))
    assert (claim.unit, str(claim.value)) == (unit, str(value))


def test_grids_unit_of_the_table_is_not_that_of_columns_of_another_kind(claims_of: ClaimsOf) -> None:
    claims = claims_of(f"{_TITLE}单位：万元\n项目\t人数\t金额\t占比\n助学金\t1200\t180\t45\n奖学金\t300\t90.5\t22.6\n")
    found = {text: (str(claim.value), claim.unit) for text, claim in claims.items()}
    assert found["1200"] == ("1200", "")
    assert found["180"] == ("1800000", "元")
    assert found["45"] == ("45", "")


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("增长", "-1.5%", ("1.5", "%", "down", "")),
        ("同比±%", "-1.5", ("1.5", "%", "down", "同比")),
        ("比上年增减（%）", "－1.5", ("1.5", "%", "down", "上年")),
        ("增速（%）", "1.5", ("1.5", "%", "up", "")),
        ("环比（%）", "−1.5", ("1.5", "%", "down", "环比")),
        ("降幅（%）", "1.5", ("1.5", "%", "down", "")),
        ("结余（万元）", "-1.5", ("-15000", "元", "none", "")),
        ("自然增长率（‰）", "-1.5", ("-1.5", "‰", "none", "")),
        ("工业增加值（亿元）", "1.5", ("150000000", "元", "none", "")),
        ("平均气温（℃）", "-1.5", ("-1.5", "℃", "none", "")),
    ],
)
def test_grids_growth_and_level(
    claims_of: ClaimsOf, header: str, cell: str, expected: tuple[str, str, str, str]
) -> None:
    claims = claims_of(f"{_TITLE}指标\t2023年（个）\t{header}\n河东\t30\t{cell}\n河西\t41\t2.5\n")
    claim = claims[cell]
    assert (str(claim.value), claim.unit, claim.change, claim.base) == expected
    assert claim.subject.startswith("河东")


def test_grids_header_over_columns_and_heads_over_rows(claims_of: ClaimsOf) -> None:
    header = "学院\t专业\t学费（元/年）\t\t住宿费（元/年）\n\t\t新生\t老生\t\n"
    rows = "信息学院\t软件工程\t5500\t5000\t1200\n\t网络工程\t5600\t5100\n经管学院\t会计学\t4800\t4500\t1100\n"
    found = {text: claim.subject for text, claim in claims_of(_TITLE + header + rows).items()}
    assert found == {
        "5500": "信息学院软件工程学费新生",
        "5000": "信息学院软件工程学费老生",
        "1200": "信息学院软件工程住宿费",
        "5600": "信息学院网络工程学费新生",
        "5100": "信息学院网络工程学费老生",
        "4800": "经管学院会计学学费新生",
        "4500": "经管学院会计学学费老生",
        "1100": "经管学院会计学住宿费",
    }


def test_grids_two_tables_side_by_side(claims_of: ClaimsOf) -> None:
    header = "部门收支预算总表 单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
    found = claims_of(f"{_TITLE}{header}一、财政拨款\t1,234.56\t一、人员经费\t800.00\n合计\t1,434.5\t合计\t1,334.5\n")
    assert {text: (claim.subject, claim.unit) for text, claim in found.items()} == {
        "1,234.56": ("财政拨款预算数", "元"),
        "800.00": ("人员经费支出预算数", "元"),
        "1,434.5": ("合计预算数", "元"),
        "1,334.5": ("合计支出预算数", "元"),
    }


def test_grids_classes_and_codes_name_the_rows(claims_of: ClaimsOf) -> None:
    classes = "分数段\t人数\n680分以上\t12\n660-679分\t35\n"
    assert {t: c.subject for t, c in claims_of(_TITLE + classes).items()} == {
        "12": "680分以上人数",
        "35": "660-679分人数",
    }
    codes = "科目编码\t科目名称\t支出（万元）\n205\t教育支出\t1200.5\n20502\t普通教育\t900.1\n"
    assert {t: c.subject for t, c in claims_of(_TITLE + codes).items()} == {
        "1200.5": "教育支出",
        "900.1": "普通教育支出",
    }


@pytest.mark.parametrize(
    "table",
    [
        "姓名\t职务\t联系电话\n张三\t校长\t13812345678\n李四\t主任\t0791-88136781\n",
        "学校\t建校时间\t邮政编码\n一中\t1956\t330100\n二中\t1978\t330101\n",
        "时间\t活动\t地点\n3月5日\t学雷锋\t操场\n2023-04-23\t读书节\t图书馆\n",
        "课程\t周一\t周二\n第1节\t语文\t数学\n第2节\t数学\t语文\n",
        "首页\t要闻\t公告\n2023-05-06\t通知\t教育局\n2023.5.7\t公示\t人社局\n",
        "编号\t名称\t准考证号\n001\t甲\t20230101\n002\t乙\t20230102\n",
        "第一章    总则    1\n第二章    学校    5\n第三章    教师    9\n",
        "学校\t人数\n一中\t—\n二中\t…\n三中\t/\n",
    ],
)
def test_grids_codes_dates_and_layout_are_no_quantities(claims_of: ClaimsOf, table: str) -> None:
    assert claims_of(_TITLE + table) == {}
