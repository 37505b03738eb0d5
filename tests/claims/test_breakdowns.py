"""Parts and wholes."""

from __future__ import annotations

import pipeline


def wholes_of(text: str) -> dict[str, str]:
    """Text of the whole by text of the part."""
    claims = pipeline.extract(text, pipeline.Config(words=False)).claims
    by_id = {claim.claim_id: claim.text for claim in claims}
    return {claim.text: by_id[claim.part_of] for claim in claims if claim.part_of}


def test_breakdowns_parenthesis_holds_the_parts() -> None:
    text = "现有学校26所(其中小学19所、初中7所),教师1636名(小学1025人、初中611人)。"
    assert wholes_of(text) == {"19所": "26所", "7所": "26所", "1025人": "1636名", "611人": "1636名"}


def test_breakdowns_nested_parts_belong_to_the_nearest_whole() -> None:
    assert wholes_of("幼儿园97所(公办38所、民办59所,其中普惠性民办园46所)。") == {
        "38所": "97所",
        "59所": "97所",
        "46所": "59所",
    }


def test_breakdowns_end_with_their_parenthesis() -> None:
    text = "引进人才420名(其中硕士300名、博士120名),交流校长112名。"
    assert wholes_of(text) == {"300名": "420名", "120名": "420名"}


def test_breakdowns_another_kind_is_no_part() -> None:
    assert wholes_of("处理相关人员116名(含7所学校主要负责人)。") == {}


def test_breakdowns_growth_between_level_and_parts_is_passed_over() -> None:
    text = "在校生31.2万人,比上年增加1.1万人,其中研究生2.6万人、本科生17万人、专科生11.6万人。"
    assert wholes_of(text) == {"2.6万人": "31.2万人", "17万人": "31.2万人", "11.6万人": "31.2万人"}


def test_breakdowns_of_a_growth_are_growth() -> None:
    claims = pipeline.extract("全区扩招77班,其中小学63班、高中14班。", pipeline.Config(words=False)).claims
    assert [claim.change for claim in claims] == ["up", "up", "up"]


def test_breakdowns_inner_parenthesis_does_not_eat_the_outer_sum() -> None:
    text = "现有高校23所,其中本科院校11所(含民办本科3所、独立学院1所)、高职院校12所。"
    assert wholes_of(text) == {"11所": "23所", "3所": "11所", "1所": "11所", "12所": "23所"}


def test_breakdowns_say_whether_they_add_up() -> None:
    def verdicts(text: str) -> dict[str, str]:
        claims = pipeline.extract(text, pipeline.Config(words=False)).claims
        return {claim.text: claim.consistency for claim in claims if claim.consistency}

    assert verdicts("学校26所(其中小学19所、初中7所)。") == {"26所": "adds_up"}
    assert verdicts("学校26所(其中小学15所、初中7所)。") == {"26所": "partial"}
    assert verdicts("学校26所(小学19所、初中9所)。") == {"26所": "exceeds"}
    assert verdicts("招录教师283名,其中硕士92名,占比32.5%。") == {"32.5%": "share_agrees"}
    assert verdicts("招录教师283名,其中硕士92名,占比42.5%。") == {"42.5%": "share_differs"}
