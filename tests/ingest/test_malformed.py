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

from pipeline.clean import clean
from pipeline.config import Config
from pipeline.ingest import Unreadable, documents_of
from pipeline.language.text import Text
from pipeline.records import RawDocument
from pipeline.segment import split_sentences, structure

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


def _word(body: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return package({"word/document.xml": f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'})


def _cut(data: bytes, at: float) -> bytes:
    return data[: int(len(data) * at)]


def _spoilt(data: bytes, every: int = 97) -> bytes:
    """Some bytes replaced by one that few encodings allow."""
    spoilt = bytearray(data)
    for position in range(every, len(spoilt), every):
        spoilt[position] = 0xFF
    return bytes(spoilt)


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
    "ten-megabytes-in-a-line.txt": (lambda: ("全县新建幼儿园3所，新增学位810个。" * 200_000).encode(), "ok"),
    "no-letters.txt": (lambda: ("　" * 4000 + "。").encode(), "ok"),
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
}


@pytest.mark.parametrize("name", CASES)
def test_malformed_file_gives_one_clear_row(name: str, tmp_path: Path) -> None:
    make, expected = CASES[name]
    path = tmp_path / name
    path.write_bytes(make())
    [document] = documents_of(path, name, CONFIG)
    if isinstance(document, Unreadable):
        assert document.error.code == expected
        assert document.source == name
        return
    assert [warning[1:5] for warning in document.warnings] == ([] if expected == "ok" else [expected])
    _require_sound(document)


def _require_sound(document: RawDocument) -> None:
    """Every table can carry the text, and its blocks tile it."""
    document.text.encode("utf-8")
    assert "\0" not in document.text
    blocks = structure(Text(document.text), clean(Text(document.text), document.layout), document.layout)
    assert "".join(document.text[block.start : block.end] for block in blocks) == document.text
    for sentence in split_sentences(Text(document.text), blocks):
        assert document.text[sentence.start : sentence.end] == sentence.text


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
