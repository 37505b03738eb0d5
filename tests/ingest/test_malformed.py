"""Files as damaged as they come: each gives text with a warning or one coded refusal, and none hangs."""

from __future__ import annotations

import gzip
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from office_files import Paragraph, docx, image_pdf, package, pdf, typeset

from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.flow import extract_document
from pipeline.ingest import Unreadable, documents_of
from pipeline.records import RawDocument

TEXT = (
    "青岭县教育局2021年工作总结\n一、主要成绩\n2021年，全县新建幼儿园3所，新增学位810个，各项事业稳步发展，群众满意度不断提高。\n"
    "二、存在问题\n学校布局有待优化，教师队伍结构不够合理，城乡差距依然存在，需要继续努力加以解决。\n"
)
PAGE = (
    "<html><head><title>总结</title></head><body><div class='nav'><a href='/'>首页</a></div><div class='content'>"
    + "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    + "</div></body></html>"
)
DOCX = docx([Paragraph(line) for line in TEXT.splitlines()])
PDF = pdf(typeset(TEXT.splitlines()))
CONFIG = Config(words=False, max_bytes=32 << 20)


def _zip(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _word(body: str, styles: str = "") -> bytes:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {"word/document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>"}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {namespace}>{styles}</w:styles>"
    return package(parts)


def _open(body: str, manifest: bytes = b"") -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    content = f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return _zip({"content.xml": content.encode(), "META-INF/manifest.xml": manifest})


def _stream(data: bytes, extra: bytes = b"", times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return b"<<%s/Filter[%s]/Length %d>>stream\n%s\nendstream" % (extra, b"/FlateDecode " * times, len(data), data)


def _pdf(content: bytes, forms: int = 0) -> bytes:
    """A page whose content is a stream; with forms, each of which draws the next one ten times, and the last a word."""
    resources = b"<</Font<</F1 3 0 R>>/XObject<</X %d 0 R>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources" + resources
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources" + resources % 6 + b">>",
        content,
    ]
    for number in range(forms):
        last = number == forms - 1
        objects.append(
            _stream(b"BT /F1 9 Tf (word) Tj ET" if last else b"1 0 0 1 3 1 cm /X Do " * 10, form % (7 + number))
        )
    body = b"".join(b"%d 0 obj%s\nendobj\n" % (number, data) for number, data in enumerate(objects, 1))
    return b"%PDF-1.5\n" + body + b"trailer<</Root 1 0 R/Size 99>>\n%%EOF"


def _cut(data: bytes, at: float) -> bytes:
    return data[: int(len(data) * at)]


def _spoilt(data: bytes, every: int = 97) -> bytes:
    """Some bytes replaced by one that few encodings allow."""
    spoilt = bytearray(data)
    for position in range(every, len(spoilt), every):
        spoilt[position] = 0xFF
    return bytes(spoilt)


WARNINGS = {"I003", "I009", "I011", "I013", "I014", "I015", "I016", "I017", "I020", "I023", "I025", "W001"}
# name → (bytes, what becomes of it): ok, partial with the code of the warning, or the code of the refusal
CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    # encodings
    "utf8-cut-character.txt": (lambda: TEXT.encode()[:-2], "I003"),
    "utf8-bad-bytes.txt": (lambda: _spoilt(TEXT.encode()), "I003"),
    "utf8-bom-bad-bytes.txt": (lambda: b"\xef\xbb\xbf" + _spoilt(TEXT.encode()), "I003"),
    "utf8-bom-inside.txt": (lambda: (TEXT + "\ufeff" + TEXT).encode(), "ok"),
    "utf8-two-boms.txt": (lambda: ("\ufeff\ufeff" + TEXT).encode(), "ok"),
    "utf8-lone-surrogates.txt": (lambda: ("\ud800" + TEXT + "\udfff").encode("utf-8", "surrogatepass"), "I003"),
    "utf8-overlong.txt": (lambda: TEXT.encode() + b"\xc0\xaf\xc0\x80", "I003"),
    "utf16-le-no-bom.txt": (lambda: TEXT.encode("utf-16-le"), "ok"),
    "utf16-odd-length.txt": (lambda: TEXT.encode("utf-16")[:-1], "I003"),
    "utf16-lone-surrogate.txt": (lambda: TEXT.encode("utf-16") + b"\x00\xd8", "I003"),
    "utf16-be-broken.txt": (lambda: b"\xfe\xff" + TEXT.encode("utf-16-be") + b"\xd8\x00\x00\x41", "I003"),
    "utf32-cut.txt": (lambda: TEXT.encode("utf-32")[:-2], "I003"),
    "gbk-cut-character.txt": (lambda: TEXT.rstrip().encode("gb18030")[:-1], "I003"),
    "gbk-bad-bytes.txt": (lambda: _spoilt(TEXT.encode("gbk")), "I003"),
    "gb18030-mark-broken.txt": (lambda: b"\x84\x31\x95\x33" + TEXT.encode("gb18030") + b"\xff", "I003"),
    "big5-bad-bytes.txt": (
        lambda: "學校教育經費與學生人數統計，教師隊伍建設工作總結。\n".encode("big5") * 8 + b"\xff",
        "I003",
    ),
    "half-utf8-half-gbk.txt": (lambda: (TEXT * 20).encode() + "附件".encode("gbk"), "I003"),
    "html-declares-wrongly.html": (lambda: b'<meta charset="big5">' + PAGE.encode(), "ok"),
    "html-declares-nonsense.html": (lambda: b'<meta charset="x-none">' + PAGE.encode("gbk"), "ok"),
    "html-gbk-bad-bytes.html": (lambda: b'<meta charset="gbk">' + _spoilt(PAGE.encode("gbk"), 211), "I003"),
    # characters and line ends
    "nul-inside.txt": (lambda: TEXT.encode().replace("所".encode(), "所\0".encode(), 1), "ok"),
    "controls.txt": (lambda: (TEXT * 20).replace("\n", "\x0b\n", 2).replace("一", "\x1b一", 1).encode(), "ok"),
    "mixed-line-ends.txt": (lambda: TEXT.replace("\n", "\r\n", 1).replace("\n二", "\r二", 1).encode(), "ok"),
    "noncharacters.txt": (lambda: (TEXT + "\uffff\ufffe\ufdd0").encode(), "ok"),
    "ten-megabytes-in-a-line.txt": (lambda: ("全县新建幼儿园3所，新增学位810个。" * 200_000).encode(), "I019"),
    "no-letters.txt": (lambda: ("　" * 4000 + "。").encode(), "W001"),
    # nothing there
    "empty.txt": (lambda: b"", "I001"),
    "white.txt": (lambda: " \r\n\u3000\t".encode(), "I001"),
    "only-bom.txt": (lambda: b"\xef\xbb\xbf", "I001"),
    "only-comments.html": (lambda: b"<!-- a --><!-- b -->", "I006"),
    "only-scripts.html": (lambda: b"<html><script>var a = 1</script></html>", "I006"),
    "empty.docx": (lambda: _word("<w:p/>"), "I001"),
    # HTML
    "nested-100000.html": (lambda: b"<div>" * 100_000 + TEXT.encode(), "ok"),
    "nested-500.html": (lambda: b"<div>" * 500 + TEXT.replace("\n", "<br>").encode(), "ok"),
    "unclosed.html": (lambda: PAGE.replace("</p>", "").replace("</div>", "").encode(), "ok"),
    "cut-in-a-tag.html": (lambda: PAGE.encode() + b'<div class="foo', "ok"),
    "unquoted.html": (lambda: PAGE.replace("'", "").encode(), "ok"),
    "table-soup.html": (lambda: b"<table><tr><td>" * 200 + TEXT.replace("\n", "<br>").encode(), "ok"),
    "entities.html": (
        lambda: ('<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>' + PAGE + "&c;&nosuch;").encode(),
        "ok",
    ),
    "nul.html": (lambda: PAGE.encode().replace(b"<p>", b"<p>\0", 1), "ok"),
    # containers that are no or other containers
    "old-office.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "I002"),
    "text.docx": (lambda: TEXT.encode(), "I008"),
    "other-zip.docx": (lambda: _zip({"a.txt": TEXT.encode()}), "I008"),
    "cut.docx": (lambda: _cut(DOCX, 0.6), "I008"),
    "spoilt-part.docx": (lambda: DOCX[:60] + _spoilt(DOCX[60:-900], 40) + DOCX[-900:], "I008"),
    "bad-xml.docx": (lambda: _word("<w:p><w:r>"), "I008"),
    "entities.docx": (
        lambda: package({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'}),
        "I008",
    ),
    "deep.docx": (lambda: _word("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000), "I008"),
    "expands.docx": (lambda: _word("<w:p><w:r><w:t>" + "学" * 8_000_000 + "</w:t></w:r></w:p>"), "I007"),
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "I002"),
    "parquet.txt": (lambda: b"PAR1" + bytes(400), "I002"),
    "random.txt": (lambda: zlib.compress(TEXT.encode() * 9, 9) * 9, "I002"),
    "no-text.pdf": (image_pdf, "I010"),
    "cut.pdf": (lambda: _cut(PDF, 0.3), "I008"),
    "no-table.pdf": (lambda: PDF.replace(b"xref\n0", b"xxxx\n0"), "ok"),
    "text.pdf": (lambda: TEXT.encode(), "I008"),
    "word.pdf": (lambda: DOCX, "I002"),
    "page.exe": (lambda: PAGE.encode(), "I004"),
    "cut.txt.gz": (lambda: _cut(gzip.compress(b"".join(b"%d schools\n" % n for n in range(9999))), 0.5), "I009"),
    "no-gzip.txt.gz": (lambda: TEXT.encode(), "I008"),
    "expands.txt.gz": (lambda: gzip.compress(bytes(30 << 20)), "I007"),
    "two-members.txt.gz": (lambda: gzip.compress(TEXT.encode()) + gzip.compress(TEXT.encode()), "ok"),
    "nothing.txt.gz": (lambda: gzip.compress(b""), "I001"),
    "archive.tar.gz": (lambda: gzip.compress(TEXT.encode()), "I004"),
    "too-large.txt": (lambda: b"a" * (CONFIG.max_bytes + 1), "I005"),
    "nested.txt.gz": (lambda: gzip.compress(gzip.compress(TEXT.encode())), "I002"),
    "newlines.txt.gz": (lambda: gzip.compress(b"\n" * (30 << 20)), "I007"),
    "zeros-behind.txt.gz": (lambda: gzip.compress(TEXT.encode()) + bytes(512), "ok"),
    "garbage-behind.txt.gz": (lambda: gzip.compress(TEXT.encode()) + b"\1garbage", "I009"),
    "picture.gz": (lambda: gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40), "I002"),
    # decoded wrongly before they were saved
    "utf8-as-gbk.txt": (lambda: TEXT.encode().decode("gb18030", "replace").encode(), "I014"),
    "utf8-as-latin1.txt": (lambda: TEXT.encode().decode("latin-1").encode(), "I014"),
    "utf8-as-latin1-twice.txt": (lambda: TEXT.encode().decode("latin-1").encode().decode("latin-1").encode(), "I014"),
    "gbk-as-latin1.txt": (lambda: TEXT.encode("gbk").decode("latin-1").encode(), "I014"),
    "gbk-as-latin1.html": (lambda: PAGE.encode("gbk").decode("latin-1").encode(), "I014"),
    "hz.txt": (lambda: TEXT.encode("hz"), "I014"),
    "utf7.txt": (lambda: TEXT.encode("utf-7"), "I014"),
    "utf8-as-gbk-with-holes.txt": (lambda: TEXT.encode().decode("gbk", "ignore").encode(), "I014 I017"),
    "gbk-as-utf8.txt": (lambda: TEXT.encode("gbk").decode("utf-8", "replace").encode(), "I015"),
    "kunjinkao.txt": (lambda: TEXT.replace("县", "锟斤拷").encode(), "I015"),
    "question-marks.txt": (lambda: TEXT.encode("ascii", "replace"), "I015"),
    "entities-left.txt": (lambda: TEXT.replace("3所", "3&nbsp;所").encode(), "I016"),
    "entities-twice.html": (lambda: PAGE.replace("3所", "3&amp;nbsp;所").encode(), "I016"),
    "iso-2022.txt": (lambda: "教育工作".encode("iso2022_jp") * 9, "I002"),
    # invisible characters
    "zero-width-within.txt": (lambda: TEXT.replace("3所", "3\u200b所").encode(), "I020"),
    "zero-width-everywhere.html": (lambda: PAGE.replace("，", "\u200b，\u200b").encode(), "I020"),
    "right-to-left.txt": (lambda: TEXT.replace("810", "\u202e018\u202c").encode(), "I020"),
    "soft-hyphens.docx": (lambda: docx([Paragraph(TEXT.splitlines()[2].replace("学", "学\u00ad"))]), "I020"),
    "zero-width-at-ends.txt": (lambda: TEXT.replace("\n", "\u200b\n\u200b").encode(), "ok"),
    "line-separators.txt": (lambda: TEXT.replace("\n", "\u2028").encode(), "ok"),
    "form-feeds.txt": (lambda: TEXT.replace("\n", "\f\n").encode(), "ok"),
    "carriage-returns.txt": (lambda: TEXT.replace("\n", "\r").encode(), "ok"),
    "digits.txt": (lambda: TEXT.encode() + b"7" * 100_000, "ok"),
    # pages
    "nested-2049.html": (lambda: b"<span>" * 2049 + TEXT.replace("\n", "<br>").encode(), "ok"),
    "nested-tables.html": (lambda: b"<table><tr><td>" * 3000 + TEXT.replace("\n", "<br>").encode(), "ok"),
    "attributes-100000.html": (
        lambda: PAGE.replace("<p>", f"<p {' '.join(f'a{n}=x' for n in range(100_000))}>", 1).encode(),
        "ok",
    ),
    "unclosed-link.html": (lambda: PAGE.replace("首页</a>", "首页").encode(), "ok"),
    "unclosed-nav.html": (lambda: PAGE.replace("<body>", "<body><nav>").encode(), "ok"),
    "unclosed-comment.html": (lambda: PAGE.encode() + b"<!-- " * 9999, "ok"),
    "unclosed-script.html": (lambda: PAGE.encode() + b"<script>" * 9999, "ok"),
    "swallowed-by-script.html": (lambda: b"<script>" + PAGE.encode(), "I006"),
    "unclosed-guide.html": (lambda: PAGE.replace("教育局", "教育<ruby>局<rt>ju").encode(), "ok"),
    "spans.html": (
        lambda: b"<table><tr><td colspan=99999999 rowspan=9999999>a</td><td>b</td></tr></table>" + PAGE.encode(),
        "ok",
    ),
    "frames.html": (lambda: b"<frameset><frame src='a.html'></frameset>", "I006"),
    "redirect.html": (lambda: b"<html><head><meta http-equiv=refresh content='0;url=b.html'></head></html>", "I006"),
    "nothing-but-images.html": (
        lambda: b"<html><body><img src='1.jpg'><svg><text>a</text></svg></body></html>",
        "I006",
    ),
    "picture.html": (lambda: b"GIF89a" + bytes(range(256)) * 20, "I002"),
    "word.html": (lambda: DOCX, "I002"),
    "pdf.html": (lambda: PDF, "I002"),
    "page.pdf": (lambda: PAGE.encode(), "I008"),
    "bytes.aspx": (lambda: bytes(range(256)) * 40, "I002"),
    "declared-utf16.xhtml": (lambda: b'<?xml version="1.0" encoding="utf-16"?>' + PAGE.encode(), "ok"),
    # saved pages and Markdown
    "no-mail.mht": (lambda: TEXT.encode(), "I008"),
    "no-page.mht": (lambda: b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", "I008"),
    "broken-base64.mht": (
        lambda: (
            b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + b"==="
        ),
        "I001",
    ),
    "parts-in-parts.mht": (
        lambda: b"".join(
            b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="%d"\n\n--%d\n' % (n, n) for n in range(500)
        ),
        "I001",
    ),
    "unclosed-fence.md": (lambda: ("```\n" + TEXT).encode(), "ok"),
    "nothing-but-rules.md": (lambda: b"---\n***\n", "I001"),
    # DOCX
    "no-relationships.docx": (lambda: _word("<w:p><w:r><w:t>" + TEXT + "</w:t></w:r></w:p>"), "ok"),
    "locked.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage" + bytes(4096), "I002"),
    "bytes-behind.docx": (lambda: DOCX + bytes(40), "ok"),
    "bytes-before.docx": (lambda: b"\0\0" + DOCX, "I008"),
    "many-parts.docx": (lambda: _zip({f"a{n}": b"" for n in range(20_000)}), "I008"),
    "styles-in-a-circle.docx": (
        lambda: _word(
            "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>" + TEXT + "</w:t></w:r></w:p>",
            styles="<w:style w:styleId='a'><w:basedOn w:val='b'/></w:style><w:style w:styleId='b'><w:basedOn w:val='a'/></w:style>",
        ),
        "ok",
    ),
    "wide-cells.docx": (
        lambda: _word(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
            "<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        ),
        "ok",
    ),
    "unknown-symbol.docx": (
        lambda: _word("<w:p><w:r><w:t>3</w:t><w:sym w:font='x' w:char='F0A1'/></w:r></w:p>"),
        "I013",
    ),
    "inserted-file.docx": (lambda: _word("<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:altChunk/>"), "I025"),
    "equation.docx": (lambda: _word("<w:p><w:r><w:t>甲</w:t></w:r><w:fldChar w:fldCharType='end'/></w:p>"), "ok"),
    # ODT
    "empty.odt": (lambda: _open(""), "I001"),
    "cut.odt": (lambda: _cut(_open("<text:p>甲</text:p>"), 0.6), "I008"),
    "bad-xml.odt": (lambda: _open("<text:p>"), "I008"),
    "expands.odt": (lambda: _open("<text:p>" + "学" * 9_000_000 + "</text:p>"), "I007"),
    "locked.odt": (lambda: _open("<text:p>甲</text:p>", b"<manifest:encryption-data/>"), "I008"),
    "other-zip.odt": (lambda: _zip({"a.txt": TEXT.encode()}), "I008"),
    "text.odt": (lambda: TEXT.encode(), "I008"),
    "deep-list.odt": (lambda: _open("<text:list>" * 20_000), "I008"),
    # PDF
    "stream-expands.pdf": (lambda: _pdf(_stream(b"BT /F1 12 Tf (" + b"a" * 40_000_000 + b") Tj ET")), "I007"),
    "stream-in-stream.pdf": (lambda: _pdf(_stream(b" " * 40_000_000, times=2)), "I007"),
    "forms-in-forms.pdf": (lambda: _pdf(_stream(b"1 0 0 1 3 1 cm /X Do " * 10), forms=5), "I007"),
    "strokes.pdf": (lambda: _pdf(_stream(b"BT /F1 9 Tf (abc) Tj ET " + b"0 0 m 1 1 l S " * 60_000)), "ok"),
    "no-pages.pdf": (lambda: pdf([]), "I008"),
    "empty-page.pdf": (lambda: pdf([[]]), "I010"),
    "bytes-before.pdf": (lambda: bytes(500) + PDF, "ok"),
    "bytes-behind.pdf": (lambda: PDF + bytes(5000), "ok"),
    "header-only.pdf": (lambda: b"%PDF-1.7\n", "I008"),
    "pages-in-a-circle.pdf": (lambda: PDF.replace(b"/Kids[7 0 R", b"/Kids[2 0 R"), "I008"),
    # what nothing reads
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "I004"),
    "old.wps": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "I004"),
    "text.rtf": (lambda: b"{\\rtf1 a}", "I004"),
    "rich.txt": (lambda: b"{\\rtf1 a}", "I002"),
    "old-office.txt": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "I002"),
    "sheet.xlsx": (lambda: _zip({"xl/workbook.xml": b"<a/>"}), "I004"),
    "~$lock.docx": (lambda: b"x" * 162, "I004"),
    "scan.jpg": (lambda: b"\xff\xd8\xff" + bytes(400), "I004"),
}
# The same for files with a document per row: the codes of their documents, in order.
ROW_CASES: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "broken-row.jsonl": (lambda: b'{"text": "a"}\n{"text": "b\n{"text": "c"}', ("ok", "I012", "ok")),
    "no-objects.jsonl": (lambda: b'[1]\n7\n"a"\n', ("I012", "I012", "I012")),
    "no-text.jsonl": (lambda: b'{"id": 1}\n{"text": 7}\n{"text": " "}\n', ("I012", "I012", "I001")),
    "deep-row.jsonl": (lambda: b"[" * 100_000, ("I012",)),
    "no-gzip.jsonl.gz": (lambda: b'{"text": "a"}', ("I008",)),
    "no-parquet.parquet": (lambda: b"PAR1" + bytes(40), ("I008",)),
    "figures.csv": (lambda: "乡镇,学校\n东河乡,3\n".encode(), ("I021",)),
    "open-quote.csv": (lambda: f'id,正文\na,{TEXT.split()[0]}\nb,"c'.encode(), ("ok", "I012")),
    "fields-too-many.csv": (lambda: "正文\n甲\n乙,丙\n".encode(), ("ok", "I012")),
    "nul.csv": (lambda: "正文\n甲\0乙\n".encode(), ("ok",)),
    "empty.tsv": (lambda: b"", ("I001",)),
    "newlines.csv.gz": (lambda: gzip.compress(b"text\na\n" + b"\n" * (30 << 20)), ("I007",)),
    "nothing-but-lines.csv": (lambda: b"\n,\n\n", ("I001",)),
}


@pytest.mark.parametrize("name", CASES)
def test_malformed_file_gives_one_clear_row(name: str, tmp_path: Path) -> None:
    make, expected = CASES[name]
    path = tmp_path / name
    path.write_bytes(make())
    [document] = documents_of(path, name, CONFIG)
    assert document.source == name
    assert _told_of(document) == expected


@pytest.mark.parametrize("name", ROW_CASES)
def test_malformed_file_of_rows_gives_a_row_each(name: str, tmp_path: Path) -> None:
    make, expected = ROW_CASES[name]
    path = tmp_path / name
    path.write_bytes(make())
    found = list(documents_of(path, name, CONFIG))
    assert [document.error.code if isinstance(document, Unreadable) else "ok" for document in found] == list(expected)


def test_the_documentation_lists_every_malformed_file() -> None:
    assert table_of_cases() in (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    assert len(CASES) + len(ROW_CASES) >= 120


def table_of_cases() -> str:
    """What becomes of each file, as docs/formats.md shows it; `python tests/ingest/test_malformed.py` prints it."""
    lines = ["| file | what becomes of it |", "|---|---|"]
    for name, (_, code) in CASES.items():
        lines.append(f"| {name} | {_told(code)} |")
    for name, (_, codes) in ROW_CASES.items():
        lines.append(f"| {name} | by row: {', '.join(map(_told, codes))} |")
    return "\n".join(lines) + "\n"


def _told(code: str) -> str:
    if code == "ok":
        return "read"
    return f"read, with {code.replace(' ', ' and ')}" if set(code.split()) <= WARNINGS else f"refused, {code}"


def _told_of(document: RawDocument | Unreadable) -> str:
    """What a run tells of a file: the code of the refusal, those of the warnings, or ok."""
    if isinstance(document, Unreadable):
        return document.error.code
    try:
        facts = extract_document(document, CONFIG)
    except DocumentError as error:
        return error.code
    document.text.encode("utf-8")
    assert "\0" not in document.text
    assert "".join(document.text[block.start : block.end] for block in facts.blocks) == document.text
    for sentence in facts.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
    return " ".join(warning[1:5] for warning in facts.warnings) or "ok"


def _codes(path: Path, config: Config = CONFIG) -> dict[str, str]:
    return {
        document.source: document.error.code if isinstance(document, Unreadable) else "ok"
        for document in documents_of(path, path.name, config)
    }


def test_malformed_rows_of_jsonl_fail_alone(tmp_path: Path) -> None:
    path = tmp_path / "crawl.jsonl"
    lines: list[bytes] = [
        b"\xef\xbb\xbf" + json.dumps({"id": "a", "text": TEXT}).encode(),
        b"",
        json.dumps({"id": "b", "html": PAGE, "url": "http://www.example.com/"}).encode(),
        b'{"id": "c", "text": "broken',
        json.dumps({"id": "d"}).encode(),
        json.dumps({"id": "e", "text": 7}).encode(),
        json.dumps({"id": "f", "text": "  "}).encode(),
        b"[1, 2]",
        b'{"text": "\xff"}',
        b'{"text": "\\ud800 lone"}',
        b"[" * 100_000,
        json.dumps({"id": "a", "text": TEXT}).encode(),
        json.dumps({"id": 12, "text": TEXT}).encode(),
        json.dumps({"id": "long", "text": "长" * 9000}, ensure_ascii=False).encode(),
        json.dumps({"id": "last", "text": TEXT}).encode(),
    ]
    path.write_bytes(b"\n".join(lines))
    assert _codes(path, Config(max_bytes=20_000)) == {
        "crawl.jsonl#a": "ok",
        "crawl.jsonl#b": "ok",
        "crawl.jsonl#3": "I012",
        "crawl.jsonl#d": "I012",
        "crawl.jsonl#e": "I012",
        "crawl.jsonl#f": "I001",
        "crawl.jsonl#7": "I012",
        "crawl.jsonl#8": "I012",
        "crawl.jsonl#9": "ok",
        "crawl.jsonl#10": "I005",
        "crawl.jsonl#a#11": "ok",
        "crawl.jsonl#12": "ok",
        "crawl.jsonl#13": "I005",
        "crawl.jsonl#last": "ok",
    }


def test_malformed_jsonl_that_breaks_off_gives_its_rows_and_an_error(tmp_path: Path) -> None:
    path = tmp_path / "crawl.jsonl.gz"
    rows = "\n".join(json.dumps({"id": number, "text": f"{number}{TEXT}"}) for number in range(2000))
    path.write_bytes(_cut(gzip.compress(rows.encode(), 1), 0.7))
    codes = _codes(path)
    assert codes.pop("crawl.jsonl.gz") == "I008"
    assert len(codes) > 100
    assert set(codes.values()) <= {"ok", "I012"}


def test_malformed_parquet_is_refused_or_read_by_row(tmp_path: Path) -> None:
    path = tmp_path / "crawl.parquet"
    table = pa.table({"id": ["a", None, "a"], "text": [TEXT, None, TEXT], "html": [None, PAGE, None]})
    pq.write_table(table, path)
    assert _codes(path) == {"crawl.parquet#a": "ok", "crawl.parquet#2": "ok", "crawl.parquet#a#3": "ok"}
    whole = path.read_bytes()
    path.write_bytes(_cut(whole, 0.8))
    assert _codes(path) == {"crawl.parquet": "I008"}
    path.write_bytes(b"PAR1" + struct.pack("<I", 1 << 30) + b"PAR1")
    assert _codes(path) == {"crawl.parquet": "I008"}
    pq.write_table(pa.table({"body": [TEXT]}), path)
    assert _codes(path) == {"crawl.parquet": "I012"}
    pq.write_table(pa.table({"text": ["学" * 20_000_000]}), path, compression="zstd")
    assert _codes(path) == {"crawl.parquet": "I007"}


if __name__ == "__main__":
    print(table_of_cases(), end="")
