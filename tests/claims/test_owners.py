"""What a figure holds for where the subject does not say it: the topics of the clauses before it."""

from __future__ import annotations

import pytest

from pipeline import Config, extract


def scopes(text: str) -> list[str]:
    return [claim.scope for claim in extract(text, Config(words=False)).claims]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("青石纺织集团新增专利12项。", "青石纺织集团"),
        ("柘木纺织公司拥有员工320名。", "柘木纺织公司"),
        ("岚石煤矿建成综采工作面3个。", "岚石煤矿"),
        ("省财政安排扶贫资金12亿元。", "省财政"),
        ("各地人民公社已经建立5400万亩种子基地。", "各地人民公社"),
        ("各级图书馆接待读者320万人次。", "各级图书馆"),
        ("沱青铁路发展迅速，累计发送旅客640万人次。", "沱青铁路"),
    ],
)
def test_what_its_clause_or_the_one_before_is_about(text: str, scope: str) -> None:
    assert scopes(text) == [scope]


@pytest.mark.parametrize(
    "text",
    [
        "我国人口众多，粮食产量达到6亿吨。",
        "全面推进改革，新增企业320家。",
        "社会事业加快进步，人均预期寿命达到78岁。",
    ],
)
def test_none_of_what_has_no_figures_of_its_own(text: str) -> None:
    assert scopes(text) == [""]


def test_a_name_that_only_begins_a_longer_one_is_no_topic_of_what_follows() -> None:
    assert scopes("青岛海洋科学实验室获批建设，国家工程中心达到36家。") == [""]
    assert scopes("实施绿隔地区改造工程，新建绿道40公里。") == [""]
