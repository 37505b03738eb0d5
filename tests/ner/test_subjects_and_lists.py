"""Persons without a title: subjects of verbs, and lists with names of other tongues."""

from __future__ import annotations

from random import Random

import pytest

from tests.ner.drawn import names, person

ACTS = [
    "接受组织调查",
    "接受审查",
    "接受记者采访",
    "接受纪律审查和监察调查",
    "被任命为副局长",
    "被评为先进个人",
    "被开除党籍",
    "被授予劳动模范称号",
    "获全国优秀教师称号",
    "获得一等奖",
    "荣获银奖",
    "介绍，学校现有学生300人",
    "说，孩子们很高兴",
    "说",
    "表示，将继续努力",
    "任组长",
    "任副组长",
    "担任校长助理",
    "任总指挥",
    "受到表彰",
    "因病去世",
    "出席会议",
    "强调，要抓好落实",
    "指出，教育是大事",
]
FOREIGN = [
    "阿不都热依木·买买提",
    "穆拉帝力",
    "斯琴高娃",
    "宫本正太郎",
    "山田太郎",
    "彼得洛夫",
    "扎西平措",
    "小泽征尔",
    "艾力·吐尔逊",
    "玛依拉汗",
    "村上春树",
    "木合塔尔",
]


@pytest.mark.parametrize("act", ACTS)
def test_people_are_subjects_of_verbs(act: str) -> None:
    rng = Random(act)
    for _ in range(30):
        someone = person(rng)
        text = (
            rng.choice(["", "对此，", "会上，", "2023年5月，", "近日，", "随后，"]) + someone + act + rng.choice("。；")
        )
        assert names(text, "PERSON") == [someone], text


def test_people_stand_behind_links() -> None:
    rng = Random(0)
    for _ in range(40):
        someone = person(rng)
        text = rng.choice(["由{}任组长。", "据{}介绍，工程已完工。", "由副校长{}任组长。"]).format(someone)
        assert names(text, "PERSON") == [someone], text


def test_places_and_bodies_are_no_subjects() -> None:
    for subject in [
        "石桥镇",
        "柳林村",
        "高桥",
        "白沙",
        "双江",
        "教育局",
        "方志办",
        "计生办",
        "马街",
        "龙泉",
        "清泉河",
        "文博会",
        "阿拉伯",
        "项目",
        "方案",
        "成果",
        "学生",
    ]:
        for act in ["被评为先进", "获得一等奖", "受到表彰", "接受检查", "荣获银奖"]:
            assert names(f"{subject}{act}。", "PERSON") == [], subject


def test_lists_that_end_in_and_so_on_hold_names_of_other_tongues() -> None:
    rng = Random(0)
    for _ in range(60):
        members = rng.sample(FOREIGN, rng.choice([2, 3, 4]))
        if not any("·" in member or member in ("斯琴高娃", "扎西平措") for member in members):
            members[0] = "李国栋"
        text = (
            "、".join(members[:-1])
            + rng.choice("、和")
            + members[-1]
            + rng.choice(["等参加。", "等受到表彰。", "等。"])
        )
        assert names(text, "PERSON") == members, text


def test_lists_with_a_sure_name_hold_names_of_other_tongues() -> None:
    rng = Random(1)
    for _ in range(40):
        members = rng.sample(FOREIGN, 2)
        someone = person(rng)
        text = f"演员{someone}、{members[0]}、{members[1]}等出席。"
        assert names(text, "PERSON") == [someone, *members], text


@pytest.mark.parametrize(
    "text",
    [
        "石桥镇、白水镇、柳林镇等地推广。",
        "黄大豆、高粱米、红小豆等产品。",
        "农业局、教育局、财政局等参加。",
        "校长、教育局、各部门、有关单位负责人和群众等参加。",
        "唐家沟、安家庄、平山湖等煤矿。",
        "研究金钢石、蓝宝石等材料。",
    ],
)
def test_lists_of_other_things_are_no_persons(text: str) -> None:
    assert names(text, "PERSON") == []
