"""ODT as office programs write it: the same kinds of text as in DOCX, told by styles."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.ingest import read_document
from pipeline.records import RawDocument

_NAMES = (
    " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"),
            ("style", "style"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
        )
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
STYLES = (
    '<style:style style:name="S" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="S2" style:family="text" style:parent-style-name="S"/>'
    '<style:style style:name="N" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)


def _odt(body: str, styles: str = "", **others: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        content = (
            f"<office:document-content {_NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        )
        archive.writestr("content.xml", content)
        if styles:
            archive.writestr("styles.xml", f"<office:document-styles {_NAMES}>{styles}</office:document-styles>")
        for name, data in others.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def _read(body: str, styles: str = "", **others: str) -> RawDocument:
    return read_document(_odt(body, styles, **others), "a.odt", Config())


def _p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_odt_keeps_the_order_of_titles_headings_paragraphs_and_tables() -> None:
    table = (
        "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
        f"<table:table-cell>{_p('学段')}</table:table-cell><table:table-cell>{_p('学校')}</table:table-cell></table:table-row>"
        f"</table:table-header-rows><table:table-row><table:table-cell>{_p('小学')}</table:table-cell>"
        f"<table:table-cell>{_p('86')}</table:table-cell></table:table-row></table:table>"
    )
    margins = "<office:master-styles><style:master-page><style:header>{}</style:header><style:footer>{}</style:footer></style:master-page></office:master-styles>"
    meta = f"<office:document-meta {_NAMES}><office:meta><dc:title>报告</dc:title></office:meta></office:document-meta>"
    heading = '<text:h text:outline-level="2">一、成绩</text:h>'
    document = _read(
        _p("总结", "P1") + heading + _p("新建3所。") + table,
        margins.format(_p("青岭县教育局"), _p("第 1 页")),
        **{"meta.xml": meta},
    )
    assert [(document.text[r.start : r.end], r.kind, r.level) for r in document.layout] == [
        ("青岭县教育局", "boilerplate", 0),
        ("总结", "title", 0),
        ("一、成绩", "heading", 2),
        ("新建3所。", "paragraph", 0),
        ("学段\t学校", "table_row", 0),
        ("小学\t86", "table_row", 0),
        ("第 1 页", "boilerplate", 0),
    ]
    assert document.metadata == (("title", "报告"),)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("现有<text:span>学校</text:span>41所\n  （含<text:a>民办</text:a>）", "现有学校41所 （含民办）"),
        ('甲<text:s text:c="3"/>乙<text:tab/>丙', "甲   乙  丙"),
        ("上<text:line-break/>下", "上\n下"),
        ('床位65<text:span text:style-name="N">4</text:span>张', "床位65⁴张"),
        ('500m<text:span text:style-name="N">2</text:span>', "500m²"),
        ('学校<text:span text:style-name="H">隐藏</text:span>41所', "学校41所"),
        (
            "张堃<text:ruby><text:ruby-base>堃</text:ruby-base><text:ruby-text>kūn</text:ruby-text></text:ruby>",
            "张堃堃",
        ),
        ("前<office:annotation><text:p>批注</text:p></office:annotation>后", "前后"),
        ("资金30<text:change text:change-id='c'/>00万元", "资金3000万元"),
        (
            "教师980<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>脚注</text:p></text:note-body></text:note>名",
            "教师980¹名\n脚注",
        ),
        ("文<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame>", "文\n框内"),
    ],
)
def test_odt_text_is_what_a_reader_sees(markup: str, text: str) -> None:
    assert _read(_p(markup)).text == text


@pytest.mark.parametrize("style", ["S", "S2"])
def test_odt_struck_out_text_is_a_region_of_its_own(style: str) -> None:
    document = _read(_p(f'现有学校<text:span text:style-name="{style}">40</text:span>41所。'))
    assert [(document.text[r.start : r.end], r.kind) for r in document.layout] == [
        ("现有学校", "paragraph"),
        ("40", "struck"),
        ("41所。", "paragraph"),
    ]


def test_odt_writes_the_numbers_of_lists() -> None:
    item = "<text:list-item>{}</text:list-item>"
    inner = f"<text:list>{item.format(_p('甲'))}{item.format(_p('乙'))}</text:list>"
    numbered = f'<text:list text:style-name="L1">{item.format(_p("项") + inner)}{item.format(_p("项"))}</text:list>'
    going_on = f'<text:list text:style-name="L1" text:continue-numbering="true">{item.format(_p("项"))}</text:list>'
    bullets = f'<text:list text:style-name="L2">{item.format(_p("点"))}</text:list>'
    assert _read(numbered + going_on + bullets + numbered).text.split("\n") == [
        "一、项", "（1）甲", "（2）乙", "二、项", "三、项", "点", "一、项", "（1）甲", "（2）乙", "二、项",
    ]  # fmt: skip


def test_odt_numbers_headings_by_the_outline() -> None:
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style></office:styles>'
    )
    heading = '<text:h text:outline-level="{}">{}</text:h>'
    body = heading.format(1, "成绩") + heading.format(2, "学前") + heading.format(2, "小学") + heading.format(1, "问题")
    assert _read(body, outline).text.split("\n") == ["1.成绩", "1.1 学前", "1.2 小学", "2.问题"]


def test_odt_keeps_columns_and_reads_long_cells_as_text() -> None:
    cell = "<table:table-cell{}>{}</table:table-cell>"
    spanned = cell.format(' table:number-columns-spanned="2"', _p("学生")) + "<table:covered-table-cell/>"
    rows = f"<table:table-row>{cell.format('', _p('学段'))}{spanned}</table:table-row>"
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    rows += f"<table:table-row>{cell.format('', _p('小学'))}{empty}</table:table-row>"
    rows += f'<table:table-row table:number-rows-repeated="1000000">{cell.format("", _p(""))}{empty}</table:table-row>'
    assert _read(f"<table:table>{rows}</table:table>").text == "学段\t学生\n小学"
    long = f"<table:table-row>{cell.format('', _p('说明'))}{cell.format('', _p('学' * 500))}</table:table-row>"
    document = _read(f"<table:table>{long}</table:table>")
    assert document.text == f"说明\n{'学' * 500}"


def test_odt_reads_equations_and_leaves_out_what_a_change_deleted() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mn>3000</mn><msup><mi>m</mi><mn>2</mn></msup></mrow><annotation>3000m^2</annotation></semantics></math>'
    deleted = "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    object_ = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    document = _read(deleted + _p(f"校舍{object_}。"), **{"Object 1__content.xml": math})
    assert document.text == "校舍3000m²。"


def test_odt_is_told_by_its_content() -> None:
    assert read_document(_odt(_p("有学校12所。")), "download.do", Config()).text == "有学校12所。"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_odt(""), "I001"),
        (_odt(_p("甲"))[:300], "I008"),
        (_odt(_p("<b>")), "I008"),
        (_odt(_p("甲"), **{"META-INF__manifest.xml": "<manifest:encryption-data/>"}), "I008"),
        (_odt(_p("学" * 9_000_000)), "I007"),
        (b"text", "I008"),
    ],
)
def test_odt_that_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(data, "a.odt", Config())
    assert caught.value.code == code
