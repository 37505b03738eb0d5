from __future__ import annotations

import pytest
from office_files import Paragraph, Table, docx, package

from pipeline.config import Config
from pipeline.ingest import read_document
from pipeline.ingest.docx_numbering import shown_number
from pipeline.records import RawDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _read(data: bytes) -> RawDocument:
    return read_document(data, "a.docx", Config())


def _body(xml: str) -> RawDocument:
    return _read(package({"word/document.xml": f"<w:document {W}><w:body>{xml}</w:body></w:document>"}))


def _regions(document: RawDocument) -> list[tuple[str, str, int]]:
    return [(document.text[item.start : item.end], item.kind, item.level) for item in document.layout]


def test_docx_keeps_the_order_of_headings_paragraphs_and_tables() -> None:
    table = Table((("学段", "学校"), ("小学", "86")))
    body = [Paragraph("总结", "a3"), Paragraph("成绩", "1"), Paragraph("新建3所。"), table, Paragraph("小节", "21")]
    document = _read(docx(body, header="青岭县教育局", footer="第 1 页", title="报告"))
    assert _regions(document) == [
        ("青岭县教育局", "boilerplate", 0),
        ("总结", "title", 0),
        ("成绩", "heading", 1),
        ("新建3所。", "paragraph", 0),
        ("学段\t学校", "table_row", 0),
        ("小学\t86", "table_row", 0),
        ("小节", "heading", 2),
        ("第 1 页", "boilerplate", 0),
    ]
    assert document.metadata == (("title", "报告"),)


def test_docx_writes_the_numbering_that_word_shows() -> None:
    levels = (0, 1, 1, 2, 2, 0, 1)
    document = _read(docx([Paragraph("项", level=level) for level in levels]))
    assert document.text.split("\n") == ["一、项", "（一）项", "（二）项", "1.项", "2.项", "二、项", "（一）项"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCounting", "一百零五"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
    ],
)
def test_docx_numbering_forms(number: int, form: str, shown: str) -> None:
    assert shown_number(number, form) == shown


def test_docx_leaves_out_what_is_deleted_hidden_or_an_instruction() -> None:
    document = _body(
        "<w:p><w:r><w:t>新建</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>3所</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>学校</w:t></w:r></w:hyperlink></w:p>"
    )
    assert document.text == "新建3所学校"


def test_docx_reads_text_boxes_content_controls_and_footnotes() -> None:
    box = "<w:r><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:r>"
    body = f"<w:sdt><w:sdtContent><w:p><w:r><w:t>正文</w:t></w:r>{box}</w:p></w:sdtContent></w:sdt>"
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote>'
    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {W}>{separator}{note}</w:footnotes>",
    }
    assert _read(package(parts)).text.split("\n") == ["正文", "框内", "脚注"]


def test_docx_breaks_lines_and_keeps_merged_cells_empty() -> None:
    merged = "<w:tcPr><w:vMerge/></w:tcPr>"
    row = "<w:tr><w:tc>{}<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr>"
    document = _body(
        f"<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r></w:p><w:tbl>{row.format('')}{row.format(merged)}</w:tbl>"
    )
    assert document.text.split("\n") == ["上", "下", "甲\t乙", "\t乙"]


def test_docx_keeps_columns_under_a_header_over_several() -> None:
    def cell(text: str, columns: int = 1) -> str:
        span = f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>' if columns > 1 else ""
        return f"<w:tc>{span}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    rows = (cell("项目") + cell("学生", 2) + cell("教师"), "".join(map(cell, ("", "2022年", "2023年", "2023年"))))
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert _body(f"<w:tbl>{table}</w:tbl>").text.split("\n") == ["项目\t学生\t\t教师", "\t2022年\t2023年\t2023年"]


def test_docx_of_the_strict_kind_is_read() -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    body = "<w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body>"
    assert _read(package({"word/document.xml": f"<w:document {strict}>{body}</w:document>"})).text == "正文"


def _tc(*paragraphs: str, properties: str = "") -> str:
    texts = "".join(
        item if item.startswith("<") else f"<w:p><w:r><w:t>{item.replace('|', '</w:t><w:br/><w:t>')}</w:t></w:r></w:p>"
        for item in paragraphs
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{texts}</w:tc>"


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        (("2,163,0|28",), "2,163,028"),
        (("2,163,", "028"), "2,163,028"),
        (("20.|3%",), "20.3%"),
        (("3000|万元",), "3000万元"),
        (("3000", "万元"), "3000万元"),
        (("义务教育|公用经费",), "义务教育公用经费"),
        (("学生数|（人）",), "学生数（人）"),
        (("Open|Document",), "Open Document"),
        # Two numbers below each other are two.
        (("120|130",), "120 130"),
        (("120", "130"), "120 130"),
        (("书费：1000元", "杂费：500元"), "书费：1000元 杂费：500元"),
    ],
)
def test_docx_joins_the_lines_of_a_cell(paragraphs: tuple[str, ...], text: str) -> None:
    row = f"<w:tr>{_tc('项目')}{_tc(*paragraphs)}</w:tr>"
    assert _body(f"<w:tbl>{row}</w:tbl>").text == f"项目\t{text}"


@pytest.mark.parametrize("text", ["", "小学"])
def test_docx_writes_the_automatic_numbers_of_cells(text: str) -> None:
    numbered = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    rows = "".join(f"<w:tr>{_tc(numbered.format(text))}{_tc(number)}</w:tr>" for number in ("1200", "860"))
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    parts = {
        "word/document.xml": f"<w:document {W}><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {W}>{numbering}</w:numbering>",
    }
    between = f" {text}" if text else ""
    assert _read(package(parts)).text.split("\n") == [f"1{between}\t1200", f"2{between}\t860"]


def test_docx_reads_tables_and_boxes_in_cells_and_boxes() -> None:
    inner = f"<w:tbl><w:tr>{_tc('小学')}{_tc('12')}</w:tr></w:tbl>"
    box = f"<w:p><w:r><w:t>附表</w:t></w:r><w:r><w:txbxContent>{inner}</w:txbxContent></w:r></w:p>"
    assert _body(box).text.split("\n") == ["附表", "小学\t12"]
    assert _body(f"<w:tbl><w:tr>{_tc('甲')}{_tc(inner, '尾')}</w:tr></w:tbl>").text.split("\n") == [
        "甲",
        "小学\t12",
        "尾",
    ]
    row = f"<w:tr>{_tc(box)}{_tc('30')}</w:tr>"
    assert _body(f"<w:tbl>{row}</w:tbl>").text.split("\n") == ["附表\t30", "小学\t12"]


def test_docx_keeps_the_columns_of_rows_that_begin_late() -> None:
    first = f"<w:tr>{_tc('学段')}{_tc('学校')}{_tc('学生')}</w:tr>"
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{_tc("3")}{_tc("120")}</w:tr>'
    table = f"<w:tbl>{first}</w:tbl><w:p/><w:tbl>{late}</w:tbl>"
    assert _body(table).text.split("\n") == ["学段\t学校\t学生", "\t3\t120"]
