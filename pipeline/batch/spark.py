"""A run on Spark, for those who outgrow one machine: the same kernel, the same rows.

Documents go through `pipeline.batch.kernel.extract_batches` by ``mapInArrow``; its rows, one per document with all its
tables nested in it, are kept in a staging folder, from which each table is written sorted by document and position. So
nothing is extracted twice, and the result depends on the documents alone. `pipeline.load` and `policyfacts compact`
read it as they read a local run; `docs/spark.md` says how to submit it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlparse

import pyarrow as pa

from pipeline.batch.inputs import nothing_to_read
from pipeline.batch.kernel import ROWS_OUT, extract_batches, extract_files_of_rows, rows_of
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.ingest import SUFFIXES
from pipeline.ingest.columns import is_column_file
from pipeline.ingest.rows import ROW_SUFFIXES, is_row_file
from pipeline.ner import backends
from pipeline.tables.compact import Partition, partition_name
from pipeline.tables.schemas import SCHEMAS
from pipeline.tables.stages import RUN

# Documents that Spark holds in Arrow memory at once, per task.
_BATCH = 32
_SECONDS = 600.0
_PARTITION_COLUMNS: dict[Partition, str] = {"region": "region", "year": "report_year"}


def run_spark(
    inputs: Sequence[str],
    out: str,
    config: Config,
    *,
    by: Partition | None = None,
    session: Any = None,
    frames: Mapping[str, Any] | None = None,
) -> dict[str, int]:
    """Extract `inputs` on Spark into the tables of `out`, over what was there.

    Args:
        inputs: folders or files of documents, CSV and TSV files, JSONL files or Parquet folders of a crawl, on any path that
            Spark reads.
        out: folder for the tables, on any path that Spark writes.
        config: settings; the folder of the word model must be there on every executor, that of a model of names also
            here.
        by: partition the tables by region or report year of the document.
        session: a Spark session; the active one, or a new one by Spark's own configuration, when None.
        frames: crawls as data frames of that session, from wherever it reads (Delta, Iceberg, JDBC), with the columns of one in
            Parquet; by the name that their documents are called by: those of ``crawl`` as those of a file ``crawl.parquet``.

    Returns:
        Documents by status (ok, partial, failed) and rows by table.

    Raises:
        ConfigurationError: C011 when pyspark or Java is missing, C003 when an input does not exist, C005 when two
            inputs have the same source name, C006 when there is nothing to read, C041 to C046 when the model of names
            is missing.
    """
    backends.check(config.ner, config.allow_download)
    spark = session or _session()
    from pyspark.errors import AnalysisException

    try:
        read = [_read(spark, path) for path in inputs]
        read += [_rows(_json_lines(frame), f"{name}.parquet") for name, frame in (frames or {}).items()]
    except AnalysisException as error:
        raise ConfigurationError("C003", path=str(error).splitlines()[0]) from error
    documents, files_of_rows = (reduce(_union, parts) for parts in zip(*read, strict=True))
    n_inputs = documents.count() + files_of_rows.mapInArrow(_count(config), "n long").count()
    if not n_inputs:
        named = ", ".join((*inputs, *(frames or ())))
        raise nothing_to_read(named)
    staging = f"{out}/{RUN}/spark"
    schema = _spark_schema(ROWS_OUT)
    nested = documents.mapInArrow(_kernel(config), schema)
    nested = nested.unionByName(files_of_rows.mapInArrow(_kernel_of_rows(config), schema))
    nested.write.mode("overwrite").parquet(staging)
    staged = spark.read.parquet(staging)
    _require_unique(staged)
    counts = _statuses(staged)
    if sum(counts.values()) != n_inputs:
        raise RuntimeError(f"{n_inputs} inputs, but {sum(counts.values())} accounted for")
    for table in SCHEMAS:
        counts[f"rows: {table}"] = _write(staged, table, out, by)
    _remove(spark, staging)
    return counts


def _session() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ConfigurationError("C011", problem="pyspark is missing; pip install 'policyfacts[spark]'") from error
    active = SparkSession.getActiveSession()
    if active is not None:
        return active
    if "SPARK_REMOTE" not in os.environ and not _has_java():
        raise ConfigurationError("C011", problem="no Java found; install a JDK (17 or newer) or set JAVA_HOME to one")
    # A worker must be the same Python; on a cluster the submitter says which.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return (
        SparkSession.builder.appName("policyfacts")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", _BATCH)
        .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=f"{home}/bin" if home else None) is not None


def _read(spark: Any, path: str) -> tuple[Any, Any]:
    """An input as rows of `DOCUMENTS_IN`: documents, as files or as JSON objects of a crawl, and whole files of rows."""
    from pyspark.sql import functions as f

    root = path if urlparse(path).scheme else os.path.abspath(path)
    name = PurePosixPath(_path_of(root)).name
    if is_row_file(name) and not is_column_file(name):
        lines = spark.read.text(root) if ".parquet" not in name.lower() else _json_lines(spark.read.parquet(root))
        return _rows(lines, name)
    named = _files(spark, root, name)
    suffix = f.regexp_replace(f.lower("source"), r"\.gz$", "")
    has_rows = reduce(lambda one, other: one | other, [suffix.endswith(kind) for kind in ROW_SUFFIXES])
    readable = [f.lower("source").endswith(kind) for kind in SUFFIXES]
    readable.append(~f.lower("source").rlike(r"\.[a-z][a-z0-9]{1,7}$"))  # what it is its content tells
    is_document = reduce(lambda one, other: one | other, readable)
    return named.where(is_document & ~has_rows), named.where(has_rows)


def _files(spark: Any, root: str, name: str) -> Any:
    """The files below a path, or the one that it is, but for hidden ones, as rows of `DOCUMENTS_IN`."""
    from pyspark.sql import functions as f

    prefix = _path_of(root).rstrip("/")
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(root)
    # Spark lists empty files but does not read them; for us they are documents that fail.
    listed = {_path_of(unquote(uri)) for uri in files.inputFiles()}
    filled = {_path_of(row["path"]) for row in files.select("path").toLocalIterator()}
    read = files.select(f.regexp_replace("path", _SCHEME, "").alias("path"), "content")
    empty = spark.createDataFrame([(path, b"") for path in sorted(listed - filled)], read.schema)
    inner = f.expr(f"substring(path, {len(prefix) + 2})")
    # An input that is a file itself is called by its name.
    source = f.when(inner == "", f.lit(name)).otherwise(inner).alias("source")
    return read.unionByName(empty).select(source, "content").where(~f.col("source").rlike(r"(^|/)\."))


def _union(one: Any, other: Any) -> Any:
    return one.unionByName(other)


def _rows(lines: Any, name: str) -> tuple[Any, Any]:
    """JSON objects in a column ``value`` as the rows of a file: documents, and no whole files."""
    from pyspark.sql import functions as f

    content = f.col("value").cast("binary")
    rows = lines.where(f.trim("value") != "").select(f.lit(name).alias("source"), content.alias("content"))
    return rows, rows.limit(0)


_SCHEME = r"^[A-Za-z][A-Za-z0-9+.-]*:(//[^/]*)?"


def _path_of(uri: str) -> str:
    return re.sub(_SCHEME, "", uri)


def _json_lines(frame: Any) -> Any:
    from pyspark.sql import functions as f

    wanted = [name for name, kind in frame.dtypes if name in ("id", "text", "html") or kind in _PLAIN_TYPES]
    return frame.select(f.to_json(f.struct(*wanted)).alias("value"))


_PLAIN_TYPES = ("string", "tinyint", "smallint", "int", "bigint")


def _kernel(config: Config) -> Any:
    def kernel(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from extract_batches(batches, config, _SECONDS)

    return kernel


def _kernel_of_rows(config: Config) -> Any:
    def kernel(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from extract_files_of_rows(batches, config, _SECONDS)

    return kernel


def _count(config: Config) -> Any:
    """A row for every row of a file of rows, to count."""

    def count(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from (pa.RecordBatch.from_pydict({"n": [row.number]}) for _, row, _ in rows_of([batch], config))

    return count


def _spark_schema(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _require_unique(staged: Any) -> None:
    from pyspark.sql import functions as f

    twice = staged.groupBy("doc_id").agg(f.count("*").alias("n"), f.first("documents")[0]["source"].alias("source"))
    found = twice.where("n > 1").first()
    if found is not None:
        raise ConfigurationError("C005", source=found["source"], first="one input", second="another")


def _statuses(staged: Any) -> dict[str, int]:
    from pyspark.sql import functions as f

    rows = staged.select(f.col("documents")[0]["status"].alias("status")).groupBy("status").count().collect()
    return {"ok": 0, "partial": 0, "failed": 0} | {row["status"]: row["count"] for row in rows}


def _write(staged: Any, table: str, out: str, by: Partition | None) -> int:
    from pyspark.sql import functions as f

    columns = [f.posexplode(table).alias("_position", "_row")]
    names = [] if by is None else [f"by_{by}"]
    if by is not None:
        value = f.col("documents")[0][_PARTITION_COLUMNS[by]].cast("string")
        columns.append(f.udf(partition_name, "string")(value).alias(names[0]))
    rows = staged.select(*columns).select("_row.*", "_position", *names)
    ordered = rows.repartitionByRange("doc_id").sortWithinPartitions(*names, "doc_id", "_position").drop("_position")
    writer = ordered.write.mode("overwrite").option("compression", "zstd")
    (writer.partitionBy(*names) if names else writer).parquet(f"{out}/{table}")
    # The footers of what was written tell how many rows there are; the staged ones would have to be read again.
    written: int = staged.sparkSession.read.schema(_spark_schema(SCHEMAS[table])).parquet(f"{out}/{table}").count()
    return written


def _remove(spark: Any, path: str) -> None:
    # Through Hadoop, which knows every path that Spark does; a remote session has no such door.
    context = getattr(spark, "_jvm", None)
    if context is None:
        return
    folder = context.org.apache.hadoop.fs.Path(path)
    folder.getFileSystem(spark._jsc.hadoopConfiguration()).delete(folder, True)
