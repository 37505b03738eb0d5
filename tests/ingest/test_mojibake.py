"""Texts that were decoded wrongly before they were saved: repaired where that is proven, warned about, never read as good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.flow import extract_bytes
from pipeline.ingest import documents_of, read_document
from pipeline.ingest.mojibake import repair
from pipeline.records import RawDocument

CONFIG = Config(words=False)
TEXTS = [
    "全县现有学校32所，在校生1.3万名，投入资金3000万元。\n新建校舍5000平方米，培训教师2.5万人次。",
    "白沙县教育局关于印发《2022年工作要点》的通知\n各乡镇中心学校、县直各学校：现将要点印发给你们，请认真贯彻执行。",
    "一、基本情况。全县有“四馆”12个，比上年增长5.2%；二、主要做法。",
]


def _windows(data: bytes) -> str:
    """As browsers decode what is declared as Latin-1."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


WRONG = {
    "utf-8 as latin-1": lambda text: text.encode().decode("latin-1"),
    "utf-8 as windows-1252": lambda text: _windows(text.encode()),
    "utf-8 as latin-1 twice": lambda text: text.encode().decode("latin-1").encode().decode("latin-1"),
    "utf-8 as windows-1252 twice": lambda text: _windows(_windows(text.encode()).encode()),
    "gbk as latin-1": lambda text: text.encode("gb18030").decode("latin-1"),
    "gbk as windows-1252": lambda text: _windows(text.encode("gb18030")),
    "hz": lambda text: text.encode("hz").decode("ascii"),
    "utf-7": lambda text: text.encode("utf-7").decode("ascii"),
}


def _read(text: str, name: str = "a.txt", encoding: str = "utf-8") -> RawDocument:
    return read_document(text.encode(encoding), name, CONFIG)


@pytest.mark.parametrize("how", WRONG)
@pytest.mark.parametrize("text", TEXTS)
def test_wrong_decoding_is_undone(how: str, text: str) -> None:
    document = _read(WRONG[how](text))
    assert document.text == text
    assert [warning[:6] for warning in document.warnings] == ["[I014]"]


@pytest.mark.parametrize("codec", ["gbk", "gb18030"])
@pytest.mark.parametrize("text", TEXTS)
def test_utf8_read_as_gbk_comes_back_but_for_what_is_lost(text: str, codec: str) -> None:
    document = _read(text.encode().decode(codec, "replace"))
    assert [warning[:6] for warning in document.warnings] == ["[I014]"]
    kept = set(document.text) - {"\ufffd"}
    assert kept <= set(text)
    assert len(document.text) >= 0.9 * len(text)
    assert [c for c in document.text if c.isascii()] == [c for c in text if c.isascii()]


def test_saved_again_as_gbk_and_inside_html_and_rows(tmp_path: Path) -> None:
    wrong = "全县现有学校".encode().decode("gb18030")
    assert _read(wrong, encoding="gb18030").text == "全县现有学校"
    page = f"<html><body><h1>总结</h1><p>{WRONG['utf-8 as windows-1252'](TEXTS[0])}</p></body></html>"
    assert "在校生1.3万名" in _read(page, "a.html").text
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": 1, "text": WRONG["gbk as latin-1"](TEXTS[1])}), encoding="utf-8")
    [document] = documents_of(path, "rows.jsonl", CONFIG)
    assert isinstance(document, RawDocument)
    assert document.text == TEXTS[1]
    assert document.warnings


@pytest.mark.parametrize("text", TEXTS)
def test_what_cannot_be_undone_is_told(text: str) -> None:
    wrong = text.encode().decode("gbk", "ignore")
    document = _read(wrong)
    assert document.text == wrong
    assert [warning[:6] for warning in document.warnings] == ["[I017]"]


@pytest.mark.parametrize("label", ["来源：", "总结", "全县各学校情况如下："])
def test_good_words_before_damaged_ones_are_never_lost(label: str) -> None:
    for wrong in (TEXTS[0].encode().decode("gbk", "replace"), WRONG["utf-8 as latin-1"](TEXTS[0])):
        document = _read(f"{label}\n{label}{wrong}\n{label}")
        lines = document.text.split("\n")
        assert (lines[0], lines[-1]) == (label, label)
        assert lines[1].startswith(label)
        assert document.warnings


def test_a_damaged_part_is_repaired_alone() -> None:
    good = "正常的一段文字，不应改动。"
    document = _read(f"{good}\n{WRONG['utf-8 as latin-1'](TEXTS[2])}\n{good}")
    assert document.text == f"{good}\n{TEXTS[2]}\n{good}"


@pytest.mark.parametrize(
    "text",
    [
        "联通公司与全县学校签约。",
        "L'été à Paris, déjà vu: café, naïve, Ärger über Öl — ½ · £5",
        "臺北縣教育局工作報告，全縣現有學校一百二十六所。",
        "人名用字：堃、镕、喆、淼、頔、翀、旸、玥、鍾、鋐、涓、鑫。",
        "x+y-z; a+bcd- 1+Abcd/ ~{ ~} C++ and R&D; name=+AAA",
        "Привет, мир. Ελληνικά. 日本語の文章です。한국어 문장.",
        "全县现有学校32所。",
        "××县××学校××班\n————————\n×××× ×× ××\n……“”‘’—— ––––\n·°×·°×",
    ],
)
def test_good_texts_stay(text: str) -> None:
    document = _read(text)
    assert (document.text, document.warnings) == (text, ())


@pytest.mark.parametrize("lost", ["全县现有学校3\ufffd所。", "锟斤拷锟斤拷全县现有学校。"])
def test_lost_characters_are_told(lost: str) -> None:
    facts = extract_bytes(lost.encode(), "a.txt", CONFIG)
    assert (facts.document.text, facts.status) == (lost, "partial")
    assert facts.warnings[0].startswith("[I015]")


def test_gbk_read_as_utf8_is_told() -> None:
    document = _read(TEXTS[0].encode("gbk").decode("utf-8", "replace"))
    assert [warning[:6] for warning in document.warnings] == ["[I015]"]


@given(st.text(max_size=60))
def test_repair_of_any_text_ends_and_warns_when_it_changes(text: str) -> None:
    repaired = repair(text)
    assert repaired.warnings or repaired.text == text


ENTITIES = [
    ("学校&nbsp;41&nbsp;所", "学校\u00a041\u00a0所"),
    ("占比95&#37;", "占比95%"),
    ("投入&yen;30万元", "投入¥30万元"),
    ("&ldquo;春苗&rdquo;工程", "“春苗”工程"),
    ("面积5km&sup2;", "面积5km²"),
    ("5&#x25;&#8240;", "5%‰"),
    ("甲&amp;乙", "甲&乙"),
    ("学校&amp;nbsp;41所", "学校\u00a041所"),
    ("增长&plusmn;2%", "增长±2%"),
    ("R&D经费", "R&D经费"),
    ("a=1&copy=2", "a=1&copy=2"),
    ("&nosuch;名", "&nosuch;名"),
]


@pytest.mark.parametrize(("written", "text"), ENTITIES)
def test_entities_in_plain_text_are_decoded(written: str, text: str) -> None:
    document = _read(written)
    assert document.text == text
    assert bool(document.warnings) == (written != text)


def test_entities_escaped_twice_in_html_are_decoded() -> None:
    page = "<p>学校&amp;nbsp;41所，占95&amp;#37;，R&amp;D，A&amp;B;</p>"
    document = _read(page, "a.html")
    assert document.text == "学校\u00a041所，占95%，R&D，A&B;"
    assert [warning[:6] for warning in document.warnings] == ["[I016]"]
