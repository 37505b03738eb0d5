"""Runs into parts: the rows of a run into files, and the promises of one, with many documents in a file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.batch import Outcome, Request, RunSummary, find_inputs, kernel, part_store, run, store
from pipeline.batch.inputs import InputFile
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.facts import Facts
from pipeline.flow import advance
from pipeline.ner.corpus import write_corpus_entities
from pipeline.panels import PANEL_FILE, write_panel
from pipeline.report import write_report
from pipeline.tables import SCHEMAS, load, sorting
from pipeline.tables.compact import compact
from pipeline.tables.stages import STAGES
from pipeline.tables.validate import validate

CONFIG = Config(words=False)
N_DOCUMENTS = 11
IN_PART = 4


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of four documents, buckets of three."""
    monkeypatch.setattr(part_store, "DOCUMENTS", IN_PART)
    monkeypatch.setattr(part_store, "SIZE", 1_000_000)
    monkeypatch.setattr(sorting, "_DOCUMENTS", 3)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Reports whose ids have another order than their names, one of which cannot be read."""
    folder = tmp_path / "docs"
    for number in range(N_DOCUMENTS):
        path = folder / f"{number:02}" / f"{'zyxwvutsrqp'[number]}.txt"
        path.parent.mkdir(parents=True)
        path.write_text(text(number), encoding="utf-8")
    (folder / "05" / "u.txt").write_bytes(b"")
    return folder


def text(number: int) -> str:
    school = f"柳溪{number + 1}中"
    return f"青禾县2021年教育工作总结\n一、办学规模\n全县现有小学{number + 20}所，教师1300名。{school}学生{number + 90}人。\n"


def go(docs: Path | list[InputFile], out: Path, *, workers: int = 1, **asked: object) -> dict[str, str]:
    """A run into parts: the stage at which each document began, or its code."""
    done: dict[str, str] = {}

    def take(outcome: Outcome, summary: RunSummary, total: int) -> None:
        if outcome.status != "skipped":
            done[outcome.source] = outcome.code or outcome.first

    files = find_inputs([docs], out).files if isinstance(docs, Path) else docs
    request = Request(layout="parts", **asked)  # type: ignore[arg-type]
    run(files, out, CONFIG, workers=workers, request=request, on_outcome=take)
    return done


def tables(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("*/*.parquet"))}


@pytest.fixture
def clean(docs: Path, tmp_path: Path) -> dict[str, bytes]:
    """The tables of one run in which nothing happens."""
    go(docs, tmp_path / "clean")
    return tables(tmp_path / "clean")


def test_parts_hold_the_rows_of_files_in_few_files(docs: Path, tmp_path: Path) -> None:
    files, parts = tmp_path / "files", tmp_path / "parts"
    run(find_inputs([docs]).files, files, CONFIG, request=Request(layout="files"))
    go(docs, parts, workers=2)
    assert len(tables(files)) == N_DOCUMENTS * len(SCHEMAS)
    assert len(tables(parts)) == 3 * len(SCHEMAS)
    for table in SCHEMAS:
        pd.testing.assert_frame_equal(load(files, table), load(parts, table))
        filtered = [load(out, table, filters=[("doc_id", ">", "t")]) for out in (files, parts)]
        pd.testing.assert_frame_equal(*filtered)
    for out in (files, parts):
        assert list(validate(out)) == []
        write_panel(out)
        write_corpus_entities(out)
        write_report(out, out / "report", "zh")
        assert compact(out)["documents"] == N_DOCUMENTS
        assert list(validate(out)) == []
    for path in (*files.glob("*.parquet"), *files.glob("compact/*/*.parquet"), *files.glob("report/**/*.html")):
        assert path.read_bytes() == (parts / path.relative_to(files)).read_bytes(), path
    assert (parts / PANEL_FILE).is_file()


def test_parts_row_groups_end_where_documents_do_and_say_which_they_hold(docs: Path, tmp_path: Path) -> None:
    go(docs, tmp_path / "out")
    file = pq.ParquetFile(tmp_path / "out" / "claims" / "part-000000.parquet")
    ids = file.read().column("doc_id").to_pylist()
    assert ids == sorted(ids)
    statistics = file.metadata.row_group(0).column(file.schema_arrow.names.index("doc_id")).statistics
    assert (statistics.min, statistics.max) == (ids[0], ids[-1])


def test_parts_workers_change_no_byte(docs: Path, tmp_path: Path, clean: dict[str, bytes]) -> None:
    go(docs, tmp_path / "out", workers=3)
    assert tables(tmp_path / "out") == clean


def test_parts_run_again_does_nothing(docs: Path, tmp_path: Path, clean: dict[str, bytes]) -> None:
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "clean").glob("*/*.parquet")}
    assert go(docs, tmp_path / "clean") == {}
    assert {path: path.stat().st_mtime_ns for path in times} == times


@pytest.mark.parametrize("done", [0, 1, 5, 10])
def test_parts_interrupted_run_goes_on_to_the_same_bytes(
    docs: Path, tmp_path: Path, clean: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    out, seen = tmp_path / "out", 0
    take = part_store.PartStore.take

    def interrupt(own: part_store.PartStore, outcome: Outcome) -> object:
        nonlocal seen
        seen += 1
        if seen > done:
            raise KeyboardInterrupt
        return take(own, outcome)

    monkeypatch.setattr(part_store.PartStore, "take", interrupt)
    with pytest.raises(KeyboardInterrupt):
        go(docs, out, workers=2)
    monkeypatch.setattr(part_store.PartStore, "take", take)
    assert len(go(docs, out)) == N_DOCUMENTS - done  # what was done was put in place
    assert tables(out) == clean


@pytest.mark.parametrize("left", [0, 1, 5])
def test_parts_killed_while_a_part_moves_in_are_made_again(
    docs: Path, tmp_path: Path, clean: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    out, replace, moved = tmp_path / "out", os.replace, 0

    def kill(source: object, target: object) -> None:
        nonlocal moved
        if str(target).endswith("part-000001.parquet"):
            moved += 1
            if moved > left:
                raise SystemExit
        replace(source, target)  # type: ignore[call-overload]

    monkeypatch.setattr("pipeline.tables.parts.os.replace", kill)
    with pytest.raises(SystemExit):
        go(docs, out)
    monkeypatch.setattr("pipeline.tables.parts.os.replace", replace)
    assert go(docs, out).keys() >= {"04/v.txt", "07/s.txt"}
    assert tables(out) == clean


def test_parts_stage_by_stage_gives_the_bytes_of_one_run(docs: Path, tmp_path: Path, clean: dict[str, bytes]) -> None:
    out = tmp_path / "out"
    go(docs, out, last="clean")
    assert not list((out / "sentences").iterdir())
    for last in STAGES[1:]:
        assert set(go(docs, out, last=last, workers=2).values()) == {last, "I001"}
        assert list(validate(out)) == []
    assert tables(out) == clean
    go(docs, out, first="ner", last="ner", only=("0[0-5]/*",))
    assert "04/v.txt" not in set(load(out, "documents")["source"][load(out, "documents")["n_claims"] > 0])
    assert go(docs, out)["04/v.txt"] == "claims"
    assert tables(out) == clean


@pytest.mark.parametrize("change", ["truncated", "gone", "documents gone", "documents damaged"])
def test_parts_damaged_ones_are_named_and_made_again(
    docs: Path, tmp_path: Path, clean: dict[str, bytes], change: str
) -> None:
    out = tmp_path / "clean"
    path = out / ("documents" if change.startswith("documents") else "claims") / "part-000001.parquet"
    if change.endswith("gone"):
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:100])
    problems = list(validate(out))
    assert any("part-000001.parquet" in line for line in problems), problems
    assert not any("04" in line or "z-" in line for line in problems)
    assert len(go(docs, out)) == IN_PART
    assert tables(out) == clean


def test_parts_flipped_bytes_are_named_and_cost_no_other_part(
    docs: Path, tmp_path: Path, clean: dict[str, bytes]
) -> None:
    out = tmp_path / "clean"
    path = out / "mentions" / "part-000001.parquet"
    data = bytearray(path.read_bytes())
    data[4:60] = bytes(56)
    path.write_bytes(data)
    [problem] = validate(out)
    assert str(path) in problem
    go(docs, out, first="clean", only=("04/*",))
    go(docs, out)
    assert list(validate(out)) == []
    assert tables(out) == clean


def test_parts_changed_document_stays_where_it_is(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(docs, out)
    (docs / "06" / "t.txt").write_text(text(70), encoding="utf-8")
    before = tables(out)
    assert go(docs, out) == {"06/t.txt": "clean"}
    changed = {name for name, data in tables(out).items() if before[name] != data}
    assert {Path(name).stem for name in changed} == {"part-000001"}
    go(docs, tmp_path / "fresh")
    assert tables(out) == tables(tmp_path / "fresh")
    assert list(validate(out)) == []


def test_parts_from_a_stage_and_force_change_no_byte(docs: Path, tmp_path: Path, clean: dict[str, bytes]) -> None:
    out = tmp_path / "clean"
    assert go(docs, out, first="claims", workers=2)["01/y.txt"] == "claims"
    assert tables(out) == clean
    assert len(go(docs, out, first="clean")) == N_DOCUMENTS
    assert tables(out) == clean


def test_parts_prune_takes_rows_away_and_empty_parts_with_them(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(docs, out)
    for path in [*docs.glob("0[4-7]/*"), docs / "00" / "z.txt"]:
        path.unlink()
    go(docs, out)
    assert len(load(out, "documents")) == N_DOCUMENTS
    go(docs, out, prune=True)
    assert len(load(out, "documents")) == N_DOCUMENTS - IN_PART - 1
    assert sorted(path.stem for path in (out / "claims").iterdir()) == ["part-000000", "part-000002"]
    assert list(validate(out)) == []


def test_parts_new_documents_between_old_ones_get_rows_and_no_part_grows_for_ever(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(docs, out)
    for day in (3, 2, 1):  # each before all that came since the first run
        names = [f"00a-{day}-{number}.txt" for number in range(3)]
        for number, name in enumerate(names):
            (docs / name).write_text(text(30 + 10 * day + number), encoding="utf-8")
        assert go(docs, out).keys() == set(names)
    assert go(docs, out) == {}
    assert list(validate(out)) == []
    sizes = [pq.ParquetFile(path).metadata.num_rows for path in (out / "documents").iterdir()]
    assert sum(sizes) == N_DOCUMENTS + 9
    assert max(sizes) < 3 * IN_PART
    assert (out / "documents" / "part-000003.parquet").is_file()


def test_parts_of_large_documents_hold_fewer(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_store, "SIZE", 300)  # about two of them have as many bytes
    go(docs, tmp_path / "out")
    sizes = [pq.ParquetFile(path).metadata.num_rows for path in (tmp_path / "out" / "documents").iterdir()]
    assert sum(sizes) == N_DOCUMENTS
    assert max(sizes) < IN_PART


def test_parts_rows_that_wait_are_bounded(
    docs: Path, tmp_path: Path, clean: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part_store, "WAITING", 1)
    go(docs, tmp_path / "out", workers=2)
    assert tables(tmp_path / "out") == clean


def when(source: str, act: Callable[[], object]) -> Callable[..., Facts]:
    """`advance`, but for one document `act` comes first."""

    def stages(facts: Facts, *arguments: object) -> Facts:
        if facts.document.source == source:
            act()
        return advance(facts, *arguments)  # type: ignore[arg-type]

    return stages


def test_parts_document_that_kills_its_process_fails_alone_and_is_done_again(
    docs: Path, tmp_path: Path, clean: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, own = tmp_path / "out", kernel.advance
    monkeypatch.setattr(kernel, "advance", when("02/x.txt", lambda: os._exit(9)))
    done = go(docs, out, workers=2)
    assert {code for code in done.values() if code != "clean"} == {"S002", "I001"}
    assert set(load(out, "errors")["source"]) == {"02/x.txt", "05/u.txt"}
    monkeypatch.setattr(kernel, "advance", own)
    assert go(docs, out) == {"02/x.txt": "clean"}
    assert tables(out) == clean


def test_parts_full_disk_fails_the_documents_of_a_part_and_the_next_run_writes_it(
    docs: Path, tmp_path: Path, clean: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, write = tmp_path / "out", part_store.write_part

    def full(folder: Path, number: int, documents: object) -> None:
        if number == 1:
            raise OSError(28, "No space left on device")
        write(folder, number, documents)  # type: ignore[arg-type]

    monkeypatch.setattr(part_store, "write_part", full)
    assert [code for code in go(docs, out).values() if code == "T001"] == ["T001"] * IN_PART
    assert len(load(out, "documents")) == N_DOCUMENTS - IN_PART
    monkeypatch.setattr(part_store, "write_part", write)
    assert len(go(docs, out)) == IN_PART
    assert tables(out) == clean


def test_parts_rows_that_are_no_documents_move_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = [{"id": f"r{number * 7 % 11}", "text": text(number)} for number in range(11)]
    rows = [json.dumps(row) for row in good]
    rows[2:2] = ['{"html": "<p></p>", "id": "page"}', "broken"]
    crawl, clean, out = tmp_path / "crawl.jsonl", tmp_path / "clean", tmp_path / "out"
    crawl.write_text("\n".join(rows) + "\n", encoding="utf-8")
    go(crawl, clean)
    assert list(validate(clean)) == []
    expected = tables(clean)
    assert set(load(clean, "errors")["source"]) == {"crawl.jsonl", "crawl.jsonl#page", "crawl.jsonl#4"}
    go(crawl, out, only=("*#r[3-9]",))
    go(crawl, out)
    assert tables(out) == expected
    assert go(crawl, clean) == {}
    rows[2] = json.dumps({"id": "page", "text": text(40)})
    crawl.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert go(crawl, out).keys() == {"crawl.jsonl#page", "crawl.jsonl"}
    rows[2] = '{"html": "<p></p>", "id": "page"}'
    crawl.write_text("\n".join(rows) + "\n", encoding="utf-8")
    go(crawl, out)
    assert tables(out) == expected


def test_layout_of_a_folder_stays_and_many_documents_make_parts(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, out = find_inputs([docs]).files, tmp_path / "out"
    run(files, out, CONFIG)
    assert store.layout_of(out) == "files"
    with pytest.raises(ConfigurationError, match=r"C018.*layout files, not parts"):
        go(docs, out)
    monkeypatch.setattr(store, "MANY_DOCUMENTS", N_DOCUMENTS)
    assert run(files, out, CONFIG).counts["skipped"] == N_DOCUMENTS
    run(files, tmp_path / "many", CONFIG)
    assert store.layout_of(tmp_path / "many") == "parts"
