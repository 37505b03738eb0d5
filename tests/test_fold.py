"""Folding keeps offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import Config, extract
from pipeline.fold import fold, fold_radicals


def test_fold_full_width_forms_become_ascii() -> None:
    assert fold("（３，６００万元）：９５％") == "(3,600万元):95%"


def test_fold_leaves_what_has_no_twin() -> None:
    assert fold("“双减”、《意见》。㎡½") == "“双减”、《意见》。㎡½"


@given(st.text())
def test_fold_keeps_length_and_is_idempotent(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("radicals", "characters"),
    [
        ("⼩学⽣", "小学生"),
        ("⾼中⼥教师", "高中女教师"),
        ("⾯积⽅⽶", "面积方米"),
        ("⻘年⻓⻋⻔", "青年长车门"),
        ("⼾籍⾦额⽉⽇", "户籍金额月日"),
        ("⺍⺅⻢⻰", "小亻马龙"),
    ],
)
def test_fold_gives_characters_for_radicals(radicals: str, characters: str) -> None:
    assert fold(radicals) == fold_radicals(radicals) == characters


def test_fold_of_radicals_alone_leaves_wide_forms() -> None:
    assert fold_radicals("⼩（Ａ）") == "小（Ａ）"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("全县⼩学30所，⾼中教师⼀百⼈。", [("30所", 30), ("⼀百⼈", 100)]),
        ("学校⾯积500平⽅⽶，比上年增长百分之⼋⼗。", [("500平⽅⽶", 500), ("百分之⼋⼗", 80)]),
        ("全县共有⽣活⽤房12万⼾，投入⼆⼗亿元。", [("12万⼾", 120000), ("⼆⼗亿元", 2000000000)]),
        ("购置⻋辆三⼗辆，订阅报纸⼗⼆份。", [("三⼗辆", 30), ("⼗⼆份", 12)]),
    ],
)
def test_figures_made_of_radicals_are_found(text: str, claims: list[tuple[str, int]]) -> None:
    assert [(claim.text, claim.value) for claim in extract(text, Config(words=False)).claims] == claims


def test_names_made_of_radicals_keep_their_text_and_are_named_in_characters() -> None:
    facts = extract(
        "⽩沙县第⼀⼩学现有学⽣300⼈，校⻓⾼⼤⼭介绍了情况。白沙县第一小学有教师20名。", Config(words=False)
    )
    schools = [(mention.text, mention.name) for mention in facts.mentions if mention.label == "SCHOOL"]
    assert schools == [("⽩沙县第⼀⼩学", "白沙县第一小学"), ("白沙县第一小学", "白沙县第一小学")]
    assert [claim.scope for claim in facts.claims] == ["白沙县第一小学"] * 2
    assert ("⾼⼤⼭", "高大山") in [(mention.text, mention.name) for mention in facts.mentions]
