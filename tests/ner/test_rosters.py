"""Persons that the layout of lists, tables and bylines shows."""

from __future__ import annotations

import pytest

from pipeline.fold import fold
from pipeline.ner.people import find_people


def names(text: str) -> list[str]:
    return [text[person.start : person.end] for person in find_people(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河口县第一中学：周伯年、苏咏梅、区国华\n南溪镇中学：龙　海\n", ["周伯年", "苏咏梅", "区国华", "龙　海"]),
        ("城关镇第一小学 罗启明 何云霞 母丽娟\n", ["罗启明", "何云霞", "母丽娟"]),
        ("审核：马文博　统计：柳青青、单于飞\n", ["马文博", "柳青青", "单于飞"]),
        ("张晓东（县教育局）　　郑婉婷（县二小）\n", ["张晓东", "郑婉婷"]),
        ("钟添喜、何水旺（均为大山民族学校）\n", ["钟添喜", "何水旺"]),
        ("节水装置\t尹小曼\t丁国白\t95.5\n", ["尹小曼", "丁国白"]),
        ("地点:会议室 记录:陈静\n", ["陈静"]),
        ("六（2）班李子轩被评为好少年,李强等5名同志获奖。", ["李子轩", "李强"]),
        ("联系人:李老师、王老师\n", []),
        ("祭扫烈士墓、游学等活动让学生受益。", []),
        ("孩子们在跳舞。罗应江 摄）", ["罗应江"]),
        ("（河口县融媒体中心　吴贤君　支元明）", ["吴贤君", "支元明"]),
        ("师德标兵向世英、晏　明、余光玉受到表彰。", ["向世英", "晏　明", "余光玉"]),
        ("学校名单：实验小学、第二小学、中心学校\n", []),
        ("类别\t数学\t语文\n", []),
    ],
)
def test_rosters_finds_names_by_layout(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市妇联主席茹仙古丽倡议共同发力。", ["茹仙古丽"]),
        ("藏族学生扎西罗布、次旺卓玛获奖。", ["扎西罗布", "次旺卓玛"]),
        ("依托县里的沙马·尔布语文名师工作室送教。", ["沙马·尔布"]),
        ("教师特木尔·斯琴分获一等奖。", ["特木尔·斯琴"]),
        ("实施“自然·田野”课程。", []),
    ],
)
def test_minority_names_end_where_the_words_begin(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("老师叫杨阿朵,苗族。", ["杨阿朵"]),
        ("退休教师容庚年托女儿容小云送来积蓄。", ["容庚年", "容小云"]),
        ("在校长钱永和的带领下,阿昌族教师曹先强获奖。", ["钱永和", "曹先强"]),
        ("推进褚云和特级教师工作室建设。", ["褚云和"]),
        ("接他班的,是县四中来的李念,他才28岁。", ["李念"]),
        ("骨干教师占比不到两成,学生占五成以上。", []),
        ("牢记习近平总书记殷殷嘱托。", ["习近平"]),
        ("加强师资共育,规范工程发包,组织祭扫烈士墓。", []),
        ("关爱空巢老人,培育独角兽企业。", []),
    ],
)
def test_people_in_narrative(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_people_again_before_their_evidence() -> None:
    assert names("周伯年来了。副校长周伯年主持会议。") == ["周伯年", "周伯年"]
