"""Numerals and classifiers that are only part of a longer word."""

from __future__ import annotations

import pytest

from pipeline.claims.quantities import find_quantities


def _found(text: str) -> list[tuple[str, str]]:
    return [(quantity.text, quantity.unit) for quantity in find_quantities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "柘木镇百折不挠推进改革。",
        "政府工作千头万绪。",
        "产业分三步走。",
        "这种看法有两面性。",
        "铁磲村的干部信心百倍。",
        "走进千门万户听取意见。",
        "制度不能一成不变。",
        "亿万人民共同努力。",
        "框架由基础、应用两部分组成。",
        "两部委印发通知。",
        "产值保持两位数增长。",
        "专栏3 网络和信息安全",
        "附表2 国家公园名单",
    ],
)
def test_is_no_quantity(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "quantity", "unit"),
    [
        ("出版专著两部。", "两部", "部"),
        ("云泽县有三个人民满意的窗口。", "三个", "个"),
        ("聘请5名师傅。", "5名", "名"),
        ("列出10项目标任务。", "10项", "项"),
        ("产值翻两番。", "两番", "番"),
        ("提供4000万岗位信息。", "4000万", ""),
        ("新建12所学校。", "12所", "所"),
        ("近百家企业参展。", "近百家", "家"),
    ],
)
def test_counts(text: str, quantity: str, unit: str) -> None:
    assert _found(text) == [(quantity, unit)]
