"""Reading tables back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from pipeline.errors import ConfigurationError
from pipeline.tables.compact import compacted, in_order
from pipeline.tables.schemas import CONFIG_KEY, PIPELINE_VERSION_KEY, SCHEMA_VERSION_KEY, SCHEMAS, STAGES_KEY
from pipeline.tables.write import table_path

Row = dict[str, Any]
if TYPE_CHECKING:
    import pandas as pd
    import polars

_PARTITIONS = ("by_region", "by_year")
_DOCUMENTS_AT_ONCE = 200


def load(
    out: str | Path,
    table: str,
    columns: Sequence[str] | None = None,
    filters: ds.Expression | Sequence[Any] | None = None,
    join: bool = False,
) -> pd.DataFrame:
    """A table of an output folder, compacted or not, as one pandas data frame, documents in the order of their ids.

    Columns that are not asked for and row groups that the filters rule out are not read. Where the table is partitioned
    a filter may name the partition, too: ``[("by_region", "==", "青禾县")]``.

    Args:
        out: the folder given as ``--out``.
        table: one of `pipeline.tables.SCHEMAS`.
        columns: the columns to read; all when None.
        filters: rows to keep, as pandas takes them (``[("label", "==", "SCHOOL")]``) or as an Arrow expression.
        join: with the sentence of each row, and title, region, year, date and source of its document
            (`pipeline.tables.joined.joined_columns`).

    Raises:
        ConfigurationError: C008 when there is no such table, C009 when the folder does not hold it.
    """
    frame: pd.DataFrame = load_arrow(out, table, columns, filters, join).to_pandas()
    return frame


def load_arrow(
    out: str | Path,
    table: str,
    columns: Sequence[str] | None = None,
    filters: ds.Expression | Sequence[Any] | None = None,
    join: bool = False,
) -> pa.Table:
    """The same as `load`, as an Arrow table with the types of the data dictionary."""
    if join:
        from pipeline.tables.joined import load_joined  # which is made of tables that are not joined

        return load_joined(out, table, columns, filters)
    if table not in SCHEMAS:
        raise ConfigurationError("C008", table=table, known=", ".join(SCHEMAS))
    if filters is not None and not isinstance(filters, ds.Expression):
        filters = pq.filters_to_expression(filters)
    names = list(columns) if columns is not None else SCHEMAS[table].names
    return open_dataset(Path(out), table).to_table(columns=names, filter=filters)


def load_polars(
    out: str | Path,
    table: str,
    columns: Sequence[str] | None = None,
    filters: ds.Expression | Sequence[Any] | None = None,
    join: bool = False,
) -> polars.DataFrame:
    """The same as `load`, as a polars data frame that shares its memory with Arrow.

    Raises:
        ConfigurationError: C051 when polars is not installed; C008, C009 as `load`.
    """
    try:
        import polars
    except ImportError as error:
        raise ConfigurationError("C051", package="polars", extra="polars") from error
    frame = polars.from_arrow(load_arrow(out, table, columns, filters, join))
    assert isinstance(frame, polars.DataFrame)
    return frame


def open_dataset(out: Path, table: str) -> ds.Dataset:
    """A table as an Arrow data set: the compacted one where it is up to date, else the files of the documents.

    Raises:
        ConfigurationError: C009 when the folder does not hold it.
    """
    found = compacted(out, table)
    folder, partition = found if found is not None else (out / table, None)
    if partition is None:
        files = in_order(folder)
        if files:
            return ds.dataset(files, schema=SCHEMAS[table], format="parquet")
        # Spark partitions what it writes when asked to.
        partition = next((pa.field(name, pa.string()) for name in _PARTITIONS if any(folder.glob(f"{name}=*"))), None)
    if partition is None:
        raise ConfigurationError("C009", path=out, table=table)
    partitioning = ds.partitioning(pa.schema([partition]), flavor="hive")
    return ds.dataset(folder, schema=SCHEMAS[table].append(partition), format="parquet", partitioning=partitioning)


def has_table(out: Path, table: str) -> bool:
    """Whether an output folder holds a table, compacted or not."""
    try:
        open_dataset(out, table)
    except ConfigurationError:
        return False
    return True


def read_documents(out: Path, tables: Sequence[str], doc_ids: Sequence[str]) -> Iterator[dict[str, list[Row]]]:
    """The rows of documents, one document after the other; some hundred are held at a time.

    Args:
        out: output folder, compacted or not.
        tables: tables that it holds, ``documents`` among them.
        doc_ids: the documents, in the order wanted; one that has no row in ``documents`` is passed over.

    Yields:
        Table name to the rows of the document, in the order of the table.

    Raises:
        OSError, pyarrow.ArrowException: a file vanished or is damaged.
    """
    datasets = {table: open_dataset(out, table) for table in tables}
    files = {table: set(dataset.files) for table, dataset in datasets.items()}
    for start in range(0, len(doc_ids), _DOCUMENTS_AT_ONCE):
        chunk = doc_ids[start : start + _DOCUMENTS_AT_ONCE]
        rows = {table: _rows_of(out, table, chunk, datasets[table], files[table]) for table in tables}
        for doc_id in chunk:
            if doc_id in rows["documents"]:
                yield {table: rows[table].get(doc_id, []) for table in tables}


def _rows_of(
    out: Path, table: str, doc_ids: Sequence[str], dataset: ds.Dataset, files: set[str]
) -> dict[str, list[Row]]:
    # Files of single documents are opened by name: a filter would open all of them.
    own = [path for doc_id in doc_ids if (path := str(table_path(out, table, doc_id))) in files]
    if own:
        dataset = ds.dataset(own, schema=SCHEMAS[table], format="parquet")
    found: dict[str, list[Row]] = {}
    condition = ds.field("doc_id").isin(doc_ids)
    for row in dataset.to_table(columns=SCHEMAS[table].names, filter=condition).to_pylist():
        found.setdefault(row["doc_id"], []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """What an output folder tells about how the rows of a document were made."""

    source: str
    sha256: str
    status: str
    n_chars: int
    schema_version: str
    pipeline_version: str
    config_fingerprint: str
    stages: tuple[str, ...]
    """Fingerprints of the stages that are done."""


def read_written(out: Path, doc_id: str) -> WrittenDocument | None:
    """How the rows of a document in `out` were made; None when it is not there or its file is damaged."""
    try:
        with pq.ParquetFile(table_path(out, "documents", doc_id)) as file:
            metadata = file.schema_arrow.metadata or {}
            [row] = file.read(columns=["source", "sha256", "status", "n_chars"]).to_pylist()
    except (OSError, pa.ArrowException, ValueError, KeyError):
        return None
    return WrittenDocument(
        **row,
        schema_version=metadata.get(SCHEMA_VERSION_KEY, b"").decode(),
        pipeline_version=metadata.get(PIPELINE_VERSION_KEY, b"").decode(),
        config_fingerprint=metadata.get(CONFIG_KEY, b"").decode(),
        stages=tuple(metadata.get(STAGES_KEY, b"").decode().split()),
    )
