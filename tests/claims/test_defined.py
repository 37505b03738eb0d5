"""Groups that a figure defines, and lists that are over once they add up."""

from __future__ import annotations

import pytest

from pipeline import extract


@pytest.mark.parametrize("bound", ["60岁及以上", "0-17岁", "55人以上", "2000万元以上", "90分以上", "100公里以内"])
@pytest.mark.parametrize("noun", ["教师", "大班额", "人口", "桑园"])
def test_a_bound_belongs_to_what_it_defines(bound: str, noun: str) -> None:
    claims = {claim.text: claim for claim in extract(f"青禾县2023年统计公报\n{bound}{noun}31个，占23.3%。").claims}
    assert (claims["31个"].subject, claims["23.3%"].subject) == (bound + noun, bound + noun)
    assert claims["31个"].indicator == ""


def test_each_group_has_its_own_bound() -> None:
    text = "青禾县2023年统计公报\n0-17岁人口931人，占17.5%；60岁及以上人口1245人，占23.3%。"
    found = {claim.text: claim.subject for claim in extract(text).claims}
    assert found["17.5%"] == "0-17岁人口"
    assert found["1245人"] == found["23.3%"] == "60岁及以上人口"


@pytest.mark.parametrize(
    ("words", "subject"), [("比例30%以上的县12个", "县"), ("建成300个以上示范村、茶园2500个", "茶园")]
)
def test_shares_and_members_of_lists_define_no_group(words: str, subject: str) -> None:
    assert extract(f"青禾县2023年统计公报\n{words}。").claims[-1].subject == subject


def test_a_list_that_adds_up_is_over() -> None:
    text = "青禾县2023年统计公报\n在园幼儿18527人，其中城区幼儿11023人，农村幼儿7504人，教职工2171人。"
    claims = {claim.text: claim for claim in extract(text).claims}
    assert [claims[text].part_of != "" for text in ("11023人", "7504人", "2171人")] == [True, True, False]
    assert not any(claim.suspect for claim in claims.values())
