from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.language.text import Text
from pipeline.records import Sentence
from pipeline.segment import split_sentences, structure


def _sentences(text: str) -> tuple[Sentence, ...]:
    return split_sentences(Text(text), structure(Text(text), clean(Text(text)), ()))


def _texts(text: str) -> list[str]:
    return [sentence.text for sentence in _sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["全县增长3.5%；其中小学增长2.1%；初中持平。", "教师1.2万名。"],
        ["他说：“我们要办好每一所学校。”", "会后考察了现场。"],
        ["落实“应助尽助！”的要求，资助3000人。", "成效明显。"],
        ["开展走访（共走访126户。）", "解决问题45个。"],
        ["办学条件怎么样？", "学生最有发言权！", "满意率达98.6%。"],
    ],
)
def test_sentences_end_where_they_end(sentences: list[str]) -> None:
    assert _texts("".join(sentences)) == sentences


def test_sentences_do_not_cross_headings() -> None:
    text = "一、主要成效\n（一）学位供给增加。新建幼儿园3所。\n二、存在问题\n仍有差距。"
    assert _texts(text) == ["一、主要成效", "（一）学位供给增加。", "新建幼儿园3所。", "二、存在问题", "仍有差距。"]


def test_sentences_go_on_over_a_page_footer() -> None:
    text = "全县教育工作情况汇报如下。\n全年新建幼儿园3所，改造校舍1.3万平方米，义务教育营养改善计划供餐\n第2页 共3页\n学校98所，受益学生4万人。共计投入2600万元。"
    sentence = _sentences(text)[1]
    assert sentence.text.startswith("全年新建")
    assert sentence.text.endswith("受益学生4万人。")
    assert sentence.text == text[sentence.start : sentence.end]


def test_sentences_go_on_over_a_wrapped_line() -> None:
    text = "　　2023年，全县教育系统扎实推进各项重点工作，新建和改扩建幼儿园12所、义务\n教育学校9所，新增学位6300个，\n消除大班额84个。\n　　各项工作取得明显成效。"
    assert len(_texts(text)) == 2


def test_sentences_are_rows_of_tables() -> None:
    assert _texts("学段\t学校。数\n小学\t84\n初中\t26") == ["学段\t学校。数", "小学\t84", "初中\t26"]


@given(
    st.lists(
        st.sampled_from(
            [
                "全县126所。",
                "一、成效",
                "（一）好。后文",
                "第1页 共2页",
                "甲，",
                "“乙。”",
                " ",
                "\u3000",
                "！",
                "表\t1",
                "）",
            ]
        )
    )
)
def test_sentences_cover_the_content_once(parts: list[str]) -> None:
    text = "\n".join(parts) + "".join(parts)
    blocks = structure(Text(text), clean(Text(text)), ())
    sentences = split_sentences(Text(text), blocks)
    assert [s.ordinal for s in sentences] == list(range(len(sentences)))
    covered = [0] * len(text)
    for sentence in sentences:
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert blocks[sentence.block].start <= sentence.start < blocks[sentence.block].end
        for position in range(sentence.start, sentence.end):
            covered[position] += 1
    assert max(covered, default=0) <= 1
    for block in blocks:
        if block.kind == "content":
            assert all(covered[n] for n in range(block.start, block.end) if not text[n].isspace())


def test_sentences_go_on_over_a_subscript_on_its_own_line() -> None:
    text = "县生态环境工作总结\n全年空气质量优良，PM\n2.5\n平均浓度为30微克，各项指标持续改善。\n"
    assert "全年空气质量优良，PM\n2.5\n平均浓度为30微克，各项指标持续改善。" in _texts(text)
