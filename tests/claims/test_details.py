"""Kind of rate, level of origin, denominator, norm: whatever is counted, and whatever the figures are."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

import pipeline
from pipeline.records import Claim
from tests.claims.conftest import ClaimsOf

_COUNTED = (("幼儿园", "所"), ("养老院", "家"), ("农家书屋", "间"), ("公交车", "辆"), ("示范村", "个"))
_MEASURED = (
    ("公路里程", "公里"),
    ("绿地面积", "公顷"),
    ("粮食产量", "万吨"),
    ("税收收入", "亿元"),
    ("入园率", "%"),
    ("参保人数", "万人"),
)
_VERBS = ("增加到", "提高到", "扩大到", "增至", "上升到", "升至", "发展到")
_DENOMINATORS = (
    ("每生每年", "student/year"),
    ("每户", "household"),
    ("每人每月", "person/month"),
    ("每班", "班"),
    ("每村", "村"),
)


def _changes(seed: int) -> Iterator[tuple[str, str, str, str, str]]:
    """(what, unit, verb, two figures) of every measure with a verb and figures of its own."""
    draw = random.Random(seed)
    for what, unit in (*_COUNTED, *_MEASURED):
        first, last = draw.randint(11, 49), draw.randint(50, 99)
        yield what, unit, draw.choice(_VERBS), f"{first}{unit}", f"{last}{unit}"


def _two(text: str) -> tuple[Claim, Claim]:
    first, last = pipeline.extract(text, pipeline.Config(words=False)).claims
    return first, last


@pytest.mark.parametrize("word", ["由", "从"])
@pytest.mark.parametrize(("what", "unit", "verb", "first", "last"), list(_changes(1)))
def test_origin_is_linked_and_each_level_has_its_own_time(
    word: str, what: str, unit: str, verb: str, first: str, last: str
) -> None:
    old, new = _two(f"青禾县{what}{word}2019年的{first}{verb}2023年的{last}。\n")
    assert (old.text, new.text, old.from_claim, new.from_claim) == (first, last, "", old.claim_id)
    assert (old.period, new.period) == ("2019", "2023")
    assert (old.period_source, new.period_source) == ("stated", "stated")


@pytest.mark.parametrize(("what", "unit", "verb", "first", "last"), list(_changes(2)))
def test_origin_without_a_time_is_of_the_time_before_the_change(
    what: str, unit: str, verb: str, first: str, last: str
) -> None:
    old, new = _two(f"2023年,青禾县{what}由{first}{verb}{last}。\n")
    assert new.from_claim == old.claim_id
    assert (old.period, str(old.period_end), new.period, str(new.period_end)) == (
        "2022",
        "2022-12-31",
        "2023",
        "2023-12-31",
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("小学、初中分别由30所、12所增加到45所、20所。", {"45所": "30所", "20所": "12所"}),
        ("班级由12个增加3个,达到15个。", {"15个": "12个"}),
        ("补助标准每生每年5元提高至10元。", {"10元": "每年5元"}),
        ("增速由3.2%提高到5.1%。", {"5.1%": "3.2%"}),
        ("占比从三成升至四成五。", {"四成五": "三成"}),
        ("资产由3亿元突破5亿元。", {"突破5亿元": "3亿元"}),
        ("由5个部门组成专班,排查校车12辆。", {}),
        ("从12个村抽调30人到5所学校支教。", {}),
        ("新增学位300个,总数增加到1200个。", {}),
        ("投入由县财政安排30万元。到2023年,建成学校5所。", {}),
    ],
)
def test_origin_links_levels_of_one_measure(claims_of: ClaimsOf, text: str, links: dict[str, str]) -> None:
    claims = claims_of(text)
    texts = {claim.claim_id: claim.text for claim in claims.values()}
    assert {claim.text: texts[claim.from_claim] for claim in claims.values() if claim.from_claim} == links


@pytest.mark.parametrize(("words", "per"), _DENOMINATORS)
@pytest.mark.parametrize("act", ["补助", "安排", "最低发放"])
def test_denominator_is_said_before_the_quantity(words: str, per: str, act: str) -> None:
    [claim] = pipeline.extract(f"{words}{act}650元。", pipeline.Config(words=False)).claims
    assert claim.per == per


@pytest.mark.parametrize(
    ("text", "quantity", "per"),
    [
        ("学费5000元/生·年。", "5000元/生·年", "student/year"),
        ("公用经费标准每生每年5元提高至10元。", "每年5元", "student/year"),
        ("公用经费标准每生每年5元提高至10元。", "10元", "student/year"),
        ("每生每年小学650元、初中850元。", "850元", "student/year"),
        ("每生每年小学650元,初中850元,共补助30万元。", "850元", "student/year"),
        ("每生每年小学650元,初中850元,共补助30万元。", "30万元", ""),
        ("生均用房8.1平方米。", "8.1平方米", "student"),
        ("户均增收3200元。", "3200元", "household"),
        ("每名教师培训72学时。", "72学时", "teacher"),
        ("每个乡镇建设卫生院1所。", "1所", "乡镇"),
        ("每千人拥有床位7.2张。", "7.2张", "1000 persons"),
        ("每百户拥有汽车42辆。", "42辆", "100 household"),
        ("人均收入增长6.1%。", "6.1%", ""),
        ("3个村均铺设管道12公里。", "12公里", ""),
        ("学生均领到图书3本。", "3本", ""),
        ("每年7月培训教师200人。", "200人", ""),
        ("每年安排5000万元支持项目20个。", "20个", ""),
    ],
)
def test_denominator(claims_of: ClaimsOf, text: str, quantity: str, per: str) -> None:
    assert claims_of(text)[quantity].per == per


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("同比增长", "year_on_year"),
        ("比上年增长", "year_on_year"),
        ("较去年同期下降", "year_on_year"),
        ("比2022年增长", "year_on_year"),
        ("比2015年增长", ""),
        ("环比下降", "month_on_month"),
        ("比上月回落", "month_on_month"),
        ("年均增长", "annual_average"),
        ("年平均递增", "annual_average"),
        ("累计增长", "cumulative"),
        ("增长", ""),
    ],
)
@pytest.mark.parametrize("what", ["工业产值", "客运量", "图书馆借阅量"])
def test_rate_kind(what: str, words: str, kind: str) -> None:
    [claim] = pipeline.extract(f"2023年,青禾县{what}{words}6.3%。\n", pipeline.Config(words=False)).claims
    assert claim.rate_kind == kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("年均增长6.5%,达到300亿元。", ["annual_average", ""]),
        ("年均分别增长5%、6%。", ["annual_average", "annual_average"]),
        ("累计建成学校30所、幼儿园12所,投入5亿元。", ["cumulative", "cumulative", ""]),
        ("保持8%左右的年均增速。", ["annual_average"]),
    ],
)
def test_rate_kind_reaches_over_a_list_and_no_further(text: str, kinds: list[str]) -> None:
    assert [claim.rate_kind for claim in pipeline.extract(text, pipeline.Config(words=False)).claims] == kinds


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("每个班级不得超过45人。", "不得超过45人"),
        ("班额应不超过40人。", "不超过40人"),
        ("生均用房应达到8平方米。", "8平方米"),
        ("每校不少于2名心理教师。", "每校不少于2名"),
        ("最多可填报6个志愿。", "6个"),
        ("工期原则上不超过18个月。", "不超过18个月"),
        ("校车须配备照管员3名。", "3名"),
        ("按照每户650元的标准补助。", "每户650元"),
    ],
)
def test_norm_is_what_a_rule_prescribes(claims_of: ClaimsOf, text: str, quantity: str) -> None:
    assert claims_of(text)[quantity].norm


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("供应粮食300吨。", "300吨"),
        ("应届毕业生500人。", "500人"),
        ("对应岗位30个。", "30个"),
        ("力争每年新增就业不少于3万人。", "不少于3万人"),
        ("新建学校不少于5所。", "不少于5所"),
        ("目前每校已有不少于2名教师。", "不少于2名"),
        ("供水能力超过8万吨。", "超过8万吨"),
    ],
)
def test_norm_is_no_result_and_no_aim(claims_of: ClaimsOf, text: str, quantity: str) -> None:
    assert not claims_of(text)[quantity].norm


_RULES = """青禾县校园食堂管理办法

第一条 食堂按生均1.2平方米建设。

第二条 目前已建成食堂30个。
"""


def test_norm_holds_for_a_document_of_rules(claims_of: ClaimsOf) -> None:
    claims = claims_of(_RULES)
    assert (claims["1.2平方米"].norm, claims["30个"].norm) == (True, False)


_NOTICE = """关于申报茶叶示范园的通知

各乡镇：

一、建设目标

到2027年，建设示范园20家以上。

二、申报条件

（一）茶园面积超过500亩，厂房{factory}。

（二）申报单位应具备以下条件：

1. 注册资本{capital}；

2. 近三年无事故。

三、工作进展

全市已建成示范园12家，面积超过8000亩。
"""


@pytest.mark.parametrize(("factory", "capital"), [("达到3栋", "200万元以上"), ("2000平方米以上", "超过1亿元")])
def test_norm_is_what_stands_under_conditions(claims_of: ClaimsOf, factory: str, capital: str) -> None:
    claims = claims_of(_NOTICE.format(factory=factory, capital=capital))
    norms = [text for text, claim in claims.items() if claim.norm]
    assert norms == ["超过500亩", factory.removeprefix("达到"), capital]
    assert not claims["20家以上"].norm
    assert not claims["超过8000亩"].norm


def test_norm_is_how_long_a_text_may_be(claims_of: ClaimsOf) -> None:
    assert claims_of("青禾县申报方案\n\n申请书字数控制在2000字以内。")["2000字以内"].norm


@pytest.mark.parametrize("staff", ["教研员", "护林员", "保安"])
def test_norm_is_the_least_that_a_plan_asks_for(claims_of: ClaimsOf, staff: str) -> None:
    assert claims_of(f"青禾县工作方案\n\n各乡镇{staff}至少2名。")["至少2名"].norm


@pytest.mark.parametrize("counted", ["两个以上", "3台以上"])
def test_norm_holds_in_the_articles_of_an_annex(claims_of: ClaimsOf, counted: str) -> None:
    annex = f"第一条 有排口{counted}的，分别计算。\n\n第二条 自受理之日起满5年的，应当重新报批。\n"
    claims = claims_of(f"关于印发《青禾县排口管理办法》的通知\n\n现印发给你们。去年检查企业超过30家。\n\n{annex}")
    assert [claims[text].norm for text in (counted, "5年", "超过30家")] == [True, True, False]
    assert claims[counted].status == "planned"


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("本学期应参加评价人数6866人。", "6866人"),
        ("人均预期寿命提高到80岁以上。", "80岁以上"),
        ("青禾县标准管理办法\n\n到2027年，制定不少于40项标准。", "不少于40项"),
    ],
)
def test_norm_is_no_mean_no_name_and_no_aim_of_a_year(claims_of: ClaimsOf, text: str, quantity: str) -> None:
    assert not claims_of(text)[quantity].norm
