"""One data set per table from the files of the documents, or from parts, which stay the unit of work.

``OUT/compact/<table>/part-0.parquet`` (or ``…/by_region=<region>/part-0.parquet``): sorted by doc_id and, within a
document, in text order; zstd, with statistics and dictionaries, in row groups sized for scans. Memory stays bounded: a
row group, or a bucket of `pipeline.tables.sorting`, is all that is held. The bytes depend on the rows alone, not on how, in what order or by which engine they
were made.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import ConfigurationError
from pipeline.tables.parts import is_part, split_by_document
from pipeline.tables.schemas import SCHEMAS
from pipeline.tables.sorting import borders_of, sorted_documents
from pipeline.tables.stages import RUN

Partition = Literal["region", "year"]

COMPACT = "compact"
_MANIFEST = "manifest.json"
# Large enough that a scan is not bound by metadata, small enough that a filter skips most of them.
_ROWS = 100_000
_CHARACTERS = 20_000_000
_FILES_AT_ONCE = 256
_THREADS = 4
_COLUMNS: dict[Partition, str] = {"region": "region", "year": "report_year"}
# What file systems or the readers of `key=value` folders take for something else.
_UNSAFE = re.compile(r"[\x00-\x1f/\\:=%?*\"<>|#{}\[\]^ ]")
_MAX_NAME = 60
_UNKNOWN = "__HIVE_DEFAULT_PARTITION__"


def compact(
    out: Path, by: Partition | None = None, on_file: Callable[[int], None] = lambda files: None
) -> dict[str, int]:
    """Write `OUT/compact` anew from the files of `out`; the caller holds the lock.

    Args:
        out: output folder of a run, of any engine.
        by: partition the tables by the region or the report year of the document.
        on_file: called with the number of files read since the last call.

    Returns:
        Rows by table.

    Raises:
        ConfigurationError: C009 when `out` holds no documents, C004 when the data set cannot be written.
    """
    if not _files(out, "documents"):
        raise ConfigurationError("C009", path=out, table="documents")
    staging, spill = out / RUN / "staging" / COMPACT, out / RUN / "staging" / "buckets"
    try:
        for folder in (staging, spill):
            shutil.rmtree(folder, ignore_errors=True)
        partition_of = _partitions(out, by) if by is not None else None
        borders = borders_of(parts) if (parts := _parts(out, "documents")) else []
        rows = {}
        for table in _present(out):
            documents = _documents(out, table, borders, spill, on_file)
            rows[table] = _write(documents, table, staging / table, by, partition_of)
        manifest = {"by": by, "rows": rows, "documents": rows["documents"]}
        (staging / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        withdraw_compacted(out)
        shutil.rmtree(out / COMPACT, ignore_errors=True)
        os.replace(staging, out / COMPACT)
    except OSError as error:
        raise ConfigurationError("C004", path=out / COMPACT, problem=error.strerror or error) from error
    return rows


def withdraw_compacted(out: Path) -> None:
    """Say that the compacted tables are out of date: `load` reads the documents' own files from now on."""
    (out / COMPACT / _MANIFEST).unlink(missing_ok=True)


def compacted(out: Path, table: str) -> tuple[Path, pa.Field | None] | None:
    """Folder of a compacted table that is up to date, and the field by which it is partitioned; None without one."""
    try:
        manifest = json.loads((out / COMPACT / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    folder = out / COMPACT / table
    by = manifest.get("by")
    return (folder, pa.field(f"by_{by}", pa.string()) if by else None) if folder.is_dir() else None


def in_order(folder: Path) -> list[Path]:
    """The Parquet files of a folder in the order of the document ids (or part numbers) that name them."""
    return [folder / f"{stem}.parquet" for stem in sorted(_stems(folder))]


def _stems(folder: Path) -> Iterator[str]:
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if name.endswith(".parquet") and not name.startswith((".", "_")):
            yield name.removesuffix(".parquet")


def _files(out: Path, table: str) -> list[Path]:
    """Files of a table: one per document, or sorted parts, below folders of partitions where there are any."""
    folder = out / table
    if not folder.is_dir():
        return []
    return in_order(folder)


def _parts(out: Path, table: str) -> list[Path]:
    """Files of a table that are parts of `pipeline.tables.parts`."""
    return [path for path in _files(out, table) if is_part(path.stem)]


def _documents(
    out: Path, table: str, borders: list[str], spill: Path, on_file: Callable[[int], None]
) -> Iterator[pa.Table]:
    """The rows of a table, one document after the other in the order of their ids."""
    parts = _parts(out, table)
    if not parts:
        return _tables(_files(out, table), SCHEMAS[table].names, on_file)
    spill.mkdir(parents=True, exist_ok=True)
    return sorted_documents(parts, SCHEMAS[table], borders, spill, on_file)


def _present(out: Path) -> list[str]:
    return [table for table in SCHEMAS if next(_stems(out / table), None) is not None]


def _partitions(out: Path, by: Partition) -> dict[str, str]:
    """The partition of every document."""
    column = _COLUMNS[by]
    found: dict[str, str] = {}
    for table in _tables(_files(out, "documents"), ["doc_id", column], lambda files: None):
        for doc_id, value in zip(*(table.column(name).to_pylist() for name in ("doc_id", column)), strict=True):
            found[doc_id] = partition_name(value)
    return found


def partition_name(value: object) -> str:
    """The name of a partition as part of a path; the same in every engine."""
    name = _UNSAFE.sub("_", "" if value is None else str(value))[:_MAX_NAME].strip(".")
    return name or _UNKNOWN


def _write(
    documents: Iterator[pa.Table],
    table: str,
    folder: Path,
    by: Partition | None,
    partition_of: dict[str, str] | None,
) -> int:
    rows = 0
    writers: dict[str, _Writer] = {}
    folder.mkdir(parents=True)
    schema = SCHEMAS[table]
    if partition_of is None:
        writers[""] = _Writer(folder, schema)
    for piece in documents:
        rows += piece.num_rows
        if not piece.schema.equals(schema):
            piece = piece.cast(schema)
        if partition_of is None:
            writers[""].add(piece)
            continue
        import pyarrow.compute as pc  # not above: it takes as long as all of pyarrow

        names = pa.array([partition_of[doc_id] for doc_id in piece.column("doc_id").to_pylist()], pa.string())
        for name in sorted(set(names.to_pylist())):
            if name not in writers:
                writers[name] = _Writer(folder / f"by_{by}={name}", schema)
            writers[name].add(piece.filter(pc.equal(names, name)))
    if not writers:
        writers[""] = _Writer(folder, schema)
    for writer in writers.values():
        writer.close()
    return rows


class _Writer:
    """One file, written in row groups whose borders depend on the rows alone."""

    def __init__(self, folder: Path, schema: pa.Schema) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(folder / "part-0.parquet", schema, compression="zstd")
        self._pieces: list[pa.Table] = []
        self._rows = self._characters = 0
        self._has_texts = "n_chars" in schema.names

    def add(self, piece: pa.Table) -> None:
        """Take rows; they are written when they fill a group."""
        self._pieces.append(piece)
        self._rows += piece.num_rows
        if self._has_texts:
            self._characters += sum(piece.column("n_chars").to_pylist())
        if self._rows >= _ROWS or self._characters >= _CHARACTERS:
            self._flush()

    def close(self) -> None:
        """Write what is left."""
        if self._rows:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        table = pa.concat_tables(self._pieces).combine_chunks()
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        self._pieces, self._rows, self._characters = [], 0, 0


def _tables(files: list[Path], columns: list[str], on_file: Callable[[int], None]) -> Iterator[pa.Table]:
    """The rows of `files`, in order, one table per document."""
    remaining = iter(files)
    with ThreadPoolExecutor(_THREADS) as pool:
        while chunk := list(islice(remaining, _FILES_AT_ONCE)):
            for table in pool.map(lambda path: _read(path, columns), chunk):
                yield from _by_document(table)
            on_file(len(chunk))


def _read(path: Path, columns: list[str]) -> pa.Table:
    # Most files are small: threads and reading ahead would cost more than the reading.
    return pq.ParquetFile(path, pre_buffer=False).read(columns=columns, use_threads=False)


def _by_document(table: pa.Table) -> Iterator[pa.Table]:
    """Split at the borders of documents, so that a file of many documents reads like many files."""
    column = table.column("doc_id")
    if not len(column):
        return
    if column[0] == column[-1]:  # rows are sorted by it
        yield table
        return
    yield from (rows for _, rows in split_by_document(table))
