"""Local runs: what becomes of each document, whatever the others do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch import Outcome, document, find_inputs, run
from pipeline.batch.local import Summary, default_workers
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.facts import Facts
from pipeline.flow import extract_bytes
from pipeline.tables import SCHEMAS, load

CONFIG = Config(words=False)
TEXT = "一、办学规模\n全县现有小学26所，教师1300名。\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Three readable documents, an empty and a binary one."""
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"{name}县教育\n{TEXT}", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    return folder


def go(docs: Path, out: Path, *, workers: int = 1, force: bool = False, config: Config = CONFIG) -> Summary:
    return run(find_inputs([docs]).files, out, config, workers=workers, force=force)


def statuses(summary: Summary) -> dict[str, str]:
    return {outcome.source: outcome.status for outcome in summary.outcomes}


ALL = {"a.txt": "ok", "b.txt": "ok", "c.txt": "ok", "binary.txt": "failed", "empty.txt": "failed"}


def test_run_failing_documents_leave_the_others_unharmed(docs: Path, tmp_path: Path) -> None:
    summary = go(docs, tmp_path / "out")
    assert statuses(summary) == ALL
    documents = load(tmp_path / "out", "documents").set_index("source")
    assert documents["status"].to_dict() == ALL
    errors = load(tmp_path / "out", "errors").set_index("source")
    assert errors["code"].to_dict() == {"binary.txt": "I002", "empty.txt": "I001"}
    assert set(load(tmp_path / "out", "blocks")["doc_id"]) == set(documents[documents["status"] == "ok"]["doc_id"])


def test_run_rows_are_counted_per_table(docs: Path, tmp_path: Path) -> None:
    summary = go(docs, tmp_path / "out")
    assert {table: summary.rows(table) for table in SCHEMAS} == {
        table: len(load(tmp_path / "out", table)) for table in SCHEMAS
    }


def test_run_every_outcome_is_reported_once(docs: Path, tmp_path: Path) -> None:
    seen: list[Outcome] = []
    run(find_inputs([docs]).files, tmp_path / "out", CONFIG, on_outcome=seen.append)
    assert {outcome.source for outcome in seen} == set(ALL)
    assert len(seen) == len(ALL)


def test_run_again_skips_what_is_done_and_retries_what_failed(docs: Path, tmp_path: Path) -> None:
    go(docs, tmp_path / "out")
    again = statuses(go(docs, tmp_path / "out"))
    assert again == {source: "skipped" if status == "ok" else "failed" for source, status in ALL.items()}


@pytest.mark.parametrize("change", ["text", "config", "schema", "force", "damage"])
def test_run_does_again_what_changed(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    out = tmp_path / "out"
    go(docs, out)
    config, force, redone = CONFIG, False, {"a.txt", "b.txt", "c.txt"}
    if change == "text":
        (docs / "b.txt").write_text("乙县教育\n全县现有小学30所。\n", encoding="utf-8")
        redone = {"b.txt"}
    elif change == "config":
        config = Config(words=False, max_bytes=10_000_000)
    elif change == "schema":
        monkeypatch.setattr(document, "SCHEMA_VERSION", "next")
    elif change == "damage":
        [path] = (out / "documents").glob("c-*.parquet")
        path.write_bytes(b"PAR1")
        redone = {"c.txt"}
    else:
        force = True
    summary = go(docs, out, config=config, force=force)
    assert {outcome.source for outcome in summary.outcomes if outcome.status == "ok"} == redone


def test_run_document_that_fails_now_loses_its_old_rows(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(docs, out)
    (docs / "a.txt").write_bytes(b"")
    go(docs, out)
    documents = load(out, "documents").set_index("source")
    assert documents.loc["a.txt", "status"] == "failed"
    doc_id = documents.loc["a.txt", "doc_id"]
    assert all(doc_id not in set(load(out, table)["doc_id"]) for table in ("blocks", "sentences", "claims"))


def test_run_unexpected_exception_is_an_error_of_its_document(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash_on_b(data: bytes, source: str, config: Config) -> Facts:
        if source == "b.txt":
            raise RecursionError("too deep")
        return extract_bytes(data, source, config)

    monkeypatch.setattr(document, "extract_bytes", crash_on_b)
    assert statuses(go(docs, tmp_path / "out")) == {**ALL, "b.txt": "failed"}
    errors = load(tmp_path / "out", "errors").set_index("source")
    assert errors.loc["b.txt", "code"] == "S001"
    assert "RecursionError: too deep" in errors.loc["b.txt", "message"]


def test_run_file_that_vanished_is_an_error_that_may_be_retried(docs: Path, tmp_path: Path) -> None:
    files = find_inputs([docs]).files
    (docs / "a.txt").unlink()
    summary = run(files, tmp_path / "out", CONFIG)
    assert statuses(summary) == {**ALL, "a.txt": "failed"}
    error = load(tmp_path / "out", "errors").set_index("source").loc["a.txt"]
    assert (error["code"], bool(error["retryable"])) == ("I004", True)


def test_run_file_above_the_limit_is_not_read(docs: Path, tmp_path: Path) -> None:
    (docs / "a.txt").write_text("字" * 1000, encoding="utf-8")
    summary = go(docs, tmp_path / "out", config=Config(words=False, max_bytes=2000))
    codes = {outcome.source: outcome.code for outcome in summary.outcomes}
    assert codes["a.txt"] == codes["binary.txt"] == "I005"
    assert codes["b.txt"] == ""


def test_run_missing_model_stops_before_any_document(docs: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"C001.*policyfacts fetch"):
        go(docs, tmp_path / "out", config=Config(pkuseg_model=tmp_path / "none"))
    assert list((tmp_path / "out").glob("*/*.parquet")) == []


def test_run_unwritable_output_stops_before_any_document(docs: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="C004"):
        go(docs, docs / "a.txt" / "out")


def test_run_processes_write_the_same_bytes_as_one(docs: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert statuses(go(docs, one)) == statuses(go(docs, two, workers=2)) == ALL
    first, second = (
        {path.relative_to(out): path.read_bytes() for path in out.glob("*/*.parquet")} for out in (one, two)
    )
    assert first == second
    assert len(first) == len(ALL) * len(SCHEMAS)


def _die_on_b(real: Callable[..., Facts]) -> Callable[..., Facts]:
    def extract(data: bytes, source: str, config: Config) -> Facts:
        if source == "b.txt":
            os._exit(9)
        return real(data, source, config)

    return extract


def test_run_document_that_kills_its_process_fails_alone(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Forked workers inherit the patch; spawned ones would import the real function.
    monkeypatch.setattr("pipeline.batch.local.START_METHOD", "fork")
    monkeypatch.setattr(document, "extract_bytes", _die_on_b(extract_bytes))
    summary = go(docs, tmp_path / "out", workers=2)
    assert statuses(summary) == {**ALL, "b.txt": "failed"}
    assert load(tmp_path / "out", "errors").set_index("source").loc["b.txt", "code"] == "S002"


def test_default_workers_start_only_as_many_as_pay() -> None:
    assert default_workers(1) == 1
    assert default_workers(10**6) >= 1
