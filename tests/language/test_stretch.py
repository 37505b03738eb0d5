"""The words of a short stretch are those that the lattice reads."""

from __future__ import annotations

import pytest

from pipeline.language.lattice import Lattice
from pipeline.language.stretch import words_of

TEXTS = (
    "全县先后修缮了农村寄宿制学校",
    "提高到义务教育阶段",
    "铁磲镇新聘用教师",
    "第一产业增加值",
    "2026年建成教学楼",
    "一九八七年普通高等学校招生人数",
    "已落实“双减”政策",
)


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_the_lattice(text: str) -> None:
    expected = [(token.start, token.end, token.pos) for token in Lattice.of(text).tokens()]
    assert [(start, end, pos) for start, end, pos, _ in words_of(text, 0, len(text))] == expected


def test_no_word_reaches_over_the_ends_of_a_stretch() -> None:
    assert [text for *_, text in words_of("产值预计增长", 0, 3)][-1] in ("预", "值预", "产值预")
    assert words_of("产值", 1, 1) == []


def test_blanks_are_left_out_and_line_breaks_are_marks() -> None:
    assert [text for *_, text in words_of("教师 学生\n校舍", 0, 8)] == ["教师", "学生", "\n", "校舍"]
