from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.ingest import SUFFIXES, doc_id_of, document_from_text, read_document

TEXT = "青岭县教育局2023年工作总结\n全县现有学校126所，在校学生5.8万人，比上年增长3.2%。\n"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_ingest_decodes(encoding: str, expected: str) -> None:
    document = read_document(TEXT.encode(encoding), "a.txt", Config())
    assert document.text == TEXT
    assert document.encoding == expected
    assert document.warnings == ()


def test_ingest_decodes_big5() -> None:
    text = "臺北縣教育局工作報告，全縣現有學校一百二十六所，在校學生五萬八千人，較去年增加。" * 3
    document = read_document(text.encode("big5"), "a.txt", Config())
    assert (document.text, document.encoding) == (text, "big5")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_ingest_keeps_line_ends(encoding: str, line_end: str) -> None:
    text = TEXT.replace("\n", line_end)
    assert read_document(text.encode(encoding), "a.txt", Config()).text == text


def test_ingest_keeps_utf8_with_bad_bytes_utf8() -> None:
    data = bytearray(TEXT.encode() * 20)
    data[100] = 0xFF
    data[301:301] = b"\xc3"
    document = read_document(bytes(data), "a.txt", Config())
    assert document.encoding == "utf-8"
    assert document.text == bytes(data).decode("utf-8", "replace")
    assert len(document.warnings) == 1
    assert "I003" in document.warnings[0]


def test_ingest_counts_bad_bytes_of_gb18030() -> None:
    data = (TEXT * 20).encode("gb18030")
    document = read_document(data[:90] + b"\xff" + data[90:], "a.txt", Config())
    assert document.encoding == "gb18030"
    assert document.text.count("青岭县教育局") >= 19
    assert document.warnings[0].startswith("[I003] 1 bytes")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "I001"),
        (b"\xef\xbb\xbf", "I001"),
        (b" \r\n\t\n", "I001"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "I002"),
        (b"PK\x03\x04\x14\x00\x06\x00", "I002"),
        (bytes(range(256)) * 8, "I002"),
    ],
)
def test_ingest_refuses_what_is_no_text(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(data, "a.txt", Config())
    assert (caught.value.code, caught.value.stage) == (code, "ingest")


def test_ingest_refuses_large_and_unknown_files() -> None:
    with pytest.raises(DocumentError) as large:
        read_document(b"abc" * 10, "a.txt", Config(max_bytes=20))
    assert large.value.code == "I005"
    with pytest.raises(DocumentError) as unknown:
        read_document(b"abc", "a.xyz", Config())
    assert unknown.value.code == "I004"


def test_ingest_replaces_control_characters_one_by_one() -> None:
    document = read_document((TEXT * 30).replace("全县", "全\x00县", 1).encode(), "a.txt", Config())
    assert document.text == (TEXT * 30).replace("全县", "全 县", 1)
    assert document.warnings == ()


def test_document_from_text_keeps_offsets() -> None:
    assert document_from_text("\ufeff一\ud800二").text == "\ufeff一\ufffd二"
    with pytest.raises(DocumentError):
        document_from_text(" \n")


def test_doc_id_tells_sources_apart_and_is_safe_as_a_name() -> None:
    one, other = doc_id_of("a/报告 (1).txt"), doc_id_of("b/报告 (1).txt")
    assert one != other
    assert one == doc_id_of("a/报告 (1).txt")
    assert one.startswith("报告_1-")
    assert doc_id_of("../../etc/passwd").count("/") == 0
    stem, _, digest = doc_id_of("很长" * 100 + ".txt").rpartition("-")
    assert (len(stem), len(digest)) == (32, 12)


def test_suffixes_are_lower_case_with_dot() -> None:
    assert {".txt", ".html", ".htm"} <= set(SUFFIXES)


@given(st.binary(max_size=400))
def test_ingest_of_any_bytes_is_a_document_or_a_coded_error(data: bytes) -> None:
    try:
        document = read_document(data, "a.txt", Config())
    except DocumentError as error:
        code = error.code
    else:
        document.text.encode()
        code = "" if "\x00" not in document.text else "NUL"
    assert code in ("", "I001", "I002")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_ingest_reads_back_any_utf8(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        assert read_document(text.encode("utf-8-sig"), "a.txt", Config()).text == text
