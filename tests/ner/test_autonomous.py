"""Schools, places and bodies of divisions that are named after peoples."""

from __future__ import annotations

from random import Random

import pytest

from pipeline.language.divisions import divisions
from pipeline.ner.autonomous import autonomous_divisions
from pipeline.resources import read_lexicon
from tests.ner.drawn import PLACES, names

KNOWN = [division.name for division in divisions() if "自治" in division.name]
PEOPLES = [row[0] for row in read_lexicon("ner_peoples.tsv")]
KINDS = [
    "第一中学",
    "第一民族高级中学",
    "民族中学",
    "第二小学",
    "城北小学",
    "高级中学",
    "职业技术学校",
    "机关幼儿园",
    "民族完全小学",
    "特殊教育学校",
]
BEFORE = ["", "走访", "在", "位于", "组织教师赴", "全省的", "、", "校长来自", "2022年,", "由", "慰问了"]
AFTER = ["开学。", "现有学生300人。", "、红旗小学参加。", "校长", "揭牌", ""]


def invented(rng: Random) -> str:
    peoples = "".join(f"{people}族" for people in rng.sample(PEOPLES, rng.choice([1, 1, 2, 3])))
    return rng.choice(PLACES) + peoples + rng.choice(["自治州", "自治县", "自治旗", "乡"])


def test_peoples_are_all_known() -> None:
    assert len(set(PEOPLES)) == 55


@pytest.mark.parametrize("seed", range(4))
def test_schools_of_autonomous_divisions_are_whole(seed: int) -> None:
    rng = Random(seed)
    for division in [*KNOWN, *(invented(rng) for _ in range(100))]:
        name = division + rng.choice(KINDS)
        text = rng.choice(BEFORE) + name + rng.choice(AFTER)
        assert name in names(text, "SCHOOL"), text


def test_autonomous_divisions_are_places_and_have_authorities() -> None:
    rng = Random(0)
    for _ in range(60):
        division = invented(rng)
        assert list(autonomous_divisions(f"走访{division}")) == [(2, 2 + len(division))]
        assert names(f"走访{division}人民政府。", "ORG") == [f"{division}人民政府"]
        if not division.endswith("乡"):
            assert names(f"在{division}调研。", "PLACE") == [division]


def test_autonomous_divisions_need_a_place_of_their_own_to_begin_with() -> None:
    assert names("全国11个藏族自治州投入使用。", "PLACE") == ["藏族自治州"]
