"""Parts and wholes."""

from __future__ import annotations

import pytest

import pipeline
from tests.claims.conftest import ClaimsOf


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


def test_breakdowns_a_topic_names_its_whole() -> None:
    text = "学校专任教师1124人,生师比18:1。专任教师中,正高级职称132人、副高级职称371人。"
    assert wholes_of(text) == {"132人": "1124人", "371人": "1124人"}


def test_breakdowns_of_money_may_begin_a_sentence() -> None:
    text = "一般公共预算收入12.86亿元,为调整预算的102.3%,超收2890万元。其中:税收收入7.91亿元,非税收入4.95亿元。"
    assert wholes_of(text) == {"7.91亿元": "12.86亿元", "4.95亿元": "12.86亿元"}


def test_breakdowns_go_on_to_the_rest() -> None:
    text = "在校生21725人,其中本科生20118人;其余为硕士生1516人、留学生91人。"
    assert set(wholes_of(text)) == {"20118人", "1516人", "91人"}


def test_breakdowns_what_is_left_out_and_a_limit_are_neither_part_nor_whole() -> None:
    assert wholes_of("全市有学校1364所(不含教学点418个)。") == {}
    text = "债务余额52.18亿元,控制在限额53.6亿元以内,其中一般债务23.4亿元、专项债务28.78亿元。"
    assert set(wholes_of(text).values()) == {"52.18亿元"}


def test_breakdowns_add_up_without_a_word_that_says_so() -> None:
    assert wholes_of("共有学校37所:\n云泽区(21所)\n砚湖区(16所)\n") == {"21所": "37所", "16所": "37所"}
    assert wholes_of("培训教师874名,云泽片区463名,砚湖片区411名。") == {"463名": "874名", "411名": "874名"}


def test_breakdowns_that_do_not_add_up_need_a_word_that_says_so() -> None:
    assert wholes_of("培训教师874名,云泽片区463名,砚湖片区412名。") == {}
    assert wholes_of("新建学校8所,改造校舍5所,扩建食堂3所。") == {}


def test_breakdowns_go_on_over_semicolons_where_a_name_alone_stands() -> None:
    text = "共有学校60所,其中:云泽镇30所;砚湖镇20所;新建校舍7所。"
    assert wholes_of(text) == {"30所": "60所", "20所": "60所"}


def test_breakdowns_two_wholes_by_turns() -> None:
    text = "茶园面积90公顷,产量70吨。其中:云樟茶20公顷,产量15吨;砚湖茶40公顷,产量31吨。"
    assert wholes_of(text) == {"20公顷": "90公顷", "15吨": "70吨", "40公顷": "90公顷", "31吨": "70吨"}


@pytest.mark.parametrize("kinds", [("特色学校", "承办校", "传承学校", "试点学校"), ("社区", "广场", "公园", "书屋")])
def test_members_of_one_list_are_no_parts_of_its_first(claims_of: ClaimsOf, kinds: tuple[str, ...]) -> None:
    counts = (10, 5, 3, 2)
    text = "抓好" + "、".join(f"{count}所{kind}" for count, kind in zip(counts, kinds, strict=True)) + "建设。"
    assert not any(claim.part_of for claim in claims_of(text).values())
