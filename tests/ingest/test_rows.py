from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.config import Config
from pipeline.ingest import Unreadable, doc_id_of, documents_of, read_document
from pipeline.records import RawDocument

ROWS = [
    {"id": "a/1", "text": "全县有学校12所。", "url": "http://www.example.com/1.html", "crawled": 20240101},
    {"id": "b", "html": "<html><body><p>全县有学校13所。</p></body></html>", "text": "不用"},
]


def _write(path: Path) -> None:
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist([{**dict.fromkeys(("html", "url")), **row} for row in ROWS]), path)
        return
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


@pytest.mark.parametrize("name", ["crawl.jsonl", "crawl.ndjson", "crawl.jsonl.gz", "crawl.parquet"])
def test_rows_are_documents_named_by_file_and_id(name: str, tmp_path: Path) -> None:
    _write(tmp_path / name)
    first, second = documents_of(tmp_path / name, f"in/{name}", Config())
    assert isinstance(first, RawDocument)
    assert isinstance(second, RawDocument)
    assert (first.source, first.text) == (f"in/{name}#a/1", "全县有学校12所。")
    assert first.doc_id == doc_id_of(first.source)
    assert first.metadata == (("url", "http://www.example.com/1.html"),)
    assert (second.source, second.text) == (f"in/{name}#b", "全县有学校13所。")
    assert second.layout


def test_rows_of_one_text_have_one_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1, "text": "有学校12所。"}\n{"id": 2, "text": "有学校12所。"}\n', encoding="utf-8")
    first, second = documents_of(path, "a.jsonl", Config())
    assert isinstance(first, RawDocument)
    assert isinstance(second, RawDocument)
    assert first.sha256 == second.sha256
    assert first.doc_id != second.doc_id


def test_documents_of_a_plain_file_is_the_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress("全县有学校12所。".encode()))
    [document] = documents_of(path, "a.txt.gz", Config())
    assert document == read_document(path.read_bytes(), "a.txt.gz", Config())


def test_documents_of_a_missing_file_is_an_error_to_try_again(tmp_path: Path) -> None:
    for name in ("a.txt", "a.jsonl", "a.parquet"):
        [document] = documents_of(tmp_path / name, name, Config())
        assert isinstance(document, Unreadable)
        assert (document.error.code, document.error.retryable) == ("I004", True)
