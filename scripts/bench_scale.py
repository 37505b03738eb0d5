"""Runs over very many documents: both layouts side by side, then a folder of very many documents in parts, and what reads it.

Prints a Markdown table, and with ``--write`` puts it into docs/performance.md; `make bench-scale` does. The documents are those of
bench_throughput.py: samples with other figures, cut to 600 characters. Whatever has a peer is measured beside it in the
same run, since the speed of a machine changes; CPU seconds are those of all processes of a run.

The many documents are extracted with ``--extract``, which takes hours. Otherwise the rows of some hundred documents stand for
theirs, under ids of their own, so that all is real but the texts of the rows and the time of the stages, which does not depend on how many
documents there are.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
from bench_throughput import best, megabytes, write_documents
from figures import Figure, put, table

import pipeline
from pipeline.batch import Outcome, Request, RunSummary, find_inputs, run
from pipeline.batch.document import process
from pipeline.batch.inputs import InputFile, Job
from pipeline.batch.store import Layout, open_store
from pipeline.config import Config
from pipeline.tables.parts import Sheet
from pipeline.tables.write import prepare

PERFORMANCE = Path("docs/performance.md")
_LENGTH = 600
_EXTRACTED = 400
_CONFIG = Config(words=False)
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200_000, help="documents of the large folder")
    parser.add_argument("--extract", action="store_true", help="extract them, instead of copying rows")
    parser.add_argument("--beside", type=int, default=2000, help="documents that both layouts are run over")
    parser.add_argument("--folder", type=Path, help="where documents and tables go; a folder that is removed")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="policyfacts-bench-", dir=options.folder))
    try:
        figures = []
        fill = by_run if options.extract else by_copies
        for figure in chain(layouts(folder, options.beside), large_folder(folder, options.documents, fill)):
            figures.append(figure)
            print(" | ".join(figure), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    told = f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n\n{table(figures)}"
    if options.write:
        put(PERFORMANCE, "scale", told)
    else:
        print(told)


def layouts(folder: Path, documents: int) -> Iterator[Figure]:
    """The same documents into files and into parts, in turns, by halves of them; the start of the workers counts, too."""
    docs = folder / "beside"
    write_documents(docs, documents, _LENGTH)
    files = find_inputs([docs]).files
    seconds: dict[Layout, list[float]] = {"files": [0.0, 0.0, 0.0], "parts": [0.0, 0.0, 0.0]}
    half = (documents + 1) // 2
    for start in range(0, documents, half):
        for layout, taken in seconds.items():
            before, out = os.times(), folder / f"beside-{layout}-{start}"
            summary = run(files[start : start + half], out, _CONFIG, workers=2, request=Request(layout=layout))
            behind = os.times()
            taken[0] += behind.elapsed - before.elapsed
            taken[1] += sum(behind[:4]) - sum(before[:4])
            taken[2] += summary.stage_seconds["write"]
            shutil.rmtree(out)
    names = (
        "seconds per 1,000 documents",
        "CPU seconds per 1,000 documents",
        "of them writing, in workers and parent, s",
    )
    for number, name in enumerate(names):
        own, peer = (seconds[layout][number] / documents * 1000 for layout in ("parts", "files"))
        target = "2.5 times as fast" if not number else ""
        yield Figure(f"parts: {name}", f"{own:.2f}", f"files: {peer:.2f}; {peer / own:.2f} times", target)


def by_run(files: Sequence[InputFile], out: Path, watch: _Watch) -> str:
    """Extract the documents; says so."""
    summary = run(files, out, _CONFIG, workers=2, request=Request(layout="parts"), on_outcome=watch)
    assert not summary.has_failures, summary.codes
    return "extracted by 2 workers"


def by_copies(files: Sequence[InputFile], out: Path, watch: _Watch) -> str:
    """Hand the parent of a run the rows of some documents again and again, under other ids and digests; says so."""
    prepare(out)
    store = open_store(out, "parts")
    made = [(file, process([Job(file)], store.writer, _CONFIG)[0]) for file in files[:_EXTRACTED]]
    summary = RunSummary()
    for number, file in enumerate(files):
        original, outcome = made[number % len(made)]
        own = hashlib.sha256(file.path.read_bytes()).hexdigest()
        # Ids, sources and digests are all of one length, so the rows stay what they are.
        renamed = ((original.doc_id, file.doc_id), (original.source, file.source), (outcome.sha256, own))
        store.pass_by(Job(file))
        store.begin(Job(file))
        for done in store.take(_renamed(outcome, [(old.encode(), new.encode()) for old, new in renamed], file.source)):
            watch(done, summary, len(files))
    for done in store.flush():
        watch(done, summary, len(files))
    return "rows handed over, writing alone"


def _renamed(outcome: Outcome, changes: Sequence[tuple[bytes, bytes]], source: str) -> Outcome:
    assert outcome.packed is not None
    rows = dict(outcome.packed.sheet.rows)
    for old, new in changes:
        assert len(old) == len(new)
        rows = {table: data.replace(old, new) for table, data in rows.items()}
    return replace(outcome, source=source, packed=replace(outcome.packed, sheet=Sheet(rows, 1)))


def large_folder(
    folder: Path, documents: int, fill: Callable[[Sequence[InputFile], Path, _Watch], str]
) -> Iterator[Figure]:
    """Many short documents into parts: is everything flat to the end? Then a run with nothing to do, and all that reads them."""
    docs, out, watch = folder / "many", folder / "many-out", _Watch()
    write_documents(docs, documents, _LENGTH)
    files = find_inputs([docs]).files
    name = f"{documents:,} documents, {fill(files, out, watch)}"
    first, last = watch.tenths(documents)
    yield Figure(f"{name}: CPU ms per document, last tenth", f"{last:.2f}", f"first tenth: {first:.2f}", "as the first")
    name = f"{documents:,} documents"
    yield Figure(f"{name}: memory of the parent", f"{watch.memory[-1]:,.0f} MB at the end", f"{watch.memory[0]:,.0f} MB at the first part", "flat")  # fmt: skip
    written = [path.stat() for path in out.glob("*/*.parquet")]
    size, texts = sum(status.st_size for status in written), sum(file.path.stat().st_size for file in files)
    yield Figure(f"{name}: files", f"{len(written):,}", f"as files: {documents * 8:,}")
    yield Figure(
        f"{name}: size", f"{size / 1e6:,.0f} MB", f"the texts: {texts / 1e6:,.0f} MB; {size / texts:.2f} times"
    )
    yield from second_run(docs, out, documents)
    yield from after(folder, out, documents)


def second_run(docs: Path, out: Path, documents: int) -> Iterator[Figure]:
    """A run that has nothing to do, beside reading and hashing the files."""
    files = find_inputs([docs], out).files
    times: dict[str, list[float]] = {"hash": [], "run": []}
    for _ in range(3):
        started = time.process_time()
        for file in files:
            hashlib.sha256(file.path.read_bytes()).hexdigest()
        hashed = time.process_time()
        summary = run(files, out, _CONFIG)
        times["hash"].append(hashed - started)
        times["run"].append(time.process_time() - hashed)
        assert summary.counts == {"skipped": documents}, summary.counts
    bare, own = (min(times[name]) / documents * 1e6 for name in ("hash", "run"))
    yield Figure("second run with nothing to do", f"{own:.0f} µs of CPU per document", f"reading and hashing alone: {bare:.0f} µs; {own / bare:.1f} times", "≤ 60")  # fmt: skip


def after(folder: Path, out: Path, documents: int) -> Iterator[Figure]:
    """Loading, compacting and the panel."""
    claims = out / "claims"
    own, bare = best(
        lambda: pipeline.load(out, "claims", ["value"]), lambda: pd.read_parquet(claims, columns=["value"])
    )
    rows = len(pipeline.load(out, "claims", ["value"]))
    yield Figure(f"`load` of one column of {rows:,} claims, from parts", f"{own * 1000:,.0f} ms", f"pandas.read_parquet, unsorted: {bare * 1000:,.0f} ms; {own / bare:.2f} times")  # fmt: skip
    seconds, megabytes = _process("from pipeline.tables.compact import compact; compact(out)", out)
    peer = _duckdb(out, folder / "sorted")
    yield Figure("`compact`", f"{seconds:,.0f} s, {megabytes:,.0f} MB at most", f"duckdb, sorting them: {peer:,.0f} s; {seconds / peer:.2f} times", "flat")  # fmt: skip
    size = sum(path.stat().st_size for path in out.glob("compact/*/*.parquet"))
    parts = sum(path.stat().st_size for path in out.glob("*/part-*.parquet"))
    yield Figure("size of the compacted tables", f"{size / 1e6:,.0f} MB", f"the parts: {parts / 1e6:,.0f} MB")
    own, bare = best(
        lambda: pipeline.load(out, "claims", ["value"]),
        lambda: pd.read_parquet(out / "compact" / "claims", columns=["value"]),
    )
    yield Figure("`load` of one column, compacted", f"{own * 1000:,.0f} ms", f"pandas.read_parquet: {bare * 1000:,.0f} ms; {own / bare:.2f} times")  # fmt: skip
    seconds, megabytes = _process("from pipeline.panels import write_panel; write_panel(out)", out)
    yield Figure(
        f"panel of {documents:,} documents", f"{seconds:,.0f} s, {megabytes:,.0f} MB at most", "", "≤ 1,000 MB"
    )


def _duckdb(out: Path, target: Path) -> float:
    """Seconds that duckdb takes to sort the rows of all tables into one file each, as `compact` does."""
    target.mkdir()
    started = time.perf_counter()
    for folder in out.iterdir():
        if folder.is_dir() and list(folder.glob("part-*.parquet")):
            sorted_rows = f"select * from read_parquet('{folder}/part-*.parquet') order by doc_id"
            duckdb.sql(f"copy ({sorted_rows}) to '{target}/{folder.name}.parquet' (format parquet, compression zstd)")
    seconds = time.perf_counter() - started
    assert pq.ParquetFile(target / "claims.parquet").metadata.num_rows
    return seconds


def _process(code: str, out: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a process of its own."""
    peak = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    code = f"import sys; from pathlib import Path; out = Path(sys.argv[1]); {code}; {peak}"
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, str(out)], check=True, capture_output=True, text=True)
    return time.perf_counter() - started, int(done.stdout) / 1024


@dataclass(slots=True)
class _Watch:
    """What is seen of a run while it goes."""

    seen: list[tuple[int, float]] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    n_documents: int = 0

    def __call__(self, outcome: Outcome, summary: RunSummary, total: int) -> None:
        """Note a document, and now and then CPU time and memory; they come by parts."""
        self.n_documents += 1
        if self.n_documents % max(1, min(500, total // 40)) == 0:
            self.seen.append((self.n_documents, _cpu_seconds()))
            self.memory.append(megabytes(os.getpid(), "VmRSS"))

    def tenths(self, documents: int) -> tuple[float, float]:
        """CPU milliseconds per document in the first tenth of a run, the start left out, and in the last."""
        first = [look for look in self.seen if look[0] <= documents * 0.1]
        last = [look for look in self.seen if look[0] >= documents * 0.9]
        return _per_document(first), _per_document(last)


def _per_document(looks: list[tuple[int, float]]) -> float:
    (start, before), (end, behind) = looks[0], looks[-1]
    return (behind - before) / (end - start) * 1000


def _cpu_seconds() -> float:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return sum(map(_cpu_of, (os.getpid(), *map(int, children))))


def _cpu_of(process: int) -> float:
    values = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, values[11:13])) / _TICKS


if __name__ == "__main__":
    main()
