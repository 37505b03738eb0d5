"""Quantities: number, unit, comparator and range, and what states none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import parse_quantity
from pipeline.claims.quantities import find_quantities
from pipeline.fold import fold


def found(text: str) -> list[tuple[str, str, str, str]]:
    """(text, value, unit, comparator) of each quantity."""
    return [
        (q.text, "masked" if q.value is None else f"{q.value.normalize():f}", q.unit, q.comparator)
        for q in find_quantities(fold(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投入近3000万元", ("近3000万元", "30000000", "元", "near")),
        ("为1.3万名家长", ("1.3万名", "13000", "名", "eq")),
        ("下降1.14个百分点", ("1.14个百分点", "1.14", "百分点", "eq")),
        ("覆盖率超95％", ("超95%", "95", "%", "gt")),
        ("2000余名党员", ("2000余名", "2000", "名", "gt")),
        ("十几万册", ("十几万册", "100000", "册", "gt")),
        ("二百三十余万元", ("二百三十余万元", "2300000", "元", "gt")),
        ("46万余元", ("46万余元", "460000", "元", "gt")),
        ("惠及上万户家庭", ("上万户", "10000", "户", "gt")),
        ("数十个乡镇", ("数十个", "10", "个", "gt")),
        ("不低于300万元", ("不低于300万元", "3000000", "元", "ge")),
        ("控制在45人以内", ("45人以内", "45", "人", "le")),
        ("接待20万人次以上", ("20万人次以上", "200000", "人次", "ge")),
        ("误差在万分之二以内", ("万分之二以内", "0.0002", "", "le")),
        ("约占在校生的0.2%", ("0.2%", "0.2", "%", "approx")),
        ("不足全省的五分之一", ("五分之一", "0.2", "", "lt")),
        ("每月400元", ("每月400元", "400", "元/月", "eq")),
        ("按每生每年850元", ("每年850元", "850", "元/年", "eq")),
        ("6000元／生", ("6000元/生", "6000", "元/生", "eq")),
        ("每学期至少两次以上", ("每学期至少两次以上", "2", "次/学期", "ge")),
        ("百分之十二点五", ("百分之十二点五", "12.5", "%", "eq")),
        ("三成以上农户", ("三成以上", "30", "%", "ge")),
        ("占比达到一半", ("一半", "0.5", "", "eq")),
        ("总数翻一番", ("一番", "1", "番", "eq")),
        ("新建一所小学", ("一所", "1", "所", "eq")),
        ("总投资639万。", ("639万", "6390000", "", "eq")),
        ("1项目入选", ("1", "1", "", "eq")),
        ("扩招77班", ("77班", "77", "班", "eq")),
        ("争取资金**亿元", ("**亿元", "masked", "元", "eq")),
        ("人均52 186元", ("52 186元", "52186", "元", "eq")),
        ("差异系数由0.52", ("0.52", "0.52", "", "eq")),
        ("较上年缩小0.05。", ("0.05", "0.05", "", "eq")),
        ("不低于标准的85%", ("85%", "85", "%", "ge")),
        ("每车至少配备3名安全员", ("3名", "3", "名", "ge")),
        ("主讲课程389门次", ("389门次", "389", "门次", "eq")),
        ("有学生3万4000人", ("3万4000人", "34000", "人", "eq")),
        ("建成12万3400余平方米", ("12万3400余平方米", "123400", "平方米", "gt")),
        ("共2万1,000人", ("2万1,000人", "21000", "人", "eq")),
        ("投资5千万4000元", ("5千万4000元", "50004000", "元", "eq")),
        ("资助3万400人", ("3万400人", "30400", "人", "eq")),
        ("计一万5000元", ("一万5000元", "15000", "元", "eq")),
        ("计3万2千500元", ("3万2千500元", "32500", "元", "eq")),
        ("共3千500元", ("3千500元", "3500", "元", "eq")),
        ("价1万2345.6元", ("1万2345.6元", "12345.6", "元", "eq")),
        ("总人口2千零30万人", ("2千零30万人", "20300000", "人", "eq")),
        ("参赛1千零1人", ("1千零1人", "1001", "人", "eq")),
        ("参赛1百01人", ("1百01人", "101", "人", "eq")),
    ],
)
def test_quantities_reads(text: str, expected: tuple[str, str, str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("投入3万2023年完成", ["30000"]),
        ("由2万12月起", ["20000"]),
        ("投入3万20%用于教师", ["30000", "20"]),
        ("1亿5000万元", ["150000000"]),
        ("编号3万12345", ["30000"]),
    ],
)
def test_quantities_digits_behind_a_scale_word_are_not_always_its_own(text: str, values: list[str]) -> None:
    assert [value for _, value, _, _ in found(text)][: len(values)] == values


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("奖补3—5亿元", "300000000", "500000000", "元"),
        ("1.2亿～1.5亿元", "120000000", "150000000", "元"),
        ("200万—500万元", "2000000", "5000000", "元"),
        ("2至3名", "2", "3", "名"),
        ("5-20%", "5", "20", "%"),
        ("5―6级", "5", "6", "级"),
        ("处1万元以上10万元以下罚款", "10000", "100000", "元"),
        ("三四十人", "30", "40", "人"),
        ("四五千块钱", "4000", "5000", "块钱"),
    ],
)
def test_quantities_reads_ranges_with_the_scale_carried(text: str, low: str, high: str, unit: str) -> None:
    (quantity,) = find_quantities(fold(text))
    assert (quantity.value, quantity.value_max, quantity.unit) == (Decimal(low), Decimal(high), unit)


def test_quantities_carries_the_unit_back_over_a_list() -> None:
    assert [(text, unit) for text, _, unit, _ in found("占比分别提高15、22个百分点")] == [
        ("15", "百分点"),
        ("22个百分点", "百分点"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2018年10月31日",
        "2017—2020年",
        "第十四届人民代表大会第五次会议",
        "获团体第7名",
        "国办发〔2017〕49号",
        "电话：0971-8123456",
        "13912345678",
        "“六促六优”专项行动",
        "《三年行动计划》",
        "九年一贯制学校",
        "三年级二班",
        "三位一体",
        "万无一失",
        "十分重要",
        "“1+6+N”体系",
        "一个都不能少",
        "5A级景区",
        "C919客机",
        "近年来",
        "近五年",
        "十四五时期",
        "零部件",
        "（一）坚持党的领导",
        "中央八项规定精神",
        "千家万户",
        "每千人口床位",
    ],
)
def test_quantities_leaves_out_what_counts_nothing(text: str) -> None:
    assert found(text) == []


def test_quantities_ascii_comma_between_clauses_is_no_grouping() -> None:
    assert [q[0] for q in found("投入120万元,45所学校受益")] == ["120万元", "45所"]


def test_parse_quantity_keeps_offsets_of_the_text_given() -> None:
    quantity = parse_quantity("近３０００万元")
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.unit_norm, quantity.dimension) == (30000000, "元", "CNY", "money")
    assert quantity.text == "近３０００万元"


def test_parse_quantity_reads_a_bare_number_and_refuses_words() -> None:
    bare = parse_quantity("二百三十")
    assert bare is not None
    assert bare.value == 230
    assert parse_quantity("学校") is None


@given(st.text(alphabet="0123456789.,百千万亿元%一二三十个名余多近约以上至—-每年/生 。，（）", max_size=80))
def test_quantities_slice_back_and_never_overlap(text: str) -> None:
    folded = fold(text)
    end = 0
    for quantity in find_quantities(folded):
        assert folded[quantity.start : quantity.end] == quantity.text
        assert quantity.start >= end
        end = quantity.end


@given(st.text(max_size=200))
def test_quantities_survive_any_text(text: str) -> None:
    find_quantities(fold(text))


@pytest.mark.parametrize(
    ("piece", "size"),
    [(piece, 3 * 10**5) for piece in ("9", "亿", "一", "“")]
    + [(piece, 3 * 10**4) for piece in ("1,", " 100", "百分之", "一分之", "1/", "2018年", "1-", "2.1人员\n9.7人员\n")],
)
def test_quantities_take_any_amount_of_anything(piece: str, size: int) -> None:
    """Patterns run in linear time: a quadratic one would not come back from these."""
    text = piece * (size // len(piece))
    assert all(text[quantity.start : quantity.end] == quantity.text for quantity in find_quantities(text))
