"""What the sentence adds to a subject: any wording of the same parts names the same indicator."""

from __future__ import annotations

from itertools import permutations

import pytest

from pipeline import Config, extract
from pipeline.indicators.matcher import match
from pipeline.records import Claim

CONFIG = Config(words=False)
TITLE = "青禾县2023年教育工作总结\n"


def named(text: str) -> dict[str, tuple[str, str]]:
    """Indicator and breakdown of each figure of a sentence, by the figure as written."""
    return {claim.text: (claim.indicator, claim.breakdown) for claim in _claims(text)}


def _claims(text: str) -> tuple[Claim, ...]:
    return extract(TITLE + text, CONFIG).claims


@pytest.mark.parametrize("order", list(permutations(("小学", "专任教师", "本科以上学历"))))
def test_parts_of_a_name_in_any_order(order: tuple[str, ...]) -> None:
    found = match("".join(order) + "占比", "percent", "none")
    assert found is not None
    assert (found.indicator.id, found.breakdown) == ("teacher_bachelor_share", (("stage", "primary"),))


@pytest.mark.parametrize("filler", ["全县现有各级各类", "学校", "累计", "实有", "【基础教育】 "])
def test_words_that_say_nothing(filler: str) -> None:
    found = match(filler + "专任教师", "person", "none")
    assert found is not None
    assert found.indicator.id == "teachers"


@pytest.mark.parametrize(
    ("stage", "value"),
    [
        ("学前教育", "preschool"),
        ("小学", "primary"),
        ("初中", "junior"),
        ("普通高中", "senior"),
        ("中职", "vocational"),
    ],
)
@pytest.mark.parametrize(
    ("noun", "unit", "indicator"),
    [
        ("在校生", "person", "pupils"),
        ("招生", "person", "intake"),
        ("毕业生", "person", "graduates"),
        ("专任教师", "person", "teachers"),
        ("学位", "个", "school_places"),
        ("校舍建筑面积", "m2", "building_area"),
        ("生均公用经费", "CNY", "per_pupil_public_funds"),
    ],
)
def test_stage_and_noun_compose(stage: str, value: str, noun: str, unit: str, indicator: str) -> None:
    for subject in (stage + noun, noun + stage):
        found = match(subject, unit, "none")
        assert found is not None, subject
        assert (found.indicator.id, dict(found.breakdown).get("stage")) == (indicator, value)


@pytest.mark.parametrize("verb", ["新增", "增加", "扩充"])
@pytest.mark.parametrize(
    ("noun", "breakdown"),
    [("学位", ""), ("公办学位", "ownership=public"), ("小学学位", "stage=primary"), ("幼儿园学位", "stage=preschool")],
)
def test_places_that_are_added_are_new_ones(verb: str, noun: str, breakdown: str) -> None:
    assert named(f"全年{verb}{noun}3600个。") == {"3600个": ("school_places_new", breakdown)}


def test_places_that_are_there_and_how_far_they_grew_are_not_new_ones() -> None:
    assert named("全县现有学位3600个。")["3600个"][0] == "school_places"
    assert named("学位比上年增加3600个。")["3600个"][0] == "school_places"


@pytest.mark.parametrize("verb", ["招聘", "补充", "引进", "招录"])
def test_verb_before_the_subject(verb: str) -> None:
    assert named(f"全年{verb}教师123名。") == {"123名": ("teachers_hired", "")}


def test_row_with_one_verb() -> None:
    assert named("交流轮岗校长12名、教师147名。")["147名"] == ("exchange_teachers", "")


@pytest.mark.parametrize(
    ("text", "share", "indicator"),
    [
        ("全年教育支出8.3亿元，占一般公共预算支出的21.4%。", "21.4%", "education_expenditure_share"),
        ("一般公共预算教育经费8.3亿元，占一般公共预算支出的21.4%。", "21.4%", "education_expenditure_share"),
        ("税收收入6.1亿元，增长3%，占比61.5%。", "61.5%", "tax_share"),
        ("专任教师中本科以上学历者占92.7%。", "92.7%", "teacher_bachelor_share"),
    ],
)
def test_share_of_what_was_told_before(text: str, share: str, indicator: str) -> None:
    assert named(text)[share][0] == indicator


def test_share_of_another_whole_is_another_share() -> None:
    assert named("全年教育支出8.3亿元，占民生支出的31%。")["31%"] == ("", "")


def test_points_by_which_a_share_moves() -> None:
    found = named("税收收入6.1亿元，占比61.5%，比上年提高1.5个百分点。")
    assert found["1.5个百分点"][0] == "tax_share"
    assert named("税收收入6.1亿元，占比61.5%，比全省平均高1.5个百分点。")["1.5个百分点"][0] == ""


@pytest.mark.parametrize("each", ["小学", "初中", "高中"])
def test_part_of_a_whole_is_of_its_indicator(each: str) -> None:
    value = {"小学": "primary", "初中": "junior", "高中": "senior"}[each]
    assert named(f"新增学位5200个，其中{each}3100个。")["3100个"] == ("school_places_new", f"stage={value}")
    assert named(f"在校学生9.6万人，其中{each}3.1万人。")["3.1万人"] == ("pupils", f"stage={value}")


def test_part_is_no_whole() -> None:
    """Of other things, or of its own without saying which."""
    assert named("交流轮岗教师412人，其中骨干教师98人。")["98人"] == ("", "")
    assert named("总投资12亿元，其中专项债券5亿元。")["5亿元"] == ("", "")
    assert named("现有民办幼儿园96所，其他民办幼儿园12所。")["12所"] == ("", "")


def test_values_in_a_row_are_of_the_parts_in_a_row() -> None:
    found = named("小学、初中生均公用经费分别为860元和1060元。")
    assert found["860元"] == ("per_pupil_public_funds", "stage=primary")
    assert found["1060元"] == ("per_pupil_public_funds", "stage=junior")


@pytest.mark.parametrize(("topic", "indicator"), [("课后服务", "after_school_participation")])
def test_rate_is_of_what_its_sentence_speaks_of(topic: str, indicator: str) -> None:
    assert named(f"48所学校开展{topic}，参与率96.2%。")["96.2%"][0] == indicator
    assert named("48所学校开展社区活动，参与率96.2%。")["96.2%"][0] == ""


@pytest.mark.parametrize("place", ["白露区", "云石县", "望海新区"])
def test_place_that_no_table_lists(place: str) -> None:
    [claim] = [claim for claim in _claims(f"{place}学生近视率为52.1%。") if claim.text == "52.1%"]
    assert (claim.indicator, claim.region_code) == ("myopia_rate", "")


@pytest.mark.parametrize("said", ["未达到办学标准", "参加了比赛", "被评为先进"])
def test_of_some_of_the_things(said: str) -> None:
    assert named(f"全县有12所幼儿园{said}。")["12所"] == ("", "")
    assert named("全县有12所幼儿园。")["12所"] == ("schools", "stage=preschool")


@pytest.mark.parametrize(("low", "high"), [("由", "减少到"), ("从", "压减至"), ("由", "增加到")])
def test_levels_between_which_a_number_moves_are_there(low: str, high: str) -> None:
    found = named(f"大班额{low}117个{high}6个。")
    assert found["117个"][0] == found["6个"][0] == "large_classes"
