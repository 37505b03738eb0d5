"""Spark on two cores of this machine beside the local engine with two workers, over the same crawl; are the rows the same?

Prints a Markdown table, and with ``--write`` puts it into docs/performance.md; `make bench-spark` does. The crawl is a Parquet file of
documents made as those of bench_throughput.py. Both engines run once before they are measured, over a few rows, so that neither pays
for its start.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from bench_scale import PERFORMANCE
from bench_throughput import write_documents
from figures import Figure, put, table

from pipeline.batch import Request, find_inputs, run
from pipeline.batch.spark import run_spark
from pipeline.config import Config
from pipeline.tables import SCHEMAS
from pipeline.tables.compact import compact

_LENGTH = 600
_CONFIG = Config(words=False)
_IN_GROUP = 250
_PIECES = 16


def main() -> None:
    """Measure, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where documents and tables go; a folder that is removed")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="policyfacts-bench-", dir=options.folder))
    try:
        figures = list(measure(folder, options.documents))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    told = f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n\n{table(figures)}"
    print(told)
    if options.write:
        put(PERFORMANCE, "spark", told)


def measure(folder: Path, documents: int) -> Iterator[Figure]:
    """Both engines in turns, half of the documents each time, and their rows."""
    halves = [_crawl(folder, f"half-{number}", documents // 2, number * (documents // 2)) for number in range(2)]
    few = _crawl(folder, "few", 20, 0)
    spark = _session(max(path.stat().st_size for path in halves) // _PIECES)
    local, other, same = 0.0, 0.0, True
    try:
        run_spark([str(few)], str(folder / "few-out"), _CONFIG, session=spark)
        for number, crawl in enumerate(halves):
            mine, theirs = folder / f"local-{number}", folder / f"spark-{number}"
            started = time.perf_counter()
            run(find_inputs([crawl]).files, mine, _CONFIG, workers=2, request=Request(layout="parts"))
            between = time.perf_counter()
            run_spark([str(crawl)], str(theirs), _CONFIG, session=spark)
            local, other = local + between - started, other + time.perf_counter() - between
            same &= _same_rows(mine, theirs)
    finally:
        spark.stop()
    own, peer = documents / other, documents / local
    what = f"Spark, two local cores, {documents:,} documents"
    yield Figure(what, f"{own:,.1f} documents/s", f"local engine, two workers: {peer:,.1f}; {own / peer:.2f} times", "≥ 0.8 times")  # fmt: skip
    yield Figure("rows of both, compared after `compact`", "the same bytes" if same else "DIFFERENT", "", "the same")


def _crawl(folder: Path, name: str, documents: int, first: int) -> Path:
    """A crawl of documents, in row groups that Spark can part among its cores."""
    texts = folder / f"{name}-texts"
    write_documents(texts, first + documents, _LENGTH)
    paths = sorted(texts.iterdir())[first:]
    rows = {"id": [path.stem for path in paths], "text": [path.read_text(encoding="utf-8") for path in paths]}
    pq.write_table(pa.table(rows), folder / f"{name}.parquet", row_group_size=_IN_GROUP)
    shutil.rmtree(texts)
    return folder / f"{name}.parquet"


def _session(bytes_in_task: int) -> Any:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    return (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.files.maxPartitionBytes", max(100_000, bytes_in_task))
        .config("spark.sql.files.openCostInBytes", 1)
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", 32)
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )


def _same_rows(one: Path, other: Path) -> bool:
    for out in (one, other):
        compact(out)
    files = [[out / "compact" / name / "part-0.parquet" for name in SCHEMAS] for out in (one, other)]
    return all(mine.read_bytes() == theirs.read_bytes() for mine, theirs in zip(*files, strict=True))


if __name__ == "__main__":
    main()
