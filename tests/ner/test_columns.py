"""Persons in columns of tables."""

from __future__ import annotations

from random import Random

import pytest

from tests.ner.drawn import PLACES, names, person

SEPARATORS = ["\t", " | "]


def table(rows: list[list[str]], separator: str) -> str:
    return "\n".join(separator.join(row) for row in rows) + "\n"


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("suffix", ["镇", "乡", "村", "县", "办", "局", "厅", "处", "街道", "中心", "公司"])
def test_columns_of_places_and_bodies_hold_no_persons(suffix: str, separator: str) -> None:
    rng = Random(suffix)
    for header in (["乡镇", "学校(所)", "学生(人)"], ["单位", "数量", "金额"], None):
        cells = [stem + suffix for stem in rng.sample([*PLACES, "方志", "高桥", "黄坪"], 8)]
        rows = [[cell, str(rng.randint(1, 9)), str(rng.randint(100, 999))] for cell in cells]
        assert names(table([header, *rows] if header else rows, separator), "PERSON") == []


@pytest.mark.parametrize("separator", SEPARATORS)
def test_columns_of_products_hold_no_persons(separator: str) -> None:
    goods = ["黄大豆", "高粱米", "红小豆", "白萝卜", "花生油", "黄玉米"]
    for first in range(len(goods) - 1):
        rows = [["产品", "产量(吨)"], *([good, "30"] for good in goods[first:])]
        assert names(table(rows, separator), "PERSON") == []


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("header", ["姓名", "校长", "联系人", "负责人", "获奖者", "学生姓名"])
def test_columns_whose_header_says_so_hold_persons(header: str, separator: str) -> None:
    rng = Random(header)
    for _ in range(10):
        people = [person(rng) for _ in range(4)]
        rows = [
            ["序号", "乡镇", header],
            *([str(n), rng.choice(PLACES) + "镇", name] for n, name in enumerate(people, 1)),
        ]
        assert names(table(rows, separator), "PERSON") == people


def test_columns_of_names_hold_persons_without_a_header() -> None:
    rng = Random(0)
    for _ in range(30):
        people = ["王国栋", "赵春梅", "周海涛", person(rng)]
        rows = [[str(n), name, "95.5"] for n, name in enumerate(people, 1)]
        assert names(table(rows, "\t"), "PERSON") == people


def test_one_cell_that_names_a_body_is_no_person() -> None:
    for cell in ("方志办", "白沙镇", "计生办", "黄大豆", "高粱米"):
        assert names(f"{cell}\t3\n", "PERSON") == []
