"""Copies of printed pages keep its lines: what the print broke is one sentence, whatever the width of the page."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.segment.wrapping import LEAST, begins_paragraph, columns, is_full, least_wrapped

_PARAGRAPHS = [
    "今年以来，全县教育投入累计8316万元，其中上级拨付教育资金5018万元，包括义务教育免费资金4525万元、校舍维修改造资金493万元，保障能力明显增强。",
    "同时，我们为2800名农村义务教育阶段家庭经济困难学生发放助学金和生活补助金共计89万元，全县没有一名学生因为家庭经济困难而失学。",
    "学校建设进展顺利，全县加固维修校舍面积12万平方米，完成投资230万元，柘木中学、云岫小学的教学楼和学生食堂先后投入使用，师生反映良好。",
]


def _printed(width: int) -> str:
    """The paragraphs in lines of at most `width` Chinese characters, two digits or letters to one."""
    lines = [""]
    for paragraph in _PARAGRAPHS:
        for character in paragraph:
            if columns(lines[-1] + character) > 2 * width:
                lines.append("")
            lines[-1] += character
        lines.append("")
    return "\n".join(lines[:-1])


@pytest.mark.parametrize("width", [20, 23, 26, 30, 34])
def test_wrapping_sentences_go_on_over_the_lines_of_a_page(width: int) -> None:
    facts = pipeline.extract(_printed(width), pipeline.Config(words=False))
    assert [sentence.text.replace("\n", "") for sentence in facts.sentences] == _PARAGRAPHS


@pytest.mark.parametrize("width", [20, 26, 34])
def test_wrapping_figures_and_names_are_those_of_the_unbroken_text(width: int) -> None:
    config = pipeline.Config(words=False)
    printed, whole = (pipeline.extract(text, config) for text in (_printed(width), "\n".join(_PARAGRAPHS)))
    assert [(claim.subject, claim.value) for claim in printed.claims] == [
        (claim.subject, claim.value) for claim in whole.claims
    ]
    assert [mention.name for mention in printed.mentions] == [mention.name for mention in whole.mentions]


def test_wrapping_items_of_a_list_stay_apart() -> None:
    items = [f"柘木县{place}镇中心小学附属幼儿园建设项目工程" for place in "东西南北中上下"]
    assert least_wrapped(items) == LEAST


def test_wrapping_short_paragraphs_stay_apart() -> None:
    paragraphs = ["全县共有小学19所，学生8000人。", "共有初中6所，学生3000人。", "教师900人，其中高级教师80人。"] * 3
    assert least_wrapped(paragraphs) == LEAST


@pytest.mark.parametrize("width", [23, 26])
def test_wrapping_of_a_page_with_many_short_lines_is_told_by_its_full_ones(width: int) -> None:
    """Tables and headings make most lines; the first line of a paragraph is set in, so it holds two characters less."""
    lines: list[str] = []
    for paragraph in _PARAGRAPHS * 2:
        line = "　　"
        for character in paragraph:
            if columns(line + character) > 2 * width:
                lines.append(line.strip())
                line = ""
            line += character
        lines.append(line)
    printed = "\n".join([*lines, *["竹编"] * len(lines)])
    facts = pipeline.extract(printed, pipeline.Config(words=False))
    assert [sentence.text.replace("\n", "") for sentence in facts.sentences][: len(_PARAGRAPHS)] == _PARAGRAPHS


def test_wrapping_figures_do_not_fit_into_a_line_in_part() -> None:
    full = "全" * 26
    assert is_full("全" * 23, "1280000.5万元的资金", 49, is_first=False)
    assert not is_full("全" * 23, "资金", 49, is_first=False)
    assert is_full(full, "资金", 49, is_first=False)


@pytest.mark.parametrize(
    ("line", "begins"),
    [("（二）企业应保存记录，并", True), ("第七条 车辆应具备记录", True), ("（二）完善保障机制", False)],
)
def test_wrapping_numbered_lines_begin_paragraphs_when_they_are_no_headings(line: str, begins: bool) -> None:
    assert begins_paragraph(line) is begins


@pytest.mark.parametrize("topic", ["到2027年，", "力争到2030年，"])
def test_wrapping_a_time_that_begins_a_sentence_begins_a_paragraph(topic: str) -> None:
    above = "坚持以产业需求为导向，以竹编名县建设为抓手，不断推进全县竹编产业链现代化水平和高质量发展"
    text = f"{above}\n{topic}建成竹编基地3个。"
    assert len(pipeline.extract(text, pipeline.Config(words=False)).sentences) == 2
