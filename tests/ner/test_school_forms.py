"""Short forms of schools' names, and kinds of schools after a place."""

from __future__ import annotations

import pytest

from pipeline.fold import fold
from pipeline.ner.schools import find_schools


def names(text: str) -> list[str]:
    return [text[school.start : school.end] for school in find_schools(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学生被中央民大、贵州民大录取。", ["中央民大", "贵州民大"]),
        ("哈工大（威海）教授受聘。", ["哈工大（威海）"]),
        ("视察了白水二校、石沱镇中、一小。", ["白水二校", "石沱镇中", "一小"]),
        ("会上,州二高教研主任发言。", ["州二高"]),
        ("海州大学与海医大共建。海州医科大学、海大参加。", ["海州大学", "海医大", "海州医科大学", "海大"]),
        ("与清华、浙大等名校合作,建设四川大熊猫公园。", ["清华", "浙大"]),
        ("海州商学院开学,海商院的学生到校。", ["海州商学院", "海商院"]),
        ("青禾水利水电职业技术学院与白水县签约,青禾水职院派出教师。", ["青禾水利水电职业技术学院", "青禾水职院"]),
        ("栗山理工学院发文,栗理工院的师生收到了。", ["栗山理工学院", "栗理工院"]),
        ("海州大学发布通知,海大学子可以申请。", ["海州大学"]),
        ("召开职工大会,人民大会堂庄严,每校一校一品。", []),
    ],
)
def test_school_forms_need_a_place_or_the_full_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云溪县职业中等专业学校、饶南市卫生学校落实资金。", ["云溪县职业中等专业学校", "饶南市卫生学校"]),
        ("支持云溪市艺术高级中学扩大规模。", ["云溪市艺术高级中学"]),
        ("海州大学云湖校区建成。", ["海州大学云湖校区"]),
        ("新建涪南师院附属南湖学校。", ["涪南师院附属南湖学校"]),
        ("老鹰岩、大箐、木寨等5所村小关闭。", ["老鹰岩", "大箐", "木寨"]),
        ("企业共建产业学院6个,供餐学校78所,跨校区任教。", []),
        ("安庆市民办幼儿园增加。", []),
    ],
)
def test_schools_of_a_kind_after_a_place(text: str, expected: list[str]) -> None:
    assert names(text) == expected
