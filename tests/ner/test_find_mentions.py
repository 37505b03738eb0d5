"""The whole stage: ids, order, sentences, entities; and that nothing breaks it."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ner import find_mentions
from pipeline.records import Entity, Mention
from tests.language.analyses import analysis_of

_ALPHABET = (
    "的和在市县区XX*第一二三中小学大幼儿园校长书记王李张陈平“”《》()、,。 \n·3工程行动计划实施原“双减”政策教学点个所"
)


def run(text: str) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    return find_mentions(analysis_of(text))


def entity(text: str, name: str) -> Entity:
    return next(item for item in run(text)[1] if item.name == name)


@given(st.one_of(st.text(max_size=300), st.text(alphabet=_ALPHABET, max_size=200)))
def test_find_mentions_slices_in_order_on_any_text(text: str) -> None:
    analysis = analysis_of(text)
    mentions, entities = find_mentions(analysis)
    assert all(mention.text == analysis.text[mention.start : mention.end] != "" for mention in mentions)
    assert [mention.mention_id for mention in mentions] == [f"m{index}" for index in range(1, len(mentions) + 1)]
    assert [(m.start, m.end) for m in mentions] == sorted((m.start, m.end) for m in mentions)
    assert {mention.entity_id for mention in mentions} == {item.entity_id for item in entities}
    assert sum(item.n_mentions for item in entities) == len(mentions)
    for label in ("SCHOOL", "PERSON", "PROGRAM"):
        spans = [(m.start, m.end) for m in mentions if m.label == label]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_find_mentions_is_deterministic() -> None:
    text = "市教育局局长张志强赴城北小学、XX市第七中学调研“双减”政策。"
    assert run(text) == run(text)


def test_find_mentions_names_sentence_source_and_label() -> None:
    mentions, _ = run("工作开局良好。校长李明到城北小学宣讲“双减”政策。")
    assert [(m.label, m.text, m.sentence) for m in mentions] == [
        ("PERSON", "李明", 1),
        ("SCHOOL", "城北小学", 1),
        ("PROGRAM", "“双减”政策", 1),
    ]
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", mention.source) for mention in mentions)


_FURNITURE = st.lists(
    st.sampled_from(
        [
            "河口小学网站首页",
            "校长李明上传于文库",
            "“双减”政策 相关推荐",
            "版权归XX市第七中学所有",
            "第3页 共7页",
            "金州七中 客服",
        ]
    ),
    max_size=4,
)
_BODIES = st.sampled_from(
    [
        "校长李明到城北小学宣讲“双减”政策。",
        "金州市第七中学与河口小学结对,金州七中校长赵文清出席。",
        "实施“春苗”培育工程,新建原东城小学教学楼。",
    ]
)


@given(_FURNITURE, st.lists(_BODIES, min_size=1, max_size=3), _FURNITURE)
def test_find_mentions_are_the_same_whatever_boilerplate_stands_around(
    head: list[str], body: list[str], tail: list[str]
) -> None:
    """What is blanked out around a text moves its mentions and changes nothing else of them."""
    text = "\n".join(body)
    before, after = "".join(f"{line}\n" for line in head), "".join(f"\n{line}" for line in tail)
    around = before + text + after
    boilerplate = [(0, len(before)), (len(before) + len(text), len(around))]
    alone = [(m.start + len(before), m.end + len(before), m.label, m.name, m.title) for m in run(text)[0]]
    within = find_mentions(analysis_of(around, boilerplate))[0]
    assert [(m.start, m.end, m.label, m.name, m.title) for m in within] == alone


def test_find_mentions_ignores_blanked_boilerplate() -> None:
    text = "城北小学网站\n正文:河口小学开学。"
    assert [mention.text for mention in find_mentions(analysis_of(text, [(0, 6)]))[0]] == ["河口小学"]


def test_entities_join_short_and_full_forms() -> None:
    text = "金州市第七中学校庆。金州七中与七中校友座谈。"
    school = entity(text, "金州市第七中学")
    assert school.n_mentions == 3
    assert school.aliases == ("金州七中", "七中")


def test_entities_keep_two_places_apart() -> None:
    _, entities = run("太原五中与兰州五中结对,五中校长表示欢迎。")
    assert [item.name for item in entities if item.label == "SCHOOL"] == ["太原五中", "兰州五中", "五中"]


def test_entities_join_renamed_schools() -> None:
    school = entity("育新小学(原红旗小学)揭牌。红旗小学1958年建校。", "育新小学")
    assert school.aliases == ("红旗小学",)
    assert school.n_mentions == 3


def test_entities_join_programs_with_and_without_head() -> None:
    program = entity("落实“双减”政策。“双减”成效显著,双减不松劲。", "“双减”政策")
    assert program.n_mentions == 3


def test_documents_take_their_number() -> None:
    mentions, _ = run("根据《关于加强督导的通知》(国办发〔2017〕49号)精神。")
    assert [(m.label, m.text) for m in mentions] == [("DOC", "《关于加强督导的通知》(国办发〔2017〕49号)")]


def test_organisations_and_places_stay_outside_other_names() -> None:
    mentions, _ = run("会同XX市教育局在南京市、南京大学调研。")
    assert [(m.label, m.text) for m in mentions] == [
        ("ORG", "XX市教育局"),
        ("PLACE", "南京市"),
        ("SCHOOL", "南京大学"),
    ]
