"""Pages whose markup is broken: the article is content wherever its author forgot an end tag, and nothing takes for ever."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from pipeline.clean import clean
from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.ingest import read_document
from pipeline.language.text import Text

TITLE = "白沙县教育工作总结"
SENTENCES = [
    f"{when}，全县新建幼儿园{n}所，新增学位{n}20个，教师队伍不断壮大，办学条件明显改善。"
    for n, when in enumerate(("一季度", "上半年", "三季度", "全年"), 3)
]
PARAGRAPHS = [f"<p>{sentence}</p>" for sentence in SENTENCES]
ARTICLE = f"<h1>{TITLE}</h1>{''.join(PARAGRAPHS)}"
LINKS = "".join(f"<a href='/{n}'>{name}</a> | " for n, name in enumerate(("网站地图", "关于我们", "联系方式")))


def _page(body: str) -> str:
    document = read_document(
        f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode(), "a.html", Config()
    )
    blocks = clean(Text(document.text), document.layout)
    return "\n".join(document.text[block.start : block.end] for block in blocks if block.kind == "content")


@pytest.mark.parametrize(
    "body",
    [
        f"<a name='top'>{ARTICLE}",
        f"<a id='top'>{ARTICLE}</a>",
        f"<h1>{TITLE}</h1>" + "".join(f"<p><a name='p{n}'>{s}</a></p>" for n, s in enumerate(SENTENCES)),
        f"<h1>{TITLE}</h1>" + "".join(f"<p><a href='#'>{s}</a></p>" for s in SENTENCES),
        f"<h1>{TITLE}</h1>" + "".join(f"<p><a href='javascript:void(0)'>{s}</a></p>" for s in SENTENCES),
        f"<a href='/index.html'>{ARTICLE}</a>",
    ],
)
def test_anchors_that_lead_nowhere_or_around_the_article_are_no_links(body: str) -> None:
    assert _page(body).split("\n") == [TITLE, *SENTENCES]


@pytest.mark.parametrize("end", ["", "<br>", "</span>"])
def test_links_that_were_never_closed_end_with_their_line(end: str) -> None:
    assert _page(f"<div><a href='/'>返回上一级栏目{end}</div>{ARTICLE}").split("\n") == [TITLE, *SENTENCES]
    first = f"<p>详见<a href='a.doc'>附件{SENTENCES[0]}</p>"
    found = _page(f"<h1>{TITLE}</h1>{first}{''.join(PARAGRAPHS[1:])}").split("\n")
    assert found == [TITLE, f"详见附件{SENTENCES[0]}", *SENTENCES[1:]]


@pytest.mark.parametrize("name", ["nav", "header", "footer", "aside", "menu", "button", "search", "NAV"])
@pytest.mark.parametrize("place", range(5))
def test_parts_that_were_never_closed_take_no_content(name: str, place: int) -> None:
    before, after = "".join(PARAGRAPHS[:place]), "".join(PARAGRAPHS[place:])
    body = f"<h1>{TITLE}</h1>{before}<{name} class='x'>{after}"
    assert _page(f"<div class='content'>{body}</div><{name}>版权所有</{name}>").split("\n") == [TITLE, *SENTENCES]


@pytest.mark.parametrize("name", ["nav", "menu", "header", "sidebar", "footer-links", "breadcrumb"])
@pytest.mark.parametrize("sentences", [1, 2, 4])
def test_elements_named_like_parts_that_were_never_closed_take_no_content(name: str, sentences: int) -> None:
    body = f"<div class='{name}'><a href='/'>首页</a><div class='content'><h1>{TITLE}</h1>{''.join(PARAGRAPHS[:sentences])}"
    assert _page(body.replace("</p>", "")).split("\n") == [TITLE, *SENTENCES[:sentences]]


@pytest.mark.parametrize("name", ["nav", "footer"])
def test_elements_named_like_parts_are_parts_where_the_article_stands_beside_them(name: str) -> None:
    assert _page(f"{ARTICLE}<div class='{name}'>{'版权所有，' * 200}违者必究。</div>").split("\n") == [
        TITLE,
        *SENTENCES,
    ]


def test_parts_that_are_closed_are_parts() -> None:
    body = f"<nav>{SENTENCES[0]}</nav>{ARTICLE}<footer>{SENTENCES[1]}</footer>"
    assert _page(body).split("\n") == [TITLE, *SENTENCES]


@pytest.mark.parametrize(
    "tail",
    [
        f"<div>{LINKS}</div><div>版权所有：白沙县教育局 甲ICP备00000001号</div>",
        f"<div>{LINKS} 版权所有：白沙县教育局 <a href='/b'>甲ICP备00000001号</a></div>",
        f"<div>主办：白沙县人民政府办公室 承办：白沙县数据局</div><div>{LINKS}</div><div>地址：白沙县建设路1号</div>",
        "<div>广告</div><div>学习机限时特价999元，立即购买！</div>",
        "<ul><li><a href='/1'>白沙县召开教育大会</a><span>2023-01-05</span></li>"
        "<li><a href='/2'>白沙县新增学位3000个</a> [01-06]</li></ul>",
        "<h3>相关阅读</h3><div><a href='/1'>白沙县召开教育大会</a><p>1月5日，白沙县召开教育大会，表彰优秀教师120名，各项工作继续推进。</p></div>"
        "<div><a href='/2'>石桥镇启动学位扩容</a><p>1月6日，石桥镇新增学位300个，会议指出要继续推进各项工作，不断改善条件。</p></div>",
        "<div class='related'><p>热门推荐</p><p>石桥镇新增学位3000个</p></div>",
        "<p>上一篇：<a href='/1'>白沙县新增学位3000个</a></p><p>下一篇：<a href='/2'>白沙县建校20所</a></p>",
    ],
)
def test_what_a_page_puts_below_the_article_is_boilerplate(tail: str) -> None:
    assert _page(ARTICLE + tail).split("\n") == [TITLE, *SENTENCES]


def test_a_table_whose_first_column_is_links_stays() -> None:
    rows = "".join(f"<tr><td><a href='/{n}'>第{n}小学</a></td><td>{n}20</td></tr>" for n in range(3, 6))
    assert _page(f"{ARTICLE}<table><tr><td>学校</td><td>学生（人）</td></tr>{rows}</table>").endswith("第5小学\t520")


@pytest.mark.parametrize(
    "guide", ["张堃<rt>zhāng kūn", "张<rt>zhāng堃<rt>kūn</rt>", "张堃<rp>(</rp><rt>zhāng kūn</rt><rp>)</rp>"]
)
def test_phonetic_guides_that_were_never_closed_end_where_the_spoken_form_does(guide: str) -> None:
    assert "校长张堃介绍情况。" in _page(
        f"<h1>{TITLE}</h1><p>校长<ruby>{guide}</ruby>介绍情况。</p>{''.join(PARAGRAPHS)}"
    )
    assert "校长张堃介绍情况。" in _page(f"<h1>{TITLE}</h1><p>校长<ruby>{guide}介绍情况。</p>{''.join(PARAGRAPHS)}")


@pytest.mark.parametrize(
    "opening",
    [
        "<div>" * 2049,
        "<span>" * 5000,
        "<div><section>" * 30_000,
        "<table><tr><td>" * 3000,
        "<b>" * 100_000,
        f"<p {' '.join(f'a{n}=x' for n in range(100_000))}>",
        f"<p class='{'a b ' * 200_000}'>",
        "<b></b>" * 50_000,
        "<a href='/'>首页" * 20_000,
        "<nav>" * 20_000,
        "<rt>a" * 20_000,
        "<rt>" + "a" * 200_000,
        "<!-- " * 50_000 + "-->",
    ],
)
def test_hostile_markup_is_read_in_time(opening: str) -> None:
    started = time.process_time()
    assert SENTENCES[-1] in _page(opening + ARTICLE)
    assert time.process_time() - started < 6


@pytest.mark.parametrize("opening", ["<script " * 50_000, '<a href="' * 50_000, "<!--<" * 50_000, "<p a='" * 50_000])
def test_markup_that_swallows_the_page_ends(opening: str) -> None:
    started = time.process_time()
    with suppress(DocumentError):
        _page(opening + ARTICLE)
    assert time.process_time() - started < 6
