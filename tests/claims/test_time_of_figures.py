"""The time of a figure: captions of charts, brackets, five years and one, events and what there is, and documents of no year."""

from __future__ import annotations

import pytest

from pipeline import extract
from tests.claims.conftest import ClaimsOf


def _periods(text: str) -> dict[str, str]:
    return {claim.text: claim.period for claim in extract(text).claims}


@pytest.mark.parametrize("series", ["粮食产量", "居民人均可支配收入", "高中在校生人数"])
@pytest.mark.parametrize("end", ["年末", "全年"])
def test_the_years_of_a_series_above_a_chart_hold_for_nothing_below(series: str, end: str) -> None:
    text = f"一、综合\n2018年，全县完成投资31亿元，比上年增长5%。\n2014-2018年全县{series}\n{end}全县有小学48所。\n普通中学共9所。"
    periods = _periods(text)
    assert (periods["48所"], periods["9所"]) == ("2018", "2018")


@pytest.mark.parametrize("end", ["年末", "全年", "年底"])
def test_of_several_years_what_is_of_one_is_of_the_last(end: str) -> None:
    text = f"2020年柳溪县政府工作报告\n一、2015—2019年工作回顾\n累计新建学校31所。{end}新建幼儿园7所。"
    periods = _periods(text)
    assert (periods["31所"], periods["7所"]) == ("2015/2019", "2019")


@pytest.mark.parametrize("word", ["届", "年"])
@pytest.mark.parametrize("verb", ["下降", "上升", "提高"])
def test_a_level_in_brackets_is_of_what_it_is_compared_with(word: str, verb: str) -> None:
    claims = extract(f"2022年，就业率为91.6%，较2021{word}(93.4%){verb}1.8个百分点。").claims
    assert claims[1].period[:4] == "2021"
    assert (claims[2].base, claims[2].period) == (f"2021{word}", "2022")


@pytest.mark.parametrize("joint", ["及", "和", "与"])
@pytest.mark.parametrize("last", [2006, 2016, 2021])
def test_five_years_and_one_that_is_named_end_with_it(joint: str, last: int) -> None:
    text = f"县水务局过去五年{joint}{last}年工作总结一、过去五年工作回顾1.供水有新进展。新建水厂16座，增设水站33座。"
    assert _periods(text) == {"16座": f"{last - 4}/{last}", "33座": f"{last - 4}/{last}"}


def test_five_years_to_come_in_a_heading_hold_below_it_alone() -> None:
    text = "柳溪县2021年政府工作报告\n一、过去五年工作回顾\n新建学校12所。\n二、今后五年工作\n新建学校20所。\n三、2021年工作\n新建学校2所。"
    assert _periods(text) == {"12所": "2016/2020", "20所": "2021/2025", "2所": "2021"}


@pytest.mark.parametrize("event", ["被评为省级示范学校", "更名为柳溪中学", "迁至现址", "由两校合并而成"])
@pytest.mark.parametrize("state", ["占地52亩", "校园面积52亩", "有花园52亩"])
def test_what_a_thing_has_is_not_of_the_year_of_an_event(event: str, state: str) -> None:
    assert _periods(f"该校2003年{event}，{state}，藏书3万册。")["52亩"] == ""


@pytest.mark.parametrize("act", ["完成投资300万元", "培训教师300人", "增加就业300人"])
def test_what_is_done_behind_an_event_is_of_its_year(act: str) -> None:
    assert set(_periods(f"该厂2018年引进设备，{act}。").values()) == {"2018"}


@pytest.mark.parametrize("title", ["柳溪县简介", "柳溪县概况", "柳溪县基本情况"])
def test_a_profile_is_of_no_year(title: str) -> None:
    text = f"{title}\n柳溪县平均海拔1450米，辖7个镇，总人口26.2万人。\n2023年上半年，全县生产总值27.65亿元。"
    metadata, periods = extract(text).metadata, _periods(text)
    assert (metadata.document_type, metadata.report_year) == ("profile", None)
    assert (periods["1450米"], periods["7个"], periods["26.2万人"]) == ("", "", "")
    assert periods["27.65亿元"] == "2023-01/2023-06"


def test_the_year_of_a_report_is_the_one_whose_figures_are_told() -> None:
    text = "发布时间：2023-09-10\n山里的学校\n王校长2003年到这里教书，2009年获奖，2009年入党，2019年任校长。全校有学生58人。"
    assert extract(text).metadata.report_year == 2023


@pytest.mark.parametrize("head", ["教育支出预算安排", "卫生类支出安排", "社会保障支出：预算安排"])
def test_what_a_budget_provides_is_planned_and_so_is_its_growth(head: str) -> None:
    claims = extract(f"{head}9275万元，比上年增加989万元。").claims
    assert [claim.status for claim in claims] == ["planned", "planned"]


def test_a_share_that_is_reached_is_a_level_though_something_new_is_named() -> None:
    claim = extract("新增劳动力平均受教育年限达到13.5年。").claims[0]
    assert claim.change == "none"


@pytest.mark.parametrize("masked", ["20XX年", "20**年", "20xx年"])
def test_a_text_that_masks_its_year_has_none(masked: str) -> None:
    text = f"县水务局工作总结\n发布时间：2021-08-31\n{masked}，新建水闸5座。2013年全县共有水库33座。青溪水库占地8436平方米。\n目前，供水率达到99.4%。"
    assert _periods(text) == {"5座": "", "33座": "2013", "8436平方米": "2013", "99.4%": ""}


@pytest.mark.parametrize(
    "lead",
    [
        "坚持创新，力争到2027年，初步建成基地3个。",
        "到2027年，形成完整体系。",
        "2027年底，形成完整体系。",
        "到2027年，目标如下。\n\n——规模壮大。产值达到300亿元。\n\n——集群发展。",
    ],
)
def test_time_of_an_aim_holds_for_what_else_its_paragraph_plans(claims_of: ClaimsOf, lead: str) -> None:
    claim = claims_of(f"梨花县云计算方案\n\n{lead}培育企业50家以上，引进人才300名。")["300名"]
    assert (claim.status, claim.period, claim.period_start) == ("planned", "2027", claim.period_end)


def test_time_of_an_aim_ends_where_another_is_set(claims_of: ClaimsOf) -> None:
    claims = claims_of("2024年梨花县云计算方案\n\n到2027年，建成基地3个。今后五年，引进人才300名。")
    assert claims["300名"].period != "2027"


def test_time_of_a_part_of_a_year_holds_for_what_its_paragraph_tells(claims_of: ClaimsOf) -> None:
    claims = claims_of("2020年梨花县水质通报\n\n2020年1—8月，优良断面82个。清水河优良断面35个，全年计划整治河道6公里。")
    assert claims["35个"].period == "2020-01/2020-08"


def test_time_that_is_compared_with_is_not_that_of_the_figure(claims_of: ClaimsOf) -> None:
    claim = claims_of("全市茶园投资比“九五”时期翻了一番。")["一番"]
    assert (claim.base, claim.period) == ("“九五”时期", "")


def test_time_since_a_year_reaches_to_the_one_told_of(claims_of: ClaimsOf) -> None:
    claims = claims_of("2023年青禾县工作总结\n\n自2015年起，每年安排资金300万元。规模五年增长近10倍。")
    assert claims["300万元"].period == "2015/2023"


def test_time_of_a_school_year_is_not_its_last_day(claims_of: ClaimsOf) -> None:
    claim = claims_of("录取率较2021学年(93.4%)提高2个百分点。")["93.4%"]
    assert (claim.period, str(claim.period_start), str(claim.period_end)) == ("2021", "2021-09-01", "2022-08-31")


@pytest.mark.parametrize("measure", ["规模", "产值"])
def test_time_of_five_years_that_ended_beats_the_year_of_the_sentence(claims_of: ClaimsOf, measure: str) -> None:
    claim = claims_of(f"2022年，茶叶出口2.11亿元，{measure}五年增长近10倍。")["近10倍"]
    assert claim.period == "2018/2022"


@pytest.mark.parametrize("mark", ["一是", "二是"])
def test_time_of_an_aim_holds_for_points_counted_in_its_paragraph(claims_of: ClaimsOf, mark: str) -> None:
    text = f"青禾县装备方案\n\n到2027年，转型取得成效。一是水平提升，普及率超过75%。{mark}标杆增强，建成工厂15个左右。"
    assert {claim.period for claim in claims_of(text).values()} == {"2027"}


def test_time_of_an_aim_holds_over_the_lines_of_a_page(claims_of: ClaimsOf) -> None:
    lines = [
        "到2026年，竹编产业标准体系的比例达到60%以上，标准与产业的联动水平持",
        "续提升。新制定标准50项以上，推动竹编产业的标准体系加快形成。开展标准",
        "宣贯的企业超过1000家，标准服务企业创新的成效更加凸显。参与制定国际标",
        "准20项以上，促进竹编产业走向各地，推动形成完善的服务网络和管理的体系",
        "，为全县竹编产业高质量发展提供坚实支撑，让更多农户参与竹编产业链条中",
        "来，增加收入。",
    ]
    claims = claims_of("青禾县竹编方案\n\n" + "\n".join(lines))
    assert {claim.period for claim in claims.values()} == {"2026"}
