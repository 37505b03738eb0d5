"""Shares, changes and repeated facts."""

from __future__ import annotations

from decimal import Decimal

import pytest

import pipeline
from pipeline.checks import find_checks
from pipeline.checks.ranges import Range
from pipeline.records import Metadata
from tests.checks.conftest import ChecksOf


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("贷款由100亿元增加到120亿元,增加20亿元。", "from_to"),
        ("进出口额由80亿元增加到100亿元,增长25%。", "growth"),
        ("进出口额达到120亿元,比上年增加20亿元,增长20%。", "growth"),
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


def test_range_of_an_indicator_at_the_level_of_the_document() -> None:
    text = "全县小学在校生4200000人。"
    [claim] = pipeline.extract(text, pipeline.Config(words=False)).claims
    known = {"primary_pupils": Range("person", {"county": (Decimal(100), Decimal(400000))})}
    metadata = Metadata(region="澄江县")
    [check] = find_checks(text, [claim], metadata, {claim.claim_id: "primary_pupils"}, known)
    assert (check.rule, check.severity, check.expected) == ("range", "likely", 400000)
    assert find_checks(text, [claim], Metadata(region="云州省"), {claim.claim_id: "primary_pupils"}, known) == ()
    assert find_checks(text, [claim], metadata) == ()
