"""Names of schools: which are found, where they begin, and what is no school."""

from __future__ import annotations

import pytest

from pipeline.fold import fold
from pipeline.language.in_force import words
from pipeline.ner.people import find_people
from pipeline.ner.schools import find_schools


def names(text: str) -> list[str]:
    content = fold(text)
    return [text[school.start : school.end] for school in find_schools(content)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("城北幼儿园、龙泉小学、滨河中学通过验收。", ["城北幼儿园", "龙泉小学", "滨河中学"]),
        ("青山职业技术学校与湖南科技职业学院对口升学。", ["青山职业技术学校", "湖南科技职业学院"]),
        ("西关街小学、东方红保育院、河口成校参加。", ["西关街小学", "东方红保育院", "河口成校"]),
        ("湖南农业大学、昆明理工大学在列。", ["湖南农业大学", "昆明理工大学"]),
        ("大刘庄教学点、启智特殊教育学校、XX县职教中心开学。", ["大刘庄教学点", "启智特殊教育学校", "XX县职教中心"]),
        ("松江九年一贯制学校如期开学。", ["松江九年一贯制学校"]),
        ("创办南溪公学、临川女校和白水农校。", ["南溪公学", "临川女校", "白水农校"]),
    ],
)
def test_schools_finds_every_kind(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("高三学生来自太原五中、石家庄二中和哈三中。", ["太原五中", "石家庄二中", "哈三中"]),
        ("七中、十一中、实验二小。", ["七中", "十一中", "实验二小"]),
        ("赴北师大附中、人大附小学习。", ["北师大附中", "人大附小"]),
        ("大连24中、北京101中学参赛。", ["大连24中", "北京101中学"]),
    ],
)
def test_schools_finds_short_forms(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("XX市第二中学东校区、*县第一小学、XX二中开工。", ["XX市第二中学东校区", "*县第一小学", "XX二中"]),
        ("**职高与＊＊小学结对。", ["**职高", "＊＊小学"]),
    ],
)
def test_schools_keeps_masks(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "城北小学南校区、山东大学附属中学、华东师范大学第二附属中学。",
            ["城北小学南校区", "山东大学附属中学", "华东师范大学第二附属中学"],
        ),
        (
            "海南大学崖州校区、二中分校、杭州第二中学钱江学校。",
            ["海南大学崖州校区", "二中分校", "杭州第二中学钱江学校"],
        ),
        ("中心幼儿园河西分园改建。", ["中心幼儿园河西分园"]),
    ],
)
def test_schools_takes_the_campus_with_the_school(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成龙泉书院扩建,开工城西幼儿园,迁建河口中学。", ["龙泉书院", "城西幼儿园", "河口中学"]),
        ("组织25名校长赴复旦大学参加培训。", ["复旦大学"]),
        ("在原柳树小学新建滨江幼儿园。", ["柳树小学", "滨江幼儿园"]),
        ("由市第五中学牵头,与城关一小结对。", ["市第五中学", "城关一小"]),
        ("投资300万元对已建成的翠湖幼儿园进行装修。", ["翠湖幼儿园"]),
        ("2022届晨光学校毕业生8名。", ["晨光学校"]),
        ("为256名南山小学学生提供午餐。", ["南山小学"]),
        ("责令民办蓝天幼儿园停止办学。", ["蓝天幼儿园"]),
        ("力争昆明理工大学进入名单。", ["昆明理工大学"]),
        ("关于教师的意见XX市第二中学章程", ["XX市第二中学"]),
    ],
)
def test_schools_cuts_what_stands_before_the_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "和平小学、向阳小学、希望小学、胜利街小学、建设路第二小学。",
            ["和平小学", "向阳小学", "希望小学", "胜利街小学", "建设路第二小学"],
        ),
        ("在李国和中学、武进区实验小学、如东县第一中学试点。", ["李国和中学", "武进区实验小学", "如东县第一中学"]),
        ("进贤县第一中学与都江堰外国语学校交流。", ["进贤县第一中学", "都江堰外国语学校"]),
        ("白湖林初中学升为示范高中。", ["白湖林初中学"]),
    ],
)
def test_schools_does_not_cut_inside_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全市现有各级各类学校1203所,其中民办幼儿园512所、农村小学340所、初中120所。",
        "关停21所学校,取消53所看护点,九年一贯制学校4所。",
        "乡镇中心园、市直学校、义务教育学校、薄弱学校、样本校、特色学校。",
        "在北京市学校、XX市幼儿园中推广,城中区区属学校幼儿园受益。",
        "集中学习,提高中层干部素质,从中学到经验,大学生和小学生受益。",
        "二十届三中、四中全会精神,一中心两平台。",
        "中国科学院东山研究所、高校区域技术中心、绿色工业园区。",
        "省级示范性普通高中创建,创建一批特色学院,迈向世界一流大学。",
        "第一中学教育集团、实验小学教育集团。",
        "教师进入学校后,学生在学校就读,让大学生走进中小学。",
        "发展工业学校、红专学校、耕读小学,共建卓越工程师学院。",
        "是当时最早的县立中学,也是唯一的省立中学。",
        "家长们欢聚学校报告厅。",
    ],
)
def test_schools_leaves_out_generic_nouns(text: str) -> None:
    assert names(text) == []


def test_schools_finds_bare_members_before_a_counted_head() -> None:
    assert names("给王家湾、李家沟、石桥3个教学点拨款。") == ["王家湾", "李家沟", "石桥"]
    assert names("蓝天、彩虹、金苹果等4所幼儿园转为普惠园。") == ["蓝天", "彩虹", "金苹果"]


def test_schools_leaves_the_section_and_the_former_outside() -> None:
    assert names("河口实验学校(小学部)、育新小学(原红旗小学)。") == ["河口实验学校", "育新小学", "红旗小学"]


def test_schools_stay_apart_at_line_breaks() -> None:
    assert names("东山\n小学\n城北中学") == ["城北中学"]


def test_schools_are_settled_by_a_clean_occurrence() -> None:
    assert names("材料城北小学提供。城北小学、河口中学开学。") == ["城北小学", "城北小学", "河口中学"]


def test_schools_never_begin_inside_a_person() -> None:
    text = "校长李明走进城北小学。"
    content = fold(text)
    found = find_schools(content, find_people(content))
    assert [text[school.start : school.end] for school in found] == ["城北小学"]


def test_schools_never_hold_the_word_comrade() -> None:
    assert names("会议决定免掉洪塘同志一中校长职务。") == ["一中"]


def test_schools_in_a_list_may_be_kinds() -> None:
    assert names("红枫中学、外国语实验学校通过验收。建设外国语实验学校。") == ["红枫中学", "外国语实验学校"]


def test_schools_leaves_out_the_old_and_the_young() -> None:
    assert names("做好“一老一小”服务,压实小学、初中各学段责任。") == []


@pytest.mark.parametrize("head", ["一中", "二中", "三小", "实验二小", "第一小学", "附小", "实验幼儿园"])
@pytest.mark.parametrize("role", ["before_school", "generic_school", "school_head", "bound_start", "verb_or_name"])
def test_schools_read_any_word_before_any_head(role: str, head: str) -> None:
    for word in words(role):
        for text in (word + head, f"走访{word}{head}的教师。", f"{word}{head}、{word}二中"):
            found = names(text)
            assert all(found)
            if head in ("一中", "二中", "三小") and role == "before_school":
                assert any(name.endswith(head) for name in found), text


def test_schools_are_names_without_what_is_stripped() -> None:
    assert names("全市一中、市直二中和重点高中三中参加。") == ["一中", "二中", "三中"]
    assert names("公办三小与民办实验二小结对。") == ["三小", "实验二小"]
