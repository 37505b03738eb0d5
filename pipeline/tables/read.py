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
from pipeline.tables.schemas import CONFIG_KEY, PIPELINE_VERSION_KEY, SCHEMA_VERSION_KEY, SCHEMAS
from pipeline.tables.write import table_path


def load(
    out: str | Path,
    table: str,
    columns: Sequence[str] | None = None,
    filters: ds.Expression | Sequence[Any] | None = None,
) -> pd.DataFrame:
    """A table of an output folder as one data frame, documents in the order of their ids.

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
    folder = Path(out) / table
    if not any(folder.glob("*.parquet")):
        raise ConfigurationError("C009", path=out, table=table)
    dataset = ds.dataset(folder, schema=SCHEMAS[table], format="parquet")
    if filters is not None and not isinstance(filters, ds.Expression):
        filters = pq.filters_to_expression(filters)
    frame: pd.DataFrame = dataset.to_table(columns=columns and list(columns), filter=filters).to_pandas()
    return frame


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """What an output folder tells about how the rows of a document were made."""

    sha256: str
    status: str
    schema_version: str
    pipeline_version: str
    config_fingerprint: str


def read_written(out: Path, doc_id: str) -> WrittenDocument | None:
    """How the rows of a document in `out` were made; None when it is not there or its file is damaged."""
    try:
        with pq.ParquetFile(table_path(out, "documents", doc_id)) as file:
            metadata = file.schema_arrow.metadata or {}
            [row] = file.read(columns=["sha256", "status"]).to_pylist()
    except (OSError, pa.ArrowException, ValueError, KeyError):
        return None
    return WrittenDocument(
        sha256=row["sha256"],
        status=row["status"],
        schema_version=metadata.get(SCHEMA_VERSION_KEY, b"").decode(),
        pipeline_version=metadata.get(PIPELINE_VERSION_KEY, b"").decode(),
        config_fingerprint=metadata.get(CONFIG_KEY, b"").decode(),
    )
