"""Reading tables back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from pipeline.errors import ConfigurationError
from pipeline.tables.compact import compacted, in_order
from pipeline.tables.schemas import CONFIG_KEY, PIPELINE_VERSION_KEY, SCHEMA_VERSION_KEY, SCHEMAS, STAGES_KEY
from pipeline.tables.write import table_path

_PARTITIONS = ("by_region", "by_year")


def load(
    out: str | Path,
    table: str,
    columns: Sequence[str] | None = None,
    filters: ds.Expression | Sequence[Any] | None = None,
) -> pd.DataFrame:
    """A table of an output folder, compacted or not, as one data frame, documents in the order of their ids.

    Columns that are not asked for and row groups that the filters rule out are not read. Where the table is partitioned
    a filter may name the partition, too: ``[("by_region", "==", "青禾县")]``.

    Args:
        out: the folder given as ``--out``.
        table: one of `pipeline.tables.SCHEMAS`.
        columns: the columns to read; all when None.
        filters: rows to keep, as pandas takes them (``[("label", "==", "SCHOOL")]``) or as an Arrow expression.

    Raises:
        ConfigurationError: C008 when there is no such table, C009 when the folder does not hold it.
    """
    if table not in SCHEMAS:
        raise ConfigurationError("C008", table=table, known=", ".join(SCHEMAS))
    if filters is not None and not isinstance(filters, ds.Expression):
        filters = pq.filters_to_expression(filters)
    names = list(columns) if columns is not None else SCHEMAS[table].names
    frame: pd.DataFrame = open_dataset(Path(out), table).to_table(columns=names, filter=filters).to_pandas()
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
