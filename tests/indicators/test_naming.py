"""Whole texts: which figures are values of an indicator, of which part, and where."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pipeline import Config, extract
from pipeline.records import Claim

CONFIG = Config(words=False)
COUNTY = "青禾县2023年教育工作总结\n2023年，"


def claim_of(text: str, quantity: str) -> Claim:
    """The claim that is written as `quantity`."""
    [found] = [claim for claim in extract(text, CONFIG).claims if claim.text == quantity]
    return found


def indicator_of(text: str, quantity: str) -> tuple[str, str]:
    claim = claim_of(text, quantity)
    return claim.indicator, claim.breakdown


@pytest.mark.parametrize(
    ("sentence", "quantity", "breakdown"),
    [
        ("全县现有各级各类学校189所，其中幼儿园96所、小学60所。", "189所", ""),
        ("全县现有各级各类学校189所，其中幼儿园96所、小学60所。", "60所", "stage=primary"),
        ("全县有幼儿园41所。", "41所", "stage=preschool"),
        ("普通高中4所，招生2960人；初中21所，在校生1.63万人。", "21所", "stage=junior"),
    ],
)
def test_schools_that_are_there_count(sentence: str, quantity: str, breakdown: str) -> None:
    assert indicator_of(COUNTY + sentence, quantity) == ("schools", breakdown)


@pytest.mark.parametrize("done", ["新建", "改扩建", "撤并", "抽查", "资助", "认定"])
def test_schools_that_something_is_done_with_do_not(done: str) -> None:
    assert indicator_of(f"{COUNTY}全县{done}幼儿园41所。", "41所") == ("", "")


def test_number_of_pupils_is_of_the_schools_that_the_sentence_speaks_of() -> None:
    text = f"{COUNTY}普通高中4所，在校生8715人；初中21所，在校生1.63万人。全县在校生9.6万人。"
    assert indicator_of(text, "8715人") == ("pupils", "stage=senior")
    assert indicator_of(text, "1.63万人") == ("pupils", "stage=junior")
    assert indicator_of(text, "9.6万人") == ("pupils", "")


def test_pupils_behind_several_kinds_of_schools_are_of_none_that_is_said() -> None:
    text = f"{COUNTY}有小学85所、初中21所，寄宿生4200人。"
    assert indicator_of(text, "4200人") == ("", "")


def test_area_of_grounds_is_that_of_a_school_only() -> None:
    assert indicator_of(f"{COUNTY}产业园占地1200亩。", "1200亩") == ("", "")
    text = "青禾县第一中学2023年工作总结\n学校占地120亩。"
    claim = claim_of(text, "120亩")
    assert (claim.indicator, claim.breakdown) == ("campus_area", "school=青禾县第一中学")


@pytest.mark.parametrize(
    ("title", "sentence", "region", "code"),
    [
        ("浙江省2023年工作总结", "地区生产总值320亿元。", "浙江省", "330000"),
        ("浙江省2023年工作总结", "全省地区生产总值320亿元。", "浙江省", "330000"),
        ("浙江省2023年工作总结", "绍兴市地区生产总值320亿元。", "绍兴市", "330600"),
        ("绍兴市上虞区2023年工作总结", "地区生产总值320亿元。", "上虞区", "330604"),
        ("绍兴市上虞区2023年工作总结", "全省地区生产总值320亿元。", "浙江省", "330000"),
        ("绍兴市上虞区2023年工作总结", "全国地区生产总值320亿元。", "全国", "000000"),
        ("青禾县2023年工作总结", "地区生产总值320亿元。", "青禾县", ""),
        ("青禾县2023年工作总结", "全县地区生产总值320亿元。", "青禾县", ""),
        ("青禾县2023年工作总结", "全省地区生产总值320亿元。", "", ""),  # which province nobody says
    ],
)
def test_region(title: str, sentence: str, region: str, code: str) -> None:
    claim = claim_of(f"{title}\n2023年，{sentence}", "320亿元")
    assert (claim.indicator, claim.region, claim.region_code) == ("gross_regional_product", region, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("绍兴市上虞区2023年工作总结\n一、主要工作", "330604"),
        ("政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n各位代表：", "000000"),
        ("国务院关于印发教育规划的通知\n一、总体要求", "000000"),
        ("青禾县2023年工作总结\n一、主要工作", ""),
    ],
)
def test_division_of_the_document(text: str, code: str) -> None:
    assert extract(text, CONFIG).metadata.region_code == code


def test_two_values_of_town_and_country_follow_one_another() -> None:
    text = f"{COUNTY}城乡居民人均可支配收入年均增长5.3%、8.1%，城乡居民人均可支配收入达到41200元和23100元。"
    urban, rural = "urban_rural=urban", "urban_rural=rural"
    found = {quantity: indicator_of(text, quantity) for quantity in ("5.3%", "8.1%", "41200元", "23100元")}
    assert found == {
        "5.3%": ("disposable_income", urban),
        "8.1%": ("disposable_income", rural),
        "41200元": ("disposable_income", urban),
        "23100元": ("disposable_income", rural),
    }
    assert indicator_of(f"{COUNTY}城乡居民人均可支配收入增长6.2%。", "6.2%") == ("", "")  # of which is not said


@pytest.mark.parametrize("act", ["带动", "惠及", "覆盖", "拉动"])
def test_how_much_an_act_reaches_is_not_all_there_is(act: str) -> None:
    assert indicator_of(f"{COUNTY}专列开行60列，{act}进出口4.2亿元。", "4.2亿元") == ("", "")
    assert indicator_of(f"{COUNTY}全县进出口4.2亿元。", "4.2亿元") == ("trade_total", "")


@pytest.mark.parametrize("kind", ["义务教育学校", "义务教育阶段学校", "特殊教育学校", "中职学校", "初中学校"])
def test_a_kind_of_schools_is_read_to_its_end(kind: str) -> None:
    indicator, breakdown = indicator_of(f"{COUNTY}全县现有{kind}26所。", "26所")
    assert indicator == "schools"
    assert breakdown.startswith("stage=")


def test_things_behind_their_number_need_a_word_of_being_there() -> None:
    text = f"{COUNTY}全县现有12所小学，支援经费共计80万元，4所中学受援。"
    assert indicator_of(text, "12所") == ("schools", "stage=primary")
    assert indicator_of(text, "4所") == ("", "")


# With the one and the other, the names come out of a set in the one and the other order.
@pytest.mark.parametrize("seed", [0, 4])
def test_a_school_within_the_name_of_another_leaves_no_stage_whatever_the_order(seed: int) -> None:
    code = (
        "import pipeline\n"
        "text = '白露中学办有白露中学附属小学。白露中学附属小学占地25亩，有住校生52人。'\n"
        "facts = pipeline.extract(text, pipeline.Config(words=False))\n"
        "print([claim.breakdown for claim in facts.claims if claim.text == '52人'])"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(
        run, env={**os.environ, "PYTHONHASHSEED": str(seed)}, capture_output=True, text=True, check=True
    )
    assert "stage" not in done.stdout
