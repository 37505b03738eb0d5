"""Local runs: what becomes of each document, whatever the others do."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch import Limits, Outcome, Request, RunSummary, find_inputs, fingerprints, kernel, preview, run
from pipeline.batch.journal import read_status
from pipeline.batch.local import default_workers
from pipeline.batch.lock import locked
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.facts import Facts
from pipeline.flow import advance
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


class Run:
    """A run and the outcomes it reported."""

    def __init__(
        self,
        docs: Path,
        out: Path,
        *,
        workers: int = 1,
        config: Config = CONFIG,
        limits: Limits | None = None,
        request: Request | None = None,
    ) -> None:
        self.outcomes: list[Outcome] = []

        def collect(outcome: Outcome, summary: RunSummary, total: int) -> None:
            self.outcomes.append(outcome)

        files = find_inputs([docs], out).files
        self.summary = run(files, out, config, workers=workers, limits=limits, request=request, on_outcome=collect)

    @property
    def statuses(self) -> dict[str, str]:
        """Status by source."""
        return {outcome.source: outcome.status for outcome in self.outcomes}

    @property
    def done(self) -> dict[str, str]:
        """Stage at which each document that was not skipped began."""
        return {outcome.source: outcome.first for outcome in self.outcomes if outcome.status != "skipped"}


def tables(out: Path) -> dict[str, bytes]:
    """The bytes of all tables of an output folder."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("*/*.parquet"))}


ALL = {"a.txt": "ok", "b.txt": "ok", "c.txt": "ok", "binary.txt": "failed", "empty.txt": "failed"}


def test_run_failing_documents_leave_the_others_unharmed(docs: Path, tmp_path: Path) -> None:
    assert Run(docs, tmp_path / "out").statuses == ALL
    documents = load(tmp_path / "out", "documents").set_index("source")
    assert documents["status"].to_dict() == ALL
    errors = load(tmp_path / "out", "errors").set_index("source")
    assert errors["code"].to_dict() == {"binary.txt": "I002", "empty.txt": "I001"}
    assert set(load(tmp_path / "out", "blocks")["doc_id"]) == set(documents[documents["status"] == "ok"]["doc_id"])


def test_run_rows_are_counted_per_table(docs: Path, tmp_path: Path) -> None:
    rows = Run(docs, tmp_path / "out").summary.rows
    assert {table: rows[table] for table in SCHEMAS} == {table: len(load(tmp_path / "out", table)) for table in SCHEMAS}


def test_run_every_outcome_is_reported_once(docs: Path, tmp_path: Path) -> None:
    outcomes = Run(docs, tmp_path / "out").outcomes
    assert sorted(outcome.source for outcome in outcomes) == sorted(ALL)


def test_run_again_does_nothing(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Run(docs, out)
    before = tables(out)
    again = Run(docs, out)
    assert set(again.statuses.values()) == {"skipped"}
    assert again.summary.failed_before == 2
    assert tables(out) == before


def test_run_retries_failures_that_may_pass_and_others_when_asked(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    gone = docs / "gone.txt"
    gone.symlink_to(docs / "b.txt")
    files = find_inputs([docs]).files
    gone.unlink()
    run(files, out, CONFIG)
    gone.symlink_to(docs / "b.txt")
    assert "gone.txt" in Run(docs, out).done
    assert set(Run(docs, out, request=Request(retry_failed=True)).done) >= {"binary.txt", "empty.txt"}


@pytest.mark.parametrize("change", ["text", "config", "schema", "force", "damage", "ledger", "missing"])
def test_run_does_again_what_changed(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    out = tmp_path / "out"
    Run(docs, out)
    config, request = CONFIG, Request()
    redone = {"a.txt", "b.txt", "c.txt"}
    if change == "text":
        (docs / "b.txt").write_text("乙县教育\n全县现有小学30所。\n", encoding="utf-8")
        redone = {"b.txt"}
    elif change == "config":
        config = Config(words=False, max_bytes=10_000_000)
    elif change == "schema":
        own = fingerprints._own
        monkeypatch.setattr(fingerprints, "_own", lambda stage: own(stage) + "changed")
        fingerprints.fingerprints.cache_clear()
    elif change == "damage":
        [path] = (out / "documents").glob("c-*.parquet")
        path.write_bytes(b"PAR1")
        redone = {"c.txt"}
    elif change == "missing":
        [path] = (out / "claims").glob("c-*.parquet")
        path.unlink()
        redone = {"c.txt"}
    elif change == "ledger":
        (out / ".run" / "ledger").write_bytes(b"\x00" * 1000)
        redone = set()
    else:
        request = Request(first="clean")
    again = Run(docs, out, config=config, request=request)
    fingerprints.fingerprints.cache_clear()
    assert {outcome.source for outcome in again.outcomes if outcome.status == "ok"} == redone


def test_run_document_that_fails_now_loses_its_old_rows(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Run(docs, out)
    (docs / "a.txt").write_bytes(b"")
    Run(docs, out)
    documents = load(out, "documents").set_index("source")
    assert documents.loc["a.txt", "status"] == "failed"
    doc_id = documents.loc["a.txt", "doc_id"]
    assert all(doc_id not in set(load(out, table)["doc_id"]) for table in ("blocks", "sentences", "claims"))


def when_b(act: Callable[[], object]) -> Callable[..., Facts]:
    """`advance`, but for the document b `act` comes first."""

    def stages(facts: Facts, *arguments: object) -> Facts:
        if facts.document.source == "b.txt":
            act()
        return advance(facts, *arguments)  # type: ignore[arg-type]

    return stages


def raise_recursion() -> None:
    raise RecursionError("too deep")


def test_run_unexpected_exception_is_an_error_of_its_document(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "advance", when_b(raise_recursion))
    assert Run(docs, tmp_path / "out").statuses == {**ALL, "b.txt": "failed"}
    errors = load(tmp_path / "out", "errors").set_index("source")
    assert errors.loc["b.txt", "code"] == "S001"
    assert "RecursionError: too deep" in errors.loc["b.txt", "message"]


def test_run_document_that_hangs_costs_itself_alone(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "advance", when_b(lambda: time.sleep(600)))
    found = Run(docs, tmp_path / "out", workers=2, limits=Limits(seconds=2))
    assert found.statuses == {**ALL, "b.txt": "failed"}
    assert load(tmp_path / "out", "errors").set_index("source").loc["b.txt", "code"] == "S003"


def test_run_document_that_eats_memory_costs_itself_alone(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "advance", when_b(lambda: [bytearray(2**28) for _ in range(64)]))
    found = Run(docs, tmp_path / "out", limits=Limits(megabytes=1024))
    assert found.statuses == {**ALL, "b.txt": "failed"}
    assert load(tmp_path / "out", "errors").set_index("source").loc["b.txt", "code"] == "S004"


def test_run_document_that_kills_its_process_fails_alone(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "advance", when_b(lambda: os._exit(9)))
    found = Run(docs, tmp_path / "out", workers=2)
    assert found.statuses == {**ALL, "b.txt": "failed"}
    error = load(tmp_path / "out", "errors").set_index("source").loc["b.txt"]
    assert (error["code"], bool(error["retryable"])) == ("S002", True)
    monkeypatch.setattr(kernel, "advance", advance)
    assert Run(docs, tmp_path / "out").statuses["b.txt"] == "ok"


def test_run_file_that_vanished_is_an_error_that_may_be_retried(docs: Path, tmp_path: Path) -> None:
    files = find_inputs([docs]).files
    (docs / "a.txt").unlink()
    run(files, tmp_path / "out", CONFIG)
    error = load(tmp_path / "out", "errors").set_index("source").loc["a.txt"]
    assert (error["code"], bool(error["retryable"])) == ("I004", True)


def test_run_file_above_the_limit_is_not_read(docs: Path, tmp_path: Path) -> None:
    (docs / "a.txt").write_text("字" * 1000, encoding="utf-8")
    found = Run(docs, tmp_path / "out", config=Config(words=False, max_bytes=2000))
    codes = {outcome.source: outcome.code for outcome in found.outcomes}
    assert codes["a.txt"] == codes["binary.txt"] == "I005"
    assert codes["b.txt"] == ""


def test_run_missing_model_stops_before_any_document(docs: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"C001.*policyfacts fetch"):
        Run(docs, tmp_path / "out", config=Config(pkuseg_model=tmp_path / "none"))
    assert tables(tmp_path / "out") == {}


def test_run_unwritable_output_stops_before_any_document(docs: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="C004"):
        Run(docs, docs / "a.txt" / "out")


def test_run_workers_order_and_batches_change_no_byte(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Run(docs, tmp_path / "one")
    expected = tables(tmp_path / "one")
    assert len(expected) == len(ALL) * len(SCHEMAS)
    Run(docs, tmp_path / "two", workers=2)
    assert tables(tmp_path / "two") == expected
    monkeypatch.setattr("pipeline.batch.workers.BATCHES", 5)
    run(find_inputs([docs]).files[::-1], tmp_path / "reversed", CONFIG, workers=3)
    assert tables(tmp_path / "reversed") == expected


@pytest.mark.parametrize("last", ["clean", "segment", "ner"])
def test_run_stage_by_stage_gives_the_bytes_of_one_run(docs: Path, tmp_path: Path, last: str) -> None:
    Run(docs, tmp_path / "one")
    out = tmp_path / "staged"
    Run(docs, out, request=Request(last=last))  # type: ignore[arg-type]
    assert not list((out / "claims").glob("*"))
    following = Run(docs, out)
    stages = ["clean", "segment", "ner", "claims"]
    assert {following.done[name] for name in ("a.txt", "b.txt", "c.txt")} == {stages[stages.index(last) + 1]}
    assert tables(out) == tables(tmp_path / "one")


def test_run_from_a_stage_does_it_again_from_tables(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Run(docs, out)
    before = tables(out)
    assert Run(docs, out, request=Request(first="claims")).done["a.txt"] == "claims"
    assert tables(out) == before


def test_run_earlier_stage_done_again_takes_later_tables_away(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Run(docs, out)
    Run(docs, out, request=Request(first="ner", last="ner", only=("a.txt",)))
    assert len(list((out / "claims").glob("a-*"))) == 0
    assert len(list((out / "claims").glob("*.parquet"))) == len(ALL) - 1
    Run(docs, out)
    assert len(list((out / "claims").glob("*.parquet"))) == len(ALL)


def test_run_only_leaves_the_others_alone(docs: Path, tmp_path: Path) -> None:
    found = Run(docs, tmp_path / "out", request=Request(only=("[ab].txt",)))
    assert found.statuses == {"a.txt": "ok", "b.txt": "ok"}


def test_run_rows_of_removed_inputs_go_only_when_asked(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Run(docs, out)
    (docs / "a.txt").unlink()
    assert Run(docs, out).summary.not_in_inputs == 1
    assert "a.txt" in set(load(out, "documents")["source"])
    # Documents that were only left out are no reason to remove rows.
    assert Run(docs, out, request=Request(prune=True, only=("b.txt",))).summary.pruned == 1
    assert set(load(out, "documents")["source"]) == set(ALL) - {"a.txt"}
    assert not list(out.glob("*/a-*.parquet"))


def test_run_second_one_is_refused(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Run(docs, out)
    with locked(out), pytest.raises(ConfigurationError, match=rf"C015.*process {os.getpid()}"):
        Run(docs, out)
    assert Run(docs, out).summary.counts["skipped"] == len(ALL)


def test_run_rows_of_a_file_are_documents(tmp_path: Path) -> None:
    crawl = tmp_path / "crawl.jsonl"
    rows = [{"id": f"r{number}", "text": f"{number}县教育\n{TEXT}"} for number in range(3)]
    crawl.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out = tmp_path / "out"
    assert Run(crawl, out).statuses == {f"crawl.jsonl#r{number}": "ok" for number in range(3)}
    rows[1]["text"] += "全县现有初中9所。"
    crawl.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert Run(crawl, out).done == {"crawl.jsonl#r1": "clean"}
    assert Run(crawl, out, request=Request(first="segment")).done["crawl.jsonl#r1"] == "segment"


def test_run_output_folder_among_the_inputs_is_not_read(docs: Path) -> None:
    Run(docs, docs / "out")
    assert Run(docs, docs / "out").statuses.keys() == ALL.keys()


def test_preview_says_what_would_be_done_and_why(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Run(docs, out)
    (docs / "b.txt").write_text("乙县教育\n全县现有小学30所。\n", encoding="utf-8")
    before = tables(out)
    plan = {source: (d.first, d.reason) for source, d in preview(find_inputs([docs]).files, out, CONFIG, Request())}
    assert plan["a.txt"] == (None, "up to date")
    assert plan["b.txt"] == ("clean", "its content changed")
    assert plan["empty.txt"][0] is None
    assert "I001" in plan["empty.txt"][1]
    assert tables(out) == before


def test_journal_has_a_line_per_document_and_a_summary(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Run(docs, out)
    [log] = (out / ".run" / "logs").iterdir()
    *documents, summary = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    assert {line["source"]: line["status"] for line in documents} == ALL
    assert set(documents[0]["seconds"]) >= {"ingest", "write"}
    assert summary["documents"] == {"ok": 3, "failed": 2}
    assert summary["errors"] == {"I001": 1, "I002": 1}
    assert len(summary["slowest"]) == len(ALL)


def test_status_tells_a_killed_run_from_a_running_one(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert read_status(out) is None
    Run(docs, out)
    status = read_status(out)
    assert status is not None
    assert (status.state, status.total, status.ok, status.failed) == ("finished", 5, 3, 2)
    path = out / ".run" / "status.json"
    path.write_text(path.read_text(encoding="utf-8").replace("finished", "running"), encoding="utf-8")
    with locked(out):
        assert getattr(read_status(out), "state", "") == "running"
    assert getattr(read_status(out), "state", "") == "killed"


def test_default_workers_start_only_as_many_as_pay() -> None:
    assert default_workers(1) == 1
    assert default_workers(10**6) >= 1
