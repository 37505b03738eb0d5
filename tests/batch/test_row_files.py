"""Files of rows: what a broken, a hostile and a large row cost."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from pipeline.batch import Limits, Outcome, Request, RunSummary, find_inputs, kernel, preview, run
from pipeline.batch.unread import LISTED
from pipeline.config import Config
from pipeline.ingest.rows import Row
from pipeline.records import RawDocument
from pipeline.tables import SCHEMAS, load
from pipeline.tables.validate import validate

CONFIG = Config(words=False)
GOOD = {"id": "good", "text": "全县现有小学26所，教师1300名。\n"}


def write(path: Path, *rows: dict[str, object] | str) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def statuses(path: Path, out: Path, **options: object) -> dict[str, str]:
    """Status by source, or the code where there is one."""
    found: dict[str, str] = {}

    def take(outcome: Outcome, summary: RunSummary, total: int) -> None:
        found[outcome.source] = outcome.code or outcome.status

    run(find_inputs([path], out).files, out, CONFIG, on_outcome=take, **options)  # type: ignore[arg-type]
    assert list(validate(out)) == []
    return found


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("*/*.parquet"))}


def test_rows_that_cannot_be_read_share_one_failed_document(tmp_path: Path) -> None:
    path = write(tmp_path / "crawl.jsonl", GOOD, '{"id": "cut', {"id": "none"}, {"id": "page", "html": "<p></p>"})
    out = tmp_path / "out"
    assert statuses(path, out) == {"crawl.jsonl#good": "ok", "crawl.jsonl": "I018"}
    documents = load(out, "documents").set_index("source")
    assert documents["status"].to_dict() == {"crawl.jsonl#good": "ok", "crawl.jsonl": "failed"}
    errors = load(out, "errors").set_index("source")["code"].to_dict()
    assert errors == {
        "crawl.jsonl": "I018",
        "crawl.jsonl#2": "I012",
        "crawl.jsonl#none": "I012",
        "crawl.jsonl#page": "I006",
    }
    message = load(out, "errors").set_index("source").loc["crawl.jsonl", "message"]
    assert "3 rows" in message
    assert "row 2, crawl.jsonl#2: row 2 cannot be read: it is no JSON" in message


def test_many_bad_rows_cost_the_files_of_one_document(tmp_path: Path) -> None:
    path = write(tmp_path / "crawl.jsonl", *['{"title": "没有正文"}'] * (LISTED + 500), GOOD)
    out = tmp_path / "out"
    assert statuses(path, out) == {"crawl.jsonl": "I018", "crawl.jsonl#good": "ok"}
    assert len(files(out)) == 2 * len(SCHEMAS)
    errors = load(out, "errors")
    assert len(errors) == LISTED + 1
    assert f"{LISTED + 500} rows" in errors["message"][0]


def test_rerun_over_bad_rows_changes_nothing_and_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "crawl.jsonl", "broken", GOOD, {"id": "page", "html": "<p></p>"})
    statuses(path, tmp_path / "one", workers=2)
    before = files(tmp_path / "one")
    summary = run(find_inputs([path]).files, tmp_path / "one", CONFIG)
    assert (summary.counts["skipped"], summary.failed_before, summary.has_failures) == (2, 1, True)
    assert files(tmp_path / "one") == before
    statuses(path, tmp_path / "other")
    assert files(tmp_path / "other") == before


def test_row_that_is_mended_or_spoilt_changes_sides(tmp_path: Path) -> None:
    path, out = tmp_path / "crawl.jsonl", tmp_path / "out"
    statuses(write(path, {**GOOD, "id": "a"}, {"id": "b"}), out)
    assert statuses(write(path, {"id": "a"}, {**GOOD, "id": "b"}), out) == {
        "crawl.jsonl#b": "ok",
        "crawl.jsonl": "I018",
    }
    assert set(load(out, "documents")["source"]) == {"crawl.jsonl", "crawl.jsonl#b"}
    assert statuses(write(path, {**GOOD, "id": "a"}, {**GOOD, "id": "b"}), out)["crawl.jsonl#a"] == "ok"
    assert set(load(out, "documents")["source"]) == {"crawl.jsonl#a", "crawl.jsonl#b"}
    assert load(out, "errors").empty


def test_only_some_rows_asked_for_leaves_what_is_told_of_the_others(tmp_path: Path) -> None:
    path, out = write(tmp_path / "crawl.jsonl", "broken", GOOD), tmp_path / "out"
    statuses(path, out)
    before = files(out)
    assert statuses(path, out, request=Request(only=("*#good",), first="clean")) == {"crawl.jsonl#good": "ok"}
    assert files(out) == before
    plan = {source: decision.reason for source, decision in preview(find_inputs([path]).files, out, CONFIG, Request())}
    assert plan == {"crawl.jsonl#1": "cannot be read (I012)", "crawl.jsonl#good": "up to date"}


def test_row_is_made_a_document_under_the_limits_of_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document_of_row = kernel.document_of_row

    def misbehave(row: Row) -> RawDocument:
        if row.source.endswith("#hang"):
            time.sleep(600)
        if row.source.endswith("#memory"):
            bytearray(2**33)
        return document_of_row(row)

    monkeypatch.setattr(kernel, "document_of_row", misbehave)
    # More text than a pipe takes: a parent that writes it to a worker that hangs would hang with it.
    large = "全县现有小学26所。\n" * 40_000
    rows = [
        {**GOOD, "id": "hang"},
        {"id": "large", "html": f"<p>{GOOD['text']}</p><!--{large}-->"},
        {**GOOD, "id": "memory"},
    ]
    path = write(tmp_path / "crawl.jsonl", *rows, GOOD)
    found = statuses(path, tmp_path / "out", limits=Limits(seconds=8, megabytes=1024))
    assert found == {
        "crawl.jsonl#hang": "S003",
        "crawl.jsonl#large": "ok",
        "crawl.jsonl#memory": "S004",
        "crawl.jsonl#good": "ok",
    }


def test_rows_of_structure_without_text_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    path = write(tmp_path / "crawl.jsonl", '{"id": "deep", "text": "有", "more": [' + "[]," * 600_000 + "[]]}", GOOD)
    statuses(path, tmp_path / "out")
    message = load(tmp_path / "out", "errors")["message"][0]
    assert "more than 1048576 bytes of it are no text" in message


def test_row_with_much_text_is_no_structure(tmp_path: Path) -> None:
    page = "<p>全县现有小学26所。</p>" + '<!-- [[],[]],{} \\" -->' * 90_000
    assert statuses(write(tmp_path / "a.jsonl", {"id": "a", "html": page}), tmp_path / "out") == {"a.jsonl#a": "ok"}


def test_gzip_of_line_breaks_is_refused_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "crawl.jsonl.gz"
    with gzip.open(path, "wb") as file:
        file.write(json.dumps(GOOD).encode() + b"\n")
        for _ in range(100):
            file.write(b"\n" * 1_000_000)
    assert statuses(path, tmp_path / "out") == {"crawl.jsonl.gz#good": "ok", "crawl.jsonl.gz": "I007"}


def test_text_longer_than_any_document_is_refused_before_it_is_read(tmp_path: Path) -> None:
    config = Config(words=False, max_characters=1000)
    (tmp_path / "a.txt").write_text("全县现有小学26所。\n" * 100, encoding="utf-8")
    summary = run(find_inputs([tmp_path / "a.txt"]).files, tmp_path / "out", config)
    assert summary.codes == {"I019": 1}
    assert "1100 characters, more than the limit of 1000" in summary.failures[0].message
    assert set(summary.stage_seconds) <= {"tables", "ingest", "write"}
