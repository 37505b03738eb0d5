"""Shares, changes and repeated facts."""

from __future__ import annotations

import pytest

from tests.checks.conftest import ChecksOf


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("贷款由100亿元增加到120亿元,增加20亿元。", "from_to"),
        ("进出口额由80亿元增加到100亿元,增长25%。", "growth"),
        ("进出口额达到120亿元,比上年增加20亿元,增长20%。", "growth"),
        ("教师1124名,其中博士418名,硕士614名,分别占37.2%和54.6%。", "share"),
        ("教师282名,其中硕士92名,占32.6%。", "share"),
        ("三类学校分别占60%、30%和10%。", "shares"),
    ],
)
def test_relations_that_hold_pass(checks_of: ChecksOf, text: str, rule: str) -> None:
    assert [check.verdict for check in checks_of(text, rule)] == ["passed"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("贷款由100亿元增加到120亿元,增加200亿元。", "from_to"),
        ("进出口额由80亿元增加到100亿元,增长2.5%。", "growth"),
        ("进出口额达到120亿元,比上年增加20亿元,增长200%。", "growth"),
        ("教师282名,其中硕士92名,占3.26%。", "share"),
    ],
)
def test_relations_off_by_a_power_of_ten_are_likely_wrong(checks_of: ChecksOf, text: str, rule: str) -> None:
    assert [(check.verdict, check.severity) for check in checks_of(text, rule)] == [("failed", "likely")]


def test_growth_at_constant_prices_is_for_a_reader_to_judge(checks_of: ChecksOf) -> None:
    [check] = checks_of("进出口额由80亿元增加到100亿元,增长21.4%。", "growth")
    assert (check.verdict, check.severity) == ("failed", "look")


def test_fact_told_twice(checks_of: ChecksOf) -> None:
    text = "2023年,全县义务教育在校生{}人。\n2023年,全县义务教育在校生{}人,位居全市第三。"
    [check] = checks_of(text.format(48213, 48213), "repeat")
    assert check.verdict == "passed"
    [check] = checks_of(text.format(48213, 482130), "repeat")
    assert (check.verdict, check.severity) == ("failed", "likely")
    [check] = checks_of(text.format(48213, 48214), "repeat")
    assert (check.verdict, check.severity) == ("failed", "look")


def test_range_of_an_indicator_at_the_level_of_its_place(checks_of: ChecksOf) -> None:
    [check] = checks_of("澄江县教育工作总结\n2023年,全县高等教育毛入学率0.6%。全县小学在校生42000000人。", "range")[-1:]
    assert (check.verdict, check.severity) == ("failed", "likely")
    assert checks_of("澄江县教育工作总结\n2023年,全县小学在校生42000人。", "range") == []


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [("62.4亿斤", "312万吨", "352万吨"), ("15000亩", "1000公顷", "1200公顷"), ("3平方公里", "300公顷", "310公顷")],
)
def test_fact_told_twice_in_unlike_units(checks_of: ChecksOf, one: str, same: str, other: str) -> None:
    text = "2023年工作总结\n2023年，全县示范种植规模达到{}。\n2023年，全县示范种植规模达到{}。"
    assert [check.verdict for check in checks_of(text.format(one, same), "repeat")] == ["passed"]
    assert [check.verdict for check in checks_of(text.format(one, other), "repeat")] == ["failed"]
