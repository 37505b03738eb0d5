"""Quantities in what pages, scans and forms make of them: each kind with its right value, and what only looks like a quantity."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

import pipeline
from pipeline.ingest import read_document
from pipeline.language.numerals import parse_numeral
from pipeline.records import Claim

CONFIG = pipeline.Config(words=False)
SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def found(text: str) -> list[tuple[str, str, str]]:
    """(value or range, unit, comparator and change where they are not plain) of each claim."""
    claims = []
    for claim in pipeline.extract(text, CONFIG).claims:
        value = "?" if claim.value is None else f"{claim.value.normalize():f}"
        if claim.value_max is not None:
            value += f"..{claim.value_max.normalize():f}"
        plain = (claim.comparator if claim.comparator != "eq" else "", claim.change if claim.change != "none" else "")
        claims.append((value, claim.unit, " ".join(filter(None, plain))))
    return claims


def suspects(text: str) -> list[str]:
    """Texts of the suspect claims; all others must be of none."""
    return [claim.text for claim in pipeline.extract(text, CONFIG).claims if claim.suspect]


BLANKS = [" ", "\u00a0", "\u2000", "\u2002", "\u2009", "\u200a", "\u202f", "\u205f", "\u3000", "\t"]
INVISIBLES = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"]


@pytest.mark.parametrize("blank", BLANKS)
def test_blanks_between_number_scale_and_unit(blank: str) -> None:
    text = f"投入{blank}3200{blank}万元，在校生 1.4{blank}万名，走访 260{blank}余户，覆盖率达 96{blank}%。"
    assert found(text) == [("32000000", "元", ""), ("14000", "名", ""), ("260", "户", "gt"), ("96", "%", "")]


@pytest.mark.parametrize("invisible", INVISIBLES)
def test_invisible_characters_part_nothing(invisible: str) -> None:
    text = f"现有学校5{invisible}2所，投入4{invisible}000万{invisible}元，教师1{invisible},206名。"
    assert found(text) == [("52", "所", ""), ("40000000", "元", ""), ("1206", "名", "")]
    assert pipeline.extract(text, CONFIG).claims[0].text == f"5{invisible}2所"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("女职工31, 604人", "31604", "人"),
        ("增长6·2%", "6.2", "%"),
        ("约3. 5万册", "35000", "册"),
        ("人均48 260元", "48260", "元"),
    ],
)
def test_digits_apart_with_one_reading(text: str, value: str, unit: str) -> None:
    assert [claim[:2] for claim in found(text)] == [(value, unit)]
    assert suspects(text) == []


@pytest.mark.parametrize("text", ["拨款2,45万元", "拨款1,200,00万元", "受益群众4 6万名"])
def test_digits_apart_with_two_readings_are_one_suspect(text: str) -> None:
    assert len(found(text)) == len(suspects(text)) == 1


@pytest.mark.parametrize("blank", [" ", "　", "  "])
def test_a_blank_behind_a_scale_word_parts_two_numbers(blank: str) -> None:
    assert [value for value, _, _ in found(f"校舍{blank}3万{blank}4000人")] == ["30000", "4000"]
    assert [value for value, _, _ in found("校舍3万4000平方米")] == ["34000"]


@pytest.mark.parametrize("minus", ["-", "－", "−", "﹣"])
@pytest.mark.parametrize(
    ("text", "value", "change"),
    [
        ("服务业增速{}2.6%", "2.6", "down"),
        ("外贸出口同比{}11.4%", "11.4", "down"),
        ("工业投资下降{}4%", "4", "down"),
        ("招生人数比上年{}35人", "35", "down"),
        ("年末结余{}2.5亿元", "-250000000", ""),
        ("净利润为{}480万元", "-4800000", ""),
        ("最低气温{}12℃", "-12", ""),
    ],
)
def test_minus_is_a_fall_behind_a_change_and_negative_for_a_level(
    minus: str, text: str, value: str, change: str
) -> None:
    assert [(claim[0], claim[2]) for claim in found(text.format(minus))] == [(value, change)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("小学-41所，中学-12所。", ["41", "12"]),
        ("奖补3-5亿元。", ["300000000..500000000"]),
        ("项目经费——300万元。", ["3000000"]),
        ("为企业减负2.3亿元，税负5%。", ["230000000", "5"]),
        ("净资产为负1.2亿元。", ["-120000000"]),
    ],
)
def test_dashes_and_burdens_are_no_minus(text: str, values: list[str]) -> None:
    assert [claim[0] for claim in found(text)] == values


def test_signs_in_lists_and_turns() -> None:
    assert found("农业、工业、服务业分别增长3.2%、-1.5%、2%。") == [
        ("3.2", "%", "up"),
        ("1.5", "%", "down"),
        ("2", "%", "up"),
    ]
    assert found("投资增速由-1.2%转为3.4%。") == [("1.2", "%", "down"), ("3.4", "%", "up")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("利率下降半个百分点", ("0.5", "百分点", "down")),
        ("及格率提高一个半百分点", ("1.5", "百分点", "up")),
        ("占比提高3个多百分点", ("3", "百分点", "gt up")),
        ("培训2个半小时", ("2.5", "小时", "")),
        ("工期缩短三个半月", ("3.5", "个月", "down")),
        ("盒饭8元5角", ("8.5", "元", "")),
        ("补贴1元2角5分", ("1.25", "元", "")),
        ("水费每吨2元6角", ("2.6", "元/吨", "")),
        ("肉类不少于三两", ("3", "两", "ge")),
        ("主食为四两米饭", ("4", "两", "")),
        ("走访三五所学校", ("3..5", "所", "")),
        ("来了三五百人", ("300..500", "人", "")),
        ("1/3以上教师参训", ("0.3333333333333333333333333333", "", "ge")),
    ],
)
def test_halves_small_change_and_vague_pairs(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize("text", ["单位：万元", "（万人）", "面积单位为万亩", "人口以万人计。", "单位：个、所、万人"])
def test_a_unit_without_a_number_is_no_claim(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("常住人口（万人）：46.8", "468000", "人"),
        ("预算金额（万元）：1,280.5", "12805000", "元"),
        ("学费（元/学期）：3600", "3600", "元/学期"),
        ("总投资：3600（万元）", "36000000", "元"),
        ("金额（¥）：3500", "3500", "元"),
    ],
)
def test_numbers_take_the_unit_of_their_label(text: str, value: str, unit: str) -> None:
    assert [claim[:2] for claim in found(text)] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "norm"),
    [
        ("合同价¥2,460,000.00", "2460000", "元", "CNY"),
        ("成交价￥88万", "880000", "元", "CNY"),
        ("押金RMB500", "500", "元", "CNY"),
        ("贷款US$1.5亿", "150000000", "美元", "USD"),
        ("奖金HK$5000", "5000", "港元", "HKD"),
        ("租金¥45/月", "45", "元/月", "CNY/month"),
        ("频率30千赫", "30", "千赫", "kHz"),
        ("压力20兆帕", "20", "兆帕", "MPa"),
        ("水面3.5km²", "3.5", "km²", "km2"),
        ("展厅5000 M2", "5000", "M2", "m2"),
        ("体温37.5°C", "37.5", "°C", "celsius"),
        ("流量0.5m³/s", "0.5", "m³/s", "m3/second"),
    ],
)
def test_currency_signs_and_si_units(text: str, value: str, unit: str, norm: str) -> None:
    (claim,) = pipeline.extract(text, CONFIG).claims
    assert (f"{claim.value:f}".rstrip("0").rstrip(".") if claim.value % 1 else f"{claim.value:.0f}") == value
    assert (claim.unit, claim.unit_norm) == (unit, norm)


@pytest.mark.parametrize(
    "text",
    [
        "1.1教学管理\n1.2名校工程\n1.3人事制度",
        "2.4元素养提升\n2.5所得税",
        "建设路42号2幢104室，3号楼2单元501室",
        "分辨率1920×1080，4×100米接力，2×2列联表",
        "百千万人才工程，千千万万个家庭，几十成群",
        "二次供水设施，二次开发，第7——10项，总分3组织录取",
        "如图7所示，见表 3 所列，附件1人员名单",
        "评选全国百名优秀校长",
        "百分比与千分制，三三两两，三五成群",
    ],
)
def test_what_only_looks_like_a_quantity(text: str) -> None:
    assert found(text) == []


def test_sides_of_an_area_are_two_claims_of_one_thing() -> None:
    claims = pipeline.extract("新建操场100米×60米，教室9×7米。", CONFIG).claims
    assert [(str(claim.value), claim.unit, claim.subject) for claim in claims] == [
        ("100", "米", "操场"),
        ("60", "米", "操场"),
        ("9", "米", "教室"),
        ("7", "米", "教室"),
    ]


@pytest.mark.parametrize("marker", ["1.", "2、", "3）", "（4）", "2.1 ", "①", "★", "●", "■ ", "※"])
def test_markers_of_a_list_are_in_no_subject(marker: str) -> None:
    text = f"青禾县教育情况\n{marker}专任教师980名。\n"
    assert [claim.subject for claim in pipeline.extract(text, CONFIG).claims] == ["专任教师"]


@pytest.mark.parametrize("modal", ["", "得", "应", "能", "宜", "可", "准"])
@pytest.mark.parametrize(
    ("word", "kind"), [("小于", "ge"), ("低于", "ge"), ("少于", "ge"), ("超过", "le"), ("高于", "le")]
)
def test_negated_comparisons_with_any_modal(modal: str, word: str, kind: str) -> None:
    assert found(f"操场面积不{modal}{word}300平方米") == [("300", "平方米", kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("最多可填报6个志愿", ("6", "个", "le")),
        ("至少配备2名校医", ("2", "名", "ge")),
        ("决算超出预算30万元", ("300000", "元", "up")),
        ("报价低于控制价12万元", ("120000", "元", "down")),
        ("辍学人数0", ("0", "", "")),
        ("综合评分（91.5）", ("91.5", "", "")),
    ],
)
def test_bounds_at_a_distance_and_bare_measures(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


def test_nouns_counted_without_classifier() -> None:
    claims = pipeline.extract("全区有3幼儿园、12小学、1特校；8街道、45行政村，2园区5中心。", CONFIG).claims
    assert [(str(claim.value), claim.unit, claim.subject) for claim in claims] == [
        ("3", "", "幼儿园"),
        ("12", "", "小学"),
        ("1", "", "特校"),
        ("8", "", "街道"),
        ("45", "", "行政村"),
        ("2", "", "园区"),
        ("5", "", "中心"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("审定金额3,204,116\n元，已拨付。", "3204116", "元"),
        ("森林覆盖率达到63.\n2%，居全市前列。", "63.2", "%"),
        ("全年就诊48万人\n次，同比持平。", "480000", "人次"),
        ("捐款共计二百四十\n万元。", "2400000", "元"),
        ("年末户籍人口1\u00ad\n26万人。", "1260000", "人"),
        ("完成投资15.5亿\n元。", "1550000000", "元"),
    ],
)
def test_figures_torn_by_a_line_break(text: str, value: str, unit: str) -> None:
    assert [claim[:2] for claim in found(text)] == [(value, unit)]


@pytest.mark.parametrize("text", ["1.\n3所学校获奖。\n", "附件1\n人员名单\n", "第12\n期\n", "指标\n学校\n41\n所\n"])
def test_lines_that_end_in_a_number_are_not_always_torn(text: str) -> None:
    assert all(claim[:2] != ("1.3", "所") and "\n" not in claim[0] for claim in found(text))


def test_quarters_and_months_are_the_period_and_no_subject() -> None:
    text = "青禾县2023年教育工作总结\n一季度投入30万元；1—8月投入40万元；前三季度投入60万元，上半年招生120人。\n"
    assert [(claim.subject, claim.period) for claim in pipeline.extract(text, CONFIG).claims] == [
        ("投入", "2023-01/2023-03"),
        ("投入", "2023-01/2023-08"),
        ("投入", "2023-01/2023-09"),
        ("招生", "2023-01/2023-06"),
    ]


def test_bars_part_the_cells_of_a_table() -> None:
    text = "青禾县统计\n| 街道 | 人口（万人） |\n| --- | --- |\n| 东门街道 | 6.2 |\n| 南湖街道 | 8.5 |\n"
    claims = pipeline.extract(text, CONFIG).claims
    assert [(int(claim.value), claim.unit) for claim in claims] == [(62000, "人"), (85000, "人")]


SAME = ("value", "value_max", "unit", "comparator", "change", "base", "subject", "scope", "period", "status", "suspect")


@pytest.fixture(scope="module")
def reports() -> list[tuple[str, tuple[Claim, ...]]]:
    """The texts of some samples with their claims."""
    paths = sorted(SAMPLES.glob("*bao*.txt"))
    texts = [read_document(path.read_bytes(), path.name, CONFIG).text for path in paths]
    return [(text, pipeline.extract(text, CONFIG).claims) for text in texts]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("insert", [INVISIBLES, BLANKS[:-2]], ids=["invisible", "blanks"])
def test_claims_of_the_samples_survive_what_is_put_into_their_quantities(
    insert: list[str], seed: int, reports: list[tuple[str, tuple[Claim, ...]]]
) -> None:
    """Blanks go between a digit and a character, never between two digits, where they may part two numbers."""
    draw = random.Random(seed)
    for text, before in reports:
        claims = [claim for claim in before if "\n" not in claim.text]
        places = [
            claim.start + match.start()
            for claim in draw.sample(claims, min(10, len(claims)))
            for match in [draw.choice([*re.finditer(r"(?<=\d)(?=[万亿名人所元%個个余])", claim.text), None])]
            if match is not None
        ]
        changed = text
        for place in sorted(places, reverse=True):
            changed = changed[:place] + draw.choice(insert) + changed[place:]
        after = pipeline.extract(changed, CONFIG).claims
        assert [tuple(getattr(claim, name) for name in SAME) for claim in before] == [
            tuple(getattr(claim, name) for name in SAME) for claim in after
        ]


@pytest.mark.parametrize("classifier", ["家", "例", "户", "件", "台", "辆", "艘", "批", "场", "项"])
def test_acts_are_counted_in_times_of_any_classifier(classifier: str) -> None:
    assert found(f"全年抽检3,140{classifier}次，比上年多。") == [("3140", f"{classifier}次", "")]


@pytest.mark.parametrize(("unit", "word"), [("车", "车间"), ("车", "车站"), ("船", "船员"), ("艇", "")])
def test_vehicles_count_themselves(unit: str, word: str) -> None:
    assert ("12", unit, "") in found(f"支队出动12{unit}、46人驰援灾区。")
    if word:
        assert ("12", unit, "") not in found(f"支队检查12{word}和46人。")


@pytest.mark.parametrize("pair", ["三七", "五七", "六五", "一五", "七五", "九三"])
def test_two_digits_that_are_no_neighbours_are_no_number(pair: str) -> None:
    assert found(f"青石坝{pair}种植面积2.3万亩。") == [("23000", "亩", "")]
    assert found(f"按{pair}折收费。") == [(str(parse_numeral(pair)), "%", "")]


@pytest.mark.parametrize(
    ("broken", "value"),
    [
        ("给予奖励30—\n50万元，资金从专项中列支", ("300000..500000", "元", "")),
        ("前三季度进出口总额增速-\n2.4%，降幅收窄", ("2.4", "%", "down")),
        ("保证金金额为¥\n86,400，以到账为准", ("86400", "元", "")),
        ("学费标准为9,200元/\n年，按学年收取", ("9200", "元/年", "")),
        ("收回闲置用地230\n  亩", ("230", "亩", "")),
    ],
)
def test_signs_at_the_end_of_a_line_join(broken: str, value: tuple[str, str, str]) -> None:
    assert found(f"经批准，{broken}。") == [value]


@pytest.mark.parametrize("verb", ["须自筹", "可申请", "应投入", "需承担"])
def test_a_bound_holds_over_the_whole_of_a_share(verb: str) -> None:
    assert found(f"项目单位最低{verb}总投资的30%。")[0] == ("30", "%", "ge")
    assert found(f"项目单位最高{verb}总投资的30%。")[0] == ("30", "%", "le")


@pytest.mark.parametrize("area", ["km²", "km2", "m²", "hm²", "平方公里", "公顷"])
def test_rates_are_per_any_measure(area: str) -> None:
    assert found(f"人口密度8,420人/{area}。") == [("8420", f"人/{area}", "")]


def test_circled_numbers_part_items_within_a_line() -> None:
    claims = pipeline.extract("①化解信访积案64件②排查矛盾纠纷1,310起③回访当事人285人次", CONFIG).claims
    assert [claim.subject for claim in claims] == ["信访积案", "矛盾纠纷", "回访当事人"]


@pytest.mark.parametrize(
    "classifier", ["顶", "页", "帧", "扇", "粒", "朵", "捆", "碗", "剂", "罐", "筐", "尾", "枝", "趟"]
)
def test_every_classifier_counts_after_digits_and_numerals(classifier: str) -> None:
    assert found(f"登记在册3,260{classifier}，另有五{classifier}。") == [
        ("3260", classifier, ""),
        ("5", classifier, ""),
    ]


@pytest.mark.parametrize("classifier", ["排", "集", "版", "针", "幕", "章", "球", "管", "辑", "档"])
def test_classifiers_that_order_after_a_numeral_count_after_digits(classifier: str) -> None:
    assert found(f"共计128{classifier}。第二{classifier}。") == [("128", classifier, "")]


@pytest.mark.parametrize(
    "word", ["页岩气井", "排水管道", "集装箱", "管理人员", "安全员", "包装厂", "针对性措施", "版本号"]
)
def test_a_classifier_that_begins_a_word_counts_nothing(word: str) -> None:
    assert all(claim[1] != word[0] for claim in found(f"现有12{word}。"))


@pytest.mark.parametrize(
    ("text", "unit", "norm"),
    [
        ("频率120兆Hz", "兆Hz", "MHz"),
        ("功率35千W", "千W", "kW"),
        ("容量500千乏", "千乏", "kvar"),
        ("电流16A", "A", "A"),
        ("照度300勒克斯", "勒克斯", "lx"),
        ("光通量900lm", "lm", "lm"),
        ("剂量2mSv", "mSv", "mSv"),
        ("活度40兆贝克", "兆贝克", "MBq"),
        ("电阻5MΩ", "MΩ", "MΩ"),
        ("发电量6亿千瓦时", "千瓦时", "kWh"),
        ("浓度60ppm", "ppm", "ppm"),
        ("重量8t", "t", "t"),
        ("时长24h", "h", "hour"),
        ("月薪CNY 9,000/month", "元/month", "CNY/month"),
        ("单价12元/株", "元/株", "CNY/株"),
    ],
)
def test_units_of_physics_and_rates_by_mechanism(text: str, unit: str, norm: str) -> None:
    assert [(claim.unit, claim.unit_norm) for claim in pipeline.extract(text, CONFIG).claims] == [(unit, norm)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("预算为￥12－15万元", "120000..150000"),
        ("贷款US$2-3亿", "200000000..300000000"),
        ("罚款¥300-500", "300..500"),
        ("补助5000—1万元", "5000..10000"),
    ],
)
def test_ranges_share_the_scale_behind_a_sign_of_currency(text: str, value: str) -> None:
    assert [claim[0] for claim in found(text)] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("净流入人口-1.3万人", ("-13000", "人", "")),
        ("结余资金-200万元", ("-2000000", "元", "")),
        ("辅警较上年同期-36人", ("36", "人", "down")),
        ("书记员比上年+12人", ("12", "人", "up")),
        ("常住户同比+30户", ("30", "户", "up")),
        ("最低气温零下12℃", ("-12", "℃", "")),
        ("小学-41所", ("41", "所", "")),
    ],
)
def test_signs_before_any_dimension(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


def test_a_sign_stands_for_the_verb_of_a_comparison() -> None:
    assert [claim.base for claim in pipeline.extract("在编干警比上年-36人。", CONFIG).claims] == ["上年"]


@pytest.mark.parametrize("text", ["二套房贷款", "二手房", "二类器械", "二批次录取", "二道坝子", "二队", "二元结构"])
def test_two_written_as_an_ordinal_counts_nothing(text: str) -> None:
    assert found(f"办理{text}。") == []


@pytest.mark.parametrize("text", ["二两", "二亩", "二个", "二名", "二座", "二份", "两套", "不少于二项", "二百套"])
def test_two_of_a_measure_or_in_old_style_counts(text: str) -> None:
    assert len(found(f"现有{text}。")) == 1


@pytest.mark.parametrize("blank", [" ", "\u3000", "  ", "\u2003"])
def test_fields_with_units_in_a_row(blank: str) -> None:
    text = f"测站：柳树坡{blank}年平均风速（米/秒）：2.6{blank}年降水量（毫米）：1,024.5{blank}校舍（栋）：8"
    claims = pipeline.extract(text, CONFIG).claims
    assert [(str(claim.value), claim.unit, claim.subject) for claim in claims] == [
        ("2.6", "米/秒", "年平均风速"),
        ("1024.5", "毫米", "年降水量"),
        ("8", "栋", "校舍"),
    ]


def test_a_unit_in_the_cell_behind_its_number() -> None:
    claims = pipeline.extract("库容\t3.2\t万立方米\n坝高\t45\t米", CONFIG).claims
    assert [(int(claim.value), claim.unit, claim.subject) for claim in claims] == [
        (32000, "立方米", "库容"),
        (45, "米", "坝高"),
    ]


@pytest.mark.parametrize(
    ("broken", "value"),
    [
        ("票价2元\n5角，", ("2.5", "元", "")),
        ("比例为95%以\n上，", ("95", "%", "ge")),
        ("人数300人左\n右，", ("300", "人", "approx")),
        ("每场50人\n以上，", ("50", "人", "ge")),
        ("约三分\n之一的家庭", ("0.3333333333333333333333333333", "", "approx")),
        ("管护员二千四\n百余人，", ("2400", "人", "gt")),
        ("管护员三\n百余人，", ("300", "人", "gt")),
        ("合格率不低\n于80%，", ("80", "%", "ge")),
        ("投资突\n破2亿元，", ("200000000", "元", "gt")),
        ("面积三点\n五万亩，", ("35000", "亩", "")),
        ("培训一个半\n小时，", ("1.5", "小时", "")),
        ("价格3\n—5元，", ("3..5", "元", "")),
        ("价格9,200元\n/年，", ("9200", "元/年", "")),
        ("投入百分之三\n十五，", ("35", "%", "")),
    ],
)
def test_quantities_torn_within_a_word(broken: str, value: tuple[str, str, str]) -> None:
    assert found(f"其中{broken}已公布。") == [value]


def test_complete_halves_are_not_joined() -> None:
    text = "一、占三分之一\n二、工作要求3项\n三、完成5人\n四、投入3元\n5人参加\n高三\n百名学生\n2021\n版目录"
    assert [claim.text for claim in pipeline.extract(text, CONFIG).claims if "\n" in claim.text] == []


@pytest.mark.parametrize(
    "name", ["六道河", "七里塘", "三岔口", "五里桥", "四棵树镇", "三家屯", "九道湾", "十里铺", "五棵松", "六盘水"]
)
def test_names_of_places_state_nothing(name: str) -> None:
    assert found(f"{name}、双河口设为禁捕点。在{name}设站。") == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("七里长的塘坝", "里"),
        ("六道防线", "道"),
        ("五里路", "里"),
        ("八里河道", "里"),
        ("四棵树", "棵"),
        ("三座桥", "座"),
    ],
)
def test_what_stretches_and_stands_in_the_land_counts(text: str, unit: str) -> None:
    assert [claim[1] for claim in found(f"修建{text}。")] == [unit]


@pytest.mark.parametrize("act", ["展陈提升", "能力提高"])
def test_an_act_in_a_table_costs_money_and_is_no_growth(act: str) -> None:
    text = f"| 方向 | 数额（万元） |\n|---|---|\n| 征集 | 86 |\n| {act} | 1.2亿元 |\n| 宣教 | 43 |\n"
    claims = pipeline.extract(text, CONFIG).claims
    assert [(claim.subject, claim.change) for claim in claims] == [("征集", "none"), (act, "none"), ("宣教", "none")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("最低按照每人4500元的标准发放", "ge"),
        ("最高收取停车费5元", "le"),
        ("最多可容纳5人", "le"),
        ("至多允许3次", "le"),
        ("最低提供床位50张", "ge"),
        ("最高由市财政补助80万元", "le"),
        ("最高气温38℃", ""),
        ("最低生活保障标准800元", ""),
        ("最高达到120元", ""),
        ("最低收购价累计提高4%", "up"),
    ],
)
def test_a_bound_stands_before_a_verb(text: str, kind: str) -> None:
    assert [claim[2] for claim in found(text)] == [kind]


def test_nouns_beside_counted_ones_are_counted() -> None:
    claims = pipeline.extract("系统现有2口岸局、5查验站、13监测哨、62管护站和8瞭望塔。", CONFIG).claims
    assert [(str(claim.value), claim.unit, claim.subject) for claim in claims] == [
        ("2", "", "口岸局"),
        ("5", "", "查验站"),
        ("13", "", "监测哨"),
        ("62", "", "管护站"),
        ("8", "", "瞭望塔"),
    ]


@pytest.mark.parametrize("verb", ["上浮", "跃升", "回升", "激增", "调高", "攀升", "飙升"])
def test_verbs_of_rising(verb: str) -> None:
    claims = pipeline.extract(f"电价{verb}5%，水价{verb}至3元。", CONFIG).claims
    assert [(claim.change, claim.subject) for claim in claims] == [("up", "电价"), ("none", "水价")]


@pytest.mark.parametrize("verb", ["压缩", "削减", "下浮", "骤降", "锐减", "精简", "下滑"])
def test_verbs_of_falling(verb: str) -> None:
    claims = pipeline.extract(f"税率{verb}5%，存量{verb}到3吨。", CONFIG).claims
    assert [(claim.change, claim.subject) for claim in claims] == [("down", "税率"), ("none", "存量")]


@pytest.mark.parametrize("text", ["折叠床 60\u200a00 张", "棉被 12 00 0 床", "帐篷60 00顶"])
def test_digits_parted_by_blanks_are_one_suspect(text: str) -> None:
    assert len(found(text)) == len(suspects(text)) == 1


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("成绩40秒12", "40.12", "秒"),
        ("用时2小时15分", "2.25", "小时"),
        ("用时3分30秒", "3.5", "分钟"),
        ("单价9块95", "9.95", "块"),
        ("平均住院日7.2天", "7.2", "天"),
        ("年收入四万五六千元", "45000..46000", "元"),
    ],
)
def test_times_and_amounts_in_parts(text: str, value: str, unit: str) -> None:
    assert [claim[:2] for claim in found(text)] == [(value, unit)]


@pytest.mark.parametrize("text", ["5胜2平1负", "1:2000地形图", "升级到3.0版", "三伏天"])
def test_results_scales_and_versions_are_no_claims(text: str) -> None:
    assert found(text) == []


def test_measures_before_a_noun_that_ends_like_a_counted_one() -> None:
    claims = pipeline.extract("现有220千伏变电站12座，保障航班起降9.8万架次。", CONFIG).claims
    assert [(claim.unit, claim.change) for claim in claims] == [("千伏", "none"), ("座", "none"), ("架次", "none")]


@pytest.mark.parametrize("units", ["万户、亿元", "万人", "亿元、万吨和公里", "千克、吨"])
def test_units_that_tables_are_given_in_are_no_quantities(units: str) -> None:
    assert found(f"附表数据以{units}为计量单位，由各县汇总。") == []


@pytest.mark.parametrize("word", ["超出", "高出"])
def test_what_exceeds_a_standard_is_told_by_how_much(word: str) -> None:
    assert found(f"办公用房使用面积{word}核定预算1150平方米。") == [("1150", "平方米", "up")]
    assert ("3", "元/小时", "") in found("停车费首小时￥5，超出部分￥3/小时。")


@pytest.mark.parametrize("noun", ["案件", "贷款", "法条", "项目", "事例"])
def test_a_number_behind_any_noun_may_be_torn_from_its_unit(noun: str) -> None:
    assert found(f"全年办理{noun}738\n件，挽回损失两千六百\n万元。") == [("738", "件", ""), ("26000000", "元", "")]


@pytest.mark.parametrize("town", ["九台", "八步", "三堆", "六马", "双桥"])
def test_numerals_in_names_of_towns_count_nothing(town: str) -> None:
    assert found(f"{town}镇签约项目23个。") == [("23", "个", "")]
    assert found("辖三个镇、新建两所学校。") == [("3", "个", ""), ("2", "所", "")]


@pytest.mark.parametrize("noun", ["镇", "镇街", "村", "乡镇", "街道"])
def test_fractions_of_towns_are_no_names(noun: str) -> None:
    assert [claim[2] for claim in found(f"全市近三分之二的{noun}建成服务站。")] == ["near"]
