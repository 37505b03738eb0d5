"""What only looks like a name where documents of authorities say it: halves of words, places in a row, sessions, kinds."""

from __future__ import annotations

import pytest

from tests.ner.test_names_in_sentences import names


@pytest.mark.parametrize(
    "text",
    [
        "拓展智慧社区、智慧园区、智慧楼宇等用能场景。",
        "《网络空间治理》白皮书发布,介绍主要做法。",
        "推动新材料向林草业延伸,建设智慧林草业。",
        "有效发挥教育矫治作用。",
        "今年小麦的夏收将获得丰收。",
        "停泊柳溪画舫,游客增多。",
        "研究对位芳纶的大规模低成本制备技术。",
    ],
)
def test_a_run_that_no_dictionary_has_is_no_person_without_a_frame(text: str) -> None:
    assert names(text, "PERSON") == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("校长柳溪画表示,学校新建食堂1座。", "柳溪画"),
        ("校长:柳溪画\n", "柳溪画"),
        ("柳溪画同志任副局长。", "柳溪画"),
    ],
)
def test_the_same_run_is_a_person_in_a_frame(text: str, person: str) -> None:
    assert names(text, "PERSON") == [person]


@pytest.mark.parametrize(
    "text",
    [
        "深化郑洛、郑许协同发展。",
        "加快邵永、铜吉、长赣等6条高铁建设。",
        "深化龙粤、深哈对口合作。",
        "推进苏皖鲁豫省际交界地区合作。",
    ],
)
def test_characters_that_stand_for_places_in_a_row_are_no_person(text: str) -> None:
    assert names(text, "PERSON") == []


@pytest.mark.parametrize(
    "text",
    [
        "作为负责任大国,我们积极参与。承担负责任大国义务,作出贡献。发挥负责任大国作用。",
        "新开工晏城至白寺公路等2个项目。",
        "坚持从严治政,建设廉洁政府。必须从严治政。从严治政永远在路上。",
    ],
)
def test_half_of_a_word_and_the_next_are_no_person(text: str) -> None:
    assert names(text, "PERSON") == []


@pytest.mark.parametrize(
    "text",
    [
        "全面贯彻二中、三中、四中全会精神。",
        "部属各高等学校、部省合建各高等学校:",
        "云州市高级人民法院青禾分院:",
        "支持云州大学城、青禾科学城建设。",
        "电话:0530-6100596中机云科技有限公司",
        "推进中西部地区初中校舍改造。",
    ],
)
def test_sessions_kinds_courts_and_numbers_are_no_schools(text: str) -> None:
    assert names(text, "SCHOOL") == []


def test_schools_of_all_peoples_and_by_numbers_are() -> None:
    assert names("云岭各族自治县中学与云州101中学联办。", "SCHOOL") == ["云岭各族自治县中学", "云州101中学"]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("各地生态环境部门要加强监管。", []),
        ("会同民政部门开展检查。", []),
        ("支持青岛打造低时延数据中心。", []),
        ("支持温州争创国际消费中心城市。", []),
    ],
)
def test_half_of_a_kind_of_body_and_a_deed_are_no_bodies(text: str, bodies: list[str]) -> None:
    assert names(text, "ORG") == bodies


@pytest.mark.parametrize("text", ["粉碎“四人帮”以后,国家面貌一新。", "受到“四人帮”的干扰破坏。"])
def test_a_group_of_people_is_no_program(text: str) -> None:
    assert names(text, "PROGRAM") == []


@pytest.mark.parametrize("school", ["柳河县长青小学", "白沙镇长宁中学", "云岭县长虹幼儿园"])
def test_a_division_and_a_school_are_no_head_of_it(school: str) -> None:
    text = f"{school}新建食堂1座。"
    assert (names(text, "PERSON"), names(text, "SCHOOL")) == ([], [school])
