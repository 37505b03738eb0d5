"""The policy by which names of a model join those of the rules."""

from __future__ import annotations

import pytest

from pipeline.ner import find_mentions
from pipeline.ner.merging import added, names_of_model
from pipeline.ner.spans import Found
from pipeline.records import Mention, MentionLabel
from tests.language.analyses import analysis_of


def suggestion(text: str, label: MentionLabel, name: str, score: float = 1.0) -> Found:
    start = text.index(name)
    return Found(label, start, start + len(name), "engine:model", score=score)


def mentions(text: str, *suggested: Found) -> list[Mention]:
    return list(find_mentions(analysis_of(text), suggested)[0])


def test_rules_win_over_a_name_that_touches_theirs() -> None:
    text = "局长张志强到城北小学调研。"
    rules = mentions(text)
    assert [mention.text for mention in rules] == ["张志强", "城北小学"]
    wrong = (
        suggestion(text, "PERSON", "张志强到"),
        suggestion(text, "SCHOOL", "北小学"),
        suggestion(text, "SCHOOL", "强"),
    )
    assert mentions(text, *wrong) == rules


def test_model_fills_what_the_rules_leave_free() -> None:
    text = "局长张志强到柳溪讲舍调研。"
    found = mentions(text, suggestion(text, "SCHOOL", "柳溪讲舍", 0.7))
    assert [(m.label, m.text, m.source) for m in found] == [
        ("PERSON", "张志强", "person.title_before"),
        ("SCHOOL", "柳溪讲舍", "engine:model"),
    ]
    assert found[1].score == 0.7


def test_school_of_model_takes_the_place_of_an_authority_or_division() -> None:
    text = "南京市书堂举行典礼。"
    assert [(m.label, m.text) for m in mentions(text)] == [("PLACE", "南京市")]
    found = mentions(text, suggestion(text, "SCHOOL", "南京市书堂"))
    assert [(m.label, m.text) for m in found] == [("SCHOOL", "南京市书堂")]


def test_school_of_model_may_stand_inside_a_programme_of_the_rules() -> None:
    text = "实施“柳溪书堂振兴”计划。"
    program = [mention for mention in mentions(text) if mention.label == "PROGRAM"]
    found = mentions(text, suggestion(text, "SCHOOL", "柳溪书堂"))
    assert len(program) == 1
    assert {(m.label, m.text) for m in found} == {("PROGRAM", program[0].text), ("SCHOOL", "柳溪书堂")}


@pytest.mark.parametrize(
    ("text", "label", "name", "expected"),
    [
        ("到、柳溪书堂,调研", "SCHOOL", "、柳溪书堂,", "柳溪书堂"),
        ("原柳溪书堂旧址", "SCHOOL", "原柳溪书堂", "柳溪书堂"),
        ("访哈工大(威海)。", "SCHOOL", "哈工大(威海)。", "哈工大(威海)"),
        ("访哈工大)。", "SCHOOL", "哈工大)", "哈工大"),
        ("推行“春苗”计划。", "PROGRAM", "“春苗”计划。", "“春苗”计划"),
    ],
)
def test_names_are_trimmed(text: str, label: MentionLabel, name: str, expected: str) -> None:
    (found,) = names_of_model(text, [suggestion(text, label, name)])
    assert text[found.start : found.end] == expected


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("建设民办幼儿园。", "SCHOOL", "民办幼儿园"),
        ("柳溪\n书堂", "SCHOOL", "柳溪\n书堂"),
        ("速度高,质量好", "PERSON", "高"),
        ("有2000人", "PERSON", "2000人"),
        ("高度重视", "PERSON", "高度"),
        ("建设民办幼儿园。", "ORG", "民办幼儿园"),
        ("地点:。", "PLACE", "。"),
    ],
)
def test_what_is_no_name_is_dropped(text: str, label: MentionLabel, name: str) -> None:
    assert names_of_model(text, [suggestion(text, label, name)]) == []


def test_organisation_that_ends_like_a_school_is_one() -> None:
    text = "青禾县第九职业中学与青禾县水务局座谈。"
    suggested = [suggestion(text, "ORG", name) for name in ("青禾县第九职业中学", "青禾县水务局")]
    assert [item.label for item in names_of_model(text, suggested)] == ["SCHOOL", "ORG"]


def test_of_overlapping_names_the_surer_then_the_longer_stays() -> None:
    text = "柳溪书堂东院"
    names = [suggestion(text, "SCHOOL", "柳溪书堂东院", 0.6), suggestion(text, "SCHOOL", "柳溪书堂", 0.9)]
    assert [item.end for item in names_of_model(text, names)] == [4]
    names = [suggestion(text, "SCHOOL", "书堂"), suggestion(text, "SCHOOL", "柳溪书堂东院")]
    assert [item.end for item in names_of_model(text, names)] == [6]


def test_added_keeps_out_of_what_stays() -> None:
    text = "柳溪书堂东院"
    model = [suggestion(text, "PLACE", "柳溪"), suggestion(text, "SCHOOL", "书堂")]
    assert added("PLACE", model, [suggestion(text, "ORG", "溪书")]) == []
    assert added("PLACE", model, [suggestion(text, "DOC", "溪书")]) == [model[0]]
