"""CSV and TSV files with one document per row: which column is the text, and what is refused rather than guessed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.ingest import Unreadable, documents_of
from pipeline.records import RawDocument

LONG = "全县现有学校32所，在校生1.3万名，比上年增长5.2%。"


def _read(path: Path, data: str | bytes, column: str = "") -> list[RawDocument | Unreadable]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(documents_of(path, path.name, Config(text_column=column)))


def _texts(path: Path, data: str | bytes, column: str = "") -> dict[str, str]:
    return {
        document.source: document.error.code if isinstance(document, Unreadable) else document.text
        for document in _read(path, data, column)
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("header", ["text", "正文", "Content", "内容", "说明"])
def test_a_row_is_a_document(encoding: str, header: str, tmp_path: Path) -> None:
    data = f'id,标题,{header}\r\na,总结,"{LONG}\n第二段。"\r\n\r\nb,"简,报",{LONG}\r\n'
    first, second = _read(tmp_path / "a.csv", data.encode(encoding))
    assert isinstance(first, RawDocument)
    assert isinstance(second, RawDocument)
    assert (first.source, first.text, first.metadata) == ("a.csv#a", f"{LONG}\n第二段。", (("标题", "总结"),))
    assert (second.source, second.text, second.metadata) == ("a.csv#b", LONG, (("标题", "简,报"),))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tsv", f"编号\t正文\n1\t{LONG}\n"),
        ("a.csv", f"编号;正文\n1;{LONG}\n"),
        ("a.CSV", f"正文,编号\n{LONG},1\n"),
        ("a.csv.gz", gzip.compress(f"正文,编号\n{LONG},1\n".encode())),
    ],
)
def test_columns_are_parted_as_the_file_does(name: str, data: str | bytes, tmp_path: Path) -> None:
    assert _texts(tmp_path / name, data) == {f"{name}#1": LONG}


def test_html_is_read_as_such(tmp_path: Path) -> None:
    assert _texts(tmp_path / "a.csv", f'url,html\nx,"<p>甲</p><p>{LONG}</p>"\n') == {"a.csv#1": f"甲\n{LONG}"}


def test_a_file_without_a_header_is_read_from_its_first_row(tmp_path: Path) -> None:
    assert _texts(tmp_path / "a.csv", f"{LONG}\n{LONG}\n") == {"a.csv#1": LONG, "a.csv#2": LONG}
    assert _texts(tmp_path / "a.csv", f"1,{LONG}\n2,{LONG}\n", "2") == {"a.csv#1": LONG, "a.csv#2": LONG}


@pytest.mark.parametrize("column", ["备注", "3"])
def test_a_column_can_be_named(column: str, tmp_path: Path) -> None:
    data = "id,text,备注\na,甲县总结,乙县有学校3所\n"
    assert _texts(tmp_path / "a.csv", data, column) == {"a.csv#a": "乙县有学校3所"}
    assert _texts(tmp_path / "a.csv", data, "没有") == {"a.csv": "I022"}


@pytest.mark.parametrize(
    "data",
    [
        "乡镇,学校,学生\n东河乡,3,1200\n西山乡,4,1300\n",
        f"摘要,全稿\n{LONG},{LONG}\n",
        f"正文,内容\n{LONG},甲\n"[:6] + "\n",
        "名称,说明\n",
    ],
)
def test_what_is_not_plain_is_refused(data: str, tmp_path: Path) -> None:
    [(source, code)] = _texts(tmp_path / "a.csv", data).items()
    assert (source, code) == ("a.csv", "I021")


def test_broken_rows_fail_alone_where_they_can(tmp_path: Path) -> None:
    data = f"id,正文\na,{LONG}\nb,{LONG},zu viel\nc,\nd,{LONG}\0\n"
    found = _texts(tmp_path / "a.csv", data)
    assert found == {"a.csv#a": LONG, "a.csv#2": "I012", "a.csv#c": "I001", "a.csv#d": f"{LONG} "}
    found = _texts(tmp_path / "a.csv", f'id,正文\na,{LONG}\nb,"{LONG}\nc,{LONG}\n')
    assert found == {"a.csv#a": LONG, "a.csv#2": "I012"}
    whole = gzip.compress("".join(f"{n},{LONG}{n}\n" for n in range(9000)).encode())
    found = _texts(tmp_path / "a.csv.gz", whole[: len(whole) // 2], "2")
    assert found.pop("a.csv.gz") == "I008"
    assert len(found) > 50
    assert _texts(tmp_path / "a.csv", "") == {"a.csv": "I001"}
