"""Subjects and scopes that the words beside a figure tell."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.claims.words import tagged

CONFIG = pipeline.Config(words=False)


@pytest.mark.parametrize("thing", ["教学楼", "收音机", "植物园"])
@pytest.mark.parametrize("verb", ["修缮", "迎来", "捐赠", "查获"])
def test_subject_is_the_thing_whatever_the_verb(verb: str, thing: str) -> None:
    for text in (f"全县{verb}了{thing}120座。", f"青禾县{verb}了120座{thing}。"):
        (claim,) = pipeline.extract(text, CONFIG).claims
        assert claim.subject == thing, text


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("在柘木乡,有120名志愿者登记了姓名。", "柘木乡"),
        ("走进滨河街道,120名志愿者正在登记姓名。", "滨河街道"),
        ("研究员王敏所在的柘木村有会议室8个。", "柘木村"),
        ("据了解,柘木村因施工搬迁了变压器8台。", "柘木村"),
        # what only says more of a noun, or is one of several, is no scope
        ("区里听取副区长汇报后,排查风险点28处。", ""),
        ("完善安徽高等研究院机制,新建产业学院40个。", ""),
    ],
)
def test_scope_is_a_name_that_the_words_beside_it_make_one(text: str, scope: str) -> None:
    (claim,) = pipeline.extract(text, CONFIG).claims
    assert claim.scope == scope


def test_acts_are_counted_with_their_verb() -> None:
    (claim,) = pipeline.extract("回访当事人285人次。", CONFIG).claims
    assert claim.subject == "回访当事人"


@pytest.mark.parametrize("text", ["①修缮教学楼12座②迎来研究员30名", "1.修缮教学楼12座;2.迎来研究员30名。"])
def test_no_subject_begins_with_a_mark(text: str) -> None:
    assert [claim.subject for claim in pipeline.extract(text, CONFIG).claims] == ["教学楼", "研究员"]


def test_words_have_classes() -> None:
    words = {word.text: word.tag for word in tagged("我县在铁磲镇查获了教学楼", 0, 12)}
    assert words["我县"] == "ours"
    assert words["铁磲镇"] == "place"
    assert "v" in {tag[0] for tag in words.values()}
