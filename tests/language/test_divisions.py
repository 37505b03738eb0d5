"""The list of divisions is whole, and its names lead to codes."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.language.divisions import by_code, by_name, divisions
from pipeline.language.lexicon import bare_divisions


def test_all_are_listed() -> None:
    levels = Counter(division.level for division in divisions())
    assert levels["province"] == 34
    assert levels["prefecture"] == 333
    assert levels["county"] > 2800
    assert len(by_code()) == len(divisions())
    autonomous = Counter(division.name[-3:] for division in divisions() if "自治" in division.name)
    assert autonomous == {"自治区": 5, "自治州": 30, "自治县": 117, "自治旗": 3}


def test_each_belongs_to_a_listed_one() -> None:
    assert all(division.parent in by_code() for division in divisions() if division.level != "province")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("广东省", ["440000"]),
        ("广东", ["440000"]),
        ("粤", ["440000"]),
        ("内蒙古", ["150000"]),
        ("恩施土家族苗族自治州", ["422800"]),
        ("恩施", ["422800", "422801"]),
        ("前郭尔罗斯", ["220721"]),
        ("陵水", ["469028"]),
        ("东乡", ["361003", "622926"]),
        ("海南", ["460000", "632500", "150303"]),
        ("浦东", ["310115"]),
        ("忠县", ["500233"]),
        ("忠", []),
    ],
)
def test_names_lead_to_codes(name: str, codes: list[str]) -> None:
    assert [division.code for division in by_name().get(name, ())] == codes


@pytest.mark.parametrize(
    ("code", "parent"),
    [("440106", "440100"), ("110101", "110000"), ("419001", "410000"), ("440100", "440000"), ("440000", "")],
)
def test_parent(code: str, parent: str) -> None:
    assert by_code()[code].parent == parent


def test_words_mean_a_county_only_with_its_suffix() -> None:
    bare = bare_divisions()
    assert bare["云南"] == "province"
    assert bare["大理"] == "prefecture"
    assert bare["昆山"] == "county"
    assert not bare.keys() & {"和平", "互助", "城关", "同心", ""}
