"""What reports of counties and schools say in other words than those of provinces: by kind, with any noun and place."""

from __future__ import annotations

import pytest

from tests.claims.conftest import ClaimsOf


@pytest.mark.parametrize("verb", ["完成", "达成", "实现", "达到", "突破"])
@pytest.mark.parametrize("noun", ["地区生产总值", "固定资产投资", "工业增加值", "财政收入", "造林面积"])
def test_county_verb_behind_the_noun_is_no_part_of_it(claims_of: ClaimsOf, noun: str, verb: str) -> None:
    unit = "亩" if noun == "造林面积" else "亿元"
    (claim,) = claims_of(f"全县{noun}{verb}300{unit}。").values()
    assert claim.subject.removeprefix("全县") == noun


@pytest.mark.parametrize("owner", ["柘木中心完小", "学校", "云岫县第三中学", "学院"])
@pytest.mark.parametrize("having", ["现有", "共有", "拥有"])
def test_county_owner_is_no_part_of_what_it_has(claims_of: ClaimsOf, owner: str, having: str) -> None:
    (claim,) = claims_of(f"{owner}{having}教学班16个。").values()
    assert claim.subject == "教学班"


@pytest.mark.parametrize("owner", ["市教育局", "县教育局部门", "柘木镇人民政府"])
def test_county_owner_and_year_are_no_part_of_an_item(claims_of: ClaimsOf, owner: str) -> None:
    claims = claims_of(f"{owner}2022年收入预算597万元，其中：上年结转78万元；其他收入174万元。")
    assert [claim.subject for claim in claims.values()] == ["收入预算", "上年结转", "其他收入"]
    assert {claim.period for claim in claims.values()} == {"2022"}


@pytest.mark.parametrize("verb", ["是", "为", "相当于", "达到"])
def test_county_year_of_a_multiple_is_not_its_period(claims_of: ClaimsOf, verb: str) -> None:
    claims = claims_of(f"2016年实现工业产值132亿元，{verb}2011年的1.54倍，年均增长10.6%；财政收入6.9亿元。")
    assert {claim.period for claim in claims.values()} == {"2016"}


def test_county_share_of_a_budget_keeps_its_year(claims_of: ClaimsOf) -> None:
    claims = claims_of("2016年决算收入3亿元，为2016年预算的98.5%。")
    assert {claim.period for claim in claims.values()} == {"2016"}


def test_county_values_of_several_years_take_theirs_in_turn(claims_of: ClaimsOf) -> None:
    claims = claims_of(
        "2002—2004年的教育支出分别为135万元、136万元、166万元。财政拨款三年分别为88万元、91万元、99万元。"
    )
    assert [claim.period for claim in claims.values()] == ["2002", "2003", "2004"] * 2


def test_county_years_side_by_side_take_theirs_in_turn(claims_of: ClaimsOf) -> None:
    claims = claims_of("2021年、2022年和2023年分别招聘教师30名、40名、50名。")
    assert [claim.period for claim in claims.values()] == ["2021", "2022", "2023"]


def test_county_years_that_others_are_compared_with_are_not_theirs(claims_of: ClaimsOf) -> None:
    claims = claims_of("2023年投资3亿元，较2021年、2022年分别增长3%、5%。")
    assert {claim.period for claim in claims.values()} == {"2023"}


@pytest.mark.parametrize(
    ("list_", "subjects"),
    [
        ("第二、第三产业贡献率", ["第二产业贡献率", "第三产业贡献率"]),
        ("城镇、农村居民人均收入", ["城镇居民人均收入", "农村居民人均收入"]),
        ("城镇居民和农村居民人均收入", ["城镇居民人均收入", "农村居民人均收入"]),
        ("工业和服务业用电量", ["工业用电量", "服务业用电量"]),
    ],
)
def test_county_members_of_a_list_share_what_the_last_one_says(
    claims_of: ClaimsOf, list_: str, subjects: list[str]
) -> None:
    claims = claims_of(f"{list_}分别提高2.1个百分点、1.6个百分点。")
    assert [claim.subject for claim in claims.values()] == subjects


def test_county_rank_within_a_name_is_part_of_it(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("引进4家世界500强企业落户。").values()
    assert claim.subject == "世界500强企业"


def test_county_quotation_over_a_line_end_states_nothing(claims_of: ClaimsOf) -> None:
    assert not claims_of("全局坚持以邓小平理论和 “三个\n代表 ”重要思想为指导，以做强 “十五\n年教育 ”为目标。")


@pytest.mark.parametrize("bound", ["每队人数不超过40人", "演奏时间不超过6分钟", "推荐作品最多3件"])
def test_county_limits_of_a_notice_are_norms(claims_of: ClaimsOf, bound: str) -> None:
    (claim,) = claims_of(f"关于举办柘木县艺术展演的通知\n各学校：\n{bound}。").values()
    assert claim.norm


def test_county_limit_by_a_year_is_an_aim(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("到2025年，大班额不超过20个。").values()
    assert not claim.norm
