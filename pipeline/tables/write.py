"""The tables of one document to ``OUT/<table>/<doc_id>.parquet``.

Files are written into ``OUT/.run/staging`` and moved from there, so that a table folder never holds a half-written
file, nor anything that is not a table. The row in ``documents`` is taken away first and moved in last: as long as it is
there, all tables of the document are whole and of one making, and a run that is killed in between does it again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import ConfigurationError
from pipeline.tables.layout import tables_after, tables_between, writer_of
from pipeline.tables.schemas import CONFIG_KEY, SCHEMAS, STAGES_KEY
from pipeline.tables.stages import RUN, STAGES, Stage

STAGING = f"{RUN}/staging"

# Most files hold a few rows: a dictionary and statistics would cost more than the rows. `compact` compresses.
_FORMAT = {"compression": "snappy", "use_dictionary": False, "write_statistics": False}
# Arrow's own pool gives memory back after each small file and pays for that with half of the time.
_POOL = pa.system_memory_pool()


def table_path(out: Path, table: str, doc_id: str) -> Path:
    """Where the rows of a document in a table are."""
    return out / table / f"{doc_id}.parquet"


def prepare(out: Path) -> None:
    """Create the table folders of `out`.

    Raises:
        ConfigurationError: C004 when they cannot be created or written to.
    """
    try:
        for folder in (STAGING, *SCHEMAS):
            (out / folder).mkdir(parents=True, exist_ok=True)
            if not os.access(out / folder, os.W_OK):
                raise PermissionError(f"no permission to write into {folder}")
        # Permissions do not tell of read-only and full disks.
        with tempfile.TemporaryFile(dir=out / STAGING) as probe:
            probe.write(b"policyfacts")
    except OSError as error:
        raise ConfigurationError("C004", path=out, problem=error.strerror or error) from error


def write_tables(
    tables: Mapping[str, pa.Table],
    out: Path,
    doc_id: str,
    config_fingerprint: str,
    stages: Sequence[str] = ("",) * len(STAGES),
    first: Stage = "clean",
) -> tuple[int, ...]:
    """Write tables of one document, over what was there; equal tables give equal bytes.

    Args:
        tables: table name to table; at least those that the stages write.
        out: folder that `prepare` has seen.
        doc_id: the document, which names the files.
        config_fingerprint: of the config that made the rows; goes into the file metadata.
        stages: fingerprints of the stages done, in order; tables of later stages are removed.
        first: stage at which the making began; tables of earlier ones stay as they are.

    Returns:
        The size in bytes of every table of the document, in the order of `file_names`.

    Raises:
        OSError: the disk is full or the folder vanished.
    """
    last = STAGES[len(stages) - 1]
    names = tables_between(first, last)
    staged = {name: f"{out}/{STAGING}/{doc_id}.{name}" for name in names}
    try:
        for name, path in staged.items():
            own = stages if name == "documents" else stages[writer_of(name, len(stages)) :][:1]
            metadata = {CONFIG_KEY: config_fingerprint.encode(), STAGES_KEY: " ".join(own).encode()}
            with open(path, "wb") as file:  # buffered: a bare write to a full disk may stop half-way without an error
                file.write(_encoded(tables[name], SCHEMAS[name], metadata))
        table_path(out, "documents", doc_id).unlink(missing_ok=True)
        for name, path in staged.items():
            os.replace(path, table_path(out, name, doc_id))
    except BaseException:
        # What was staged would go on filling a full disk.
        for path in staged.values():
            with contextlib.suppress(OSError):
                os.unlink(path)
        raise
    for name in tables_after(last):
        table_path(out, name, doc_id).unlink(missing_ok=True)
    return sizes(out, doc_id, len(stages))


def _encoded(table: pa.Table, schema: pa.Schema, metadata: Mapping[bytes, bytes]) -> pa.Buffer:
    """The bytes of a Parquet file. Made in memory first: a file that Arrow opens costs as much as its rows."""
    stream = pa.BufferOutputStream(_POOL)
    table = table.replace_schema_metadata({**(schema.metadata or {}), **metadata})
    pq.write_table(table, stream, memory_pool=_POOL, **_FORMAT)
    return stream.getvalue()


def sizes(out: Path, doc_id: str, done: int) -> tuple[int, ...]:
    """Sizes in bytes of the tables that a document has after its first `done` stages.

    Raises:
        OSError: one is not there.
    """
    folder, file = os.fspath(out), f"{doc_id}.parquet"
    return tuple([os.stat(f"{folder}/{table}/{file}").st_size for table in _TABLES_DONE[done]])


_TABLES_DONE = ((), *(tables_between("clean", stage) for stage in STAGES))


def remove_tables(out: Path, doc_id: str) -> None:
    """Remove all rows of a document, the one in ``documents`` first."""
    for table in ("documents", *SCHEMAS):
        table_path(out, table, doc_id).unlink(missing_ok=True)


def clear_staging(out: Path) -> None:
    """Remove the staging folder and what a killed run left in it; the caller holds the lock."""
    shutil.rmtree(out / STAGING, ignore_errors=True)
    with contextlib.suppress(OSError):
        (out / RUN).rmdir()
