"""Lists behind 其中 that tell of some parts, and what statistical bulletins say beside them."""

from __future__ import annotations

import pytest

from tests.checks.conftest import ChecksOf
from tests.checks.test_sums import alarms

OF_SOME = [
    "年末存款余额570.2亿元,其中企业存款56.6亿元,下降8.3%;住户存款445.8亿元,增长9.9%。",
    "卫生机构463个,其中医院10个,卫生院16个,门诊部128个,村卫生室280个。",
    "汽车保有量22.4万辆,其中私人汽车20.2万辆,增长4.1%;新能源汽车2.6万辆,增长38.1%。",
    "用水总量85.1亿立方米。按水源分,地表水70.9亿立方米,地下水13.7亿立方米,其他水源0.5亿立方米。按用途分,农业82.3亿立方米,其他0.6亿立方米。",
    "固定电话用户60万户,其中城市用户48.1万户;移动电话用户350.3万户。",
    "汽车保有量100.3万辆,净增3.4万辆;其中,轿车保有量64.7万辆。",
    "收入总量为43.6亿元,其中,预算收入15.4亿元,补助收入28.2亿元;可供安排的规模为43.6亿元,其中,预算支出24.1亿元。",
    "出现一例未处理扣2分(5分);台账不全扣1分(5分)。",
]


@pytest.mark.parametrize("text", OF_SOME)
def test_what_is_told_of_some_parts_is_no_broken_sum(checks_of: ChecksOf, text: str) -> None:
    assert not alarms(checks_of, text)


@pytest.mark.parametrize(
    "text",
    [
        "桥梁470座,其中东线280座、西线150座。",
        "财政赤字470亿元,其中中央财政赤字280亿元,增长3%;地方财政赤字150亿元,增长2%。",
        "招生470人,其中男生280人,女生150人。",
        "设备471台,其中甲站280台,乙站190台。",
    ],
)
def test_a_list_that_is_told_as_whole_is_held_against_its_total(checks_of: ChecksOf, text: str) -> None:
    assert alarms(checks_of, text)


def test_a_total_of_all_that_the_paragraph_tells(checks_of: ChecksOf) -> None:
    text = "基金收入2.7亿元(不含园区4.8亿元),同比下降38.7%,加上补助收入8.6亿元,上年结余2.9亿元,债务收入90亿元,收入总计{}亿元。"
    assert not alarms(checks_of, text.format("104.2"))
    assert alarms(checks_of, text.format("100.2"))


@pytest.mark.parametrize(
    ("rule", "text", "wrong"),
    [
        ("from_to", "材料由12份减少到12份。", True),
        ("from_to", "材料由12份减少到8份。", False),
        ("from_to", "散居和供养孤儿标准分别由600元、1000元提高到1000元、1500元。", False),
        ("rate", "黄金产量增长303.3%。", False),
        ("rate", "黄金产量增长303%。", True),
        ("rate", "机架规模年均增长150%。", True),
        ("rate", "各部门按不低于500%的幅度压减支出。", True),
        ("rate", "各部门按不低于5%的幅度压减支出。", False),
        ("rate", "投资增速比上年提高102.3个百分点。", False),
        ("points", "占全部投资的37.6%,下拉固定资产投资增长11.0个百分点。", False),
        ("magnitude", "云泽市全年旅客运输量4604.8万人。", False),
        ("magnitude", "青溪县石灰石储量12.13亿吨。", False),
        ("magnitude", "处置闲置房产3万平方米,处置收入1.65亿元。", False),
        ("magnitude", "方案包括准备、实施等41826个方面。", True),
        ("share", "财力67亿元,其他支出6.7亿元,占财力的10%;付息支出3.9亿元,占财力的5.8%。", False),
    ],
)
def test_what_can_be_and_what_cannot(checks_of: ChecksOf, rule: str, text: str, wrong: bool) -> None:
    found = [check for check in checks_of(text, rule) if check.severity in ("certain", "likely")]
    assert bool(found) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("我国经济稳步发展,全国粮食丰收,我国科技进步。2024年,国内生产总值增长50%。", True),
        ("“十五五”期间,浙江省地区生产总值年均增长50%左右。", True),
        ("2024年,云北省居民消费价格上涨48%。", True),
        ("1986年同1978年相比,我国国民生产总值由3480亿元增加到9380亿元,按可比价格计算增长102%。", False),
        ("2024年,云北省居民消费价格上涨4.8%。", False),
        ("2024年,云北省地区生产总值增长5%。", False),
    ],
)
def test_rates_are_held_against_what_they_can_be_anywhere(checks_of: ChecksOf, text: str, wrong: bool) -> None:
    assert bool([check for check in checks_of(text, "range") if check.severity == "likely"]) is wrong
