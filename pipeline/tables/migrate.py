"""Tables that an earlier version wrote, as those of this version.

Columns that were added since are empty, as they are where nothing was found; what was renamed or retyped is mended by a step from one
schema version to the next. Rows stay what they were: what this version would find more, only a run finds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import ConfigurationError
from pipeline.tables.schemas import SCHEMA_VERSION, SCHEMA_VERSION_KEY, SCHEMAS
from pipeline.tables.stages import RUN

Step = Callable[[str, pa.Table], pa.Table]
"""From the name of a table and its rows to its rows in the next schema version."""

STEPS: Mapping[str, Step] = {}
"""By schema version, what leads to the next one; versions are numbers. Nothing was ever renamed or retyped in version 1."""

_COMPACT = "compact"
_STAGED = f"{RUN}/migrating.parquet"


@dataclass(frozen=True, slots=True)
class Migrated:
    """How many files were rewritten, and how many were as they should be."""

    rewritten: int
    unchanged: int


def migrate(out: Path, steps: Mapping[str, Step] = STEPS, target: str = SCHEMA_VERSION) -> Migrated:
    """Rewrite the tables of `out` that have other columns than this version writes; the caller holds the lock.

    Each file is replaced as a whole, so it can be stopped and called again. A later run sees that the files are not its own, and does
    their documents again.

    Args:
        out: output folder of a run, compacted or not.
        steps: by version, what leads to the next.
        target: version to reach.

    Raises:
        ConfigurationError: C009 when `out` holds no documents, C032 when a file is damaged, C035 when one is of a later version,
            C004 when it cannot be written.
    """
    files = list(_files(out))
    if not any(table == "documents" for table, _ in files):
        raise ConfigurationError("C009", path=out, table="documents")
    rewritten = sum(_migrate(out, table, path, steps, target) for table, path in files)
    return Migrated(rewritten, len(files) - rewritten)


def _files(out: Path) -> Iterator[tuple[str, Path]]:
    """Table and file; those of ``documents`` last, since they vouch for the others."""
    for table in sorted(SCHEMAS, key=lambda name: name == "documents"):
        for folder in (out / table, out / _COMPACT / table):
            for path in sorted(folder.rglob("*.parquet")):
                yield table, path


def _migrate(out: Path, table: str, path: Path, steps: Mapping[str, Step], target: str) -> bool:
    try:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
            version = (schema.metadata or {}).get(SCHEMA_VERSION_KEY, b"1").decode()
            if version == target and schema.names == SCHEMAS[table].names:
                return False
            rows = file.read()
        rows = _at(version, target, table, rows, steps, path)
        kept = {key: value for key, value in (schema.metadata or {}).items() if key != b"ARROW:schema"}
        metadata = {**(SCHEMAS[table].metadata or {}), **kept, SCHEMA_VERSION_KEY: target.encode()}
        fitted = _fitted(rows, SCHEMAS[table]).replace_schema_metadata(metadata)
    except (OSError, pa.ArrowException, ValueError) as error:
        raise ConfigurationError("C032", path=path, problem=str(error).splitlines()[0]) from error
    _replace(out / _STAGED, path, fitted)
    return True


def _at(version: str, target: str, table: str, rows: pa.Table, steps: Mapping[str, Step], path: Path) -> pa.Table:
    """The rows, a step a version."""
    if not version.isdigit() or int(version) > int(target):
        raise ConfigurationError("C035", path=path, version=version, target=target)
    for number in range(int(version), int(target)):
        rows = steps[str(number)](table, rows) if str(number) in steps else rows
    return rows


def _fitted(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of `schema`, those that are new empty: null where they may be, else nothing of their type."""
    columns = []
    for field in schema:
        if field.name in rows.column_names:
            columns.append(rows.column(field.name).cast(field.type))
        else:
            columns.append(pa.nulls(rows.num_rows, field.type) if field.nullable else _empty(rows.num_rows, field.type))
    return pa.table(columns, schema=schema)


def _empty(count: int, kind: pa.DataType) -> pa.Array:
    nothing: object = 0
    if pa.types.is_string(kind):
        nothing = ""
    elif pa.types.is_list(kind):
        nothing = []
    elif pa.types.is_boolean(kind):
        nothing = False
    return pa.array([nothing] * count, kind)


def _replace(staged: Path, path: Path, rows: pa.Table) -> None:
    try:
        staged.parent.mkdir(exist_ok=True)
        pq.write_table(rows, staged, compression="zstd")
        os.replace(staged, path)
    except OSError as error:
        with suppress(OSError):
            staged.unlink()
        raise ConfigurationError("C004", path=path, problem=error.strerror or error) from error
