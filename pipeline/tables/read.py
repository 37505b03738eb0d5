"""Reading tables back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import ConfigurationError
from pipeline.tables.compact import compacted, in_order
from pipeline.tables.parts import is_part, part_name, part_numbers
from pipeline.tables.schemas import CONFIG_KEY, PIPELINE_VERSION_KEY, SCHEMA_VERSION_KEY, SCHEMAS, STAGES_KEY
from pipeline.tables.write import table_path

Row = dict[str, Any]
if TYPE_CHECKING:
    import pandas as pd
    import polars
    import pyarrow.dataset as ds

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
    import pyarrow.dataset as ds  # which imports pandas; those who read files one by one do without

    if filters is not None and not isinstance(filters, ds.Expression):
        filters = pq.filters_to_expression(filters)
    names = list(columns) if columns is not None else SCHEMAS[table].names
    dataset = open_dataset(Path(out), table)
    if not is_in_parts(Path(out), table):
        return dataset.to_table(columns=names, filter=filters)
    rows = dataset.to_table(columns=list(dict.fromkeys((*names, "doc_id"))), filter=filters)
    return in_order_of_ids(rows).select(names)


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
    import pyarrow.dataset as ds

    folder, partition = _place(out, table)
    if partition is None:
        return ds.dataset(in_order(folder), schema=SCHEMAS[table], format="parquet")
    partitioning = ds.partitioning(pa.schema([partition]), flavor="hive")
    return ds.dataset(folder, schema=SCHEMAS[table].append(partition), format="parquet", partitioning=partitioning)


def files_of(out: Path, table: str) -> list[str]:
    """The files that `open_dataset` reads a table from.

    Raises:
        ConfigurationError: C009 when the folder does not hold it.
    """
    folder, partition = _place(out, table)
    return list(map(str, in_order(folder) if partition is None else sorted(folder.rglob("*.parquet"))))


def _place(out: Path, table: str) -> tuple[Path, pa.Field | None]:
    """The folder of a table, and the field by which its files are partitioned; C009 when `out` does not hold it."""
    found = compacted(out, table)
    folder, partition = found if found is not None else (out / table, None)
    if partition is None and not in_order(folder):
        # Spark partitions what it writes when asked to.
        partition = next((pa.field(name, pa.string()) for name in _PARTITIONS if any(folder.glob(f"{name}=*"))), None)
        if partition is None:
            raise ConfigurationError("C009", path=out, table=table)
    return folder, partition


def is_in_parts(out: Path, table: str) -> bool:
    """Whether the rows of a table are in parts, which are in no order among each other (`pipeline.tables.parts`)."""
    return compacted(out, table) is None and bool(part_numbers(out, table))


def in_order_of_ids(rows: pa.Table) -> pa.Table:
    """Rows in the order of the ids of their documents, those of one document as they were."""
    if not rows.num_rows:
        return rows
    import pyarrow.compute as pc  # not above: it takes as long as all of pyarrow

    # Runs of rows of one document are sorted, a dozen times fewer than rows.
    runs = pc.run_end_encode(pa.concat_arrays(rows.column("doc_id").chunks))
    order = pc.sort_indices(runs.values).to_numpy().astype(np.int64)  # unsigned differences are never negative
    if (np.diff(order) > 0).all():
        return rows
    ends = runs.run_ends.to_numpy()
    lengths = np.diff(ends, prepend=0)[order]
    firsts = (ends - np.diff(ends, prepend=0))[order]
    return rows.take(np.repeat(firsts - (np.cumsum(lengths) - lengths), lengths) + np.arange(rows.num_rows))


def has_table(out: Path, table: str) -> bool:
    """Whether an output folder holds a table, compacted or not."""
    try:
        _place(out, table)
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
    files = {table: set(files_of(out, table)) for table in tables}
    stems = _parts_of_documents(out) if is_in_parts(out, "documents") else {}
    for start in range(0, len(doc_ids), _DOCUMENTS_AT_ONCE):
        chunk = doc_ids[start : start + _DOCUMENTS_AT_ONCE]
        # A document that is in no part has a file of its own.
        named = sorted({stems.get(doc_id, doc_id) for doc_id in chunk})
        rows = {table: _rows_of(out, table, chunk, named, files[table]) for table in tables}
        for doc_id in chunk:
            if doc_id in rows["documents"]:
                yield {table: rows[table].get(doc_id, []) for table in tables}


def _parts_of_documents(out: Path) -> dict[str, str]:
    """By document the part that holds it; one that is damaged is passed over."""
    found: dict[str, str] = {}
    for number in part_numbers(out):
        name = part_name(number)
        try:
            ids = pq.ParquetFile(table_path(out, "documents", name)).read(columns=["doc_id"]).column("doc_id")
        except (OSError, pa.ArrowException):
            continue
        found |= dict.fromkeys(ids.to_pylist(), name)
    return found


def _rows_of(
    out: Path, table: str, doc_ids: Sequence[str], stems: Sequence[str], files: set[str]
) -> dict[str, list[Row]]:
    # Files of the documents are opened by name: a filter would open all of them.
    own = [path for stem in stems if (path := str(table_path(out, table, stem))) in files]
    found: dict[str, list[Row]] = {}
    if not own and any(map(is_part, stems)):  # which have no rows in this table
        return found
    alone = own and not any(map(is_part, stems))
    for row in read_columns(own, SCHEMAS[table].names) if alone else _filtered(out, table, doc_ids, own):
        found.setdefault(row["doc_id"], []).append(row)
    return found


def read_columns(paths: Sequence[str], names: Sequence[str]) -> Iterator[Row]:
    """Columns of all rows of some files, one file after the other; columns that a file lacks are None, as in a data set.

    Raises:
        OSError, pyarrow.ArrowException: a file vanished or is damaged.
    """
    for path in paths:
        with pq.ParquetFile(path) as file:
            there = set(file.schema_arrow.names)
            for row in file.read(columns=[name for name in names if name in there]).to_pylist():
                yield {name: row.get(name) for name in names}


def _filtered(out: Path, table: str, doc_ids: Sequence[str], own: Sequence[str]) -> list[Row]:
    """Rows of documents in files that hold more: `own`, or all of the table when it is empty."""
    import pyarrow.dataset as ds

    dataset = ds.dataset(own, schema=SCHEMAS[table], format="parquet") if own else open_dataset(out, table)
    condition = ds.field("doc_id").isin(doc_ids)
    rows: list[Row] = dataset.to_table(columns=SCHEMAS[table].names, filter=condition).to_pylist()
    return rows


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
