"""The Spark engine in local mode with two cores: the rows, and after compaction the bytes, of a local run."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.batch import Request, find_inputs, run
from pipeline.batch.spark import run_spark
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.tables import SCHEMAS, load
from pipeline.tables.compact import compact
from pipeline.tables.validate import validate

pytestmark = pytest.mark.spark

CONFIG = Config(words=False)
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
TEXT = "一、办学规模\n全县现有小学{n}所，教师1300名，比上年增加{n}人。\n"


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Spark on two cores of this machine."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", 8)
        .getOrCreate()
    )
    yield spark
    spark.stop()


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples, names that are hard on paths, and files that cannot be read."""
    folder = tmp_path_factory.mktemp("docs")
    for path in sorted(SAMPLES.iterdir())[:6]:
        (folder / path.name).write_bytes(path.read_bytes())
    for number, name in enumerate(("青禾县/2021 年 总结.txt", "a%20b#c.txt", "empty.txt", "x.unknown")):
        (folder / name).parent.mkdir(exist_ok=True)
        text = "" if name == "empty.txt" else f"第{number}号\n" + TEXT.format(n=number + 2)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def local(docs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a local run."""
    out = tmp_path_factory.mktemp("local") / "out"
    run(find_inputs([docs]).files, out, CONFIG)
    return out


def assert_equal_rows(one: Path, other: Path, but: str = "") -> None:
    for table in SCHEMAS:
        first, second = (load(out, table).drop(columns=but, errors="ignore").to_dict("list") for out in (one, other))
        assert repr(first) == repr(second), table


def test_spark_rows_and_compacted_bytes_are_those_of_a_local_run(
    session: Any, docs: Path, local: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    counts = run_spark([str(docs)], str(out), CONFIG, session=session)
    assert (counts["ok"], counts["failed"]) == (8, 1)
    assert counts["rows: claims"] == len(load(local, "claims"))
    assert_equal_rows(local, out)
    assert list(validate(out)) == []
    for folder in (local, out):
        compact(folder)
    assert_equal_rows(local, out)
    for table in SCHEMAS:
        one, other = (folder / "compact" / table / "part-0.parquet" for folder in (local, out))
        assert one.read_bytes() == other.read_bytes(), table


def test_spark_crawls_are_read_as_locally(session: Any, tmp_path: Path) -> None:
    rows = [{"id": f"r{n}", "url": f"http://a.cn/{n}", "text": f"{n}县教育\n{TEXT.format(n=n + 2)}"} for n in range(20)]
    lines = tmp_path / "crawl.jsonl"
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "crawl.parquet")
    for name in ("crawl.jsonl", "crawl.parquet"):
        expected, out = tmp_path / f"local-{name}", tmp_path / f"spark-{name}"
        run(find_inputs([tmp_path / name]).files, expected, CONFIG)
        assert run_spark([str(tmp_path / name)], str(out), CONFIG, session=session)["ok"] == len(rows)
        assert_equal_rows(expected, out)


def test_spark_partitioned_crawls_and_data_frames_are_read_and_their_partitions_are_metadata(
    session: Any, tmp_path: Path
) -> None:
    rows = [
        {"id": f"r{n}", "text": f"{n}县教育\n{TEXT.format(n=n + 2)}", "sitename": "ab"[n % 2], "day": f"d{n % 3}"}
        for n in range(12)
    ]
    crawl, expected = tmp_path / "crawl.parquet", tmp_path / "expected"
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "whole.parquet")
    (tmp_path / "one").mkdir()
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "one" / "crawl.parquet")
    run(find_inputs([tmp_path / "one" / "crawl.parquet"]).files, expected, CONFIG)
    frame = session.read.parquet(str(tmp_path / "whole.parquet"))
    frame.write.partitionBy("sitename", "day").parquet(str(crawl))
    run_spark([str(crawl)], str(tmp_path / "folder"), CONFIG, session=session)
    assert set(load(tmp_path / "folder", "documents")["site"]) == {"a", "b"}
    run_spark([], str(tmp_path / "frames"), CONFIG, session=session, frames={"crawl": frame})
    for out in (tmp_path / "folder", tmp_path / "frames"):
        assert_equal_rows(expected, out)
    some = frame.where("sitename = 'a'")
    assert run_spark([], str(tmp_path / "some"), CONFIG, session=session, frames={"crawl": some})["ok"] == 6
    with pytest.raises(ConfigurationError, match=r"C006.*nothing"):
        run_spark(
            [], str(tmp_path / "none"), CONFIG, session=session, frames={"nothing": frame.where("sitename = 'c'")}
        )


def test_spark_reads_the_parts_of_a_local_run(session: Any, docs: Path, local: Path, tmp_path: Path) -> None:
    run(find_inputs([docs]).files, tmp_path / "parts", CONFIG, request=Request(layout="parts"))
    for out in (local, tmp_path / "parts"):
        claims = session.read.parquet(str(out / "claims")).orderBy("claim_id").toPandas()
        assert claims["claim_id"].tolist() == sorted(load(local, "claims")["claim_id"])


def test_spark_reads_files_of_rows_as_a_local_run_does(session: Any, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    (folder / "b").mkdir(parents=True)
    quoted = "".join(f'n{n % 3},"{n}县教育\n{TEXT.format(n=n)}"\n' for n in range(2, 6))
    (folder / "notices.csv").write_bytes(("编号,正文\n" + quoted).encode("gbk"))
    with gzip.open(folder / "b" / "notices.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("text\tyear\n" + TEXT.format(n=7).replace("\n", " ") + "\t2021\n")
    lines = [json.dumps({"text": TEXT.format(n=n)}, ensure_ascii=False) for n in (8, 9)]
    (folder / "b" / "crawl.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "figures.csv").write_text("所数,人数\n3,120\n", encoding="utf-8")
    run(find_inputs([folder]).files, tmp_path / "local", CONFIG)
    assert run_spark([str(folder)], str(tmp_path / "spark"), CONFIG, session=session)["failed"] == 1
    # A local run remembers a refused file by what was wrong in it, Spark by its bytes.
    assert_equal_rows(tmp_path / "local", tmp_path / "spark", but="sha256")
    sources = set(load(tmp_path / "spark", "documents")["source"])
    assert {"notices.csv#n2", "notices.csv#n2#4", "b/notices.tsv.gz#1", "figures.csv"} < sources


def test_spark_keeps_a_failed_document_for_each_broken_row(session: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"id,text\n1,{TEXT.split()[1]}\n2,too,many\n", encoding="utf-8")
    counts = run_spark([str(tmp_path / "a.csv")], str(tmp_path / "out"), CONFIG, session=session)
    assert (counts["ok"], counts["failed"]) == (1, 1)
    [error] = load(tmp_path / "out", "errors").to_dict("records")
    assert (error["source"], error["code"]) == ("a.csv#2", "I012")


def test_spark_partitions_by_year_on_write(session: Any, docs: Path, local: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_spark([str(docs)], str(out), CONFIG, by="year", session=session)
    documents = load(local, "documents")
    year = int(documents["report_year"].dropna().iloc[0])
    own = set(documents[documents["report_year"] == year]["doc_id"])
    claims = load(out, "claims", filters=[("by_year", "==", str(year))])
    assert set(claims["doc_id"]) == own
    assert len(load(out, "claims")) == len(load(local, "claims"))
    assert list(claims.columns) == SCHEMAS["claims"].names


def test_spark_two_documents_of_one_source_are_refused(session: Any, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT.format(n=3), encoding="utf-8")
    inputs = [str(tmp_path / "one"), str(tmp_path / "two")]
    with pytest.raises(ConfigurationError, match=r"C005.*a\.txt"):
        run_spark(inputs, str(tmp_path / "out"), CONFIG, session=session)


def test_spark_missing_input_is_a_clear_error(session: Any, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="C003"):
        run_spark([str(tmp_path / "nowhere")], str(tmp_path / "out"), CONFIG, session=session)
