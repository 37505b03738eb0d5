"""One digit string over many figures, and years in the place of digits."""

from __future__ import annotations

import pytest

from tests.checks.conftest import ChecksOf, ClaimsOf


def test_mask_over_unlike_units_and_over_one(checks_of: ChecksOf) -> None:
    text = "新建校舍785820平方米,资助学生785820人,投入785820万元。"
    [check] = checks_of(text, "mask")
    assert (check.severity, len(check.claim_ids)) == ("certain", 3)
    text = "小学生785821人。\n初中教师785821人。\n参加培训785821人。"
    [check] = checks_of(text, "mask")
    assert (check.severity, len(check.claim_ids)) == ("likely", 3)


@pytest.mark.parametrize("thing", ["学校", "项目", "企业"])
def test_mask_over_things_of_one_kind(checks_of: ChecksOf, thing: str) -> None:
    """示范项目 and 重点项目 share a word and are two things; one that is told again is one."""
    text = f"建成示范{thing}640117个。\n新增绿色{thing}640117个。\n培训基地640117个。"
    assert len(checks_of(text, "mask")) == 1
    assert checks_of(f"建成示范{thing}640117个。\n全市示范{thing}640117个。\n示范{thing}达640117个。", "mask") == []


@pytest.mark.parametrize(
    "text",
    [
        "在校生12058人。年末在校生仍为12058人。",
        "每校补助500000元,每班补助50000元,奖励50000名。",
        "新建学校31所,培训教师31名,投入31万元。",
    ],
)
def test_figures_that_recur_are_no_mask(checks_of: ChecksOf, text: str) -> None:
    assert checks_of(text, "mask") == []


@pytest.mark.parametrize("figure", ["2023所", "120234人", "2023.6%", "20230册"])
def test_year_in_the_place_of_digits(claims_of: ClaimsOf, figure: str) -> None:
    assert claims_of(f"全县现有{figure}。")[figure].suspect


@pytest.mark.parametrize("figure", ["2000所", "2,023人", "2021万元", "2020.6万元", "1923人", "20118人"])
def test_figures_that_only_look_like_years_are_believed(claims_of: ClaimsOf, figure: str) -> None:
    assert not claims_of(f"全县安排{figure}。")[figure].suspect


@pytest.mark.parametrize("text", ["建成书屋近{}个", "检查事项{}项以上", "参训{}多人", "设点不超过{}个", "展品{}件左右"])
def test_round_numbers_and_bounds_have_few_digits(checks_of: ChecksOf, text: str) -> None:
    assert checks_of(text.format("418263") + "。", "mask")
    assert not checks_of(text.format("418000") + "。", "mask")
    assert not checks_of(text.format("4180") + "。", "mask")


def test_bounds_of_land_may_be_exact(checks_of: ChecksOf) -> None:
    assert not checks_of("全县耕地保有量不低于418263亩。", "mask")


def test_digits_that_cannot_be_are_pasted_wherever_they_stand(checks_of: ChecksOf) -> None:
    text = "全镇设网格不超过418263个。\n全镇设网格418263个。"
    assert {claim for check in checks_of(text, "mask") for claim in check.claim_ids} == {"c1", "c2"}


@pytest.mark.parametrize("names", [("一级任务", "二级任务", "三级任务"), ("试点城市", "试点企业", "试点园区")])
def test_names_with_a_common_part_are_of_unlike_things(checks_of: ChecksOf, names: tuple[str, ...]) -> None:
    assert checks_of("\n".join(f"全省现有{name}418263个。" for name in names), "mask")


def test_a_year_in_one_of_many_long_figures_is_chance(checks_of: ChecksOf) -> None:
    rows = [f"第{number}项支出{3190691 + number * 1013}万元。" for number in range(45)]
    year = "\n公用支出4202408万元。"
    assert not checks_of("\n".join(rows) + year, "year")
    assert checks_of("\n".join(rows[:5]) + year, "year")
