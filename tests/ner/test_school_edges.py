"""Verbs of having and of naming, and numbers, before the names of schools."""

from __future__ import annotations

from random import Random

import pytest

from tests.ner.drawn import PLACES, division, names

HAVING = [
    "有",
    "现有",
    "建有",
    "设有",
    "拥有",
    "共有",
    "办有",
    "均有",
    "只有",
    "仅有",
    "各有",
    "都有",
    "已有",
    "开设有",
    "辖有",
    "下辖",
    "辖",
    "尚有",
    "还有",
    "没有",
    "另有",
]
NOUNS = [
    "学校",
    "小学",
    "中学",
    "幼儿园",
    "完全中学",
    "九年一贯制学校",
    "初级中学",
    "民办幼儿园",
    "高中",
    "职业高中",
    "特殊教育学校",
    "农村小学",
    "公办幼儿园",
    "完全小学",
    "教学点",
    "中心小学",
    "高校",
    "大学",
    "普通高中",
]
GROUPS = [
    "每村",
    "各乡镇",
    "全县",
    "全市",
    "辖区",
    "境内",
    "该镇",
    "我县",
    "全区",
    "每个乡镇",
    "当地",
    "山区",
    "城区",
    "村村",
    "各村",
    "农村",
    "两县",
]
NAMING = [
    "称",
    "叫",
    "又称",
    "现称",
    "现在叫",
    "以前叫",
    "更名为",
    "改名为",
    "升格为",
    "前身是",
    "原名",
    "定名为",
    "改称",
    "始称",
    "曾用名",
    "更名",
    "改名",
    "取名",
    "叫做",
    "称为",
    "命名为",
    "后改为",
    "亦称",
    "前身为",
    "易名",
    "易名为",
    "曾称",
    "俗称",
    "也叫",
    "初名",
    "本名",
    "被称为",
    "又名",
    "改建为",
    "定名",
    "后称",
    "称作",
]
SEEDS = range(4)


@pytest.mark.parametrize("seed", SEEDS)
def test_schools_that_a_place_has_are_no_names(seed: int) -> None:
    rng = Random(seed)
    for _ in range(100):
        place = rng.choice([division(rng), rng.choice(GROUPS)])
        tail = rng.choice(["3所", "12所", "1所,教师30名", "各1所", "和小学各1所", "、幼儿园8所", "。"])
        text = rng.choice(["", "2023年,", "目前", "据统计,"]) + place + rng.choice(HAVING) + rng.choice(NOUNS) + tail
        assert names(text, "SCHOOL") == [], text


@pytest.mark.parametrize("seed", SEEDS)
def test_schools_that_a_place_has_keep_their_names(seed: int) -> None:
    rng = Random(seed)
    for _ in range(60):
        name = rng.choice(PLACES) + rng.choice(["小学", "中学", "第一中学", "职业技术学校", "实验小学"])
        text = division(rng) + rng.choice(HAVING) + name + rng.choice(["、", "等学校", "3所", "。"])
        assert names(text, "SCHOOL")[:1] == [name], text


def test_schools_may_be_named_after_having() -> None:
    assert names("大有中学、青禾县有德小学、有为小学参加。", "SCHOOL") == ["大有中学", "青禾县有德小学", "有为小学"]


@pytest.mark.parametrize("seed", SEEDS)
def test_schools_begin_behind_the_verb_of_naming(seed: int) -> None:
    rng = Random(seed)
    subjects = ["学校", "该校", "1952年", "1958年起", "", "后来", "其", "经批准", "2003年学校", "同年,", "学院"]
    for _ in range(100):
        kind = rng.choice(["县第一中学", "市第一中学", "县中学", "师范学院", "中学", "理工大学", "高级中学"])
        name = rng.choice(PLACES) + kind
        text = rng.choice(subjects) + rng.choice(NAMING) + name + rng.choice(["。", ",", ";", "(简称师院)", "至今"])
        assert names(text, "SCHOOL") == [name], text


@pytest.mark.parametrize("seed", SEEDS)
def test_vague_numbers_of_schools_are_no_names(seed: int) -> None:
    rng = Random(seed)
    begins = ["有", "共", "", "全县", "来自", "覆盖", "约有", "走访了", "在", "全省", "新建", "组织"]
    for _ in range(100):
        number = rng.choice(
            [
                rng.choice(["几", "十", "二十", "三十", "五十", "百", "一百", "数", "几十", "两百", "八十"])
                + rng.choice("来余多几"),
                rng.choice(["近", "约", "上", "成", "数", "几", "将近", "不下"])
                + rng.choice(["百", "千", "十", "百余", "十余", "百多"]),
                rng.choice(
                    [
                        "两",
                        "三",
                        "五",
                        "八",
                        "十二",
                        "一百零三",
                        "3",
                        "45",
                        "120",
                        "好几",
                        "若干",
                        "十几",
                        "三五",
                        "七八",
                    ]
                ),
            ]
        )
        text = (
            rng.choice(begins) + number + rng.choice("所所个") + rng.choice(NOUNS) + rng.choice(["参加。", "。", ","])
        )
        assert names(text, "SCHOOL") == [], text


@pytest.mark.parametrize("seed", SEEDS)
def test_bare_numbers_in_a_list_count_schools(seed: int) -> None:
    rng = Random(seed)
    for _ in range(60):
        nouns = rng.sample(
            ["幼儿园", "小学", "中学", "高中", "初中", "街道", "特校", "村", "高校", "职高", "完全中学", "医院"],
            rng.choice([2, 3, 4]),
        )
        counts = "、".join(f"{rng.randint(1, 60)}{noun}" for noun in nouns)
        text = rng.choice(["全区有", "全县共", "现有", "辖", "", "镇内有", "建成"]) + counts + rng.choice("。,")
        assert names(text, "SCHOOL") == [], text


def test_ordinals_of_schools_are_names() -> None:
    rng = Random(0)
    for _ in range(40):
        number = rng.randint(1, 60)
        name = rng.choice(
            [f"第{number}中学", *(rng.choice(PLACES) + f"{kind}" for kind in (f"{number}中", f"第{number}小学"))]
        )
        text = rng.choice(["", "走访", "在", "校长来自"]) + name + rng.choice(["。", "参加"])
        assert names(text, "SCHOOL") == [name], text
    assert names("青禾4中参加，101中学也来。", "SCHOOL") == ["青禾4中", "101中学"]
    assert names("北京101中学、大连24中参加。", "SCHOOL") == ["北京101中学", "大连24中"]
