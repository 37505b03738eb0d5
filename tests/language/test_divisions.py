"""The list of divisions is whole, and its names lead to codes."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.language.divisions import EDITION, ancestors, belongs, by_code, by_name, divisions, find, leading
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


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("浙江省绍兴市上虞区", "", "330604"),
        ("绍兴", "", "330600"),
        ("四川泸州", "", "510500"),
        ("上海市黄浦区", "", "310101"),
        ("长安区", "", ""),  # there are two
        ("长安区", "河北省", "130102"),
        ("长安区", "石家庄市", "130102"),
        ("西湖", "", ""),  # a lake
        ("西湖区", "杭州市", "330106"),
        ("城区", "", ""),
        ("城区", "阳泉市", "140302"),
        ("朝阳", "", ""),
        ("朝阳", "北京市", "110105"),
        ("吉林", "", "220000"),
        ("吉林", "吉林省", ""),  # the province or its city
        ("海南", "", "460000"),
        ("昆山", "", "320583"),
        ("浙江省青禾县", "", ""),
        ("青禾县", "浙江省", ""),
        ("", "", ""),
    ],
)
def test_find(text: str, within: str, code: str) -> None:
    found = find(text, find(within))
    assert (found.code if found else "") == code


def test_leading() -> None:
    division, end = leading("绍兴市上虞区教育局") or (None, 0)
    assert (division, end) == (by_code()["330604"], 6)
    assert leading("教育局") is None


def test_ancestors() -> None:
    assert [division.name for division in ancestors(by_code()["330604"])] == ["绍兴市", "浙江省"]
    assert belongs(by_code()["330604"], by_code()["330000"])
    assert not belongs(by_code()["330000"], by_code()["330604"])


def test_edition_is_that_of_the_list() -> None:
    names = {division.name for division in divisions()}
    assert EDITION == "2021-02"
    assert "新星市" in names  # since February 2021
    assert not names & {"临平区", "偃师区"}  # since March and April
