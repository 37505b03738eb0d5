from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.language.text import Text
from pipeline.records import Block, Region
from pipeline.segment import read_metadata, split_sentences, structure

BODY = "全县现有学校126所，在校学生5.8万人，比上年增长3.2%，教师队伍不断壮大，办学条件明显改善。"
PIECES = [BODY, "首页 > 总结", "浏览次数：12", "一、基本情况", "（一）学前教育", "目录", "第1页 共2页", "\n", "\r\n", " ", "\u3000",
          "青岭县工作总结", "2023年1月5日", "推荐阅读", "***", "|", "来源：", "\ufeff", "\x0c", "表\t1", "123"]  # fmt: skip


def _content(text: str, layout: tuple[Region, ...] = ()) -> list[str]:
    return [text[block.start : block.end] for block in clean(Text(text), layout) if block.kind == "content"]


def _assert_tiles(text: str, blocks: tuple[Block, ...]) -> None:
    assert "".join(text[block.start : block.end] for block in blocks) == text
    assert [block.ordinal for block in blocks] == list(range(len(blocks)))
    for block in blocks:
        assert block.start < block.end
        assert (block.rule == "") == (block.kind == "content")


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("\n".join))
def test_clean_blocks_tile_pages(text: str) -> None:
    blocks = clean(Text(text))
    _assert_tiles(text, blocks)
    assert clean(Text(text)) == blocks
    for block in blocks:
        if block.kind == "content":
            visible = text[block.start : block.end]
            assert visible == visible.strip()


@given(st.text(max_size=300))
def test_clean_blocks_tile_any_text(text: str) -> None:
    _assert_tiles(text, clean(Text(text)))


def test_clean_of_nothing_is_nothing() -> None:
    assert clean(Text("")) == ()
    assert [block.rule for block in clean(Text(" \n "))] == ["white-space"]


def test_clean_gives_white_space_beside_boilerplate_to_it() -> None:
    text = f"欢迎来到某某范文网！\n\n  {BODY}\n\n  {BODY}\n\n浏览次数：12\n"
    assert _content(text) == [f"{BODY}\n\n  {BODY}"]


def test_clean_trusts_boilerplate_of_the_layout() -> None:
    text = f"政务公开\n{BODY}\n网站名称"
    layout = (Region(0, 4, "boilerplate"), Region(len(text) - 4, len(text), "boilerplate"))
    assert _content(text, layout) == [BODY]


@pytest.mark.parametrize("footer", ["第2页 共7页", "第 2 页，共 7 页", "共7页 第2页", "Page 2 of 7"])
def test_clean_cuts_page_footers_out_of_lines(footer: str) -> None:
    text = f"{BODY}{BODY} {footer}\n{BODY}"
    assert _content(text) == [BODY + BODY, BODY]


def test_clean_removes_contents_also_when_the_body_is_cut_off() -> None:
    entries = ["一、主要成效", "（一）扩大学位供给", "（二）改善办学条件", "二、存在问题", "三、下步打算"]
    body = f"青岭县教育工作汇报\n{BODY}\n一、主要成效\n（一）扩大学位供给。{BODY}\n（二）改善办学条件。{BODY}"
    assert _content("\n".join(entries) + "\n" + body) == [body]


def test_clean_keeps_a_list_of_headings_that_nothing_repeats() -> None:
    text = f"青岭县工作要点\n一、扩大学位供给\n二、改善办学条件\n三、建强教师队伍\n{BODY}"
    assert _content(text) == [text]


@pytest.mark.parametrize(
    "line",
    [
        "投入2022多万元用于***学校标准化建设，XX县新建幼儿园××所。",
        "（二）下载、分享、阅读优质资源成为常态。",
        "来源于基层的典型经验不断涌现，县域影响持续扩大。",
        "联系人：温老师，联系电话：0000-1234567。",
        "平台点击量：全年累计达到120万次，注册用户3.2万人。",
    ],
)
def test_clean_keeps_content_that_looks_like_boilerplate(line: str) -> None:
    text = f"青岭县教育工作汇报\n{BODY}\n{line}\n{BODY}"
    assert _content(text) == [text]


@pytest.mark.parametrize(
    "line", ["第" * 50_000, "共1页 " * 20_000, "《" * 50_000, "来源：" * 20_000, " > " * 20_000, "a.b" * 30_000]
)
def test_clean_is_fast_on_hostile_lines(line: str) -> None:
    started = time.process_time()
    clean(Text(f"{line}\n{BODY}\n{line}"))
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "line",
    [
        "推荐内容",
        "一、主要成效",
        "目录",
        "青岭县工作总结",
        "第1页 共2页",
        "来源：",
        ">",
        "教育局",
        "2023年1月5日",
        "12",
        BODY,
        BODY[:-1],
    ],
)
def test_clean_and_segment_are_fast_on_many_lines(line: str) -> None:
    text = "\n".join(f"{line}{number % 7}" if line == "教育局" else line for number in range(8_000))
    started = time.process_time()
    blocks = structure(Text(text), clean(Text(text)), ())
    split_sentences(Text(text), blocks)
    read_metadata(Text(text), blocks, ())
    assert time.process_time() - started < 2


def test_clean_keeps_a_line_that_begins_like_a_table_of_contents() -> None:
    text = f"{BODY}\n目  录管理平台建成投用。\n{BODY}"
    assert "".join(text[b.start : b.end] for b in clean(Text(text)) if b.kind == "content") == text


def test_clean_keeps_a_text_that_repeats_itself() -> None:
    text = "\n".join([BODY] * 5)
    assert _content(text) == [text]


PAGE = [
    "首页 > 政务公开 > 工作总结", "浏览次数：1234次", "青岭县工作总结", "来源：青岭县教育局 发布时间：2023-05-06 09:30", BODY,
    "投入404万元", "预算金额（万元）：356.8", BODY, "第3页 共9页", "— 3 —", "责任编辑：李某", "【打印】 【关闭】", "上一篇：某县总结",
    "版权所有：青岭县教育局", "猜你喜欢", "某县计划",
]  # fmt: skip
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
BLANKS = "\u00a0\u2000\u2005\u2009\u200a\u202f\u205f\u3000"


@given(st.randoms(use_true_random=False))
def test_clean_does_not_see_invisible_characters_and_the_width_of_blanks(random: Random) -> None:
    page = "\n".join(PAGE)
    text = "".join(
        (random.choice(BLANKS) if character == " " else character)
        + (random.choice(INVISIBLE) if character != "\n" and random.random() < 0.1 else "")
        for character in page
    )
    blocks = clean(Text(text))
    _assert_tiles(text, blocks)
    assert [block.rule for block in blocks] == [block.rule for block in clean(Text(page))]


def test_clean_cuts_where_the_raw_text_has_invisible_characters() -> None:
    assert _content(f"{BODY}\u200b{BODY}\u200b 第\u200b2页 共7页\n{BODY}") == [f"{BODY}\u200b{BODY}", BODY]
