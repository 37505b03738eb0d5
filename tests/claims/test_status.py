"""Planned or achieved, and for which period."""

from __future__ import annotations

import pytest

from tests.claims.conftest import ClaimsOf


@pytest.mark.parametrize(
    ("text", "quantity", "status"),
    [
        ("计划新建幼儿园30所。", "30所", "planned"),
        ("力争覆盖率达到95%。", "95%", "planned"),
        ("将投入5000万元改造校舍。", "5000万元", "planned"),
        ("超额完成279所的年度任务。", "279所", "planned"),
        ("完成年度计划的78.2%。", "78.2%", "achieved"),
        ("将6000元/生的经费及时拨付到位。", "6000元/生", "achieved"),
        ("实施学前教育行动计划,投入6700万元。", "6700万元", "achieved"),
        ("目前已建成智慧教室12间。", "12间", "achieved"),
        ("人均预期寿命提高到80岁以上。", "80岁以上", "achieved"),
        ("缺口140余间于2023年底前全部补齐。", "140余间", "planned"),
        ("入选“苍鹭学者”支持计划13人。", "13人", "achieved"),
        ("年初计划新建学校14所。", "14所", "planned"),
        ("力争标准从每人每月1536元提高到1567元。", "每月1536元", "achieved"),
        ("力争账户业务量累计突破5000亿元。", "突破5000亿元", "planned"),
        ("力争普及率达到85%;全市尚有7个班额超标。", "7个", "achieved"),
        ("完成投资29亿元,超年度计划28%。", "28%", "achieved"),
        ("超过原定计划29亿元。", "29亿元", "planned"),
        ("2012年以来年均增速超过30%。", "超过30%", "achieved"),
        ("全市通车率将达98%。", "98%", "planned"),
        ("到年底将培训教师320名。", "320名", "planned"),
        ("将资金320万元拨付到位。", "320万元", "achieved"),
    ],
)
def test_status_follows_the_cue(claims_of: ClaimsOf, text: str, quantity: str, status: str) -> None:
    assert claims_of(text)[quantity].status == status


def test_status_of_what_is_foreseen_depends_on_whether_the_year_is_over(claims_of: ClaimsOf) -> None:
    text = "岩溪县农村公路建设\n发布时间:{day}\n2022年全县建成桥梁3座。预计2022年完成农村公路150公里。2022年12月验收。"
    assert claims_of(text.format(day="2022-07-29"))["150公里"].status == "planned"
    assert claims_of(text.format(day="2023-01-09"))["150公里"].status == "achieved"


def test_status_of_a_sentence_that_tells_what_was_done_beats_the_tense_around_it(claims_of: ClaimsOf) -> None:
    plans = "要加快人才培养。要推动产业创新,要支持项目对接。要加强平台建设,要深化合作。\n" * 3
    claims = claims_of(f"{plans}大赛吸引了来自110个学校的294支队伍,展示了新产品。\n建设实验室5个,加快引进团队。")
    assert (claims["294支"].status, claims["5个"].status) == ("achieved", "planned")


_REPORT = """岩溪县2023年教育工作总结

一、2023年工作回顾
新建校舍3栋,投入820万元。

二、2024年工作安排
新建校舍5栋,入园率由91%提高到93%。
"""


_AUDIT = """青溪县2022年至2023年教育资金审计结果公告

截至2024年3月底，3170余万元补助未分解下达。去年受理投诉136件。2021年以来新建学校58所。8月，第九中学建成，投资2.3亿元。
到2026年，结转率降到5%以内。

青溪县审计局
2024年11月5日
"""


def test_status_is_judged_by_when_the_document_was_written(claims_of: ClaimsOf) -> None:
    claims = claims_of(_AUDIT)
    assert (claims["3170余万元"].status, claims["5%以内"].status) == ("achieved", "planned")


_SUMMARY = """岩溪县2023年教育工作总结

2021年以来新建学校58所。8月，第九中学建成，投资2.3亿元。去年受理投诉136件，办结率比去年提高2个百分点。
"""


def test_period_of_words_that_depend_on_the_year_of_writing(claims_of: ClaimsOf) -> None:
    claims = claims_of(_SUMMARY)
    assert [claims[text].period for text in ("58所", "2.3亿元", "136件")] == ["2021/2023", "2023-08", "2022"]


def test_status_and_period_come_from_the_heading(claims_of: ClaimsOf) -> None:
    claims = claims_of(_REPORT)
    assert (claims["3栋"].status, claims["3栋"].period) == ("achieved", "2023")
    assert (claims["5栋"].status, claims["5栋"].period) == ("planned", "2024")
    assert (claims["91%"].status, claims["93%"].status) == ("achieved", "planned")


@pytest.mark.parametrize(
    ("text", "quantity", "period"),
    [
        ("2018年秋季在校生2656名。", "2656名", "2018"),
        ("2018年9月招聘教师68名。", "68名", "2018-09"),
        ("截至2018年10月31号征收附加费202万元。", "202万元", "2018-10-31"),
        ("2018—2020年共新建学校12所。", "12所", "2018/2020"),
        ("2018年6月1日开学,8月14日招聘教师68名。", "68名", "2018-08-14"),
        ("2024届毕业生4987人。", "4987人", "2024"),
        ("“九五”期间固定资产投资每年按10亿元安排。", "10亿元", "1996/2000"),
    ],
)
def test_period_is_read_from_the_sentence(claims_of: ClaimsOf, text: str, quantity: str, period: str) -> None:
    assert claims_of(text)[quantity].period == period


_TWO_YEARS = """政府工作报告

一、砥砺奋进的2025年
建成道路12公里。

二、实干争先的2026年
建成道路15公里。

三、加强自身建设
压减支出5%。
"""


def test_status_of_a_report_that_looks_back_and_ahead(claims_of: ClaimsOf) -> None:
    claims = claims_of(_TWO_YEARS)
    assert [claims[t].status for t in ("12公里", "15公里", "5%")] == ["achieved", "planned", "planned"]


def test_status_name_of_a_plan_is_no_planning(claims_of: ClaimsOf) -> None:
    assert claims_of("“雪莲”培育计划招收农牧民子女1320人。")["1320人"].status == "achieved"


def test_period_of_five_years(claims_of: ClaimsOf) -> None:
    text = "一、“十四五”时期工作回顾\n新建学校82所。\n"
    assert claims_of(f"2025年工作报告\n\n{text}")["82所"].period == "2021/2025"


_YEARBOOK = """青禾县2023年教育工作总结

一、2023年工作回顾
全县新建学校12所。上半年，培训教师300人，其中骨干教师40人。
2022年末在校生3100人。截至2023年8月31日，在校生3260人。

二、“十四五”时期主要成绩
入园率提高到93%，投入资金3亿元。

三、2024年工作安排
到2025年，入园率达到95%。
2023—2024学年招聘教师80人。
"""


@pytest.mark.parametrize(
    ("quantity", "days", "source"),
    [
        ("12所", ("2023-01-01", "2023-12-31"), "section"),
        ("300人", ("2023-01-01", "2023-06-30"), "stated"),
        ("40人", ("2023-01-01", "2023-06-30"), "sentence"),
        ("3100人", ("2022-12-31", "2022-12-31"), "stated"),
        ("3260人", ("2023-08-31", "2023-08-31"), "stated"),
        ("93%", ("2025-12-31", "2025-12-31"), "section"),
        ("3亿元", ("2021-01-01", "2025-12-31"), "section"),
        ("95%", ("2025-12-31", "2025-12-31"), "stated"),
        ("80人", ("2023-09-01", "2024-08-31"), "stated"),
    ],
)
def test_period_has_days_and_a_source(claims_of: ClaimsOf, quantity: str, days: tuple[str, str], source: str) -> None:
    claim = claims_of(_YEARBOOK)[quantity]
    assert ((str(claim.period_start), str(claim.period_end)), claim.period_source) == (days, source)


def test_period_of_a_document_that_says_no_more_than_its_year(claims_of: ClaimsOf) -> None:
    claim = claims_of("青禾县2023年统计公报\n\n全县有学校12所。\n")["12所"]
    assert (str(claim.period_start), claim.period_source) == ("2023-01-01", "document")
    assert claims_of("全县有学校12所。")["12所"].period_start is None


@pytest.mark.parametrize("year", [1957, 1998, 2023])
@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("{}年一季度", "01-01", "03-31"),
        ("{}年上半年", "01-01", "06-30"),
        ("{}年1—8月", "01-01", "08-31"),
        ("{}年2月", "02-01", "02-28"),
        ("{}年底", "12-31", "12-31"),
        ("{}年初", "01-01", "01-01"),
        ("截至{}年9月", "09-30", "09-30"),
        ("{}年", "01-01", "12-31"),
    ],
)
def test_period_of_parts_of_a_year(claims_of: ClaimsOf, year: int, words: str, first: str, last: str) -> None:
    claim = claims_of(f"{words.format(year)},青禾县修路12公里。")["12公里"]
    assert (str(claim.period_start), str(claim.period_end)) == (f"{year}-{first}", f"{year}-{last}")


_RULE = """青禾县关于支持企业发展的意见

2023年5月6日

对新认定的示范企业，给予最高{0}万元奖励。每个项目按不超过投资额的{1}%补助。
"""


@pytest.mark.parametrize(("most", "share"), [(50, 10), (300, 30)])
def test_a_rule_holds_for_no_year(claims_of: ClaimsOf, most: int, share: int) -> None:
    claims = list(claims_of(_RULE.format(most, share)).values())
    assert [(claim.norm, claim.period) for claim in claims] == [(True, ""), (True, "")]


@pytest.mark.parametrize("slogan", ["五个必须坚持", "四个力争一流", "两个确保"])
def test_a_cue_of_plans_in_quotes_names_what_was_done(claims_of: ClaimsOf, slogan: str) -> None:
    text = f"2024年青禾市政府工作报告\n2023年工作回顾\n我们强化“{slogan}”，全市地区生产总值增长5.2%。\n"
    assert [claim.status for claim in claims_of(text).values() if claim.unit == "%"] == ["achieved"]


@pytest.mark.parametrize(
    ("text", "quantity", "status"),
    [
        ("未来产业等集群产值同比下降3.2%。", "3.2%", "achieved"),
        ("未来三年，新建园区5个。", "5个", "planned"),
        ("争取新增债券限额257.2亿元，较上年翻一番。", "257.2亿元", "achieved"),
        ("结转下年支出41.1亿元。", "41.1亿元", "achieved"),
        ("年初预算为30亿元，实际完成31亿元。", "30亿元", "planned"),
        ("年初预算为30亿元，实际完成31亿元。", "31亿元", "achieved"),
        ("计划总投资80亿元，完成投资30亿元。", "80亿元", "planned"),
        ("计划总投资80亿元，完成投资30亿元。", "30亿元", "achieved"),
        ("支出预算40万元，实际完成39万元。", "40万元", "planned"),
        ("合格率优于省级考核目标14.6个百分点。", "14.6个百分点", "achieved"),
        ("计划新建茶园5个，完成投资30亿元。", "30亿元", "planned"),
    ],
)
def test_status_of_words_of_planning_that_say_less(claims_of: ClaimsOf, text: str, quantity: str, status: str) -> None:
    claim = claims_of(f"青禾市2024年工作总结\n\n{text}")[quantity]
    assert claim.status == status


def test_status_of_an_aim_of_the_year_that_is_told_of_has_that_year(claims_of: ClaimsOf) -> None:
    claims = claims_of("青禾市2024年工作总结\n\n年初预算为30亿元，实际完成31亿元。")
    assert [claim.period for claim in claims.values()] == ["2024", "2024"]


@pytest.mark.parametrize(("cause", "status"), [("", "achieved"), ("力争", "planned")])
def test_status_of_a_change_between_levels_is_that_of_what_came_of_it(
    claims_of: ClaimsOf, cause: str, status: str
) -> None:
    text = f"青禾县茶业方案\n\n从全县看，农户总量{cause}从2012年的55万户增长到146万户，年均净增长超10万户。"
    claims = claims_of(text)
    assert claims["超10万户"].status == claims["146万户"].status
