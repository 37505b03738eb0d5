"""Budgets and accounts: an aim and its outcome, sums of all that was told, the two sides of a balance."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.claims.aims import without_aim


def claims(text: str) -> dict[str, object]:
    return {claim.text: claim for claim in extract(f"青禾市2024年工作情况\n{text}").claims}


@pytest.mark.parametrize("measure", ["一般公共预算收入", "财政支出", "造林", "粮食播种面积", "城镇就业"])
@pytest.mark.parametrize("aim", ["年初预算", "计划", "目标任务", "预算"])
@pytest.mark.parametrize("outcome", ["实际完成", "已完成", "执行数为", "累计实现"])
def test_an_outcome_is_of_what_was_aimed_at(measure: str, aim: str, outcome: str) -> None:
    found = claims(f"全市{measure}{aim}30万元，{outcome}31万元，为{aim}的103.3%，增长5%。")
    assert {claim.subject for text, claim in found.items() if text != "30万元"} <= {f"全市{measure}", measure}


def test_an_outcome_is_of_the_whole_measure_though_the_aim_was_changed() -> None:
    found = claims("全市一般公共预算支出年初预算为30亿元，支出预算调整为47亿元，实际完成46亿元。")
    assert found["46亿元"].subject == "全市一般公共预算支出"
    assert found["46亿元"].indicator == "public_expenditure"


@pytest.mark.parametrize(
    ("subject", "measure"), [("造林计划", "造林"), ("收入年初预算", "收入"), ("预算", "预算"), ("计划生育", "计划生育")]
)
def test_the_word_of_aiming_is_taken_off_only_behind_a_measure(subject: str, measure: str) -> None:
    assert without_aim(subject) == measure


@pytest.mark.parametrize("total", ["总计为", "合计", "总计"])
@pytest.mark.parametrize("side", ["收入", "支出"])
@pytest.mark.parametrize("last", ["债务转贷收入", "结转下年支出", "一般公共预算收入"])
def test_a_sum_of_all_is_not_of_the_last_member(total: str, side: str, last: str) -> None:
    found = claims(f"上年结余9.9亿元，{last}90亿元，{side}{total}129.3亿元。")
    assert (found["129.3亿元"].subject, found["129.3亿元"].indicator) == (side, "")


@pytest.mark.parametrize(("one", "other"), [("总收入", "总支出"), ("收入总量", "可供安排支出的规模"), ("来源", "用途")])
def test_the_other_side_of_a_balance_is_no_part_of_the_first(one: str, other: str) -> None:
    facts = extract(
        f"青禾市2024年预算报告\n{one}为30亿元，其中，税收20亿元，补助6亿元，上年结余4亿元；{other}为30亿元，其中，工资25亿元，上解5亿元。"
    )
    first, *parts, second, third, fourth = facts.claims
    assert [claim.part_of for claim in parts] == [first.claim_id] * 3
    assert second.part_of == ""
    assert third.part_of == fourth.part_of == second.claim_id
    assert not any(claim.suspect for claim in facts.claims)


def test_a_year_behind_a_relative_clause_is_no_part_of_the_subject() -> None:
    found = claims("市七届人大三次会议批准的2018年市级政府性基金预算收入年初预算为172000万元。")
    assert found["172000万元"].subject == "市级政府性基金预算收入年初预算"


def test_the_topic_of_a_parenthesis_holds_within_it_alone() -> None:
    found = claims("市本级财政收入28.7亿元（青禾开发区、云杉镇除外，柳溪开发区36.4亿元），同比增长5.2%。")
    assert found["5.2%"].scope != "柳溪开发区"


def test_an_outcome_may_begin_the_next_sentence() -> None:
    found = claims(
        "2024年支出预算为73亿元，调整后的支出预算为75亿元，比年初预算增加2亿元。实际完成52亿元，为调整预算的68.4%。"
    )
    assert found["52亿元"].subject == found["68.4%"].subject == "支出"


@pytest.mark.parametrize("measure", ["一般公共预算支出", "水利投资"])
def test_an_aim_that_was_changed_is_no_measure(measure: str) -> None:
    found = claims(f"云杉镇{measure}年初预算为3.95亿元，调整预算为6.65亿元，实际完成6.63亿元，为调整预算的99.7%。")
    assert found["6.63亿元"].subject == found["99.7%"].subject == measure


def test_what_is_done_may_stand_behind_the_number() -> None:
    found = claims("改造校舍5栋，已完成3所学校的验收。")
    assert found["3所"].subject == "学校"
