"""Names of persons: evidence before, after and around them."""

from __future__ import annotations

import pytest

from pipeline.fold import fold
from pipeline.ner.people import find_people


def people(text: str) -> list[tuple[str, str]]:
    return [(text[person.start : person.end], person.title) for person in find_people(fold(text))]


def names(text: str) -> list[str]:
    return [name for name, _ in people(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县委书记、县长王建军主持召开会议。", [("王建军", "县委书记、县长")]),
        ("市教育局局长张志强赴一线调研,校长李明陪同。", [("张志强", "市教育局局长"), ("李明", "校长")]),
        ("由北方师范大学教授顾明远授课。", [("顾明远", "北方师范大学教授")]),
        ("局长周宁表示,校长陈红和教师代表参加。", [("周宁", "局长"), ("陈红", "校长")]),
        ("党组书记谢东升同志带队。", [("谢东升", "党组书记")]),
    ],
)
def test_people_after_titles(text: str, expected: list[tuple[str, str]]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("以王小明老师为代表的教师。", [("王小明", "老师")]),
        ("李芳同志先进事迹报告会", [("李芳", "同志")]),
        ("习近平总书记强调,要办好教育。", [("习近平", "总书记")]),
        ("艾力·吐尔逊校长说,要办好学校。", [("艾力·吐尔逊", "校长")]),
    ],
)
def test_people_before_titles(text: str, expected: list[tuple[str, str]]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize("behind", ["", "。", "\n", "获奖"])
def test_a_name_with_a_dot_is_whole_at_the_end_of_a_text(behind: str) -> None:
    assert names(f"学生艾力·吐尔逊{behind}") == ["艾力·吐尔逊"]


def test_people_in_lists() -> None:
    assert names("周宁、林雨晴、吴帆等3名教师获奖。") == ["周宁", "林雨晴", "吴帆"]
    assert names("参加会议的有王刚、赵红霞、欧阳明等同志。") == ["王刚", "赵红霞", "欧阳明"]
    assert names("副校长孙丽、周敏、马骏参加。") == ["孙丽", "周敏", "马骏"]


def test_people_in_names_of_studios() -> None:
    text = "东山小学“林静儿童版画工作室”、“吴刚手工编艺工作室”“张丽名师工作室”授牌。"
    assert names(text) == ["林静", "吴刚", "张丽"]


def test_people_in_rosters_and_signatures() -> None:
    text = "主 任:尤 权 国务院副秘书长\n副主任:杨元元 民航总局局长\n王 伟 北京市副市长\n"
    assert names(text) == ["尤 权", "杨元元", "王 伟"]
    assert names("在大会上\n省长 王 予 波\n") == ["王 予 波"]


def test_people_keep_masks() -> None:
    assert names("学生张某、李某某、刘××受到资助。") == ["张某", "李某某", "刘××"]


def test_people_by_appointment() -> None:
    assert names("任命赵敏为市教育局副局长,免去孙伟的职务。") == ["赵敏", "孙伟"]


def test_people_once_sure_are_found_everywhere() -> None:
    assert names("校长周文华到会。会后周文华走访了家长。") == ["周文华", "周文华"]


@pytest.mark.parametrize(
    "text",
    [
        "教师要不断提高自身素质,学生安全、时间管理,干部高度重视。",
        "书记成为第一责任人,局长带队检查,校长介绍学校情况。",
        "教育局长效机制、主任务清单、党员干部教育管理、专家组成员。",
        "教师和保安参加演练,常态化开展意见征集。",
        "云山校长工程、卓越校长锻造工程。",
        "张校长、李老师先后发言。",
        "实施“天府粮仓·千园建设”行动。",
    ],
)
def test_people_are_not_words_that_begin_with_a_surname(text: str) -> None:
    assert names(text) == []


def test_people_in_lines_of_names_and_after_brackets() -> None:
    assert names("标兵(3人):黄志刚、何丽娟、谢玉梅\n") == ["黄志刚", "何丽娟", "谢玉梅"]
    assert names("优秀校长:刘国平(县一中)、张秀英(城北小学)。") == ["刘国平", "张秀英"]
    assert names("校长为张爱民,教务主任由陈晨担任。") == ["张爱民", "陈晨"]
    assert names("名单:张晓燕(县实验小学) 李大鹏(第三中学)") == ["张晓燕", "李大鹏"]


def test_people_with_a_middle_dot_after_a_long_title() -> None:
    assert people("自治区教育厅厅长帕尔哈提·艾孜木讲话。")[0][0] == "帕尔哈提·艾孜木"
    assert names("代县长阿卜杜拉·买买提主持。") == ["阿卜杜拉·买买提"]
