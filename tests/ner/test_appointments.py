"""Appointments: persons and schools apart, with the right edges in every form of notice."""

from __future__ import annotations

from random import Random

import pytest

from tests.ner.drawn import TITLES, names, person, school

FORMS = [
    "{n}同志任{s}{t}",
    "{n}任{s}{t}",
    "{n}担任{s}{t}",
    "免去{n}同志{s}{t}职务",
    "免去{n}同志的{s}{t}职务",
    "免去{n}的{s}{t}职务",
    "聘任{n}为{s}{t}",
    "聘任{n}同志为{s}{t}",
    "提名{n}为{s}{t}人选",
    "任命{n}为{s}{t}",
    "任命{n}同志为{s}{t}",
    "{n}兼任{s}{t}",
    "{n}同志兼任{s}{t}",
    "{n}不再担任{s}{t}职务",
    "{n}同志不再兼任{s}{t}",
    "决定聘{n}为{s}{t}",
    "同意{n}同志任{s}{t}",
    "{n}为{s}{t}（试用期一年）",
    "{n}同志为{s}{t}",
    "任命{n}（女）为{s}{t}",
    "{n}（女）任{s}{t}",
    "{n}出任{s}{t}",
    "{n}拟任{s}{t}",
    "委派{n}到{s}任{t}",
    "{n}当选为{s}{t}",
    "推荐{n}为{s}{t}候选人",
    "{n}被任命为{s}{t}",
    "{n}接任{s}{t}",
    "任命{n}同志担任{s}{t}",
    "免去{n}同志兼任的{s}{t}职务",
    "由{n}任{s}{t}",
    "由{n}同志兼任{s}{t}",
    "{n}同志试任{s}{t}",
]
BEFORE = ["", "经研究决定：\n", "经研究，", "县教育局党组决定，", "任命：\n", "2023年8月，", "会议决定"]


@pytest.mark.parametrize("form", FORMS)
def test_appointments_part_the_person_from_the_school(form: str) -> None:
    rng = Random(form)
    for _ in range(30):
        someone, somewhere = person(rng), school(rng)
        text = rng.choice(BEFORE) + form.format(n=someone, s=somewhere, t=rng.choice(TITLES)) + rng.choice("。；\n")
        assert (names(text, "PERSON"), names(text, "SCHOOL")) == ([someone], [somewhere]), text


def test_appointments_without_a_link_end_before_the_place() -> None:
    rng = Random(0)
    wrong = []
    for _ in range(40):
        someone = rng.choice(["李明", "周敏", "许华", "张硒", "王小丽", "陈国栋"])
        somewhere = rng.choice(["青禾", "白水", "石桥", "柳河"]) + rng.choice(
            ["县第二中学", "镇中心小学", "市第七中学"]
        )
        text = f"免去{someone}{somewhere}{rng.choice(TITLES)}职务。"
        if (names(text, "PERSON"), names(text, "SCHOOL")) != ([someone], [somewhere]):
            wrong.append(text)
    assert len(wrong) <= 4, wrong  # 李明白|水县 may be read both ways


def test_appointments_of_several_persons() -> None:
    assert names("任命张明、李国栋和周敏为副校长。", "PERSON") == ["张明", "李国栋", "周敏"]
    assert names("由张明任组长、李华任副组长，副校长张硒任秘书。", "PERSON") == ["张明", "李华", "张硒"]


@pytest.mark.parametrize(
    "text",
    [
        "主任任期三年，班主任担任组长，责任明确。",
        "同意修改后的方案，免费筛查和税费减免政策落实。",
        "投入80万元，为乡村学校补充教师。",
        "不能容许任何国家和地区的领导为所欲为。",
        "老师兼任高一数学备课组长。",
    ],
)
def test_appointments_do_not_make_persons_of_words(text: str) -> None:
    assert names(text, "PERSON") == []
