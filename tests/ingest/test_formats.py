"""What files are is told by suffix or content: pages of portals, saved pages, Markdown, names without a suffix."""

from __future__ import annotations

import gzip
from email.message import EmailMessage

import pytest
from office_files import Paragraph, docx, pdf, typeset

from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.ingest import read_document
from pipeline.ingest.formats import format_by_content, why_not_read

TEXT = "白沙县2022年工作总结\n全县现有学校32所，在校生1.3万名。"
PAGE = (
    "<html><head><meta charset='utf-8'></head><body>"
    + "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    + "</body></html>"
)
XHTML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">\n'
    f'<html xmlns="http://www.w3.org/1999/xhtml"><head><script src="a.js"/><title>x</title></head>{PAGE[PAGE.index("<body>") :]}'
)


def _text(data: bytes, name: str) -> str:
    return read_document(data, name, Config()).text


@pytest.mark.parametrize(
    "name",
    [
        "a.shtml", "a.jhtml", "a.aspx", "a.asp", "a.jsp", "a.php", "a.do", "a.action", "a.xhtml", "a.SHTML", "a.html?id=3",
        "a", "t20230105_12", "工作总结2.0", "page.html;jsessionid=1", "a.shtml.gz", "a.gz",
    ],
)  # fmt: skip
def test_pages_are_read_whatever_their_suffix(name: str) -> None:
    data = XHTML.encode() if name.endswith(".xhtml") else PAGE.encode("gb18030")
    data = gzip.compress(data) if name.endswith(".gz") else data
    assert _text(data, name) == TEXT


@pytest.mark.parametrize("name", ["download.aspx", "show.php", "文件", "a.jsp?id=7", "download.do"])
def test_files_behind_programs_are_read_as_what_they_are(name: str) -> None:
    lines = TEXT.split("\n")
    assert _text(docx([Paragraph(line) for line in lines]), name) == TEXT
    assert "全县现有学校32所" in _text(pdf(typeset(lines)), name)
    assert _text(TEXT.encode(), name) == TEXT
    assert _text(TEXT.encode("utf-16"), name) == TEXT
    with pytest.raises(DocumentError) as caught:
        _text(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), name)
    assert caught.value.code == "I002"


def _saved(subtype: str = "related", charset: str = "utf-8", start: str = "", encoding: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by a browser>", "总结"
    message["MIME-Version"] = "1.0"
    message.set_content(PAGE, subtype="html", charset=charset, cte=encoding or "quoted-printable")
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    if start:
        message.add_related(b"<html><body><p>frame</p></body></html>", maintype="text", subtype="html")
        first, *rest = message.get_payload()
        first["Content-ID"] = start
        message.set_payload([*rest, first])
        message.set_param("start", start)
    return message.as_bytes()


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.MHT", "保存的网页"])
@pytest.mark.parametrize(
    "data",
    [
        _saved(),
        _saved(charset="gb18030", encoding="base64"),
        _saved(start="<page@x>"),
        _saved().replace(b"\n", b"\r\n"),
        f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{PAGE}".encode(),
    ],
)
def test_saved_pages_are_read(name: str, data: bytes) -> None:
    assert _text(data, name) == TEXT


@pytest.mark.parametrize(
    "data", [b"no mail at all", _saved()[:300], b"MIME-Version: 1.0\nContent-Type: image/png\n\nx"]
)
def test_saved_pages_without_a_page_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        _text(data, "a.mht")
    assert caught.value.code in ("I001", "I006", "I008")


MARKDOWN = """# 白沙县2022年工作总结

## 一、基本情况 ##
全县现有**学校**~~30~~32所，见[公报](http://www.example.cn/a.html "题")。
> 引用一句

- 教师780名
* [x] 学生1.3万名

| 项目 | 金额（万元） |
|:-----|---:|
| 资助 | 120.5 |
| 培训 | 30 |

---
```
| 代码 | 原样 |
```
甲|乙不是表\\*
"""


def test_markdown_is_read_as_it_shows() -> None:
    document = read_document(MARKDOWN.encode(), "a.md", Config())
    regions = [(document.text[region.start : region.end], region.kind, region.level) for region in document.layout]
    assert regions == [
        ("白沙县2022年工作总结", "heading", 1),
        ("一、基本情况", "heading", 2),
        ("全县现有学校", "paragraph", 0),
        ("30", "struck", 0),
        ("32所，见公报。", "paragraph", 0),
        ("引用一句", "paragraph", 0),
        ("教师780名", "list_item", 0),
        ("学生1.3万名", "list_item", 0),
        ("项目\t金额（万元）", "table_row", 0),
        ("资助\t120.5", "table_row", 0),
        ("培训\t30", "table_row", 0),
        ("| 代码 | 原样 |", "paragraph", 0),
        ("甲|乙不是表*", "paragraph", 0),
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.doc", "DOCX"), ("a.wps", "DOCX"), ("a.xls", "spreadsheet"), ("a.JPG", "image"), ("a.zip", "archive"),
        ("a.tar.gz", "archive"), ("a.json", "JSONL"), ("a.rtf", "DOCX"), ("a.dot", "DOCX"), ("~$a.docx", "lock file"), ("a.xyz", "'.xyz'"), ("a.mp4", "film"),
    ],
)  # fmt: skip
def test_what_is_not_read_has_a_reason(name: str, words: str) -> None:
    assert words in why_not_read(name)


@pytest.mark.parametrize("name", ["a.docx", "a.md", "a.txt.gz", "a", "2.0", "a.aspx"])
def test_what_is_read_has_no_reason(name: str) -> None:
    assert why_not_read(name) == ""


def test_content_of_a_beginning_tells_the_format() -> None:
    assert format_by_content(TEXT.encode("gb18030")[:41]) == "text"
    assert format_by_content(PAGE.encode("utf-16")) == "html"
    assert format_by_content(b"Dear all:\nthe plan: is\n\n<b>no page</b>") == "text"
