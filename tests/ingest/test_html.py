from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.ingest import read_document
from pipeline.records import RawDocument

PROSE = "全县现有学校126所，在校学生5.8万人，比上年增长3.2%，教师队伍不断壮大。"


def _read(body: str, head: str = "") -> RawDocument:
    return read_document(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html", Config())


def _kinds(document: RawDocument) -> dict[str, str]:
    return {document.text[region.start : region.end]: region.kind for region in document.layout}


def test_html_has_one_block_per_line_and_collapses_space() -> None:
    document = _read("<div>一<b>二</b>\n  三<p>四<br>五</p></div><p>\n六   七 </p><!-- no --><script>x</script>")
    assert document.text == "一二 三\n四\n五\n六 七"


def test_html_separates_cells_by_tabs() -> None:
    document = _read(
        "<table><tr><th>学段</th><th><p>学校</p><p>（所）</p></th></tr><tr><td>小学</td><td>84</td></tr></table>"
    )
    assert document.text == "学段\t学校 （所）\n小学\t84"
    assert set(_kinds(document).values()) == {"table_row"}


def test_html_keeps_columns_under_cells_that_span_rows_or_columns() -> None:
    head = '<tr><th rowspan="2">学段</th><th colspan="2">学生</th><th rowspan="2">教师</th></tr><tr><th>男</th><th>女</th></tr>'
    body = (
        '<tr><td>小学</td><td>52</td><td>48</td><td>9</td></tr><tr><td>初中</td><td colspan="2">70</td><td>6</td></tr>'
    )
    document = _read(f"<table>{head}{body}</table>")
    assert document.text == "学段\t学生\t\t教师\n\t男\t女\n小学\t52\t48\t9\n初中\t70\t\t6"


def test_html_does_not_swell_by_spans() -> None:
    row = "<tr>" + '<td colspan="99999999">a</td>' * 3 + '<td colspan="1000" rowspan="-2">b</td></tr>'
    assert len(_read(f"<table>{row}<tr><td>c</td><td>d</td></tr></table>").text) < 500


def test_html_reads_layout_tables_as_blocks() -> None:
    document = _read(f"<table><tr><td>目录<ul><li>甲</li></ul></td><td><p>{PROSE}</p><p>{PROSE}</p></td></tr></table>")
    assert document.text.split("\n") == ["目录", "甲", PROSE, PROSE]


def test_html_leaves_hidden_elements_out() -> None:
    document = _read(f"<p>{PROSE}</p><p style='display: none'>隐藏</p><p hidden>隐藏</p><textarea>隐藏</textarea>")
    assert document.text == PROSE


def test_html_marks_boilerplate_by_structure() -> None:
    document = _read(
        "<nav>首页</nav><div class='breadcrumb'>当前位置</div><div class='main'><h1>青岭县工作总结</h1>"
        f"<div class='info'>来源：办公室</div><div id='content'><p>{PROSE}</p><p>一、基本情况</p><p>{PROSE}</p></div></div>"
        "<div class='list'><a href='1'>甲县总结</a></div><footer>版权所有</footer>"
    )
    kinds = _kinds(document)
    assert [text for text, kind in kinds.items() if kind == "boilerplate"] == [
        "首页",
        "当前位置",
        "甲县总结",
        "版权所有",
    ]
    assert kinds["青岭县工作总结"] == "title"
    assert kinds["来源：办公室"] == "paragraph"


def test_html_does_not_take_a_badly_named_wrapper_for_boilerplate() -> None:
    paragraphs = "".join(f"<p>{number}{PROSE}</p>" for number in range(5))
    document = _read(f"<div class='header'>{paragraphs}</div>")
    assert "boilerplate" not in _kinds(document).values()


def test_html_regions_lie_in_text_order_and_do_not_overlap() -> None:
    document = _read("<h2>甲</h2><ul><li>乙</li><li>丙</li></ul><table><tr><td>丁</td><td>戊</td></tr></table>")
    position = 0
    for region in document.layout:
        assert position <= region.start < region.end <= len(document.text)
        position = region.end
    assert next((region.kind, region.level) for region in document.layout) == ("heading", 2)


def test_html_reads_metadata() -> None:
    head = (
        "<title>青岭县 \n 工作总结_青岭县政府</title><meta name='PubDate' content='2023-01-05'>"
        "<meta property='og:site_name' content='青岭县政府'><link rel='canonical' href='http://a.example/1.html'>"
    )
    metadata = dict(_read(f"<p>{PROSE}</p>", head).metadata)
    assert metadata["title"] == "青岭县 工作总结_青岭县政府"
    assert metadata["PubDate"] == "2023-01-05"
    assert metadata["canonical"] == "http://a.example/1.html"


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1", "x-unknown", ""])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
def test_html_trusts_the_bytes_more_than_the_declaration(declared: str, encoding: str) -> None:
    page = f"<html><head><meta charset='{declared}'></head><body><p>{PROSE * 3}</p></body></html>"
    assert read_document(page.encode(encoding), "a.html", Config()).text == PROSE * 3


def test_html_without_text_is_an_error() -> None:
    for body in ("", "<script>document.write('x')</script>", "<img src='a.png'>"):
        with pytest.raises(DocumentError) as caught:
            _read(body)
        assert caught.value.code == "I006"


def test_html_survives_depth_entities_and_damage() -> None:
    assert _read("<div>" * 1000 + PROSE).text == PROSE
    assert _read("<div>" * 5000 + PROSE + "</div>" * 5000 + "<p>末").text == f"{PROSE}\n末"
    bomb = "<!DOCTYPE html [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>"
    document = read_document(f"{bomb}<p>甲&b;&amp;&nbsp;&#x4e59;&#0;".encode(), "a.html", Config())
    assert "甲" in document.text
    assert "&" in document.text
    assert _read("<p>甲<td>乙</p></table></span><p>丙").text.replace("\n", "") == "甲乙丙"
